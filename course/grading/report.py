"""Grades written down: a table for people, CSV for spreadsheets, JSON for programs."""

from __future__ import annotations

import csv
import io
import json
import textwrap
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any
from unicodedata import combining, east_asian_width

from course.grading.grade import Grade, StepGrade, Unreadable

Graded = Grade | Unreadable

WIDTH = 80
_NAME = 27
_HEADS = (("STEPS", 7), ("MISTAKES", 9), ("HINTS", 6), ("ANSWERS", 8), ("UNDOS", 6), ("TIME", 9), ("DONE", 6))
_DANGEROUS = ("=", "+", "-", "@", "\t", "\r")
"""How a cell begins that a spreadsheet takes for a formula."""


def table(grades: Sequence[Graded]) -> str:
    """One line each, 80 columns wide; what there is to say of a file stands below."""
    if not grades:
        return ""
    lines = ["NAME".ljust(_NAME) + "".join(head.rjust(width) for head, width in _HEADS)]
    remarks: list[str] = []
    for each in grades:
        name = Path(each.file).name
        if isinstance(each, Unreadable):
            lines.append(f"{cut(name, _NAME)}  not graded, see below")
            remarks.append(each.error)
            continue
        values = (
            f"{each.met}/{len(each.steps)}",
            str(sum(mistakes(each).values())),
            str(sum(step.hints for step in each.steps)),
            "{}/{}".format(*answered(each)),
            str(each.undos),
            clock(each.active_seconds),
            ("yes" if each.finished else "no") + ("*" if each.notes else ""),
        )
        cells = "".join(value.rjust(width) for value, (_, width) in zip(values, _HEADS, strict=True))
        lines.append(cut(name, _NAME) + cells)
        if each.notes:
            remarks.append(f"* {name}: {' '.join(each.notes)}")
    text = "\n".join(line.rstrip() for line in lines) + "\n"
    wrapped = [
        "\n".join(textwrap.wrap(remark, WIDTH, subsequent_indent="  ", break_on_hyphens=False)) for remark in remarks
    ]
    return text + "".join(f"\n{remark}\n" for remark in wrapped)


def to_json(grades: Sequence[Graded]) -> str:
    """A list of objects, one a file, each with everything that is known; `error` is null unless it was not graded."""
    return json.dumps([_object(each) for each in grades], ensure_ascii=False, indent=2) + "\n"


def to_csv(grades: Sequence[Graded]) -> str:
    """A row for each file, the steps' details in cells of their own. No cell begins as a formula does."""
    out = io.StringIO()
    rows = csv.writer(out, lineterminator="\n")
    rows.writerow(("file", *_COLUMNS, "error"))
    for each in grades:
        if isinstance(each, Unreadable):
            values = ["" for _ in _COLUMNS]
            rows.writerow(_defused([each.file, *values, each.error]))
        else:
            rows.writerow(_defused([each.file, *(column(each) for column in _COLUMNS.values()), ""]))
    return out.getvalue()


def mistakes(grade: Grade) -> dict[str, int]:
    """How often each mistake was made in the whole attempt, the most frequent first."""
    found: dict[str, int] = {}
    for step in grade.steps:
        for identity, count in step.mistakes:
            found[identity] = found.get(identity, 0) + count
    return dict(sorted(found.items(), key=lambda item: (-item[1], item[0])))


def answered(grade: Grade) -> tuple[int, int]:
    """How many questions were answered rightly at the first try, of all that the lesson asks."""
    right = sum(answer.right_at_first for step in grade.steps for answer in step.answers)
    return right, sum(step.questions for step in grade.steps)


def clock(seconds: int) -> str:
    """A length of time as hours, minutes and seconds; from a hundred hours on in days."""
    if seconds >= 360_000:
        return f"{seconds // 86_400}d"
    return f"{seconds // 3600}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"


def cut(text: str, width: int) -> str:
    """A text as exactly `width` columns, its end replaced by … where it is longer."""
    if columns(text) > width:
        while columns(text) > width - 1:
            text = text[:-1]
        text += "…"
    return text + " " * (width - columns(text))


def columns(text: str) -> int:
    """How many columns a text takes on a terminal."""
    return sum(0 if combining(sign) else 2 if east_asian_width(sign) in "WF" else 1 for sign in text)


def _object(each: Graded) -> dict[str, Any]:
    if isinstance(each, Unreadable):
        return {"file": each.file, "error": each.error}
    whole = asdict(each)
    for step in whole["steps"]:
        step["mistakes"] = dict(step["mistakes"])
    right, asked = answered(each)
    return {
        "file": whole.pop("file"),
        "error": None,
        "finished": each.finished,
        "steps_met": each.met,
        "steps_of": len(each.steps),
        "mistakes": mistakes(each),
        "hints": sum(step.hints for step in each.steps),
        "answers_right_at_first": right,
        "questions": asked,
        **whole,
    }


def _per_step(grade: Grade, words: Callable[[StepGrade], Iterable[str]]) -> str:
    told = ((step.id, "; ".join(words(step))) for step in grade.steps)
    return " | ".join(f"{identity}: {text}" for identity, text in told if text)


_COLUMNS: dict[str, Callable[[Grade], object]] = {
    "lesson": lambda grade: grade.lesson,
    "finished": lambda grade: "yes" if grade.finished else "no",
    "steps_met": lambda grade: grade.met,
    "steps": lambda grade: len(grade.steps),
    "steps_unmet": lambda grade: " ".join(step.id for step in grade.steps if not step.met),
    "mistakes": lambda grade: sum(mistakes(grade).values()),
    "refused": lambda grade: sum(step.refused for step in grade.steps),
    "hints": lambda grade: sum(step.hints for step in grade.steps),
    "answers_right_at_first": lambda grade: answered(grade)[0],
    "questions": lambda grade: answered(grade)[1],
    "solution_lines": lambda grade: sum(step.solution_lines for step in grade.steps),
    "lines": lambda grade: grade.lines,
    "undos": lambda grade: grade.undos,
    "resets": lambda grade: grade.resets,
    "active_seconds": lambda grade: grade.active_seconds,
    "service_seconds": lambda grade: grade.service_seconds,
    "seed": lambda grade: grade.seed,
    "start": lambda grade: grade.start,
    "which_mistakes": lambda grade: _per_step(grade, lambda step: (f"{name} {count}" for name, count in step.mistakes)),
    "which_hints": lambda grade: _per_step(grade, lambda step: [f"{step.hints} of {step.hints_of}"][: step.hints]),
    "which_answers": lambda grade: _per_step(
        grade,
        lambda step: (f"{a.question} {'right' if a.right_at_first else 'wrong'} at first" for a in step.answers),
    ),
    "commands": lambda grade: _per_step(grade, lambda step: step.commands),
    "notes": lambda grade: " ".join(grade.notes),
}


def _defused(values: Iterable[object]) -> list[str]:
    """Cells as text; one that a spreadsheet would take for a formula gets an apostrophe before it."""
    texts = [str(value) for value in values]
    return [f"'{text}" if text.startswith(_DANGEROUS) else text for text in texts]
