import os
import subprocess
import sys
from pathlib import Path

import pytest

from course.lesson.error import LessonError
from course.library import MAX_BYTES, NotFoundError, catalogue, find, load, read_text, scenario


@pytest.fixture
def folder(tmp_path: Path, counting: str) -> Path:
    (tmp_path / "10-later.md").write_text(counting.replace("scenario: none", "scenario: here"), "utf-8")
    (tmp_path / "02-counting.md").write_text(counting.replace("scenario: none", "scenario: alice-and-alan"), "utf-8")
    (tmp_path / "03-broken.md").write_text("# No front matter\n", "utf-8")
    (tmp_path / "02-counting.es.md").write_text(counting, "utf-8")
    (tmp_path / "README.md").write_text("Not a lesson.", "utf-8")
    (tmp_path / "scenarios").mkdir()
    (tmp_path / "scenarios" / "here.yaml").write_text("title: Here\n", "utf-8")
    return tmp_path


def test_lessons_are_listed_in_order_and_a_broken_one_with_its_error(folder: Path) -> None:
    entries = catalogue(folder)
    assert [(entry.number, entry.name) for entry in entries] == [(2, "counting"), (3, "broken"), (10, "later")]
    assert [entry.front.title if entry.front else None for entry in entries] == ["Counting", None, "Counting"]
    assert entries[1].error is not None
    assert str(entries[1].error).startswith(f"{entries[1].path}:1:1: the lesson does not begin with front matter.")
    assert [entry.error is None for entry in entries] == [True, False, True]


@pytest.mark.parametrize("word", ["2", "02", "counting", "02-counting", "02-counting.md"])
def test_a_lesson_is_found_by_number_name_or_file(folder: Path, word: str) -> None:
    assert find(word, folder) == folder / "02-counting.md"


def test_a_lesson_is_found_by_its_path(folder: Path) -> None:
    assert find(str(folder / "any.md"), folder) == folder / "any.md"


def test_an_unknown_lesson_gets_the_nearest_name(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(NotFoundError, match="The nearest is 02-counting"):
        find("cuonting", folder)
    with pytest.raises(NotFoundError, match="There are 02-counting, 03-broken, 10-later"):
        find("99", folder)


def test_scenarios_are_found_beside_the_lesson_and_in_the_course(folder: Path) -> None:
    assert load(folder / "10-later.md").front.scenario == "here"
    assert scenario("here", folder / "10-later.md") == folder / "scenarios" / "here.yaml"
    assert scenario("alice-and-alan", folder / "10-later.md").is_file()
    with pytest.raises(NotFoundError, match="The nearest is alice-and-alan"):
        scenario("alice-and-alen")


def test_an_unknown_scenario_is_told_at_its_line(folder: Path, counting: str) -> None:
    path = folder / "04-lost.md"
    path.write_text(counting.replace("scenario: none", "scenario: her"), "utf-8")
    with pytest.raises(LessonError) as refused:
        load(path)
    assert str(refused.value) == f"{path}:3:11: there is no scenario 'her'. The nearest is here."


def test_files_that_cannot_be_read_are_refused_plainly(tmp_path: Path) -> None:
    odd = tmp_path / "odd.md"
    odd.write_bytes(b"---\ntitle: \xff\n---\n")
    big = tmp_path / "big.md"
    big.write_bytes(b"a" * (MAX_BYTES + 1))
    pipe = tmp_path / "pipe.md"
    os.mkfifo(pipe)
    for path, words in [
        (odd, "odd.md:2:8: the byte 0xff is not UTF-8"),
        (big, "larger than"),
        (pipe, "not a file"),
        (tmp_path, "this is a folder"),
        (tmp_path / "none.md", "there is no such file"),
        (odd / "under.md", "cannot be read"),
        (tmp_path / "nul\0.md", "cannot be read"),
    ]:
        with pytest.raises(LessonError) as refused:
            read_text(path)
        assert words in str(refused.value)


def test_the_course_map_needs_neither_markdown_nor_yaml() -> None:
    program = (
        "import sys; from course.library import catalogue; assert len(catalogue()) >= 2;"
        "sys.exit(any(name in sys.modules for name in ('markdown_it', 'yaml', 'jmespath')))"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
