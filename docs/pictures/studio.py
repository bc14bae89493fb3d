"""The course before the camera: on a fixed clock, with nobody's progress, worked by keys."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from textual.app import App
from textual.pilot import Pilot
from textual.widgets import Input

from course.lesson.model import Predict
from course.progress.store import open_store
from course.tui.app import CourseApp
from course.tui.desk import Desk
from course.tui.keys.key_line import KeyLine
from course.tui.screens.lesson import LessonScreen
from course.tui.widgets.lines import Lines
from course.tutor.matching import outcome_of
from docs.pictures.frame import Frame, frame

TIME = 1_803_902_414_000
"""2027-03-01T12:00:14Z, in milliseconds since the Unix epoch."""


class Studio:
    """A course in a window of its own. Progress is kept in the folder `home`."""

    def __init__(self, home: Path) -> None:
        self.now = TIME
        self.desk = Desk(lambda: self.now, open_store(home))
        self.app: CourseApp
        self.pilot: Pilot[None]

    def solve(self, lesson: str, until: str | None = None) -> None:
        """Do a lesson up to the step `until`, or all of it."""
        attempt = self.desk.open(lesson)
        while (page := attempt.page) is not None and page.step.id != until:
            for question in page.step.questions:
                if isinstance(question, Predict):
                    for line in question.run.commands():
                        attempt.act(line)
                    right = outcome_of(question, attempt.driver.state, attempt.driver.last)
                else:
                    right = next(choice for choice in question.choices if choice.right)
                assert right is not None
                attempt.answer(question, question.choices.index(right))
            for line in page.step.solution.script.commands() if page.step.solution else []:
                attempt.act(line)
            attempt.go_on()
        attempt.leave()

    def do(self, lesson: str, *lines: str) -> None:
        """Run command lines in a lesson."""
        attempt = self.desk.open(lesson)
        for line in lines:
            attempt.act(line)
        attempt.leave()

    @asynccontextmanager
    async def course(self, first: str | None = None, columns: int = 120, rows: int = 40) -> AsyncIterator[Studio]:
        """Open the course at its map or at the lesson `first`."""
        self.app = CourseApp(self.desk, first)
        async with self.app.run_test(size=(columns, rows)) as self.pilot:
            await self.pilot.pause()
            yield self

    @property
    def lesson(self) -> LessonScreen:
        """The lesson that is open."""
        lesson = self.app.lesson
        assert lesson is not None
        return lesson

    async def press(self, *keys: str) -> None:
        """Press keys one after the other, each when all that follows from the one before has happened."""
        for key in keys:
            await self.pilot.press(key)
            await self.pilot.pause()

    async def type(self, text: str) -> None:
        """Type a text."""
        await self.pilot.press(*text)
        await self.pilot.pause()

    async def run(self, *lines: str) -> None:
        """Run command lines in the lesson that is open."""
        for line in lines:
            await self.lesson.run_line(line)
        await self.pilot.pause()

    async def pass_time(self, seconds: int) -> None:
        """Let the host's time pass."""
        self.now += 1_000 * seconds
        self.lesson.tick()
        await self.pilot.pause()

    def frame(self) -> Frame:
        """The window as it is painted now."""
        app: App[None] = self.app
        for box in app.screen.query(Input):
            box.cursor_blink = False  # a cursor that happens to be dark is no picture of a box
        for kind in (KeyLine, Lines):
            for line in app.screen.query(kind):
                line.refresh()  # what waits for the next second, or for quiet, is not waited for
        return frame(app.export_screenshot(), *app.size)
