"""A transcript file with the lesson and the scenario that it is run on. The file is anybody's, so it is bounded."""

from __future__ import annotations

import stat
import time
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from course import library
from course.grading.replay import Moment, replay
from course.lesson.error import LessonError
from course.progress.transcript import Transcript, TranscriptError, escaped, fingerprint, load
from sim.scenario import ScenarioError
from sim.world import World

if TYPE_CHECKING:
    from course.lesson.model import Lesson

SANDBOX = "sandbox"
"""What the sandbox's attempts are kept under; a transcript of them names no lesson."""

MAX_BYTES = 16_000_000
"""The size of a transcript that is read at all; one that keeps a program's uploads may have some million bytes."""

PATIENCE_SECONDS = 30.0
"""How long the lines of one transcript may take; those of a whole lesson take a quarter of a second."""

CHANGED = (
    "The scenario {0} has changed since this attempt, which is run on the present one. What comes of a line may differ."
)


class SubmissionError(Exception):
    """A transcript that cannot be run: the message names the file and says what to do."""


@dataclass(frozen=True, slots=True)
class Submission:
    """A transcript that can be run: on the world `start`, by `lesson` (None: the sandbox). `notes` are for people."""

    name: str
    transcript: Transcript
    start: World
    lesson: Lesson | None
    notes: tuple[str, ...] = ()

    def moments(self, patience: float = PATIENCE_SECONDS) -> Iterator[Moment]:
        """Run it again, for `patience` seconds at most.

        Raises TooLongError.
        """
        end, kept = time.monotonic() + patience, self.transcript

        def may_go_on() -> bool:
            return time.monotonic() < end

        return replay(self.start, kept.lines, kept.results, self.lesson, may_go_on=may_go_on)


def open_submission(path: Path, lesson: Path | None = None) -> Submission:
    """Read a transcript and find what it names; `lesson` is a lesson file to take in place of the one it names.

    Raises SubmissionError.
    """
    name = escaped(str(path))
    try:
        transcript = load(read(path), name)
        place = lesson or place_of(transcript.lesson, name)
        scenario_name = escaped(transcript.scenario)
        text = library.read_text(library.scenario(transcript.scenario, place))
        read_lesson = _lesson(place, transcript.seed) if place else None
        if read_lesson is not None and read_lesson.front.scenario != transcript.scenario:
            raise SubmissionError(
                f"{name}: this is an attempt in the scenario {scenario_name}, but the lesson {read_lesson.path.name} "
                f"has the scenario {read_lesson.front.scenario}. Name another lesson with --lesson."
            )
        start = _world(text, transcript.scenario, transcript.start, transcript.seed)
    except TranscriptError as error:
        raise SubmissionError(str(error)) from None
    except (LessonError, library.NotFoundError, ScenarioError) as error:
        raise SubmissionError(f"{name}: {error}") from None
    notes = []
    named = transcript.lesson or SANDBOX
    if read_lesson is not None and named.rpartition("/")[2] != read_lesson.path.stem:
        notes.append(f"It is of the lesson {escaped(named)[:80]}, and graded by {read_lesson.path.stem}.")
    if transcript.scenario_sha256 not in (None, fingerprint(text)):
        notes.append(CHANGED.format(scenario_name))
    return Submission(name, transcript, start, read_lesson, tuple(notes))


def read(path: Path) -> str:
    """The text of a transcript file, of MAX_BYTES at most.

    Raises SubmissionError.
    """
    name = escaped(str(path))
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            what = "a folder" if path.is_dir() else "no file"
            raise SubmissionError(f"{name}: this is {what}. Name a transcript file.")
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except FileNotFoundError:
        raise SubmissionError(f"{name}: there is no such file. Check the path.") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise SubmissionError(f"{name}: the file cannot be read ({reason}). Check the path and its rights.") from None
    if len(data) > MAX_BYTES:
        raise SubmissionError(f"{name}: the file is larger than {MAX_BYTES:,} bytes. This is no transcript.")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise SubmissionError(
            f"{name}:{line}: the byte 0x{data[error.start]:02x} is not UTF-8. A transcript is a text file in UTF-8."
        ) from None


def place_of(identity: str | None, name: str) -> Path | None:
    """The file of the lesson of that id, always one of those on the course map; None for the sandbox.

    `name` begins the message of a SubmissionError.
    """
    if identity is None or identity == SANDBOX:
        return None
    from course.library.elsewhere import elsewhere

    entries = (*library.catalogue(), *elsewhere().entries)
    found = [entry for entry in entries if entry.id == identity]
    if not found and "/" in identity:
        # The key ends in a digest of where the course stands, which is another on every machine.
        key, _, stem = identity.partition("/")
        word = key.rpartition("-")[0]
        found = [entry for entry in entries if entry.path.stem == stem and entry.key.rpartition("-")[0] == word != ""]
    if len(found) != 1:
        raise SubmissionError(
            f"{name}: its lesson {escaped(identity)[:80]} is not on the course map here. "
            "Add its folder (mfa-course lessons add FOLDER), or name the lesson's file with --lesson."
        )
    return found[0].path


@lru_cache(maxsize=64)
def _lesson(path: Path, seed: int) -> Lesson:
    return library.load(path, seed)


@lru_cache(maxsize=64)
def _world(text: str, name: str, start: int, seed: int) -> World:
    from sim.scenario import load as load_scenario

    return load_scenario(text, name, start, seed)
