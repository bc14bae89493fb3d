"""The codes that were tried: what the simulator remembers of each, so that it can be shown beside the clocks.

AWS keeps no such list; nothing in the account depends on it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from sim.verdict import Verdict

MOST_TRIES = 64
"""The tries that a world remembers: the latest."""

Way = Literal["sign-in", "sts", "enable", "resync"]
"""What a code was given for: the sign-in page, an operation of STS, or the pair that enables or resynchronizes."""

IN_A_ROW = ("correct", "reused", "swapped")
"""Verdicts on a pair whose two codes belong to steps that follow each other."""


@dataclass(frozen=True, slots=True)
class Try:
    """One code, or a pair of them, judged for one device at service `time` (milliseconds).

    `known` is the step that AWS then took for the device's present one.
    """

    time: int
    serial_number: str
    way: Way
    codes: tuple[str, ...]
    verdict: Verdict
    known: int

    @property
    def step(self) -> int | None:
        """The step that the code (of a pair, the newer) belongs to; None where it belongs to none that was found."""
        return None if self.verdict.steps_off is None else self.known + self.verdict.steps_off

    @property
    def steps(self) -> tuple[tuple[int, str], ...]:
        """Each code whose step is known, with that step."""
        step = self.step
        if step is None:
            return ()
        if len(self.codes) == 2 and self.verdict.cause in IN_A_ROW:
            older, newer = reversed(self.codes) if self.verdict.cause == "swapped" else self.codes
            return (step - 1, older), (step, newer)
        return ((step, self.codes[-1]),)
