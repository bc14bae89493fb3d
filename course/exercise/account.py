"""A test's own account: the world of a scenario, driven by command lines and by the test's clock."""

from __future__ import annotations

import json
import shlex
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from pytest import fail

from course.driver import Driver
from sim.history import History
from sim.people import Credentials
from sim.services.declare import Operation
from sim.services.invoke import Reply
from sim.view import state
from sim.world import Call, Outcome, World

if TYPE_CHECKING:
    from sim.policy.evaluate import Decision

__tracebackhide__ = True  # pytest shows the test's own lines

START = 1_803_902_400_000
"""Where service time stands until somebody moves it: 2027-03-01T12:00:00Z, the first second of a 30-second step."""

MOST_CALLS = 1_000
"""Calls of a test at most; more come from a loop that never ends."""

By = Literal["key", "password", "mfa"]
"""How somebody came in: an access key (aws:MultiFactorAuthPresent is absent), a password ("false"), or a code too."""


def frozen_time() -> int | None:
    """The host's clock (milliseconds) while freezegun has frozen it."""
    freezer = sys.modules.get("freezegun.api")
    if freezer is None or time.time is freezer.real_time:
        return None
    return round(time.time() * 1_000)


@dataclass(frozen=True, slots=True)
class Seen:
    """A call that was made: when (service time), what, and what policies said of it."""

    time: int
    call: Call
    decision: Decision | None


@dataclass(frozen=True, slots=True)
class Result:
    """What came of command lines: what they printed, the exit status of the last, and why it was refused, if it was.

    `line` is the line run last, `cause` the tutor's word for the refusal.
    """

    output: str
    error: str
    status: int
    cause: str | None
    line: str

    def __str__(self) -> str:
        """What a terminal would show."""
        return f"$ {self.line}\n{self.output}{self.error}".rstrip() + f"\n(exit status {self.status})"


@dataclass(frozen=True, slots=True)
class Answer:
    """Whether policies allow a call; true in a condition if so. As text it says which statement decided, and why."""

    allowed: bool
    because: str

    def __bool__(self) -> bool:
        return self.allowed

    def __str__(self) -> str:
        return self.because

    def __repr__(self) -> str:
        return f"<{'allowed' if self.allowed else 'refused'}: {self.because.splitlines()[0]}>"


