"""An attempt at a lesson: its start, its timed command lines, and what happened in the lesson between them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from sim.packed import Packed

Line = tuple[int, str]
"""The service time (milliseconds) at which a command line ran, and the line."""

Result = tuple[int, str, str, str]
"""How many lines came before it, the step's id, what happened, and a detail.

A learner's acts are `hint`, `answer`, `continue`, `leave` and `return`. What they and the command lines lead to is kept
beside them: a step is `met`, `left` or `open` from there on and, once the last one is met, there is a `finish`.
"""

Again = tuple[str, tuple[str, ...], int]
"""A step, questions of it to be asked again, and the host's time when they were answered, in milliseconds."""


@dataclass(frozen=True, slots=True)
class Start:
    """What an attempt began with: enough to make its world again, even after the scenario file has changed."""

    lesson: str
    scenario: str
    scenario_text: str
    seed: int | None
    time: int
    created: int


class Keeper(Protocol):
    """What writes an attempt down."""

    def save(self, attempt: Attempt) -> None:
        """Write what is not written yet; a failure is the keeper's to tell."""


class Attempt:
    """An attempt in progress: kept in memory, and act by act in the store that gave it.

    `id` is None while nothing of it is kept, and changes when another window went on with the same attempt: this one
    then goes on as an attempt of its own.
    """

    def __init__(
        self,
        start: Start,
        keeper: Keeper,
        *,
        identity: int | None = None,
        acts: Iterable[Line | Result] = (),
        left: int | None = None,
        live: bool | None = None,
    ) -> None:
        from sim.packed import Packed

        self.start, self.id = start, identity
        self.acts: Packed[Line | Result] = Packed.of(acts)
        self._lines = sum(len(act) == 2 for act in self.acts)
        self.saved, self.saved_lines = len(self.acts), self._lines
        """How many of the acts are written, and how many of them are lines."""
        self.asked: list[Again] = []
        """Questions to be asked again, until they are written."""
        self.live = live
        """Whether service time followed the host when the learner left; None when the course ended unexpectedly."""
        self._keeper, self._left = keeper, left

    @property
    def lines(self) -> tuple[Line, ...]:
        """The command lines in their order."""
        return tuple(act for act in reversed(self.acts) if len(act) == 2)

    @property
    def results(self) -> tuple[Result, ...]:
        """What happened in the lesson, in its order."""
        return tuple(act for act in reversed(self.acts) if len(act) == 4)

    @property
    def left(self) -> int:
        """The service time at which the learner left; else of the last line; else of the start."""
        if self._left is not None:
            return self._left
        return next((act[0] for act in self.acts if len(act) == 2), self.start.time)

    def append(self, time: int, line: str) -> None:
        """Keep a command line and the service time it ran at."""
        self._lines += 1
        self._add((time, line))

    def result(self, step: str, what: str, detail: str = "") -> None:
        """Keep what happened in a step of the lesson."""
        self._add((self._lines, step, what, detail))

    def ask_again(self, step: str, questions: Sequence[str], now: int) -> None:
        """Have questions of a step asked again some time after `now`, the host's time; written with the next result."""
        self.asked.append((step, tuple(questions), now))

    def leave(self, time: int, *, live: bool = False) -> None:
        """Keep the service time at which the learner leaves, and whether it followed the host's."""
        self._left, self.live = time, live
        self._keeper.save(self)

    @property
    def left_at(self) -> int | None:
        """The service time given to `leave`; None while the learner is here."""
        return self._left

    def _add(self, act: Line | Result) -> None:
        self._left = self.live = None
        self.acts = self.acts.push_front(act)
        self._keeper.save(self)
