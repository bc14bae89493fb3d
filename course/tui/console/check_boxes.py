"""A list of names to tick."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Region
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from course.tui.keys.bindings import MOVING
from course.tui.pointing import CURSOR


class CheckBoxes(Widget, can_focus=True):
    """Names, each ticked or not. Up and down move, space and a click tick, enter goes on."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move(-1)", "choose", key_display="↑↓", tooltip="The name above", id="tick-above", group=MOVING),
        Binding("down", "move(1)", show=False, tooltip="The name below", id="tick-below", group=MOVING),
        Binding("space", "tick", "tick", tooltip="Tick the name, or take the tick away", id="tick", group=MOVING),
        Binding("enter", "submit", "next", show=False, tooltip="Go on with those ticked", id="next-box", group=MOVING),
    ]
    COMPONENT_CLASSES: ClassVar[set[str]] = {"tick--ticked", "tick--here"}

    cursor: reactive[int] = reactive(0)
    ticked: reactive[frozenset[str]] = reactive(frozenset())
    """The names that are ticked."""

    @dataclass
    class Submitted(Message):
        """The learner goes on with the names that are ticked."""

        names: frozenset[str]

    def __init__(self, names: Sequence[str], **options: Any) -> None:
        super().__init__(**options)
        self.names = names

    def action_move(self, step: int) -> None:
        self.cursor = (self.cursor + step) % len(self.names)

    def action_tick(self) -> None:
        self.ticked = self.ticked ^ {self.names[self.cursor]}

    def action_submit(self) -> None:
        self.post_message(self.Submitted(self.ticked))

    def watch_cursor(self) -> None:
        if self.has_focus and isinstance(self.parent, Widget):
            place = self.virtual_region.offset
            self.parent.scroll_to_region(Region(place.x, place.y + self.cursor, 1, 1), animate=False, force=True)

    def on_click(self, event: events.Click) -> None:
        place = event.get_content_offset(self)
        if place is not None and place.y < len(self.names):
            self.cursor = place.y
            self.action_tick()

    def get_content_height(self, *_room: Any) -> int:
        return len(self.names)

    def render(self) -> Content:
        ticked, here = (self.get_visual_style(f"tick--{part}", partial=True) for part in ("ticked", "here"))
        lines = []
        for number, name in enumerate(self.names):
            mark = "[x] " if name in self.ticked else "[ ] "
            pointer = CURSOR if number == self.cursor and self.has_focus else " "
            style = here if pointer == CURSOR else ticked if name in self.ticked else ""
            lines.append(Content.assemble((f"{pointer} {mark}{name}", style)))
        return Content("\n").join(lines)
