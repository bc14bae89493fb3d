"""Put the exercises into a learner's folder, and leave alone whatever stands there already."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from course.exercise.catalogue import Exercise

README = "README.md"
CONFTEST = "conftest.py"
_CONFTEST = '''\
"""Says it at once where pytest is another one than that of mfa-course."""

import sys

import pytest


def pytest_configure(config):
    if not config.pluginmanager.has_plugin("mfa_course"):
        raise pytest.UsageError(
            f"the exercises need mfa-course in the Python that runs pytest, and {sys.executable} has none. "
            "Install it there (pip install 'mfa-course[exercises]'), or run the pytest that stands beside mfa-course."
        )
'''


@dataclass
class Handed:
    """What came of handing out: names of files that are new, that stood there as they are, and that differ."""

    new: list[str] = field(default_factory=list)
    same: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)


def hand_out(exercises: Sequence[Exercise], folder: Path) -> Handed:
    """Put the exercises into `folder`, made if it is not there. No file that exists is written to.

    Raises OSError for a folder that cannot be made or written to.
    """
    folder.mkdir(parents=True, exist_ok=True)
    contents = {README: readme(exercises).encode(), CONFTEST: _CONFTEST.encode()}
    for exercise in exercises:
        contents |= {name: path.read_bytes() for name, path in exercise.handed_out.items()}
    handed = Handed()
    for name, content in contents.items():
        path = folder / name
        try:
            with path.open("xb") as file:
                file.write(content)
        except FileExistsError:
            stands = path.read_bytes() if path.is_file() else b""
            (handed.same if stands == content else handed.changed).append(name)
        else:
            handed.new.append(name)
    return handed


def readme(exercises: Sequence[Exercise]) -> str:
    """The page that goes with the exercises."""
    lines = [
        "# Exercises",
        "",
        "Each exercise is a file of yours, and a test beside it that marks it. They work on a simulated AWS account:",
        "nothing here reaches AWS, and nothing costs money.",
        "",
        "    pip install 'mfa-course[exercises]'      # once",
        "    pytest                                   # marks everything",
        f"    pytest {next(iter(exercises[0].handed_out)) if exercises else ''}        # marks one exercise",
        "    pytest -x                                # stops at the first that is not right yet",
        "",
        "Write in your own files only. A test that fails says what it expected, and shows the account at the end, what",
        "the validator saw of each code, and what AWS answered.",
    ]
    theme = None
    for exercise in exercises:
        if exercise.theme != theme:
            theme = exercise.theme
            lines += ["", f"## {theme}", ""]
        asks = " ".join(exercise.asks.split())
        lines.append(f"{exercise.number}. **{exercise.title}** (`{exercise.file.name}`): {asks}{belongs(exercise)}")
    return "\n".join(lines) + "\n"


def belongs(exercise: Exercise) -> str:
    """The words that name the lesson of an exercise and how it is called, behind a blank; empty where it is of none."""
    number = exercise.lesson.partition("-")[0].lstrip("0")
    return f" It belongs to lesson {number}, `mfa-course run {number}`." if number else ""
