"""A world to run command lines on, and the scenario and time that tests begin with."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

from sim.history import History
from sim.world import Outcome, World

START = 1_803_902_400_000
"""2027-03-01T12:00:00Z, the beginning of a 30-second step and of a three-minute period."""

ROOT_FOLDER = Path(__file__).parent.parent
SCENARIO = (ROOT_FOLDER / "lessons" / "scenarios" / "alice-and-alan.yaml").read_text(encoding="utf-8")


class Room:
    """A world that lines are run on one after the other."""

    def __init__(self, world: World) -> None:
        self.history = History.begin(world)

    @property
    def world(self) -> World:
        return self.history.world

    def __call__(self, *lines: str) -> Outcome:
        """Run lines; gives the outcome of the last."""
        for line in lines:
            self.history, outcome = self.history.run(line)
        return outcome

    def ok(self, *lines: str) -> str:
        """Run lines that must go well; gives the output of the last."""
        for line in lines:
            outcome = self(line)
            assert outcome.status == 0, f"{line}\n{outcome.error}"
        return outcome.output

    def policy(self, user_name: str, effect: str, action: str, resource: str = "*") -> None:
        """Give a user an inline policy of one statement."""
        statement = {"Effect": effect, "Action": action, "Resource": resource}
        text = json.dumps({"Version": "2012-10-17", "Statement": statement})
        user = self.world.account.users[user_name]
        user = replace(user, inline_policies=(*user.inline_policies, (f"Policy{len(user.inline_policies)}", text)))
        self.history = History.begin(replace(self.world, account=self.world.account.with_user(user)))

    def cause(self, line: str) -> str | None:
        """The cause that the tutor learns of a line that is refused."""
        outcome = self(line)
        assert outcome.status != 0, f"{line} went well:\n{outcome.output}"
        return outcome.call.cause if outcome.call else None
