"""Run an exercise's tests on several solutions at once, in this process."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from course.exercise.catalogue import Exercise

UNNEEDED = ("cacheprovider", "terminal", "hypothesispytest", "xdist", "logging", "unraisableexception")
"""Plug-ins that take time and tell nothing here."""


@dataclass
class Trial:
    """What came of the tests on one solution."""

    passed: int = 0
    failed: int = 0
    words: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    """What went wrong that is no assertion of the test's."""


class Recorder:
    """A plug-in that gives every test each solution in turn, and notes what comes of it."""

    def __init__(self, folders: Sequence[Path]) -> None:
        self.folders = folders
        self.trials = {folder: Trial() for folder in folders}
        self.unmarked: list[str] = []

    def pytest_generate_tests(self, metafunc: pytest.Metafunc) -> None:
        if "work" in metafunc.fixturenames:
            metafunc.parametrize("work", self.folders, indirect=True, ids=[folder.name for folder in self.folders])
        else:
            self.unmarked.append(metafunc.function.__name__)

    def pytest_runtest_makereport(self, item: Any, call: pytest.CallInfo[None]) -> pytest.TestReport:
        """Note the outcome; no traceback is put into words, which takes longer than the test."""
        trial = self.trials[item.callspec.params["work"]]
        failure = call.excinfo
        if failure is None:
            trial.passed += call.when == "call"
        else:
            trial.failed += 1
            trial.words.append(str(failure.value))
            if not failure.errisinstance((AssertionError, pytest.fail.Exception)):
                trial.faults.append(f"{item.name}: {failure.exconly()}")
        outcome = "passed" if failure is None else "failed"
        return pytest.TestReport(item.nodeid, item.location, {}, outcome, None, call.when)


def try_out(exercise: Exercise) -> Recorder:
    """Run an exercise's tests on it as handed out, on its reference, and on every wrong solution."""
    recorder = Recorder([exercise.folder, exercise.reference, *(wrong.folder for wrong in exercise.wrong)])
    folder = str(exercise.folder)
    options = [str(exercise.test), f"--rootdir={folder}", "-c", "/dev/null", "--import-mode=importlib"]
    options += [f"-pno:{name}" for name in UNNEEDED]
    status = pytest.main([*options, "-pno:warnings"], plugins=[recorder])
    assert status in (pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED), status
    return recorder
