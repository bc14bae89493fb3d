"""Where a drifting clock will be: how far it moves, and when its codes leave what AWS accepts."""

from __future__ import annotations

from sim.clock import DAY, DeviceClock
from sim.shell.quantities import say_duration
from sim.totp import TIME_STEP
from sim.verdict import SKEW

MONTH = 30 * DAY
EDGE = SKEW * TIME_STEP
"""Milliseconds from the device's known time within which each of its codes is accepted; from there on some are not."""

MOST = 100 * 365 * DAY


def apart(clock: DeviceClock, skew: int, time: int) -> int:
    """How far the device is, at service `time`, from where AWS knows it to be, in milliseconds."""
    return clock.offset_at(time) - skew * TIME_STEP


def leaves_in(clock: DeviceClock, skew: int, time: int) -> int | None:
    """In how many milliseconds the drift brings the first refused code; None where it never does, or did already."""
    now = apart(clock, skew, time)
    if not clock.drift_ppm or abs(now) > EDGE:
        return None
    room = EDGE - now if clock.drift_ppm > 0 else EDGE + now
    wait = round(room * 1_000_000 / abs(clock.drift_ppm))
    return wait if wait < MOST else None


def moved_in(clock: DeviceClock, span: int) -> str:
    """How far the drift moves the clock in a span: "3 s ahead"."""
    moved = round(span * clock.drift_ppm / 1_000_000)
    length = f"{abs(moved) / 1_000:.1f} s" if abs(moved) < 10_000 else say_duration(moved)
    return f"{length} {'ahead' if moved > 0 else 'behind'}"


def drift_words(clock: DeviceClock, skew: int, time: int) -> str:
    """The drift in words, and what it leads to; empty where there is none."""
    if not clock.drift_ppm:
        return ""
    told = f"It drifts {clock.drift_ppm:+g} ppm: {moved_in(clock, DAY)} in a day, {moved_in(clock, MONTH)} in a month."
    wait = leaves_in(clock, skew, time)
    if wait is not None:
        return f"{told} In {say_duration(wait)} AWS begins to refuse its codes."
    now = apart(clock, skew, time)
    if abs(now) > EDGE and (now > 0) != (clock.drift_ppm > 0):
        back = round((abs(now) - EDGE) * 1_000_000 / abs(clock.drift_ppm))
        return f"{told} In {say_duration(back)} it is back within what AWS accepts." if back < MOST else told
    return told
