"""Signs for terminals and pipes whose encoding is not UTF-8: each is written as the letter that looks most like it.

One cell stands for one cell, so that a screen keeps its lines.
"""

from __future__ import annotations

import codecs
import os
import sys
import unicodedata

ERRORS = "mfa-course-signs"
"""The name under which the stand-ins are known to streams, as their `errors`."""

_PAIRS = """
±~ ·. –- —- ‘' ’' “" ”" •* …. ‹< ›> ←< →> ↑^ ↓v ─- ┄- │| └+ ├+ ┤+ ┬+ ┴+ ╭+ ╮+ ╯+ ╰+
▀" ▌| ▐| ▔" ▁_ ▂_ ▃_ ▄_ ▅# ▆# ▇# █# ▰# ▱. ▲^ ▼v ◀< ▶> ▸> ❯> ○o ◌. ●* ◐@ ◉@ ☐- ☑x ✓+ ✗x
"""
STAND_INS = {pair[0]: pair[1] for pair in _PAIRS.split()}


def stand_in(sign: str) -> str:
    """What is written where the encoding has no `sign`; of as many cells as that takes."""
    if unicodedata.combining(sign):
        return ""
    return STAND_INS.get(sign) or ("??" if unicodedata.east_asian_width(sign) in "WF" else "?")


def writes(text: str) -> bool:
    """Whether the screen can show `text`: the terminal's encoding has it, or a browser shows what is painted."""
    stream = sys.__stderr__  # where Textual paints
    if os.environ.get("TEXTUAL_DRIVER") or stream is None:
        return True
    try:
        text.encode(stream.encoding)
    except UnicodeEncodeError:
        return False
    return True


def _replaced(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return "".join(map(stand_in, error.object[error.start : error.end])), error.end


codecs.register_error(ERRORS, _replaced)
