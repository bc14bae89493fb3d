"""Open a lesson for a learner: its file, its scenario, and what was kept of an earlier attempt."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from course.driver import HostTime
from course.lesson.library import id_of, load, read_text, scenario
from course.sitting import Kept, Sitting
from sim.scenario import load as load_scenario

if TYPE_CHECKING:
    from course.progress.attempt import Attempt as Record
    from course.progress.store import Store


def open_sitting(path: Path, host_time: HostTime, store: Store, language: str | None = None) -> Sitting:
    """The lesson of a file where it was left, or from its beginning; in `language` where it is translated.

    Raises LessonError, NotFoundError or ScenarioError.
    """
    lesson = load(path, language=language)
    record = open_record(store, id_of(path), lesson.front.scenario, path, host_time)
    start = record.start
    world = load_scenario(start.scenario_text, start.scenario, start.time, start.seed)
    sitting = Sitting(lesson, world, host_time, record)
    if record.acts:
        sitting.restore(Kept(record.lines, record.results, record.left))
    return sitting


def open_record(store: Store, name: str, scenario_name: str, beside: Path | None, host_time: HostTime) -> Record:
    """What was kept of the latest attempt under `name`, or a new record with the scenario as it is now."""
    record = store.latest(name)
    if record is not None:
        return record
    text, now = read_text(scenario(scenario_name, beside)), host_time()
    return store.begin(name, text, None, now, scenario=scenario_name, created=now)
