"""The line of time: the service's clock, the phone's, how they differ, and the keys that move them."""

from __future__ import annotations

from textual.content import Content
from textual.reactive import reactive

from course.timing.words import clock, difference, pace
from course.tui.keys.key_line import Key, KeyLine, bound_key, fit, typing
from course.tui.phone.holding import Holding
from sim.clock import SECOND
from sim.totp import TIME_STEP
from sim.world import World

BAR = 6
Part = str | tuple[str, str]

ROOMY = 100
"""Columns from which on there is room for the bar beside the seconds."""


class TimeBar(KeyLine):
    """Service time and what is in view in words; the screen runs what the keys stand for."""

    DEFAULT_CSS = """
    TimeBar { height: 1; padding: 0 1; background: $surface; }
    """

    world: reactive[World | None] = reactive[World | None](None, repaint=False)
    holding: reactive[Holding | None] = reactive[Holding | None](None)

    def watch_world(self, before: World | None, world: World | None) -> None:
        """Paint another second, another pace, or what became of a device; the screen hands a world over more often."""
        if before is None or world is None or _told(before) != _told(world) or before.people is not world.people:
            self.refresh()

    def render(self) -> Content:
        if self.world is None:
            return Content("")
        line = self._line(self.world, bar=self.content_size.width >= ROOMY)
        keys = [] if typing(self.screen) else self._keys(self.world)
        return self.with_keys(line, fit(keys, line.cell_length + 3, self.content_size.width))

    def _line(self, world: World, *, bar: bool) -> Content:
        now = world.time
        left = (TIME_STEP - now % TIME_STEP + 999) // 1000
        filled = round(BAR * left / 30)
        style = "bold $accent" if not world.clock.live or world.clock.rate != 1 else "$success"
        parts: list[Part] = [
            ("AWS ", "$quiet"),
            (clock(now), "bold"),
            "  ",
            ("▰" * filled if bar else "", "$primary"),
            ("▱" * (BAR - filled) + " " if bar else "", "$quiet"),
            (f"{left:>2} s", "$quiet"),
            "  ",
            (pace(world.clock), style),
        ]
        return Content.assemble(*parts, "  ", device_words(self.holding, world, drift=bar))

    def _keys(self, world: World) -> list[Key]:
        running = bool(world.clock.rate)
        return [
            *bound_key(self, "next-code"),
            *bound_key(self, "pause", "pause" if running else "run"),
            *bound_key(self, "half-minute"),
            *bound_key(self, "hour"),
            *bound_key(self, "faster"),
            *bound_key(self, "slower"),
            *([] if world.clock.live else bound_key(self, "live")),
        ]


def _told(world: World) -> tuple[int, str, bool]:
    """What is said of the service's time."""
    return world.time // SECOND, pace(world.clock), world.clock.live


def device_words(holding: Holding | None, world: World, *, drift: bool) -> Content:
    """How the phone or token in view stands to the service, in words; `drift` says how it drifts, too."""
    thing = holding.thing(world) if holding else None
    if holding is None or thing is None:
        return Content("")
    if thing.state != "held":
        return Content.assemble((f"{holding.title} ", "$quiet"), (thing.state, "bold $warning"))
    clock = thing.clock
    words = difference(clock.offset_at(world.time))
    drifting = f", drifting {clock.drift_ppm:+g} ppm" if drift and clock.drift_ppm else ""
    return Content.assemble(
        (f"{holding.title} ", "$quiet"),
        (words, "$quiet" if words == "in step" else "bold $warning"),
        (drifting, "$warning"),
    )
