"""Courses from elsewhere: found, told apart, and harmless when they are broken."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from course.library import MOST_LESSONS, NotFoundError, find, id_of, places, scenario
from course.library.elsewhere import elsewhere


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("MFA_COURSE_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("MFA_COURSE_LESSONS", raising=False)
    return tmp_path / "home"


@pytest.fixture
def acme(tmp_path: Path, counting: str) -> Path:
    return course(tmp_path / "acme-mfa", counting)


def course(folder: Path, counting: str) -> Path:
    folder.mkdir(parents=True)
    (folder / "01-counting.md").write_text(counting, "utf-8")
    (folder / "02-broken.md").write_text("nothing", "utf-8")
    return folder


def listed() -> list[tuple[str, str, bool]]:
    return [(entry.course, entry.path.name, entry.error is None) for entry in elsewhere().entries]


def test_there_is_nothing_from_elsewhere_at_first() -> None:
    assert elsewhere().entries == ()
    assert elsewhere().notice is None


def test_an_added_folder_is_listed_with_its_broken_lessons(acme: Path) -> None:
    places.keep([acme])
    assert listed() == [("acme mfa", "01-counting.md", True), ("acme mfa", "02-broken.md", False)]


def test_a_course_may_say_what_it_is_called(acme: Path) -> None:
    (acme / "course.yaml").write_text("# ours\ntitle: Accounts at Acme\n", "utf-8")
    places.keep([acme])
    assert {title for title, _, _ in listed()} == {"Accounts at Acme"}


@pytest.mark.parametrize("text", ["titel: Acme\n", "title: [a]\n", "- a\n", "", "title: &a a\n", "\x00", "a: *b\n"])
def test_a_broken_title_is_told_of_and_the_lessons_stay(acme: Path, text: str) -> None:
    (acme / "course.yaml").write_text(text, "utf-8")
    places.keep([acme])
    entries = elsewhere().entries
    assert [entry.path.suffix for entry in entries] == ["", ".md", ".md"]
    assert "course.yaml" in str(entries[0].error)


def test_the_variable_names_folders_too_each_listed_once(
    acme: Path, tmp_path: Path, counting: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = course(tmp_path / "other" / "lessons", counting)
    (tmp_path / "again").symlink_to(acme)
    folders = (acme, other, tmp_path / "again", tmp_path / "gone")
    monkeypatch.setenv("MFA_COURSE_LESSONS", os.pathsep.join(["", *map(str, folders)]))
    places.keep([acme])
    assert [title for title, name, _ in listed() if name == "01-counting.md"] == ["acme mfa", "other"]
    gone = elsewhere().entries[-1]
    assert "there is no such folder. Mend MFA_COURSE_LESSONS" in str(gone.error)


@pytest.mark.parametrize("word", ["acme-mfa/1", "acme-mfa/counting", "acme-mfa/01-counting"])
def test_a_lesson_is_found_by_course_and_name_or_number(acme: Path, word: str) -> None:
    places.keep([acme])
    assert find(word) == acme / "01-counting.md"


def test_an_unknown_lesson_of_a_course_gets_the_nearest(acme: Path) -> None:
    places.keep([acme])
    with pytest.raises(NotFoundError, match="The nearest is acme-mfa/01-counting"):
        find("acme-mfa/conting")


def test_progress_of_courses_never_mixes(acme: Path, tmp_path: Path, counting: str) -> None:
    other = course(tmp_path / "deeper" / "acme-mfa", counting)
    places.keep([acme, other])
    entries = elsewhere().entries
    assert len({entry.id for entry in entries}) == len(entries) == 4
    assert len({entry.call for entry in entries}) == 4
    for entry in entries:
        assert id_of(entry.path) == entry.id
        assert find(entry.id) == find(entry.call) == entry.path
    assert id_of(find("6")) == "06-enabling-mfa-for-alice"


def test_a_lesson_beside_the_learner_comes_before_one_of_the_course(
    tmp_path: Path, counting: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    name = find("6").name
    (tmp_path / name).write_text(counting, "utf-8")
    assert find(name).resolve() == tmp_path / name
    assert id_of(find(name)) != id_of(find("6"))


def test_scenarios_are_looked_for_beside_the_lesson_first(acme: Path) -> None:
    (acme / "scenarios").mkdir()
    (acme / "scenarios" / "alice-and-alan.yaml").write_text("title: Theirs\n", "utf-8")
    assert scenario("alice-and-alan", acme / "01-counting.md").parent == acme / "scenarios"


@pytest.mark.parametrize("data", [b"not/absolute\n", b"/fine\n/nul\0\n", b"\xff\xfe", b"/" + b"a" * 200_000])
def test_a_damaged_list_is_set_aside_and_its_name_told(home: Path, data: bytes) -> None:
    home.mkdir()
    for number in (1, 2):
        (home / "lessons.txt").write_bytes(data)
        found = elsewhere()
        aside = home / f"lessons-damaged-{number}.txt"
        assert found.entries == ()
        assert found.notice == f"The list of added lessons is damaged. It is set aside: {aside}"
        assert aside.read_bytes() == data
    assert elsewhere().notice is None


def test_folders_that_cannot_be_listed_are_entries_with_their_error(tmp_path: Path) -> None:
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    (tmp_path / "file").touch()
    (tmp_path / "empty").mkdir()
    places.keep([tmp_path / name for name in ("loop", "file", "empty")])
    said = [entry.error.message for entry in elsewhere().entries if entry.error]
    assert said == [
        "the folder cannot be read (Too many levels of symbolic links)",
        "the folder cannot be read (Not a directory)",
        "there is no lesson here",
    ]


def test_what_is_no_file_of_a_lesson_does_no_harm(acme: Path) -> None:
    (acme / "03-folder.md").mkdir()
    os.mkfifo(acme / "04-pipe.md")
    (acme / "05-loop.md").symlink_to("05-loop.md")
    (acme / "course.yaml").symlink_to("course.yaml")
    places.keep([acme])
    assert [fine for _, _, fine in listed()] == [False, True, False, False, False, False]


def test_a_folder_of_very_many_files_is_listed_up_to_a_bound(tmp_path: Path) -> None:
    folder = tmp_path / "many"
    folder.mkdir()
    for number in range(MOST_LESSONS + 50):
        (folder / f"{number}-one.md").touch()
    places.keep([folder])
    entries = elsewhere().entries
    assert len(entries) == MOST_LESSONS + 1
    assert "holds 250 lessons, of which 200 are listed" in str(entries[-1].error)


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, counting: str) -> Path:
    """A folder of installed packages, whose Python fails when it is run."""
    site = tmp_path / "site"
    course(site / "acme_package" / "lessons", counting)
    (site / "acme_package" / "__init__.py").write_text("raise RuntimeError('run')\n", "utf-8")
    monkeypatch.syspath_prepend(str(site))
    return site


def installed(site: Path, points: str) -> None:
    info = site / "acme_dist-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: acme-dist\nVersion: 1.0\n", "utf-8")
    (info / "entry_points.txt").write_text(f"[mfa_course.lessons]\n{points}\n", "utf-8")


def test_an_installed_package_is_found_without_running_it(site: Path) -> None:
    installed(site, "acme = acme_package:lessons")
    (first, second) = elsewhere().entries
    assert (first.call, first.error, second.error is None) == ("acme/01-counting", None, False)
    assert first.path == site / "acme_package" / "lessons" / "01-counting.md"
    assert id_of(first.path) == first.id
    assert not {"acme_package", "acme_package.lessons"} & set(sys.modules)


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("acme_package.lessons", "names no package. Write the name of a top-level package"),
        ("acme_package:../..", "names no package"),
        ("acme_package:missing", "the package acme_package has no folder missing"),
        ("no_such_package", "the package no_such_package has no folder of its own"),
        ("acme_package", "there is no lesson here"),
    ],
)
def test_an_entry_point_that_leads_nowhere_is_an_entry_with_its_error(site: Path, value: str, said: str) -> None:
    installed(site, f"acme = {value}")
    (entry,) = elsewhere().entries
    assert said in str(entry.error)
    assert "acme_package" not in sys.modules
