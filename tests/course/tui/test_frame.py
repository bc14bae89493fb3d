from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from painted import painted_text
from simroom import START
from textual.events import Key
from textual.geometry import Offset
from textual.pilot import Pilot
from textual.widgets import Static

from course.progress.store import open_store
from course.reading import commands
from course.tui.app import CourseApp
from course.tui.console import Console
from course.tui.console.fields import CodeInput
from course.tui.console.iam.users import UsersPage
from course.tui.console.mfa.virtual import VirtualPage
from course.tui.console.routes import at
from course.tui.desk import Desk
from course.tui.messages import Left
from course.tui.phone.phone import Phone
from course.tui.screens.course_map import CourseMap, Row, next_row, welcome
from course.tui.screens.lesson import LessonScreen
from course.tui.terminal.terminal import CommandLine, Terminal
from course.tui.time.time_bar import TimeBar
from course.tui.time.time_lab import TimeLab
from course.tui.widgets.head import Head
from course.tui.widgets.lesson_pane import LessonPane
from course.tui.widgets.qr_code import QrScreen
from course.tui.widgets.question import Choices
from course.tui.widgets.tutor_box import TutorBox
from sim.clock import SECOND

LARGE, SMALL, TINY = (120, 40), (80, 24), (50, 14)
FIRST = "06-enabling-mfa-for-alice"


class Host:
    """A clock of the host that moves only when told to."""

    def __init__(self) -> None:
        self.time = START

    def __call__(self) -> int:
        return self.time


class Course:
    """The course over a folder: each app is a new run of the program."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.host = folder, Host()

    def app(self, first: str | None = FIRST, lessons: Path | None = None) -> CourseApp:
        return CourseApp(Desk(self.host, open_store(self.folder), lessons), first)

    def run(
        self,
        test: Callable[[LessonScreen, Pilot[None]], Awaitable[None]],
        size: tuple[int, int] = LARGE,
    ) -> None:
        async def session() -> None:
            app = self.app()
            async with app.run_test(size=size) as pilot:
                await pilot.pause()
                assert app.lesson is not None
                await test(app.lesson, pilot)

        asyncio.run(session())

    def on_map(self, test: Callable[[CourseApp, Pilot[None]], Awaitable[None]], **options: Any) -> None:
        async def session() -> None:
            app = self.app(None, **options)
            async with app.run_test(size=SMALL) as pilot:
                await pilot.pause()
                await test(app, pilot)

        asyncio.run(session())


@pytest.fixture
def course(tmp_path: Path) -> Course:
    return Course(tmp_path)


def text(screen: LessonScreen, selector: str) -> str:
    return str(screen.query_one(selector, Static).content)


def in_view(screen: LessonScreen) -> set[str]:
    """The parts that take room on the screen."""
    parts = ("lesson", "console", "phone", "terminal", "time")
    return {part for part in parts if screen.query_one(f"#{part}").region.area > 0}


async def pass_by(screen: LessonScreen, steps: int) -> None:
    """Go past the questions of as many steps, being told of them once."""
    for _ in range(steps):
        await screen.action_go_on()
        assert screen.said is not None
        assert "A question of this step is open." in screen.said.text
        await screen.action_go_on()


async def solve(screen: LessonScreen) -> int:
    """Answer each question with its first right choice, show each step's solution, go on; gives the steps turned."""
    turned = 0
    while not screen.attempt.finished:
        page = screen.attempt.page
        assert page is not None
        run = screen.attempt.run
        assert run is not None
        for question in run.open_questions(page.step):
            right = next((n for n, choice in enumerate(question.choices) if choice.right), 0)
            await screen.choose(question, right)
        while screen.attempt.next_line is not None:
            await screen.action_show_me()
        assert screen.attempt.can_go_on, page.step.id
        await screen.action_go_on()
        turned += 1
        assert turned < 50
    return turned


