"""A lesson as plain numbered text, from a terminal or a pipe: what a screen reader follows and what scripts run."""

from collections.abc import Callable, Iterable
from functools import partial

from course.lesson.model import Aside, Lesson, Predict, Question
from course.plain import credential_report, pages
from course.plain.answers import in_words
from course.plain.beside import Beside, asked
from course.plain.keys import KEYS, OTHERWISE
from course.plain.narrator import Narrator, Write
from course.plain.prose import plain
from course.plain.spoken import HELD_BACK, NO_DOOR, help_text, like
from course.tutor.driving import BareSeat, Driver, Seat
from course.tutor.marking import REFUSED
from course.tutor.run import LessonRun
from sim.services.iam.report import ABSENT
from sim.shell.command import NO_COMMAND

BACK_TO = ["back", "to"]
OF_A_STEP = ("hint", "show me", "show all", "solution", "leave")
"""Words about the step to do: none is before the learner while a question about the last one is open."""


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


class _Player(Narrator):
    def take(self, line: str) -> bool:
        """Act on one line of input; false to stop."""
        line = KEYS.get(line, line)
        if line == "quit":
            return False
        words: dict[str, Callable[[], None]] = {
            "hint": self._hint, "show me": self._show_line, "show all": self._show_all, "continue": self._continue,
            "reveal": self._reveal, "where": self.tell_step, "help": self._help,
            "solution": self.tell_solution, "leave": self._leave, "go back": self._go_back, "hand in": self._hand_in,
            "steps": self.tell_steps, "sources": self.tell_sources, "credential report": self._credential_report,
            **{key: partial(self.say, words) for key, words in OTHERWISE.items()},
        }  # fmt: skip
        if self.run.closed_book:
            words |= dict.fromkeys(HELD_BACK, lambda: self.say(plain(REFUSED)))
        if line in words or line.isdecimal() or pages.is_page(line):
            self._hear()
        if self.asking and line in OF_A_STEP:
            self.tell("The step is met, and a question about it is open. Answer it, or type continue twice to go on.")
        elif line in words:
            words[line]()
        elif line.split()[:2] == BACK_TO:
            self._go_back_to(" ".join(line.split()[2:]))
        elif line.split()[:1] == ["read"]:
            self.tell_again(" ".join(line.split()[1:]))
        elif pages.is_page(line):
            self.say(*pages.told(line, self.seat.driver.world, closed_book=self.run.closed_book))
        elif line.split()[:1] == ["api"]:
            self.tell(NO_DOOR)
        elif line.isdecimal() and len(line) < 3:
            self._choose(int(line))
        elif self.beside and (words_asked := asked(line)) is not None:
            self.say(self.beside.explain(words_asked, self.lesson, self.asking or self.run.step))
        elif line and not line.startswith("#"):
            self._act(line)
        return True

    def solve(self) -> int:
        """Meet each step by its own solution; 1 at the first that is not met by it."""
        for number, step in enumerate(self.lesson.steps, 1):
            if self.run.is_met(step):
                continue
            self.seat.return_to(step)
            for question in self.run.open_questions(step):
                self._solve_question(question)
            if step.solution:
                for line in step.solution.lines():
                    self._act(line, echo=True)
            if not self.run.is_met(step) and not step.checks:
                self._continue()
            if not self.run.is_met(step):
                unmet = ", ".join(check.id for check, holds in self.run.checks(self.seat.driver.state) if not holds)
                self.say(f"Step {number} is not met by its own solution: {unmet or step.id}.")
                return self.stop()
        return self.close()

    def _solve_question(self, question: Question) -> None:
        before = self.run
        right = (number for number, choice in enumerate(question.choices, 1) if choice.right)
        self._choose_of(question, next(right, 1))
        self.tell_progress(before)

    def _act(self, line: str, echo: bool = False) -> None:
        before = self.run
        if echo:
            self._write(f"\n$ {line}\n")
        outcome = self.seat.act(line)
        self.write_outcome(outcome)
        word = like(line, closed_book=self.run.closed_book) if outcome.status == NO_COMMAND else None
        if word and f"Did you mean {word}?" not in outcome.error:
            self.say(f"A word of the lesson is like it: {word}.")
        if words := in_words(line, outcome, self.seat.driver.world):
            self.say(*words)
        if self.run.heard and (outcome.call is not None or self.run.heard is not before.heard):
            back = ["Type undo to take it back."] if self.run.heard.mistake else []
            self.say(plain(f"Tutor: {self.run.heard.text}"), *back)
        self.tell_progress(before)

    def _hear(self) -> None:
        """Tell what happened by itself while the learner read; a command line tells that itself."""
        before, outcome = self.run, self.seat.tick()
        if outcome is not None:
            self.write_outcome(outcome)
            self.tell_progress(before)

    def _choose(self, number: int) -> None:
        question = self.question()
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
                outcome = self.seat.act(line)
                self.write_outcome(outcome)
        answer = self.seat.answer(question, number)
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
            self.tell_progress(before)
        elif self.question():
            self.ask()
        elif self.asking:
            self.asking = None
            self.tell_step()
        else:
            self.tell_checks()

    def _continue(self) -> None:
        before = self.run
        step = self.asking or self.run.step
        if step is None:
            return
        if self.asking is None and step.checks and not self.run.open_questions(step):
            words = "leave" if self.run.closed_book else "hint, show me, or leave"
            self.tell(f"This step is met by what you do. Type {words} to do it later.")
            return
        if self.seat.ask_twice(step):
            again = "" if self.run.closed_book else ", and it is asked again in the review"
            self.tell(f"A question is open: answer it with a number. Type continue again to pass it by{again}.")
            return
        self.seat.pass_by(step)
        self.asking = None
        if self.run.newly_met(before):
            self.tell_progress(before)
        elif step is self.run.step:
            self.tell_checks()
        else:
            self.tell_step()

    def _leave(self) -> None:
        before = self.run
        self.seat.leave_step()
        if self.run is before:
            end = " Type hand in to end the examination." if self.run.closed_book else ""
            self.tell(f"This is the last step to do: there is none to go on with.{end}")
        else:
            self._turn_from(before)

    def _hand_in(self) -> None:
        if self.run.closed_book:
            self.seat.hand_in()
            self.asking = None
        else:
            self.say("Only an examination is handed in.")

    def _help(self) -> None:
        from sim.shell.manual import overview
        from sim.shell.run import COMMANDS

        self.say(overview(COMMANDS))
        self.say(help_text(closed_book=self.run.closed_book))

    def _credential_report(self) -> None:
        before = self.run
        self._write(f"\n$ {credential_report.LINE}\n")
        outcome = self.seat.act(credential_report.LINE)
        if outcome.status == 0:
            self.say(*credential_report.told(outcome.output))
        else:
            self.write_outcome(outcome)
            if any(error in outcome.error for error in ABSENT):
                self.tell(credential_report.MAKE)
        self.tell_progress(before)

    def _go_back(self) -> None:
        if not self.run.left:
            self.say("No step was left.")
        elif len(self.run.left) > 1:
            self.tell(f"{self.left_undone().strip()} Type back to {self.run.left[0]}, say.")
        else:
            self._go_back_to(str(self.run.left[0]))

    def _go_back_to(self, number: str) -> None:
        before = self.run
        if number not in map(str, before.left):
            left = self.left_undone() or " No step was left."
            self.tell(f"{number[:20] or 'That'} is no step that was left.{left}")
        else:
            self.seat.return_to(self.lesson.steps[int(number) - 1])
            self._turn_from(before)

    def _turn_from(self, before: LessonRun) -> None:
        self.asking = None
        if self.run.newly_met(before):
            self.tell_progress(before)
        else:
            self.tell_step()

    def _hint(self) -> None:
        hint = self.seat.hint()
        step = self.run.step
        if hint and step:
            count = f"Hint {len(self.run.hints_taken(step))} of {len(step.hints)}:"
            self.say(count, plain(hint.text))
        else:
            more = "Type show me to see the next line done." if self.run.remaining else self._instead()
            self.tell(f"There is no further hint. {more}")

    def _show_line(self) -> None:
        line = next(self.run.show_me(), None)
        if line is None:
            self.tell(f"There is no line left to show. {self._instead()}")
        else:
            self._act(line, echo=True)

    def _instead(self) -> str:
        """What to do where no line of a solution is left."""
        if self.question():
            return "A question is open: answer it with a number."
        return "Type undo to take acts back, or where to read the step again."

    def _show_all(self) -> None:
        step = self.run.step
        for line in self.run.remaining:
            if self.run.step is step:
                self._act(line, echo=True)

    def _reveal(self) -> None:
        step = self.asking or self.run.step
        covered = [block for block in step.blocks if isinstance(block, Aside)] if step else []
        texts = [plain(block.text) for block in covered if block.kind == "reveal"]
        self.say(*(texts or ["This step keeps nothing covered."]))
