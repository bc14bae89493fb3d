"""What is to happen in a world by itself: a scenario's happenings, in order of time."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Happening:
    """Command lines that run by themselves, `after` milliseconds from the beginning, in the hands of `person`.

    `tell` is what the learner hears then; None for what goes unnoticed.
    """

    after: int
    person: str
    lines: tuple[str, ...]
    tell: str | None = None
