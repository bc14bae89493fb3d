"""`mfa-course review` and the line of `mfa-course lessons` that leads to it."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest
from simroom import START

from course.commands import lessons as lessons_command
from course.commands import review as review_command
from course.commands.lessons import lessons
from course.commands.review import review
from course.progress.place import HOME_VARIABLE
from course.progress.store import open_store

DAY = 86_400_000
FIRST = "06-enabling-mfa-for-alice"


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A learner who met the first two steps of a lesson a day ago."""
    monkeypatch.setenv(HOME_VARIABLE, str(tmp_path))
    monkeypatch.setenv("MFA_COURSE_LANG", "en")
    for command in (lessons_command, review_command):
        monkeypatch.setattr(command, "host_time", lambda: START + DAY)
    store = open_store()
    attempt = store.begin(FIRST, "", None, START)
    for step, question in (("why-mfa", "forum-hacked"), ("password-alone", "thief-signs-in")):
        attempt.ask_again(step, [question], START)
        attempt.result(step, "met")
    attempt.result("virtual-device", "left")
    store.close()


def answered(monkeypatch: pytest.MonkeyPatch, text: str, lesson: str | None = None) -> int:
    monkeypatch.setattr(sys, "stdin", io.StringIO(text))
    return review(lesson)


def test_questions_from_a_pipe_are_answered_and_kept(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert answered(monkeypatch, "1\n1\n") == 0
    told = capsys.readouterr().out
    assert "Right. That is the point of a second factor." in told
    assert "Not so. It would, if Alice had an MFA device." in told
    assert told.endswith("1 of 2 right. The next question comes back in a day.\n")
    assert answered(monkeypatch, "") == 0
    assert capsys.readouterr().out == "No question is due now. The next question comes back in a day.\n"
    assert answered(monkeypatch, "", "6") == 0
    assert "Question 1 of 2" in capsys.readouterr().out


def test_the_list_of_lessons_tells_what_is_due_and_what_was_left(capsys: pytest.CaptureFixture[str]) -> None:
    assert lessons() == 0
    told = capsys.readouterr().out
    assert "6. Enabling MFA for Alice (12 minutes): 2 of 7 steps done, 1 left for later" in told
    assert "\n2 questions to look at again: mfa-course review\n" in told


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("enabling-alice", "The nearest is 06-enabling-mfa-for-alice"),
        ("/tmp/none.md", "is not among the lessons"),
    ],
)
def test_a_lesson_that_there_is_not(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], word: str, said: str
) -> None:
    assert answered(monkeypatch, "1\n", word) == 2
    told = capsys.readouterr()
    assert (told.out, said in told.err, told.err.count("\n")) == ("", True, 1)


def test_a_language_that_is_none(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("MFA_COURSE_LANG", "no language")
    assert answered(monkeypatch, "1\n") == 2
    assert "no language code" in capsys.readouterr().err
