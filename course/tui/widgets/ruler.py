"""The ruler of the time lab: one axis of service time, the service's codes and the device's upon it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual.content import Content

from course.tui.phrases import plural
from course.tui.times import difference
from course.tui.tries import Try
from sim.account import MFADevice
from sim.clock import DeviceClock
from sim.totp import TIME_STEP, time_step, truncated
from sim.verdict import SKEW

LABEL, CELL = 15, 10
"""Columns of the labels on the left, and of one 30-second step."""


@dataclass(frozen=True, slots=True)
class Ruler:
    """What the ruler shows at service time `now` of an MFA device and the clock of the phone or token that holds it."""

    name: str
    device: MFADevice
    clock: DeviceClock
    now: int
    tries: Sequence[Try] = ()

    @property
    def known(self) -> int:
        """The step that AWS takes for the device's present one."""
        return time_step(self.now) + self.device.validator.skew

    @property
    def shown(self) -> int:
        """The step whose code the device shows now."""
        return time_step(self.clock.read(self.now))

    def code(self, step: int) -> str:
        """The device's code of a step."""
        return f"{truncated(self.device.validator.seed, step):06d}" if step >= 0 else "      "

    def lines(self, width: int) -> list[Content]:
        """The ruler's lines, for a window `width` columns wide."""
        count = max(3, (width - LABEL) // CELL)
        first = time_step(self.now) - count // 2
        if abs(self.device.validator.skew) <= SKEW:
            first = (time_step(self.now) + self.known) // 2 - count // 2
        room = count * CELL
        start = first * TIME_STEP
        column = (self.now - start) * CELL // TIME_STEP
        return [
            self._label("", Content.assemble(" " * max(0, min(column, room - 5)), ("▼ now", "bold $accent"))),
            self._label("AWS", self._codes(start, 0, room)),
            self._label(self.name, self._codes(start, self.clock.offset_at(self.now), room)),
            self._label("accepted", self._window(first, count)),
            self._label("tried", self._tries(first, count)),
        ]

    def words(self) -> Content:
        """The same in words."""
        off = self.shown - self.known
        if self.shown in self.device.validator.used:
            verdict = ("AWS has taken this code, and takes none twice", "bold $warning")
        elif abs(off) <= SKEW:
            verdict = ("AWS accepts it", "bold $success")
        else:
            direction = "late" if off < 0 else "early"
            verdict = (f"AWS refuses it: {plural(abs(off) - SKEW, 'step')} too {direction}", "bold $error")
        skew = self.device.validator.skew
        learnt = (
            f" AWS has learnt that this device is {plural(abs(skew), 'step')} {'ahead' if skew > 0 else 'behind'}."
            if skew
            else ""
        )
        return Content.assemble(
            f"{self.name} shows ", (self.code(self.shown), "bold"),
            f" and is {difference(self.clock.offset_at(self.now))}: ", verdict, f".{learnt}",
        )  # fmt: skip

    def _label(self, name: str, line: Content) -> Content:
        return Content.assemble((f"{name[: LABEL - 1]:<{LABEL}}", "$quiet"), line)

    def _codes(self, start: int, offset: int, room: int) -> Content:
        """A row of codes; each step lies where service time has it while the clock is `offset` ahead."""
        cells: list[tuple[str, str]] = []
        step = time_step(start + offset)
        current = time_step(self.now + offset)
        at = (step * TIME_STEP - offset - start) * CELL // TIME_STEP
        while at < room:
            style = "bold reverse" if step == current else "$quiet" if step < current else ""
            cells.append(("│", "$quiet"))
            cells.append((f" {self.code(step)} ", style))
            cells.append((" ", ""))
            step, at = step + 1, at + CELL
        line = Content.assemble(*cells)
        skip = -((time_step(start + offset) * TIME_STEP - offset - start) * CELL // TIME_STEP)
        return line[skip : skip + room]

    def _window(self, first: int, count: int) -> Content:
        low, high = self.known - SKEW - first, self.known + SKEW + 1 - first
        left, right = max(0, low * CELL), min(count * CELL, high * CELL)
        if right - left < 2:
            side = "further right" if left >= count * CELL else "further left"
            return Content.styled(f"{side}: {plural(abs(self.device.validator.skew), 'step')} away", "$success")
        text = " ±2 steps "
        line = text.center(right - left, "─")
        ends = ("├" if low >= 0 else "─") + line[1:-1] + ("┤" if high <= count else "─")
        return Content.assemble(" " * left, (ends, "$success"))

    def _tries(self, first: int, count: int) -> Content:
        marks: dict[int, tuple[str, str]] = {
            step: ("✓ used", "$success") for step in self.device.validator.used if first <= step < first + count
        }
        pair = self.device.validator.last_pair
        if pair is not None:
            marks |= {step: ("✓ paired", "$success") for step in (pair - 1, pair) if first <= step < first + count}
        for each in self.tries:
            if each.serial_number == self.device.serial_number and first <= each.step < first + count:
                marks[each.step] = (f"✗ {each.cause}", "$error")
        line = Content("")
        for step in sorted(marks):
            place = (step - first) * CELL + 1
            if line.cell_length >= place:
                line = line.truncate(place - 1, ellipsis=True)
            line = line.pad_right(place - line.cell_length)
            line += Content.styled(*marks[step])
        return line if marks else Content.styled(" nothing yet in this stretch of time", "$quiet")
