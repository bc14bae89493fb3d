"""`mfa-course new`: what it writes holds as it is written, and it overwrites nothing."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from course.cli import main
from course.library import load
from course.proof import proofs


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def found(path: Path, seeds: int = 1) -> list[str]:
    """What the proofs of a file find."""
    every = proofs(path, seeds)
    assert len(every) > 3
    return [str(finding) for proof in every if (finding := proof.run()) is not None]


@pytest.mark.parametrize("with_scenario", [False, True])
def test_the_example_of_a_lesson_holds_as_it_is_written(
    here: Path, with_scenario: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    if with_scenario:
        assert main(["new", "scenario", "acme"]) == 0
    assert main(["new", "lesson", "two-codes"]) == 0
    said = capsys.readouterr().out
    assert "mfa-course run 01-two-codes.md --watch" in said
    assert "mfa-course prove 01-two-codes.md" in said
    lesson = load(here / "01-two-codes.md")
    assert (lesson.title, lesson.front.scenario) == ("Two codes", "acme" if with_scenario else "alice-and-alan")
    assert found(lesson.path) == []


def test_it_shows_one_of_everything() -> None:
    lesson = load(Path(__file__).parents[3] / "course" / "commands" / "examples" / "lesson.md")
    kinds = {type(block).__name__ for step in lesson.steps for block in step.blocks}
    assert kinds == {"Prose", "Aside", "Check", "Mistake", "Quiz", "Predict", "Solution"}


def test_the_example_of_a_scenario_holds_in_every_variant(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["new", "scenario", "acme"]) == 0
    assert "mfa-course prove scenarios/acme.yaml" in capsys.readouterr().out
    assert found(here / "scenarios" / "acme.yaml", 5) == []


def test_lessons_are_numbered_on_from_those_that_are_there(here: Path) -> None:
    (here / "07-seven.md").touch()
    for name in ("next", "20-given", "last"):
        assert main(["new", "lesson", name]) == 0
    assert sorted(path.name for path in here.glob("*.md")) == ["07-seven.md", "08-next.md", "20-given.md", "21-last.md"]


def test_in_a_folder_called_scenarios_a_scenario_is_written_there(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (here / "scenarios").mkdir()
    monkeypatch.chdir(here / "scenarios")
    assert main(["new", "scenario", "acme"]) == 0
    assert sorted(path.name for path in (here / "scenarios").iterdir()) == ["acme.yaml", "scenario.schema.json"]


def test_each_names_the_schema_beside_it_for_editors(here: Path) -> None:
    assert main(["new", "scenario", "acme"]) == main(["new", "lesson", "one"]) == 0
    for path in (here / "scenarios" / "acme.yaml", here / "01-one.md"):
        named = re.search(r"^# yaml-language-server: \$schema=\./(.*)$", path.read_text("utf-8"), re.MULTILINE)
        assert named is not None
        assert (path.parent / named[1]).is_file()


@pytest.mark.parametrize("kind", ["lesson", "scenario"])
def test_nothing_is_overwritten(here: Path, kind: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["new", kind, "one"]) == 0
    for path in here.rglob("*.*"):
        if path.is_file():
            path.write_text("mine", "utf-8")
    assert main(["new", kind, "one"]) == 2
    assert "exists already, and stays as it is" in capsys.readouterr().err
    assert {path.read_text("utf-8") for path in here.rglob("*.*") if path.is_file()} == {"mine"}


@pytest.mark.parametrize("name", ["Two", "two codes", "../two", "two--codes", "-", "", "a" * 61, "zwö", "01-", "a/b"])
def test_a_name_that_is_none_is_refused(here: Path, name: str, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["new", "lesson", name] if not name.startswith("-") else ["new", "lesson", "--", name]
    assert main(words) == 2
    assert "is no name. Use small letters, digits and single hyphens" in capsys.readouterr().err
    assert list(here.iterdir()) == []


def test_a_folder_that_may_not_be_written_is_told_of(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "scenarios").write_text("a file", "utf-8")
    assert main(["new", "scenario", "acme"]) == 2
    assert capsys.readouterr().err == "mfa-course: scenarios cannot be written: it is no folder.\n"
