"""A lesson in the making: opened from its file, and taken anew at the same step when that or its scenario is saved."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from course.lesson.error import LessonError
from course.lesson.front_matter import front_matter
from course.library import DRAFT, NotFoundError, id_of, load, read_text, scenario, translations
from course.library.translation import choose
from course.phrases import plural
from sim.scenario import ScenarioError
from sim.scenario import load as load_scenario

if TYPE_CHECKING:
    from course.driver import HostTime
    from course.lesson.model import Lesson
    from course.progress.attempt import Attempt as Record
    from course.progress.store import Store
    from course.sitting import Sitting
    from course.tui.attempt import Attempt
    from course.tui.said import Said

Stamp = tuple[int, int, int] | None
"""What tells one saving of a file from the next; None when there is no file."""


class Draft:
    """The draft of a file, begun anew in each run of the program; `look` takes what was saved since."""

    def __init__(
        self, path: Path, host_time: HostTime, store: Store, *, seed: int | None = None, language: str | None = None
    ) -> None:
        self.path, self.name = path, id_of(path) + DRAFT
        self._host_time, self._store, self._seed, self._language = host_time, store, seed, language
        self._seen: dict[Path, Stamp] = {}
        self._scenario = ""
        self._failed = False
        self._attempt: Attempt | None = None
        self._record: Record | None = None

    @property
    def under_way(self) -> bool:
        """Whether it was opened in this run of the program."""
        return self._attempt is not None

    def open(self, *, restart: bool = False) -> Attempt:
        """The attempt where it was left in this run of the program, or one from the lesson's beginning.

        Raises LessonError, NotFoundError or ScenarioError.
        """
        from course.tui.attempt import Attempt

        if self._attempt is not None and not restart:
            self.look()
            return self._attempt
        seen = self._stamps()
        lesson, text = self._read()
        self._store.restart(self.name)
        sitting, _ = self._begin(lesson, text, self._host_time())
        self._taken(lesson, seen)
        self._attempt = Attempt(sitting.driver, sitting, notice=lambda: self._store.notice, name=self.name)
        return self._attempt

    def look(self) -> bool:
        """Whether something was saved since the last look; the attempt then has it, or says why it cannot be used."""
        from course.tui.said import Said

        attempt = self._attempt
        if attempt is None or attempt.sitting is None:
            return False
        seen = self._stamps()
        if seen == self._seen:
            return False
        try:
            lesson, text = self._read()
            attempt.said = self._take(attempt, attempt.sitting, lesson, text)
        except (LessonError, NotFoundError, ScenarioError) as error:
            attempt.said = Said(f"What was saved cannot be used, so all stays as it was. {error}", "mistake")
            self._failed = True
            self._seen = self._stamps() | seen
            return True
        self._taken(lesson, seen)
        return True

    def _taken(self, lesson: Lesson, seen: dict[Path, Stamp]) -> None:
        """Watch the files of this lesson, which were read when they stood as `seen`."""
        self._scenario, self._failed = lesson.front.scenario, False
        self._seen = self._stamps() | {path: seen[path] for path in self._paths() if path in seen}

    def _read(self) -> tuple[Lesson, str]:
        lesson = load(self.path, self._seed, self._language)
        return lesson, read_text(scenario(lesson.front.scenario, self.path))

    def _begin(self, lesson: Lesson, text: str, time: int) -> tuple[Sitting, Record]:
        from course.sitting import Sitting

        name = lesson.front.scenario
        try:
            world = load_scenario(text, name, time, self._seed)
        except ScenarioError as error:
            place = str(scenario(name, self.path))
            raise ScenarioError(place, error.line, error.column, error.message) from None
        record = self._store.begin(self.name, text, self._seed, time, scenario=name, created=self._host_time())
        self._record = record
        return Sitting(lesson, world, self._host_time, record), record

    def _take(self, attempt: Attempt, sitting: Sitting, lesson: Lesson, text: str) -> Said:
        """Bring the attempt to the lesson, and to its scenario if that is another one now."""
        from course.sitting import Kept, Sitting
        from course.tui.said import Said

        record, before = self._record, sitting.lesson
        assert record is not None
        start, kept = record.start, Kept(record.lines, record.results, attempt.driver.time)
        if (text, lesson.front.scenario) == (start.scenario_text, start.scenario):
            again = Sitting(lesson, load_scenario(text, start.scenario, start.time, start.seed), self._host_time)
            again.restore(kept)
            sitting.lesson, sitting.run = lesson, again.run
            news = "The lesson is here as it was saved."
        else:
            sitting, anew = self._begin(lesson, text, start.time)
            for act in reversed(record.acts):
                anew.append(*act) if len(act) == 2 else anew.result(*act[1:])
            sitting.restore(kept)
            news = "The scenario is here as it was saved."
            if kept.lines:
                news += f" It began anew, and your {plural(len(kept.lines), 'line')} ran again in it."
        place = same_step(before, attempt.in_view, lesson)
        bring_to(sitting, place)
        attempt.renew(sitting, place)
        return Said(f"{news} {lesson.notice}".strip())

    def _stamps(self) -> dict[Path, Stamp]:
        return {path: _stamp(path) for path in self._paths()}

    def _paths(self) -> Iterator[Path]:
        """What has to be looked at: while the lesson cannot be used, whatever may mend it."""
        yield self.path
        if self._language is not None and (other := choose(translations(self.path), self._language)):
            yield other
        named = {self._scenario} - {""}
        if self._failed:
            yield self.path.parent / "scenarios"
            with suppress(LessonError):
                named.add(front_matter(read_text(self.path), self.path).scenario)
        for name in sorted(named):
            with suppress(NotFoundError):
                yield scenario(name, self.path)


def same_step(before: Lesson, place: int, after: Lesson) -> int:
    """Where the step at `place` (from 0) of a lesson is in another version of it, else the nearest one before it."""
    places = {step.id: number for number, step in enumerate(after.steps)}
    if place >= len(before.steps):
        return len(after.steps)
    return next((places[step.id] for step in reversed(before.steps[: place + 1]) if step.id in places), 0)


def bring_to(sitting: Sitting, place: int) -> None:
    """Leave the steps to do before `place` for later, so that the one there is to be done, unless it is met."""
    steps = sitting.lesson.steps
    if place >= len(steps):
        return
    for _ in steps:
        number = sitting.run.number
        if number is None or number > place or sitting.run.how(steps[place]) != "open":
            break
        sitting.leave_step()
    if sitting.run.how(steps[place]) == "left":
        sitting.return_to(steps[place])


def _stamp(path: Path) -> Stamp:
    try:
        found = path.stat()
    except (OSError, ValueError):
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino
