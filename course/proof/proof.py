"""One thing that a lesson or scenario promises, to be tried."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from course.proof.finding import Finding


@dataclass(frozen=True, slots=True)
class Proof:
    """A promise with a clear and stable `id`, such as two-codes/mistake/swapped@28s.

    `kind` says what is promised, `step` where (None: the whole file), `line` where that stands in the file.
    """

    id: str
    kind: str
    step: str | None
    line: int
    attempt: Callable[[], Finding | None] = field(repr=False, compare=False)

    def run(self) -> Finding | None:
        """Try it; gives what was found wrong, or None when it holds."""
        return self.attempt()
