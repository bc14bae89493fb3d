"""Proofs of a translation: it has not parted from its original, and its own words are in order."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from course.lesson.error import LessonError
from course.proof.finding import Finding
from course.proof.judge import Judge, Source
from course.proof.proof import Proof, stated
from course.proof.prose import names_in_prose
from course.proof.variants import Variants, guarded


def translation_proofs(path: Path, beside: Path) -> Sequence[Proof]:
    """The proofs of a file NN-name.CODE.md `beside` its original.

    Raises LessonError for either file, and NotFoundError.
    """
    from course import library
    from course.library.files import language_code
    from course.library.translation import differences

    if not beside.exists():
        message = f"there is no {beside.name} beside it, which it would translate"
        raise LessonError(path, message, "Put the original there, or call the translation as the original is called")
    code = language_code(path.name.removeprefix(f"{beside.stem}.").removesuffix(".md"))
    taken = library.translations(beside).get(code, path)
    if taken.name != path.name:
        message = f"{taken.name} is in the same language, and is the one that learners get"
        raise LessonError(path, message, "Keep one of the two")
    original = library.load(beside)
    text = library.read_text(path)
    translated = library.load(path)
    source = Source(path, text.split("\n"))
    found = [
        Judge(source, None, None, None).finding(
            "translation", (parted.line, None), parted.message, parted.expected, parted.found, parted.remedy
        )
        for parted in differences(original, translated)
    ]
    scenario = library.scenario(original.front.scenario, path)
    variants = Variants(library.read_text(original.path), original.path, (scenario.stem, library.read_text(scenario)))

    def names() -> Sequence[Finding]:
        known = variants.known(None)
        return [
            finding
            for step in (None, *translated.steps)
            for finding in names_in_prose(source, translated, step, known, None)
        ]

    return [
        stated("translation", "translation", None, 1, found),
        Proof("names", "names", None, 1, partial(guarded, names, source, variants, None)),
    ]
