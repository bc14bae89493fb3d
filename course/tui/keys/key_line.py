"""Keys written on a line, each of which can also be clicked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from textual import events
from textual.content import Content
from textual.dom import DOMNode
from textual.screen import Screen
from textual.widget import Widget

from course.tui.keys.bindings import bound, key_for

GAP = 2


@dataclass(frozen=True, slots=True)
class Key:
    """A key as shown, the action it stands for in the namespace of `node`, and the column where it starts."""

    label: Content
    action: str
    node: DOMNode | None = None
    start: int = 0


def key(display: str, description: str, action: str, node: DOMNode | None = None) -> Key:
    """A key with what it does: the key itself stands out."""
    return Key(Content.assemble((display, "bold $foreground"), " ", (description, "$quiet")), action, node)


def bound_key(node: DOMNode, name: str, words: str = "") -> list[Key]:
    """The binding of an id as a key on a line, with what it does; none where it cannot be pressed at once."""
    display, bindings = key_for(node, name, at_once=True), bound(node, name)
    return [key(display, words or bindings[0].description, bindings[0].action)] if display else []


def fit(keys: Iterable[Key], start: int, end: int) -> list[Key]:
    """As many of the keys, in order, as there is room for between two columns."""
    placed: list[Key] = []
    for each in keys:
        if start + each.label.cell_length > end:
            break
        placed.append(replace(each, start=start))
        start += each.label.cell_length + GAP
    return placed


def width(keys: Iterable[Key]) -> int:
    """The columns that the keys take side by side."""
    return sum(each.label.cell_length + GAP for each in keys)


def typing(screen: Screen[Any], letter: str = "m") -> bool:
    """Whether a letter, or a digit, goes into a box instead of being a key."""
    return screen.focused is not None and screen.focused.check_consume_key(letter, letter)


class KeyLine(Widget):
    """A widget whose last line holds keys; `render` draws what `placed_keys` remembers."""

    placed_keys: Sequence[Key] = ()
    _typing: tuple[bool, bool] | None = None

    def on_mount(self) -> None:
        self.screen.bindings_updated_signal.subscribe(self, self.bindings_changed)

    def on_unmount(self) -> None:
        self.screen.bindings_updated_signal.unsubscribe(self)

    def bindings_changed(self, screen: Screen[Any]) -> None:
        """Textual says so at every letter typed; what matters here is whether letters and digits are keys."""
        if screen is self.screen and self._typing != (now := (typing(screen), typing(screen, "1"))):
            self._typing = now
            self.refresh()

    def with_keys(self, line: Content, keys: Sequence[Key]) -> Content:
        """The line with the keys written behind it; clicks find them there."""
        self.placed_keys = keys
        for each in keys:
            line = line.pad_right(max(0, each.start - line.cell_length)) + each.label
        return line

    async def on_click(self, event: events.Click) -> None:
        offset = event.get_content_offset(self)
        if offset is None or offset.y != self.content_size.height - 1:
            return
        for each in self.placed_keys:
            if each.start <= offset.x < each.start + each.label.cell_length:
                await self.app.run_action(each.action, each.node or self.screen)
