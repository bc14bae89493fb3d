"""The sign of what the account's last change made or altered."""

from __future__ import annotations

from collections.abc import Callable

from course.reading.reader import Reader, RefusedError, attempt

CHANGED = "●"
"""Stands before a row, or beside a name or value, that the last change of the account made or altered."""


def mark(read: Callable[[Reader], object], was: Reader | None, now: Reader) -> str:
    """What the last change did to what `read` gives: new, changed, or nothing, which is an empty text.

    Nothing is told where there was no change yet (`was` is None), or where either may not be read.
    """
    if was is None:
        return ""
    before, after = attempt(lambda: read(was)), attempt(lambda: read(now))
    if isinstance(after, RefusedError):
        return ""
    if isinstance(before, RefusedError):
        return f"   {CHANGED} new" if before.is_gone else ""
    return f"   {CHANGED} changed" if before != after else ""
