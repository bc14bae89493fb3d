"""A letter over each thing in view that takes the focus: one key goes there, also from within a box."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.errors import NoWidget
from textual.geometry import Offset
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Static

from course.tui.keys.bindings import MOVING
from course.tui.keys.key_bar import KeyBar
from course.tui.screens.window import Modal
from course.tui.widgets.head import PARTS, Head, Part

LETTERS = "asdfghjklqwertyuiopzxcvbnmASDFGHJKLQWERTYUIOPZXCVBNM"
"""The labels in the order in which they are given: those under the fingers first."""

LABEL = 3
"""Columns of a label."""

SAYS = "A letter goes where it stands. Nothing is done by it yet."


@dataclass(frozen=True, slots=True)
class Target:
    """A place to go to, a widget or a part of the screen; `key` stands at `offset`."""

    key: str
    offset: Offset
    place: Widget | Part


def targets(screen: Screen[Any]) -> list[Target]:
    """Where one can go from here: the parts by their numbers, and what takes the focus, in the order of Tab."""
    found = list(_parts(screen))
    letters = iter(LETTERS)
    for widget in screen.focus_chain:
        try:
            region = screen.find_widget(widget).visible_region
        except NoWidget:
            continue  # its part was brought into view in this moment
        key = next(letters, None) if region.area and _on_top(screen, widget, region.offset) else None
        if key is not None:
            x, y = max(0, region.x - LABEL + 1), region.y
            while any(each.offset.y == y and abs(each.offset.x - x) < LABEL for each in found):
                x += LABEL
            found.append(Target(key, Offset(x, y), widget))
    return found


def _on_top(screen: Screen[Any], widget: Widget, at: Offset) -> bool:
    """Whether the widget is seen there: what is scrolled out of view may lie below a line that is docked."""
    seen, _ = screen.get_widget_at(*at)
    return widget in seen.ancestors_with_self


def _parts(screen: Screen[Any]) -> Iterator[Target]:
    """The parts where the line at the top names them."""
    actions = {f"part('{part}')": (number, part) for number, part in enumerate(PARTS, 1)}
    for head in screen.query(Head):
        for shown in head.placed_keys:
            if shown.action in actions:
                number, part = actions[shown.action]
                yield Target(str(number), head.content_region.offset + Offset(shown.start - 1, 0), part)


class JumpScreen(Modal[Target | None]):
    """Shows the targets over the screen below; its result is the one to go to, None to stay."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", "stay", tooltip="Stay where you are", id="close", group=MOVING),
        Binding("ctrl+o", "dismiss(None)", show=False, tooltip="Stay where you are", id="jump", group=MOVING),
    ]

    DEFAULT_CSS = """
    JumpScreen .target {
        position: absolute; width: 3; height: 1; background: $accent; color: $background; text-style: bold;
    }
    JumpScreen:nocolor .target { background: $background; color: $accent; text-style: bold reverse; }
    JumpScreen #jump-says { dock: bottom; margin-bottom: 1; height: 1; padding: 0 1; background: $surface; }
    """

    def __init__(self, found: list[Target]) -> None:
        super().__init__()
        self.targets = {target.key: target for target in found}
        self._size = self.app.size

    def compose(self) -> ComposeResult:
        for target in self.targets.values():
            label = Static(f" {target.key} ", classes="target", name=target.key, markup=False)
            label.offset = target.offset
            yield label
        yield Static(SAYS, id="jump-says", markup=False)
        yield KeyBar()

    def on_key(self, event: events.Key) -> None:
        target = self.targets.get(event.character or "")
        if target is not None:
            event.stop()
            self.dismiss(target)

    def on_click(self, event: events.Click) -> None:
        label, _ = self.get_widget_at(event.screen_x, event.screen_y)
        self.dismiss(self.targets.get(label.name or ""))

    def on_resize(self, event: events.Resize) -> None:
        """What the letters stood over is elsewhere in a window of another size."""
        if event.size != self._size:
            self.dismiss(None)
