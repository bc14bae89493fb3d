"""What has the focus on a page of the console stands where it can be seen."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from simroom import START

from course.progress.store import open_store
from course.tui.app import CourseApp
from course.tui.console.container import Console
from course.tui.console.home import Ways
from course.tui.console.listing import Listing
from course.tui.desk import Desk
from course.tui.phone.phone import Phone
from course.tui.widgets.next_line import NextLine


@pytest.mark.long
def test_a_button_with_the_focus_does_not_stay_under_the_row_of_ways(tmp_path: Path) -> None:
    app = CourseApp(Desk(lambda: START, open_store(tmp_path)), "07-signing-in-with-mfa")

    async def session() -> None:
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.press("2", "down", "enter")
            await pilot.pause()
            lesson = app.lesson
            assert lesson is not None
            lesson.query_one(Console).say("The password of Alice was set.")
            await pilot.press("n", "tab")
            await pilot.pause()
            focused, ways = lesson.focused, lesson.query_one(Ways)
            assert focused is not None
            assert focused.id == "create-access-key"
            assert focused.region.bottom <= ways.region.y
            # The way back leads to where one came from: the button, and the row.
            await pilot.press("enter", "escape")
            await pilot.pause()
            assert lesson.focused is not None
            assert lesson.focused.id == "create-access-key"
            await pilot.press("escape")
            await pilot.pause()
            assert lesson.query_one(Console).query_one(Listing).chosen_key == "Alice"

    asyncio.run(session())


def test_where_nobody_has_a_phone_the_console_has_the_room_and_takes_the_focus_from_a_click_on_its_text(
    tmp_path: Path,
) -> None:
    app = CourseApp(Desk(lambda: START, open_store(tmp_path)), "02-introduction-to-iam")

    async def session() -> None:
        async with app.run_test(size=(120, 40)) as pilot:
            await pilot.pause()
            lesson = app.lesson
            assert lesson is not None
            console = lesson.query_one(Console)
            assert lesson.query_one(Phone).region.height == 2
            await pilot.click("#console-account")
            assert console.has_focus_within
            focused = lesson.focused
            await pilot.click("#console-account")
            assert lesson.focused is focused

    asyncio.run(session())


def test_who_signs_in_anew_begins_a_page_anew(tmp_path: Path) -> None:
    app = CourseApp(Desk(lambda: START, open_store(tmp_path)), "03-iam-basic-concepts")

    async def session() -> None:
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.press("f", "f", "2")
            await pilot.pause()
            lesson = app.lesson
            assert lesson is not None
            console = lesson.query_one(Console)
            for _ in range(2):
                await pilot.pause()
                await pilot.click("#to-services")
                await pilot.pause()
                assert lesson.focused in console.query_one(Listing).query("*"), "in the list, not on Sign Out"
                await pilot.click("#to-sign-out")
                await pilot.pause()
                next_line = str(lesson.query_one(NextLine).render())
                assert "You signed out: sign in again, or take that back   esc u undo" in next_line
                await pilot.press("escape", "u")
                await pilot.pause()

    asyncio.run(session())
