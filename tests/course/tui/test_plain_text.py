"""Every secret and command can be shown in plain letters, to be selected by the terminal's own means."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from painted import painted_text
from simroom import START
from textual.widgets import TextArea

from course.progress.store import open_store
from course.tui.app import CourseApp
from course.tui.desk import Desk
from course.tui.keys.key_bar import KeyBar
from course.tui.palette import Acts
from course.tui.screens.plain_text import PlainText
from course.tui.screens.solution import SolutionScreen
from course.tui.widgets.qr_code import QrScreen
from sim import qr

SECRET = "JBSWY3DPEHPK3PXP" * 4
URI = qr.otpauth_uri("Amazon Web Services", "Alice@123456789012", SECRET)
LINES = ("aws iam list-users", "aws iam get-user --user-name " + "a" * 90)


@pytest.mark.long
def test_what_is_worth_copying_stands_alone_and_unwrapped_where_it_can(tmp_path: Path) -> None:
    app = CourseApp(Desk(lambda: START, open_store(tmp_path)), "06-enabling-mfa-for-alice")

    async def session() -> None:
        async with app.run_test(size=(80, 24), notifications=True) as pilot:
            await pilot.pause()
            lesson = app.lesson
            assert lesson is not None
            for screen, expected in (
                (QrScreen(URI), f"{SECRET}\n\n{URI}\n"),
                (SolutionScreen(LINES, 2), "\n".join(LINES)),
            ):
                app.push_screen(screen)
                await pilot.press("Y")
                assert isinstance(app.screen, PlainText)
                assert app.screen.query_one(TextArea).text == expected
                assert "hold Shift down" in painted_text(app)
                await pilot.press("escape", "escape")
                assert app.screen is lesson
            await lesson.run_line("aws iam list-users --query Users[].UserName")
            plain = {
                str(hit.prompt): hit async for hit in Acts(lesson).discover() if str(hit.prompt).startswith("Plain")
            }
            assert list(plain) == [
                "Plain: the last act and what it printed",
                "Plain: the command of the console's page",
            ]
            plain["Plain: the command of the console's page"].command()
            await pilot.pause()
            assert app.screen.query_one(TextArea).text == "aws iam list-users"
            await pilot.press("escape")
            command = plain["Plain: the last act and what it printed"].command
            command()
            await pilot.pause()
            assert isinstance(app.screen, PlainText)
            text = app.screen.query_one(TextArea).text
            assert text.startswith("$ aws iam list-users")
            await pilot.press("Y")
            assert app.clipboard == text
            said = [note.message for note in app._notifications][-1]
            assert "was sent to the terminal's clipboard" in said
            assert "opied" not in said
            app.clear_notifications()
            await pilot.resize_terminal(30, 12)
            assert app.screen.query_one(KeyBar).render().plain.split("  ") == ["? help", "y copy line", "q close"]

    asyncio.run(session())
