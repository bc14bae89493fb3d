"""Facts of a page: a label and a value on a line each; what the last change altered is marked."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual.widget import Widget

from course.reading.reader import Reader, before
from course.tui.console.changes import CHANGED
from course.tui.console.fields import Row

Fact = tuple[str, str]
"""A label, and what holds."""


def rows(
    facts: Callable[[Reader], Sequence[Fact]],
    reader: Reader,
    was: Reader | None,
    beside: Callable[[Fact], Sequence[Widget]] = lambda _: (),
) -> list[Row]:
    """A row for each fact as `reader` has it, with the widgets that `beside` gives it; marked where `was` had it not.

    Raises RefusedError where the facts may not be read now.
    """
    known = set(before(facts, was) or ())
    made = []
    for label, value in facts(reader):
        changed = bool(known) and (label, value) not in known
        text = f"{value}   {CHANGED} changed" if changed else value
        made.append(Row(label, text, *beside((label, value)), classes="changed" if changed else ""))
    return made
