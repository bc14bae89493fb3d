"""A table that sorts, filters, copies as text, and marks what the last change of the account changed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from rich.cells import cell_len
from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import DataTable, Input, Static

from course.phrases import many_of, plural
from course.tui.console.changes import CHANGED
from course.tui.console.table import FilterBox, Table
from course.tui.copying import copy
from course.tui.in_turn import focus
from course.tui.keys.bindings import in_prose, key_for

LOW = 9
"""Lines below which a table that does not fit takes those of the words below it."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A row: the key that it is opened by, and a text for each column.

    `behind` is what is seen on the row's own page alone, as a document; where it is another, the row is changed too.
    """

    key: str
    cells: tuple[str, ...]
    behind: object = None


@dataclass(frozen=True, slots=True)
class Column:
    """A column's head and its width in cells."""

    label: str
    width: int
    falling: bool = False
    """Whether the rows come in the falling order of it, as events do of their time."""


class Listing(Vertical):
    """A table with a box to filter by above it and a line below it that says what is in view.

    `show` gives it rows; `was` holds the rows before the account's last change, to mark what that changed.
    """

    @dataclass
    class Opened(Message):
        """A row was chosen."""

        key: str

    def __init__(
        self, *columns: Column, things: str = "row", by: str = "changed by the last act", **options: Any
    ) -> None:
        """`things` is the word for one row, `by` says what the marked rows are."""
        super().__init__(**options)
        self._columns = columns
        self._things, self._by = things, by
        self._entries: Sequence[Entry] = ()
        self._changed: frozenset[str] = frozenset()
        self._gone: tuple[str, ...] = ()
        self._sorted_by: int | None = None
        self._turned = False
        self._more = self._nothing = self._elsewhere = ""
        self._wanted: str | None = None

    def compose(self) -> ComposeResult:
        box = FilterBox(placeholder="rows with …", name="filter", classes="filter")
        box.display = False
        yield box
        yield Table(cursor_type="row", zebra_stripes=False)
        yield Static(classes="aside", markup=False)

    def on_mount(self) -> None:
        self._paint()
        self.choose(self._wanted)

    def on_resize(self) -> None:
        self._paint()

    def show(
        self,
        entries: Sequence[Entry],
        was: Sequence[Entry] | None = None,
        more: str = "",
        *,
        nothing: str = "",
        elsewhere: str = "",
    ) -> None:
        """Show these rows; `more` is a sentence to stand below them, `nothing` one in their place where there are none.

        `elsewhere` says where further rows are, that are not among these.
        """
        self._entries, self._more, self._nothing, self._elsewhere = entries, more, nothing, elsewhere
        self._changed, self._gone = frozenset(), ()
        if was is not None:
            before = {entry.key: entry for entry in was}
            self._changed = frozenset(entry.key for entry in entries if before.get(entry.key) != entry)
            now = {entry.key for entry in entries}
            self._gone = tuple(entry.cells[0] for entry in was if entry.key not in now)
        if self.is_mounted:
            self._paint()

    @property
    def table(self) -> Table:
        """The table of the rows."""
        return self.query_one(Table)

    @property
    def is_empty(self) -> bool:
        """Whether there is no row at all, with or without a filter."""
        return not self._entries

    @property
    def chosen_key(self) -> str | None:
        """The key of the chosen row; None where there is no row."""
        return next((self._key_at(table.cursor_row) for table in self.query(Table)), None)

    def choose(self, key: str | None) -> None:
        """Choose the row with this key, where there is one, or as soon as the rows are there."""
        if not self.is_mounted:
            self._wanted = key
            return
        keys = [entry.key for entry in self.in_view]
        if key in keys:
            self.table.move_cursor(row=keys.index(key))

    @property
    def in_view(self) -> list[Entry]:
        """The rows that pass the filter, in order."""
        wanted = self.query_one(FilterBox).value.strip().casefold()
        rows = [entry for entry in self._entries if any(wanted in cell.casefold() for cell in entry.cells)]
        if self._sorted_by is not None:
            number = self._sorted_by
            if self._columns[number].falling and not self._turned:
                rows.reverse()  # those that are equal turn round as well
            rows.sort(key=lambda entry: _natural(entry.cells[number]), reverse=self._turned)
        elif self._turned:
            rows.reverse()
        return rows

    @property
    def text(self) -> str:
        """The rows in view as text, a head above them, columns side by side."""
        lines = [tuple(column.label for column in self._columns), *(entry.cells for entry in self.in_view)]
        widths = [max(len(line[number]) for line in lines) for number in range(len(self._columns))]
        padded = ["  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)) for line in lines]
        return "".join(line.rstrip() + "\n" for line in padded)

    def _paint(self) -> None:
        table = self.table
        key, row = self._key_at(table.cursor_row), table.cursor_row
        rows = self.in_view
        table.clear(columns=True)
        widths = self._widths()
        for number, column in enumerate(self._columns):
            label, width = column.label, widths[number]
            if number == self._sorted_by:
                label = f"{label[: width - 2].rstrip()} {self._sign}".lstrip()
            blank = "" if number else " "  # between the sign of the cursor and the row
            table.add_column(blank + label, width=width + len(blank), key=str(number))
        for entry in rows:
            first, *others = entry.cells
            mark = f"{CHANGED} " if entry.key in self._changed else ""
            texts = zip((mark + first, *others), widths, strict=True)
            first_cell, *cells = [Content(text).truncate(width, ellipsis=True) for text, width in texts]
            table.add_row(first_cell.pad_left(1), *cells, key=entry.key)  # type: ignore[arg-type]
        keys = [entry.key for entry in rows]
        if keys:
            table.move_cursor(row=keys.index(key) if key in keys else min(row, len(keys) - 1))
        words = self._words(len(rows))
        self.query_one(".aside", Static).update(words)
        tall = len(rows) + self._beside_rows(words) > self.size.height
        self.set_class(tall, "-tall")
        self.set_class(tall and self.size.height < LOW, "-low")

    def _beside_rows(self, words: str) -> int:
        """Lines beside the rows: the head, the box where it is in view, and the words below."""
        box = 2 if self.query_one(FilterBox).display else 0
        return 1 + box + 1 + -(-len(words) // max(self.size.width - 6, 1))

    @property
    def _sign(self) -> str:
        return "▼" if self._turned else "▲"

    def _widths(self) -> list[int]:
        """The columns' widths: the last takes what is left of the line, and those with too much give to others."""
        *firsts, last = (column.width for column in self._columns)
        room = self.size.width - sum(width + 2 for width in firsts) - 4
        widths = [*firsts, max(room, 8) if self.size.width else last]
        heads = [len(each.label) + 2 * (number == self._sorted_by) for number, each in enumerate(self._columns)]
        _share(widths, [max(head, self._widest(number)) for number, head in enumerate(heads)])
        _share(widths, heads)
        return widths

    def _widest(self, number: int) -> int:
        """How wide the widest cell of a column is."""
        mark = len(f"{CHANGED} ") if self._changed and not number else 0
        return max((cell_len(entry.cells[number]) + mark for entry in self._entries), default=0)

    def _words(self, shown: int) -> str:
        words = []
        if shown != len(self._entries):
            words.append(f"{shown} of {plural(len(self._entries), self._things)} in view: esc in the box shows all.")
        elif not self._entries:
            words.append(self._nothing or f"No {many_of(self._things)}.")
        if self._changed:
            words.append(f"{CHANGED} {self._by}.")
        if self._gone:
            words.append(f"Gone: {', '.join(self._gone)}.")
        if self._more and shown:
            words.append(in_prose(self._more, self.table))
        if self._elsewhere:
            words.append(self._elsewhere)
        return " ".join(words)

    def _key_at(self, row: int) -> str | None:
        if not self.table.is_valid_row_index(row):
            return None
        return self.table.coordinate_to_cell_key((row, 0)).row_key.value  # type: ignore[arg-type]

    @on(Table.Asked)
    def asked(self, message: Table.Asked) -> None:
        message.stop()
        match message.act:
            case "filter":
                box = self.query_one(FilterBox)
                box.display = True
                focus(box)
                self._paint()
            case "sort":
                following = 0 if self._sorted_by is None else self._sorted_by + 1
                self._sort(following if following < len(self._columns) else None)
            case "turn":
                self._turned = not self._turned
                self._paint()
            case "copy":
                count, plain = plural(len(self.in_view), self._things), key_for(self.table, "table-plain")
                copy(self.app, self.text, f"A table of {count}", f"Nothing arrives? {plain} shows the table plain.")
            case "plain":
                from course.tui.screens.plain_text import PlainText

                self.app.push_screen(PlainText(self.text))

    @on(DataTable.HeaderSelected)
    def head_clicked(self, message: DataTable.HeaderSelected) -> None:
        message.stop()
        if self._sorted_by == message.column_index:
            self._turned = not self._turned
            self._paint()
        else:
            self._sort(message.column_index)

    def _sort(self, column: int | None) -> None:
        self._sorted_by, self._turned = column, False
        self._paint()

    @on(Input.Changed)
    def narrowed(self, message: Input.Changed) -> None:
        message.stop()
        self._paint()

    @on(Input.Submitted)
    def to_the_rows(self, message: Input.Submitted) -> None:
        message.stop()
        focus(self.table)

    @on(FilterBox.Left)
    def all_rows(self, message: FilterBox.Left) -> None:
        message.stop()
        box = self.query_one(FilterBox)
        box.value = ""
        focus(self.table)
        box.display = False
        self._paint()

    @on(DataTable.RowSelected)
    def chosen(self, message: DataTable.RowSelected) -> None:
        message.stop()
        if message.row_key.value is not None:
            self.post_message(self.Opened(message.row_key.value))


def _share(widths: list[int], needs: Sequence[int]) -> None:
    """Give columns that are too narrow for their `needs` what others have to spare, the widest first."""
    for number, need in enumerate(needs):
        for other in sorted(range(len(widths)), key=lambda each: -widths[each]):
            given = min(need - widths[number], widths[other] - needs[other])
            if given > 0:
                widths[number] += given
                widths[other] -= given


def _natural(cell: str) -> tuple[tuple[int, int, str], ...]:
    """Sorts numbers in a text by their value: i-9 before i-10."""
    parts = re.split(r"(\d+)", cell.casefold())
    return tuple((0, int(part), "") if part.isdecimal() else (1, 0, part) for part in parts if part)
