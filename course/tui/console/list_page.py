"""Pages that are one table."""

from __future__ import annotations

from collections.abc import Sequence

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Button, Static

from course.reading.reader import Reader, RefusedError, before
from course.tui.console.fields import Buttons
from course.tui.console.home import HomePage, Ways
from course.tui.console.listing import Column, Entry, Listing


class ListPage(HomePage):
    """A table of what `entries` reads; where that is refused, the refusal in its place."""

    things = "row"
    """The word for one row."""

    more = ""
    """A sentence to stand below the rows."""

    nothing = ""
    """A sentence in the place of the rows where there are none; if it is left out, that there are none."""

    elsewhere = ""
    """A sentence on further rows that are not among these."""

    by = "changed by the last act"
    """What the marked rows are."""

    @property
    def title(self) -> str:
        """The page's title: the last of its crumbs."""
        return self.crumbs[-1]

    def columns(self) -> Sequence[Column]:
        """The table's columns."""
        raise NotImplementedError

    def entries(self, reader: Reader) -> Sequence[Entry]:
        """The table's rows as `reader` has them; raises RefusedError."""
        raise NotImplementedError

    def unmarked(self, _entries: Sequence[Entry]) -> Sequence[Entry] | None:
        """The rows as they were before, so that others than these are marked; None where none is."""
        return before(self.entries, self.was)

    def acts(self) -> Sequence[Button]:
        """The buttons above the table; `pressed` is told their names."""
        return ()

    def opened(self, key: str) -> None:
        """A row was chosen."""

    def compose(self) -> ComposeResult:
        yield Static(self.title, classes="title", markup=False)
        acts = self.acts()
        if acts:
            yield Buttons(*acts)
        yield Listing(*self.columns(), things=self.things, by=self.by)
        yield Vertical(classes="instead")
        yield Ways(self)

    def on_mount(self) -> None:
        self.read_again()

    def read_again(self) -> None:
        listing, instead = self.query_one(Listing), self.query_one(".instead", Vertical)
        instead.remove_children()
        had_focus = listing.has_focus_within
        try:
            entries = self.entries(self.reader)
        except RefusedError as refusal:
            listing.display = False
            instead.mount(self.refused(refusal))
            if had_focus:
                self.call_after_refresh(self.focus_first)
            return
        listing.display = True
        listing.show(entries, self.unmarked(entries), self.more, nothing=self.nothing, elsewhere=self.elsewhere)

    @on(Listing.Opened)
    def row_opened(self, message: Listing.Opened) -> None:
        message.stop()
        self.opened(message.key)
