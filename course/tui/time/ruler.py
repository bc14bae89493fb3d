"""The ruler of the time lab: one row of codes by their steps, and upon it where AWS's clock and the device's stand.

A code is a function of its step, so both clocks read the same row: AWS at its hand, the device at its own. Where the
device's hand lies within what AWS accepts, its code is taken.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from textual.content import Content

from course.phrases import plural
from course.timing.standing import Standing
from course.timing.tries import mark, sign, when_tried
from course.timing.words import clock as time_of_day
from course.timing.words import difference, moment
from sim.totp import TIME_STEP, time_step, truncated
from sim.tries import Try
from sim.verdict import SKEW

LABEL, CELL, WIDE_CELL = 15, 10, 12
"""Columns of the labels on the left, and of one 30-second step in a small window and in a wide one."""

WIDE = 110
SEEN = 20
"""Steps either side of the device's known one among which a code is looked for that AWS did not look at."""

COLOURS = {"accepted": "$success", "used": "$warning", "refused": "$error"}

Piece = tuple[int, str, str]
"""Text at a column, and its style."""


@dataclass(frozen=True, slots=True)
class Ruler(Standing):
    """What the ruler shows of a device's standing, and of what was tried with it, the newest first.

    `width` is in columns; `centre`, a service time, keeps the ruler still while the clock's hand is dragged.
    """

    tries: Sequence[Try] = ()
    width: int = 80
    centre: int | None = None

    @property
    def cell(self) -> int:
        """Columns of a step."""
        return WIDE_CELL if self.width >= WIDE else CELL

    @property
    def column(self) -> int:
        """Milliseconds of a column."""
        return TIME_STEP // self.cell

    @property
    def room(self) -> int:
        """Columns of the ruler itself."""
        return max(3 * self.cell, self.width - LABEL)

    @property
    def middle(self) -> int:
        """The time in the middle of the ruler: of the hands and what is accepted, as far as that fits."""
        if self.centre is not None:
            return self.centre
        known = self.now + self.device.validator.skew * TIME_STEP
        hands = (self.now, self.now + self.offset)
        window = (known - (SKEW + 1) * TIME_STEP, known + (SKEW + 1) * TIME_STEP)
        for points, margin in (((*hands, *window), 0), ((*hands, known), 2)):
            if max(points) - min(points) <= (self.room - margin * self.cell) * self.column:
                return self._with_box((max(points) + min(points)) // 2)
        if abs(self.now + self.offset - known) <= (self.room - 2 * self.cell) * self.column:
            return (self.now + self.offset + known) // 2
        return known

    def _with_box(self, middle: int) -> int:
        """The middle nearest to `middle` that has the whole box of the device's code in view."""
        half, begin = self.room * self.column // 2, self.shown * TIME_STEP
        return min(max(middle, begin + TIME_STEP + self.column - half), begin - self.column + half)

    @property
    def start(self) -> int:
        """The time at the first column, a whole number of columns from the beginning of a step."""
        return (self.middle - self.room * self.column // 2) // self.column * self.column

    def at(self, time: int) -> int:
        """The column of a time, which may lie outside."""
        return (time - self.start) // self.column

    def lines(self, *, tall: bool = False) -> list[Content]:
        """The ruler's lines; `tall` ones have boxes with lids and bottoms."""
        lid = [self._line("", self._edges("┬"))] if tall else []
        bottom = [self._line("", self._edges("┴"))] if tall else []
        aws = self._fitting(self.now, "▼", self.code(time_step(self.now)), moment(self.now), time_of_day(self.now))
        own = self._fitting(self.now + self.offset, "▲", self.code(self.shown), difference(self.offset))
        return [
            self._line("AWS", [self._hand(self.now, aws, "bold $primary")]),
            *lid,
            self._line("codes", list(self._boxes())),
            *bottom,
            self._line(self.name, [self._hand(self.now + self.offset, own, "bold $accent")]),
            self._line("accepted", self._window()),
            *([Content("")] if tall else []),
            self._line("tried", self._marks()),
            self._line("", self._newest()),
        ]

    def told(self) -> Content:
        """The standing in words, its verdict in a colour."""
        lead, code, between, verdict, rest = self.words
        return Content.assemble(lead, (code, "bold"), between, (verdict, f"bold {COLOURS[self.stands]}"), rest)

    def _line(self, name: str, pieces: Sequence[Piece]) -> Content:
        """A row of the ruler: its label, and the pieces in their order, each cut where the one before it ends."""
        line = Content.styled(f"{name[: LABEL - 1]:<{LABEL}}", "$quiet")
        for column, text, style in sorted(pieces, key=lambda piece: piece[0]):
            at = max(column + LABEL, line.cell_length)
            text = text[at - LABEL - column :][: max(0, self.room + LABEL - at)]
            if text:
                line = line.pad_right(at - line.cell_length) + Content.styled(text, style)
        return line

    def _fitting(self, time: int, hand: str, code: str, *words: str) -> str:
        """A hand with its code and the first of these words that has room on one side; with none where none has."""
        column = self.at(time)
        room = max(column + 1, self.room - column)
        texts = (f"{hand} {code}, {each}" for each in words)
        return next((text for text in texts if len(text) <= room), f"{hand} {code}")

    def _hand(self, time: int, text: str, style: str) -> Piece:
        """A hand at its column with words beside it; at the edge, with an arrow, where it lies outside."""
        column = self.at(time)
        if column < 0:
            return 0, f"◀ {text[2:]}", style
        if column >= self.room:
            words = f"{text[2:]} ▶"
            return self.room - len(words), words, style
        if column + len(text) > self.room:
            return column - len(text) + 1, f"{text[2:]} {text[0]}", style
        return column, text, style

    def _steps(self) -> range:
        return range(time_step(self.start) - 1, time_step(self.start + self.room * self.column) + 1)

    def _boxes(self) -> Iterator[Piece]:
        current = time_step(self.now)
        for step in self._steps():
            at = self.at(step * TIME_STEP)
            code, pad = self.code(step), (self.cell - 9) // 2
            style = "bold reverse" if step == current else "$quiet" if step < current else ""
            text = f"[{code}]" if step == self.shown else f" {code} "
            style = f"{style} bold $accent".strip() if step == self.shown and step != current else style
            if at >= 0:
                yield at, "│", "$quiet"
            cut = max(0, -(at + 1 + pad))
            yield at + 1 + pad + cut, text[cut:], style

    def _edges(self, corner: str) -> list[Piece]:
        found: list[Piece] = []
        for step in self._steps():
            at = self.at(step * TIME_STEP)
            text = corner + "─" * (self.cell - 1)
            cut = max(0, -at)
            found.append((at + cut, text[cut:], "$quiet"))
        return found

    def _window(self) -> list[Piece]:
        left, right = self.at(self.window.start * TIME_STEP), self.at(self.window.stop * TIME_STEP)
        shown_left, shown_right = max(0, left), min(self.room, right)
        skew = self.device.validator.skew
        until = self.refused_until
        style = "$success" if until is None else "$warning"
        if shown_right - shown_left < 2:
            side = "▶ further right" if left >= self.room else "◀ further left"
            return [(0, side, style)]
        around = f"around {plural(abs(skew), 'step')} {'ahead' if skew > 0 else 'behind'} " if skew else ""
        words = f" ±{SKEW} steps {around}" if until is None else f" none until {time_of_day(until)} "
        span = shown_right - shown_left
        line = (words if len(words) < span - 2 else "").center(span, "─")
        ends = ("├" if left >= 0 else "─") + line[1:-1] + ("┤" if right <= self.room else "─")
        return [(shown_left, ends, style)]

    def _steps_of(self, each: Try) -> list[int]:
        """The steps of what was tried; of a code that AWS did not look at, those near then that it belongs to."""
        if each.verdict.cause != "throttled":
            return [step for step, _ in each.steps]
        return steps_showing(self.device.validator.seed, each.known, int(each.codes[-1]))

    def _marked(self) -> list[tuple[int, str, Try]]:
        """What was tried by steps that are in view: column, mark, try.

        Of several tries with a step's code the newest has its word there, and those before it their signs, as far as
        the box has room.
        """
        by_step: dict[int, list[Try]] = {}
        for each in self.tries:
            for step in self._steps_of(each):
                by_step.setdefault(step, []).append(each)
        found = []
        for step, (shown, *before) in by_step.items():
            at = self.at(step * TIME_STEP) + 1
            words = f"{sign(shown)}pair" if len(shown.codes) == 2 and shown.verdict.accepted else mark(shown)
            room = max(0, self.cell - 1 - len(words))
            words = "".join(map(sign, reversed(before[:room]))) + words
            if at + len(words) > 1 and at < self.room:
                found.append((max(0, at), words, shown))
        return found

    def _marks(self) -> list[Piece]:
        marked = self._marked()
        if not marked:
            none = "nothing yet in this stretch of time" if self.tries else "no code has been tried yet"
            return [(0, none, "$quiet")]
        newest = self.tries[0]
        colours = {"✓": "$success", "✗": "$error"}
        return [
            (at, words[: self.cell - 1], f"{'bold ' if each is newest else ''}{colours[sign(each)]}")
            for at, words, each in marked
        ]

    def _newest(self) -> list[Piece]:
        """An arrow under the mark of the newest try, or words where it has none in view."""
        if not self.tries:
            return []
        newest = self.tries[0]
        at = max((at for at, _, each in self._marked() if each is newest), default=None)
        when = f"newest, {when_tried(newest, self.now)}"
        if at is None:
            return [(0, f"{when}: {mark(newest)}", "$quiet")]
        return [self._beside(at, when)]

    def _beside(self, at: int, when: str) -> Piece:
        if at + len(when) + 2 > self.room:
            return max(0, at - len(when)), f"{when} ↑", "$quiet"
        return at, f"↑ {when}", "$quiet"


@lru_cache(maxsize=64)
def steps_showing(seed: bytes, known: int, code: int) -> list[int]:
    """The steps of a code among those within ten minutes of the device's known one."""
    return [step for step in range(max(0, known - SEEN), known + SEEN + 1) if truncated(seed, step) == code]
