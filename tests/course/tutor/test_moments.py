"""How the steps stand follows the history from branch to branch."""

from __future__ import annotations

from course.tutor.moments import MOST_ASIDE, Moments
from course.tutor.standing import Standing

BEGIN = Standing.begin(2)
ONE = BEGIN.with_met(0)
BOTH = ONE.with_met(1)


def test_a_branch_left_behind_keeps_how_the_steps_stood_there() -> None:
    moments = Moments().standing(0, 0, BEGIN).standing(1, 1, ONE).standing(2, 2, BOTH)
    other = moments.leaving(2).standing(2, 3, ONE)
    assert [other.at(depth) for depth in range(4)] == [BEGIN, ONE, ONE, ONE]
    back = other.along((0, 1, 2))
    assert [back.at(depth) for depth in range(4)] == [BEGIN, ONE, BOTH, BOTH]
    assert back.along((0, 1, 3)) == other


def test_nothing_is_put_aside_where_nothing_was_left_behind() -> None:
    moments = Moments().standing(0, 0, BEGIN).standing(1, 1, ONE)
    assert moments.leaving(2) is moments
    assert Moments().at(0) is None


def test_only_so_much_is_kept_of_branches_left_behind() -> None:
    moments = Moments().standing(0, 0, BEGIN)
    for number in range(1, MOST_ASIDE + 3):
        moments = moments.leaving(1).standing(1, number, ONE)
    assert len(moments.aside) == MOST_ASIDE
    assert moments.aside[0].number == 2
