"""A toast lies over the screen: a key closes it, wherever the focus is, and does nothing else."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from painted import painted_text
from simroom import START
from textual.widgets._toast import Toast

from course.progress.store import open_store
from course.tui.app import CourseApp
from course.tui.desk import Desk
from course.tui.keys.key_bar import KeyBar
from course.tui.keys.reach import reach
from course.tui.screens.plain_text import PlainText
from course.tui.terminal.output import Output


def test_escape_closes_a_toast_before_it_closes_a_window(tmp_path: Path) -> None:
    app = CourseApp(Desk(lambda: START, open_store(tmp_path)))

    async def session() -> None:
        async with app.run_test(size=(80, 24), notifications=True) as pilot:
            keys = app.screen.query_one(KeyBar)
            assert "close message" not in keys.render().plain
            app.notify("The disk is full.", timeout=600)
            app.notify("The list of lessons is old.", timeout=600)
            await pilot.pause()
            assert keys.render().plain.rstrip().endswith("esc close message  ? help  q quit")
            assert next(act for act in reach(app.screen) if act.id == "close-toast").possible
            app.push_screen(PlainText("Alone"))
            await pilot.pause()
            assert all(words in painted_text(app) for words in ("The disk is full.", "The list of lessons is old."))
            keys_of_window = app.screen.query_one(KeyBar)
            assert keys_of_window.render().plain.rstrip().endswith("esc close message")
            acts = {act.id: act for act in reach(app.screen)}
            assert acts["close-toast"].possible and acts["palette"].here
            assert not {"quit", "theme", "words"} & acts.keys(), "what the window keeps the keys from"
            await pilot.press("escape")
            await pilot.pause()
            assert isinstance(app.screen, PlainText)
            assert "close message" not in keys_of_window.render().plain
            assert not any(words in painted_text(app) for words in ("The disk is full.", "The list of lessons is old."))
            await pilot.press("escape")
            assert not isinstance(app.screen, PlainText)
            assert "close message" not in keys.render().plain
            await pilot.press("ctrl+z")
            await pilot.pause()
            assert "There is no shell to go to here." in painted_text(app)

    asyncio.run(session())


@pytest.mark.parametrize("shown_by", ["terminal", "browser"])
def test_what_is_said_of_a_copy_covers_nothing_of_it_and_names_whose_clipboard_that_is(
    tmp_path: Path, shown_by: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = CourseApp(Desk(lambda: START, open_store(tmp_path)), "06-enabling-mfa-for-alice")
    monkeypatch.setattr(CourseApp, "is_web", shown_by == "browser")

    async def session() -> None:
        async with app.run_test(size=(80, 24), notifications=True) as pilot:
            await pilot.press("4", *"help", "enter", "shift+tab", "y")
            await pilot.pause()
            toast = app.screen.query_one(Toast)
            assert f"sent to the {shown_by}'s clipboard. Nothing arrives? enter shows" in str(toast.render())
            assert toast.region.y >= app.screen.query_one(Output).region.bottom

    asyncio.run(session())
