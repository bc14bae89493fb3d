"""A tour of the course: one run of the app, with a stop at each screen."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from focus_walk import clickable, out_of_view, walk
from rich.style import Style
from shades import shades
from snapshot import ALL, Album, painting, snapshot
from styling import themed
from textual._context import visible_screen_stack
from textual.app import App
from textual.pilot import Pilot
from textual.widgets import Input, TextArea

from course.tui.keys.key_line import KeyLine
from course.tui.themes import OWN

SIZES = {"80x24": (80, 24), "120x40": (120, 40)}


class Tour:
    """Takes snapshots at each stop, in windows of two sizes, and walks from there by Tab in both."""

    app: App[Any]
    pilot: Pilot[None]

    def __init__(self, name: str, sizes: Mapping[str, tuple[int, int]]) -> None:
        """The window has the first of the `sizes`, and has it again after each stop."""
        self.album, self.sizes = Album(name), sizes
        self.faults: list[str] = []
        self.screens: set[str] = set()
        """The names of the classes of screens that were looked at."""

    def of(self, app: App[Any], pilot: Pilot[None]) -> None:
        """Go through a run of the app."""
        self.app, self.pilot = app, pilot
        app.theme = OWN[0].name

    async def press(self, *keys: str) -> None:
        for key in keys:
            await self.pilot.press(key)
            await self.pilot.pause()

    async def stop(self, name: str, *, again: tuple[str, ...] = ()) -> None:
        """Look at the screen in both windows, and walk by Tab through both.

        `again` are the keys that bring the screen back, where it goes when the size of the window changes.
        """
        small, larger = self.sizes
        await self.look(name, small)
        await self.pilot.resize_terminal(*self.sizes[larger])
        await self._bring(*again)
        await self.look(name, larger)
        await self._walk(f"{name}@{larger}")
        await self.pilot.resize_terminal(*self.sizes[small])
        await self._bring(*again)
        await self._walk(f"{name}@{small}")

    async def _bring(self, *keys: str) -> None:
        if keys:
            self._paint_lines()
            self._rows()
            await self.press(*keys)

    async def _walk(self, where: str) -> None:
        faults = [*out_of_view(self.app.screen), *await walk(self.pilot, self.app.screen)]
        self.faults += [f"{where}: {fault}" for fault in faults]

    async def look(self, name: str, size: str) -> None:
        """Take the snapshot of the window as it is, in all themes."""
        await self.pilot.pause()
        screen = self.app.screen
        if screen.styles.background.a < 1:
            await self._settle_below()
        self._paint_lines()
        self.screens.add(type(screen).__name__)
        quick = None if ALL else shades(self.app)
        if quick is not None and self.album.agrees(name, size, quick[0]):
            styles = quick[1]
        else:
            paintings = []
            for theme in OWN:
                with themed(self.app, theme):
                    rows = self._rows()
                    paintings.append(painting(rows, theme.foreground or ""))
            styles = {style for row in rows for _, style in row if style is not None}
            self.album.take(name, size, snapshot(paintings))
        self.faults += [f"{name}@{size}: {fault}" for fault in clickable(screen, styles)]

    async def _settle_below(self) -> None:
        """Let the screens that are seen through a window be laid out, too: the pilot waits for the window alone."""
        for _ in range(3):
            for screen in self.app._background_screens:
                screen._on_timer_update()
            await self.pilot.pause()

    def _paint_lines(self) -> None:
        """What waits for a moment of quiet is not waited for."""
        for line in self.app.screen.query(KeyLine):
            line.refresh()

    def _rows(self) -> list[list[tuple[str, Style | None]]]:
        visible_screen_stack.set(self.app._background_screens)  # which a window that lets them through paints, too
        strips = self.app.screen._compositor.render_strips()
        return [[(segment.text, segment.style) for segment in strip] for strip in strips]

    def close(self) -> None:
        """Fail with what was found at the stops."""
        faults = [*self.album.close(), *self.faults]
        if faults:
            pytest.fail("\n\n".join(faults), pytrace=False)


def still(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let nothing in the window depend on the terminal, the environment or the hour."""
    for variable in ("NO_COLOR", "TEXTUAL_THEME", "COLORTERM", "FORCE_COLOR"):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setattr(Input, "_toggle_cursor", lambda box: None)
    monkeypatch.setattr(TextArea, "_toggle_cursor_blink_visible", lambda box: None)
