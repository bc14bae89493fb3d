"""Steps left for later and returned to, in any order, with undo and redo in between."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from course.lesson.parse import parse
from course.tutor.driving import BareSeat
from course.tutor.standing import Standing

LETTERS = "abcde"

STEPS = "".join(
    f"## Step {letter} {{#{letter}}}\n\n```{{check}} {letter}-is-one\n{letter} == `1`\n```\n"
    f"```{{solution}}\nset x 1\nset {letter} 1\n```\n"
    for letter in LETTERS
)
FIVE = parse(f"---\ntitle: Five\nscenario: none\nminutes: 1\n---\n{STEPS}", "five.md")

SET = st.sampled_from([f"set {letter} {value}" for letter in LETTERS for value in (0, 1)])
ACTS = st.lists(
    SET
    | st.sampled_from(["set x 1", "undo", "redo", "reset", "leave", "look"])
    | st.integers(1, 5).map(lambda number: f"to {number}"),
    max_size=25,
)


class Learner:
    def __init__(self, driver: Any) -> None:
        self.seat = BareSeat(FIVE, driver)

    def do(self, *acts: str) -> Learner:
        for act in acts:
            if act == "leave":
                self.seat.leave_step()
            elif act.startswith("to "):
                self.seat.return_to(FIVE.steps[int(act[3:]) - 1])
            else:
                self.seat.act(act)
        return self

    @property
    def standing(self) -> tuple[object, ...]:
        run = self.seat.run
        return run.number, run.left, [run.how(step) for step in FIVE.steps], run.remaining


@pytest.fixture(scope="session")
def learner(fake_drivers: Callable[[], Any]) -> Callable[[], Learner]:
    return lambda: Learner(fake_drivers())


@given(ACTS)
def test_the_step_at_hand_and_those_left_are_unmet_and_their_checks_do_not_hold(
    learner: Callable[[], Learner], acts: list[str]
) -> None:
    here = learner().do(*acts)
    run, state = here.seat.run, here.seat.driver.state
    waiting = [FIVE.steps[number - 1] for number in run.left] + ([run.step] if run.step else [])
    assert run.finished == (run.step is None)
    for step in waiting:
        assert not run.is_met(step)
        assert not all(check.expression.is_true(state) for check in step.checks)


@given(ACTS, SET, st.lists(st.sampled_from(["leave", "to 1", "to 2", "to 4", "look"]), max_size=4))
def test_undo_takes_back_an_act_and_the_turns_after_it_and_redo_brings_them_back(
    learner: Callable[[], Learner], acts: list[str], act: str, turns: list[str]
) -> None:
    here = learner().do(*acts)
    before = here.standing
    after = here.do(act, *turns).standing
    assert here.do("undo").standing == before
    assert here.do("redo").standing == after


@given(ACTS, st.permutations(LETTERS))
def test_every_step_is_met_once_all_checks_hold_whatever_was_left_before(
    learner: Callable[[], Learner], acts: list[str], order: list[str]
) -> None:
    here = learner().do(*acts, *(f"set {letter} 1" for letter in order))
    assert here.seat.run.finished
    assert here.standing == (None, (), ["met"] * 5, ())


@given(ACTS)
def test_leaving_leads_to_another_step_and_going_back_to_the_one_meant(
    learner: Callable[[], Learner], acts: list[str]
) -> None:
    here = learner().do(*acts)
    run, state = here.seat.run, here.seat.driver.state
    others = [step for step in FIVE.steps if step is not run.step and not run.is_met(step)]
    if any(not check.expression.is_true(state) for step in others for check in step.checks):
        assert here.do("leave").seat.run.step is not run.step
        assert here.do(f"to {run.number}").seat.run.step is run.step
    else:
        assert here.do("leave").seat.run.step is run.step
    for number in run.left:
        assert learner().do(*acts, f"to {number}").seat.run.number == number


@given(ACTS)
def test_reset_begins_with_nothing_left(learner: Callable[[], Learner], acts: list[str]) -> None:
    here = learner().do(*acts)
    before = here.standing
    assert here.do("reset").standing[:2] == (1, ())
    assert here.do("undo").standing == before


def test_a_left_step_ticks_while_another_is_at_hand(learner: Callable[[], Learner]) -> None:
    here = learner().do("leave", "leave")
    assert here.standing[:2] == (3, (1, 2))
    assert here.do("set a 1").standing[:2] == (3, (2,))
    assert here.do("set b 0", "set c 1").standing[:2] == (4, (2,))


def test_hints_and_lines_shown_stay_with_their_step(learner: Callable[[], Learner]) -> None:
    here = learner().do("set x 1", "leave")
    assert here.seat.run.remaining == ("set x 1", "set b 1")
    assert here.do("to 1").seat.run.remaining == ("set a 1",)


def test_a_refusal_that_nobody_explains_reminds_of_the_steps_left_before(learner: Callable[[], Learner]) -> None:
    here = learner().do("call Any unheard-of")
    assert here.seat.run.words is None
    here.do("leave", "call Any unheard-of")
    assert here.seat.run.words is not None
    assert here.seat.run.words.text.startswith("Step 1 was left undone.")
    here.do("leave", "call Any unheard-of")
    assert here.seat.run.words.text.startswith("Steps 1 and 2 were left undone.")
    here.do("to 1", "call Any unheard-of")
    assert here.seat.run.words is None


@pytest.mark.parametrize(
    ("met", "left", "after"),
    [
        ((), (), (1, {0})),
        ((0,), (1,), (3, {1, 2})),
        ((0, 1), (2, 3), (2, {3, 4})),
        ((0, 1), (2, 3, 4), (3, {2, 4})),
        ((0, 1, 2, 3), (), (4, set())),
        ((0, 1, 2, 3, 4), (), (None, set())),
    ],
)
def test_where_leaving_leads(met: tuple[int, ...], left: tuple[int, ...], after: tuple[int | None, set[int]]) -> None:
    standing = Standing(5, (0,) * 5, frozenset(met), frozenset(left)).leaving()
    assert (standing.here, set(standing.left)) == after
