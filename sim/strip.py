"""An attempt's history laid out: the branch that the world is on, and those left behind under the acts they left."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from sim.clock import iso

if TYPE_CHECKING:
    from sim.acts import Entry
    from sim.history import History

MOST_LISTED = 400
"""Acts that are listed at most: those around the one that the world stands behind."""

Standing = Literal["done", "here", "undone", "left"]
"""How an act stands: done, the one that the world stands behind, undone, or on a branch left behind."""


@dataclass(frozen=True, slots=True)
class Lane:
    """Acts that follow each other and share a line of the picture: of a branch, what no lane above it holds.

    `parent` is the act that they left from, None where that is the beginning. `level` counts the lanes it hangs from.
    """

    acts: tuple[Entry, ...]
    parent: Entry | None
    level: int

    @property
    def begin(self) -> int:
        """The depth of its first act."""
        return self.acts[0].depth


def lanes(history: History) -> list[Lane]:
    """The lanes from top to bottom: first the branch that the world is on, then the one left last that hangs from it.

    Each lane stands under the one that it left; there is none while nothing has been done.
    """
    line = tuple(history.branch)
    if not line:
        return []
    above = {entry.number: Lane(line, None, 0) for entry in line}
    found = [Lane(line, None, 0)]
    for branch in reversed(history.left):
        own: list[Entry] = []
        for entry in branch.back(len(branch)):
            if entry.number in above:
                break
            own.append(entry)
        if not own:
            continue
        parent = own[-1].parent
        level = above[parent.number].level + 1 if parent else 1
        lane = Lane(tuple(reversed(own)), parent, level)
        above |= {entry.number: lane for entry in own}
        found.append(lane)
    return _under_each_other(found, above)


def _under_each_other(found: list[Lane], above: dict[int, Lane]) -> list[Lane]:
    hanging: dict[int, list[Lane]] = {}
    for lane in found[1:]:
        of = above[lane.parent.number] if lane.parent else found[0]
        hanging.setdefault(of.acts[0].number, []).append(lane)
    ordered, waiting = list[Lane](), found[:1]
    while waiting:
        lane = waiting.pop()
        ordered.append(lane)
        waiting += reversed(hanging.get(lane.acts[0].number, ()))
    return ordered


def standing(history: History, lane: Lane, entry: Entry) -> Standing:
    """How an act of a lane stands."""
    if lane.level:
        return "left"
    if entry.depth == history.depth:
        return "here"
    return "done" if entry.depth < history.depth else "undone"


def listing(history: History) -> str:
    """The history in words, as the command `history` prints it: of each act the number, the time and how it stands."""
    laid = lanes(history)
    rows: list[str | tuple[Entry, Standing]] = [
        _row(history.number == 0, 0, _clock(_began(history)), "the beginning", "")
    ]
    rows += _rows(history, laid)
    here = next((at for at, row in enumerate(rows) if row[1] == "here"), 0)
    first = max(0, min(here - MOST_LISTED // 2, len(rows) - MOST_LISTED))
    shown = [row if isinstance(row, str) else _told(*row) for row in rows[first : first + MOST_LISTED]]
    notes = [] if len(shown) == len(rows) else [f"{len(rows) - len(shown):,} lines more are not shown here."]
    if sum(len(lane.acts) for lane in laid) < history.count:
        notes.append(f"Of branches left behind, the {len(history.left)} left last are kept.")
    notes.append("history N tells what act N changed, and of the account as it was then; goto N goes there.")
    return "\n".join([*shown, *notes]) + "\n"


def _clock(time: int) -> str:
    return iso(time)[5:19].replace("T", " ")


def _began(history: History) -> int:
    return (history.branch.begin or history.world).time


def _rows(history: History, laid: list[Lane]) -> Iterator[str | tuple[Entry, Standing]]:
    for lane in laid:
        if lane.level:
            after = f"act {lane.parent.number}" if lane.parent else "the beginning"
            yield f"  Left behind after {after}:"
        yield from ((entry, standing(history, lane, entry)) for entry in lane.acts)


def _told(entry: Entry, how: Standing) -> str:
    words = [*(["refused"] if entry.status else []), *(["undone"] if how == "undone" else [])]
    text = " ".join(entry.line.split())
    text = text if len(text) <= 90 else f"{text[:89]}…"
    return _row(how == "here", entry.number, _clock(entry.act.ended), text, ", ".join(words))


def _row(here: bool, number: int, time: str, text: str, words: str) -> str:
    said = ", ".join(filter(None, (words, "you are here" if here else "")))
    return f"{'>' if here else ' '} {number:>4}  {time}  {text}{f'   ({said})' if said else ''}"
