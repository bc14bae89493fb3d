"""The desk: lessons from the library, attempts from the store."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from course.lesson.error import LessonError
from course.lesson.library import Entry, catalogue
from course.tui.app import CannotOpenError
from course.tui.phrases import in_words
from course.tui.screens.course_map import Row

if TYPE_CHECKING:
    from course.driver import HostTime
    from course.progress.store import Store
    from course.tui.attempt import Attempt

SANDBOX, SCENARIO = "sandbox", "alice-and-alan"

_STEP = re.compile(r"^## .*\{#", re.MULTILINE)


class Desk:
    """Lists the lessons of a folder (None: the course's own) and opens them where they were left."""

    def __init__(self, host_time: HostTime, store: Store, folder: Path | None = None) -> None:
        self._host_time, self._store, self._folder = host_time, store, folder

    @property
    def notice(self) -> str | None:
        """What the learner should know about the keeping of progress."""
        return self._store.notice

    def rows(self) -> list[Row]:
        """The lessons in order, and the sandbox."""
        done = self._store.done()
        rows = [_row(entry, *done.get(entry.id, (None, False))) for entry in catalogue(self._folder)]
        about = "The account of Alice and Alan without a lesson: try anything."
        return [*rows, Row(SANDBOX, "Sandbox", about, numbered=False)]

    def open(self, name: str, *, restart: bool = False) -> Attempt:
        """The attempt at a lesson (its id, or a path): where it was left, or from its beginning.

        Raises CannotOpenError.
        """
        from course.lesson.library import NotFoundError
        from sim.scenario import ScenarioError

        if restart:
            self._store.restart(name)
        try:
            return self._sandbox() if name == SANDBOX else self._lesson(name)
        except (LessonError, NotFoundError, ScenarioError) as error:
            raise CannotOpenError(str(error)) from None

    def _lesson(self, name: str) -> Attempt:
        from course.lesson.library import find
        from course.opening import open_sitting
        from course.tui.attempt import Attempt

        sitting = open_sitting(find(name, self._folder), self._host_time, self._store)
        return Attempt(sitting.driver, sitting, notice=lambda: self.notice)

    def _sandbox(self) -> Attempt:
        from course.driver import Driver
        from course.opening import open_record
        from course.tui.attempt import Attempt
        from sim.scenario import load as load_scenario

        record = open_record(self._store, SANDBOX, SCENARIO, None, self._host_time)
        start, lines, left = record.start, record.lines, record.left
        world = load_scenario(start.scenario_text, start.scenario, start.time, start.seed)
        driver = Driver(world, self._host_time, record)
        for time, line in lines:
            driver.replay(time, line)
        if lines:
            driver.resume(left)
        return Attempt(driver, record=record, notice=lambda: self.notice)


def _row(entry: Entry, met: int | None, finished: bool) -> Row:
    if entry.front is None:
        return Row(entry.id, entry.path.name, error=str(entry.error))
    steps = len(_STEP.findall(entry.path.read_text(encoding="utf-8", errors="replace")))
    about = " · ".join(in_words(word) for word in entry.front.teaches)
    row = Row(entry.id, entry.front.title, about, entry.front.minutes)
    if finished or (met and met >= steps):
        return replace(row, state="done")
    return row if met is None else replace(row, state="in progress", step=min(met + 1, steps), steps=steps)
