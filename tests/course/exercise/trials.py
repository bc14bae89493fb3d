"""Run an exercise's tests on several solutions at once, in this process."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass, field
from typing import Any

import pytest

from course.exercise.catalogue import Exercise

UNNEEDED = ("cacheprovider", "terminal", "hypothesispytest", "xdist", "logging", "unraisableexception", "warnings")
"""Plug-ins that take time and tell nothing here."""


@dataclass
class Trial:
    """What came of the tests on one solution."""

    passed: int = 0
    failed: int = 0
    words: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    """What went wrong that is no assertion of the test's."""

    def says(self, words: str) -> bool:
        """Whether a failure said this."""
        return any(words in said for said in self.words)


class Recorder:
    """A plug-in that gives every test each solution in turn, and notes what comes of it."""

    def __init__(self, exercise: Exercise) -> None:
        self.wanted = {wrong.folder: wrong.says for wrong in exercise.wrong}
        self.folders = [exercise.folder, exercise.reference, *self.wanted]
        self.trials = {folder: Trial() for folder in self.folders}
        self.unmarked: list[str] = []

    def pytest_generate_tests(self, metafunc: pytest.Metafunc) -> None:
        if "work" in metafunc.fixturenames:
            metafunc.parametrize("work", self.folders, indirect=True, ids=[folder.name for folder in self.folders])
        else:
            self.unmarked.append(metafunc.function.__name__)

    def pytest_runtest_protocol(self, item: Any) -> bool | None:
        """Pass over the rest of a wrong solution's tests once one has failed as it should."""
        folder = item.callspec.params["work"]
        return True if folder in self.wanted and self.trials[folder].says(self.wanted[folder]) else None

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


def try_out(exercise: Exercise, patch: pytest.MonkeyPatch) -> Recorder:
    """Run an exercise's tests on it as handed out, on its reference, and on every wrong solution."""
    recorder = Recorder(exercise)
    patch.setattr(sys, "dont_write_bytecode", True)  # lessons/ holds what people wrote, and nothing else
    options = [f"--rootdir={exercise.folder}", "-c", os.devnull, "--import-mode=importlib", "--assert=plain"]
    options += [f"-pno:{name}" for name in UNNEEDED]
    status = pytest.main([str(exercise.test), *options], plugins=[recorder])
    assert status in (pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED), status
    return recorder
