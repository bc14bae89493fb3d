"""Findings made of places: what all proofs of a lesson have in common when something does not hold."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from course.lesson.model import Step
from course.proof.finding import Finding
from course.proof.reading import read
from course.proof.worlds import Place
from sim.expression import Expression, ExpressionError


@dataclass(frozen=True, slots=True)
class Source:
    """The file that findings point into; `lines` are those of the text as it is written."""

    path: Path
    lines: Sequence[str]

    def line(self, number: int) -> str:
        """A line of the file, from 1."""
        return self.lines[number - 1] if 0 < number <= len(self.lines) else ""

    def find(self, text: str, start: int, end: int | None = None) -> tuple[int, int | None]:
        """The line and column of the first occurrence of `text` from line `start` on; (start, None) without one."""
        for number in range(max(1, start), min(len(self.lines), end or start + 400) + 1):
            if (at := self.lines[number - 1].find(text)) >= 0:
                return number, at + 1
        return start, None

    def expression(self, line: int, key: str | None = None) -> tuple[int, int | None]:
        """Where an expression stands: after the fence on `line`, or after `key:` in the YAML from there."""
        if key is not None:
            number, column = self.find(f"{key}:", line)
            return number, column
        number = line + 1
        while number < len(self.lines) and not self.line(number).strip():
            number += 1
        text = self.line(number)
        return number, len(text) - len(text.lstrip()) + 1


@dataclass(frozen=True, slots=True)
class Judge:
    """Makes findings about one step at one moment in one variant."""

    source: Source
    step: Step | None
    phase: int | None
    seed: int | None

    def finding(
        self,
        kind: str,
        at: tuple[int, int | None],
        message: str,
        expected: str,
        found: str,
        remedy: str,
        place: Place | None = None,
        expression: Expression | None = None,
        document: Any = None,
    ) -> Finding:
        """A finding at (line, column); the transcript is that of `place`, whose state the expression read."""
        line, column = at
        reads = None
        if expression is not None:
            reads = read(expression.text, place.state if document is None and place else document)
        return Finding(
            kind=kind,
            path=self.source.path,
            line=line,
            column=column,
            step=self.step.id if self.step else None,
            message=message,
            expected=expected,
            found=found,
            transcript=place.lines if place else (),
            expression=expression.text if expression else None,
            read=reads,
            remedy=remedy,
            source=self.source.line(line),
            phases=() if self.phase is None else (self.phase,),
            seeds=(self.seed,),
        )


def gives(expression: Expression, document: Any) -> str:
    """What an expression gives, as short JSON, or why it gives nothing."""
    try:
        text = json.dumps(expression.search(document), ensure_ascii=False)
    except ExpressionError as error:
        return f"an error: {error.message}"
    return text if len(text) <= 120 else text[:118] + " …"
