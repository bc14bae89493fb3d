"""Lessons and scenarios as pytest items: one item a proof."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

_READ = 250_000
"""Bytes of a file that are looked at to tell whether it is meant for us."""

_SCENARIO_KEYS = ({"account", "title"}, {"account", "people"})
"""Keys at the top of a file that no other program's file in a folder `scenarios` is likely to have."""


def is_lesson(path: Path) -> bool:
    """Whether a file NN-name.md is a lesson: its front matter names a scenario, or one of ours lies in `scenarios`.

    Other programs number their pages too, and some begin them with front matter.
    """
    first, *rest = _text(path).splitlines() or [""]
    if first.rstrip() == "---":
        inside = rest[: next((number for number, line in enumerate(rest) if line.rstrip() == "---"), len(rest))]
        if any(line.startswith("scenario:") for line in inside):
            return True
    return any(is_scenario(scenario) for scenario in sorted((path.parent / "scenarios").glob("*.yaml")))


def is_scenario(path: Path) -> bool:
    """Whether a file in a folder `scenarios` is one of ours, by the keys at its top."""
    keys = {line.partition(":")[0] for line in _text(path).splitlines() if line[:1].isalpha()}
    return any(needed <= keys for needed in _SCENARIO_KEYS)


def _text(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return file.read(_READ).decode("utf-8-sig", "replace")
    except OSError:
        return ""


class UnreadableError(pytest.Collector.CollectError):
    """A lesson or scenario that cannot be read; the message says where and why."""


class LessonFile(pytest.File):
    """A lesson or a scenario: its items are its proofs."""

    def collect(self) -> Iterator[pytest.Item]:
        """The proofs of the file, in order."""
        from course.lesson.error import LessonError
        from course.library import NotFoundError
        from course.proof import proofs
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
    """How many variants to prove: `--lesson-seeds N`, else `lesson_seeds` of the configuration file.

    Raises UnreadableError.
    """
    given: int | None = config.getoption("--lesson-seeds")
    if given is not None:
        return given
    text = str(config.getini("lesson_seeds"))
    if not (text.isascii() and text.isdigit() and 1 <= int(text[:9]) <= 1_000_000):
        raise UnreadableError(f"lesson_seeds in {config.inipath} is {text!r}: a number from 1 to 1000000 is expected")
    return int(text)