def test_the_map_opens_the_first_lesson_and_comes_back_with_its_standing(course: Course) -> None:
    async def test(app: CourseApp, pilot: Pilot[None]) -> None:
        assert isinstance(app.screen, CourseMap)
        assert app.screen.selected is not None
        assert app.screen.selected.name == "01-getting-started"
        await pilot.press("enter")
        await pilot.pause()
        screen = app.lesson
        assert screen is not None
        await screen.run_line("aws iam list-users")
        await pilot.press("b")
        await pilot.pause()
        assert isinstance(app.screen, CourseMap)
        row = app.screen.selected
        assert row is not None
        assert (row.state, row.step) == ("in progress", 1)

    course.on_map(test)


def test_a_lesson_that_cannot_be_read_is_listed_with_its_error(course: Course, tmp_path: Path) -> None:
    lessons = tmp_path / "lessons"
    lessons.mkdir()
    (lessons / "01-broken.md").write_text("No front matter.\n", encoding="utf-8")

    async def test(app: CourseApp, pilot: Pilot[None]) -> None:
        assert isinstance(app.screen, CourseMap)
        broken = app.screen.rows[0]
        assert broken.error is not None
        assert "front matter" in broken.error
        await pilot.press("enter")
        assert isinstance(app.screen, CourseMap)

    course.on_map(test, lessons=lessons)


def test_what_comes_next_is_selected_and_the_welcome_says_it() -> None:
    done = Row("a", "A", state="done")
    going = Row("b", "B", state="in progress", step=2, steps=3)
    new = Row("c", "C")
    sandbox = Row("s", "S", numbered=False)
    assert next_row([done, new, going]) == 2
    assert next_row([done, Row("x", "X", error="?"), new, sandbox]) == 2
    assert next_row([done, sandbox]) == 0
    assert "step 2 of 3" in str(welcome([done, going]))
    assert "All lessons done" in str(welcome([done, sandbox]))
    assert "no lesson" in str(welcome([sandbox]))


