"""The end of `mfa-course lessons`: the course as a whole, and what comes next; and the width of its lines."""

from __future__ import annotations

import io
from contextvars import copy_context
from pathlib import Path

import pytest

from course.cli import main
from course.commands.host import follow_width
from course.plain.width import width
from course.tui.progress import ALL_DONE

ON = "show all\ncontinue\ncontinue\n" * 12


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MFA_COURSE_HOME", str(tmp_path / "home"))


@pytest.fixture
def ends(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> list[list[str]]:
    """What the list ends with: for a newcomer, then after each of a few sittings."""
    found: list[list[str]] = []
    for sitting in (None, ("1", "continue\n"), ("3", "continue\n"), ("1", ON), ("3", ON)):
        if sitting is not None:
            monkeypatch.setattr("sys.stdin", io.StringIO(sitting[1]))
            main(["play", sitting[0]])
            capsys.readouterr()
        main(["lessons"])
        found.append(capsys.readouterr().out.rpartition("\n\n")[2].splitlines())
    return found


def test_it_ends_with_the_whole_course_and_the_lesson_to_go_on_with(ends: list[list[str]]) -> None:
    newcomer, first, third, first_done, both_done = ends
    assert newcomer[0].startswith("0 of 16 lessons, 0 of ")
    assert newcomer[0].endswith(" to go.")
    assert newcomer[1:] == ["Next comes “Getting started”: mfa-course play 01-getting-started"]
    assert first[0].startswith("0 of 16 lessons, 1 of ")
    assert "01-getting-started" in first[1]
    assert third[1] == "Next comes “IAM basic concepts”: mfa-course play 03-iam-basic-concepts"
    assert first_done[0].startswith("1 of 16 lessons, ")
    assert "03-iam-basic-concepts" in first_done[1]
    assert "02-introduction-to-iam" in both_done[1]
    assert both_done[2].startswith("The next question to look at again comes back in ")


def test_once_all_is_done_it_says_so(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr("course.commands.lessons.step_ids", lambda _: ())
    main(["lessons"])
    assert capsys.readouterr().out.endswith(f"16 of 16 lessons, 0 of 0 steps.\n{ALL_DONE}\n")


@pytest.mark.parametrize(("terminal", "expected"), [(True, 46), (False, 76)])
def test_lines_are_as_long_as_a_terminal_is_wide(
    terminal: bool, expected: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "50")
    monkeypatch.setattr("sys.stdout.isatty", lambda: terminal, raising=False)

    def there() -> int:
        follow_width()
        return width()

    assert copy_context().run(there) == expected
