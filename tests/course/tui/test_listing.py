"""The console's tables: what they sort by, how wide their columns are, and what they say of rows elsewhere."""

from __future__ import annotations

import pytest
from test_console import Hands
from test_console_iam import Room, play, press
from test_console_iam import turn as go

from course.reading import reader
from course.tui.console.iam.users import UsersPage
from course.tui.console.listing import Listing
from course.tui.console.routes import at

STORY = "alice-and-alan"
LONG = "Somebody-with-a-name-of-forty-characters"


def heads(room: Room) -> list[str]:
    return [str(column.label).strip() for column in room.page.query_one(Listing).table.ordered_columns]


def test_columns_take_what_they_need_and_the_sign_of_the_order_is_always_in_view() -> None:
    async def scene(room: Room, hands: Hands) -> None:
        room.run_line(f"aws iam create-group --group-name {LONG}")
        await go(room, hands, at("groups"))
        assert LONG[:20] in room.text
        for number in range(4):
            await hands.press("comma")
            assert [head.endswith("▲") for head in heads(room)] == [each == number for each in range(4)]
            await hands.press("full_stop")
            assert heads(room)[number].endswith("▼")
        await go(room, hands, at("users"))
        for number in range(5):
            await hands.press("comma")
            assert heads(room)[number].endswith("▲")

    play(scene, STORY)


def test_events_of_the_same_minute_turn_round_with_the_order_of_time() -> None:
    async def scene(room: Room, hands: Hands) -> None:
        for name in ("Ada", "Bob", "Cleo"):
            room.run_line(f"aws iam create-group --group-name {name}")
            room.run_line(f"aws iam delete-group --group-name {name}")
        await go(room, hands, at("event-history"))
        listing = room.page.query_one(Listing)
        newest = [entry.key for entry in listing.in_view]
        await hands.press("comma")
        assert [entry.key for entry in listing.in_view] == newest[::-1]
        await hands.press("full_stop")
        assert [entry.key for entry in listing.in_view] == newest

    play(scene, STORY)


def test_empty_tables_say_what_that_means_and_give_the_focus_to_what_can_be_done() -> None:
    async def scene(room: Room, hands: Hands) -> None:
        for address, words, focus in (
            (at("event-history"), "“All events” takes it away", "filter"),
            (at("add-to-group", "Alan"), "Alan is in every group that there is.", None),
            (at("roles"), "No roles.", "create-role"),
        ):
            await go(room, hands, address)
            assert words in room.text, address
            assert room.focused is not None
            assert room.focused.id == focus, address

    play(scene, STORY)


def test_users_come_a_page_at_a_time_and_only_what_changed_is_marked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "PAGE_LENGTH", 2)

    async def scene(room: Room, hands: Hands) -> None:
        await go(room, hands, at("users"))
        await press(room, hands, "next")
        listing = room.page.query_one(Listing)
        assert [entry.key for entry in listing.in_view] == ["Alice"]
        await press(room, hands, "first")
        room.run_line("aws iam create-user --user-name Adam")
        await hands.settle()
        assert isinstance(room.page, UsersPage)
        listing = room.page.query_one(Listing)
        assert [entry.key for entry in listing.in_view] == ["Adam", "Admin"]
        assert "● Adam" in room.text
        assert "● Admin" not in room.text
        assert "Gone" not in room.text
        assert "“Next users” shows others." in " ".join(room.text.split())

    play(scene, STORY)