def test_a_lesson_that_was_left_under_way_is_selected_though_it_was_done_before(
    course: Course, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def test(app: CourseApp, pilot: Pilot[None]) -> None:
        screen = app.screen
        assert isinstance(screen, CourseMap)
        first, second, *others = screen.rows
        done = [replace(row, state="done", met=row.steps) for row in (first, second)]
        monkeypatch.setattr(Desk, "rows", lambda _: [*done, *others])
        app.open_lesson(second.name, restart=True)
        await pilot.pause()
        await pilot.press("b")
        assert app.screen is screen
        assert screen.selected == done[1]
        words = " ".join(painted_text(app).split())
        assert f"“{second.title}”, begun anew, waits for you: press enter to go on." in words
        assert "▸ ▰▰▰▰▰▰ done" in words

    course.on_map(test)
    assert "Next comes “C”: press enter." in str(welcome([Row("a", "A"), Row("c", "C")], under_way="c"))


@pytest.mark.long
def test_show_me_ticks_every_step_to_the_end(course: Course) -> None:
    async def test(screen: LessonScreen, pilot: Pilot[None]) -> None:
        lesson = screen.attempt.lesson
        assert lesson is not None
        assert await solve(screen) == len(lesson.steps)
        await pilot.pause()
        assert "Done" in text(screen, "#step")
        assert screen.attempt.finished

    course.run(test)


def test_a_check_ticks_off_whichever_way_it_is_reached_and_undo_takes_it_back(course: Course) -> None:
    async def test(screen: LessonScreen, pilot: Pilot[None]) -> None:
        await pass_by(screen, 2)
        assert "to do" in text(screen, "#reach")
        assert "step 3 of" in text(screen, "#step")
        assert "live" in str(screen.query_one(TimeBar).render())
        line = "aws iam create-virtual-mfa-device --virtual-mfa-device-name Alice --outfile a.png"
        await screen.run_line(f"{line} --bootstrap-method QRCodePNG")
        assert "done" in text(screen, "#reach")
        assert screen.said is not None
        assert screen.said.go_on
        await screen.action_undo()
        assert "to do" in text(screen, "#reach")
        await screen.action_redo()
        assert "done" in text(screen, "#reach")
        await screen.run_line("reset")
        assert not screen.attempt.world.account.devices_of("Alice")
        await screen.action_undo()
        assert screen.attempt.world.shown is not None

    course.run(test)


@pytest.mark.long
def test_the_lesson_follows_a_learner_who_goes_on_without_turning_the_page(course: Course) -> None:
    async def test(screen: LessonScreen, pilot: Pilot[None]) -> None:
        await pass_by(screen, 2)
        while screen.attempt.next_line is not None:
            await screen.action_show_me()
        assert screen.attempt.in_view == 2
        await pilot.press("w", "plus", "space")
        assert screen.attempt.in_view == 2
        await screen.run_lines(["time live", "phone alice scan"])
        assert screen.attempt.in_view == 3
        assert screen.said is None
        assert "step 4 of" in text(screen, "#step")
        for _ in range(6):
            await screen.action_undo()
        assert screen.attempt.in_view == 2
        await screen.run_lines(["reset", "undo"])
        assert screen.attempt.page is not None
        assert screen.attempt.page.step.id == "virtual-device"

    course.run(test)


def test_the_tutor_answers_a_mistake_and_offers_undo(course: Course) -> None:
    async def test(screen: LessonScreen, pilot: Pilot[None]) -> None:
        for line in (
            "aws iam create-virtual-mfa-device --virtual-mfa-device-name Alice --outfile a.png"
            " --bootstrap-method QRCodePNG",
            "phone alice scan",
            "code=$(phone alice code)",
            "aws iam enable-mfa-device --user-name Alice --serial-number $(phone alice serial)"
            " --authentication-code1 $code --authentication-code2 $code",
        ):
            await screen.run_line(line)
        await pilot.pause()
        assert screen.said is not None
        assert screen.said.kind == "mistake"
        assert screen.said.undo
        tutor = screen.query_one("#tutor-terminal", TutorBox)
        assert "same code" in str(tutor.content)
        assert screen.query_one("#tutor").region.area == 0
        undone = len(screen.attempt.driver.history.past) - 1
        rows = [tutor.render_line(y).text for y in range(tutor.size.height)]
        [(y, x)] = [(y, row.index("u undo")) for y, row in enumerate(rows) if "u undo" in row]
        await pilot.click(offset=tutor.content_region.offset + Offset(x, y))
        await pilot.pause()
        assert len(screen.attempt.driver.history.past) == undone

    course.run(test)


@pytest.mark.long
def test_it_resumes_at_the_same_point_with_phone_clock_and_page(course: Course) -> None:
    seen: dict[str, object] = {}

    def standing(screen: LessonScreen) -> dict[str, object]:
        page, world = screen.attempt.page, screen.attempt.world
        assert page is not None
        phone = world.people["alice"].phone
        return {
            "page": page,
            "time": world.time,
            "clock": world.clock,
            "phone": phone,
            "acts": screen.attempt.driver.history.acts,
            "in view": screen.holding,
        }

    async def first(screen: LessonScreen, pilot: Pilot[None]) -> None:
        await pass_by(screen, 2)
        await screen.action_hint()
        await screen.action_show_me()
        await screen.action_go_on()
        await screen.action_show_me()
        await screen.run_line("phone alice clock -46s")
        await screen.action_pause()
        await pilot.pause()
        seen.update(standing(screen))
        await pilot.press("q")

    async def second(screen: LessonScreen, pilot: Pilot[None]) -> None:
        assert standing(screen) == seen
        await screen.action_undo()
        assert screen.attempt.world.clock.rate == 1

    course.run(first)
    course.host.time += 3_600 * SECOND
    course.run(second)


def test_time_follows_the_host_until_it_is_paused(course: Course) -> None:
    async def test(screen: LessonScreen, pilot: Pilot[None]) -> None:
        course.host.time += 7 * SECOND
        screen.tick()
        assert screen.world is not None
        assert screen.world.time == START + 7 * SECOND
        await screen.action_pause()
        course.host.time += 60 * SECOND
        screen.tick()
        assert screen.world.time == START + 7 * SECOND
        assert "paused" in str(screen.query_one(TimeBar).render())
        await screen.action_faster()
        await screen.action_faster()
        course.host.time += 2 * SECOND
        screen.tick()
        assert screen.world.time == START + 27 * SECOND
        await screen.action_live()
        screen.tick()
        assert screen.world.time == course.host.time

    course.run(test)


def test_the_lab_says_whether_aws_takes_the_code_that_the_phone_shows(course: Course) -> None:
    async def test(screen: LessonScreen, pilot: Pilot[None]) -> None:
        screen.query_one(Phone).show_owner("alan")
        await screen.run_line("time pause")
        screen.action_part("time")
        lab = screen.query_one(TimeLab)
        await pilot.pause()
        assert "AWS accepts it" in str(lab.render())
        for _ in range(3):
            await screen.action_phone_clock(-30)
        await pilot.pause()
        words = str(lab.render())
        assert "1 min 30 s behind" in words
        assert "AWS refuses it, too old: 3 steps" in words
        await screen.action_phone_clock(0)
        await pilot.pause()
        assert "in step" in str(lab.render())

    course.run(test)


def test_the_labs_keys_stay_in_view_in_a_small_window(course: Course) -> None:
    async def test(screen: LessonScreen, pilot: Pilot[None]) -> None:
        screen.query_one(Phone).show_owner("alan")
        await pilot.press("5", *"<<<<")
        await pilot.pause()
        assert "d drift  w 1 h on  D 1 day on  p another" in painted_text(pilot.app)

    course.run(test, SMALL)


def test_a_phone_that_fills_the_window_says_why_it_cannot_scan(course: Course) -> None:
    async def test(screen: LessonScreen, pilot: Pilot[None]) -> None:
        await pilot.press("3", "s")
        await pilot.pause()
        assert "There is no QR code on the screen to scan." in painted_text(pilot.app)

    course.run(test, SMALL)


@pytest.mark.long
def test_a_wizard_that_was_left_half_done_is_open_again(course: Course) -> None:
    async def first(screen: LessonScreen, pilot: Pilot[None]) -> None:
        await screen.run_lines([commands.create_device("Alice", "Alice.png"), "phone alice scan"])

    async def second(screen: LessonScreen, pilot: Pilot[None]) -> None:
        await pilot.pause()
        assert isinstance(screen.query_one(Console).page, VirtualPage)
        screen.query_one(Console).focus()
        await pilot.pause()
        await pilot.press("c", "n", "c", "enter")
        await pilot.pause()
        assert screen.attempt.world.account.devices_of("Alice")

    async def third(screen: LessonScreen, pilot: Pilot[None]) -> None:
        assert isinstance(screen.query_one(Console).page, UsersPage)

    for sitting in (first, second, third):
        course.run(sitting)


@pytest.mark.long
def test_a_large_window_shows_all_parts_and_a_small_one_each_by_its_key(course: Course) -> None:
    async def test(screen: LessonScreen, pilot: Pilot[None]) -> None:
        assert in_view(screen) == {"lesson", "console", "phone", "terminal"}
        screen.query_one(CommandLine).value = "aws iam"
        await pilot.resize_terminal(*SMALL)
        await pilot.pause()
        assert in_view(screen) == {"lesson"}
        screen.set_focus(None)
        for key, part in (("2", "console"), ("f4", "phone"), ("f6", "time"), ("f5", "terminal")):
            await pilot.press(key)
            assert in_view(screen) == {part}
            assert screen.query_one(TimeBar).region.height == 1
        await screen.run_line("nonsense")
        assert screen.query_one(CommandLine).value == "aws iam"
        await pilot.resize_terminal(*TINY)
        await pilot.pause()
        assert in_view(screen) == set()
        assert screen.query_one("#too-small").region.area > 0
        await pilot.resize_terminal(*LARGE)
        await pilot.pause()
        assert in_view(screen) == {"lesson", "console", "phone", "terminal"}
        assert screen.query_one("#too-small").region.area == 0
        screen.post_message(Left("07-signing-in-with-mfa"))
        await pilot.pause()
        following = screen.app.screen
        assert isinstance(following, LessonScreen)
        assert following is not screen
        assert in_view(following) == {"lesson", "console", "phone", "terminal"}

    course.run(test)


def test_without_a_lesson_no_key_and_no_window_leads_to_its_part(course: Course) -> None:
    async def session() -> None:
        app = course.app("sandbox")
        async with app.run_test(size=LARGE) as pilot:
            await pilot.press("f5", "escape", "H")
            await pilot.resize_terminal(*SMALL)
            await pilot.press("escape")
            await pilot.pause()
            assert app.lesson is not None
            assert in_view(app.lesson) == {"terminal"}
            await pilot.press("1")
            assert in_view(app.lesson) == {"console"}

    asyncio.run(session())


def test_in_a_small_window_the_tutor_stays_in_view_beside_any_part(course: Course) -> None:
    async def test(screen: LessonScreen, pilot: Pilot[None]) -> None:
        await pilot.press("2")
        await pass_by(screen, 2)
        screen.action_part("terminal")
        await screen.action_show_me()
        await pilot.pause()
        tutor = screen.query_one("#tutor-below", TutorBox)
        assert tutor.region.height > 0
        assert "is done" in str(tutor.content)

    course.run(test, SMALL)


def test_letters_are_keys_only_where_nothing_is_typed(course: Course) -> None:
    async def test(screen: LessonScreen, pilot: Pilot[None]) -> None:
        await pilot.press("4", "w", "h", "o", "a", "tab")
        line = screen.query_one(CommandLine)
        assert line.value == "whoami "
        await pilot.press("enter")
        await pilot.pause()
        assert "Admin" in screen.query_one(Terminal).output.blocks[-1].text
        assert screen.attempt.page is not None
        assert screen.attempt.page.hints == 0
        await pilot.press("up")
        assert line.value == "whoami"
        await pilot.press("escape", "h")
        assert screen.attempt.page.hints == 1

    course.run(test)


def test_enter_leads_to_an_open_question_before_it_turns_the_page(course: Course) -> None:
    async def test(screen: LessonScreen, pilot: Pilot[None]) -> None:
        screen.set_focus(None)
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(screen.focused, Choices)
        await pilot.press("enter", "enter")
        await pilot.pause()
        assert screen.attempt.page is not None
        assert screen.attempt.page.number == 2

    course.run(test)


def test_the_codes_keys_work_from_the_lesson_too_while_the_console_asks_for_codes(course: Course) -> None:
    async def test(screen: LessonScreen, pilot: Pilot[None]) -> None:
        await screen.run_line(commands.create_device("Alice", "Alice.png"))
        console = screen.query_one(Console)
        console.open(at("virtual", "Alice", "arn:aws:iam::123456789012:mfa/Alice", "Alice.png"))
        await pilot.pause()
        screen.query_one(LessonPane).focus()
        await pilot.press("s", "c")
        phone = screen.query_one(Phone)
        assert [box.code for box in console.query(CodeInput)] == [phone.code, ""]
        console.focus()
        await pilot.pause()
        assert "F3 console" in str(screen.query_one(Head).render())
        assert "pause" in str(screen.query_one(TimeBar).render())
        screen.query_one(LessonPane).focus()
        await pilot.press("q")
        assert isinstance(pilot.app.screen, QrScreen)

    course.run(test)


def test_codes_that_are_copied_once_more_begin_anew_the_older_above(course: Course) -> None:
    async def test(screen: LessonScreen, pilot: Pilot[None]) -> None:
        for key in ("2", "down", "enter", "enter", "down", "enter", "c", "c", "enter", "c"):
            await pilot.press(key)
            await pilot.pause()
        first, second = screen.query(CodeInput)
        assert first.code == second.code != ""
        await pilot.press("n", "c")
        await pilot.pause()
        assert (first.code != "", second.code) == (True, "")
        await pilot.press("n", "c", "enter")
        await pilot.pause()
        last = screen.attempt.driver.last
        assert last is not None
        assert (last["operation"], last["error"]) == ("ResyncMFADevice", None)

    course.run(test, SMALL)


def test_a_wrong_answer_is_met_with_words_and_a_right_one_ticks_the_step(course: Course) -> None:
    async def test(screen: LessonScreen, pilot: Pilot[None]) -> None:
        page = screen.attempt.page
        assert page is not None
        question = page.step.questions[0]
        wrong = next(n for n, choice in enumerate(question.choices) if not choice.right)
        right = next(n for n, choice in enumerate(question.choices) if choice.right)
        await screen.choose(question, wrong)
        assert "Not so." in text(screen, ".feedback")
        await screen.choose(question, right)
        assert "Right." in text(screen, ".feedback")
        assert screen.attempt.can_go_on

    course.run(test)


def test_history_goes_back_to_a_chosen_act(course: Course) -> None:
    async def test(screen: LessonScreen, pilot: Pilot[None]) -> None:
        for line in ("a=1", "b=2", "c=3"):
            await screen.run_line(line)
        await pilot.press("H")
        await pilot.press("left", "left", "enter")
        await pilot.pause()
        assert screen.attempt.driver.history.acts == ["a=1"]

    course.run(test)


def test_reset_asks_first_and_help_lists_the_keys(course: Course) -> None:
    async def test(screen: LessonScreen, pilot: Pilot[None]) -> None:
        await screen.run_line("a=1")
        await pilot.press("R")
        await pilot.press("n")
        assert screen.attempt.driver.history.acts == ["a=1"]
        await pilot.press("R")
        await pilot.press("y")
        await pilot.pause()
        assert screen.attempt.driver.history.acts[-1] == "reset"
        await pilot.press("question_mark")
        shown = " ".join(str(part.content) for part in pilot.app.screen.query(Static))
        assert "Take the last act back" in shown
        assert "phone alice scan" in shown
        await pilot.press("escape")
        assert pilot.app.screen is screen

    course.run(test)


@pytest.mark.long
def test_other_themes_paint(course: Course) -> None:
    async def test(screen: LessonScreen, pilot: Pilot[None]) -> None:
        for theme in ("course-light", "ansi-dark", "ansi-light"):
            screen.app.theme = theme
            await pilot.pause()
            painted = painted_text(screen.app)
            assert "Why" in painted
            assert "type a command" in painted

    course.run(test)


def test_lines_typed_faster_than_they_run_stay_lines_of_their_own(course: Course) -> None:
    async def test(screen: LessonScreen, pilot: Pilot[None]) -> None:
        line = screen.query_one(CommandLine)
        line.focus()
        await pilot.pause()
        for key in "a=1\rb=2\rc=3\r":
            line.post_message(Key("enter", None) if key == "\r" else Key(key, key))
        await pilot.pause()
        line.insert_text_at_cursor("half a li")
        await pilot.pause()
        assert screen.attempt.driver.history.acts == ["a=1", "b=2", "c=3"]
        assert line.value == "half a li"

    course.run(test)


@pytest.mark.long
@pytest.mark.parametrize("size", [LARGE, SMALL])
def test_many_devices_stand_in_one_row_and_each_is_had_by_a_click(course: Course, size: tuple[int, int]) -> None:
    async def session() -> None:
        app = course.app("09-people-manage-their-own")
        async with app.run_test(size=size) as pilot:
            await pilot.press("3")
            await pilot.pause()
            assert app.lesson is not None
            phone = app.lesson.query_one(Phone)
            assert len(phone.room) >= 5
            for number in range(len(phone.room)):
                phone.in_view = number
                await pilot.pause()
                row, *face = phone.render().plain.split("\n")
                assert phone.room[number].title in row
                assert len(row) <= phone.content_size.width
                assert len(face) < phone.content_size.height
                before = phone.room[max(number - 1, 0)].title
                if before in row:
                    left = phone.content_region.x - phone.region.x
                    top = phone.content_region.y - phone.region.y
                    await pilot.click(phone, offset=(left + row.index(before) + 1, top))
                    await pilot.pause()
                    assert phone.device is not None
                    assert phone.device.title == before

    asyncio.run(session())
