"""Translations of lessons: which one a learner gets, and where one has parted from its original.

A translation says the same in other words. Ids, checks, conditions and command lines are the original's.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeVar

from course.lesson.error import LessonError
from course.lesson.front_matter import front_matter
from course.lesson.model import Check, Lesson, Mistake, Predict, Question, Quiz, Script, Step
from course.library.entries import Entry
from course.library.files import LANGUAGE, language_code, read_text, translations, translations_in

if TYPE_CHECKING:
    from pathlib import Path

VARIABLE = "MFA_COURSE_LANG"
"""The environment variable that names the language of lessons, before those that name it for all programs."""

_REMEDY = "Copy it from the original; only the words for people are translated"
_Block = TypeVar("_Block", Check, Mistake, Question)


class LanguageError(Exception):
    """A word that is no language code; the message says what is expected."""


@dataclass(frozen=True, slots=True)
class Difference:
    """Where a translation has parted: its `line`, what the original has (`expected`) and what it has (`found`)."""

    line: int
    message: str
    expected: str
    found: str
    remedy: str


def wanted(option: str | None, environment: Mapping[str, str] = os.environ) -> str | None:
    """The language wanted, such as `es` or `es-mx`: of the option, else of MFA_COURSE_LANG, else of the locale.

    None when the locale names none. Raises LanguageError for an option or MFA_COURSE_LANG that is no code.
    """
    for source, text in (("--lang", option), (VARIABLE, environment.get(VARIABLE))):
        if text:
            if not LANGUAGE.fullmatch(text):
                raise LanguageError(f"{source} is {text!r}, which is no language code. Write one such as es or pt-br.")
            return language_code(text)
    locale = next((text for name in ("LC_ALL", "LC_MESSAGES", "LANG") if (text := environment.get(name))), "")
    code = re.split("[.@]", locale)[0]
    return language_code(code) if LANGUAGE.fullmatch(code) else None


def choose(translations: Mapping[str, Path], language: str) -> Path | None:
    """The translation into a language, or into the language that it is a variety of."""
    code = language_code(language)
    while code not in translations and "-" in code:
        code = code.rpartition("-")[0]
    return translations.get(code)


def spoken(entries: Iterable[Entry], language: str | None) -> list[Entry]:
    """Entries of the course map with what their translations say of them, where there are some that can be read."""
    folders: dict[Path, dict[str, dict[str, Path]]] = {}
    return [_spoken(entry, language, folders) if language and entry.front else entry for entry in entries]


def _spoken(entry: Entry, language: str, folders: dict[Path, dict[str, dict[str, Path]]]) -> Entry:
    place = entry.path.parent
    if place not in folders:
        folders[place] = translations_in(place)
    other = choose(folders[place].get(entry.path.stem, {}), language)
    try:
        return replace(entry, front=front_matter(read_text(other), other)) if other else entry
    except LessonError:
        return entry


def missing(path: Path, option: str | None) -> str:
    """What to tell who asked by `--lang` for a translation that a lesson does not have; else nothing."""
    found = translations(path) if option else {}
    if not option or choose(found, option):
        return ""
    there = f"Translations are {', '.join(sorted(found))}." if found else "It has no translation."
    return f"The lesson is not translated into {option}. {there}"


def settle(original: Lesson, translated: Lesson) -> Lesson:
    """The translated lesson; the original, with a notice, where the two have parted."""
    parted = differences(original, translated)
    if not parted:
        return translated
    first = parted[0]
    notice = f"The translation is out of date, so this is the original: {translated.path}:{first.line}: {first.message}"
    return replace(original, notice=f"{notice}.")


def differences(original: Lesson, translated: Lesson) -> list[Difference]:
    """Where a translation does not do what its original does, in the order of its lines."""
    return sorted(_differences(original, translated), key=lambda difference: difference.line)


def _differences(original: Lesson, translated: Lesson) -> Iterator[Difference]:
    front, other = original.front, translated.front
    line = other.lines.get("scenario", 1)
    yield from _same(line, "the scenario", front.scenario, other.scenario)
    examinations = [str(each.examination).lower() for each in (front, other)]
    yield from _same(other.lines.get("examination", line), "whether it is an examination", *examinations)
    yield from _mistakes("before the first step", 1, original.mistakes, translated.mistakes)
    ids, found = [step.id for step in original.steps], [step.id for step in translated.steps]
    if ids != found:
        yield _parted(_line_of(ids, found, translated.steps), "the list of steps", ", ".join(ids), ", ".join(found))
    steps = {step.id: step for step in translated.steps}
    for step in original.steps:
        if step.id in steps:
            yield from _step(step, steps[step.id])


def _step(step: Step, other: Step) -> Iterator[Difference]:
    where = f"in the step {step.id}"
    yield from _blocks(where, other.line, "checks", step.checks, other.checks)
    for check, its in _pairs(step.checks, other.checks):
        yield from _same(its.line, f"the check {check.id}", check.expression.text, its.expression.text)
    yield from _mistakes(where, other.line, step.mistakes, other.mistakes)
    yield from _blocks(where, other.line, "questions", step.questions, other.questions)
    for question, asked in _pairs(step.questions, other.questions):
        yield from _question(question, asked)
    hints, theirs = len(step.hints), len(other.hints)
    yield from _same(other.line, f"the number of hints {where}", str(hints), str(theirs))
    line = other.solution.line if other.solution else other.line
    mine = _lines(step.solution.script if step.solution else None)
    yield from _same(line, f"the solution {where}", mine, _lines(other.solution.script if other.solution else None))


def _mistakes(where: str, line: int, mine: Sequence[Mistake], theirs: Sequence[Mistake]) -> Iterator[Difference]:
    yield from _blocks(where, line, "mistakes", mine, theirs)
    for mistake, other in _pairs(mine, theirs):
        yield from _same(other.line, f"`when` of the mistake {mistake.id}", mistake.when.text, other.when.text)
        yield from _same(
            other.line, f"`try` of the mistake {mistake.id}", _lines(mistake.attempt), _lines(other.attempt)
        )


def _question(question: Question, other: Question) -> Iterator[Difference]:
    what = f"the question {question.id}"
    if isinstance(question, Predict) and isinstance(other, Predict):
        yield from _same(other.line, f"`run` of {what}", _lines(question.run), _lines(other.run))
        whens = [[choice.when.text for choice in each.choices if choice.when] for each in (question, other)]
        yield from _same(other.line, f"a `when` among the choices of {what}", "; ".join(whens[0]), "; ".join(whens[1]))
    elif isinstance(question, Quiz) and isinstance(other, Quiz):
        yield from _same(
            other.line, f"the number of choices of {what}, or which are right,", _right(question), _right(other)
        )
    else:
        kinds = [type(each).__name__.lower() for each in (question, other)]
        yield _parted(other.line, f"the kind of {what}", *kinds)


def _blocks(where: str, line: int, what: str, mine: Sequence[_Block], theirs: Sequence[_Block]) -> Iterator[Difference]:
    ids, found = [block.id for block in mine], [block.id for block in theirs]
    if ids != found:
        at = _line_of(ids, found, theirs) if theirs else line
        yield _parted(at, f"the list of {what} {where}", ", ".join(ids) or "none", ", ".join(found) or "none")


def _pairs(mine: Sequence[_Block], theirs: Sequence[_Block]) -> Iterator[tuple[_Block, _Block]]:
    found = {block.id: block for block in theirs}
    return ((block, found[block.id]) for block in mine if block.id in found)


def _line_of(ids: Sequence[str], found: Sequence[str], blocks: Sequence[Step | Check | Mistake | Question]) -> int:
    """The line of the first block that is not where its original is; the last one's when others should follow it."""
    for number, block in enumerate(blocks):
        if number >= len(ids) or ids[number] != found[number]:
            return block.line
    return blocks[-1].line


def _same(line: int, what: str, expected: str, found: str) -> Iterator[Difference]:
    if expected != found:
        yield _parted(line, what, expected, found)


def _parted(line: int, what: str, expected: str, found: str) -> Difference:
    return Difference(line, f"{what} differs from the original's", expected, found, _REMEDY)


def _lines(script: Script | None) -> str:
    return "\n".join(script.commands()) if script else "none"


def _right(question: Quiz) -> str:
    return ", ".join(f"{n} {'right' if choice.right else 'wrong'}" for n, choice in enumerate(question.choices, 1))
