"""Help and the command palette work over every window, too."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from painted import painted_text
from simroom import START
from textual.app import App
from textual.command import CommandPalette
from textual.screen import ModalScreen

from course.progress.store import open_store
from course.tui.app import CourseApp
from course.tui.desk import Desk
from course.tui.keys.table import classes
from course.tui.pointing import CURSOR
from course.tui.screens.help import HelpScreen
from course.tui.screens.jump import JumpScreen
from course.tui.screens.plain_text import PlainText
from course.tui.screens.solution import SolutionScreen
from course.tui.screens.window import Window


@pytest.mark.long
def test_over_each_window_help_and_palette_are_at_hand(tmp_path: Path) -> None:
    app = CourseApp(Desk(lambda: START, open_store(tmp_path)), "06-enabling-mfa-for-alice")
    met = set[type]()

    async def session() -> None:
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.pause()
            lesson = app.lesson
            assert lesson is not None
            lines = ("aws iam list-users",)
            pushed = (PlainText(lines[0]), SolutionScreen(lines, None))
            for way in ("H", "t", "i", "i down enter", "R", *pushed):
                if isinstance(way, str):
                    await pilot.press(*way.split())
                else:
                    app.push_screen(way)
                await pilot.pause()
                window = app.screen
                assert isinstance(window, Window), way
                met.add(type(window))
                await pilot.press("f1")
                assert isinstance(app.screen, HelpScreen)
                assert {"close", "close-plain"} & {act.id for act in app.screen.acts if act.here and act.possible}
                await pilot.press("ctrl+p")
                assert isinstance(app.screen, CommandPalette)
                if way == "H":
                    await pilot.pause()
                    assert painted_text(app).count(CURSOR) == 1, "without colours a sign tells what enter would do"
                await pilot.press("escape")
                assert app.screen is window
                while app.screen is not lesson:
                    await pilot.press("escape")

    asyncio.run(session())
    windows = {kind for kind in classes() if issubclass(kind, ModalScreen)}
    assert windows - {HelpScreen, JumpScreen, Window} == met


def test_a_window_closed_before_it_is_made_is_gone_and_breaks_nothing() -> None:
    async def session() -> None:
        app: App[None] = App()
        async with app.run_test() as pilot:
            window = Window[None]()
            app.push_screen(window)
            window.dismiss(None)
            await pilot.pause()
            await pilot.pause()
            assert app.screen is not window

    asyncio.run(session())
