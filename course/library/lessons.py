"""A lesson's file made into a lesson, its scenario's parameters filled in."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from course.lesson.error import LessonError
from course.library.files import MAX_BYTES, read_text, translations
from course.library.scenarios import scenario_of

if TYPE_CHECKING:
    from course.lesson.model import Lesson


def load(
    path: Path, seed: int | None = None, language: str | None = None, *, scenario_text: str | None = None
) -> "Lesson":
    """Read a lesson file, its scenario's parameters filled in, and make sure that its scenario exists.

    `seed` draws the parameters' values (None: the scenario's own seed), of `scenario_text` where an attempt has kept
    one. `language` asks for its translation, if it has one; the original, with a notice, comes where that cannot be
    used. Raises LessonError.
    """
    lesson = _load(path, seed, scenario_text)
    if language is None:
        return lesson
    from course.library.translation import choose, settle

    other = choose(translations(path), language)
    if other is None:
        return lesson
    try:
        return settle(lesson, _load(other, seed, scenario_text))
    except LessonError as error:
        return replace(lesson, notice=f"The translation cannot be used, so this is the original: {error}")


def _load(path: Path, seed: int | None, scenario_text: str | None) -> "Lesson":
    from course.lesson.parse import parse

    text = read_text(path)
    if "{{" in text:
        text = _filled(text, path, seed, scenario_text)
    lesson = parse(text, path)
    scenario_of(lesson.front, path)
    return lesson


def _filled(text: str, path: Path, seed: int | None, scenario_text: str | None) -> str:
    from course.lesson.front_matter import front_matter
    from course.library.parameters import check, fill, mentions, values_of

    if not mentions(text):
        return text
    place = scenario_of(front_matter(text, path), path)
    present = read_text(place)
    values = values_of(present, place, seed)
    if scenario_text is None or scenario_text == present:
        check(text, path, present)
    else:
        values |= values_of(scenario_text, place, seed)
    text = fill(text, path, values)
    if len(text.encode()) > MAX_BYTES:
        message = f"the lesson is larger than {MAX_BYTES:,} bytes once its parameters are filled in"
        raise LessonError(path, message, "Split the lesson", 1, 1)
    return text
