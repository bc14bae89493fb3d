from __future__ import annotations

import csv
import io
import json
import os
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from course.cli import main
from course.grading.grade import Grade, Unreadable, grade
from course.grading.replay import TooLongError
from course.grading.report import columns, cut, table, to_csv
from course.grading.submission import open_submission
from course.grading.telling import tell
from course.library import find
from course.progress.transcript import dump, load

Whole = tuple[Path, str]


def handed_in(folder: Path, text: str, name: str = "ada.txt") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def graded(folder: Path, text: str) -> Grade:
    found = grade(handed_in(folder, text))
    assert isinstance(found, Grade), found
    return found


def test_what_a_learner_reached_and_how(tmp_path: Path, whole: Whole) -> None:
    found = graded(tmp_path, whole[1])
    assert (found.finished, found.met, found.undos, found.resets, found.notes) == (True, 7, 1, 0, ())
    steps = {step.id: step for step in found.steps}
    assert steps["why-mfa"].hints == 1
    assert [(a.question, a.tries, a.right_at_first) for a in steps["why-mfa"].answers] == [("forum-hacked", 2, False)]
    assert steps["virtual-device"].mistakes == (("name-taken", 1),)
    assert [line.split()[2] for line in steps["virtual-device"].commands] == ["create-virtual-mfa-device"]
    assert steps["two-codes"].mistakes == (("same-code-twice", 1),)
    assert (steps["two-codes"].refused, steps["two-codes"].solution_lines) == (1, 1)
    assert [line.split()[0] for line in steps["two-codes"].commands] == ["phone", "aws"]
    assert all(step.met and step.stands for step in found.steps)
    assert (found.active_seconds, found.service_seconds) == (82, 113)  # without the two waits of a prediction


def test_an_unfinished_attempt_counts_what_was_met(tmp_path: Path, half: Whole) -> None:
    found = graded(tmp_path, half[1])
    assert (found.finished, found.met) == (False, 4)
    assert [step.id for step in found.steps if not step.met] == ["sign-in", "once", "attacker-again"]


def test_a_step_that_was_undone_afterwards_was_still_met(tmp_path: Path, half: Whole) -> None:
    found = graded(tmp_path, half[1] + "2027-03-01T12:05:00.000Z\tundo\n")
    assert (found.met, found.steps[3].met, found.steps[3].stands) == (4, True, False)


def test_solution_lines_are_counted(tmp_path: Path, half: Whole) -> None:
    text = re.sub(r"--outfile a.png", "--outfile Alice.png", half[1])
    assert graded(tmp_path, text).steps[2].solution_lines == 1


@pytest.mark.parametrize(
    ("change", "note"),
    [
        (lambda text: text.replace("met\ttwo-codes", "met\tsign-in"), "It says that step sign-in was met; run again"),
        (lambda text: text.replace("met\ttwo-codes\n", ""), "It does not say that step two-codes was met"),
        (lambda text: text.replace("met\ttwo-codes", "met\tthe-moon"), "It names the step the-moon"),
        (lambda text: text.replace("forum-hacked 2", "forum-hacked 9"), "It answers 'forum-hacked 9'"),
        (lambda text: re.sub("(sha256: )....", r"\g<1>0000", text), "The scenario alice-and-alan has changed"),
    ],
)  # fmt: skip
def test_where_the_file_and_its_replay_disagree_the_replay_counts(
    tmp_path: Path, half: Whole, change: Callable[[str], str], note: str
) -> None:
    found = graded(tmp_path, change(half[1]))
    assert found.met == 4
    assert any(each.startswith(note) for each in found.notes), found.notes


