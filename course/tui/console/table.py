"""The table of a listing and the box to filter it by: their keys, each told to the listing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.coordinate import Coordinate
from textual.events import Click
from textual.message import Message
from textual.strip import Strip
from textual.widgets import DataTable
from textual.widgets.data_table import RowKey

from course.tui.console.fields import TextInput
from course.tui.keys.bindings import MOVING
from course.tui.pointing import pointed


class Table(DataTable[str]):
    """The rows; its keys sort, filter and copy."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "select_cursor", "open", tooltip="Open the chosen row", id="table-open", group=MOVING),
        Binding(
            "slash",
            "filter",
            "filter",
            key_display="/",
            tooltip="Show only rows with a word",
            id="table-filter",
            group=MOVING,
        ),
        Binding(
            "comma", "sort", "sort", key_display=",", tooltip="Sort by the next column", id="table-sort", group=MOVING
        ),
        Binding(
            "full_stop",
            "turn",
            "turn",
            key_display=".",
            tooltip="Turn the table's order round",
            id="table-turn",
            group=MOVING,
        ),
        Binding("y", "copy_text", "copy", tooltip="Copy the rows in view as text", id="table-copy", group=MOVING),
        Binding(
            "Y",
            "plain",
            "plain",
            key_display="Y",
            show=False,
            tooltip="Show the rows in view as plain text",
            id="table-plain",
            group=MOVING,
        ),
        Binding("home", "scroll_top", show=False, tooltip="The first row", id="table-first", group=MOVING),
        Binding("end", "scroll_bottom", show=False, tooltip="The last row", id="table-last", group=MOVING),
    ]

    @dataclass
    class Asked(Message):
        """A key of the table: "filter", "sort", "turn", "copy" or "plain"."""

        act: str

    _clicked: RowKey | None = None
    """The row that was clicked last, while it is the chosen one."""

    def render_line(self, y: int) -> Strip:
        """A line as Textual has it, with the sign of the cursor before the chosen row."""
        line = super().render_line(y)
        place = next((segment.style.meta.get("row") for segment in line if segment.style is not None), None)
        return pointed(line) if place == self.cursor_row else line

    def on_click(self, event: Click) -> None:
        """Choose the row that is clicked; a second click opens it, in whatever column that falls."""
        row = event.style.meta.get("row", -1)
        if not 0 <= row < self.row_count:
            return
        event.prevent_default().stop()
        key, before = self.ordered_rows[row].key, self._clicked
        self.move_cursor(row=row)
        self._clicked = key
        if key == before:
            self.action_select_cursor()

    def watch_cursor_coordinate(self, old_coordinate: Coordinate, new_coordinate: Coordinate) -> None:
        super().watch_cursor_coordinate(old_coordinate, new_coordinate)
        if old_coordinate.row != new_coordinate.row:
            self._clicked = None

    def action_filter(self) -> None:
        self.post_message(self.Asked("filter"))

    def action_sort(self) -> None:
        self.post_message(self.Asked("sort"))

    def action_turn(self) -> None:
        self.post_message(self.Asked("turn"))

    def action_copy_text(self) -> None:
        self.post_message(self.Asked("copy"))

    def action_plain(self) -> None:
        self.post_message(self.Asked("plain"))


class FilterBox(TextInput):
    """The box for the word to filter by; escape empties and closes it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "escape",
            "clear",
            "all rows",
            key_display="esc",
            tooltip="Show all rows again",
            id="table-all",
            group=MOVING,
        )
    ]

    @dataclass
    class Left(Message):
        """No filter is wanted any more."""

    def action_clear(self) -> None:
        self.post_message(self.Left())
