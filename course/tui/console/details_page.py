"""Pages whose details are made anew whenever the account changed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widget import Widget

from course.reading.reader import RefusedError
from course.tui.console.home import HomePage, Ways


class DetailsPage(HomePage):
    """A head that stays, and details below it; where they may not be read, the refusal."""

    def head(self) -> Iterable[Widget]:
        """What stands above the details."""
        return ()

    def details(self) -> Sequence[Widget]:
        """What holds now; raises RefusedError."""
        raise NotImplementedError

    def compose(self) -> ComposeResult:
        yield from self.head()
        yield Vertical(classes="details")
        yield Ways(self)

    def on_mount(self) -> None:
        self.read_again()

    def read_again(self) -> None:
        holder = self.query_one(".details", Vertical)
        had_focus = holder.has_focus_within
        holder.remove_children()
        try:
            holder.mount(*self.details())
        except RefusedError as refusal:
            holder.mount(self.refused(refusal))
        if had_focus:
            self.call_after_refresh(self.focus_first)
