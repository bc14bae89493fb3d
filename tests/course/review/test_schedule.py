"""When questions come back: a day, three days, a week, then no more; a wrong answer begins anew."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from course.review.schedule import DAY, PAUSES, after, in_words

NOW = 1_803_902_400_000
HOUR = 3_600_000

STEPS = [
    (0, True, (1, 3 * DAY)),
    (1, True, (2, 7 * DAY)),
    (2, True, (3, None)),
    (0, False, (0, DAY)),
    (1, False, (0, DAY)),
    (2, False, (0, DAY)),
]


@pytest.mark.parametrize("late", [0, 1, 40 * DAY])
@pytest.mark.parametrize(("stage", "right", "then"), STEPS)
def test_a_question_that_is_due(stage: int, right: bool, then: tuple[int, int | None], late: int) -> None:
    stage_after, pause = then
    due = None if pause is None else NOW + pause
    assert after(stage, NOW - late, right, NOW) == (stage_after, due)


@pytest.mark.parametrize("due", [NOW + 1, NOW + 5 * DAY, None])
def test_a_question_that_is_not_due_gains_nothing_and_may_lose(due: int | None) -> None:
    assert after(1, due, True, NOW) == (1, due)
    assert after(1, due, False, NOW) == (0, NOW + DAY)


@given(st.lists(st.booleans(), max_size=12))
def test_three_right_answers_in_a_row_and_nothing_else_end_it(answers: list[bool]) -> None:
    stage, due, now = 0, NOW + DAY, NOW
    in_a_row = 0
    for right in answers:
        now = due
        stage, due = after(stage, due, right, now)
        in_a_row = in_a_row + 1 if right else 0
        assert stage == in_a_row
        if due is None:
            break
        assert due - now == PAUSES[stage]
    assert (due is None) == (in_a_row == len(PAUSES))


@pytest.mark.parametrize(
    ("time", "words"),
    [
        (0, "in 1 minute"),
        (59 * 60_000, "in 59 minutes"),
        (HOUR - 1, "in 60 minutes"),
        (HOUR, "in 1 hour"),
        (5 * HOUR + 1, "in 6 hours"),
        (DAY - HOUR, "in 23 hours"),
        (DAY - 1, "in a day"),
        (DAY, "in a day"),
        (DAY + 1, "in 2 days"),
        (3 * DAY, "in 3 days"),
        (7 * DAY, "in a week"),
    ],
)
def test_how_long_in_words(time: int, words: str) -> None:
    assert in_words(time) == words
