"""A text alone in the whole window, without frames or colours, to be read, searched by eye, selected and copied."""

from __future__ import annotations

import re
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Static, TextArea

from course.tui.copying import copy
from course.tui.in_turn import focus
from course.tui.keys.bindings import MOVING
from course.tui.keys.key_bar import KeyBar
from course.tui.screens.window import Window

SELECT = "Select it here with the mouse; most terminals want Shift held down for that."


HOW = " To select with the mouse, hold Shift down in most terminals."

HOW_TABLE = " ↓ and End show the end of a row. To select with the mouse, hold Shift down."

_TABLE = re.compile(r"^\|*\+-", re.MULTILINE)
"""A rule of a table: its rows are not wrapped, since they would no longer stand below one another."""


class PlainText(Window[None]):
    """Shows a text; `y` copies what is selected or the line under the cursor, `Y` all of it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "y", "copy_line", "copy line", tooltip="Copy what is selected, or the line", id="copy-line", group=MOVING
        ),
        Binding("Y", "copy_all", "copy all", key_display="Y", tooltip="Copy all of it", id="copy-all", group=MOVING),
        Binding("escape,q,enter", "close", "close", tooltip="Close this window", id="close-plain", group=MOVING),
    ]

    DEFAULT_CSS = """
    PlainText { background: $background; }
    PlainText TextArea { height: 1fr; border: none; padding: 0; background: $background; }
    PlainText TextArea:focus { border: none; }
    PlainText #plain-how { height: 1; color: $quiet; }
    """

    def __init__(self, text: str) -> None:
        super().__init__()
        self._text = text

    def compose(self) -> ComposeResult:
        drawn = _TABLE.search(self._text) is not None
        yield TextArea(self._text, read_only=True, show_line_numbers=False, soft_wrap=not drawn, id="plain")
        yield Static(HOW_TABLE if drawn else HOW, id="plain-how", markup=False)
        yield KeyBar()

    def on_mount(self) -> None:
        focus(self.query_one(TextArea))

    def action_copy_line(self) -> None:
        area = self.query_one(TextArea)
        line = str(area.document.get_line(area.cursor_location[0]))
        copy(self.app, area.selected_text or line, "What is selected" if area.selected_text else "The line", SELECT)

    def action_copy_all(self) -> None:
        copy(self.app, self._text, "The whole text", SELECT)

    def action_close(self) -> None:
        self.dismiss(None)
