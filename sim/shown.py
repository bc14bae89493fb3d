"""Text from elsewhere, fit to be shown in a terminal."""

from __future__ import annotations

import re

_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufeff\ufff9-\ufffb\ufffe\uffff]"
)


def unseen_character(text: str) -> tuple[int, str] | None:
    """Find a character that a terminal would act on or not show: its index and its code point as U+XXXX.

    Tabs and newlines are left alone; lone surrogates, which no terminal can be given, are found too.
    """
    found = _UNSEEN.search(text)
    return (found.start(), f"U+{ord(found[0]):04X}") if found else None


def shortened(text: str, most: int = 300) -> str:
    """Give a message with its middle left out where it is longer than `most` characters."""
    if len(text) <= most:
        return text
    return f"{text[: most * 2 // 3]}…{text[-(most // 3) + 1 :]}"
