"""Open a lesson for a learner: its file, its scenario, and what was kept of an earlier attempt."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from random import SystemRandom
from typing import TYPE_CHECKING

from course.driver import HostTime
from course.lesson.front_matter import front_matter
from course.library import id_of, load, read_text, scenario, scenario_of
from course.sitting import Kept, Sitting
from sim.scenario import load as load_scenario
from sim.scenario import parameters

if TYPE_CHECKING:
    from course.progress.attempt import Attempt as Record
    from course.progress.store import Store


def any_seed() -> int:
    """A seed for one attempt, another each time."""
    return SystemRandom().randrange(1, 2**31)


def open_sitting(
    path: Path,
    host_time: HostTime,
    store: Store,
    language: str | None = None,
    *,
    seed: int | None = None,
    draw: Callable[[], int | None] = any_seed,
) -> Sitting:
    """The lesson of a file where it was left, or from its beginning; in `language` where it is translated.

    `seed` asks for the variant of that seed: the attempt at it that was left, else a new one. Without it, a new
    attempt at a lesson whose scenario has parameters gets the seed that `draw` gives.
    Raises LessonError, NotFoundError or ScenarioError.
    """
    front = front_matter(read_text(path), path)
    scenario_of(front, path)
    record = open_record(store, id_of(path), front.scenario, path, host_time, seed=seed, draw=draw)
    start = record.start
    lesson = load(path, start.seed, language, scenario_text=start.scenario_text)
    world = load_scenario(start.scenario_text, start.scenario, start.time, start.seed)
    sitting = Sitting(lesson, world, host_time, record)
    if record.acts:
        sitting.restore(Kept(record.lines, record.results, record.left))
    return sitting


def open_record(
    store: Store,
    name: str,
    scenario_name: str,
    beside: Path | None,
    host_time: HostTime,
    *,
    seed: int | None = None,
    draw: Callable[[], int | None] = any_seed,
) -> Record:
    """What was kept of the latest attempt under `name`, or a new record with the scenario as it is now.

    With a `seed` it is the latest attempt under that seed; those under others stay.
    Raises LessonError, NotFoundError or ScenarioError.
    """
    record = store.latest(name, seed)
    if record is not None:
        return record
    text, now = read_text(scenario(scenario_name, beside)), host_time()
    if seed is None and "parameters" in text and parameters(text, scenario_name):
        seed = draw()
    return store.begin(name, text, seed, now, scenario=scenario_name, created=now)
