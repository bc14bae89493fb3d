"""A refusal where something was to be read, in words."""

from __future__ import annotations

from course.plain.width import wrapped
from course.reading.reader import RefusedError


def refused(lead: str, refusal: RefusedError, *, closed_book: bool) -> list[str]:
    """What cannot be read, AWS's own words, and how to hear why; that is kept back in an examination."""
    said = f"{refusal.code}: {refusal.message}" if refusal.code else refusal.message
    lines = [lead, *map(wrapped, said.splitlines())]
    return [*lines, f"{refusal.why}."] if refusal.why and not closed_book else lines
