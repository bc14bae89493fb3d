"""When the screen looks at time again: no second that is shown comes late, and none is looked for twice."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from course.tui.time.ticking import MARGIN, OFTEN, Ticking, until_next
from sim.clock import DeviceClock
from sim.happening import Happening
from sim.world import World

SECOND = 1_000


def at(start: World, time: int, rate: float = 1.0) -> World:
    return replace(start, clock=replace(start.clock, time=time, rate=rate, live=False))


@given(past=st.integers(0, 10**7), offset=st.integers(-(10**6), 10**6), rate=st.sampled_from((0.5, 1.0, 2.0)))
def test_it_comes_as_a_second_begins(start: World, past: int, offset: int, rate: float) -> None:
    world, clock = at(start, start.time + past, rate), DeviceClock(offset)
    passed = (until_next(world, clock) - MARGIN) * rate * SECOND
    before, just_before, then = (world.time, world.time + round(passed) - 1, world.time + round(passed))

    def shown(time: int) -> tuple[int, int]:
        return time // SECOND, clock.read(time) // SECOND

    assert shown(just_before) == shown(before) != shown(then)


def test_fast_time_is_followed_as_often_as_can_be_seen(start: World) -> None:
    assert until_next(at(start, start.time + 999, 60.0)) == 1 / OFTEN + MARGIN


def test_time_that_stands_still_is_hardly_looked_at(start: World) -> None:
    assert until_next(at(start, start.time + 999, 0.0)) == 1.0


def test_what_happens_by_itself_happens_in_time(start: World) -> None:
    world = replace(at(start, start.time + 5_250), begun=start.time, coming=(Happening(5_500, "you", ("sign-out",)),))
    assert until_next(world) == pytest.approx(0.25 + MARGIN)


class Timers:
    """Stands for a widget: its timers ring when they are told to."""

    def __init__(self) -> None:
        self.set: list[tuple[float, Callable[[], object]]] = []
        self.stopped = 0

    def set_timer(self, seconds: float, ring: Callable[[], object]) -> Timers:
        self.set.append((seconds, ring))
        return self

    def stop(self) -> None:
        self.stopped += 1


def test_the_sooner_look_is_kept() -> None:
    timers, looks = Timers(), list[None]()
    ticking = Ticking(timers, lambda: looks.append(None))  # type: ignore[arg-type]
    ticking.within(10)
    ticking.within(20)
    assert ([seconds for seconds, _ in timers.set], timers.stopped) == ([10], 0)
    ticking.within(5)
    assert ([seconds for seconds, _ in timers.set], timers.stopped) == ([10, 5], 1)
    timers.set[-1][1]()
    ticking.within(20)
    assert (len(looks), [seconds for seconds, _ in timers.set], timers.stopped) == (1, [10, 5, 20], 1)
