"""Words of a played lesson that are mistyped."""

from __future__ import annotations

import pytest
from simroom import Room

from course.driver import Driver
from course.lesson.model import Lesson
from course.plain.play import play
from course.plain.spoken import like


@pytest.mark.parametrize(
    ("line", "word"),
    [
        ("hnt", "hint"),
        ("hints", "hint"),
        ("solutoin", "solution"),
        ("Dashboard", "dashboard"),
        ("TIME LAB", "time lab"),
        ("go bak", "go back"),
    ],
)
def test_a_word_that_is_mistyped_brings_the_one_that_it_is_like(
    lesson: Lesson, room: Room, line: str, word: str
) -> None:
    written: list[str] = []
    play(lesson, Driver(room.world, lambda: room.world.time), [line], written.append)
    assert f"A word of the lesson is like it: {word}.\n" in "".join(written)


@pytest.mark.parametrize("line", ["whoami", "aws iam list-usrs", "xyzzy", "hlep", "histroy", "und", "hint" * 100])
def test_other_lines_bring_none(lesson: Lesson, room: Room, line: str) -> None:
    written: list[str] = []
    play(lesson, Driver(room.world, lambda: room.world.time), [line], written.append)
    assert "is like it" not in "".join(written)


def test_what_an_examination_does_not_hear_is_not_named() -> None:
    assert like("solutoin", closed_book=False) == "solution"
    assert like("solutoin", closed_book=True) is None
