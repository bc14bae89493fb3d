"""Dates in conditions: the W3C's ISO 8601 formats, or seconds since the Unix epoch.

Source: IAM User Guide, "Condition operators", section on dates. As IAM accepts them: a text of digits alone is epoch
time, a date without a zone is UTC, months and days need not have two digits.
"""

from __future__ import annotations

import re

NANOSECONDS = 1_000_000_000

_EPOCH = re.compile(r"[0-9]{1,19}\Z")
_ISO = re.compile(
    r"(-?[0-9]{1,9})(?:-([0-9]{1,2})(?:-([0-9]{1,2}))?)?"
    r"(?:[Tt](?:([0-9]{1,2})(?::([0-9]{1,2})(?::([0-9]{1,2})(?:\.([0-9]{1,9}))?)?)?"
    r"(?:[Zz]|([+-])([0-9]{2})(?::?([0-9]{2}))?)?)?)?\Z"
)


def moment(text: str) -> int | None:
    """Nanoseconds since the Unix epoch, or None when `text` is no date."""
    if _EPOCH.match(text):
        seconds = int(text)
        return seconds * NANOSECONDS if seconds < 1 << 63 else None
    found = _ISO.match(text)
    if found is None:
        return None
    year, month, day = int(found[1]), int(found[2] or 1), int(found[3] or 1)
    hour, minute, second = int(found[4] or 0), int(found[5] or 0), int(found[6] or 0)
    zone = int(found[9] or 0) * 60 + int(found[10] or 0)
    if not (1 <= month <= 12 and 1 <= day <= 31 and hour <= 23 and minute <= 59 and second <= 59 and zone < 24 * 60):
        return None
    minutes = (_days(year, month) + day - 1) * 1440 + hour * 60 + minute
    minutes += zone if found[8] == "-" else -zone
    return (minutes * 60 + second) * NANOSECONDS + int((found[7] or "").ljust(9, "0"))


def _days(year: int, month: int) -> int:
    """Days from 1970-01-01 to the first of a month, in the proleptic Gregorian calendar, any year."""
    year, month = (year, month - 3) if month > 2 else (year - 1, month + 9)
    return 365 * year + year // 4 - year // 100 + year // 400 + (153 * month + 2) // 5 - 719_468
