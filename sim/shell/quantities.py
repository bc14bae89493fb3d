"""Durations, offsets and drifts as people write them."""

from __future__ import annotations

import re

from sim.clock import DAY, HOUR, MINUTE, SECOND

LONGEST = 400 * DAY
"""The longest wait, and the farthest that a device's clock may be set from the service's."""

_UNITS = {"ms": 1, "s": SECOND, "m": MINUTE, "min": MINUTE, "h": HOUR, "d": DAY}
_PIECE = re.compile(r"(\d{1,9}(?:\.\d{1,6})?)(ms|min|s|m|h|d)")
_DRIFT = re.compile(r"([+-]?\d{1,9}(?:\.\d{1,6})?)(?:ppm|s/(min|h|d|day))")
_PER = {"min": MINUTE, "h": HOUR, "d": DAY, "day": DAY}


def parse_duration(text: str) -> int:
    """`30s`, `5m`, `1h30m`, `2d`: in milliseconds.

    Raises ValueError with what was expected.
    """
    at, total = 0, 0.0
    while at < len(text):
        piece = _PIECE.match(text, at)
        if piece is None:
            break
        total += float(piece[1]) * _UNITS[piece[2]]
        at = piece.end()
    if not text or at < len(text):
        raise ValueError(f"{text!r} is no length of time: write 30s, 5m, 2h, 1d or 1h30m.")
    if total > LONGEST:
        raise ValueError(f"{text} is too long: at most {LONGEST // DAY} days.")
    return round(total)


def parse_offset(text: str) -> int:
    """`+95s` or `-2m`: in milliseconds.

    Raises ValueError with what was expected.
    """
    if text[:1] not in ("+", "-"):
        raise ValueError(f"{text!r} is no offset: write +95s for a clock that is ahead, -95s for one behind, or auto.")
    return parse_duration(text[1:]) * (1 if text[0] == "+" else -1)


def parse_drift(text: str) -> float:
    """`40ppm`, `-12ppm` or `+5s/day`: in parts per million.

    Raises ValueError with what was expected.
    """
    match = _DRIFT.fullmatch(text)
    if match is None:
        raise ValueError(f"{text!r} is no drift: write 40ppm, -12ppm or +5s/day (0ppm for none).")
    ppm = float(match[1]) if match[2] is None else float(match[1]) * SECOND * 1_000_000 / _PER[match[2]]
    if abs(ppm) > 500_000:
        raise ValueError(f"{text} is too much: a clock here drifts by half its pace at most (500000ppm).")
    return ppm


def say_duration(milliseconds: int) -> str:
    """A length of time in words: 46 s, 2 min 30 s, 3 h 5 min, 2 d 4 h."""
    seconds = round(abs(milliseconds) / SECOND)
    if seconds < 60:
        return f"{seconds} s"
    minutes, seconds = divmod(seconds, 60)
    if minutes < 60:
        return f"{minutes} min {seconds} s" if seconds else f"{minutes} min"
    hours, minutes = divmod(minutes, 60)
    if hours < 24:
        return f"{hours} h {minutes} min" if minutes else f"{hours} h"
    days, hours = divmod(hours, 24)
    return f"{days} d {hours} h" if hours else f"{days} d"


def say_offset(milliseconds: int) -> str:
    """How a clock stands to the service's, in words: right, 46 s behind, 2 min ahead."""
    if abs(milliseconds) < SECOND // 2:
        return "right"
    return f"{say_duration(milliseconds)} {'ahead' if milliseconds > 0 else 'behind'}"
