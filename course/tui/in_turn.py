"""Keys that are taken in turn.

Textual gives a letter to a box at once, runs a binding when its key has come back from the app, and moves the focus
later still. Keys that wait together, typed while the program was busy, would be taken in another order, and by what had
the focus before.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from textual.app import App
from textual.binding import Binding
from textual.events import Key
from textual.widget import Widget

from course.tui.keys.bindings import bound


@cache
def _bindings(kind: type[Widget]) -> Mapping[str, Binding]:
    """What a kind of box binds, by key, as it stands without a keymap."""
    found: dict[str, Binding] = {}
    for base in reversed(kind.__mro__):
        found |= {each.key: each for each in Binding.make_bindings(base.__dict__.get("BINDINGS", ()))}
    return found


async def ran(app: App[Any], event: Key) -> bool:
    """Run what a key is bound to before later keys are looked at; false where it is bound to nothing, or for a box.

    A box runs its own: see `run_in_turn`.
    """
    in_box = app.focused is not None and app.focused.check_consume_key("1", "1")
    if event.is_forwarded or not app.app_focus or in_box:
        return False
    return await app._check_bindings(event.key, priority=True) or await app._check_bindings(event.key)


def focus(widget: Widget, scroll_visible: bool = True) -> None:
    """Give a widget the focus at once, so that the next key is for it."""
    if widget.is_attached:
        widget.screen.set_focus(widget, scroll_visible)


async def run_in_turn(box: Widget, event: Key) -> bool:
    """Run what the box itself binds the key to, before later keys come to it; false where that is nothing."""
    every = _bindings(type(box)).values()
    actions = {each.key: each.action for each in every if each.id is None}
    for name in {each.id for each in every if each.id is not None}:
        actions |= {each.key: each.action for each in bound(box, name)}
    action = actions.get(event.key)
    if action is None or not await box.app.run_action(action, box):
        return False
    event.stop()
    event.prevent_default()
    return True
