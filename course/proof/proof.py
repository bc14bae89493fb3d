"""One thing that a lesson or scenario promises, to be tried."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial

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
    attempt: Callable[[], Sequence[Finding]] = field(repr=False, compare=False)

    def run(self) -> Finding | None:
        """Try it; gives the first thing that was found wrong, or None when it holds."""
        return next(iter(self.attempt()), None)

    def findings(self) -> Sequence[Finding]:
        """Try it; gives everything that was found wrong: of names in prose there may be several."""
        return self.attempt()


def stated(name: str, kind: str, step: str | None, line: int, findings: Sequence[Finding]) -> Proof:
    """A proof whose findings are known already."""
    return Proof(name, kind, step, line, partial(_give, findings))


def _give(findings: Sequence[Finding]) -> Sequence[Finding]:
    return findings
