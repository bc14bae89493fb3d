"""Steps left for later on the screen, and the questions that come back, on a clock that moves only when told to."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from painted import painted_text
from simroom import START
from textual.pilot import Pilot

from course.lesson.model import Predict
from course.progress.store import open_store
from course.tui.app import CourseApp
from course.tui.desk import Desk
from course.tui.said import Said
from course.tui.screens.course_map import CourseMap
from course.tui.screens.lesson import LessonScreen
from course.tui.screens.review import ReviewScreen
from course.tui.widgets.lesson_pane import LessonPane
from course.tui.widgets.next_line import NextLine
from course.tui.widgets.question import Choices

FIRST, DAY = "06-enabling-mfa-for-alice", 86_400_000
CREATE_DEVICE = (
    "aws iam create-virtual-mfa-device --virtual-mfa-device-name Alice --outfile a.png --bootstrap-method QRCodePNG"
)


class Course:
    def __init__(self, folder: Path) -> None:
        self.folder, self.now = folder, START

    def run(self, test: Callable[[CourseApp, Pilot[None]], Awaitable[None]], first: str | None = None) -> None:
        async def session() -> None:
            app = CourseApp(Desk(lambda: self.now, open_store(self.folder)), first)
            async with app.run_test(size=(80, 24)) as pilot:
                await pilot.pause()
                await test(app, pilot)

        asyncio.run(session())


@pytest.fixture
def course(tmp_path: Path) -> Course:
    return Course(tmp_path)


def prompts(app: CourseApp) -> list[str]:
    return [str(option.prompt) for option in app.screen.query_one(Choices).options]


def lesson_of(app: CourseApp) -> LessonScreen:
    assert app.lesson is not None
    return app.lesson


@pytest.mark.long
def test_a_step_is_left_by_a_key_and_gone_back_to_from_the_list(course: Course) -> None:
    async def leave(app: CourseApp, pilot: Pilot[None]) -> None:
        await pilot.press("f", "h", "f")
        await pilot.pause()
        assert lesson_of(app).attempt.in_view == 2
        painted = painted_text(app)
        assert "step 3 of 7  ◌◌◐○○○○" in painted
        assert "Steps 1 and 2 were left undone" in painted
        await pilot.press("b")
        await pilot.pause()
        assert "0 of 7 · 1 Mar" in painted_text(app)
        assert "Steps 1 and 2 were left undone" in painted_text(app)

        await pilot.press("enter")
        await pilot.pause()
        screen = lesson_of(app)
        await pilot.press("t")
        await pilot.pause()
        assert "left for later" in painted_text(app)
        await pilot.press("up", "enter")
        await pilot.pause()
        assert app.screen is screen
        assert screen.attempt.in_view == 1
        prose = screen.query_one("#prose")
        assert prose.query(".hint") and prose.max_scroll_y > prose.scroll_y == 0, (
            "what is come back to begins at its top"
        )
        run = screen.attempt.run
        assert run is not None
        await screen.choose(run.lesson.steps[1].questions[0], 0)
        await pilot.pause()
        assert prose.scroll_y > 0, "what came of the answer is in view"
        await screen.action_go_on()
        screen.attempt.turn_to(2)
        await screen.turn()
        await pilot.pause()
        assert prose.max_scroll_y > prose.scroll_y == 0
        await screen.action_go_on()
        assert screen.attempt.in_view == 2
        await pilot.press("o")
        await pilot.pause()
        assert "▸ aws iam create-virtual-mfa-device" in painted_text(app)
        await pilot.press("m")
        await pilot.pause()
        assert screen.attempt.said is not None
        assert "step 3 of 7" in screen.attempt.said.text
        await screen.action_undo()
        await screen.action_redo()
        assert run.left == (1,)

    course.run(leave, FIRST)


def test_how_the_lesson_went_is_seen_before_the_next_one_opens(course: Course) -> None:
    lesson = "02-introduction-to-iam"

    async def test(app: CourseApp, pilot: Pilot[None]) -> None:
        screen = lesson_of(app)
        while not screen.attempt.finished:
            await screen.action_go_on()
            while screen.attempt.next_line is not None:
                await screen.action_show_me()
        await pilot.press("4", "escape")
        await pilot.pause()
        prose = screen.query_one("#prose")
        await pilot.press("g")
        await pilot.pause()
        assert (lesson_of(app), screen.part, prose.scroll_y) == (screen, "lesson", 0)
        await pilot.press("g")
        await pilot.pause()
        assert lesson_of(app) is screen
        assert prose.scroll_y == prose.max_scroll_y > 0
        await pilot.press("g")
        await pilot.pause()
        assert lesson_of(app) is not screen

    async def all_in_view(app: CourseApp, pilot: Pilot[None]) -> None:
        screen = lesson_of(app)
        await pilot.resize_terminal(80, 70)
        await pilot.pause()
        assert screen.attempt.finished
        assert not screen.query_one(LessonPane).more
        await pilot.press("g")
        await pilot.pause()
        assert lesson_of(app) is screen
        assert screen.said == Said("This is how the lesson went. g once more opens “IAM basic concepts”.")
        await pilot.press("g")
        await pilot.pause()
        assert lesson_of(app) is not screen

    course.run(test, lesson)
    course.run(all_in_view, lesson)


def test_who_only_looks_at_what_was_done_has_not_gone_on(course: Course) -> None:
    attempt = Desk(lambda: course.now, open_store(course.folder)).open("04-a-practical-example")
    assert attempt.page is not None
    (question,) = attempt.page.step.questions
    assert isinstance(question, Predict)
    for line in question.run.commands():
        attempt.act(line)
    attempt.answer(question, 1)
    praise = attempt.said
    assert praise is not None
    assert praise.go_on
    for line in ("explain", "explain last", "help aws"):
        attempt.act(line)
        assert (attempt.in_view, attempt.said) == (0, praise), line
    attempt.act("as alice aws s3 ls")
    assert attempt.in_view == 1


@pytest.mark.long
def test_a_hint_a_line_of_the_solution_and_the_next_step_are_had_by_a_click(course: Course) -> None:
    async def test(app: CourseApp, pilot: Pilot[None]) -> None:
        await pilot.press("g")
        await pilot.pause()
        for words in ("hint", "show me", "This step is done"):
            line = app.screen.query_one(NextLine)
            await pilot.click(NextLine, offset=(1 + str(line.render()).index(words), 0))
            await pilot.pause()
        run = lesson_of(app).attempt.run
        assert run is not None
        assert len(run.hints_taken(run.lesson.steps[1])) == 1
        assert run.is_met(run.lesson.steps[1])
        assert lesson_of(app).attempt.page.step is run.lesson.steps[2]

    course.run(test, "01-getting-started")


def test_a_prediction_of_a_step_that_was_passed_by_is_answered_in_view(course: Course) -> None:
    attempt = Desk(lambda: course.now, open_store(course.folder)).open("13-root-and-its-lost-device")
    attempt.go_on()
    attempt.turn_to(1)
    assert attempt.page is not None
    (question,) = attempt.page.step.questions
    assert isinstance(question, Predict)
    for line in question.run.commands():
        attempt.act(line)
    attempt.answer(question, 0)
    assert (attempt.page.number, len(attempt.answers())) == (1, 1)


def test_a_left_step_that_is_met_is_told_while_another_stays_in_view(course: Course) -> None:
    store = open_store(course.folder)
    attempt = Desk(lambda: course.now, store).open(FIRST)
    for _ in range(3):
        attempt.leave_step()
    assert attempt.in_view == 3
    attempt.act(CREATE_DEVICE)
    assert attempt.in_view == 3
    assert attempt.said == Said("“Choose a virtual device” is done, step 3 of 7.", "good")
    attempt.act("undo")
    assert attempt.page is not None
    assert attempt.page.left == (1, 2, 3)
    attempt.act("redo")
    attempt.turn_to(3)
    assert (attempt.page.number, attempt.page.complete, attempt.can_go_on) == (3, True, True)
    attempt.go_on()
    assert attempt.page.number == 4
    attempt.turn_to(5)
    assert attempt.page.number == 4
    attempt.turn_to(2)
    assert (attempt.page.number, attempt.page.left) == (2, (1,))
    attempt.go_on()
    attempt.go_on()
    assert (attempt.page.number, attempt.page.complete) == (4, False)
    store.close()


def test_the_last_step_to_do_is_not_left_and_the_lesson_ends_with_it(course: Course) -> None:
    store = open_store(course.folder)
    attempt = Desk(lambda: course.now, store).open(FIRST)
    attempt.leave_step()
    while attempt.run is not None and attempt.page is not None and attempt.page.can_leave:
        while attempt.next_line is not None:
            attempt.act(attempt.next_line)
        attempt.go_on()
    assert attempt.page is not None
    assert (attempt.page.number, attempt.page.left) == (1, ())
    attempt.leave_step()
    assert attempt.page.number == 1
    attempt.go_on()
    attempt.go_on()
    assert attempt.finished
    attempt.act("undo")
    assert attempt.page is not None
    store.close()


@pytest.mark.long
def test_a_wrong_prediction_shows_its_reason_and_answers_wrap_under_themselves(course: Course) -> None:
    async def test(app: CourseApp, pilot: Pilot[None]) -> None:
        await pilot.resize_terminal(60, 24)
        await pilot.pause()
        assert "○ The thief has her password, but not the code on\n  her phone." in prompts(app)
        await pilot.press("enter", "down", "enter")
        await pilot.pause()
        await pilot.press("enter")
        run = lesson_of(app).attempt.run
        assert run is not None
        assert len(run.way.missed) == 1, "the same wrong answer again is none"
        await lesson_of(app).action_leave_step()
        await pilot.pause()
        await pilot.press("enter", "down", "enter")
        await pilot.pause()
        assert "Not so. It would, if Alice had an MFA device." in painted_text(app)
        assert "✗ It asks him for a code." in prompts(app)

    course.run(test, FIRST)


@pytest.mark.long
def test_questions_are_asked_from_the_map_when_they_are_due(course: Course) -> None:
    async def learn(app: CourseApp, pilot: Pilot[None]) -> None:
        screen = lesson_of(app)
        for _ in range(4):
            await screen.action_go_on()
        await pilot.press("b")
        await pilot.resize_terminal(80, 100)
        await pilot.pause()
        assert "Questions to look at again" in painted_text(app)
        assert "The next one comes back in a day." in painted_text(app)

    async def review(app: CourseApp, pilot: Pilot[None]) -> None:
        assert "2 questions to look at again" in painted_text(app)
        await pilot.press("v")
        await pilot.pause()
        assert isinstance(app.screen, ReviewScreen)
        assert "question 1 of 2" in painted_text(app)
        await pilot.press("9", "2")
        await pilot.pause()
        painted = painted_text(app)
        assert "✗  Her password could no longer be stolen." in painted
        assert "Not so. It can be stolen just as before." in painted
        assert "Right is: The thief has her password" in painted
        assert "It comes back in a day." in painted
        await pilot.press("2", "enter")
        await pilot.pause()
        assert "question 2 of 2" in painted_text(app)
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(app.screen, CourseMap)
        assert "1 question to look at again" in painted_text(app)

    async def finish(app: CourseApp, pilot: Pilot[None]) -> None:
        await pilot.press("v")
        await pilot.pause()
        await pilot.press("down", "down", "enter")
        await pilot.pause()
        assert "Right. AWS cannot tell him from Alice." in painted_text(app)
        await pilot.press("enter")
        await pilot.pause()
        assert "1 of 1 right. That was all for now." in painted_text(app)
        assert "The next question comes back in a day." in painted_text(app)
        await pilot.press("enter")
        assert isinstance(app.screen, CourseMap)
        assert any(row.about == "The next one comes back in a day." for row in app.screen.rows)

    course.run(learn, FIRST)
    course.now += DAY
    course.run(review)
    course.run(finish)


def test_without_anything_met_the_map_has_no_line_and_no_key_for_it(course: Course) -> None:
    async def test(app: CourseApp, pilot: Pilot[None]) -> None:
        assert "look at again" not in painted_text(app)
        await pilot.press("v")
        assert isinstance(app.screen, CourseMap)

    course.run(test)


def test_the_map_is_painted_without_a_lesson_read(course: Course, monkeypatch: pytest.MonkeyPatch) -> None:
    store = open_store(course.folder)
    attempt = store.begin(FIRST, "", 1, START)
    attempt.ask_again("why-mfa", ["forum-hacked"], START - DAY)
    attempt.result("why-mfa", "met")

    def read(*_: object) -> None:
        raise AssertionError("a lesson was parsed")

    monkeypatch.setattr("course.lesson.parse.parse", read)
    rows = Desk(lambda: START, store).rows()
    assert [row.title for row in rows if row.name == "review"] == ["1 question to look at again"]
    store.close()
