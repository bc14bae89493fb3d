"""What a validator says of codes, what it may rest on, and within which windows it takes them.

AWS does not publish the figures of its validator: the windows here are as observed by third parties (September 2026).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

SKEW = 2
"""Sign-in and STS take a code up to this many steps either side of the device's known time."""

PAIR_BEHIND, PAIR_AHEAD = -998, 1_000
"""The second code of a pair may lie this many steps from the device's known time."""

Cause = Literal[
    "correct",
    "reused",
    "same-code-twice",
    "swapped",
    "not-consecutive",
    "too-old",
    "too-new",
    "another-device",
    "throttled",
    "never-valid",
]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the validator found, in more detail than AWS tells.

    `steps_off` is how far the code (of a pair, the second) lies from the device's known time: negative is old.
    `clock` names whose clock is likely wrong: "phone", "service" or None. `device` is the serial number or label
    that the code belongs to when the cause is another-device.
    """

    cause: Cause
    steps_off: int | None = None
    clock: Literal["phone", "service"] | None = None
    device: str | None = None

    @property
    def accepted(self) -> bool:
        """Whether the codes were taken."""
        return self.cause == "correct"


@dataclass(frozen=True, slots=True)
class Emitter:
    """Something in the room that shows a device's codes, and what its clock reads now (milliseconds)."""

    name: str
    seed: bytes
    time: int


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a diagnosis may rest on: what is in the room, and whether the service's time was moved."""

    emitters: tuple[Emitter, ...] = ()
    service_moved: bool = False
