"""Write docs/sources.md: what the lessons claim of AWS, each with where it is from, taken from their own notes.

python docs/sources.py
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from course.lesson.model import Aside, Lesson
from course.library import catalogue, load

PAGE = Path(__file__).parent / "sources.md"

HEAD = """\
# What the lessons claim of AWS, and from where

This page is made by `python docs/sources.py` from the notes at the end of each lesson. *Observed* means that AWS was
seen to do so and documents nothing of it; *chosen here* means that nobody could tell, and the course had to decide.
"""


def claims(lesson: Lesson) -> Iterator[tuple[str, str]]:
    """What a lesson claims, each with its source, from the notes called Sources."""
    for block in lesson.steps[-1].blocks:
        if isinstance(block, Aside) and block.title == "Sources":
            for line in block.text.splitlines():
                claim, _, source = line.removeprefix("- ").rpartition(" — ")
                yield claim, source


def page() -> str:
    """The whole page."""
    text = HEAD
    for entry in catalogue():
        lesson = load(entry.path)
        text += f"\n## {entry.number}. {lesson.title}\n\n| claim | source |\n| --- | --- |\n"
        text += "".join(f"| {claim} | {source} |\n" for claim, source in claims(lesson))
    return text


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
