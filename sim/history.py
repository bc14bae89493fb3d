"""An attempt as it is lived: the world now, and what can be taken back and done again.

A transcript is the start and every timed command line, `undo`, `redo` and `reset` among them; running it again with
`History.run` gives the same world.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from rpds import List

from sim.shell import run
from sim.shell.run import CONTROLS, happened
from sim.values import changed
from sim.world import Outcome, World


@dataclass(frozen=True, slots=True)
class Entry:
    """One act that can be taken back: its line, the world before and the world after."""

    line: str
    before: World
    after: World


@dataclass(frozen=True, slots=True)
class History:
    """A world with its past (newest first) and, after an undo, its future (nearest first)."""

    start: World
    world: World
    past: List[Entry] = field(default_factory=List)
    future: List[Entry] = field(default_factory=List)

    @classmethod
    def begin(cls, start: World) -> History:
        """The history of an attempt in which nothing has happened yet."""
        return cls(start, start)

    @property
    def depth(self) -> int:
        """How many acts can be taken back."""
        return len(self.past)

    @property
    def undo_line(self) -> str | None:
        """The line that `undo` would take back."""
        return _first(self.past).line if self.past else None

    @property
    def redo_line(self) -> str | None:
        """The line that `redo` would do again."""
        return _first(self.future).line if self.future else None

    @property
    def acts(self) -> list[str]:
        """The lines that can be taken back, oldest first."""
        return [entry.line for entry in self.past][::-1]

    def at(self, time: int) -> History:
        """The history with its world at another service time."""
        return changed(self, world=self.world.at(time))

    def run(self, line: str, time: int | None = None) -> tuple[History, Outcome]:
        """Run a command line at service `time` (milliseconds; None: the world's own).

        What was to happen by then happens first, and is no act of the line's. A line that changes nothing but the
        passing of time leaves no entry and keeps what can be redone.
        """
        now = self if time is None else self.at(time)
        word = line.strip()
        if word in CONTROLS:
            return now._control(word, timed=time is not None)
        now, told = now.settled()
        outcome = run(now.world, line)
        if told:
            outcome = replace(outcome, output="".join(told) + outcome.output, told=(*told, *outcome.told))
        if outcome.world is now.world:
            return now, outcome
        return now.entered(word, outcome.world), outcome

    def settled(self) -> tuple[History, tuple[str, ...]]:
        """The history after all that was to happen by its world's time, and what the learner hears of it.

        That is part of time's passing: it leaves no entry, and what can be undone and redone stays.
        """
        world, told = happened(self.world)
        return (self, ()) if world is self.world else (changed(self, world=world), told)

    def entered(self, line: str, after: World) -> History:
        """The history with one more act: `line`, which made `after` of this history's world."""
        entry = Entry(line, self.world, after)
        return changed(self, world=after, past=self.past.push_front(entry), future=List())

    def _control(self, word: str, *, timed: bool) -> tuple[History, Outcome]:
        if word == "undo":
            return self._undo()
        if word == "redo":
            return self._redo()
        start = self._start_again(timed=timed)
        if not self.past:
            return self, Outcome(self.world, "Nothing has happened yet: this is the start.\n")
        entry = Entry("reset", self.world, start)
        after = replace(self, world=start, past=self.past.push_front(entry), future=List())
        return after, Outcome(start, "Back at the start. undo brings everything back.\n")

    def _start_again(self, *, timed: bool) -> World:
        """The world to begin anew in: a live one begins at the present, and what is to come counts from there."""
        start = self.start
        if not start.clock.live:
            return start
        if self.world.clock.live:
            return replace(start.at(self.world.time), begun=self.world.time)
        return replace(start, begun=None) if timed and start.coming else start

    def _undo(self) -> tuple[History, Outcome]:
        if not self.past:
            return self, Outcome(self.world, error="There is nothing to undo: this is the start.\n", status=1)
        entry = _first(self.past)
        after = replace(self, world=entry.before, past=self.past.drop_first(), future=self.future.push_front(entry))
        return after, Outcome(entry.before, f"Undone: {entry.line}\n")

    def _redo(self) -> tuple[History, Outcome]:
        if not self.future:
            return self, Outcome(self.world, error="There is nothing to do again.\n", status=1)
        entry = _first(self.future)
        after = replace(self, world=entry.after, past=self.past.push_front(entry), future=self.future.drop_first())
        return after, Outcome(entry.after, f"Done again: {entry.line}\n")


def _first(entries: List[Entry]) -> Entry:
    return next(iter(entries))
