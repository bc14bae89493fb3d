"""The window that finds any act by its name: Textual's command palette, safe against keys that come at once."""

from __future__ import annotations

from typing import Any

from textual.app import ComposeResult
from textual.await_complete import AwaitComplete
from textual.command import CommandList, CommandPalette, Provider
from textual.strip import Strip
from textual.widgets import Button, Input
from textual.worker import Worker

from course.tui.screens.window import ClosesOnce
from course.tui.widgets.options import turn_page, with_sign

FIND = "--command-palette"
"""The id by which Textual knows that its palette is open."""


class Found(CommandList, can_focus=False):
    """What goes with the letters typed, the sign of the cursor before what enter would do."""

    def render_line(self, y: int) -> Strip:
        return with_sign(self, y, super().render_line(y))


class Find(ClosesOnce, CommandPalette):
    """The command palette; a second enter in the same moment does not choose again, nor close what is below."""

    def dismiss(self, result: Any = None) -> AwaitComplete:
        self._cancel_gather_commands()
        return super().dismiss(result)

    def _gather_commands(self, search_value: str) -> Worker[None] | None:  # type: ignore[override]
        """Look for what goes with the letters typed, unless they came behind the key that closed the palette."""
        return super()._gather_commands(search_value) if self.is_current else None

    @property
    def _provider_classes(self) -> list[type[Provider]]:  # type: ignore[override]
        """The course's acts first, then Textual's: a set would have them in another order in each run."""
        return sorted(super()._provider_classes, key=lambda kind: kind.__module__)

    def compose(self) -> ComposeResult:
        for widget in super().compose():
            yield Found() if isinstance(widget, CommandList) else widget

    def _action_command_list(self, action: str) -> None:
        if action in ("page_up", "page_down"):
            turn_page(self.query_one(CommandList), 1 if action == "page_down" else -1)
        else:
            super()._action_command_list(action)

    def _select_or_command(self, event: Input.Submitted | Button.Pressed | None = None) -> None:
        if self.is_current:
            super()._select_or_command(event)
