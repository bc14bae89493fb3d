"""Settings: kept in a file that people edit, and never the worse for it."""

from __future__ import annotations

from pathlib import Path

import pytest

from course.settings import Settings, SettingsFile, open_settings, with_value

MINE = """\
# mine
words = "today"   # as at work

[keys]
hint = "j"
"theme" = "ctrl+y"
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "deep" / "settings.toml"


def written(path: Path, text: str | bytes) -> SettingsFile:
    path.parent.mkdir()
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return SettingsFile(path)


def test_what_was_chosen_is_there_the_next_time(path: Path) -> None:
    file = SettingsFile(path)
    assert (file.settings, file.notice) == (Settings(), None)
    assert file.remember(theme="course-light") is None
    assert file.remember(words="today") is None
    assert SettingsFile(path).settings == Settings("course-light", "today")
    assert [each.name for each in path.parent.iterdir()] == ["settings.toml"]


def test_a_name_with_a_dot_is_one_name_quoted_or_not(path: Path) -> None:
    file = written(path, '[keys]\ntable.sort = "s"\n"table.turn" = "t"\n')
    assert file.settings.keymap == {"table.sort": "s", "table.turn": "t"}
    assert (file.notice, file.line_of("table.sort", "keys")) == (None, 2)


def test_nothing_is_written_where_nothing_was_chosen(path: Path) -> None:
    SettingsFile(path).remember(words="video")
    assert not path.parent.exists()


def test_without_a_file_a_choice_holds_for_the_run() -> None:
    file = SettingsFile()
    assert file.remember(theme="course-light") is None
    assert file.settings.theme == "course-light"


def test_what_a_person_wrote_stays_around_what_was_chosen(path: Path) -> None:
    file = written(path, MINE)
    assert file.settings == Settings(None, "today", {"hint": "j", "theme": "ctrl+y"})
    assert file.remember(theme="course-dark", words="video") is None
    expected = (
        '# mine\nwords = "video"   # as at work\n\ntheme = "course-dark"\n[keys]\nhint = "j"\n"theme" = "ctrl+y"\n'
    )
    assert path.read_text("utf-8") == expected


def test_another_window_s_choice_is_not_taken_back(path: Path) -> None:
    one, other = SettingsFile(path), SettingsFile(path)
    one.remember(theme="course-light")
    other.remember(words="today")
    assert SettingsFile(path).settings == Settings("course-light", "today")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('words = "today"\ntheme = course-light\n', "line 2, cannot be read: invalid value. Lines such as"),
        ('[keys]\nhint = "h', "at its end, cannot be read: "),
        ('words = "today"\nwords = "video"\n', "line 2, cannot be read: it gives a name a second time"),
        (b'words = "today"\n\xff\n', "cannot be read: line 2 is no UTF-8 text"),
        (b"#" * 100_001, "larger than 100000 bytes"),
        ("a = " + "[" * 5_000, "cannot be read: "),
    ],
)
def test_a_damaged_file_is_told_of_and_left_as_it_is(path: Path, text: str | bytes, expected: str) -> None:
    file = written(path, text)
    before = path.read_bytes()
    assert file.settings == Settings()
    assert file.notice is not None
    assert str(path) in file.notice
    assert expected in file.notice
    refused = file.remember(theme="course-light")
    assert refused == f"This is not kept: {path} cannot be read. Mend the file, or move it away."
    assert file.settings.theme == "course-light"
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('words = "video"\nwrods = "today"', "line 2: there is no setting wrods; there are theme, words and [keys]."),
        ('words = "klingon"', 'line 1: words wants "video" or "today".'),
        ("theme = 3", 'line 1: theme wants a name in quotes, such as "course-light".'),
        ('keys = "h"', "line 1: keys wants to be a table: [keys], and below it lines such as"),
        ("[keys]\n\nhint = 4", 'line 3: hint wants keys in quotes, such as "x" or "x,ctrl+x".'),
        ('[keys]\nhint = " "', 'line 2: hint wants keys in quotes, such as "x" or "x,ctrl+x".'),
        ("[keys.hint]\na = 1", "hint.a wants keys in quotes"),
        ("[keys]\nhint = {}", "line 2: hint wants keys in quotes"),
        ("[other]\na = 1", "line 1: there is no setting other; there are"),
        ("a = 1\nb = 1\nc = 1\nd = 1\ne = 1", "there is no setting c; there are theme, words and [keys]. And 2 more."),
    ],
)
def test_what_cannot_be_used_is_told_with_its_line_and_the_rest_is_used(path: Path, text: str, expected: str) -> None:
    file = written(path, text)
    assert file.notice is not None
    assert str(path) in file.notice
    assert expected in file.notice
    assert file.settings == Settings()
    assert file.remember(theme="course-light") is None
    assert SettingsFile(path).settings.theme == "course-light"
    assert text in path.read_text("utf-8").replace('theme = "course-light"\n', "") or text == "theme = 3"


def test_a_folder_in_the_file_s_place_is_told_of(path: Path) -> None:
    path.mkdir(parents=True)
    notice = SettingsFile(path).notice
    assert notice is not None
    assert "cannot be read: Is a directory" in notice


def test_what_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    path = tmp_path / "file" / "settings.toml"
    assert SettingsFile(path).remember(theme="course-light") == f"This is not kept. {path}: File exists."


def test_a_value_that_stands_in_several_lines_is_not_torn() -> None:
    with pytest.raises(ValueError, match="write theme = "):
        with_value('theme = """\na\nb"""\n', "theme", "course-light")


def test_the_file_is_where_progress_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MFA_COURSE_HOME", str(tmp_path))
    assert open_settings().path == tmp_path / "settings.toml"
