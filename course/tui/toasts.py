"""Toasts: what lies over the screen for some seconds goes away by a key, too."""

from __future__ import annotations

from typing import ClassVar

from textual.app import App
from textual.binding import Binding, BindingType
from textual.notifications import Notification

from course.tui.keys.bindings import EVERYWHERE


class ToastsByKey(App[None]):
    """An app whose toasts, all at once, are closed by a key; while one stands, the key is that before all else."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "escape", "close_toast", "close message", priority=True, key_display="esc", id="close-toast",
            tooltip="Close the message that lies over the screen", group=EVERYWHERE,
        ),
    ]  # fmt: skip

    def action_close_toast(self) -> None:
        self.clear_notifications()
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "close_toast":
            return bool(self._notifications) and not self._disable_notifications
        return super().check_action(action, parameters)

    def on_notify(self) -> None:
        """Textual's own handler, which comes after this one, takes the toast in: then its key is shown."""
        self.call_later(self.refresh_bindings)

    def _unnotify(self, notification: Notification, refresh: bool = True) -> None:
        """A toast's time is over, or it was clicked."""
        super()._unnotify(notification, refresh)
        self.refresh_bindings()