def test_steps_that_are_only_claimed_are_not_met(tmp_path: Path, half: Whole) -> None:
    header = half[1].partition("\n\n")[0]
    found = graded(tmp_path, f"{header}\n\nmet\twhy-mfa\nfinish\tattacker-again\n")
    assert (found.met, found.lines, len(found.notes)) == (0, 0, 1)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "bad.txt:1: this is no transcript"),
        (b"\x00\xff" * 900, "bad.txt:1: the byte 0xff is not UTF-8"),
        (b"hello " * 400_000, "bad.txt:1: this is no transcript"),
        (b"mfa-course transcript 1\n" + b"\n" * 60_000, "this goes on too long"),
        (b"mfa-course transcript 1\nscenario: x\nseed: 1\nstart: 2027-03-01T12:00:00.000Z\n", "no scenario 'x'"),
        (
            b"mfa-course transcript 1\nscenario: alice-and-alan\nseed: 1\nstart: 2027-03-01T12:00:00.000Z\n",
            "this is from the sandbox",
        ),
        (
            b"mfa-course transcript 1\nscenario: alice-and-alan\nseed: 1\nstart: 2027-03-01T12:00:00.000Z\n"
            b"lesson: ../../etc/passwd.md\n",
            "its lesson ../../etc/passwd.md is not on the course map here",
        ),
        (
            b"mfa-course transcript 1\nscenario: ../../x\nseed: 1\nstart: 2027-03-01T12:00:00.000Z\n"
            b"lesson: 06-enabling-mfa-for-alice\n",
            "there is no scenario '../../x'",
        ),
    ],
)
def test_a_broken_file_is_one_error_and_the_rest_is_graded(
    tmp_path: Path, half: Whole, capsys: pytest.CaptureFixture[str], content: bytes, said: str
) -> None:
    handed_in(tmp_path, half[1])
    (tmp_path / "bad.txt").write_bytes(content)
    assert main(["grade", str(tmp_path), "--format", "json"]) == 2
    good, bad = json.loads(capsys.readouterr().out)
    assert (good["steps_met"], good["error"]) == (4, None)
    assert said in bad["error"]
    assert "\n" not in bad["error"]
    assert main(["grade", str(tmp_path)]) == 2
    out = capsys.readouterr().out
    assert all(columns(line) <= 80 for line in out.split("\n"))
    assert "not graded, see below" in out


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda path: path.mkdir(), "this is a folder"),
        (lambda path: os.mkfifo(path), "this is no file"),
        (lambda path: path.symlink_to(path), "cannot be read"),
        (lambda path: None, "there is no such file"),
    ],
)
def test_what_is_no_file_is_told(tmp_path: Path, make: Callable[[Path], object], said: str) -> None:
    path = tmp_path / "x.txt"
    make(path)
    found = grade(path)
    assert isinstance(found, Unreadable)
    assert said in found.error


def test_a_replay_that_takes_too_long_is_given_up(tmp_path: Path, half: Whole) -> None:
    submission = open_submission(handed_in(tmp_path, half[1]))
    with pytest.raises(TooLongError, match="given up after 0 of"):
        list(submission.moments(patience=-1))


def test_a_lesson_file_in_place_of_the_one_named(
    tmp_path: Path, half: Whole, capsys: pytest.CaptureFixture[str]
) -> None:
    text = half[1].replace("lesson: 06-enabling-mfa-for-alice\n", "lesson: my-course-abc123/01-mine\n")
    path = handed_in(tmp_path, text)
    assert main(["grade", str(path)]) == 2
    assert "my-course-abc123/01-mine is not on the course map here. Add its folder" in " ".join(
        capsys.readouterr().out.split()
    )
    assert main(["grade", str(path), "--lesson", "6"]) == 1
    capsys.readouterr()
    assert main(["grade", str(path), "--lesson", "10", "--format", "json"]) == 1
    (other,) = json.loads(capsys.readouterr().out)
    assert other["lesson"] == "10-alan-keep-resync-or-deactivate"
    assert (
        other["notes"][0]
        == "It is of the lesson my-course-abc123/01-mine, and graded by 10-alan-keep-resync-or-deactivate."
    )
    assert main(["grade", str(path), "--lesson", "nonsense"]) == 2


@pytest.mark.parametrize(("name", "status"), [("half", 1), ("whole", 0)])
def test_the_exit_status_tells_whether_all_have_finished(
    tmp_path: Path, request: pytest.FixtureRequest, capsys: pytest.CaptureFixture[str], name: str, status: int
) -> None:
    path = handed_in(tmp_path, request.getfixturevalue(name)[1])
    assert main(["grade", str(path)]) == status
    rows = capsys.readouterr().out.splitlines()
    assert rows[0].split() == ["NAME", "STEPS", "MISTAKES", "HINTS", "ANSWERS", "UNDOS", "TIME", "DONE"]
    assert rows[1].split()[:5] == [
        "ada.txt",
        "7/7" if status == 0 else "4/7",
        "2",
        "1",
        "2/4" if status == 0 else "1/4",
    ]


