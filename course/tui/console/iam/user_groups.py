"""The tab of a user's page with the groups."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.widget import Widget

from course.tui.console import words
from course.tui.console.facts import Fact, rows
from course.tui.console.reading import Reader, RefusedError, attempt

if TYPE_CHECKING:
    from course.tui.console.iam.user import UserPage


def parts(page: UserPage) -> list[Widget]:
    """What stands below the tabs."""
    return list(rows(lambda reader: _groups(page, reader), page.reader, page.was))


def pressed(page: UserPage, name: str) -> None:
    """A button of the tab was pressed."""


def _groups(page: UserPage, reader: Reader) -> Sequence[Fact]:
    label, names = page.word(words.GROUPS), attempt(lambda: reader.groups(page.user_name))
    if isinstance(names, RefusedError):
        return [(label, f"not shown: {names.code}")]
    return [(label if not number else "", name) for number, name in enumerate(names)] or [(label, "None")]
