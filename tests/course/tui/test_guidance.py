from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

from simroom import START
from textual.pilot import Pilot

from course.progress.store import open_store
from course.tui.app import CourseApp
from course.tui.console import Console
from course.tui.console.routes import at
from course.tui.desk import Desk
from course.tui.next_step import Act, NextStep
from course.tui.phone.phone import LIT_FOR, Phone
from course.tui.said import Said, asks_twice
from course.tui.screens.lesson import LessonScreen
from course.tui.widgets.next_line import NextLine
from course.tui.widgets.tutor_box import TutorBox

LARGE, SMALL = (120, 40), (80, 24)
SAME_CODE = (
    "aws iam resync-mfa-device --user-name Alan --serial-number $(phone alan serial)"
    " --authentication-code1 $(phone alan code) --authentication-code2 $(phone alan code)"
)

Test = Callable[[LessonScreen, Pilot[None]], Awaitable[None]]


def run(folder: Path, test: Test, size: tuple[int, int], lesson: str = "10-alan-keep-resync-or-deactivate") -> None:
    async def session() -> None:
        app = CourseApp(Desk(lambda: START + 12_000, open_store(folder)), lesson)
        async with app.run_test(size=size) as pilot:
            await pilot.pause()
            assert app.lesson is not None
            await test(app.lesson, pilot)

    asyncio.run(session())


def speaking(screen: LessonScreen) -> list[str | None]:
    """The boxes in view in which the tutor speaks."""
    return [box.id for box in screen.query(TutorBox) if box.region.area]


def next_line(screen: LessonScreen) -> str:
    line = screen.query_one(NextLine)
    assert line.region.height == 1
    return str(line.render())


def test_a_mistake_is_answered_beside_the_part_in_which_it_was_made(tmp_path: Path) -> None:
    async def test(screen: LessonScreen, pilot: Pilot[None]) -> None:
        for source, place in (("console", "tutor-console"), ("phone", "tutor-phone"), (None, "tutor-terminal")):
            await screen.run_line(SAME_CODE, source)
            await pilot.pause()
            assert speaking(screen) == [place]
            assert "u undo" in str(screen.query_one(f"#{place}", TutorBox).content)
        assert "▸ Wait  The device has to show its next code first   n go there" in next_line(screen)
        await screen.run_line("aws iam list-users --user x")
        await pilot.pause()
        assert speaking(screen) == [], "what was said is not about this refusal"
        await screen.run_line(SAME_CODE)
        await screen.run_line("phone alan code")
        await pilot.pause()
        assert speaking(screen) == ["tutor-terminal"]
        assert "▸ Wait" in next_line(screen), "what is waited for has not come yet"
        await pilot.press("n")
        await pilot.pause()
        assert "▸ Wait" not in next_line(screen)
        await pilot.press("u", "u")
        await pilot.pause()
        assert speaking(screen) == []

    run(tmp_path, test, LARGE)


def test_the_next_step_stays_in_view_in_every_part_of_a_small_window(tmp_path: Path) -> None:
    async def test(screen: LessonScreen, pilot: Pilot[None]) -> None:
        for key in "235":
            await pilot.press(key)
            await pilot.pause()
            assert "▸ To do  The phone is 90 seconds off   1 lesson" in next_line(screen)
        await pilot.press("4")
        await pilot.pause()
        assert "esc leaves the box, then keys work" in next_line(screen)
        line = screen.query_one(NextLine)
        line.step = NextStep(
            "read", "Nothing is to be done in this step", Act("part-lesson", "lesson", "part('lesson')")
        )
        assert next_line(screen).endswith("▸ Next  Nothing is to be done in this step   F2 lesson  esc leaves the box")
        await pilot.press("escape", "2")
        screen.query_one(Console).open(at("password", "Alan"))
        await pilot.pause()
        await pilot.pause()
        assert "tab leads to the buttons" in next_line(screen), "escape would leave the page, and what was typed"
        await pilot.press("escape", "4")
        await screen.run_line(SAME_CODE)
        await pilot.pause()
        assert next_line(screen).endswith("The device has to show its next code first   esc n go there")
        assert speaking(screen) == ["tutor-below"]
        await screen.run_line("phone alan lose")
        await pilot.press("escape", "3")
        await pilot.pause()
        assert "Alan's phone lost" in str(screen.query_one("TimeBar").render())

    run(tmp_path, test, SMALL)


def test_a_key_that_does_nothing_now_says_why(tmp_path: Path) -> None:
    async def test(screen: LessonScreen, pilot: Pilot[None]) -> None:
        await pilot.press("escape", "1")
        for key, words in (
            ("g", "not done yet: “The phone is 90 seconds off” is still to do. f leaves it for later."),
            ("u", "There is nothing to take back."),
            ("U", "Nothing was taken back"),
            ("x", "Nothing was refused yet."),
        ):
            await pilot.press(key)
            await pilot.pause()
            assert screen.said is not None, key
            assert words in screen.said.text
        await pilot.press("3")
        assert screen.said is None, "it is not about the phone, and takes a row"
        screen.say(news := Said("Somebody is at the reports.", lasting=True))
        await pilot.press("1")
        assert screen.said is news
        while screen.check_action("hint", ()):
            await pilot.press("h")
            await pilot.pause()
        await pilot.press("h")
        assert screen.said.text == "All hints of this step are given. m runs the next line of the solution."
        await screen.run_line("phone alan drift -3000ppm; wait 10h")
        await pilot.pause()
        await pilot.press("h")
        assert screen.said.text == "This step is done. g goes on."

    run(tmp_path, test, SMALL)


def test_who_would_pass_questions_by_is_told_how_many() -> None:
    assert asks_twice(1).endswith("passes it by; the step then counts as done, and it is asked again in the review.")
    assert asks_twice(3, closed_book=True) == "3 questions of this step are open. Going on once more passes them by."


def test_a_tokens_button_lights_its_display_for_a_while(tmp_path: Path) -> None:
    async def test(screen: LessonScreen, pilot: Pilot[None]) -> None:
        phone = screen.query_one(Phone)
        await pilot.press("3", "left")
        assert phone.device is not None
        assert phone.device.kind == "token"
        assert "enter press the button" in phone.render().plain
        await pilot.press("enter")
        assert phone.lit
        assert "c copy the code" in phone.render().plain
        await screen.run_line(f"wait {LIT_FOR // 1000}s")
        assert not phone.lit
        await pilot.press("c")
        assert phone.lit
        assert screen.said is not None
        assert phone.code is not None
        assert phone.code in screen.said.text
        await pilot.press("right", "v")
        assert "then " in phone.render().plain
        await screen.run_line("wait next-code alan")
        assert not phone.ahead

    run(tmp_path, test, SMALL)
