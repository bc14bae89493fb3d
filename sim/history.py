"""An attempt as it is lived: the world now, what can be taken back and done again, and the branches left behind.

A transcript is the start and every timed command line, those that act on the history among them; running it again with
`History.run` gives the same world, and the same branches.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import islice

from sim.acts import Act, Acts, Entry, Numbers
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


@dataclass(frozen=True, slots=True)
class History:
    """A world, the act that it stands behind, and what else there is to go to.

    `branch` has the acts of the branch that the world is on, to its end; the world stands behind the one at `depth`, 0
    being the beginning. `left` are the branches left behind, the one left last at the end; `count` is how many acts
    were ever made.
    """

    start: World
    world: World
    branch: Acts = field(default_factory=Acts)
    depth: int = 0
    left: tuple[Acts, ...] = ()
    count: int = 0

    @classmethod
    def begin(cls, start: World) -> History:
        """The history of an attempt in which nothing has happened yet."""
        return cls(start, start)

    @property
    def here(self) -> Entry | None:
        """The act that the world stands behind; None at the beginning."""
        return self.branch.at(self.depth)

    @property
    def number(self) -> int:
        """The number of the act that the world stands behind; 0 at the beginning."""
        return self.here.number if self.here else 0

    @property
    def past(self) -> tuple[Entry, ...]:
        """The acts that can be taken back, newest first."""
        return tuple(self.branch.back(self.depth))

    @property
    def undone(self) -> int:
        """How many acts can be done again."""
        return len(self.branch) - self.depth

    @property
    def numbers(self) -> Numbers:
        """The numbers of the acts of the branch that the world is on, that of the beginning among them."""
        return Numbers(self.branch)

    @property
    def undo_line(self) -> str | None:
        """The line that `undo` would take back."""
        return self.here.line if self.here else None

    @property
    def acts(self) -> list[str]:
        """The lines that can be taken back, oldest first."""
        return [entry.line for entry in islice(self.branch, self.depth)]

    def find(self, number: int) -> Entry | None:
        """The act of that number, where it is still kept."""
        found = (branch.find(number) for branch in self._branches)
        return next((entry for entry in found if entry), None)

    def world_at(self, number: int) -> World | None:
        """The world as the act of that number left it, or of 0 the one before anything was done; None if not kept."""
        if number == 0:
            return self.branch.begin or self.world
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
        before, number = self.world, self.count + 1
        said = shortened(answer.strip().partition("\n")[0], LONGEST_ANSWER) if answer else ""
        act = Act(number, line, status, said, before.time, after.time, before.begun, len(before.coming))
        branch = self.branch.first(self.depth).followed_by(act, before, after)
        left = self._leaving() if self.undone else self.left
        return changed(self, world=after, branch=branch, depth=self.depth + 1, left=left, count=number)

    @property
    def _following(self) -> Entry | None:
        return self.branch.at(self.depth + 1) if self.undone else None

    @property
    def _branches(self) -> Iterator[Acts]:
        """The branch that the world is on, and those left behind, the one left last first."""
        yield self.branch
        yield from reversed(self.left)

    def _leaving(self, back_to: Acts | None = None) -> tuple[Acts, ...]:
        """The branches left behind once this one is left too, for another one."""
        return (*(branch for branch in self.left if branch is not back_to), self.branch)[-MOST_BRANCHES:]

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
        before = entry.before
        return changed(self, world=before, depth=self.depth - 1), Outcome(before, f"Undone: {entry.line}\n")

    def _redo(self) -> tuple[History, Outcome]:
        entry = self._following
        if entry is None:
            return self, Outcome(self.world, error="There is nothing to do again.\n", status=1)
        after = entry.after
        return changed(self, world=after, depth=entry.depth), Outcome(after, f"Done again: {entry.line}\n")

    def _goto(self, text: str) -> tuple[History, Outcome]:
        """Go to the world as an act left it, on whatever branch; the branch of it that was left last is taken."""
        number = _number(text)
        if number is None:
            wrong = f"{shortened(text, 40)!r} is no act's number. " if text else "To which act? "
            return self._nowhere(f"{wrong}goto 3 goes to where act 3 had just been run, goto 0 to the beginning.")
        entry = self.find(number) if number else None
        if entry is None and number:
            return self._not_kept(number)
        world = entry.after if entry else self.branch.begin or self.world
        branch, left, words = self.branch, self.left, ""
        if entry and entry.branch is not branch:
            branch, left = entry.branch, self._leaving(entry.branch)
            words = f"What you left is kept as a branch: goto {self.number} leads back.\n" if self.number else ""
        after = changed(self, world=world, branch=branch, depth=entry.depth if entry else 0, left=left)
        told = (
            f"You are where act {number} had just been run: {entry.line}\n" if entry else "You are at the beginning.\n"
        )
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


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None
