"""Tab in the plain shell: what readline is given in place of the word that it sees."""

from __future__ import annotations

import pytest
from simroom import Room

from course.commands.completing import fitting
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
