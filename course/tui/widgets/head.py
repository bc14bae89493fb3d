"""The line at the top: the lesson and how far it is along; the parts and their keys, the one with the focus marked."""

from __future__ import annotations

from typing import Literal

from textual.content import Content
from textual.reactive import reactive

from course.tui.keys.bindings import key_for
from course.tui.keys.key_line import Key, KeyLine, fit
from course.tui.page import Page

Part = Literal["lesson", "console", "phone", "terminal", "time"]

PARTS: dict[Part, str] = {
    "lesson": "lesson",
    "console": "AWS console",
    "phone": "phone",
    "terminal": "terminal",
    "time": "time lab",
}
"""The parts in the order of their keys, 1 to 5, with what they are called."""


class Head(KeyLine):
    DEFAULT_CSS = """
    Head { height: 1; padding: 0 1; background: $panel; color: $foreground; }
    """

    part: reactive[Part] = reactive[Part]("lesson")
    page: reactive[Page | None] = reactive[Page | None](None)

    def __init__(self, title: str) -> None:
        super().__init__()
        self.title = title

    def rename(self, title: str) -> None:
        """Give the lesson another title."""
        self.title = title
        self.refresh()

    def show(self, page: Page | None) -> None:
        """Say which step is in view."""
        self.page = page

    def render(self) -> Content:
        width = self.content_size.width
        where = self._progress(width)
        large = self.screen.has_class("-wide") and self.screen.has_class("-tall")
        title = Content.styled(self.title, "bold").truncate(max(0, width - where.cell_length - 60), ellipsis=True)
        left = title if large else Content("")
        keys = self._keys()
        start = left.cell_length + 3 if large else 0
        placed = fit(keys, start, width - where.cell_length - 1)
        steps = [Key(where, "steps", None, width - where.cell_length)] if where else []
        return self.with_keys(left, [*placed, *steps])

    def _progress(self, width: int) -> Content:
        page = self.page
        if page is None:
            return Content("")
        words = f"step {page.number} of {page.count}" if width > 76 else f"{page.number}/{page.count}"
        key = key_for(self, "steps", at_once=True)
        return Content.assemble((f"{key} " if key else "", "bold $foreground"), (words, "$quiet"))

    def _keys(self) -> list[Key]:
        keys = []
        for part in PARTS:
            if part == "lesson" and self.screen.has_class("-sandbox"):
                continue
            display = key_for(self, f"part-{part}")
            style = "bold underline $accent" if part == self.part else "$quiet"
            label = Content.assemble((display, "bold $foreground"), " ", (part, style))
            keys.append(Key(label, f"part('{part}')"))
        return keys
