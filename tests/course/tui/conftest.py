"""The pilot waits for the app, not for time: a step ends when nothing is left to do.

Nor is painted what nobody sees: a test that looks at the window paints it (see `painted`), and each app's last window
is painted once, whole. And what is the same for each app is made once: the rules of its styles.
"""

from __future__ import annotations

import asyncio

import pytest
import textual.app
import textual.constants
import textual.pilot
from textual._compositor import Compositor
from textual._context import active_app
from textual.app import App
from textual.css.model import RuleSet
from textual.screen import Screen
from textual.widgets import Button

from course.tui.remembering import RememberingStylesheet

RESTLESS = 500
"""Layouts in a row after which a screen never comes to rest."""


def _unpainted(screen: Screen[object]) -> bool:
    return bool(
        screen._layout_required
        or screen._scroll_required
        or screen._repaint_required
        or screen._recompose_required
        or screen._dirty_widgets
        or screen._callbacks
    )


async def until_idle(min_sleep: float = 0, max_sleep: float = 0) -> None:
    """Wait until no message, resize, paint or callback is due any more.

    Textual's pilot takes a process that computes little for an idle one, which takes long, and where the processors
    are busy comes too early.
    """
    ready = asyncio.get_running_loop()._ready  # type: ignore[attr-defined]
    app = active_app.get()
    layouts = 0
    while True:
        await asyncio.sleep(0)
        if ready:
            continue
        if not app._screen_stack or app._exception is not None:
            return
        if app._resize_event is not None:
            app._check_resize()
        elif _unpainted(app.screen):
            layouts += app.screen._layout_required and not app._batch_count
            assert layouts < RESTLESS, f"{app.screen} is laid out without end"
            app.screen._on_timer_update()
        else:
            return


@pytest.fixture(autouse=True)
def _no_time_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (textual.app, textual.pilot):
        monkeypatch.setattr(module, "wait_for_idle", until_idle)
    monkeypatch.setattr(textual.constants, "TEXTUAL_ANIMATIONS", "none")
    monkeypatch.setattr(Button, "_start_active_affect", lambda button: None)  # a press right after another counts too


@pytest.fixture(autouse=True)
def _painted_at_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    shutdown = App._shutdown

    def pass_over(compositor: Compositor, simplify: bool = False) -> None:
        compositor._dirty_regions.clear()

    async def paint_and_shutdown(app: App[object]) -> None:
        if app._screen_stack and app._exception is None:
            app.screen._compositor.render_strips()
        await shutdown(app)

    monkeypatch.setattr(Compositor, "render_full_update", pass_over)
    monkeypatch.setattr(Compositor, "render_partial_update", pass_over)
    monkeypatch.setattr(App, "_shutdown", paint_and_shutdown)


_render_full, _render_partial = Compositor.render_full_update, Compositor.render_partial_update


@pytest.fixture
def painting(monkeypatch: pytest.MonkeyPatch, _painted_at_the_end: None) -> None:
    """For a test of painting itself."""
    monkeypatch.setattr(Compositor, "render_full_update", _render_full)
    monkeypatch.setattr(Compositor, "render_partial_update", _render_partial)


_parse = RememberingStylesheet.parse
_parsed: dict[object, list[RuleSet]] = {}


@pytest.fixture(autouse=True)
def _styles_parsed_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every app of a test has the course's kind of style sheet. The same text gives the same rules."""

    def parse(sheet: RememberingStylesheet) -> None:
        text = tuple(sheet.source.items()), tuple(sheet._variables.items())
        if text not in _parsed:
            _parse(sheet)
            _parsed[text] = sheet._rules
        sheet._rules, sheet._rules_map, sheet._require_parse = _parsed[text], None, False

    monkeypatch.setattr(textual.app, "Stylesheet", RememberingStylesheet)
    monkeypatch.setattr(RememberingStylesheet, "parse", parse)
