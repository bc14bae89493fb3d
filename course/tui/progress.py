"""How far a learner is, as bars and words: in one lesson, and in the course as a whole."""

from __future__ import annotations

from datetime import datetime

from course.phrases import plural

CELLS = 6
"""Cells of a lesson's bar."""

COURSE_CELLS = 12

ALL_DONE = "All lessons done. What they taught is worth most at work: mfa-course cheat-sheet prints it on one page."

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def bar(done: int, of: int, cells: int = CELLS) -> str:
    """A bar that is full only when everything is done, and empty only when nothing is."""
    full = done * cells // of if of else 0
    if done and not full:
        full = 1
    return "▰" * full + "▱" * (cells - full)


def date(milliseconds: int | None, now: int) -> str:
    """A day of the host's calendar, as short as it can be told: 24 Nov, or 24 Nov 2025 in another year.

    Both times are the host's, in milliseconds since the Unix epoch. Empty where the day is not known.
    """
    if not milliseconds:
        return ""
    day, today = datetime.fromtimestamp(milliseconds / 1000), datetime.fromtimestamp(now / 1000)
    year = "" if day.year == today.year else f" {day.year}"
    return f"{day.day} {MONTHS[day.month - 1]}{year}"


def duration(minutes: int) -> str:
    """Minutes as people say them: 45 min, 2 h, 2 h 10 min."""
    hours, rest = divmod(minutes, 60)
    parts = ([f"{hours} h"] if hours else []) + ([f"{rest} min"] if rest or not hours else [])
    return " ".join(parts)


def course_progress(done: int, lessons: int, met: int, steps: int, minutes: int) -> str:
    """The whole course in a line: lessons and steps done, and about how long the rest takes, in minutes."""
    return f"{bar(met, steps, COURSE_CELLS)}  {so_far(done, lessons, met, steps, minutes, ' · ')}"


def so_far(done: int, lessons: int, met: int, steps: int, minutes: int, between: str = ", ") -> str:
    """The same without a bar."""
    rest = [f"about {duration(minutes)} to go"] if minutes else []
    return between.join([f"{done} of {plural(lessons, 'lesson')}", f"{met} of {steps} steps", *rest])
