"""A lesson is set aside from the search for garbage while it is open, and only then."""

from __future__ import annotations

import asyncio
import gc
from collections.abc import Iterator
from pathlib import Path

import pytest

from course.commands.run import run
from course.progress.store import open_store
from course.tui.app import CourseApp
from course.tui.desk import Desk
from course.tui.garbage import begin_making, gone

NOON = 1_803_902_414_000


@pytest.fixture(autouse=True)
def _as_between_tests() -> Iterator[None]:
    gc.unfreeze()
    yield
    gc.enable()
    gc.freeze()


@pytest.mark.parametrize("first", [None, "06-enabling-mfa-for-alice", "no-such-lesson"])
def test_garbage_is_looked_for_from_the_first_paint_on(tmp_path: Path, first: str | None) -> None:
    async def sit() -> None:
        app = CourseApp(Desk(lambda: NOON, open_store(tmp_path)), first)
        begin_making()
        async with app.run_test() as pilot:
            await pilot.pause()
            assert gc.isenabled()
            assert gc.get_freeze_count() > 0

    asyncio.run(sit())


def test_garbage_is_looked_for_where_nothing_is_opened(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("MFA_COURSE_HOME", str(tmp_path))
    monkeypatch.setattr("course.commands.run.has_screen", lambda: True)
    assert run("no-such-lesson") == 2
    assert gc.isenabled()


def test_a_lesson_is_set_aside_until_it_is_left(tmp_path: Path) -> None:
    async def sit() -> None:
        app = CourseApp(Desk(lambda: NOON, open_store(tmp_path)))
        async with app.run_test() as pilot:
            await pilot.pause()
            gone()
            app.open_lesson("06-enabling-mfa-for-alice")
            await pilot.pause()
            assert app.lesson is not None
            assert not any(each is app.lesson for each in gc.get_objects())
            await pilot.press("b")
            await pilot.pause()
            assert app.lesson is None
            assert gc.get_freeze_count() == 0

    asyncio.run(sit())
