"""The desk: lessons from the library, attempts from the store."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from course.lesson.elsewhere import elsewhere
from course.lesson.error import LessonError
from course.lesson.library import Entry, catalogue
from course.tui.app import CannotOpenError
from course.tui.phrases import in_words
from course.tui.screens.course_map import Row

if TYPE_CHECKING:
    from course.driver import HostTime
    from course.progress.store import Store
    from course.tui.attempt import Attempt
    from course.tui.draft import Draft

SANDBOX, SCENARIO = "sandbox", "alice-and-alan"

DRAFTS = "Draft"
"""What the map calls the lesson that is being written."""

_STEP = re.compile(r"^## .*\{#", re.MULTILINE)


class Desk:
    """Lists the lessons of a folder (None: the course's own) and opens them where they were left."""

    def __init__(
        self,
        host_time: HostTime,
        store: Store,
        folder: Path | None = None,
        *,
        language: str | None = None,
        draft: Draft | None = None,
    ) -> None:
        """Lessons are opened in `language` where they are translated; a `draft` is opened from its beginning."""
        self._host_time, self._store, self._folder = host_time, store, folder
        self._language, self.draft = language, draft
        self._notice: str | None = None

    @property
    def notice(self) -> str | None:
        """What the learner should know about the keeping of progress, and of the list of lessons."""
        return self._store.notice or self._notice

    def rows(self) -> list[Row]:
        """The lessons in order, the sandbox, then the lessons of courses from elsewhere."""
        done = self._store.done()
        rows = [_row(entry, *done.get(entry.id, (None, False))) for entry in catalogue(self._folder)]
        about = "The account of Alice and Alan without a lesson: try anything."
        rows.append(Row(SANDBOX, "Sandbox", about, numbered=False))
        if self._folder is None:
            found = elsewhere()
            self._notice = found.notice
            rows += [_row(entry, *done.get(entry.id, (None, False))) for entry in found.entries]
        if self.draft is not None:
            rows.append(Row(self.draft.name, self.draft.path.name, course=DRAFTS, numbered=False))
        return rows

    def open(self, name: str, *, restart: bool = False) -> Attempt:
        """The attempt at a lesson (its id, or a path): where it was left, or from its beginning.

        Raises CannotOpenError.
        """
        from course.lesson.library import NotFoundError
        from sim.scenario import ScenarioError

        if restart:
            self._store.restart(name)
        try:
            if self.draft is not None and name == self.draft.name:
                return self.draft.open()
            return self._sandbox() if name == SANDBOX else self._lesson(name)
        except (LessonError, NotFoundError, ScenarioError) as error:
            raise CannotOpenError(str(error)) from None

    def _lesson(self, name: str) -> Attempt:
        from course.lesson.library import find, id_of
        from course.opening import open_sitting
        from course.tui.attempt import Attempt, Said

        path = find(name, self._folder)
        sitting = open_sitting(path, self._host_time, self._store, self._language)
        attempt = Attempt(sitting.driver, sitting, notice=lambda: self.notice, name=id_of(path))
        if sitting.lesson.notice:
            attempt.said = Said(sitting.lesson.notice)
        return attempt

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
        lesson = entry.path.suffix == ".md"
        return Row(entry.id, entry.path.name, error=str(entry.error), course=entry.course, numbered=lesson)
    steps = len(_STEP.findall(entry.path.read_text(encoding="utf-8", errors="replace")))
    about = " · ".join(in_words(word) for word in entry.front.teaches)
    row = Row(entry.id, entry.front.title, about, entry.front.minutes, course=entry.course)
    if finished or (met and met >= steps):
        return replace(row, state="done")
    return row if met is None else replace(row, state="in progress", step=min(met + 1, steps), steps=steps)
