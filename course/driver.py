"""The one place where an attempt's world changes: it keeps service time, runs command lines and has them kept."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import replace
from typing import Any, Protocol

from sim.history import History
from sim.people import Credentials
from sim.services.declare import Operation
from sim.services.invoke import Reply
from sim.services.keys import holder
from sim.shell import run
from sim.shell.as_key import line_of, request
from sim.shell.command import call_of
from sim.view import View, last
from sim.world import Outcome, World

HostTime = Callable[[], int]
"""The host's present, in milliseconds since the Unix epoch."""

LINES = 2_000
"""Lines run that are remembered."""

EXPLAIN = "explain"
"""Alone on its line, it tells why the last line that was refused was."""


class Keeper(Protocol):
    """Where the lines of an attempt are kept."""

    def append(self, time: int, line: str) -> None:
        """Keep a command line and the service time it ran at."""


class Driver:
    """An attempt in progress.

    While the world's clock is live, service time is the host's; once a time command moved it, service time runs on
    from there at the clock's rate. The driver never goes back in time by itself, even if the host's clock does.
    """

    def __init__(self, start: World, host_time: HostTime, keeper: Keeper | None = None) -> None:
        self._host_time = host_time
        self._keeper = keeper
        self._history = History.begin(start)
        self._outcome: Outcome | None = None
        self._view: View | None = None
        self._host_anchor: float = host_time()
        self._replaying = False
        self._happened = False
        self._untold: tuple[str, ...] = ()
        self.lines: deque[str] = deque(maxlen=LINES)
        """The lines that were run, here and in earlier sittings, oldest first."""
        self.refused: tuple[str, Outcome] | None = None
        """The last line that was refused, and what came of it: what `explain` explains."""

    @property
    def history(self) -> History:
        """What can be undone and done again; its world stands where the last act left it."""
        return self._history

    @property
    def time(self) -> int:
        """Service time now, in milliseconds."""
        clock, elapsed = self._history.world.clock, self._host_time() - self._host_anchor
        if self._replaying:
            return clock.time
        if clock.live:
            return max(self._host_time(), clock.time)
        return clock.time + max(0, round(elapsed * clock.rate))

    @property
    def world(self) -> World:
        """The world now, after all that was to happen by itself until now."""
        time = self._settle()
        return self._history.world.at(time)

    @property
    def state(self) -> dict[str, Any]:
        """The state document of the world now. It shares parts with the next one: nobody may change it."""
        self._view = View.of(self.world, self._view)
        return self._view.document

    @property
    def last(self) -> dict[str, Any] | None:
        """The last service call of the line run last, as a mistake reads it."""
        return last(self._outcome.call) if self._outcome and self._outcome.call else None

    def run(self, line: str) -> Outcome:
        """Run a command line now, and keep it.

        What happened by itself before and was not told by `tick` yet is told in its output.
        """
        time, was_live = self.time, self._history.world.clock.live
        outcome = self._ran(line, time)
        if self._keeper is not None:
            self._keeper.append(time, line)
        if self._history.world.clock.live and not was_live:
            self._back_to_the_present()
        if self._untold:
            told, self._untold = self._untold, ()
            outcome = replace(outcome, output="".join(told) + outcome.output, told=(*told, *outcome.told))
        self._outcome, self._happened = outcome, False
        return outcome

    def tick(self) -> Outcome | None:
        """Notice what happened by itself as time passed; None where nothing did since the last line or tick."""
        self._settle()
        return self.notice() if self._happened else None

    def notice(self) -> Outcome:
        """Have kept, as `wait 0s`, that time has passed until now. The output is what is heard of it, maybe nothing."""
        self._settle()
        told, self._untold, self._happened = self._untold, (), False
        if self._keeper is not None:
            self._keeper.append(self.time, "wait 0s")
        return Outcome(self._history.world, "".join(told), told=told)

    def call(self, credentials: Credentials, operation: Operation, parameters: dict[str, Any]) -> tuple[Outcome, Reply]:
        """Call an operation now, as a program outside that signs with these credentials of the world's.

        It is kept as the command line that does the same, which the outcome's call names; a call that leaves no trace
        (its credentials do not count) is not kept.
        """
        time = self._settle()
        clock = self._history.world.clock
        # Calls come faster than milliseconds pass: what the host's clock ran on beyond `time` counts for the next one.
        anchor = self._host_anchor + (time - clock.time) / clock.rate if clock.rate else self._host_anchor
        history = self._history.at(time)
        person = holder(history.world, credentials.access_key_id)
        reply = request(history.world, credentials, person, operation, parameters)
        if reply.world is history.world:
            return Outcome(reply.world, status=254), reply
        line = line_of(credentials.access_key_id, operation, parameters)
        call = call_of(line, person, operation.service, operation.name, parameters, reply.error)
        said = reply.error.message if reply.error else ""
        self._history = history.entered(line, reply.world, 254 if reply.error else 0, said)
        self._outcome = Outcome(reply.world, status=254 if reply.error else 0, call=call)
        if reply.error:
            self.refused = line, self._outcome
        self._host_anchor = anchor
        if self._keeper is not None:
            self._keeper.append(time, line)
        return self._outcome, reply

    def peek(self, line: str) -> Outcome:
        """What a command line would answer now; nothing of it stays."""
        return run(self.world, line)

    def rewind(self) -> None:
        """Begin anew for lines to be replayed: what a look at the present made happen has not happened then."""
        self._history = History.begin(self._history.start)
        self._replaying, self._happened, self._untold = True, False, ()

    def replay(self, time: int, line: str) -> Outcome:
        """Run a kept line again at the service time it ran at; time stands still until `resume`, nothing is kept."""
        if not self._replaying and not self._history.past:
            self.rewind()
        self._replaying = True
        return self._ran(line, time)

    def resume(self, time: int) -> None:
        """Go on after a replay: a moved clock stands at `time`, where it was left; a live one is the host's again.

        The jump of a live clock to the present is kept as `wait now`.
        """
        self._replaying = False
        world = self._history.world
        if world.clock.live:
            if self._keeper is not None and self.time > world.time:
                self._untold = self.run("wait now").told
                self._happened = self._history.world.coming is not world.coming
        else:
            self._history = self._history.at(max(time, world.time))
            self._host_anchor = self._host_time()

    def _settle(self) -> int:
        """Carry out what was to happen by now, as part of time's passing; gives the service time that is now."""
        due, time = self._history.world.due, self.time
        if due is not None and due <= time:
            self._history, told = self._history.at(time).settled()
            self._host_anchor, self._happened = self._host_time(), True
            self._untold += told
        return time

    def _back_to_the_present(self) -> None:
        """Go on at the host's time; after a reset what is to come counts from it, so that it is kept as `wait now`."""
        time = self._host_time()
        if self._history.world.coming and self._history.world.begun is None:
            self._ran("wait now", time)
            if self._keeper is not None:
                self._keeper.append(time, "wait now")
        self._history = self._history.at(time)

    def _ran(self, line: str, time: int) -> Outcome:
        self._history, outcome = self._history.run(line, time)
        self.lines.append(line)
        if outcome.status and (outcome.error or outcome.call):
            self.refused = line, outcome
        elif self.refused is not None and line.split() == [EXPLAIN]:
            from course.tutor.explaining import explain_refusal

            outcome = replace(outcome, output="".join(outcome.told) + explain_refusal(*self.refused))
        self._outcome = outcome
        self._host_anchor = self._host_time()
        return outcome
