"""The telling of a played lesson: its steps, what is to be reached, its questions, and how it ended."""

from collections.abc import Callable

from course.lesson.model import Aside, Prose, Question, Step
from course.phrases import in_words, plural, steps_in_words
from course.plain.beside import Beside
from course.plain.prose import plain
from course.plain.spoken import SOURCES, read_out, spoken
from course.plain.width import wrapped
from course.tutor.driving import Outcome, Seat
from course.tutor.ending import ending
from course.tutor.marking import mark_sheet, notes
from course.tutor.run import LessonRun

Write = Callable[[str], object]


class Narrator:
    """Tells a lesson to `write`; `asking` is the met step whose questions are open."""

    def __init__(self, seat: Seat, write: Write, beside: Beside | None) -> None:
        self.lesson = seat.lesson
        self.beside = beside
        self.seat = seat
        self._write = write
        self.asking: Step | None = None

    @property
    def run(self) -> LessonRun:
        """Where the learner stands."""
        return self.seat.run

    @property
    def done(self) -> bool:
        """Whether nothing is left to do or to answer."""
        return self.run.over and self.asking is None

    def begin(self) -> None:
        """Tell the title, what stands before the first step, and the step to do."""
        steps = plural(len(self.lesson.steps), "step")
        about = f"About {plural(self.lesson.front.minutes, 'minute')}, {steps}. Type help for the words."
        self.say(self.lesson.title, wrapped(about))
        for block in self.lesson.blocks:
            if isinstance(block, Prose | Aside):
                self.say(spoken(block))
        self.tell_step()

    def say(self, *paragraphs: str) -> None:
        """Write paragraphs, an empty line before them."""
        self._write("\n" + "\n".join(paragraph.rstrip("\n") for paragraph in paragraphs) + "\n")

    def tell(self, sentences: str) -> None:
        """Write a paragraph in lines of the width of plain text."""
        self.say(wrapped(sentences))

    def close(self) -> int:
        """Tell the end: of an examination, how it went; 0 when every step is met, else 1."""
        if self.lesson.front.examination:
            self.say(f"“{self.lesson.title}” is over.", "", plain(mark_sheet(self.run)))
            if kept := notes(self.lesson):
                self.say(plain(kept))
            self.say("For another one, play it again with --fresh.")
        else:
            self.say(plain(ending(self.run)))
            self.say("Every step is met. The lesson is done.")
        if self.beside and (following := self.beside.ending(self.lesson)):
            self.say(plain(following))
        return 0 if self.run.finished else 1

    def stop(self) -> int:
        """Tell how far it went; gives 1."""
        later = " It is not handed in: you can go on with it later." if self.run.closed_book else ""
        self.tell(f"{self.run.met} of {len(self.lesson.steps)} steps are met.{self.left_undone()}{later}")
        return 1

    def write_outcome(self, outcome: Outcome) -> None:
        """Write what a command line printed."""
        for text in (outcome.output, outcome.error):
            if text:
                self._write(text if text.endswith("\n") else text + "\n")

    def tell_progress(self, before: LessonRun) -> None:
        """Tell which steps are met now and were not `before`, and what comes next."""
        newly = self.run.newly_met(before)
        for step in newly:
            number = self.lesson.steps.index(step) + 1
            self._write(f"\nStep {number} of {len(self.lesson.steps)} is met: {ended(step.title)}\n")
        for step in before.newly_met(self.run):
            if step is not self.run.step:
                self._write(f"\nStep {self.lesson.steps.index(step) + 1} is no longer met: {ended(step.title)}\n")
        if newly and self.run.open_questions(newly[-1]):
            self.asking = newly[-1]
            self.ask()
        elif self.run.step is not before.step or (newly and self.run.finished):
            self.asking = None
            self.tell_step()

    def tell_step(self) -> None:
        """Tell the step to do now, or the question that is open."""
        step = self.run.step
        if self.asking:
            self.ask()
        elif step:
            self.say(f"Step {self.run.number} of {len(self.lesson.steps)}: {step.title}")
            if self.run.left:
                again = "Type go back, or back to and its number, to do it after all."
                self.say(wrapped(self.left_undone().strip()), wrapped(again))
            for text in read_out(step, closed_book=self.run.closed_book):
                self.say(text)
            self.tell_checks()
            self.ask()

    def tell_steps(self) -> None:
        """Tell of each step how it stands."""
        words = {"met": "done", "left": "left for later", "open": "still to come"}
        lines = [
            f"  {number}. {step.title} ({'to do now' if step is self.run.step else words[self.run.how(step)]})"
            for number, step in enumerate(self.lesson.steps, 1)
        ]
        self.say("The steps:", *lines, wrapped("Type read and its number to read one of them again."))

    def tell_again(self, number: str) -> None:
        """Tell once more what a step says that is done, left or to be done, by its number."""
        step = next((each for at, each in enumerate(self.lesson.steps, 1) if str(at) == number), None)
        if step is None or (step is not self.run.step and self.run.how(step) == "open"):
            self.say(f"{number[:20] or 'That'} is no step that was read. Type steps to see them all.")
            return
        self.say(f"Step {number} of {len(self.lesson.steps)}: {step.title}")
        for text in read_out(step, closed_book=self.run.closed_book):
            self.say(text)

    def tell_sources(self) -> None:
        """Tell where the lesson's claims are from."""
        notes = [block for step in self.lesson.steps for block in step.blocks if isinstance(block, Aside)]
        texts = [plain(note.text) for note in notes if note.title == SOURCES]
        self.say(*(texts or ["This lesson names no sources."]))

    def tell_solution(self) -> None:
        """Tell the solution of the step to do, and which of its lines comes next."""
        step = self.run.step
        if step is None or step.solution is None:
            self.say("This step has no solution to show.")
            return
        left, whole = self.run.remaining, step.solution.lines()
        begun = [f"Next comes: {left[0]}"] if 0 < len(left) < len(whole) else []
        on = "Type show me to run it line by line." if left else "All of it was run."
        self.say("One way to do it:", step.solution.script.text, *begun, on)

    def tell_checks(self) -> None:
        """Tell what the step wants reached."""
        checks = self.run.checks(self.seat.driver.state)
        if checks:
            proper = [user["UserName"] for user in self.seat.driver.state.get("users", ())]
            lines = [f"  {'met' if holds else 'not yet'}: {in_words(check.id, proper)}" for check, holds in checks]
            self.say("To be reached:", *lines)
        elif self.run.step and not self.run.step.questions:
            self.say("Type continue to go on.")

    def question(self) -> Question | None:
        """The question that is open."""
        step = self.asking or self.run.step
        return next(iter(self.run.open_questions(step)), None) if step else None

    def ask(self) -> None:
        """Ask the question that is open."""
        question = self.question()
        if question:
            lines = [plain(f"{n}. {choice.text}", indent="  ") for n, choice in enumerate(question.choices, 1)]
            self.say(plain(f"Question: {question.question}"), *lines, "Answer with a number.")

    def left_undone(self) -> str:
        """A sentence about the steps that were left; empty when there are none."""
        return f" {steps_in_words(self.run.left)} left undone." if self.run.left else ""


def ended(title: str) -> str:
    """A title at the end of a sentence, with the sign that ends it."""
    return title if title.endswith(("?", "!", ".")) else f"{title}."
