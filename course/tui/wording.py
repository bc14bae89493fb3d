"""Times and differences in words, so that nothing depends on a picture or a colour."""

from __future__ import annotations

from collections.abc import Iterable

from sim.clock import DAY, HOUR, MINUTE, SECOND, iso

IN_STEP = SECOND // 2
"""Clocks that differ by less than this (milliseconds) count as the same."""

SPELT = {"mfa": "MFA", "aws": "AWS", "iam": "IAM", "qr": "QR", "totp": "TOTP", "cli": "CLI"}
"""Words that an id writes small."""


def in_words(name: str, proper: Iterable[str] = ()) -> str:
    """An id as words, with `proper` names and abbreviations as they are written: Alice has an MFA device."""
    spelt = SPELT | {each.lower(): each for each in proper}
    words = [spelt.get(word, word) for word in name.split("-")]
    return " ".join([words[0][:1].upper() + words[0][1:], *words[1:]])


def clock(time: int) -> str:
    """The time of day, UTC: 12:00:14."""
    return iso(time)[11:19]


def day(time: int) -> str:
    """The date, UTC: 2027-03-01."""
    return iso(time)[:10]


def span(milliseconds: int) -> str:
    """A length of time in its two largest units: 46 s, 8 min 20 s, 3 h 5 min."""
    left = abs(milliseconds) + SECOND // 2
    parts = []
    for unit, name in ((DAY, "d"), (HOUR, "h"), (MINUTE, "min"), (SECOND, "s")):
        count, left = divmod(left, unit)
        if count:
            parts.append(f"{count} {name}")
        elif parts:
            break
    return " ".join(parts[:2]) or "0 s"


def difference(offset: int) -> str:
    """How a device's clock stands to the service's: "46 s behind", "2 min ahead", "in step"."""
    if abs(offset) < IN_STEP:
        return "in step"
    return f"{span(offset)} {'ahead' if offset > 0 else 'behind'}"


def pace(rate: float, live: bool) -> str:
    """How service time runs: "live", "paused", "10x"."""
    if not rate:
        return "paused"
    if live and rate == 1:
        return "live"
    return f"{rate:g}x"


def plural(count: int, one: str, many: str | None = None) -> str:
    """A count with its noun: 1 step, 3 steps."""
    return f"{count} {one if count == 1 else many or one + 's'}"
