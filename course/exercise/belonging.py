"""Which exercises belong to a lesson, without reading the others."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from course.exercise.catalogue import CatalogueError, exercises


@cache
def in_words(lesson: str, folder: Path | None = None) -> str:
    """The line that tells of them at a lesson's end: empty where there are none, the fault where they can't be read."""
    try:
        belonging = exercises(folder, lesson=lesson)
    except CatalogueError as error:
        return str(error)
    if not belonging:
        return ""
    titles = "; ".join(exercise.title for exercise in belonging)
    return f"Exercises that belong here: {titles} (mfa-course exercises DIR)."
