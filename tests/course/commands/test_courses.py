"""`mfa-course lessons`, `run` and `play` with lessons from elsewhere and other languages, in this process."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from course import library
from course.cli import main
from course.library import places
from course.progress.store import scratch_store
from course.tui.desk import Desk

EXAMPLE = (Path(__file__).parents[3] / "course" / "commands" / "examples" / "lesson.md").read_text("utf-8")


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("MFA_COURSE_HOME", str(tmp_path / "home"))
    for name in ("MFA_COURSE_LESSONS", "MFA_COURSE_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    return tmp_path / "home"


@pytest.fixture
def acme(tmp_path: Path) -> Path:
    folder = tmp_path / "acme" / "lessons"
    folder.mkdir(parents=True)
    (folder / "01-one.md").write_text(EXAMPLE, "utf-8")
    (folder / "02-broken.md").write_text("nothing", "utf-8")
    return folder


def said(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    status = main(words)
    out, err = capsys.readouterr()
    return status, out, err


def test_of_many_broken_lessons_some_are_told(acme: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for number in range(3, 30):
        (acme / f"{number:02}-broken.md").write_text("nothing", "utf-8")
    _, out, _ = said(capsys, "lessons", "add", str(acme))
    assert out.count(".md cannot be read. ") == 10
    assert out.endswith(f"18 more cannot be read. `mfa-course prove {acme}` tells why.\n")


def test_a_folder_is_added_listed_played_and_removed(acme: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = said(capsys, "lessons", "add", str(acme.parent))
    assert (status, out.splitlines()[0]) == (
        0, "1 lesson of “acme” is on the course map now. `mfa-course lessons` lists them.",
    )  # fmt: skip
    assert f"02-broken.md cannot be read. {acme}/02-broken.md:1:1: " in out
    status, out, _ = said(capsys, "lessons")
    assert status == 0
    assert "\nacme\n1. An example (5 minutes): new, 2 steps\n   " in out
    assert "   mfa-course play acme/01-one\n2. 02-broken.md: cannot be" in out
    status, out, _ = said(capsys, "play", "acme/1", "--solve")
    assert status == 0
    assert out.endswith("The same lesson from its beginning:\n\n    mfa-course play acme/01-one --fresh\n")
    assert said(capsys, "lessons", "add", str(acme)) == (0, f"{acme} is on the course map already.\n", "")
    status, out, _ = said(capsys, "lessons", "remove", str(acme.parent))
    assert (status, out) == (
        0, "acme is off the course map. What you did in it is kept, should you add it again.\n",
    )  # fmt: skip
    assert places.added() == ()
    assert "acme" not in said(capsys, "lessons")[1]


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["add"], "name a folder: mfa-course lessons add FOLDER."),
        (["add", "nowhere"], "nowhere is no folder; name one with lessons."),
        (["add", "."], ". holds no lesson; lessons are files NN-name.md."),
        (["add", str(library.folder())], f"{library.folder()} is the course itself."),
        (["remove", "nowhere"], "nowhere is not among the added folders. None was added."),
    ],
)
def test_what_cannot_be_added_or_removed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert said(capsys, "lessons", *words) == (2, "", f"mfa-course: {message}\n")


def test_a_damaged_list_is_told_of(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    home.mkdir()
    (home / "lessons.txt").write_text("not a path", "utf-8")
    assert "lessons-damaged-1.txt" in said(capsys, "lessons")[1]
    (home / "lessons.txt").write_text("not a path", "utf-8")
    status, _, error = said(capsys, "lessons", "remove", "acme")
    assert (status, "lessons-damaged-2.txt" in error) == (2, True)


def test_a_list_that_cannot_be_written_is_told_of(home: Path, acme: Path, capsys: pytest.CaptureFixture[str]) -> None:
    home.write_text("a file", "utf-8")
    assert said(capsys, "lessons", "add", str(acme)) == (
        2, "", "mfa-course: the list of added lessons cannot be written: File exists.\n",
    )  # fmt: skip


def test_a_lesson_is_played_in_its_translation(acme: Path, capsys: pytest.CaptureFixture[str]) -> None:
    spanish = EXAMPLE.replace("title: An example", "title: Un ejemplo")
    (acme / "01-one.es.md").write_text(spanish, "utf-8")
    path = str(acme / "01-one.md")
    assert "Un ejemplo" in said(capsys, "play", path, "--lang", "es-MX")[1]
    _, out, error = said(capsys, "play", path, "--lang", "fr")
    assert ("An example" in out, error) == (True, "The lesson is not translated into fr. Translations are es.\n")
    (acme / "01-one.es.md").write_text(spanish.replace("alice-has-mfa", "alice-tiene-mfa"), "utf-8")
    _, out, error = said(capsys, "play", path, "--lang", "es")
    assert ("An example" in out, error.startswith("The translation is out of date")) == (True, True)
    assert said(capsys, "play", path, "--lang", "e/s")[0] == 2


def test_the_map_names_lessons_in_the_learners_language(
    acme: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (acme / "01-one.es_MX.md").write_text(EXAMPLE.replace("title: An example", "title: Un ejemplo"), "utf-8")
    (acme / "01-one.fr.md").write_text("nothing", "utf-8")
    places.keep([acme])
    for language, title in (("es_MX", "Un ejemplo"), ("fr", "An example"), ("de", "An example")):
        monkeypatch.setenv("MFA_COURSE_LANG", language)
        assert f"1. {title} (5 minutes): new" in said(capsys, "lessons")[1]
        desk = Desk(lambda: 0, scratch_store(), language=language)
        assert title in [row.title for row in desk.rows()]
    monkeypatch.setenv("MFA_COURSE_LANG", "?")
    assert said(capsys, "lessons")[0] == 2


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["run", "--watch"], "name the lesson to watch: mfa-course run FILE --watch."),
        (["run", "sandbox", "--watch"], "name the lesson to watch: mfa-course run FILE --watch."),
        (["run", "1", "--watch"], "--watch needs a terminal with a whole screen."),
        (
            ["run", "sandbox"],
            "the sandbox needs a terminal with a whole screen. `mfa-course shell` reads lines without one.",
        ),
    ],
)
def test_what_needs_a_terminal_or_a_file(words: list[str], message: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert said(capsys, *words) == (2, "", f"mfa-course: {message}\n")


def test_a_terminal_that_only_prints_lines_gets_the_course_as_plain_text(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for module in ("host", "run"):
        monkeypatch.setattr(f"course.commands.{module}.has_terminal", lambda: True)
    monkeypatch.delenv("TEXTUAL_DRIVER", raising=False)
    monkeypatch.setenv("TERM", "dumb")
    status, told, _ = said(capsys)
    assert status == 0
    assert told.startswith("This terminal (TERM says so) has no whole screen, so the course runs as plain text")


def test_a_broken_lesson_is_told_of_before_the_screen_opens(
    acme: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("course.commands.run.has_screen", lambda: True)
    for watch in ([], ["--watch"]):
        status, _, error = said(capsys, "run", str(acme / "02-broken.md"), *watch)
        assert (status, "02-broken.md:1:1: the lesson does not begin with front matter" in error) == (2, True)


@pytest.mark.parametrize("word", ["sandbox", "2", "FILE"])
def test_the_screen_opens_at_the_sandbox_a_lesson_or_a_file(
    acme: Path, word: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from course.tui.app import CourseApp

    opened: list[CourseApp] = []
    monkeypatch.setattr("course.commands.run.has_screen", lambda: True)
    monkeypatch.setattr(CourseApp, "run", lambda app: opened.append(app))
    word = word.replace("FILE", str(acme / "01-one.md"))
    assert main(["run", word]) == 0
    (app,) = opened
    assert app.first == word
    attempt = app.desk.open(word)
    assert attempt.name == (None if word == "sandbox" else library.id_of(library.find(word)))
