"""The time lab: two clocks on one ruler, and the keys that set the phone apart from the service."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content
from textual.reactive import reactive

from course.tui.holding import Holding
from course.tui.tries import Try
from course.tui.widgets.key_line import Key, KeyLine, fit, key
from course.tui.widgets.ruler import Ruler
from sim.world import World

LEGEND = (
    "Each box is 30 seconds of AWS's time, and the six digits are good for that step.",
    "A phone that is behind shows an older box than AWS stands in; one that is ahead a later one.",
    "AWS takes a code up to two steps either side of where it knows the device to be.",
)


class TimeLab(KeyLine):
    """The codes of what is in view against the service's; what was tried is marked."""

    DEFAULT_CSS = """
    TimeLab {
        height: auto; min-height: 9; padding: 0 1; background: $surface;
        border-top: solid $rule; border-title-color: $quiet;
    }
    """

    world: reactive[World | None] = reactive[World | None](None)
    holding: reactive[Holding | None] = reactive[Holding | None](None)
    tries: reactive[Sequence[Try]] = reactive[Sequence[Try]](())

    def render(self) -> Content:
        self.border_title = "time lab"
        if self.world is None:
            return Content("")
        width = self.content_size.width
        lines = wrapped(self._lines(self.world, width), width)
        legend = wrapped([Content(""), *(Content.styled(line, "$quiet") for line in LEGEND)], width)
        if self.content_size.height > len(lines) + len(legend) + 1:
            lines += legend
        lines += [Content("")] * max(0, self.content_size.height - 1 - len(lines))
        return Content("\n").join([*lines, self.with_keys(Content(""), fit(self._keys(), 0, width))])

    def _lines(self, world: World, width: int) -> list[Content]:
        holding = self.holding
        device, clock = (holding.device(world), holding.clock(world)) if holding else (None, None)
        if holding is None or clock is None:
            return [Content("There is no phone and no token in the room.")]
        if device is None:
            after = "Once AWS and it share a secret, its codes and AWS's stand here on one ruler."
            return [
                Content(""),
                Content(f"{holding.title} shows no code of this account."),
                Content.styled(after, "$quiet"),
            ]
        ruler = Ruler(holding.title, device, clock, world.time, self.tries)
        return [*ruler.lines(width), ruler.words()]

    def _keys(self) -> list[Key]:
        return [
            key("<", "back 30 s", "phone_clock(-30)"),
            key(">", "ahead 30 s", "phone_clock(30)"),
            key("a", "in step", "phone_clock(0)"),
            key("d", "drift", "drift"),
            key("w", "1 h on", "later('1h')"),
            key("p", "another", "another_phone"),
            key("5", "close", "part('time')"),
        ]


def wrapped(lines: Sequence[Content], width: int) -> list[Content]:
    """Lines no wider than `width`, so that what stands below them keeps its place."""
    return [part for line in lines for part in (line.wrap(width) if line.cell_length > width > 0 else [line])]
