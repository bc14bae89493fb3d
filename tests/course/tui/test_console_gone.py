"""Pages of the console about what was just made, changed, deleted or undone elsewhere."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from test_console import NOON, Hands
from test_console_iam import Room, play, press
from test_console_iam import turn as go
from textual.widgets import Input

from course.progress.store import open_store
from course.tui.app import CourseApp
from course.tui.console import Console
from course.tui.console.check_boxes import CheckBoxes
from course.tui.console.fields import RadioButtons
from course.tui.console.routes import at
from course.tui.desk import Desk
from course.tui.screens.course_map import CourseMap

STORY = "alice-and-alan"
CHECKS = ("Require a number", "Require a symbol")


def test_a_page_about_what_is_gone_says_so_and_leads_back() -> None:
    async def scene(room: Room, hands: Hands) -> None:
        room.run_line("aws iam create-user --user-name Bob")
        await go(room, hands, at("user", "Bob"))
        assert "● new" in room.text
        await go(room, hands, at("access-keys", "Bob"))
        room.run_line("aws iam delete-user --user-name Bob")
        await hands.settle()
        assert "It was deleted, or its making undone: press esc to go back." in room.text
        assert room.focused is not None
        assert room.focused.id == "to-services"
        for name in ("access-key", "manage"):
            await go(room, hands, at(name, "Bob", *["AKIABOB"] * (name == "access-key")))
            room.query_one(Console).make_anew()
            await hands.settle()
            await hands.press("enter")
            assert room.driver.world.account.users.keys() == {"Admin", "Alan", "Alice"}, name
        await go(room, hands, at("access-key", "Bob", "AKIABOB"))
        assert "NoSuchEntity" in room.text

    play(scene, STORY)


def test_a_page_follows_what_the_terminal_does_and_keeps_what_was_chosen() -> None:
    async def scene(room: Room, hands: Hands) -> None:
        await go(room, hands, at("create-access-key", "Alice"))
        await press(room, hands, "go-on")
        [key] = room.driver.world.account.users["Alice"].access_keys
        room.query_one(Console).era = "today"
        await hands.settle()
        assert "Secret access key   " in room.text
        await go(room, hands, at("access-key", "Alice", key.access_key_id))
        room.run_line(
            f"aws iam update-access-key --user-name Alice --access-key-id {key.access_key_id} --status Inactive"
        )
        await hands.settle()
        assert "Inactive" in room.text
        room.run_line("undo")
        room.run_line("undo")
        await hands.settle()
        assert "or its making undone" in room.text
        await go(room, hands, at("password-policy"))
        room.page.query_one(CheckBoxes).ticked = frozenset(CHECKS)
        room.query_one(Console).era = "video"
        await hands.settle()
        assert room.page.query_one(CheckBoxes).ticked == frozenset(CHECKS)
        await go(room, hands, at("password", "Alice"))
        room.page.query_one(RadioButtons).chosen = 1
        room.query_one(Console).era = "today"
        await hands.settle()
        assert room.page.query_one(RadioButtons).chosen == 1

    play(scene, STORY)


def test_a_refusal_by_policy_names_the_line_that_explains_it() -> None:
    async def scene(room: Room, hands: Hands) -> None:
        room.run_line("sign-out")
        room.run_line("sign-in Alice --password Looking-Glass-7")
        await hands.settle()
        await go(room, hands, at("roles"))
        assert "type explain iam:ListRoles arn:aws:iam::123456789012:role/ in the terminal" in " ".join(
            room.text.split()
        )

    play(scene, STORY)


def test_enter_in_a_box_that_is_gone_by_then_sends_nothing() -> None:
    async def scene(room: Room, hands: Hands) -> None:
        await go(room, hands, at("create-policy"))
        gone = room.page.query_one(Input)
        await gone.action_submit()
        await gone.remove()
        await hands.settle()
        assert room.lines == []
        assert room.page.address == at("create-policy")

    play(scene, STORY)


@pytest.mark.parametrize("turns", [10, 12])
def test_a_console_whose_screen_is_left_opens_no_page(turns: int, tmp_path: Path) -> None:
    async def session() -> None:
        app = CourseApp(Desk(lambda: NOON, open_store(tmp_path)), "06-enabling-mfa-for-alice")
        async with app.run_test() as pilot:
            await pilot.pause()
            console = app.screen.query_one(Console)
            page, left = console.page, app.pop_screen()
            for _ in range(turns):  # by then some parts of the screen are gone, and others not yet
                await asyncio.sleep(0)
            console.open(at("sign-in"))
            await left
            await pilot.pause()
            assert isinstance(app.screen, CourseMap)
            assert console.page is page

    asyncio.run(session())
