"""`mfa-course play LESSON`: a lesson as plain numbered text."""

from __future__ import annotations

import sys
from collections.abc import Iterator

from course.commands.host import Unusable, complain, has_terminal, host_time, read_scenario, start_world
from course.commands.shell import joined, read_lines
from course.driver import Driver
from course.lesson import library
from course.lesson.error import LessonError
from course.lesson.play import play as play_lesson


def play(word: str, *, solve: bool, fresh: bool) -> int:
    """Play the lesson that `word` names; 0 when every step is met, 2 when the lesson cannot be used."""
    try:
        path = library.find(word)
        lesson = library.load(path)
        name, text = read_scenario(lesson.front.scenario, path)
        world = start_world(name, text, host_time())
    except (LessonError, library.NotFoundError, Unusable) as error:
        return complain(error)
    driver = Driver(world, host_time)
    return play_lesson(lesson, driver, _lines(), _write, solve=solve)


def _lines() -> Iterator[str]:
    return read_lines("> ", "… ") if has_terminal() else joined(sys.stdin)


def _write(text: str) -> None:
    print(text, end="", flush=True)
