"""The history on the screen: along the strip, the account as it was, and on from there as a branch."""

from __future__ import annotations

import asyncio
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from painted import painted_text
from simroom import SCENARIO, START

from course.progress.store import open_store
from course.tui.app import CourseApp
from course.tui.desk import Desk
from course.tui.history.history_strip import HistoryStrip
from course.tui.history.moments import account_then, moment
from course.tui.history.screen import HistoryScreen
from course.tui.history.strip import Strip
from sim.acts import Numbers
from sim.history import History
from sim.scenario import load

BEGIN = load(SCENARIO, "alice-and-alan", START)
LINES = ["phone alan lose", "phone alan find", "wait 1s", "sign-in Alan --password no", "undo", "undo", "redo", "reset"]


def played(*lines: str) -> History:
    history = History.begin(BEGIN)
    for line in lines:
        history, _ = history.run(line)
    return history


@given(
    lines=st.lists(st.sampled_from([*LINES, *(f"goto {number}" for number in range(9))]), max_size=24),
    width=st.integers(10, 118),
    height=st.integers(1, 6),
)
def test_every_act_can_be_looked_at_by_the_keys_and_is_then_in_the_picture(
    lines: list[str], width: int, height: int
) -> None:
    strip = Strip(played(*lines))
    found, waiting = {strip.history.number}, [strip.history.number]
    while waiting:
        number = waiting.pop()
        picture = strip.picture(number, width, height)
        assert number in picture.places.values()
        assert all(line.cell_length <= width for line in picture.lines)
        assert sum(f"{number}]" in line.plain for line in picture.lines) == 1
        moves = {strip.moved(number, way) for way in ("back", "on", "first", "last", "up", "down")}
        waiting += moves - found
        found |= moves
    assert found == {0, *range(1, strip.history.count + 1)}


def test_long_moves_pass_ten_acts_and_stop_at_the_ends() -> None:
    strip = Strip(played(*["wait 1s"] * 25))
    places = [25]
    for way in ("far-back", "far-back", "far-back", "far-on"):
        places.append(strip.moved(places[-1], way))
    assert places == [25, 15, 5, 0, 10]


def test_the_picture_shows_branches_under_the_act_that_they_left() -> None:
    history = played(*("phone alan lose", "phone alan find", "undo", "sign-in Alan --password no", "wait 1s", "undo"))
    assert [line.plain.rstrip() for line in Strip(history).picture(1, 60, 4).lines] == [
        " ●0 ──[●1]── ▶3 ┄┄ ○4",
        "       └┄┄┄┄ ○2",
    ]


def test_a_moment_tells_the_act_its_time_its_answer_and_what_it_changed() -> None:
    strip = Strip(played("phone alan lose", "wait 1h", "sign-in Alan --password no"))
    told = ["\n".join(line.plain for line in moment(strip, number)) for number in range(4)]
    assert told[0].startswith("The beginning\n2027-03-01 12:00:00 UTC, live")
    assert "Act 1  phone alan lose\n" in told[1]
    assert "~ Alan's phone, state: held → lost" in told[1]
    assert "2027-03-01 13:00:00 UTC, 1x, 1 h later  ·  done" in told[2]
    assert "It changed nothing but the time." in told[2]
    assert "✗ refused: Your authentication information is incorrect." in told[3]
    assert "you are here" in told[3]
    then = [line.plain for line in account_then(strip, 1, 40)]
    assert "~ Alan's phone  state lost; clock right;" in then
    assert all(len(line) <= 40 for line in then)
    assert "  Alan's phone  state held; clock right;" in [line.plain for line in account_then(strip, 0, 40)]


def test_one_looks_at_the_past_and_goes_on_from_there_as_a_branch(tmp_path: Path) -> None:
    async def session() -> None:
        app = CourseApp(Desk(lambda: START, open_store(tmp_path)), "06-enabling-mfa-for-alice")
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.pause()
            lesson = app.lesson
            assert lesson is not None
            await lesson.run_lines(["phone alan lose", "phone alan clock +95s", "undo", "phone alan drift 40ppm"])
            lesson.set_focus(None)
            await pilot.press("H", "left", "left", "pagedown")
            await pilot.pause()
            assert isinstance(app.screen, HistoryScreen)
            assert "The beginning" in painted_text(app)
            await pilot.press("end", "down")
            await pilot.pause()
            assert app.screen.query_one(HistoryStrip).looked == 2
            assert "~ Alan's phone, clock: right → 1 min 35 s ahead" in painted_text(app)
            await pilot.press("enter")
            await pilot.pause()
            history = lesson.attempt.driver.history
            assert (history.number, [[*Numbers(branch)] for branch in history.left]) == (2, [[0, 1, 3]])
            await pilot.press("H", "enter")
            await pilot.pause()
            assert lesson.attempt.driver.history.number == 2

    asyncio.run(session())
    kept = open_store(tmp_path).latest("06-enabling-mfa-for-alice")
    assert kept is not None
    assert kept.lines[-1][1] == "goto 2"
