"""A click does what it is made on, also while that goes away."""

from __future__ import annotations

import asyncio
from pathlib import Path

from painted import painted_text
from simroom import START
from textual.events import MouseDown
from textual.widgets import Static

from course.progress.store import open_store
from course.tui.app import CourseApp
from course.tui.console import Console
from course.tui.console.table import Table
from course.tui.desk import Desk
from course.tui.phone.phone import Phone


def test_a_click_on_what_is_gone_does_nothing(tmp_path: Path) -> None:
    async def scenario() -> None:
        app = CourseApp(Desk(lambda: 0, open_store(tmp_path)))
        async with app.run_test(size=(80, 24)) as pilot:
            await app.screen.mount(going := Static("going"))
            await pilot.pause()
            x, y = going.region.offset
            await going.remove()
            assert app.screen.get_widget_and_offset_at(x, y)[0] is going
            click = MouseDown(None, x, y, 0, 0, 1, False, False, False)
            await app.on_event(click)
            assert not click.is_forwarded
            await pilot.pause()
            after = MouseDown(None, x, y, 0, 0, 1, False, False, False)
            await app.on_event(after)
            assert after.is_forwarded

    asyncio.run(scenario())


def test_a_click_on_a_token_presses_its_button_and_on_a_name_shows_that_one(tmp_path: Path) -> None:
    async def scenario() -> None:
        app = CourseApp(Desk(lambda: START, open_store(tmp_path)), "14-hardware-tokens-and-keys")
        async with app.run_test(size=(120, 40)) as pilot:
            await pilot.pause()
            phone = app.screen.query_one(Phone)
            assert not phone.lit
            assert await pilot.click(phone, offset=(30, 3))
            assert phone.lit
            assert await pilot.click(phone, offset=(24, 0))
            assert phone.device is not None and phone.device.title == "Alan's token"

    asyncio.run(scenario())


def test_a_row_is_chosen_by_a_click_and_opened_by_a_second(tmp_path: Path) -> None:
    async def scenario() -> None:
        app = CourseApp(Desk(lambda: START, open_store(tmp_path)), "06-enabling-mfa-for-alice")
        async with app.run_test(size=(120, 40)) as pilot:
            await pilot.pause()
            console = app.screen.query_one(Console)
            table = console.query_one(Table)
            for row, column in ((1, 2), (2, 2), (1, 2)):  # the first row has the cursor before it is clicked
                assert await pilot.click(table, offset=(column, row))
                assert table.cursor_row == row - 1
            await pilot.pause()
            assert "Add user" in painted_text(app)
            assert await pilot.click(table, offset=(20, 1))
            await pilot.pause()
            assert "Add user" not in painted_text(app)

    asyncio.run(scenario())
