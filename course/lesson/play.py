"""A lesson as plain numbered text, from a terminal or a pipe: what a screen reader follows and what scripts run."""

from collections.abc import Callable, Iterable

from course.lesson.beside import Beside, asked
from course.lesson.driving import BareSeat, Driver, Outcome, Seat
from course.lesson.marking import REFUSED, mark_sheet
from course.lesson.model import Aside, Lesson, Predict, Prose, Question, Step
from course.lesson.plain import plain
from course.lesson.spoken import EXAMINATION_HELP, HELP, read_out, spoken
from course.lesson.tutor import LessonRun
from course.lesson.wording import in_words, steps_in_words

BACK_TO = ["back", "to"]
HELD_BACK = ("hint", "show me", "show all", "solution", "reveal")
"""Words that an examination does not hear before its end."""

Write = Callable[[str], object]


def play(lesson: Lesson, driver: Driver, input_lines: Iterable[str], write: Write, solve: bool = False) -> int:
    """Go through a lesson from its beginning in the driver's world; nothing but that world remembers it.

    The rest is as with `play_on`.
    """
    return play_on(BareSeat(lesson, driver), input_lines, write, solve)


def play_on(
    seat: Seat, input_lines: Iterable[str], write: Write, solve: bool = False, beside: Beside | None = None
) -> int:
    """Go on with a lesson from where the seat's run stands, with command lines and words from `input_lines`.

    All text goes to `write`. Gives the exit status: 0 when every step is met at the end, else 1. With `solve` nothing
    is read: each step's own solution is run and its questions are answered. Each act is whole, in the world and in
    the run, before its text is written, so that this may be stopped anywhere. What is `beside` the lesson answers
    `what is WORD`, and has the last word.
    """
    player = _Player(seat, write, beside)
    if player.run.handed_in:
        return player.close()
    player.begin()
    if solve or player.done:
        return player.solve()
    for line in input_lines:
        if not player.take(line.strip()):
            break
        if player.done:
            return player.close()
    else:
        player.say("The input ends here.")
    return 0 if player.run.finished else player.stop()


