"""The words that may come next, one a line, each with what it is."""

from __future__ import annotations

from dataclasses import dataclass

from textual.content import Content
from textual.events import Click
from textual.message import Message
from textual.widget import Widget

from course.tui.pointing import CURSOR
from course.tui.terminal.listing import Listing

WIDEST = 52
"""Columns that a word takes at most before it is told what it is."""


class CandidateList(Widget):
    """Shows a part of a listing: the one chosen is always in view, marked by an arrow."""

    DEFAULT_CSS = """
    CandidateList { display: none; max-height: 60%; background: $panel; }
    CandidateList.-listed { display: block; }
    """

    HIGHEST = 8

    @dataclass
    class Picked(Message):
        """A line of it was clicked."""

        chosen: int

    listing: Listing | None = None
    _first = 0

    def show(self, listing: Listing | None) -> None:
        """List these candidates; none hides the list."""
        count = len(listing.candidates) if listing else 0
        before = len(self.listing.candidates) if self.listing else 0
        self.listing = listing
        self.set_class(listing is not None, "-listed")
        if count != before:
            self.styles.height = min(count, self.HIGHEST)
        self.refresh()

    def render(self) -> Content:
        listing, rows = self.listing, self.content_size.height
        if listing is None or not rows:
            return Content("")
        chosen = listing.chosen
        self._first = 0 if chosen is None else min(max(self._first, chosen - rows + 1), chosen)
        shown = listing.candidates[self._first : self._first + rows]
        wide = min(WIDEST, max(len(each.text) for each in shown))
        lines = []
        for number, each in enumerate(shown, self._first):
            here = number == chosen
            lines.append(
                Content.assemble(
                    (f"{CURSOR} " if here else "  ", "bold $accent"),
                    (f"{each.text:<{wide}}", "bold reverse" if here else "$foreground"),
                    ("  required  " if each.required else "  ", "bold $warning"),
                    (each.what, "$quiet"),
                ).truncate(self.content_size.width, ellipsis=True)
            )
        return Content("\n").join(lines)

    def on_click(self, event: Click) -> None:
        offset = event.get_content_offset(self)
        if self.listing is not None and offset is not None and self._first + offset.y < len(self.listing.candidates):
            self.post_message(self.Picked(self._first + offset.y))
