"""`api on` and `api off`: the door for real clients, open on the learner's own world.

The server runs in the app's own event loop: a call is one more act, done between two key presses. The screen follows
a few times a second, for all the calls that came in meanwhile, and waits while somebody types: so keys are answered,
whatever a program does.
"""

from __future__ import annotations

import asyncio
from time import monotonic
from typing import TYPE_CHECKING, Any, cast

from textual.content import Content

from course.endpoint.protocols import MODULES, protocol_of
from course.endpoint.server import Server, listen, server
from course.endpoint.setup import administrator, exports, profiles
from course.phrases import plural
from course.tui.terminal.terminal import Terminal
from sim.history import History
from sim.people import Credentials
from sim.services.declare import Operation
from sim.services.invoke import Reply
from sim.world import Outcome, World

if TYPE_CHECKING:
    from course.tui.app import CourseApp
    from course.tui.screens.running import Running

SOURCE = "a program"
SHOWN_AT_ONCE = 3
"""Calls shown in the terminal at most each time the screen follows; of a burst the newest."""

BREATH = 0.25
"""Seconds between two times that the screen follows."""

TYPING, LATEST = 0.2, 2.0
"""Seconds after a key in which more may come, so that the screen waits; but no longer than `LATEST` in all."""

USAGE = "api on [PORT]: open this account to boto3 and the aws CLI.  api off: close it again.\n"


class OpenDoor:
    """The door while it is open on a lesson's screen; to the server it is the room behind it."""

    def __init__(self, screen: Running, port: int) -> None:
        """Listen at `port`, or any free one for 0; OSError where it is taken."""
        self._screen = screen
        self._acted: list[tuple[str, Outcome]] = []
        self._unshown = 0
        self._followed = 0.0
        self._socket = listen(port)
        for service in MODULES:
            protocol_of(service)  # the first call would wait for it, and keys behind that
        self.port: int = self._socket.getsockname()[1]
        self._server: Server = server(self, self.port, self._log)
        self._serving = asyncio.create_task(self._server.serve(sockets=[self._socket]))

    async def close(self) -> None:
        """Close it; calls in flight are answered first."""
        self._server.should_exit = True
        await self._serving
        self._socket.close()

    @property
    def history(self) -> History:
        """What happened in the attempt."""
        return self._screen.attempt.driver.history

    @property
    def world(self) -> World:
        """The attempt's world now."""
        return self._screen.attempt.world

    @property
    def state(self) -> dict[str, Any]:
        """The attempt's state document."""
        return self._screen.attempt.driver.state

    def call(self, credentials: Credentials, operation: Operation, parameters: dict[str, Any]) -> tuple[Outcome, Reply]:
        """Do a program's call as one more act of the attempt."""
        outcome, reply = self._screen.attempt.call(credentials, operation, parameters)
        if outcome.call is not None:
            self._show(outcome.call.line, outcome)
        return outcome, reply

    def run(self, line: str) -> Outcome:
        """Do a line that came in through the lab calls."""
        outcome = self._screen.attempt.act(line)
        self._show(line, outcome)
        return outcome

    def _show(self, line: str, outcome: Outcome) -> None:
        if not self._acted:
            wait = self._followed + BREATH - monotonic()
            if wait <= 0:
                self._screen.call_later(self._follow_in_turn)
            else:
                self._screen.set_timer(wait, self._follow_in_turn)
        self._acted.append((line, outcome))
        if len(self._acted) > SHOWN_AT_ONCE:
            del self._acted[0]
            self._unshown += 1

    async def _follow_in_turn(self) -> None:
        """Follow, unless keys are just being typed: those come first."""
        now = monotonic()
        if now - cast("CourseApp", self._screen.app).key_time < TYPING and now - self._followed < LATEST:
            self._screen.set_timer(TYPING, self._follow_in_turn)
        else:
            await self.follow()

    async def follow(self) -> None:
        """Let the screen show the calls that it has not shown yet."""
        if self._acted:
            acted, unshown, self._acted, self._unshown = self._acted, self._unshown, [], 0
            if unshown:
                told = Content.styled(f"… {plural(unshown, 'more call')} ({SOURCE})", "$quiet")
                self._screen.query_one(Terminal).note(told)
            await self._screen.show_acts(acted, SOURCE)
            self._followed = monotonic()

    def _log(self, line: str) -> None:
        self._screen.notify(line.strip().splitlines()[-1][:200], title="A program", severity="warning", markup=False)


async def switch(screen: Running, line: str) -> Outcome:
    """Carry out `api …` on a lesson's screen; the outcome is what to tell of it."""
    words = line.split()[1:]
    world = screen.attempt.world
    if words == ["off"] or words == []:
        if screen.door is None:
            return Outcome(world, f"The door is closed. {USAGE}")
        port = screen.door.port
        if not words:
            return Outcome(world, f"The door is open at port {port}. {USAGE}")
        door, screen.door = screen.door, None
        await door.close()
        return Outcome(world, f"The door at port {port} is closed.\n")
    wanted = _port(words)
    credentials = administrator(world)
    if wanted is None:
        return Outcome(world, error=USAGE, status=252)
    if credentials is None:
        return Outcome(world, error="Nobody could call: in this scenario you have no access key.\n", status=1)
    if screen.door is None:
        try:
            screen.door = OpenDoor(screen, wanted)
        except OSError as error:
            words_out = f"Port {wanted} cannot be had ({error.strerror}). api on takes any free one.\n"
            return Outcome(world, error=words_out, status=1)
    port = screen.door.port
    return Outcome(
        world,
        "The door is open. In another window paste these lines, then use aws or boto3:\n\n"
        f"{exports(port, credentials)}\n"
        f"Or make profiles of them, for aws --profile mfa-course:\n\n{profiles(world, port)}",
    )


def _port(words: list[str]) -> int | None:
    """The port that `on` or `on PORT` names; None for anything else."""
    if words == ["on"]:
        return 0
    if len(words) == 2 and words[0] == "on" and words[1].isascii() and words[1].isdigit() and int(words[1]) < 65_536:
        return int(words[1])
    return None
