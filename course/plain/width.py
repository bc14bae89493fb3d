"""How long the lines of plain text are: 76 columns, unless they follow the terminal that they are written to."""

from __future__ import annotations

from collections.abc import Callable
from contextvars import ContextVar
from textwrap import fill

WIDTH = 76
"""Columns where there is no terminal: of 80, with a margin."""

MARGIN = 4
"""Columns of a terminal that stay free."""

LEAST = 20

_columns: ContextVar[Callable[[], int]] = ContextVar("columns", default=lambda: WIDTH + MARGIN)


def follow(columns: Callable[[], int]) -> None:
    """From now on have lines as long as a terminal of that many columns takes, asked for each text anew."""
    _columns.set(columns)


def width() -> int:
    """The columns of a line now."""
    return max(_columns.get()() - MARGIN, LEAST)


def wrapped(text: str, first: str = "", others: str | None = None) -> str:
    """A paragraph in lines of that width, `first` before the first one and `others` before those after it."""
    return fill(
        text, width(), initial_indent=first, subsequent_indent=first if others is None else others,
        break_on_hyphens=False, break_long_words=False,
    )  # fmt: skip
