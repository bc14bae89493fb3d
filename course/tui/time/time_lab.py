"""The time lab: two clocks on one ruler, and the keys and the hand that set the phone apart from the service."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.reactive import reactive

from course.timing.drifting import drift_words
from course.timing.tries import row, tries_of
from course.timing.words import out_of_hand
from course.tui.keys.bindings import TIME, bound, spelt
from course.tui.keys.key_line import Key, KeyLine, bound_key, fit
from course.tui.phone.holding import Holding
from course.tui.time.ruler import Ruler
from course.tui.widgets.lines import Lines
from sim.clock import SECOND
from sim.tries import Try
from sim.world import World

LEGEND = (
    "Each box is 30 seconds, and its six digits are the code of that time. ▼ is where AWS's clock stands in them, ▲ "
    "where the device's does. AWS takes a code up to two steps either side of where it knows the device to be. Move ▲ "
    "by {} and {}, one second each, by {} and {} 30; or drag it with the mouse."
)

MOVES = ("phone-second-back", "phone-second-ahead", "phone-step-back", "phone-step-ahead")

TALL = 16
"""Rows from which on the ruler is drawn larger."""


class TimeLab(Lines, KeyLine, can_focus=True):
    """The codes of what is in view by their steps, both clocks upon them, and what was tried."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            keys, f"screen.phone_clock({seconds})", words, show=show, key_display=display, tooltip=tooltip, id=name,
            group=TIME,
        )
        for keys, seconds, words, show, display, tooltip, name in (
            ("left", -1, "clock 1 s", True, "← →", "The phone's or token's clock a second back", "phone-second-back"),
            ("right", 1, "", False, None, "The phone's or token's clock a second ahead", "phone-second-ahead"),
            ("shift+left", -30, "", False, None, "The phone's or token's clock 30 s back", "phone-step-back"),
            ("shift+right", 30, "", False, None, "The phone's or token's clock 30 s ahead", "phone-step-ahead"),
        )
    ]  # fmt: skip

    BORDER_TITLE = "time lab"
    DEFAULT_CSS = """
    TimeLab {
        height: auto; min-height: 9; padding: 0 1; background: $surface;
        border-top: solid $rule; border-title-color: $quiet;
    }
    TimeLab:focus { border-title-color: $accent; }
    """

    world: reactive[World | None] = reactive[World | None](None, repaint=False)
    holding: reactive[Holding | None] = reactive[Holding | None](None, repaint=False)
    dragged: reactive[int] = reactive(0, repaint=False)
    """How far the device's hand is being moved, in milliseconds."""

    _from: int | None = None
    _centre: int | None = None

    def lines(self) -> list[Content]:
        if self.world is None:
            return []
        width, height = self.content_size
        lines = self._lines(self.world, width, max(1, height - 1))
        lines = [line.truncate(width, ellipsis=True) for line in lines[: max(1, height - 1)]]
        lines += [Content("")] * max(0, height - 1 - len(lines))
        return [*lines, self.with_keys(Content(""), fit(self._keys(), 0, width))]

    def ruler(self) -> Ruler | None:
        """The ruler as it stands; None where nothing in the room shows a code of this account."""
        world, holding = self.world, self.holding
        device, clock = (holding.device(world), holding.clock(world)) if world and holding else (None, None)
        if world is None or holding is None or device is None or clock is None:
            return None
        tries = tries_of(world, device.serial_number)
        width = self.content_size.width
        label = holding.account_label(world)
        return Ruler(holding.title, device, clock, world.time, self.dragged, tries, width, self._centre, account=label)

    def _lines(self, world: World, width: int, height: int) -> list[Content]:
        ruler = self.ruler()
        if ruler is None:
            return self._nothing(world, width)
        tall = height >= TALL
        lines = [*ruler.lines(tall=tall), *([Content("")] if tall else []), *wrapped([ruler.told()], width)]
        thing = self.holding.thing(world) if self.holding else None
        if thing is not None and (away := out_of_hand(thing)):
            lines += wrapped([Content.styled(away, "$warning")], width)
        drift = drift_words(ruler.clock, ruler.device.validator.skew, ruler.now)
        if drift:
            lines += wrapped([Content.styled(drift, "$quiet")], width)
        moves = (spelt(bound(self, name)[0].key) for name in MOVES)
        legend = _legend(LEGEND.format(*moves), width)
        left = height - len(lines)
        rows = [self._row(each, world.time, newest=not at) for at, each in enumerate(ruler.tries)]
        if rows and left >= 1:
            head = [Content("")] if left > 3 else []
            room = left - len(head)
            shown = rows if len(rows) <= room else rows[: room - 1]
            older = len(rows) - len(shown)
            lines += [*head, *shown, *([Content.styled(f"  and {older} before", "$quiet")] if older else [])]
        if height - len(lines) >= len(legend):
            lines += legend
        return lines

    def _row(self, each: Try, now: int, *, newest: bool) -> Content:
        return Content.assemble(
            ("▸ " if newest else "  ", "bold $accent"), (row(each, now), "" if newest else "$quiet")
        )

    def _nothing(self, world: World, width: int) -> list[Content]:
        holding = self.holding
        if holding is None or holding.clock(world) is None:
            return [Content("There is no phone and no token in the room.")]
        after = "Once AWS and it share a secret, its codes and AWS's stand here on one ruler."
        words = Content(f"{holding.title} shows no code of this account.")
        if label := holding.account_label(world):
            words = Content(f"{holding.title}, account {label}: AWS has no device for its codes.")
            after = "Another of its accounts is chosen on the phone."
        return wrapped([Content(""), words, Content.styled(after, "$quiet")], width)

    def _keys(self) -> list[Key]:
        named = (
            ("phone-back", "-30 s"), ("phone-ahead", "+30 s"), ("phone-right", "in step"), ("drift", "drift"),
            ("hour", "1 h on"), ("day", "1 day on"), ("another-phone", "another"),
            *([("part-time", "close")] if self.screen.has_class("-wide") and self.screen.has_class("-tall") else []),
        )  # fmt: skip
        return [key for name, words in named for key in bound_key(self, name, words)]

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Take hold of the device's hand: anywhere in the ruler's own rows."""
        offset, ruler = event.get_content_offset(self), self.ruler()
        if offset is None or ruler is None or event.button != 1 or offset.y >= len(ruler.lines(tall=self._tall)):
            return
        self._from, self._centre = event.screen_x, ruler.middle
        self.capture_mouse()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        ruler = self.ruler()
        if self._from is not None and ruler is not None:
            columns = event.screen_x - self._from
            self.dragged = columns * ruler.column // SECOND * SECOND

    async def on_mouse_up(self) -> None:
        """Let go: the clock is set by one command line to where its hand was put."""
        if self._from is None:
            return
        seconds = self.dragged // SECOND
        self.let_go()
        if seconds:
            await self.app.run_action(f"phone_clock({seconds})", self.screen)

    def let_go(self) -> None:
        """Leave the hand where it was before it was dragged."""
        self.release_mouse()
        self._from = self._centre = None
        self.dragged = 0

    def watch_world(self, before: World | None, world: World | None) -> None:
        """Paint a second later, or where something of it is another; the screen hands a world over more often."""
        if before is None or world is None or differ(before, world):
            self.look()

    def watch_holding(self) -> None:
        if self._from is not None:
            self.let_go()
        self.look()

    def watch_dragged(self) -> None:
        self.look()

    def on_hide(self) -> None:
        if self._from is not None:
            self.let_go()

    @property
    def _tall(self) -> bool:
        return self.content_size.height - 1 >= TALL


def differ(one: World, other: World) -> bool:
    """Whether two worlds look otherwise in the lab."""
    same = one.account is other.account and one.people is other.people and one.tries is other.tries
    return not same or one.time // SECOND != other.time // SECOND


@lru_cache(maxsize=4)
def _legend(words: str, width: int) -> list[Content]:
    return wrapped([Content(""), Content.styled(words, "$quiet")], width)


def wrapped(lines: Sequence[Content], width: int) -> list[Content]:
    """Lines no wider than `width`, so that what stands below them keeps its place."""
    return [part for line in lines for part in (line.wrap(width) if line.cell_length > width > 0 else [line])]
