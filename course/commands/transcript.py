"""`mfa-course transcript LESSON`: the latest attempt at a lesson as a text file."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from course.commands.host import complain
from course.grading.submission import SANDBOX
from course.progress.store import open_store
from course.progress.transcript import FIRST_LINE, Transcript, dump, fingerprint

if TYPE_CHECKING:
    from course.progress.attempt import Attempt


def transcript(word: str, output: str | None) -> int:
    """Print the latest attempt at the lesson that `word` names, or at the sandbox; with `output` write it there."""
    from course import library
    from course.lesson.error import LessonError
    from sim.scenario import ScenarioError

    store = open_store()
    try:
        identity = SANDBOX if word == SANDBOX else library.id_of(library.find(word))
        attempt = store.latest(identity)
        if attempt is None:
            why = f" {store.notice}" if store.notice else ""
            return complain(f"nothing was done in {identity} yet, so there is no transcript of it.{why}")
        text = dump(transcript_of(attempt))
    except (library.NotFoundError, LessonError, ScenarioError) as error:
        return complain(error)
    finally:
        store.close()
    if output is None:
        print(text, end="")
        return 0
    return _write(Path(output), text)


def transcript_of(attempt: Attempt) -> Transcript:
    """An attempt that was kept, as a transcript.

    Raises ScenarioError when the scenario's text that was kept with it cannot be read any more.
    """
    from sim.scenario import load

    start = attempt.start
    seed = start.seed
    if seed is None:
        seed = load(start.scenario_text, start.scenario, start.time).seed
    lesson = None if start.lesson == SANDBOX else start.lesson
    results = tuple(sorted(attempt.results, key=lambda result: result[0]))
    return Transcript(
        start.scenario, seed, start.time, attempt.lines, lesson, results, fingerprint(start.scenario_text)
    )


def _write(path: Path, text: str) -> int:
    """Write a transcript where there is nothing yet, or a transcript; anything else stays as it is."""
    try:
        if path.exists() and not (path.is_file() and _begins_as_one(path)):
            return complain(f"{path} is there already and is no transcript. Name another file.")
        path.write_text(text, encoding="utf-8", newline="\n")
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        return complain(f"{path} cannot be written ({reason}). Check the path and its rights.")
    print(f"Written: {path}", file=sys.stderr)
    return 0


def _begins_as_one(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(len(FIRST_LINE)) == FIRST_LINE.encode()
