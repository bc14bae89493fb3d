"""Every exercise fails as handed out, passes with its reference, and fails with each of its wrong solutions."""

from __future__ import annotations

import pytest
from trials import try_out

from course.exercise.catalogue import Exercise, exercises

EXERCISES = exercises()


@pytest.mark.long
@pytest.mark.parametrize("exercise", EXERCISES, ids=[exercise.name for exercise in EXERCISES])
def test_is_proved(exercise: Exercise, monkeypatch: pytest.MonkeyPatch) -> None:
    recorder = try_out(exercise, monkeypatch)
    handed_out = recorder.trials[exercise.folder]
    assert not recorder.unmarked
    assert handed_out.failed
    assert not handed_out.faults
    reference = recorder.trials[exercise.reference]
    assert reference.words == []
    assert reference.passed >= 3
    for wrong in exercise.wrong:
        trial = recorder.trials[wrong.folder]
        assert trial.failed, f"{wrong.title}: no test minds"
        assert not trial.faults, wrong.title
        assert trial.says(wrong.says), (wrong.title, wrong.says, trial.words)


def test_there_are_enough_of_them() -> None:
    assert len(EXERCISES) >= 12
    assert all(len(exercise.wrong) >= 3 for exercise in EXERCISES)
