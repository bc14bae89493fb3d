"""The lessons and scenarios that people name on the command line."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from course.proof.gather import LESSON, TRANSLATION
from course.proof.report import FileReport


def files(words: Iterable[str]) -> tuple[list[Path], list[FileReport]]:
    """The files that paths, numbers and names of lessons mean, each once, and a report for each word that means none.

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
        raise NotFoundError(f"there is nothing to prove in {word}", remedy)
    return inside


def _inside(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.iterdir()):
        if path.is_file() and (LESSON.fullmatch(path.name) or TRANSLATION.fullmatch(path.name)):
            yield path
    scenarios = folder if folder.name == "scenarios" else folder / "scenarios"
    if scenarios.is_dir():
        yield from sorted(path for path in scenarios.glob("*.yaml") if path.is_file())
