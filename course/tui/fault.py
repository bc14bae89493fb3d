"""What the learner is told when the program itself fails."""

from __future__ import annotations

import traceback
from pathlib import PurePath

OURS = ("course", "sim")
"""The packages whose lines are worth naming."""


def words(error: BaseException) -> str:
    """A fault in plain words, with the places in our own code that a report of it needs, the innermost last."""
    places = []
    for frame in traceback.extract_tb(error.__traceback__):
        parts = PurePath(frame.filename).parts
        start = next((at for at in range(len(parts) - 1, -1, -1) if parts[at] in OURS), None)
        if start is not None:
            places.append(f"  {'/'.join(parts[start:])}, line {frame.lineno}, {frame.name}")
    what = " ".join(str(error).split())[:300]
    return "\n".join(
        [
            "The course had to stop: something in it is wrong. What you did is kept; open it again to go on.",
            "If this comes back, please report it with these lines:",
            "",
            f"  {type(error).__name__}{f': {what}' if what else ''}",
            *places[-6:],
        ]
    )
