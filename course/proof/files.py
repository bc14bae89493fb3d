"""The lessons and scenarios that people name on the command line."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from course.library.files import LESSON, is_of_course
from course.proof.report import FileReport

_NEARLY = re.compile(r"[0-9]+[-_ .].*\.md", re.IGNORECASE | re.DOTALL)
"""What somebody may have meant as a lesson's name."""

MOST_SCENARIOS = 200
"""Scenarios of a folder that are proved."""


def files(words: Iterable[str]) -> tuple[list[Path], list[FileReport]]:
    """The files that paths, numbers and names of lessons mean, each once, and a report of all that cannot be proved.

    A lesson brings its translations. A folder gives its lessons NN-name.md, with theirs, and the scenarios of its
    folder `scenarios`.
    """
    from course.library import NotFoundError

    found: dict[str, Path] = {}
    unknown: list[FileReport] = []
    for word in words:
        try:
            for path in _meant(word):
                found.setdefault(os.path.realpath(path), path)
        except NotFoundError as error:
            unknown.append(FileReport(Path(word), 0, (), str(error)))
        unknown += _left_out(Path(word))
    return list(found.values()), unknown


def _meant(word: str) -> list[Path]:
    from course.library import NotFoundError, find, translations

    path = Path(word)
    if not path.is_dir():
        lesson = path if path.is_file() or path.is_symlink() else find(word)
        return [lesson, *(translations(lesson).values() if LESSON.fullmatch(lesson.name) else ())]
    try:
        inside = list(_inside(path))
    except OSError as error:
        raise NotFoundError(f"{word} cannot be read ({error.strerror})", "Check the folder and its rights") from None
    if not inside:
        remedy = "Lessons are called NN-name.md, scenarios stand in a folder scenarios as name.yaml"
        raise NotFoundError(f"there is nothing to prove in the folder {path.resolve()}", remedy)
    return inside


def _inside(folder: Path) -> Iterator[Path]:
    from course.library import MOST_LESSONS

    names = sorted(path for path in folder.iterdir() if is_of_course(path))
    _few(folder, sum(1 for path in names if LESSON.fullmatch(path.name)), "lessons", MOST_LESSONS)
    yield from (path for path in names if path.is_file())
    scenarios = folder if folder.name == "scenarios" else folder / "scenarios"
    if scenarios.is_dir():
        found = sorted(path for path in scenarios.glob("*.yaml") if path.is_file())
        _few(scenarios, len(found), "scenarios", MOST_SCENARIOS)
        yield from found


def _few(folder: Path, count: int, what: str, most: int) -> None:
    from course.library import NotFoundError

    if count > most:
        message = f"the folder {folder.resolve()} holds {count:,} {what}, and {most:,} are taken"
        raise NotFoundError(message, "Part it into several courses")


def _left_out(folder: Path) -> Iterator[FileReport]:
    """What of a folder no learner would get as it was meant: its `course.yaml`, and names that are nearly lessons'."""
    from course.lesson.error import LessonError
    from course.library.elsewhere import TITLE_FILE, title_of
    from course.library.files import files_of

    if not folder.is_dir():
        return
    try:
        title_of(folder)
    except LessonError as error:
        yield FileReport(folder / TITLE_FILE, 0, (), str(error))
    nearly = [path for path in files_of(folder) if _NEARLY.fullmatch(path.name) and path.is_file()]
    for path in [path for path in nearly if not is_of_course(path)]:
        remedy = "Call it NN-name.md, with small letters, digits and single hyphens"
        shown = path if path.name.isprintable() else folder / ascii(path.name)
        yield FileReport(path, 0, (), str(LessonError(shown, "this is no lesson's name, so it is left out", remedy)))
