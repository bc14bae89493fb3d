"""The strip of an attempt's history: a cell for each act, branches left behind under the act that they left."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from textual.content import Content

from sim.acts import Entry
from sim.history import History
from sim.strip import Lane, lanes, standing

Way = Literal["back", "on", "far-back", "far-on", "first", "last", "up", "down"]

FAR = 10
"""Acts that a long move passes."""

SIGNS = {"done": "●", "here": "▶", "undone": "○", "left": "○"}
REFUSED = "✗"
LEGEND = "● done   ▶ you are here   ○ undone, or left behind   ✗ refused"


@dataclass(slots=True)
class Picture:
    """Lines, and the number of the act at each place of them that belongs to one: (line, column)."""

    lines: list[Content]
    places: dict[tuple[int, int], int] = field(default_factory=dict)


class Strip:
    """The acts of a history by lanes. Places are the numbers of acts, 0 is the beginning."""

    def __init__(self, history: History) -> None:
        self.history = history
        self.lanes: Sequence[Lane] = lanes(history)
        self._lane_of = {entry.number: at for at, lane in enumerate(self.lanes) for entry in lane.acts}
        self._entries = {entry.number: entry for lane in self.lanes for entry in lane.acts}

    def entry(self, number: int) -> Entry | None:
        """The act of that number; None for the beginning."""
        return self._entries.get(number)

    def lane(self, number: int) -> int:
        """The lane, counted from 0, that an act is on."""
        return self._lane_of.get(number, 0)

    def depth(self, number: int) -> int:
        """How many acts lead to that one and with it."""
        entry = self.entry(number)
        return entry.depth if entry else 0

    def moved(self, number: int, way: Way) -> int:
        """The act that a move leads to from another; where there is none, the same."""
        if way == "far-back" or way == "far-on":
            for _ in range(FAR):
                number = self.moved(number, "back" if way == "far-back" else "on")
            return number
        entry, at = self.entry(number), self.lane(number)
        if way == "first" or not self.lanes:
            return 0
        lane = self.lanes[at]
        if way == "last":
            return lane.acts[-1].number
        if way == "back":
            return entry.parent.number if entry and entry.parent else 0
        if way == "on":
            place = self.depth(number) - lane.begin + 1
            return lane.acts[place].number if place < len(lane.acts) else number
        other = at + (1 if way == "down" else -1)
        if not 0 <= other < len(self.lanes):
            return number
        lane = self.lanes[other]
        return lane.acts[min(max(self.depth(number) - lane.begin, 0), len(lane.acts) - 1)].number

    def how(self, number: int) -> str:
        """How an act stands: done, here, undone, left."""
        entry = self.entry(number)
        if entry is None:
            return "done" if self.history.depth else "here"
        return standing(self.history, self.lanes[self.lane(number)], entry)

    def picture(self, looked: int, width: int, height: int) -> Picture:
        """The part of the strip around the act looked at that fits into so many columns and lines."""
        digits = len(str(self.history.count))
        pitch = digits + 5
        count = max(1, (width - digits - 3) // pitch + 1)
        deepest = max((lane.begin + len(lane.acts) - 1 for lane in self.lanes), default=0)
        first = min(max(0, self.depth(looked) - count // 2), max(0, deepest - count + 1))
        top = min(max(0, self.lane(looked) - height // 2), max(0, len(self.lanes) - height))
        grid = _Grid(width, min(height, max(1, len(self.lanes))))
        for at, lane in enumerate(self.lanes[top : top + height]):
            self._draw_stem(grid, at, top, lane, first, pitch)
        shown: Sequence[Lane | None] = self.lanes[top : top + height] or [None]
        for at, drawn in enumerate(shown):
            self._draw(grid, at, drawn, first, count, pitch, looked)
        return Picture(grid.lines(), grid.places)

    def _draw_stem(self, grid: _Grid, at: int, top: int, lane: Lane, first: int, pitch: int) -> None:
        """The line from a branch up to the act that it left."""
        if not lane.level:
            return
        parent = lane.parent.number if lane.parent else 0
        column = (self.depth(parent) - first) * pitch + 1
        for line in range(max(0, self.lane(parent) - top + 1), at):
            grid.put(line, column, "├" if grid.sign(line, column) in "└├" else "│", "$quiet")
        grid.put(at, column, "└" + "┄" * (pitch - 2), "$quiet")

    def _draw(self, grid: _Grid, at: int, lane: Lane | None, first: int, count: int, pitch: int, looked: int) -> None:
        cells: list[Entry | None] = [] if lane is not None and lane.level else [None]
        begin = lane.begin if lane is not None and lane.level else 0
        cells += lane.acts if lane is not None else ()
        shown = range(max(first, begin), min(first + count, begin + len(cells)))
        for depth in shown:
            entry = cells[depth - begin]
            number = entry.number if entry else 0
            how = self.how(number)
            sign = REFUSED if entry is not None and entry.status and how != "here" else SIGNS[how]
            column = (depth - first) * pitch
            if depth > begin and depth > first:
                grid.put(at, column - 2, "──" if how in ("done", "here") else "┄┄", "$quiet")
            style = (
                "bold $accent" if how == "here" else "$error" if sign == REFUSED else "" if how == "done" else "$quiet"
            )
            ends = "[]" if number == looked else "  "
            cell = f"{ends[0]}{sign}{number}{ends[1]}"
            grid.put(at, column, cell, f"{style} bold reverse".strip() if number == looked else style, number)
        if lane is not None and shown and shown[-1] + 1 < begin + len(cells):
            grid.put(at, (shown[-1] + 1 - first) * pitch - 2, "…", "$quiet")
        if shown and shown[0] == first and first > begin:
            grid.put(at, 0, "…", "$quiet")


class _Grid:
    """Signs with their styles, by line and column; what lies outside is left away."""

    def __init__(self, width: int, height: int) -> None:
        self._cells = [[(" ", "")] * width for _ in range(height)]
        self.places: dict[tuple[int, int], int] = {}

    def put(self, line: int, column: int, text: str, style: str, number: int | None = None) -> None:
        for at, sign in enumerate(text, column):
            if 0 <= line < len(self._cells) and 0 <= at < len(self._cells[line]):
                self._cells[line][at] = (sign, style)
                if number is not None:
                    self.places[line, at] = number

    def sign(self, line: int, column: int) -> str:
        inside = 0 <= line < len(self._cells) and 0 <= column < len(self._cells[line])
        return self._cells[line][column][0] if inside else " "

    def lines(self) -> list[Content]:
        return [Content.assemble(*line).rstrip() for line in self._cells]
