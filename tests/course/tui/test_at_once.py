"""Keys that come in the same moment: each counts once, for what was in view when it was pressed."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from textual import events
from textual.app import App, ComposeResult
from textual.pilot import Pilot
from textual.widgets import Input

from course.progress.store import open_store
from course.tui.app import CourseApp
from course.tui.console import Console
from course.tui.console.fields import TextInput
from course.tui.console.json_box import JSONBox
from course.tui.console.routes import at
from course.tui.desk import Desk
from course.tui.messages import Left
from course.tui.screens.course_map import CourseMap
from course.tui.screens.find import Find
from course.tui.screens.glossary import GlossaryScreen
from course.tui.screens.jump import JumpScreen
from course.tui.screens.lesson import LessonScreen
from course.tui.screens.plain_text import PlainText
from course.tui.terminal.command_line import CommandLine
from course.tui.terminal.completion import Completer
from course.tui.terminal.output import Output
from course.tui.widgets.question import Choices
from sim.world import World

NOON = 1_803_902_414_000


async def at_once(pilot: Pilot[None], *keys: str) -> None:
    """Press keys with nothing between them."""
    driver = pilot.app._driver
    assert driver is not None
    for key in keys:
        event = events.Key(key, key if len(key) == 1 else None)
        event.set_sender(pilot.app)
        driver.send_message(event)
    await pilot.pause()


def sit(scene: Callable[[CourseApp, Pilot[None]], Awaitable[None]], folder: Path, first: str | None = None) -> None:
    async def run() -> None:
        app = CourseApp(Desk(lambda: NOON, open_store(folder)), first)
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.pause()
            await scene(app, pilot)

    asyncio.run(run())


@pytest.mark.parametrize("keys", [("pageup", "pagedown"), ("down", "pageup", "pagedown", "pagedown")])
def test_pages_of_what_is_found_are_turned_before_they_are_painted(tmp_path: Path, keys: tuple[str, ...]) -> None:
    async def scene(app: CourseApp, pilot: Pilot[None]) -> None:
        await at_once(pilot, "ctrl+p", *keys)
        assert isinstance(app.screen, Find)

    sit(scene, tmp_path)


def test_a_second_escape_closes_nothing_more(tmp_path: Path) -> None:
    async def scene(app: CourseApp, pilot: Pilot[None]) -> None:
        for key in ("ctrl+p", "question_mark", "t", "H"):
            await at_once(pilot, key)
            assert not isinstance(app.screen, LessonScreen)
            await at_once(pilot, "escape", "escape", "escape")
            assert isinstance(app.screen, LessonScreen)

    sit(scene, tmp_path, "06-enabling-mfa-for-alice")


def test_two_enters_choose_once(tmp_path: Path) -> None:
    async def scene(app: CourseApp, pilot: Pilot[None]) -> None:
        await at_once(pilot, "ctrl+p", *"glossary")
        await pilot.press("down")
        await at_once(pilot, "enter", "enter", "enter")
        assert [type(screen) for screen in app.screen_stack[:2]] == [CourseMap, GlossaryScreen]

    sit(scene, tmp_path)


def test_a_lesson_is_left_while_a_window_over_it_is_still_being_made(tmp_path: Path) -> None:
    async def scene(app: CourseApp, pilot: Pilot[None]) -> None:
        def open_and_leave() -> None:
            app.push_screen(PlainText("whoami"))
            app.post_message(Left(None))

        app.call_later(open_and_leave)
        await pilot.pause()
        assert isinstance(app.screen, CourseMap)

    sit(scene, tmp_path, "06-enabling-mfa-for-alice")


@pytest.mark.parametrize("turns", [0, 4])
def test_a_lesson_is_left_while_a_page_of_it_is_still_being_made(tmp_path: Path, turns: int) -> None:
    async def scene(app: CourseApp, pilot: Pilot[None]) -> None:
        app.screen.query_one(Console).open(at("users"))
        for _ in range(turns):
            await asyncio.sleep(0)
        app.post_message(Left(None))
        await pilot.pause()
        assert isinstance(app.screen, CourseMap)

    sit(scene, tmp_path, "06-enabling-mfa-for-alice")


def test_what_was_printed_may_be_hidden_or_cleared_before_it_is_shown(tmp_path: Path) -> None:
    async def scene(app: CourseApp, pilot: Pilot[None]) -> None:
        assert app.lesson is not None
        output = app.lesson.query_one(Output)
        await app.lesson.run_line("whoami")
        output.look_at_last()
        app.lesson.action_part("console")
        await pilot.pause()
        assert output.region.area == 0
        output.look_at_last()
        output.clear()
        await pilot.pause()
        assert output.blocks == []

    sit(scene, tmp_path, "06-enabling-mfa-for-alice")


def test_what_has_the_focus_stays_in_view_when_the_window_shrinks(tmp_path: Path) -> None:
    async def scene(app: CourseApp, pilot: Pilot[None]) -> None:
        await pilot.resize_terminal(120, 40)
        await pilot.press("enter")
        for size in ((80, 24), (120, 40), (70, 18)):
            await pilot.resize_terminal(*size)
            await pilot.pause()
            assert isinstance(app.focused, Choices)
            assert app.focused.region.bottom <= app.screen.query_one("#prose").region.bottom, size

    sit(scene, tmp_path, "06-enabling-mfa-for-alice")


@pytest.mark.parametrize(("size", "part"), [((80, 24), "4"), ((120, 40), "4"), ((80, 24), "2")])
def test_what_is_typed_behind_the_key_of_a_part_goes_into_its_box(
    tmp_path: Path, size: tuple[int, int], part: str
) -> None:
    async def scene(app: CourseApp, pilot: Pilot[None]) -> None:
        await pilot.resize_terminal(*size)
        assert app.lesson is not None
        await app.lesson.run_line("sign-out")
        await pilot.pause()
        await at_once(pilot, part, *"whoami")
        assert isinstance(app.focused, Input)
        assert app.focused.value == "whoami"
        assert app.lesson.attempt.world.time == NOON
        assert app.screen is app.lesson

    sit(scene, tmp_path, "06-enabling-mfa-for-alice")


def test_the_palette_under_the_help_is_not_opened_a_second_time(tmp_path: Path) -> None:
    async def scene(app: CourseApp, pilot: Pilot[None]) -> None:
        await at_once(pilot, "ctrl+p")
        await at_once(pilot, "f1", "ctrl+p")
        assert isinstance(app.screen, Find)

    sit(scene, tmp_path)


def test_the_palette_is_opened_again_while_the_one_before_is_being_taken_away(tmp_path: Path) -> None:
    async def scene(app: CourseApp, pilot: Pilot[None]) -> None:
        await at_once(pilot, "ctrl+p")
        before = app.screen
        before.dismiss()
        app.action_command_palette()
        await pilot.pause()
        assert isinstance(app.screen, Find)
        assert app.screen is not before

    sit(scene, tmp_path)


def test_letters_are_shown_over_a_part_that_comes_into_view_in_that_moment(tmp_path: Path) -> None:
    async def scene(app: CourseApp, pilot: Pilot[None]) -> None:
        await at_once(pilot, "W", "5", "ctrl+o")
        assert isinstance(app.screen, JumpScreen)

    sit(scene, tmp_path, "06-enabling-mfa-for-alice")


class Boxes(App[None]):
    """Each kind of box in which letters and editing keys are mixed."""

    def __init__(self, world: World) -> None:
        super().__init__()
        self._world = world

    def compose(self) -> ComposeResult:
        yield TextInput()
        yield JSONBox("{}")
        yield CommandLine(Completer(lambda: self._world), lambda words, listing: None)


def test_boxes_take_letters_and_editing_keys_in_their_order(start: World) -> None:
    async def run() -> None:
        async with Boxes(start).run_test() as pilot:
            for kind in (TextInput, JSONBox, CommandLine):
                box = pilot.app.query_one(kind).focus()
                await pilot.pause()
                await at_once(pilot, *(["ctrl+a"] if kind is JSONBox else []), *"abc", "backspace", "left", *"de")
                assert (box.text if isinstance(box, JSONBox) else box.value) == "adeb", kind

    asyncio.run(run())
