"""The footer: the keys that mean something here and now, as many as there is room for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from textual.binding import ActiveBinding
from textual.content import Content
from textual.screen import Screen
from textual.timer import Timer
from textual.widget import Widget

from course.tui.keys.bindings import bound, keymap_of, of_class
from course.tui.keys.key_line import GAP, Key, KeyLine, fit, key, width
from course.tui.keys.reach import possible

LAST = ("close_toast", "help", "quit_course")
"""Actions that keep their place, on the right, when the window is narrow."""

WAYS_OUT = ("close", "close-plain")
"""Ids of the keys that close a window: they go there, too, before they would have to give way."""

LATER = 0.05
"""Seconds after which keys that changed for another reason than the focus are painted."""


class KeyBar(KeyLine):
    """One line of keys, taken from the bindings that are active; the first bound are the last to give way."""

    DEFAULT_CSS = """
    KeyBar { height: 1; dock: bottom; padding: 0 1; background: $panel; color: $quiet; }
    """

    _focused: Widget | None = None
    _look: Timer | None = None
    _painted: Content | None = None

    def bindings_changed(self, screen: Screen[Any]) -> None:
        """Textual says so at every letter typed: unless the focus moved, the letter is painted first."""
        if screen is not self.screen:
            return
        if screen.focused is not self._focused:
            self._focused = screen.focused
            self.refresh()
        elif self._look is None:
            self._look = self.set_timer(LATER, self._look_again)

    def _look_again(self) -> None:
        self._look = None
        before = self._painted
        if before is None or not before.is_same(self._line()):
            self.refresh()

    def render(self) -> Content:
        self._painted = self._line()
        return self._painted

    def _line(self) -> Content:
        found: dict[str, Key] = {}
        out: Key | None = None
        for active in in_order(active_bindings(self.screen).values(), mapped=bool(keymap_of(self.app))):
            binding = active.binding
            if not binding.show or not active.enabled:
                continue
            shown = key(self.app.get_key_display(binding), binding.description, binding.action, active.node)
            other = found.get(binding.action)
            if other is None or shown.label.cell_length < other.label.cell_length:
                found[binding.action] = shown
                out = shown if binding.id in WAYS_OUT else out
        last = [found[action] for action in LAST if action in found]
        first = [each for action, each in found.items() if action not in LAST]
        end = self.content_size.width
        keys = fit(first, 0, end - width(last))
        if out is not None and out.action not in [each.action for each in keys]:
            last.insert(0, out)
            keys = fit((each for each in first if each is not out), 0, end - width(last))
        keys += fit(last, end - width(last) + GAP, end)
        return self.with_keys(Content(""), keys)


def active_bindings(screen: Screen[Any]) -> Mapping[str, ActiveBinding]:
    """What each key does now; over a window Textual leaves out the app's keys that come before all else."""
    found, app = screen.active_bindings, screen.app
    if screen.is_modal:
        for name, (first, *_) in of_class(type(app)).items():
            if first.priority and first.show and possible(app, first.action):
                found |= {each.key: ActiveBinding(app, each, True, each.tooltip) for each in bound(app, name)}
    return found


def in_order(bindings: Iterable[ActiveBinding], *, mapped: bool) -> Iterable[ActiveBinding]:
    """The bindings as they were bound; those that a keymap changed come last of their node otherwise."""
    if not mapped:
        return bindings
    nodes: dict[object, int] = {}
    places: list[tuple[int, int, int, ActiveBinding]] = []
    for number, active in enumerate(bindings):
        ids = list(of_class(type(active.node)))
        node = nodes.setdefault(active.node, len(nodes))
        place = ids.index(active.binding.id) if active.binding.id in ids else len(ids)
        places.append((node, place, number, active))
    return [active for *_, active in sorted(places, key=lambda each: each[:3])]
