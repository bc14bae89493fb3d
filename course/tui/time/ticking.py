"""When a screen that shows time has to look at it again: as each second begins, and no oftener than that."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic

from textual.timer import Timer
from textual.widget import Widget

from sim.clock import SECOND, DeviceClock
from sim.world import World

OFTEN = 4
"""Looks a second where time runs so fast that its seconds cannot be seen one by one."""

MARGIN = 0.002
"""Seconds by which a timer of the host's may come too early."""


def until_next(world: World, clock: DeviceClock | None = None) -> float:
    """Seconds of the host's until the service, or a device with this clock, shows another second.

    What happens by itself at some time does so then. Where time stands still, a look a second notices that it goes on.
    """
    rate = world.clock.rate
    if not rate:
        return 1.0
    shown = [world.time] if clock is None else [world.time, clock.read(world.time)]
    left = min(SECOND - reading % SECOND for reading in shown)
    if world.due is not None and world.due > world.time:
        left = min(left, world.due - world.time)
    seconds = left / SECOND / rate
    return (seconds if rate * len(shown) <= OFTEN else max(seconds, 1 / OFTEN)) + MARGIN


class Ticking:
    """The next look of a widget at time."""

    def __init__(self, widget: Widget, tick: Callable[[], object]) -> None:
        self._widget, self._tick = widget, tick
        self._timer: Timer | None = None
        self._at = 0.0

    def within(self, seconds: float) -> None:
        """Look in so many seconds, or sooner where that was wanted before."""
        at = monotonic() + seconds
        if self._timer is not None:
            if self._at <= at:
                return
            self._timer.stop()
        self._at, self._timer = at, self._widget.set_timer(seconds, self._look)

    def _look(self) -> None:
        self._timer = None
        self._tick()
