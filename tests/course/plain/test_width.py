"""The width of plain text: 76 columns, or the terminal's."""

from __future__ import annotations

from contextvars import copy_context

import pytest
from simroom import SCENARIO, START, Room

from course.driver import Driver
from course.glossary.telling import names
from course.glossary.terms import load
from course.lesson.model import Lesson
from course.plain.play import play
from course.plain.prose import plain
from course.plain.spoken import help_text
from course.plain.width import LEAST, WIDTH, follow, wrapped
from sim.scenario import load as load_scenario

WORDS = "word " * 100


def longest(text: str) -> int:
    return max(map(len, text.splitlines()))


def at(columns: int) -> list[int]:
    """The longest lines of texts on a terminal of so many columns."""

    def tell() -> list[int]:
        follow(lambda: columns)
        texts = plain(WORDS), wrapped(WORDS, "  "), names(load().terms), help_text(closed_book=False)
        return [longest(text) for text in texts]

    return copy_context().run(tell)


def test_without_a_terminal_a_line_has_76_columns() -> None:
    assert WIDTH - 5 < longest(plain(WORDS)) <= WIDTH == 76


@pytest.mark.parametrize(("columns", "width"), [(80, 76), (46, 42), (200, 196)])
def test_lines_follow_a_terminal_but_for_a_margin(columns: int, width: int) -> None:
    assert all(width - 24 < length <= width for length in at(columns))


def test_however_narrow_it_is_some_words_stand_on_a_line() -> None:
    assert at(3)[:2] == [LEAST - 1, LEAST - 4]


def test_a_terminal_that_is_resized_is_followed() -> None:
    def tell() -> tuple[int, int]:
        columns = iter((44, 84))
        follow(lambda: next(columns))
        return longest(plain(WORDS)), longest(plain(WORDS))

    assert copy_context().run(tell) == (39, 79)


def test_a_width_that_is_asked_for_is_kept() -> None:
    assert longest(plain(WORDS, 30)) == 29


def test_what_a_played_lesson_says_of_itself_and_the_time_lab_follow_the_width(lesson: Lesson) -> None:
    room = Room(load_scenario(SCENARIO, "alice-and-alan", START))
    room.ok("phone alan drift -3000ppm", "phone alan clock -108s", "phone alan lose")
    room("as alan sign-in Alan --password Turing-Machine-36 --code 123456")

    def tell() -> list[str]:
        follow(lambda: 46)
        written: list[str] = []
        play(
            lesson,
            Driver(room.world, lambda: START),
            ["continue", "leave", "back to 9", "api", "time lab"],
            written.append,
        )
        return "".join(written).splitlines()

    lines = copy_context().run(tell)
    assert "Alan's phone shows" in " ".join(lines)
    assert "is no step that was left" in " ".join(lines)
    assert [line for line in lines if len(line) > 42] == []
