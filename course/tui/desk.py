"""The desk: lessons from the library, attempts as they are kept."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from course.lesson.library import Entry, catalogue
from course.tui.app import CannotOpenError
from course.tui.screens.course_map import Row

if TYPE_CHECKING:
    from course.driver import HostTime
    from course.tui.attempt import Attempt

SANDBOX = "sandbox"
SCENARIO = "alice-and-alan"


class Desk:
    """Lists and opens the lessons of a folder (None: the course's own)."""

    def __init__(self, host_time: HostTime, folder: Path | None = None) -> None:
        self._host_time, self._folder = host_time, folder
        self._entries: dict[str, Entry] = {}

    def rows(self) -> list[Row]:
        """The lessons in order, and the sandbox."""
        self._entries = {entry.id: entry for entry in catalogue(self._folder)}
        rows = [self._row(entry) for entry in self._entries.values()]
        about = "The account of Alice and Alan without a lesson: try anything."
        return [*rows, Row(SANDBOX, "Sandbox", about, numbered=False)]

    def _row(self, entry: Entry) -> Row:
        if entry.front is None:
            return Row(entry.id, entry.path.name, error=str(entry.error))
        about = " · ".join(word.replace("-", " ") for word in entry.front.teaches)
        return Row(entry.id, entry.front.title, about, entry.front.minutes)

    def open(self, name: str, *, restart: bool = False) -> Attempt:
        """The attempt at a lesson. Raises CannotOpenError."""
        from course.driver import Driver
        from course.lesson.error import LessonError
        from course.lesson.library import load, read_text, scenario
        from course.sitting import Sitting
        from course.tui.attempt import Attempt
        from sim.scenario import load as load_scenario

        if name == SANDBOX:
            text = read_text(scenario(SCENARIO))
            return Attempt(Driver(load_scenario(text, SCENARIO, self._host_time()), self._host_time))
        try:
            lesson = load(self._entries[name].path)
            text = read_text(scenario(lesson.front.scenario, lesson.path))
        except LessonError as error:
            raise CannotOpenError(str(error)) from None
        world = load_scenario(text, lesson.front.scenario, self._host_time())
        sitting = Sitting(lesson, world, self._host_time)
        return Attempt(sitting.driver, sitting)
