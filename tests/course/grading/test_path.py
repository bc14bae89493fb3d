"""The acts that stand follow the history from branch to branch."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from simroom import START

from course.grading.path import Path
from course.grading.replay import replay
from sim.history import History
from sim.world import World


def followed(start: World, lines: Sequence[str]) -> Path[str]:
    path: Path[str] = Path(lambda moment: moment.line)
    for moment in replay(start, [(START, line) for line in lines]):
        path.follow(moment)
    return path


@given(
    lines=st.lists(
        st.sampled_from(
            ["phone alan lose", "phone alan find", "wait 1s", "ls", "undo", "redo", "reset", "history"]
            + [f"goto {number}" for number in range(7)]
        ),
        max_size=20,
    )
)
def test_the_acts_that_stand_are_those_of_the_history(start: World, lines: list[str]) -> None:
    history = History.begin(start)
    for line in lines:
        history, _ = history.run(line, START)
    path = followed(start, lines)
    assert path.every == history.acts
    assert path.here == (history.here.line if history.here else None)


@pytest.mark.parametrize(
    ("lines", "acts"),
    [
        (["phone alan lose", "undo", "phone alan break", "goto 1"], ["phone alan lose"]),
        (["phone alan lose", "undo", "phone alan break", "goto 1", "goto 2"], ["phone alan break"]),
        (["phone alan lose", "reset", "phone alan break"], ["phone alan break"]),
        (["phone alan lose", "reset", "phone alan break", "goto 1"], ["phone alan lose"]),
    ],
)
def test_acts_on_another_branch_or_before_a_reset_do_not_stand(lines: list[str], acts: list[str], start: World) -> None:
    assert followed(start, lines).acts == acts
