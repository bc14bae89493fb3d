"""A lesson as it stands in its file, checked and read: what the screen shows, the tutor follows and proofs run.

Prose is kept as Markdown source, one text a block, in the order of the file. Line numbers count from 1 in the file.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from course.lesson.front_matter import FrontMatter
from sim.expression import Expression

NARRATION, REFUSED = "# optional", "# refused"
"""What an author writes at the end of a solution's line: that it may be left out, or that AWS refuses it, as where an
attacker fails and leaves his traces."""

AsideKind = Literal["hint", "note", "why", "example", "reveal"]


@dataclass(frozen=True, slots=True)
class Script:
    """Command lines as written, to be split by the shell; `line` is that of the first."""

    text: str
    line: int

    def commands(self) -> tuple[str, ...]:
        """Give the command lines to run, continuations joined and comments left out."""
        from sim.shell import lines

        return tuple(lines(self.text))


@dataclass(frozen=True, slots=True)
class Prose:
    """Markdown between headings and directives."""

    text: str
    line: int


@dataclass(frozen=True, slots=True)
class Aside:
    """A prose directive; `title` is its argument, or empty."""

    kind: AsideKind
    title: str
    text: str
    line: int


@dataclass(frozen=True, slots=True)
class Check:
    """An expression over the state document; `true` means met."""

    id: str
    expression: Expression
    line: int


@dataclass(frozen=True, slots=True)
class Mistake:
    """Words for one way to go wrong: `when` over {last, state}, and the command lines that make it."""

    id: str
    when: Expression
    say: str
    attempt: Script
    line: int


@dataclass(frozen=True, slots=True)
class Choice:
    """An answer with the words it is met with: a quiz knows whether it is `right`, a prediction finds out by `when`."""

    text: str
    say: str
    line: int
    right: bool = False
    when: Expression | None = None


@dataclass(frozen=True, slots=True)
class Quiz:
    """A question with fixed answers: at least two, at least one right."""

    id: str
    question: str
    choices: tuple[Choice, ...]
    line: int


@dataclass(frozen=True, slots=True)
class Predict:
    """A question that is answered by running `run` and looking: every choice has its `when` over {last, state}."""

    id: str
    question: str
    run: Script
    choices: tuple[Choice, ...]
    line: int


@dataclass(frozen=True, slots=True)
class Solution:
    """Command lines that meet the step's checks."""

    script: Script
    line: int

    def lines(self) -> tuple[str, ...]:
        """The command lines as a learner runs them: without the author's marks."""
        return tuple(_unmarked(command) for command in self.script.commands())

    def needed(self, begin: int) -> tuple[str, ...]:
        """Those from the place `begin` on which are not optional."""
        commands = self.script.commands()[begin:]
        return tuple(_unmarked(command) for command in commands if not command.rstrip().endswith(NARRATION))


Question = Quiz | Predict
Block = Prose | Aside | Check | Mistake | Quiz | Predict | Solution


@dataclass(frozen=True, slots=True)
class Step:
    """One `##` heading with what follows it."""

    id: str
    title: str
    line: int
    blocks: tuple[Block, ...]

    @property
    def checks(self) -> tuple[Check, ...]:
        """What has to be true for the step to be met; all at once."""
        return tuple(block for block in self.blocks if isinstance(block, Check))

    @property
    def mistakes(self) -> tuple[Mistake, ...]:
        """The mistakes with words of their own, first match first."""
        return tuple(block for block in self.blocks if isinstance(block, Mistake))

    @property
    def questions(self) -> tuple[Question, ...]:
        """The quizzes and predictions, in order."""
        return tuple(block for block in self.blocks if isinstance(block, Quiz | Predict))

    @property
    def hints(self) -> tuple[Aside, ...]:
        """The hints, to be given one at a time."""
        return tuple(block for block in self.blocks if isinstance(block, Aside) and block.kind == "hint")

    @property
    def solution(self) -> Solution | None:
        """The step's solution, if it has one."""
        return next((block for block in self.blocks if isinstance(block, Solution)), None)


@dataclass(frozen=True, slots=True)
class Lesson:
    """A whole lesson: what it says of itself, the blocks before the first step, and its steps."""

    path: Path
    front: FrontMatter
    blocks: tuple[Block, ...]
    steps: tuple[Step, ...]
    notice: str = ""
    """What a learner should know of how it was loaded, such as that its translation was left aside."""

    @property
    def title(self) -> str:
        """The lesson's title."""
        return self.front.title

    @property
    def mistakes(self) -> tuple[Mistake, ...]:
        """The mistakes that hold for the whole lesson: those before its first step."""
        return tuple(block for block in self.blocks if isinstance(block, Mistake))


def _unmarked(command: str) -> str:
    for mark in (NARRATION, REFUSED):
        command = command.rstrip().removesuffix(mark)
    return command.rstrip()
