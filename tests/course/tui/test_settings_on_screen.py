"""What is chosen on the screen is there the next time, and what cannot be used is told."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from simroom import START
from textual.pilot import Pilot

from course.progress.store import open_store
from course.settings import SettingsFile
from course.tui.app import CourseApp
from course.tui.desk import Desk
from course.tui.themes import DARK, LIGHT


class Home:
    """The course with its settings in a folder: each app is a new run of the program."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.path = folder, folder / "settings.toml"

    def press(self, *keys: str, wanted: str | None = None) -> tuple[CourseApp, list[str]]:
        """Run the course, press the keys; the app, and what it notified of."""
        app = CourseApp(Desk(lambda: START, open_store(self.folder)), settings=SettingsFile(self.path))

        async def session() -> list[str]:
            async with app.run_test(size=(80, 24), notifications=True) as pilot:
                await pilot.pause()
                await self._press(pilot, keys)
                return [note.message for note in app._notifications]

        return app, asyncio.run(session())

    async def _press(self, pilot: Pilot[None], keys: tuple[str, ...]) -> None:
        for key in keys:
            await pilot.press(key)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    monkeypatch.delenv("TEXTUAL_THEME", raising=False)
    return Home(tmp_path)


def test_the_theme_that_was_chosen_is_there_the_next_time(home: Home) -> None:
    assert home.press()[0].theme == DARK.name
    assert not home.path.exists()
    home.press("ctrl+t")
    assert home.press()[0].theme == LIGHT.name


def test_a_damaged_file_and_a_choice_that_is_not_kept_are_told(home: Home) -> None:
    home.path.write_text("theme = \n", "utf-8")
    app, notes = home.press("ctrl+t")
    assert app.theme == LIGHT.name
    assert [note.partition(":")[0] for note in notes] == [
        f"Your settings, {home.path}, line 1, cannot be read",
        "This is not kept",
    ]


def test_a_theme_that_does_not_exist_is_told_with_its_line(home: Home) -> None:
    home.path.write_text('# mine\ntheme = "solar"\n', "utf-8")
    app, notes = home.press()
    assert app.theme == DARK.name
    assert notes[0].startswith(f"There is no theme 'solar'. {home.path}, line 2: ")