class _Player:
    def __init__(self, seat: Seat, write: Write, beside: Beside | None) -> None:
        self.lesson = seat.lesson
        self._beside = beside
        self._seat = seat
        self._write = write
        self._asking: Step | None = None

    @property
    def run(self) -> LessonRun:
        return self._seat.run

    @property
    def done(self) -> bool:
        return self.run.over and self._asking is None

    def begin(self) -> None:
        steps = f"{len(self.lesson.steps)} step{'s'[: len(self.lesson.steps) != 1]}"
        self.say(self.lesson.title, f"About {self.lesson.front.minutes} minutes, {steps}. Type help for the words.")
        for block in self.lesson.blocks:
            if isinstance(block, Prose | Aside):
                self.say(spoken(block))
        self._tell_step()

    def say(self, *paragraphs: str) -> None:
        self._write("\n" + "\n".join(paragraph.rstrip("\n") for paragraph in paragraphs) + "\n")

    def take(self, line: str) -> bool:
        """Act on one line of input; false to stop."""
        if line == "quit":
            return False
        words: dict[str, Callable[[], None]] = {
            "hint": self._hint, "show me": self._show_line, "show all": self._show_all, "continue": self._continue,
            "reveal": self._reveal, "where": self._tell_step, "help": self._help,
            "solution": self._solution, "leave": self._leave, "go back": self._go_back, "hand in": self._hand_in,
        }  # fmt: skip
        if self.run.closed_book:
            words |= dict.fromkeys(HELD_BACK, lambda: self.say(plain(REFUSED)))
        if line in words or line.isdecimal():
            self._hear()
        if line in words:
            words[line]()
        elif line.split()[:2] == BACK_TO:
            self._go_back_to(" ".join(line.split()[2:]))
        elif line.isdecimal() and len(line) < 3:
            self._choose(int(line))
        elif self._beside and (words_asked := asked(line)) is not None:
            self.say(self._beside.explain(words_asked, self.lesson, self._asking or self.run.step))
        elif line and not line.startswith("#"):
            self._act(line)
        return True

    def close(self) -> int:
        """Tell the end: of an examination, how it went; 0 when every step is met, else 1."""
        if self.lesson.front.examination:
            self.say(f"“{self.lesson.title}” is over.", "", plain(mark_sheet(self.run)))
            self.say("For another one, play it again with --fresh.")
        else:
            self.say("Every step is met. The lesson is done.")
        if self._beside and (ending := self._beside.ending(self.lesson)):
            self.say(plain(ending))
        return 0 if self.run.finished else 1

    def stop(self) -> int:
        later = " It is not handed in: you can go on with it later." if self.run.closed_book else ""
        self.say(f"{self.run.met} of {len(self.lesson.steps)} steps are met.{self._left_undone()}{later}")
        return 1

    def solve(self) -> int:
        """Meet each step by its own solution; 1 at the first that is not met by it."""
        for number, step in enumerate(self.lesson.steps, 1):
            if self.run.is_met(step):
                continue
            self._seat.return_to(step)
            for question in self.run.open_questions(step):
                self._solve_question(question)
            if step.solution:
                for line in step.solution.script.commands():
                    self._act(line, echo=True)
            if not self.run.is_met(step) and not step.checks:
                self._continue()
            if not self.run.is_met(step):
                unmet = ", ".join(check.id for check, holds in self.run.checks(self._seat.driver.state) if not holds)
                self.say(f"Step {number} is not met by its own solution: {unmet or step.id}.")
                return self.stop()
        return self.close()

    def _solve_question(self, question: Question) -> None:
        before = self.run
        right = (number for number, choice in enumerate(question.choices, 1) if choice.right)
        self._choose_of(question, next(right, 1))
        self._tell_progress(before)

    def _act(self, line: str, echo: bool = False) -> None:
        before = self.run
        if echo:
            self._write(f"\n$ {line}\n")
        outcome = self._seat.act(line)
        self._write_outcome(outcome)
        if self.run.heard and outcome.call is not None:
            self.say(plain(f"Tutor: {self.run.heard.text}"))
        self._tell_progress(before)

    def _hear(self) -> None:
        """Tell what happened by itself while the learner read; a command line tells that itself."""
        before, outcome = self.run, self._seat.tick()
        if outcome is not None:
            self._write_outcome(outcome)
            self._tell_progress(before)

    def _write_outcome(self, outcome: Outcome) -> None:
        for text in (outcome.output, outcome.error):
            if text:
                self._write(text if text.endswith("\n") else text + "\n")

    def _tell_progress(self, before: LessonRun) -> None:
        newly = self.run.newly_met(before)
        for step in newly:
            number = self.lesson.steps.index(step) + 1
            self._write(f"\nStep {number} of {len(self.lesson.steps)} is met: {step.title}.\n")
        for step in before.newly_met(self.run):
            if step is not self.run.step:
                self._write(f"\nStep {self.lesson.steps.index(step) + 1} is no longer met: {step.title}.\n")
        if newly and self.run.open_questions(newly[-1]):
            self._asking = newly[-1]
            self._ask()
        elif self.run.step is not before.step or (newly and self.run.finished):
            self._asking = None
            self._tell_step()

    def _tell_step(self) -> None:
        step = self.run.step
        if self._asking:
            self._ask()
        elif step:
            self.say(f"Step {self.run.number} of {len(self.lesson.steps)}: {step.title}")
            if self.run.left:
                self.say(self._left_undone().strip(), "Type go back, or back to and its number, to do it after all.")
            for text in read_out(step, closed_book=self.run.closed_book):
                self.say(text)
            self._tell_checks()
            self._ask()

    def _tell_checks(self) -> None:
        checks = self.run.checks(self._seat.driver.state)
        if checks:
            proper = [user["UserName"] for user in self._seat.driver.state.get("users", ())]
            lines = [f"  {'met' if holds else 'not yet'}: {in_words(check.id, proper)}" for check, holds in checks]
            self.say("To be reached:", *lines)
        elif self.run.step and not self.run.step.questions:
            self.say("Type continue to go on.")

    def _question(self) -> Question | None:
        step = self._asking or self.run.step
        return next(iter(self.run.open_questions(step)), None) if step else None

    def _ask(self) -> None:
        question = self._question()
        if question:
            lines = [plain(f"{n}. {choice.text}", indent="  ") for n, choice in enumerate(question.choices, 1)]
            self.say(plain(f"Question: {question.question}"), *lines, "Answer with a number, or type continue.")

    def _choose(self, number: int) -> None:
        question = self._question()
        if question is None:
            self.say("No question is open.")
        elif not 1 <= number <= len(question.choices):
            self.say(f"Answer with a number from 1 to {len(question.choices)}.")
        else:
            before = self.run
            self._choose_of(question, number)
            self._after_answer(before)

    def _choose_of(self, question: Question, number: int) -> None:
        if isinstance(question, Predict):
            self.say("Let us see.")
            for line in question.run.commands():
                self._write(f"$ {line}\n")
                outcome = self._seat.act(line)
                self._write_outcome(outcome)
        answer = self._seat.answer(question, number)
        if answer.right:
            self.say(plain(f"Right. {answer.choice.say}"))
        elif answer.came_true:
            lead = "What happened" if isinstance(question, Predict) else "Right is"
            self.say(plain(answer.choice.say), plain(f"{lead}: {answer.came_true.text} {answer.came_true.say}"))
        elif isinstance(question, Predict):
            self.say("It went another way this time: none of the answers came true.")
        else:
            self.say(plain(f"Not so. {answer.choice.say}"))

    def _after_answer(self, before: LessonRun) -> None:
        if self.run.newly_met(before):
            self._tell_progress(before)
        elif self._question():
            self._ask()
        elif self._asking:
            self._asking = None
            self._tell_step()
        else:
            self._tell_checks()

    def _continue(self) -> None:
        before = self.run
        step = self._asking or self.run.step
        if step is None:
            return
        if self._asking is None and step.checks and not self.run.open_questions(step):
            words = "leave" if self.run.closed_book else "hint, show me, or leave"
            self.say(f"This step is met by what you do. Type {words} to do it later.")
            return
        self._seat.pass_by(step)
        self._asking = None
        if self.run.newly_met(before):
            self._tell_progress(before)
        elif step is self.run.step:
            self._tell_checks()
        else:
            self._tell_step()

    def _leave(self) -> None:
        before = self.run
        self._seat.leave_step()
        if self.run is before:
            end = " Type hand in to end the examination." if self.run.closed_book else ""
            self.say(f"This is the last step to do: there is none to go on with.{end}")
        else:
            self._turn_from(before)

    def _hand_in(self) -> None:
        if self.run.closed_book:
            self._seat.hand_in()
            self._asking = None
        else:
            self.say("Only an examination is handed in.")

    def _help(self) -> None:
        self.say(EXAMINATION_HELP if self.run.closed_book else HELP)

    def _go_back(self) -> None:
        if not self.run.left:
            self.say("No step was left.")
        elif len(self.run.left) > 1:
            self.say(f"{self._left_undone().strip()} Type back to {self.run.left[0]}, say.")
        else:
            self._go_back_to(str(self.run.left[0]))

    def _go_back_to(self, number: str) -> None:
        before = self.run
        if number not in map(str, before.left):
            left = self._left_undone() or " No step was left."
            self.say(f"{number[:20] or 'That'} is no step that was left.{left}")
        else:
            self._seat.return_to(self.lesson.steps[int(number) - 1])
            self._turn_from(before)

    def _turn_from(self, before: LessonRun) -> None:
        self._asking = None
        if self.run.newly_met(before):
            self._tell_progress(before)
        else:
            self._tell_step()

    def _left_undone(self) -> str:
        return f" {steps_in_words(self.run.left)} left undone." if self.run.left else ""

    def _hint(self) -> None:
        hint = self._seat.hint()
        step = self.run.step
        if hint and step:
            count = f"Hint {len(self.run.hints_taken(step))} of {len(step.hints)}:"
            self.say(count, plain(hint.text))
        else:
            self.say("There is no further hint. Type show me to see the next line done.")

    def _solution(self) -> None:
        step = self.run.step
        if step is None or step.solution is None:
            self.say("This step has no solution to show.")
        else:
            self.say("One way to do it:", step.solution.script.text, "Type show me to run it line by line.")

    def _show_line(self) -> None:
        line = next(self.run.show_me(), None)
        if line is None:
            self.say("There is no line left to show. Type undo to take acts back, or where to read the step again.")
        else:
            self._act(line, echo=True)

    def _show_all(self) -> None:
        step = self.run.step
        for line in self.run.remaining:
            if self.run.step is step:
                self._act(line, echo=True)

    def _reveal(self) -> None:
        covered = [block for block in self.run.step.blocks if isinstance(block, Aside)] if self.run.step else []
        texts = [plain(block.text) for block in covered if block.kind == "reveal"]
        self.say(*(texts or ["This step keeps nothing covered."]))
