"""EC2 instances, whose states move on with service time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from sim.clock import HOUR, SECOND

State = Literal["pending", "running", "stopping", "stopped", "shutting-down", "terminated"]

STATE_CODES: dict[State, int] = {
    "pending": 0,
    "running": 16,
    "shutting-down": 32,
    "terminated": 48,
    "stopping": 64,
    "stopped": 80,
}
"""EC2 API Reference, InstanceState."""

FOLLOWING: dict[State, tuple[State, int]] = {
    "pending": ("running", 20 * SECOND),
    "stopping": ("stopped", 40 * SECOND),
    "shutting-down": ("terminated", 40 * SECOND),
}
"""What a passing state becomes, and after how many milliseconds. AWS names no times: these are chosen."""

REMEMBERED = HOUR
"""How long a terminated instance can still be seen (EC2 User Guide, "Terminate Amazon EC2 instances")."""


@dataclass(frozen=True, slots=True)
class Instance:
    """An instance. `state` is what it was set to at time `since`; `state_at` tells what that has become.

    `reason` is the StateTransitionReason of the last stop or termination. A protected one cannot be terminated by API.
    """

    instance_id: str
    reservation_id: str
    image_id: str
    instance_type: str
    launch_time: int
    private_ip: str
    state: State = "running"
    since: int = 0
    reason: str = ""
    tags: tuple[tuple[str, str], ...] = ()
    protected: bool = False

    def state_at(self, time: int) -> State:
        """Its state at service `time`."""
        following, after = FOLLOWING.get(self.state, (self.state, 0))
        return following if time >= self.since + after else self.state

    def gone_at(self, time: int) -> bool:
        """Whether it was terminated so long ago that EC2 no longer knows it."""
        if self.state == "terminated":
            return time >= self.since + REMEMBERED
        return self.state == "shutting-down" and time >= self.since + FOLLOWING["shutting-down"][1] + REMEMBERED