class Account:
    """An account that nobody else touches.

    It begins when it is first looked at: at START, or at the frozen time under freezegun. From then on service time
    follows a frozen clock, and never goes back.
    """

    def __init__(self, scenario: str, text: str, seed: int | None = None) -> None:
        self.scenario, self._text, self._seed = scenario, text, seed
        self._driver: Driver | None = None
        self._began = 0
        self._host_time = START
        self.calls: list[Seen] = []
        self.log: list[str] = []
        self._state: tuple[World, dict[str, Any]] | None = None

    @property
    def driver(self) -> Driver:
        """What drives the world. A world that nothing was done to begins again when the clock is frozen earlier."""
        now = self.host_time()
        if self._driver is None or (now < self._began and not self._driver.history.depth):
            self._driver = Driver(start_of(self._text, self.scenario, now, self._seed), self.host_time)
            self._began = now
        return self._driver

    def host_time(self) -> int:
        """The frozen time, or else where time was last frozen: in a test time stands still by itself."""
        frozen = frozen_time()
        if frozen is not None:
            self._host_time = frozen
        return self._host_time

    @property
    def history(self) -> History:
        """What was done so far."""
        return self.driver.history

    @property
    def world(self) -> World:
        """The world now."""
        return self.driver.world

    @property
    def state(self) -> dict[str, Any]:
        """The state document: users, devices, policies, sessions, trail … as checks of lessons read them."""
        world = self.world
        if self._state is None or self._state[0] is not world:
            self._state = world, state(world)  # of its own: whatever a test does to it, the next one is whole
        return self._state[1]

    @property
    def trail(self) -> list[dict[str, Any]]:
        """Every event so far as CloudTrail writes it, oldest first."""
        events: list[dict[str, Any]] = self.state["trail"]
        return events

    def user(self, name: str) -> dict[str, Any]:
        """A user as the state document shows one: MFADevices, AccessKeys, Groups, …

        Raises AssertionError when there is none of that name.
        """
        users = {user["UserName"]: user for user in self.state["users"]}
        if name not in users:
            raise AssertionError(f"There is no user {name!r} in the account; there are {', '.join(sorted(users))}.")
        found: dict[str, Any] = users[name]
        return found

    def run(self, lines: str | Path, *, person: str = "you", errexit: bool = True) -> Result:
        """Run command lines, or a script file, in the hands of `person`; with `errexit` a refused line is the last.

        Raises OSError or UnicodeDecodeError for a file that cannot be read as text.
        """
        from sim.shell.syntax import lines as command_lines

        text = lines.read_text(encoding="utf-8-sig") if isinstance(lines, Path) else lines
        output = error = line = ""
        status, cause = 0, None
        for line in command_lines(text):
            outcome = self.driver.run(line if person == "you" else f"as {person} {line}")
            self._note(outcome)
            output, error, status = output + outcome.output, error + outcome.error, outcome.status
            cause = outcome.call.cause if outcome.call and status else None
            if status and errexit:
                break
        return Result(output, error, status, cause, line)

    def do(self, lines: str, *, person: str = "you") -> str:
        """Run command lines that must go well; gives what they printed.

        Raises AssertionError with what a terminal would show.
        """
        result = self.run(lines, person=person)
        if result.status:
            raise AssertionError(f"This had to go well:\n{result}")
        return result.output

    def call(self, credentials: Credentials, operation: Operation, parameters: dict[str, Any]) -> tuple[Outcome, Reply]:
        """Call an operation as a program does that signs with these credentials."""
        outcome, reply = self.driver.call(credentials, operation, parameters)
        self._note(outcome)
        return outcome, reply

    def give(self, user_name: str, document: Mapping[str, Any], name: str = "exercise") -> None:
        """Give a user, made if there is none of that name, an inline policy.

        Raises AssertionError with AWS's words for a document that AWS would not take.
        """
        if user_name not in self.world.account.users:
            self.do(f"aws iam create-user --user-name {user_name}")
        text = shlex.quote(json.dumps(document))
        result = self.run(
            f"aws iam put-user-policy --user-name {user_name} --policy-name {name} --policy-document {text}"
        )
        if result.status:
            raise AssertionError(f"AWS does not take this policy.{result.error.rstrip()}")

    def may(
        self,
        who: str,
        action: str,
        resource: str | None = None,
        *,
        by: By = "key",
        keys: Mapping[str, str | tuple[str, ...]] | None = None,
    ) -> Answer:
        """Whether policies let a user or role do something; nothing is done. `keys` are further condition keys.

        Raises AssertionError for a name that the account does not have.
        """
        from sim.services.authorize import FREE, GRANTED
        from sim.services.context import Context
        from sim.shell.command import Refusal
        from sim.shell.explain import asked, in_words, named

        world = self.world
        more = dict(keys or {}) | ({"aws:MultiFactorAuthPresent": "false"} if by == "password" else {})
        try:
            context = Context(world, named(world, "you", who, by == "mfa"), "you")
            decision = asked(context, action, resource, more)
        except Refusal as refusal:
            raise AssertionError(str(refusal)) from None
        free = action in FREE or (action in GRANTED and decision.kind != "explicit-deny")
        return Answer(free or decision.allowed, in_words(decision).rstrip())

    def key_of(self, user_name: str) -> Credentials:
        """An access key of a user, made if the user has none.

        Raises AssertionError when there is no such user.
        """
        self.user(user_name)
        if not self.world.account.users[user_name].access_keys:
            self.do(f"aws iam create-access-key --user-name {user_name}")
        key = self.world.account.users[user_name].access_keys[0]
        return Credentials(key.access_key_id, key.secret_access_key)

    def sleep(self, seconds: float) -> None:
        """What `time.sleep` does in a test: service time moves on at once, and nobody waits.

        Raises ValueError for a negative number, as time.sleep does.
        """
        if seconds < 0:
            raise ValueError("sleep length must be non-negative")
        self.do(f"wait {round(seconds * 1_000)}ms")

    def _note(self, outcome: Outcome) -> None:
        if outcome.call is None:
            return
        self.calls.append(Seen(outcome.world.time, outcome.call, outcome.world.decision))
        if len(self.calls) >= MOST_CALLS:
            fail(
                f"{MOST_CALLS:,} calls were made, without an end in sight. The account's time stands still by itself: "
                "a loop that waits for something has to call time.sleep.",
                pytrace=False,
            )


@lru_cache(maxsize=16)
def start_of(text: str, name: str, time: int, seed: int | None) -> World:
    """The world in which a scenario's account begins at `time`; made once, for worlds do not change.

    Raises ScenarioError.
    """
    from sim.scenario import load

    return load(text, name, time, seed)
