"""The lessons of a folder as the course map lists them, and the ids that progress is kept under."""

import os
from dataclasses import dataclass
from pathlib import Path

from course.lesson.error import LessonError
from course.lesson.front_matter import FrontMatter
from course.library.files import LESSON, files_of, folder, original_of, read_text

DRAFT = " (draft)"
"""What is done in a lesson while it is written is kept under its id with this behind it, apart from progress."""

MOST_LESSONS = 200
"""Lessons of one folder that are listed."""


@dataclass(frozen=True)
class Entry:
    """A lesson on the course map: its number, its file, and either what it says of itself or why it cannot be read."""

    number: int
    name: str
    path: Path
    front: FrontMatter | None
    error: LessonError | None
    course: str = ""
    """The title of the course from elsewhere that the lesson belongs to; empty for ours."""
    key: str = ""
    word: str = ""

    @property
    def id(self) -> str:
        """What progress is kept under: the file's name without its ending, behind the key of another course."""
        return f"{self.key}/{self.path.stem}" if self.key else self.path.stem

    @property
    def call(self) -> str:
        """What the lesson is called by on the command line."""
        return f"{self.word}/{self.path.stem}" if self.word else self.path.stem


def catalogue(lessons: Path | None = None) -> tuple[Entry, ...]:
    """List the lessons NN-name.md of a folder in their order. Only front matter is read; a broken one is listed too."""
    from course.lesson.front_matter import front_matter

    place, key = lessons or folder(), "" if lessons is None else _key(lessons)
    named = [(path, matched) for path in files_of(place) if (matched := LESSON.fullmatch(path.name))]
    entries: list[Entry] = []
    for path, matched in named[:MOST_LESSONS]:
        number, name = int(matched[1][:9]), matched[2]
        try:
            entries.append(Entry(number, name, path, front_matter(read_text(path), path), None, key=key))
        except LessonError as error:
            entries.append(Entry(number, name, path, None, error, key=key))
    entries.sort(key=lambda entry: (entry.number, entry.name))
    if len(named) > MOST_LESSONS:
        message = f"the folder holds {len(named):,} lessons, of which {MOST_LESSONS} are listed"
        fault = LessonError(place, message, "Part it into several courses")
        entries.append(Entry(0, place.name, place, None, fault, key=key))
    return tuple(entries)


def id_of(path: Path) -> str:
    """What progress in the lesson of a file is kept under; a translation's is that of its original.

    Of a lesson outside the course it is the file's name behind a key of its folder, so that no two courses mix.
    """
    original = original_of(path)
    stem = original.stem if original and original.is_file() else path.stem
    key = _key(path.parent)
    return f"{key}/{stem}" if key else stem


def _key(place: Path) -> str:
    """What keeps the progress of a folder's lessons apart; empty for our own."""
    place = Path(os.path.realpath(place))
    if place == folder():
        return ""
    from course.library.places import key_of, packages

    return next((known.key for known in packages() if known.folder == place), None) or key_of(place)
