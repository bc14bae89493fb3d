"""Lessons and scenarios as pytest items: one item a proof."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

_HEAD = 2_000
"""Characters of a file that are looked at to tell whether it is meant for us."""


def is_lesson(path: Path) -> bool:
    """Whether a file NN-name.md is a lesson: it lies beside a folder `scenarios`, or its front matter names a scenario.

    Other programs number their pages too, and some begin them with front matter.
    """
    if (path.parent / "scenarios").is_dir():
        return True
    first, *rest = _head(path).splitlines() or [""]
    if first.rstrip() != "---":
        return False
    inside = rest[: next((number for number, line in enumerate(rest) if line.rstrip() == "---"), len(rest))]
    return any(line.startswith("scenario:") for line in inside)


def is_scenario(path: Path) -> bool:
    """Whether a file in a folder `scenarios` is one of ours: lessons lie beside the folder, or it begins like one."""
    if any(is_lesson_name(lesson.name) for lesson in path.parent.parent.glob("*.md")):
        return True
    keys = {line.partition(":")[0] for line in _head(path).splitlines() if line[:1].isalpha()}
    return {"title", "account"} <= keys


def is_lesson_name(name: str) -> bool:
    """Whether a file is named NN-name.md."""
    number, dash, rest = name.partition("-")
    return number.isdecimal() and bool(dash) and rest.endswith(".md")


def _head(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return file.read(_HEAD).decode("utf-8-sig", "replace")
    except OSError:
        return ""


class UnreadableError(pytest.Collector.CollectError):
    """A lesson or scenario that cannot be read; the message says where and why."""


class LessonFile(pytest.File):
    """A lesson or a scenario: its items are its proofs."""

    def collect(self) -> Iterator[pytest.Item]:
        """The proofs of the file, in order."""
        from course.lesson.error import LessonError
        from course.lesson.library import NotFoundError
        from course.proof.proofs import proofs
        from sim.scenario import ScenarioError

        try:
            found = proofs(self.path, seeds(self.config))
        except (LessonError, ScenarioError, NotFoundError) as error:
            raise UnreadableError(str(error)) from None
        for proof in found:
            yield ProofItem.from_parent(self, name=proof.id, proof=proof)


class ProofFailedError(Exception):
    """A proof did not hold; the message is the finding."""


class ProofItem(pytest.Item):
    """One proof of a lesson."""

    def __init__(self, *, proof: Any, **words: Any) -> None:
        super().__init__(**words)
        self._proof = proof

    def runtest(self) -> None:
        """Try it."""
        finding = self._proof.run()
        if finding is not None:
            raise ProofFailedError(str(finding))

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        """The finding alone; a fault of the program's own as pytest shows it."""
        if isinstance(excinfo.value, ProofFailedError):
            return str(excinfo.value)
        return super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[Path, int, str]:
        """Where the proof stands in the file."""
        return self.path, max(0, self._proof.line - 1), self.name


def seeds(config: pytest.Config) -> int:
    """How many variants to prove: `--lesson-seeds N`, else `lesson_seeds` of the configuration file."""
    given = config.getoption("--lesson-seeds") or config.getini("lesson_seeds")
    if not (str(given).isascii() and str(given).isdigit() and 1 <= int(str(given)[:9]) <= 1_000_000):
        raise pytest.UsageError(f"lesson_seeds is {given!r}; a whole number from 1 is expected")
    return int(given)
