"""`mfa-course grade TRANSCRIPT…`: what the transcripts of a class reached."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from course.commands.host import complain

MANY = 5
"""From this many transcripts on, progress is told on standard error."""


def grade(words: Sequence[str], *, format: str = "table", lesson: str | None = None) -> int:  # noqa: A002
    """Grade transcripts, and the files of folders; 2 when one cannot be read, else 1 when one is unfinished, else 0."""
    from course import library
    from course.grading import report
    from course.grading.grade import Unreadable, compared
    from course.grading.grade import grade as grade_file
    from course.lesson.error import LessonError

    place = None
    if lesson is not None:
        try:
            place = library.find(lesson)
            library.load(place)
        except (library.NotFoundError, LessonError) as error:
            return complain(error)
    paths = _files(words)
    if not paths:
        return complain("there is no transcript there: its files end in .txt, or name them one by one")
    grades = []
    for number, path in enumerate(paths, 1):
        _tell(number, len(paths))
        grades.append(grade_file(path, place))
    write = {"table": report.table, "csv": report.to_csv, "json": report.to_json}[format]
    print(write(compared(grades)), end="")
    if any(isinstance(each, Unreadable) for each in grades):
        return 2
    return 0 if all(each.finished for each in grades if not isinstance(each, Unreadable)) else 1


def _files(words: Sequence[str]) -> list[Path]:
    """The files named, and the visible text files of folders named, each once."""
    found: dict[Path, None] = {}
    for word in words:
        path = Path(word)
        if path.is_dir():
            inside = sorted(item for item in path.rglob("*.txt") if not item.name.startswith("."))
            found |= dict.fromkeys(item for item in inside if item.is_file())
        else:
            found[path] = None
    return list(found)


def _tell(number: int, count: int) -> None:
    if count < MANY:
        return
    if sys.stderr.isatty():
        print(f"\r{number} of {count}", end="\n" if number == count else "", file=sys.stderr, flush=True)
    elif number % 25 == 0 or number == count:
        print(f"{number} of {count} transcripts are run.", file=sys.stderr, flush=True)
