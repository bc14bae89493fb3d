"""The course's side of a tab: Textual's driver for the web, which leaves when its tab or its server is gone."""

from __future__ import annotations

import asyncio
import os
import signal
from functools import partial
from typing import Any

from textual.app import App
from textual.drivers.web_driver import WINDOWS, WebDriver
from textual.events import Resize
from textual.geometry import Size


class TabDriver(WebDriver):
    """Reads keys from standard input and paints on standard output, both pipes to the server of the page."""

    def __init__(
        self, app: App[Any], *, debug: bool = False, mouse: bool = True, size: tuple[int, int] | None = None
    ) -> None:
        super().__init__(app, debug=debug, mouse=mouse, size=size)
        self._write = partial(self._send)

    def start_application_mode(self) -> None:
        """Begin to paint and to read.

        Other than Textual's own, which begins without the focus and may take the first size for the latest: the keys
        of a learner who is quick would be lost, and the page be painted in another size than the window's.
        """
        if not WINDOWS:
            for number in (signal.SIGINT, signal.SIGTERM):
                asyncio.get_running_loop().add_signal_handler(number, self._leave)
        self._write(b"__GANGLION__\n")  # what textual-serve waits for
        self.write("\x1b[?1049h\x1b[?25l")  # the alternate screen, without a cursor
        if self._mouse:
            self._enable_mouse_support()
        self._request_terminal_sync_mode_support()
        self._enable_bracketed_paste()
        size = Size(*(self._size or (80, 24)))
        self._app.post_message(Resize(size, size))
        self._key_thread.start()

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

    def _send(self, packet: bytes) -> int:
        try:
            return os.write(self.fileno, packet)
        except BrokenPipeError:
            self._leave()
            return len(packet)

    def _leave(self) -> None:
        """Quit as the learner would: where they stand is kept."""
        self._app.call_later(self._app.action_quit)
