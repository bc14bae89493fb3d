"""Editing as readline has it: where words begin and end, and the kill ring."""

from __future__ import annotations

import re
from typing import Literal

_WORD_BEFORE = re.compile(r"\w+\W*\Z")
_WORD_AFTER = re.compile(r"\W*\w+")
_BLANK_WORD_BEFORE = re.compile(r"\S+\s*\Z")

KEPT = 20
"""Texts that the kill ring keeps."""


def word_before(text: str, at: int) -> int:
    """Where the word before a place begins, of letters and digits: alt+b."""
    match = _WORD_BEFORE.search(text[:at])
    return match.start() if match else 0


def word_after(text: str, at: int) -> int:
    """Where the word behind a place ends: alt+f."""
    match = _WORD_AFTER.match(text, at)
    return match.end() if match else len(text)


def blank_word_before(text: str, at: int) -> int:
    """Where the word before a place begins, of all but blanks: ctrl+w."""
    match = _BLANK_WORD_BEFORE.search(text[:at])
    return match.start() if match else 0


def swapped(text: str, at: int) -> tuple[str, int]:
    """The text with the two letters around a place swapped, at its end the last two, and the place behind them."""
    at = min(at, len(text) - 1)
    if at < 1:
        return text, at
    return text[: at - 1] + text[at] + text[at - 1] + text[at + 1 :], at + 1


class KillRing:
    """What was cut out last, to be put back: ctrl+y gives the newest, alt+y then the ones before it."""

    def __init__(self) -> None:
        self._texts: list[str] = []
        self._at = 0

    def cut(self, text: str, joined: Literal["before", "behind"] | None = None) -> None:
        """Take what was cut out; right after another cut it is put before or behind that."""
        if not text:
            return
        if joined is not None and self._texts:
            newest = self._texts[-1]
            self._texts[-1] = text + newest if joined == "before" else newest + text
        else:
            self._texts = [*self._texts[-KEPT + 1 :], text]
        self._at = 0

    def newest(self) -> str:
        """The text cut out last; "" where nothing was."""
        self._at = 0
        return self._texts[-1] if self._texts else ""

    def older(self) -> str:
        """The one before that which was given last, round and round."""
        if not self._texts:
            return ""
        self._at = (self._at + 1) % len(self._texts)
        return self._texts[-1 - self._at]
