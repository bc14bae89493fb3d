"""Tab in the plain shell: what readline is given in place of the word that it sees."""

from __future__ import annotations

import pytest
from simroom import Room

from course.commands.completing import fitting
from course.plain.spoken import typed
from sim.completion import Names


@pytest.mark.parametrize(
    ("line", "begin", "expected"),
    [
        ("who", 0, ["whoami "]),
        ("aws iam get-user --user-name Al", 29, ["Alan ", "Alice "]),
        ("aws iam get-user --user-name=Al", 17, ["--user-name=Alan ", "--user-name=Alice "]),
        ("code=$(phone ala", 13, ["alan "]),
        ("nonsense ", 9, []),
    ],
)
def test_what_readline_is_given(room: Room, line: str, begin: int, expected: list[str]) -> None:
    assert fitting(room.world, Names(), line, begin) == expected


def test_words_of_a_lesson_are_completed_beside_commands(room: Room) -> None:
    words = typed(closed_book=False)
    assert fitting(room.world, Names(), "da", 0, words) == ["date ", "dashboard"]
    assert fitting(room.world, Names(), "time l", 5, words) == ["live ", "lab"]
    assert "dashboard" not in fitting(room.world, Names(), "echo da", 5, words)
    assert "solution" in words
    assert "solution" not in typed(closed_book=True)
