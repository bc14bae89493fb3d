"""Whose turn it is in a case of AWS Support, below a line about it."""

from __future__ import annotations

import pytest
from simroom import ROOT_FOLDER, START, Room

from course.driver import Driver
from course.lesson.model import Lesson
from course.plain.play import play
from course.plain.support import told
from sim.scenario import load

OPEN, HOURS = 'support open "root MFA device lost"', "AWS Support answers in hours"


@pytest.fixture
def lost() -> Room:
    scenario = (ROOT_FOLDER / "lessons" / "scenarios" / "one-phone-for-root.yaml").read_text(encoding="utf-8")
    return Room(load(scenario, "one-phone-for-root", START))


def after(room: Room, line: str) -> str:
    room(line)
    return " ".join(" ".join(told(line, room.world)).split())


def test_each_line_about_a_case_tells_what_is_waited_for(lost: Room) -> None:
    assert after(lost, "support list") == ""
    assert after(lost, OPEN).startswith(HOURS)
    lost.ok("wait 4h")
    assert after(lost, "support show 1") == "AWS Support waits for your answers."
    assert after(lost, OPEN.replace("lost", "broken")).startswith(HOURS)
    assert after(lost, "support show 1") == "AWS Support waits for your answers."
    assert after(lost, "support list").startswith(HOURS)


@pytest.mark.parametrize("line", ["support show 7", "support show", "help support", "whoami"])
def test_nothing_is_told_of_a_case_that_is_not_there_or_of_other_lines(lost: Room, line: str) -> None:
    lost.ok(OPEN)
    assert (after(lost, line) == "") is (line != "support show")


def test_a_played_lesson_tells_it(lesson: Lesson, lost: Room) -> None:
    written: list[str] = []
    play(lesson, Driver(lost.world, lambda: START), [OPEN], written.append)
    assert HOURS in "".join(written)
