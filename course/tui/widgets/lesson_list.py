"""The list of lessons on the course map, with the titles of courses above their lessons.

It paints only the two lessons that a move of the cursor concerns.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.visual import Visual

from course.tui.keys.bindings import MOVING, READING
from course.tui.pointing import pointed

Entry = Callable[[int], Content]
"""The lines of an entry for a width in columns."""

GAP = 1
"""Blank lines between entries."""

HEADING = 2
"""Lines that a heading takes above its entry, the blank one between them included."""


class LessonList(ScrollView, can_focus=True):
    """Entries of some lines each, one of them under the cursor."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"lesson-list--entry", "lesson-list--cursor"}

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "choose", "open", tooltip="Open the lesson, where you left it", id="open", group=READING),
        Binding("down,j", "move(1)", show=False, tooltip="The next one", id="down", group=MOVING),
        Binding("up,k", "move(-1)", show=False, tooltip="The one before", id="up", group=MOVING),
        Binding("home", "move(-1000)", show=False, tooltip="The first lesson", id="first", group=MOVING),
        Binding("end", "move(1000)", show=False, tooltip="The last lesson", id="last", group=MOVING),
    ]

    DEFAULT_CSS = """
    LessonList { height: 1fr; scrollbar-size-vertical: 1; overflow-x: hidden; }
    LessonList > .lesson-list--cursor { background: $block-cursor-blurred-background; }
    LessonList:focus > .lesson-list--cursor { background: $block-cursor-background; }
    """

    @dataclass
    class Chosen(Message):
        """An entry was opened, counted from 0."""

        index: int

    def __init__(
        self,
        entries: Sequence[Entry],
        cursor: int,
        headings: Mapping[int, Content],
        *,
        id: str,  # noqa: A002
    ) -> None:
        """`headings` are lines that stand above the entries of these numbers."""
        super().__init__(id=id)
        self._entries, self._headings = tuple(entries), dict(headings)
        self._places: list[tuple[int, int]] = []
        self._columns = 0
        """The width for which the places were found: a window that changes is painted before they are found anew."""
        self._strips: dict[tuple[int, bool], list[Strip]] = {}
        self.cursor = cursor

    def show(self, entries: Sequence[Entry], cursor: int, headings: Mapping[int, Content]) -> None:
        """List other entries."""
        self._entries, self.cursor, self._headings = tuple(entries), cursor, dict(headings)
        self._lay_out()

    def on_mount(self) -> None:
        self.watch(self, "show_vertical_scrollbar", self._lay_out, init=False)

    def on_resize(self) -> None:
        self._lay_out()

    def notify_style_update(self) -> None:
        super().notify_style_update()
        self._strips.clear()

    def render_line(self, y: int) -> Strip:
        y += self.scroll_offset.y
        if not self._places:
            self._measure()
        for index, (top, height) in enumerate(self._places):
            if top <= y < top + height:
                return self._drawn(index, index == self.cursor)[y - top]
            if y == top - HEADING and index in self._headings:
                return self._heading(index)
        return Strip.blank(self.size.width, self.rich_style)

    def action_move(self, by: int) -> None:
        before, last = self.cursor, len(self._entries) - 1
        self.cursor = min(max(self.cursor + by, 0), max(last, 0))
        if self.cursor != before:
            for index in (before, self.cursor):
                self.refresh_lines(*self._places[index])
            self._follow()

    def action_choose(self) -> None:
        if self._entries:
            self.post_message(self.Chosen(self.cursor))

    def on_click(self, event: events.Click) -> None:
        y = event.y + self.scroll_offset.y
        for index, (top, height) in enumerate(self._places):
            if top <= y < top + height:
                self.action_move(index - self.cursor)
                self.action_choose()

    def _follow(self) -> None:
        top, height = self._places[self.cursor]
        if self.cursor in self._headings:
            top, height = top - HEADING, height + HEADING
        self.scroll_to_region(Region(0, top, self.size.width, height), animate=False, immediate=True)

    def _measure(self) -> int:
        """Find the places of the entries; gives the height of all. The first paint comes before the first resize."""
        self._strips.clear()
        self._columns = self.scrollable_content_region.width
        top, self._places = 0, []
        for index in range(len(self._entries)):
            top += HEADING if index in self._headings else 0
            height = len(self._drawn(index, index == self.cursor))
            self._places.append((top, height))
            top += height + GAP
        return max(0, top - GAP)

    def _lay_out(self) -> None:
        self.virtual_size = Size(self.size.width, self._measure())
        self.refresh()
        if self._places:
            self._follow()

    def _heading(self, index: int) -> Strip:
        style = self.get_visual_style("lesson-list--entry")
        return Visual.to_strips(self, self._headings[index], self.size.width, 1, style, pad=True)[0]

    def _drawn(self, index: int, under_cursor: bool) -> list[Strip]:
        strips = self._strips.get((index, under_cursor))
        if strips is None:
            width = self._columns
            part = "cursor" if under_cursor else "entry"
            style = self.get_visual_style(f"lesson-list--{part}")
            strips = Visual.to_strips(self, self._entries[index](width), width, None, style, pad=True)
            if under_cursor and strips:
                strips[0] = pointed(strips[0])
            self._strips[index, under_cursor] = strips
        return strips