def test_a_class_of_thirty_is_a_line_each(tmp_path: Path, half: Whole) -> None:
    one = graded(tmp_path, half[1])
    names = ["é" * 90, "学生" * 30, "=cmd|' /C calc'!A0", *(f"learner {number}" for number in range(27))]
    text = table([replace(one, file=f"class/{name}.txt") for name in names])
    assert len(text.splitlines()) == 31
    assert all(columns(line) <= 80 for line in text.splitlines())
    assert cut("学生" * 30, 27).rstrip().endswith("…")


def test_the_same_attempt_handed_in_twice_is_told(
    tmp_path: Path, half: Whole, capsys: pytest.CaptureFixture[str]
) -> None:
    handed_in(tmp_path, half[1], "ada.txt")
    handed_in(tmp_path, half[1].replace("hint\twhy-mfa\n", ""), "bob.txt")
    handed_in(tmp_path, half[1].replace("12:00:46", "12:00:47"), "eve.txt")
    assert main(["grade", str(tmp_path), "--format", "json"]) == 1
    notes = [each["notes"] for each in json.loads(capsys.readouterr().out)]
    assert notes == [[], [f"Its lines and times are those of {tmp_path / 'ada.txt'}."], []]


def test_cells_that_spreadsheets_would_run_are_defused(tmp_path: Path, half: Whole) -> None:
    one = graded(tmp_path, half[1])
    names = ["=1+1", "+1", "-1", "@a", "\tx", 'plain, "quoted"']
    rows = list(
        csv.DictReader(io.StringIO(to_csv([*(replace(one, file=name) for name in names), Unreadable("=x", "-y")])))
    )
    assert [row["file"] for row in rows] == ["'=1+1", "'+1", "'-1", "'@a", "'\tx", 'plain, "quoted"', "'=x"]
    assert (rows[-1]["error"], rows[0]["error"]) == ("'-y", "")
    assert rows[0]["which_mistakes"] == "virtual-device: name-taken 1 | two-codes: same-code-twice 1"
    assert rows[0]["steps_unmet"] == "sign-in once attacker-again"


def test_a_folder_without_transcripts_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["grade", str(tmp_path)]) == 2
    assert "there is no transcript there" in capsys.readouterr().err


def test_lines_for_a_terminal_alone_are_written_out(tmp_path: Path, half: Whole) -> None:
    kept = load(half[1], "x")
    nasty = dump(replace(kept, lines=(*kept.lines, (kept.lines[-1][0], "echo \x1b[2J\x07"))))
    path = handed_in(tmp_path, nasty, "\x1b[31mred.txt")
    assert "\x1b" not in table([grade(path)])


WHOLE = set(find("6").read_text(encoding="utf-8").splitlines())
"""Commands in a hint are shown as the lesson has them, however long, to be copied."""

ODD = [
    "0001-01-01T00:00:00.000Z\tphone alan clock +95s", "9999-12-31T23:59:59.999Z\twhoami",
    "9999-12-31T23:59:59.999Z\tredo",
    "2027-03-01T12:00:50.000Z\tundo", "2027-03-01T12:00:50.000Z\treset", "2020-01-01T00:00:00.000Z\ttime 3000x",
    "leave\twhy-mfa", "return\twhy-mfa", "continue\tno-step", "hint\t", "answer\twhy-mfa\tforum-hacked " + "9" * 5_000,
    "answer\twhy-mfa\tforum-hacked \u0663", "met\t\\u0000", "something-new\twhy-mfa\t1", "leave\tpassword-alone",
]  # fmt: skip


@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.integers(7, 40), st.sampled_from(ODD), st.booleans()), min_size=1, max_size=5))
def test_whatever_the_rows_say_there_is_a_grade(
    tmp_path: Path, half: Whole, changes: list[tuple[int, str, bool]]
) -> None:
    rows = half[1].split("\n")
    for at, row, instead in changes:
        rows[at : at + instead] = [row]
    found = graded(tmp_path, "\n".join(rows))
    assert 0 <= found.met <= 7
    assert all(columns(line) <= 80 and line.isprintable() for line in table([found]).splitlines())
    told: list[str] = []
    tell(open_submission(tmp_path / "ada.txt"), told.append)
    lines = [line for line in "".join(told).splitlines() if line.strip() not in WHOLE]
    assert all(columns(line) <= 80 and line.isprintable() for line in lines)
