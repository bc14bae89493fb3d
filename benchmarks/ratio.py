"""Ratios of two times measured in turns, so that whatever else the machine does falls on both alike."""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Ratio:
    """What was measured: `subject` and `baseline` in seconds (or any one unit), a pair for each round.

    The ratio is the median of the rounds' own ratios; the spread is the half of them in the middle. `limit` is the
    most it may be; None only tells.
    """

    name: str
    subject: Sequence[float]
    baseline: Sequence[float]
    limit: float | None
    scale: float = 1e6
    unit: str = "µs"

    @property
    def measured(self) -> tuple[Sequence[float], Sequence[float]]:
        return self.subject, self.baseline

    @property
    def ratios(self) -> list[float]:
        return sorted(subject / baseline for subject, baseline in zip(self.subject, self.baseline, strict=True))

    @property
    def median(self) -> float:
        return statistics.median(self.ratios)

    @property
    def holds(self) -> bool:
        return self.limit is None or self.median <= self.limit


def interleaved(
    name: str,
    subject: Callable[[], object],
    baseline: Callable[[], object],
    *,
    limit: float | None,
    rounds: int,
    repeat: int,
) -> Ratio:
    """Measure two functions in turns: in each round both are called `repeat` times, now one first, now the other."""
    times: dict[Callable[[], object], list[float]] = {subject: [], baseline: []}
    for function in times:
        _time(function, max(1, repeat // 10))
    gc.collect()
    gc.disable()
    try:
        for number in range(rounds):
            for function in list(times)[:: 1 if number % 2 else -1]:
                times[function].append(_time(function, repeat))
    finally:
        gc.enable()
    return Ratio(name, times[subject], times[baseline], limit)


def report(title: str, ratios: Sequence[Ratio]) -> int:
    """Print a table of ratios; gives the exit status: 1 when a limit is exceeded."""
    width = max(len(ratio.name) for ratio in ratios)
    print(title)
    print(f"  {'':{width}}  {'time':>12} {'baseline':>12} {'ratio':>6} {'spread':>10} {'limit':>6}")
    for ratio in ratios:
        ordered = ratio.ratios
        spread = f"{ordered[len(ordered) // 4]:.2f}–{ordered[len(ordered) * 3 // 4]:.2f}"
        time, baseline = (f"{statistics.median(each) * ratio.scale:,.1f} {ratio.unit}" for each in ratio.measured)
        limit = "" if ratio.limit is None else f"{ratio.limit:.1f}"
        row = f"  {ratio.name:{width}}  {time:>12} {baseline:>12} {ratio.median:6.2f} {spread:>10} {limit:>6}"
        print(row if ratio.holds else f"{row}  exceeded")
    return 0 if all(ratio.holds for ratio in ratios) else 1


def _time(function: Callable[[], object], repeat: int) -> float:
    begin = time.perf_counter()
    for _ in range(repeat):
        function()
    return (time.perf_counter() - begin) / repeat
