"""Clicks on what is just going away."""

from __future__ import annotations

from textual.app import App
from textual.events import Event, MouseDown, MouseMove


def on_nothing(event: Event, app: App[None]) -> bool:
    """Whether a click or a drag meets a widget that is gone already, and only its picture is left.

    Textual 8.2 looks for the parent of what a selection begins on, and fails where there is none.
    """
    if not isinstance(event, MouseDown | MouseMove) or not event.button:
        return False
    widget, _ = app.screen.get_widget_and_offset_at(event.x, event.y)
    return widget is not None and widget is not app.screen and widget.parent is None
