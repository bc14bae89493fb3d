"""Text of a page that is read: it takes the focus, scrolls its page by keys, and copies."""

from __future__ import annotations

import json
from typing import Any, ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Static

from course.tui.copying import copy
from course.tui.json_colour import coloured
from course.tui.keys import MOVING

INDENT = 2
"""Spaces a level of JSON stands in by."""


def written(document: object) -> str:
    """A document as JSON for people: a name and its value on a line each."""
    return json.dumps(document, indent=INDENT, ensure_ascii=False)


class ReadingText(Static, can_focus=True):
    """A text to read. Arrows and pages scroll, `y` copies all of it, enter shows it plain in a window of its own."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "scroll(-1)", "scroll", key_display="↑↓", id="text.up", tooltip="Up a line", group=MOVING),
        Binding("down", "scroll(1)", show=False, id="text.down", tooltip="Down a line", group=MOVING),
        Binding("pageup", "page(-1)", show=False, id="text.page-up", tooltip="Up a page", group=MOVING),
        Binding("pagedown", "page(1)", show=False, id="text.page-down", tooltip="Down a page", group=MOVING),
        Binding("y", "copy_text", "copy", id="text.copy", tooltip="Copy the text", group=MOVING),
        Binding("enter", "plain", "plain text", id="text.plain", tooltip="Show the text plain", group=MOVING),
    ]

    def __init__(self, text: str, what: str, content: Content | None = None, **options: Any) -> None:
        """`what` names the text where it was copied, as “The policy”; `content` is how it looks, if not as it is."""
        super().__init__(content or Content(text), **options)
        self.text = text
        self._what = what

    @classmethod
    def of_json(cls, document: object, what: str, **options: Any) -> ReadingText:
        """A document as JSON, in colours."""
        text = written(document)
        return cls(text, what, coloured(text), **options)

    def action_scroll(self, lines: int) -> None:
        self._page_scroll(lines)

    def action_page(self, pages: int) -> None:
        self._page_scroll(pages * max(1, self._scrolled().size.height - 1))

    def action_copy_text(self) -> None:
        copy(self.app, self.text, self._what)

    def action_plain(self) -> None:
        from course.tui.screens.plain_text import PlainText

        self.app.push_screen(PlainText(self.text))

    def _page_scroll(self, lines: int) -> None:
        self._scrolled().scroll_relative(y=lines, animate=False)

    def _scrolled(self) -> Any:
        from course.tui.console.page import Page

        return next(ancestor for ancestor in self.ancestors if isinstance(ancestor, Page))
