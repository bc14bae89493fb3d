"""The glossary on the screen: from a lesson, from the map and from a review, by keys alone, without colour."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from painted import painted_text
from simroom import START
from textual.pilot import Pilot
from textual.widgets import Static

from course.library import catalogue
from course.progress.reviews import Asked
from course.progress.store import open_store
from course.review.review import Item, Review
from course.tui.app import CourseApp
from course.tui.desk import Desk
from course.tui.screens.course_map import CourseMap
from course.tui.screens.glossary import GlossaryScreen, TermScreen, words_in_view
from course.tui.screens.lesson import LessonScreen
from course.tui.screens.review import ReviewScreen
from course.tui.widgets.lesson_pane import after

FIRST = next(entry.id for entry in catalogue() if "enable-mfa" in entry.name or "enabling-mfa" in entry.name)
Test = Callable[[CourseApp, Pilot[None]], Awaitable[None]]


def run(folder: Path, test: Test, first: str | None = None) -> None:
    async def session() -> None:
        app = CourseApp(Desk(lambda: START, open_store(folder)), first)
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.pause()
            await test(app, pilot)

    asyncio.run(session())


def test_the_words_of_the_step_come_first_and_typing_finds_any(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")

    async def test(app: CourseApp, pilot: Pilot[None]) -> None:
        await pilot.press("i")
        await pilot.pause()
        assert isinstance(app.screen, GlossaryScreen)
        painted = painted_text(app)
        assert painted.index("In what you read now") < painted.index("password  ") < painted.index("All others")
        assert "↑ ↓ choose  enter read it  F1 help  esc close" in painted
        await pilot.press(*"resyn", "enter")
        await pilot.pause()
        assert isinstance(app.screen, TermScreen)
        assert "To let AWS find out how far a device's clock is off" in painted_text(app)
        assert "In the console: “Resync”" in painted_text(app)
        await pilot.press("escape", "escape")
        await pilot.pause()
        assert "In what you read now" in painted_text(app)
        await pilot.press("down", "enter")
        await pilot.pause()
        assert "All that somebody has at AWS" in painted_text(app)
        await pilot.press("escape", "escape")
        await pilot.pause()
        assert isinstance(app.screen, LessonScreen)

    run(tmp_path, test, FIRST)


def test_from_the_map_the_nearest_is_shown_where_nothing_has_the_letters(tmp_path: Path) -> None:
    async def test(app: CourseApp, pilot: Pilot[None]) -> None:
        await pilot.press("f7")
        await pilot.pause()
        assert "access denied" in painted_text(app)
        assert "In what you read now" not in painted_text(app)
        await pilot.press(*"polizy")
        await pilot.pause()
        assert "Not in the glossary. The nearest:" in painted_text(app)
        await pilot.press("enter")
        await pilot.pause()
        assert "A text in JSON" in painted_text(app)
        await pilot.press("escape", "escape", *"zzzz", "enter")
        await pilot.pause()
        assert isinstance(app.screen, GlossaryScreen)
        await pilot.press("escape", "escape", "question_mark")
        await pilot.pause()
        help_text = " ".join(str(part.content) for part in app.screen.query(Static))
        assert "What a word means: the glossary" in help_text
        await pilot.press("escape")
        assert isinstance(app.screen, CourseMap)

    run(tmp_path, test)


def test_in_a_review_the_words_of_the_question_come_first(tmp_path: Path) -> None:
    lesson = Desk(lambda: START, open_store(tmp_path)).open(FIRST).lesson
    assert lesson is not None
    question = lesson.steps[0].questions[0]
    screen = ReviewScreen(Review(open_store(tmp_path).reviews, lambda: START, catalogue()))
    screen.item = Item(1, 1, lesson.title, "", question, (), Asked(FIRST, "", question.id, 0, START))
    assert [term.name for term in words_in_view(screen, None)[1]] == ["password", "MFA device", "code"]
    screen.item = None
    assert words_in_view(screen, None)[1] == ()


def test_a_glossary_that_cannot_be_read_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("course.glossary.terms.FILE", "no-such-file.yaml")

    async def test(app: CourseApp, pilot: Pilot[None]) -> None:
        await pilot.press("i")
        await pilot.pause()
        assert isinstance(app.screen, CourseMap)
        assert any("there is no such file" in notice.message for notice in app._notifications)

    run(tmp_path, test)


def test_a_lessons_end_names_its_exercises() -> None:
    assert "Exercises" not in after("", marked=False).plain
    told = after("Exercises that belong here: A; B (mfa-course exercises DIR).", marked=False).plain
    assert told.startswith("Exercises that belong here: A; B")
