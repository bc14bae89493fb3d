"""Editing keys and the lines had back, without a screen."""

from __future__ import annotations

import pytest
from textual._xterm_parser import XTermParser
from textual.events import Key

from course.tui.json_colour import coloured
from course.tui.keys.sequences import read_alt_keys
from course.tui.terminal.line_history import LineHistory
from course.tui.terminal.listing import shared_start
from course.tui.terminal.pasting import pasted_lines
from course.tui.terminal.readline import KillRing, blank_word_before, swapped, word_after, word_before

LINE = "aws iam get-user --user-name Al"


@pytest.mark.parametrize(
    ("at", "before", "after", "blank"),
    [(0, 0, 3, 0), (3, 0, 7, 0), (4, 0, 7, 0), (8, 4, 11, 4), (16, 12, 23, 8), (31, 29, 31, 29)],
)
def test_where_words_begin_and_end(at: int, before: int, after: int, blank: int) -> None:
    assert (word_before(LINE, at), word_after(LINE, at), blank_word_before(LINE, at)) == (before, after, blank)


@pytest.mark.parametrize(
    ("text", "at", "expected"),
    [("abc", 0, "abc"), ("abc", 1, "bac"), ("abc", 2, "acb"), ("abc", 3, "acb"), ("a", 1, "a")],
)
def test_two_letters_are_swapped(text: str, at: int, expected: str) -> None:
    assert swapped(text, at)[0] == expected


def test_keys_behind_an_esc_are_read_also_when_they_come_fast() -> None:
    read_alt_keys()
    keys = [key.key for key in XTermParser().feed("\x1b.\x1bd\x1bd\x1b\x7f\x1bb.\x1b4") if isinstance(key, Key)]
    assert keys == ["alt+full_stop", "alt+d", "alt+d", "alt+backspace", "ctrl+left", "full_stop", "escape", "4"]


def test_what_is_cut_out_piece_by_piece_comes_back_whole_and_the_older_after_it() -> None:
    ring = KillRing()
    assert (ring.newest(), ring.older()) == ("", "")
    ring.cut("first")
    ring.cut("user")
    ring.cut("get-", "before")
    ring.cut(" now", "behind")
    assert ring.newest() == "get-user now"
    assert [ring.older(), ring.older()] == ["first", "get-user now"]


@pytest.fixture
def history() -> LineHistory:
    history = LineHistory()
    for line in ("whoami", "aws iam list-users", "date", "aws iam list-users", "aws iam list-users", "aws sts x"):
        history.add(line)
    return history


def test_no_line_stands_twice_in_a_row(history: LineHistory) -> None:
    assert history.past == ["whoami", "aws iam list-users", "date", "aws iam list-users", "aws sts x"]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("", ["aws sts x", "aws iam list-users", "date", "aws iam list-users", "whoami"]),
        ("aws i", ["aws iam list-users"]),
        ("w", ["whoami"]),
        ("nothing", []),
    ],
)
def test_the_arrows_go_through_the_lines_that_begin_so_and_back(
    history: LineHistory, typed: str, found: list[str]
) -> None:
    walked, now = [], typed
    while (line := history.older(now)) is not None:
        now = line
        walked.append(now)
    assert walked == found
    while (line := history.newer(now)) is not None:
        now = line
    assert now == typed


def test_a_line_is_found_by_a_part_of_it_the_newest_first(history: LineHistory) -> None:
    assert history.found("LIST") == []
    assert history.found("s") == ["aws sts x", "aws iam list-users"]
    assert history.found("") == []
    assert history.latest("aws i") == "aws iam list-users"
    assert history.latest("aws sts x") is None


def test_words_share_a_start() -> None:
    assert shared_start(["list-users", "list-groups", "list-user-tags"]) == "list-"


def test_json_keeps_its_text_and_other_text_stays_plain() -> None:
    text = '{\n    "Users": [1, true, "a \\" b"]\n}'
    assert coloured(text).plain == text
    assert {str(span.style) for span in coloured(text).spans} == {"$primary", "$success", "$secondary bold"}
    assert not coloured("No users.").spans


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("whoami\r", ["whoami"]),
        ("a=1\rb=2 \\\r  c=3\r\r# Alice's\rwhoami\r", ["a=1", "b=2 c=3", "whoami"]),
        ("$ whoami\r\n$ people\r\n", ["whoami", "people"]),
        ("echo '{\r  \"a\": 1\r}' > p.json\rcat p.json", ["echo '{ \"a\": 1 }' > p.json", "cat p.json"]),
        ('echo "one\\"\ntwo" three\ndate', ['echo "one\\" two" three', "date"]),
        ("echo 'open\nwhoami", ["echo 'open", "whoami"]),
        ('cat > p.json <<EOF\n{\n  "a": 1\n}\nEOF\nls', ["echo '{ \"a\": 1 }' > p.json", "ls"]),
        ("cat <<'END' > p.json\n{}\nEND", ["echo '{}' > p.json"]),
    ],
)
def test_pasted_lines_are_the_commands_that_were_copied(text: str, expected: list[str]) -> None:
    assert pasted_lines(text) == expected
