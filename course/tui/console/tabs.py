"""The tabs of a page, on one line."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from course.tui.keys.bindings import MOVING

GAP = 3
"""Columns between two tabs."""


class TabRow(Widget, can_focus=True):
    """Names on a line, one of them chosen. Left and right choose, and so does a click."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "move(-1)", "tabs", key_display="←→", tooltip="The tab before", id="tab-before", group=MOVING),
        Binding("right", "move(1)", show=False, tooltip="The tab after", id="tab-after", group=MOVING),
        Binding("down", "app.focus_next", show=False, tooltip="Into the tab", id="tab-into", group=MOVING),
    ]
    COMPONENT_CLASSES: ClassVar[set[str]] = {"tab--chosen", "tab--other"}

    chosen: reactive[int] = reactive(0)

    @dataclass
    class Turned(Message):
        """Another tab was chosen."""

        name: str

    def __init__(self, tabs: dict[str, str], chosen: str | None = None, **options: Any) -> None:
        """`tabs` are labels by name."""
        super().__init__(**options)
        self._tabs = tabs
        self.set_reactive(TabRow.chosen, list(tabs).index(chosen) if chosen else 0)

    @property
    def tab(self) -> str:
        """The name of the chosen tab."""
        return list(self._tabs)[self.chosen]

    def watch_chosen(self) -> None:
        self.post_message(self.Turned(self.tab))

    def action_move(self, step: int) -> None:
        self.chosen = (self.chosen + step) % len(self._tabs)

    def on_click(self, event: events.Click) -> None:
        place = event.get_content_offset(self)
        start = 0
        for number, label in enumerate(self._tabs.values()):
            if place is not None and start <= place.x < start + len(label) + GAP:
                self.chosen = number
            start += len(label) + GAP

    def get_content_height(self, *_room: Any) -> int:
        return 1

    def render(self) -> Content:
        chosen, other = (self.get_visual_style(f"tab--{part}", partial=True) for part in ("chosen", "other"))
        parts = [
            (f"[{label}]", chosen) if number == self.chosen else (f" {label} ", other)
            for number, label in enumerate(self._tabs.values())
        ]
        return Content(" ").join(Content.assemble(part) for part in parts)
