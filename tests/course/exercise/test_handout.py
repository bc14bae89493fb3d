"""Handing out: every file once, nothing of the learner's lost, one clear error for a place that cannot be used."""

from __future__ import annotations

import re
import runpy
from pathlib import Path

import pytest
from simroom import ROOT_FOLDER

from course.cli import main
from course.exercise.catalogue import CatalogueError, Exercise, exercises
from course.exercise.handout import CONFTEST, README, hand_out

EXERCISES = exercises()


def tell(*words: str) -> int:
    """Run the command; gives its status."""
    with pytest.raises(SystemExit) as end:
        raise SystemExit(main(["exercises", *words]))
    assert isinstance(end.value.code, int)
    return end.value.code


def test_puts_a_test_and_a_file_for_each_exercise(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "my exercises"
    assert tell(str(folder)) == 0
    names = {path.name for path in folder.iterdir()}
    assert names == {README, CONFTEST, *(name for exercise in EXERCISES for name in exercise.handed_out)}
    assert {"test_01_one_prefix.py", "one_prefix.json", "break_glass.sh"} <= names
    told = capsys.readouterr().out
    assert told.startswith(f"{len(EXERCISES)} exercises are in {folder}: {len(names)} files are new.\n")
    assert f"  cd '{folder}'\n  pytest test_01_one_prefix.py" in told


def test_the_page_lists_them_all(tmp_path: Path) -> None:
    hand_out(EXERCISES, tmp_path)
    page = (tmp_path / README).read_text(encoding="utf-8")
    for exercise in EXERCISES:
        assert f"{exercise.number}. **{exercise.title}** (`{exercise.file.name}`): " in page
    assert page.count("\n## ") == len({exercise.theme for exercise in EXERCISES})
    assert page.count("It belongs to lesson") == len([exercise for exercise in EXERCISES if exercise.lesson])
    assert " It belongs to lesson 4, `mfa-course run 4`.\n" in page


class OfAnotherPython:
    pluginmanager = pytest.PytestPluginManager()


def test_another_pytest_is_told_at_once(tmp_path: Path, pytestconfig: pytest.Config) -> None:
    hand_out(EXERCISES, tmp_path)
    configure = runpy.run_path(str(tmp_path / CONFTEST))["pytest_configure"]
    configure(pytestconfig)
    with pytest.raises(pytest.UsageError, match="the exercises need mfa-course in the Python that runs pytest"):
        configure(OfAnotherPython())


def test_leaves_what_the_learner_changed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    hand_out(EXERCISES, tmp_path)
    (tmp_path / "one_prefix.json").write_text("mine", encoding="utf-8")
    (tmp_path / "enrol_alice.py").unlink()
    assert tell(str(tmp_path)) == 0
    assert (tmp_path / "one_prefix.json").read_text(encoding="utf-8") == "mine"
    assert (tmp_path / "enrol_alice.py").is_file()
    told = capsys.readouterr().out
    assert "1 file is new." in told
    assert "left as they are (move one away to get it anew):\n  one_prefix.json\n" in told


def test_the_guide_lists_them_all() -> None:
    guide = (ROOT_FOLDER / "docs" / "exercises.md").read_text(encoding="utf-8")
    rows = [
        f"| {each.number} | {each.title} | `{each.file.name}` | {each.lesson.partition('-')[0].lstrip('0')} |\n"
        for each in EXERCISES
    ]
    assert re.findall(r"^\| \d+ \|.*\n", guide, re.MULTILINE) == rows
    themes = dict.fromkeys(each.theme for each in EXERCISES)
    assert re.findall(r"^\| \*\*(.+)\*\* \|", guide, re.MULTILINE) == list(themes)


@pytest.mark.parametrize("place", ["file", "file/below"])
def test_a_place_that_is_a_file(tmp_path: Path, capsys: pytest.CaptureFixture[str], place: str) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    assert tell(str(tmp_path / place)) == 2
    told = capsys.readouterr()
    assert told.out == ""
    words = "is a file, or lies below one. Name a folder: a new one, or one that is there."
    assert told.err == f"mfa-course: {tmp_path / place} {words}\n"


def test_a_place_without_a_name(capsys: pytest.CaptureFixture[str]) -> None:
    assert tell("") == 2
    assert capsys.readouterr().err.startswith("mfa-course: the name of the folder is empty. Name one:")


def test_a_place_that_cannot_be_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_arguments: object, **_named: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "mkdir", refused)
    assert tell(str(tmp_path / "new")) == 2
    assert "cannot be put there: Permission denied. Name another folder." in capsys.readouterr().err


def test_a_folder_in_a_files_place_is_left(tmp_path: Path) -> None:
    (tmp_path / README).mkdir()
    assert hand_out(EXERCISES[:1], tmp_path).changed == [README]


@pytest.mark.parametrize(
    ("files", "words"),
    [
        ({}, "catalogue.yaml cannot be read: No such file"),
        ({"catalogue.yaml": "themes: [\n"}, "catalogue.yaml cannot be read: while parsing"),
        ({"catalogue.yaml": "- one\n"}, "catalogue.yaml: keys with values are expected"),
        (
            {"catalogue.yaml": "themes: [{title: T, exercises: [{name: a-b, lessons: 04-a}]}]\n"},
            "each exercise a name, or name and lesson",
        ),
        ({"catalogue.yaml": "theme: x\n"}, "catalogue.yaml: a list themes of title and exercises is expected"),
        ({"catalogue.yaml": "themes: [{title: T, exercises: [a-b]}]\n"}, "a-b/exercise.yaml cannot be read"),
        (
            {"catalogue.yaml": "themes: [{title: T, exercises: [a-b]}]\n", "a-b/exercise.yaml": "title: T\n"},
            "title, asks, and a list wrong of name, title, says are expected: 'wrong'",
        ),
        (
            {
                "catalogue.yaml": "themes: [{title: T, exercises: [a-b]}]\n",
                "a-b/exercise.yaml": "{title: T, asks: A, wrong: []}\n",
            },
            "test_a_b.py is not there",
        ),
    ],
)
def test_exercises_that_cannot_be_read(tmp_path: Path, files: dict[str, str], words: str) -> None:
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(CatalogueError) as refused:
        exercises(tmp_path)
    assert words in str(refused.value)


@pytest.mark.parametrize("exercise", EXERCISES, ids=[exercise.name for exercise in EXERCISES])
def test_what_is_handed_out_says_what_is_asked(exercise: Exercise) -> None:
    test, file = exercise.handed_out.values()
    assert exercise.file.name in test.read_text(encoding="utf-8").split('"""')[1]
    if file.suffix != ".json":
        assert file.read_text(encoding="utf-8").startswith('"""' if file.suffix == ".py" else "# ")
