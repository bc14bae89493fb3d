"""An attempt as it is lived: the world now, what can be taken back and done again, and the branches left behind.

A transcript is the start and every timed command line, those that act on the history among them; running it again with
`History.run` gives the same world, and the same branches.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from rpds import List

from sim.moment import tell
from sim.shell import run
from sim.shell.run import control, happened
from sim.shown import shortened
from sim.strip import listing
from sim.values import changed
from sim.world import Outcome, World

MOST_BRANCHES = 20
"""Branches left behind that are kept: the latest. What an older one alone holds is let go."""

LONGEST_ANSWER = 160
"""Characters that are kept of what a command line was answered."""


@dataclass(frozen=True, slots=True, eq=False)
class Entry:
    """One act: a line that changed the world, the world before and the world after.

    Acts are numbered from 1 in the order in which they were made. `parent` is the act that it followed, `depth` how
    many acts lead to it and with it; `answer` is the first line of what was answered, `status` its exit status.
    """

    number: int
    parent: Entry | None = field(repr=False)
    line: str
    before: World = field(repr=False)
    after: World = field(repr=False)
    depth: int = 1
    status: int = 0
    answer: str = ""

    @property
    def path(self) -> Iterator[Entry]:
        """The act and those that led to it, newest first."""
        entry: Entry | None = self
        while entry is not None:
            yield entry
            entry = entry.parent


@dataclass(frozen=True, slots=True)
class History:
    """A world, the act that it stands behind, and what else there is to go to.

    `here` is None at the beginning. `future` is what was undone, nearest first; `left` are the last acts of branches
    left behind, the one left last at the end; `count` is how many acts were ever made.
    """

    start: World
    world: World
    here: Entry | None = None
    future: List[Entry] = field(default_factory=List)
    left: tuple[Entry, ...] = ()
    count: int = 0

    @classmethod
    def begin(cls, start: World) -> History:
        """The history of an attempt in which nothing has happened yet."""
        return cls(start, start)

    @property
    def depth(self) -> int:
        """How many acts can be taken back."""
        return self.here.depth if self.here else 0

    @property
    def number(self) -> int:
        """The number of the act that the world stands behind; 0 at the beginning."""
        return self.here.number if self.here else 0

    @property
    def past(self) -> tuple[Entry, ...]:
        """The acts that can be taken back, newest first."""
        return tuple(self.here.path) if self.here else ()

    @property
    def numbers(self) -> tuple[int, ...]:
        """The numbers of the acts of the branch that the world is on, that of the beginning among them."""
        return (0, *(entry.number for entry in self.line))

    @property
    def line(self) -> tuple[Entry, ...]:
        """The branch that the world is on, from the beginning to its end: what was done, then what was undone."""
        return (*self.past[::-1], *self.future)

    @property
    def undo_line(self) -> str | None:
        """The line that `undo` would take back."""
        return self.here.line if self.here else None

    @property
    def redo_line(self) -> str | None:
        """The line that `redo` would do again."""
        return _first(self.future).line if self.future else None

    @property
    def acts(self) -> list[str]:
        """The lines that can be taken back, oldest first."""
        return [entry.line for entry in self.past][::-1]

    def find(self, number: int) -> Entry | None:
        """The act of that number, where it is still kept."""
        for last in (*self._end, *reversed(self.left)):
            for entry in last.path:
                if entry.number == number:
                    return entry
                if entry.number < number:
                    break
        return None

    def world_at(self, number: int) -> World | None:
        """The world as the act of that number left it, or of 0 the one before anything was done; None if not kept."""
        if number == 0:
            first = next(iter(self.line), None)
            return first.before if first else self.world
        entry = self.find(number)
        return entry.after if entry else None

    def at(self, time: int) -> History:
        """The history with its world at another service time."""
        return changed(self, world=self.world.at(time))

    def run(self, line: str, time: int | None = None) -> tuple[History, Outcome]:
        """Run a command line at service `time` (milliseconds; None: the world's own).

        What was to happen by then happens first, and is no act of the line's. A line that changes nothing but the
        passing of time leaves no entry and keeps what can be redone.
        """
        now = self if time is None else self.at(time)
        words = control(line)
        if words:
            return now._control(words, timed=time is not None)
        now, told = now.settled()
        outcome = run(now.world, line)
        if told:
            outcome = replace(outcome, output="".join(told) + outcome.output, told=(*told, *outcome.told))
        if outcome.world is now.world:
            return now, outcome
        answer = outcome.error or outcome.output
        return now.entered(line.strip(), outcome.world, outcome.status, answer), outcome

    def settled(self) -> tuple[History, tuple[str, ...]]:
        """The history after all that was to happen by its world's time, and what the learner hears of it.

        That is part of time's passing: it leaves no entry, and what can be undone and redone stays.
        """
        world, told = happened(self.world)
        return (self, ()) if world is self.world else (changed(self, world=world), told)

    def entered(self, line: str, after: World, status: int = 0, answer: str = "") -> History:
        """The history with one more act: `line`, which made `after` of this history's world.

        What was undone is left behind as a branch.
        """
        said = shortened(answer.strip().partition("\n")[0], LONGEST_ANSWER) if answer else ""
        number = self.count + 1
        entry = Entry(number, self.here, line, self.world, after, self.depth + 1, status, said)
        if self.future:
            return changed(self, world=after, here=entry, future=List(), left=self._leaving(), count=number)
        return changed(self, world=after, here=entry, count=number)

    @property
    def _end(self) -> tuple[Entry, ...]:
        """The last act of the branch that the world is on, if there is any."""
        if self.future:
            *_, last = self.future
            return (last,)
        return (self.here,) if self.here else ()

    def _leaving(self, back_to: Entry | None = None) -> tuple[Entry, ...]:
        """The branches left behind once this one is left too, for the one that ends with `back_to`."""
        return (*(last for last in self.left if last is not back_to), *self._end)[-MOST_BRANCHES:]

    def _control(self, words: tuple[str, ...], *, timed: bool) -> tuple[History, Outcome]:
        match words[0]:
            case "undo":
                return self._undo()
            case "redo":
                return self._redo()
            case "goto":
                return self._goto(words[1] if len(words) == 2 else "")
            case "history" if len(words) == 1:
                return self, Outcome(self.world, listing(self))
            case "history":
                return self._told(words[1])
        start = self._start_again(timed=timed)
        if self.here is None:
            return self, Outcome(self.world, "Nothing has happened yet: this is the start.\n")
        return self.entered("reset", start), Outcome(start, "Back at the start. undo brings everything back.\n")

    def _start_again(self, *, timed: bool) -> World:
        """The world to begin anew in: a live one begins at the present, and what is to come counts from there."""
        start = self.start
        if not start.clock.live:
            return start
        if self.world.clock.live:
            return replace(start.at(self.world.time), begun=self.world.time)
        return replace(start, begun=None) if timed and start.coming else start

    def _undo(self) -> tuple[History, Outcome]:
        entry = self.here
        if entry is None:
            return self, Outcome(self.world, error="There is nothing to undo: this is the start.\n", status=1)
        after = changed(self, world=entry.before, here=entry.parent, future=self.future.push_front(entry))
        return after, Outcome(entry.before, f"Undone: {entry.line}\n")

    def _redo(self) -> tuple[History, Outcome]:
        if not self.future:
            return self, Outcome(self.world, error="There is nothing to do again.\n", status=1)
        entry = _first(self.future)
        after = changed(self, world=entry.after, here=entry, future=self.future.drop_first())
        return after, Outcome(entry.after, f"Done again: {entry.line}\n")

    def _goto(self, text: str) -> tuple[History, Outcome]:
        """Go to the world as an act left it, on whatever branch; the branch of it that was left last is taken."""
        number = _number(text)
        if number is None:
            wrong = f"{shortened(text, 40)!r} is no act's number. " if text else "To which act? "
            return self._nowhere(f"{wrong}goto 3 goes to where act 3 had just been run, goto 0 to the beginning.")
        last = next((last for last in (*self._end, *reversed(self.left)) if _leads_by(last, number)), None)
        if last is None and number:
            return self._not_kept(number)
        world = self.world_at(number)
        assert world is not None
        ahead: List[Entry] = List()
        here = last
        while here is not None and here.number != number:
            ahead, here = ahead.push_front(here), here.parent
        left, words = self.left, ""
        if last is not None and last is not next(iter(self._end)):
            left = self._leaving(last)
            words = f"What you left is kept as a branch: goto {self.number} leads back.\n" if self.number else ""
        after = changed(self, world=world, here=here, future=ahead, left=left)
        told = f"You are where act {number} had just been run: {here.line}\n" if here else "You are at the beginning.\n"
        return after, Outcome(world, told + words)

    def _told(self, text: str) -> tuple[History, Outcome]:
        number = _number(text)
        if number is None:
            return self._nowhere(f"{shortened(text, 40)!r} is no act's number: history 3 tells of act 3.")
        told = tell(self, number)
        return self._not_kept(number) if told is None else (self, Outcome(self.world, told))

    def _not_kept(self, number: int) -> tuple[History, Outcome]:
        if number <= self.count:
            return self._nowhere(f"Act {number} is not kept: of branches left behind, the last {MOST_BRANCHES} are.")
        acts = f"They are numbered from 1 to {self.count}." if self.count else "Nothing has been done yet."
        return self._nowhere(f"There is no act {number}. {acts}")

    def _nowhere(self, words: str) -> tuple[History, Outcome]:
        return self, Outcome(self.world, error=f"{words} history lists the acts.\n", status=1)


def _first(entries: List[Entry]) -> Entry:
    return next(iter(entries))


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


def _leads_by(last: Entry, number: int) -> bool:
    """Whether the act of that number is on the way to `last`; the beginning is on every way."""
    if number == 0:
        return True
    return any(entry.number == number for entry in last.path)
