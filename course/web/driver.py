"""The course's side of a tab: Textual's driver for the web, which leaves when its tab or its server is gone."""

from __future__ import annotations

import os
from functools import partial
from typing import Any

from textual.app import App
from textual.drivers.web_driver import WebDriver


class TabDriver(WebDriver):
    """Reads keys from standard input and paints on standard output, both pipes to the server of the page."""

    def __init__(
        self, app: App[Any], *, debug: bool = False, mouse: bool = True, size: tuple[int, int] | None = None
    ) -> None:
        super().__init__(app, debug=debug, mouse=mouse, size=size)
        self._write = partial(self._send)

    def start_application_mode(self) -> None:
        """Begin to paint and to read. A tab has the focus until it says otherwise."""
        super().start_application_mode()
        # What is called here posts a blur, in as many turns: this comes after it.
        self._app.call_later(self._app.call_later, self._take_focus)

    def run_input_thread(self) -> None:
        """Read what the tab sends; where nothing can come any more, the server is gone."""
        super().run_input_thread()
        self._leave()

    def on_meta(self, packet_type: str, payload: dict[str, object]) -> None:
        """Take in a word of the server's: its size, its focus, or that the tab was closed."""
        if packet_type == "quit":
            self._leave()
        else:
            super().on_meta(packet_type, payload)

    def _take_focus(self) -> None:
        """Have the focus, and the screen what it focuses as it opens, which it left out while the app had none."""
        self._app.app_focus = True
        screen = self._app.screen
        first = self._app.AUTO_FOCUS if screen.AUTO_FOCUS is None else screen.AUTO_FOCUS
        if first and screen.focused is None:
            screen.focus_next(first)

    def _send(self, packet: bytes) -> int:
        try:
            return os.write(self.fileno, packet)
        except BrokenPipeError:
            self._leave()
            return len(packet)

    def _leave(self) -> None:
        """Quit as the learner would: where they stand is kept."""
        self._app.call_later(self._app.action_quit)
