"""The course's exercises as they lie in lessons/exercises: what is handed out, a reference, and wrong solutions.

catalogue.yaml names them in order, by theme, each with the lesson that it belongs to, if it does. A folder NAME holds
exercise.yaml, the test test_NAME.py, the learner's file as handed out, `reference/` with one that passes and `wrong/…/`
with files that real learners would write.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from course import library
from course.exercise.work import ENDINGS

CATALOGUE = "catalogue.yaml"


class CatalogueError(Exception):
    """Exercises that cannot be read; the message names the file and what is wrong with it."""


@dataclass(frozen=True, slots=True)
class Wrong:
    """A wrong solution: its folder, what is wrong with it, and words that a failure of it has to say."""

    folder: Path
    title: str
    says: str


@dataclass(frozen=True, slots=True)
class Exercise:
    """An exercise: `number` is its place in the catalogue, `asks` what it asks for, in a sentence or two.

    `lesson` is the id of the lesson that it belongs to, such as 04-a-practical-example; empty where it is of none.
    """

    number: int
    name: str
    theme: str
    title: str
    asks: str
    folder: Path
    wrong: tuple[Wrong, ...]
    lesson: str = ""

    @property
    def stem(self) -> str:
        """The name as Python modules have it."""
        return self.name.replace("-", "_")

    @property
    def test(self) -> Path:
        """The test that marks it."""
        return self.folder / f"test_{self.stem}.py"

    @property
    def file(self) -> Path:
        """The learner's file as it is handed out."""
        return next(path for ending in ENDINGS if (path := self.folder / f"{self.stem}{ending}").is_file())

    @property
    def reference(self) -> Path:
        """The folder of a solution that passes."""
        return self.folder / "reference"

    @property
    def handed_out(self) -> dict[str, Path]:
        """The files that a learner gets, by their names."""
        return {f"test_{self.number:02}_{self.stem}.py": self.test, self.file.name: self.file}


def exercises(folder: Path | None = None, *, lesson: str | None = None) -> tuple[Exercise, ...]:
    """The exercises of a folder with a catalogue, in their order; those of the course if left out.

    Only those of a `lesson` are read, by its id, where one is given. Raises CatalogueError.
    """
    folder = folder or library.folder() / "exercises"
    places: list[tuple[str, str, str]] = []
    try:
        for theme in _read(folder / CATALOGUE)["themes"]:
            places += [(*_named(each), str(theme["title"])) for each in theme["exercises"]]
    except (KeyError, TypeError, ValueError):
        expected = "a list themes of title and exercises is expected, each exercise a name, or name and lesson"
        raise CatalogueError(f"{folder / CATALOGUE}: {expected}") from None
    return tuple(
        replace(_exercise(folder / name, number, title), lesson=of)
        for number, (name, of, title) in enumerate(places, 1)
        if lesson is None or lesson == of
    )


def _named(entry: object) -> tuple[str, str]:
    """An exercise's name and lesson, as the catalogue has them: `name`, or `{name: …, lesson: …}`."""
    if isinstance(entry, str):
        return entry, ""
    if not isinstance(entry, Mapping) or set(entry) != {"name", "lesson"}:
        raise ValueError(entry)
    return str(entry["name"]), str(entry["lesson"])


def _exercise(folder: Path, number: int, theme: str) -> Exercise:
    path = folder / "exercise.yaml"
    fields = _read(path)
    try:
        wrong = tuple(Wrong(folder / "wrong" / w["name"], w["title"], w["says"]) for w in fields["wrong"])
        exercise = Exercise(number, folder.name, theme, fields["title"], fields["asks"].strip(), folder, wrong)
    except (KeyError, TypeError) as error:
        raise CatalogueError(
            f"{path}: title, asks, and a list wrong of name, title, says are expected: {error}"
        ) from None
    needed = [exercise.test, exercise.reference, *(each.folder for each in wrong)]
    missing = [each for each in needed if not each.exists()]
    if missing or not any((folder / f"{exercise.stem}{ending}").is_file() for ending in ENDINGS):
        raise CatalogueError(f"{path}: {missing[0] if missing else f'a file {exercise.stem}.*'} is not there")
    return exercise


def _read(path: Path) -> Mapping[str, Any]:
    import yaml

    try:
        document = yaml.safe_load(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise CatalogueError(f"{path} cannot be read: {error.strerror}") from None
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise CatalogueError(f"{path} cannot be read: {error}") from None
    if not isinstance(document, Mapping):
        raise CatalogueError(f"{path}: keys with values are expected")
    return document
