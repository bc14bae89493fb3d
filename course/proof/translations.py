"""Proofs of a translation: it has not parted from its original, and its own words are in order."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from course.proof.finding import Finding
from course.proof.judge import Judge, Source
from course.proof.proof import Proof


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
    return stated("translation", "translation", None, 1, found)


def stated(name: str, kind: str, step: str | None, line: int, findings: Sequence[Finding]) -> list[Proof]:
    """A proof for each of the findings that are known already; one that holds when there are none."""
    if not findings:
        return [Proof(name, kind, step, line, partial(_give, None))]
    numbers = ["", *(f"-{number}" for number in range(2, len(findings) + 1))]
    return [
        Proof(f"{name}{number}", kind, step, finding.line, partial(_give, finding))
        for number, finding in zip(numbers, findings, strict=True)
    ]


def _give(finding: Finding | None) -> Finding | None:
    return finding
