"""Proofs of a translation: it has not parted from its original, and its own words are in order."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from course.proof.judge import Judge, Source
from course.proof.proof import Proof, stated


def translation_proofs(path: Path) -> Sequence[Proof]:
    """The proofs of a file NN-name.CODE.md beside its original.

    Raises LessonError for either file, and NotFoundError.
    """
    from course.lesson import library
    from course.lesson.parse import parse
    from course.lesson.translation import differences

    original = library.load(path.with_name(f"{path.name.split('.')[0]}.md"))
    text = library.read_text(path)
    translated = parse(text, path)
    source = Source(path, text.split("\n"))
    found = [
        Judge(source, None, None, None).finding(
            "translation", (parted.line, None), parted.message, parted.expected, parted.found, parted.remedy
        )
        for parted in differences(original, translated)
    ]
    return [stated("translation", "translation", None, 1, found)]
