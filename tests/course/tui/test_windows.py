"""Windows of any size: nothing is lost in a small one, and a large one is used."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from painted import painted_text
from simroom import START
from textual.geometry import Size

from course.progress.store import open_store
from course.tui.app import CourseApp
from course.tui.desk import Desk
from course.tui.screens.parts import room_wanted
from course.tui.terminal.command_line import CommandLine

TINY = ((20, 5), (1, 1), (59, 40))


@pytest.mark.long
def test_a_window_that_shrinks_gives_back_what_was_typed_and_the_focus(tmp_path: Path) -> None:
    app = CourseApp(Desk(lambda: START, open_store(tmp_path)), "06-enabling-mfa-for-alice")

    async def session() -> None:
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.pause()
            lesson = app.lesson
            assert lesson is not None
            await pilot.press("4", "a", "equals_sign")
            box = lesson.query_one(CommandLine)
            for size in TINY:
                await pilot.resize_terminal(*size)
                await pilot.pause()
                assert lesson.query_one("#too-small").region.area > 0
                assert not lesson.query_one("#body").region.area
                if size == (20, 5):
                    assert "20 by 5 is too small" in " ".join(painted_text(app).split())
                await pilot.resize_terminal(80, 24)
                await pilot.pause()
                assert lesson.focused is box
                assert box.value == "a="
            await pilot.press("1", "enter")
            await pilot.pause()
            assert lesson.attempt.driver.history.acts == ["a=1"]
            await pilot.resize_terminal(200, 60)
            await pilot.pause()
            assert lesson.focused is box
            wide = {part: lesson.query_one(f"#{part}").region.size for part in ("lesson", "phone", "terminal")}
            assert wide["lesson"].width > 70
            assert wide["phone"].height > 6
            assert wide["terminal"].height > 20
            await pilot.press("escape", "question_mark")
            await pilot.resize_terminal(20, 5)
            await pilot.pause()
            await pilot.resize_terminal(80, 24)
            await pilot.press("escape")
            assert app.screen is lesson

    asyncio.run(session())


@pytest.mark.parametrize("size", TINY)
def test_the_words_of_a_small_window_have_its_size(size: tuple[int, int]) -> None:
    words = room_wanted(Size(*size))
    assert str(size[0]) in words
    assert str(size[1]) in words
    assert "at least 60 by 16" in words
