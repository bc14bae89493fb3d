"""Lessons found by what people type."""

import os
from difflib import get_close_matches
from pathlib import Path

from course.library.entries import catalogue
from course.library.files import NotFoundError, listing


def find(word: str, lessons: Path | None = None) -> Path:
    """Give the file of the lesson that `word` means: a number, a name with or without its number, or a path.

    Without a folder, `course/name` and `course/number` mean a lesson from elsewhere. Raises NotFoundError with the
    nearest name.
    """
    if word.endswith(".md") and Path(word).is_file():
        return Path(word)
    entries = catalogue(lessons)
    for entry in entries:
        if word in (entry.id, entry.name, entry.path.stem, entry.path.name) or (
            word.isdecimal() and int(word[:9]) == entry.number
        ):
            return entry.path
    if lessons is None:
        from course.library.elsewhere import elsewhere

        others = elsewhere().entries
        for entry in others:
            if word in (entry.id, entry.call, f"{entry.word}/{entry.name}", f"{entry.word}/{entry.number}"):
                return entry.path
        entries += others
    if word.endswith(".md") or (("/" in word or "\\" in word) and os.path.lexists(word)):
        return Path(word)
    known = [entry.call for entry in entries]
    names = {name: entry.call for entry in entries for name in (entry.call, entry.name)}
    near = get_close_matches(word, names, 1, 0.4)
    remedy = f"The nearest is {names[near[0]]}" if near else listing("There are", known)
    raise NotFoundError(f"there is no lesson {word!r}", remedy)
