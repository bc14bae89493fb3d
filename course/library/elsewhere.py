"""The lessons of courses from elsewhere, as the course map lists them: a broken one with its error, harming nothing."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from course.lesson.bounds import MAX_TITLE
from course.lesson.error import LessonError
from course.lesson.fields import Fields, read_yaml
from course.library import places
from course.library.entries import Entry, catalogue
from course.library.files import read_text
from course.library.places import Place

TITLE_FILE = "course.yaml"
"""A file beside the lessons that may say what the course is called: `title: words`."""


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Lessons course by course, in each course's order; `notice` is what the learner should know of the list."""

    entries: tuple[Entry, ...]
    notice: str | None = None


def elsewhere() -> Elsewhere:
    """List the lessons of all folders and packages from elsewhere. Never fails: what is broken is an entry."""
    notice = None
    try:
        added = places.added()
    except places.DamagedError as error:
        added, notice = (), str(error)
    entries = [entry for place in places.places(added) for entry in lessons_of(place)]
    return Elsewhere(tuple(entries), notice)


def lessons_of(place: Place) -> tuple[Entry, ...]:
    """The lessons of one folder, with whatever is wrong with the folder itself as an entry of its own."""
    title, fault = places.words_of(place.folder), place.error
    if fault is None:
        try:
            title = title_of(place.folder) or title
        except LessonError as error:
            fault = error
    found = list(catalogue(place.folder)) if place.error is None else []
    if fault is None and not found:
        fault = LessonError(place.folder, "there is no lesson here", "Lessons are files NN-name.md")
    if fault is not None:
        found.insert(0, Entry(0, place.folder.name, place.folder, None, fault))
    return tuple(replace(entry, course=title, key=place.key, word=place.word) for entry in found)


def title_of(folder: Path) -> str:
    """What a folder's `course.yaml` calls the course; empty where there is none. Raises LessonError."""
    path = folder / TITLE_FILE
    try:
        path.lstat()
    except OSError:
        return ""
    fields = Fields(read_yaml(read_text(path), path, 1), path, "a course", ("title",), line=1)
    title = fields.line("title")
    if len(title.text) > MAX_TITLE:
        raise fields.error(title, f"the title is longer than {MAX_TITLE} characters", "Shorten it")
    return title.text
