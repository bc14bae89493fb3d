"""The desk: lessons from the library, attempts from the store."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from course.lesson.error import LessonError
from course.library import Entry, catalogue
from course.library.elsewhere import Elsewhere, elsewhere
from course.library.steps import step_ids
from course.phrases import in_words, plural, steps_in_words
from course.review.schedule import in_words as in_time
from course.tui.offer import CannotOpenError
from course.tui.progress import date
from course.tui.screens.course_map import REVIEW, Row, State

if TYPE_CHECKING:
    from course.driver import HostTime
    from course.progress.reviews import Waiting
    from course.progress.store import Reached, Store
    from course.review.review import Review
    from course.tui.attempt import Attempt
    from course.tui.draft import Draft

SANDBOX, SCENARIO = "sandbox", "alice-and-alan"

DRAFTS = "Draft"
"""What the map calls the lesson that is being written."""


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
        seeds: Mapping[str | None, int] | None = None,
    ) -> None:
        """Lessons are opened in `language` where they are translated; a `draft` is opened from its beginning.

        `seeds` asks for variants: of the lesson of an id, or under None of all others.
        """
        self._host_time, self._store, self._folder = host_time, store, folder
        self._language, self.draft = language, draft
        self._seeds = seeds or {}
        self._notice: str | None = None
        self._waiting: dict[str, Waiting] = {}

    @property
    def notice(self) -> str | None:
        """What the learner should know about the keeping of progress, and of the list of lessons."""
        return self._store.notice or self._notice

    @property
    def latest(self) -> str | None:
        """The lesson that was worked on last, in this sitting or an earlier one; None when nothing was done yet."""
        return self._store.latest_lesson()

    def rows(self) -> list[Row]:
        """The lessons in order, the sandbox, then the lessons of courses from elsewhere."""
        reached, now = self._store.reached(), self._host_time()
        self._waiting = self._store.reviews.waiting(now)
        found = elsewhere() if self._folder is None else Elsewhere(())
        self._notice = found.notice
        listed = catalogue(self._folder)
        rows = [self._row(entry, reached.get(entry.id)) for entry in self._spoken(listed)]
        rows += self._again((*listed, *found.entries))
        about = "The account of Alice and Alan without a lesson: try anything."
        rows.append(Row(SANDBOX, "Sandbox", about, numbered=False))
        rows += [self._row(entry, reached.get(entry.id)) for entry in self._spoken(found.entries)]
        if self.draft is not None:
            about = "The lesson that you are writing. What you save of it shows at once."
            state: State = "in progress" if self.draft.under_way else "new"
            rows.append(Row(self.draft.name, self.draft.path.name, about, state=state, course=DRAFTS, numbered=False))
        return rows

    def _spoken(self, entries: Sequence[Entry]) -> Sequence[Entry]:
        if self._language is None:
            return entries
        from course.library.translation import spoken

        return spoken(entries, self._language)

    def _row(self, entry: Entry, reached: Reached | None) -> Row:
        waiting = self._waiting.get(entry.id)
        return _row(entry, reached, waiting.due if waiting else 0, self._host_time())

    def _again(self, entries: Sequence[Entry]) -> list[Row]:
        """The row of the questions that come back, once there are any."""
        now, waiting = self._host_time(), self._waiting
        coming = [waiting[entry.id] for entry in entries if entry.error is None and entry.id in waiting]
        if not coming:
            return []
        due = sum(each.due for each in coming)
        if due:
            about = "Each comes back after a day, three days and a week."
            return [Row(REVIEW, f"{plural(due, 'question')} to look at again", about, numbered=False, wanted="due")]
        about = f"The next one comes back {in_time(min(each.first for each in coming) - now)}."
        return [Row(REVIEW, "Questions to look at again", about, numbered=False)]

    def review(self) -> Review:
        """The questions that are due again."""
        from course.review.review import Review

        found = elsewhere().entries if self._folder is None else ()
        listed = (*catalogue(self._folder), *found)
        return Review(self._store.reviews, self._host_time, listed, language=self._language)

    def open(self, name: str, *, restart: bool = False) -> Attempt:
        """The attempt at a lesson (its id, or a path): where it was left, or from its beginning.

        Raises CannotOpenError.
        """
        from course.library import NotFoundError
        from sim.scenario import ScenarioError

        if restart:
            self._store.restart(name)
        try:
            if self.draft is not None and name == self.draft.name:
                return self.draft.open(restart=restart)
            return self._sandbox() if name == SANDBOX else self._lesson(name)
        except (LessonError, NotFoundError, ScenarioError) as error:
            raise CannotOpenError(str(error)) from None

    def _lesson(self, name: str) -> Attempt:
        from course.library import find, id_of
        from course.opening import open_sitting
        from course.tui.attempt import Attempt
        from course.tui.said import Said

        path = find(name, self._folder)
        seed = self._seeds.get(id_of(path), self._seeds.get(None))
        sitting = open_sitting(path, self._host_time, self._store, self._language, seed=seed)
        attempt = Attempt(sitting.driver, sitting, notice=lambda: self.notice, name=id_of(path))
        if sitting.lesson.notice:
            attempt.said = Said(sitting.lesson.notice)
        return attempt

    def _sandbox(self) -> Attempt:
        from course.driver import Driver
        from course.opening import open_record
        from course.tui.attempt import Attempt
        from sim.scenario import load as load_scenario

        seed = self._seeds.get(SANDBOX, self._seeds.get(None))
        record = open_record(self._store, SANDBOX, SCENARIO, None, self._host_time, seed=seed)
        start, lines, left = record.start, record.lines, record.left
        world = load_scenario(start.scenario_text, start.scenario, start.time, start.seed)
        driver = Driver(world, self._host_time, record)
        for time, line in lines:
            driver.replay(time, line)
        if lines:
            driver.resume(left)
        return Attempt(driver, record=record, notice=lambda: self.notice)


def _row(entry: Entry, reached: Reached | None, due: int, now: int) -> Row:
    if entry.front is None:
        lesson = entry.path.suffix == ".md"
        return Row(entry.id, entry.path.name, error=str(entry.error), course=entry.course, numbered=lesson)
    steps = step_ids(entry.path)
    about = " · ".join(in_words(word) for word in entry.front.teaches)
    row = Row(entry.id, entry.front.title, about, entry.front.minutes, course=entry.course, steps=len(steps), due=due)
    if reached is None:
        return row
    row = replace(row, met=len(reached.met.intersection(steps)), date=date(reached.begun, now))
    unmet = [number for number, step in enumerate(steps, 1) if step not in reached.met]
    if reached.finished or not unmet:
        return replace(row, state="done")
    left = [number for number in unmet if steps[number - 1] in reached.left]
    here = next((number for number in unmet if number not in left), unmet[0])
    row = replace(row, state="in progress", step=here)
    return replace(row, about=f"{steps_in_words(left)} left undone · {about}") if left else row
