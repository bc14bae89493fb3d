"""The people of a scenario: what they hold, know and have open."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Literal

from rpds import HashTrieMap

from sim.devices import Device, HardwareToken, Phone
from sim.trail import ELSEWHERE, SOURCE_IP

YOU = "you"
"""The person whose hands the learner's acts go through unless a line says `as …`."""


@dataclass(frozen=True, slots=True)
class Credentials:
    """What a request is signed with; `session_token` only with temporary ones."""

    access_key_id: str
    secret_access_key: str
    session_token: str | None = None


@dataclass(frozen=True, slots=True)
class Alternative:
    """How far root has come with other factors than its MFA device.

    `token` is what the verification e-mail's link ends in, `digits` what to key in on the telephone that rings.
    """

    token: str
    email_verified: bool = False
    digits: str | None = None
    phone_verified: bool = False


@dataclass(frozen=True, slots=True)
class PendingSignIn:
    """A sign-in whose password was right and that waits for more; `owner` as in MFADevice, `time` its last act.

    It wants an MFA code, which root may replace by the `alternative` factors; or then a new password, `device` being
    the serial number of the device whose code was taken.
    """

    owner: str
    time: int
    wants: Literal["code", "new-password"] = "code"
    device: str | None = None
    alternative: Alternative | None = None


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody in the scenario.

    `user_name` is their IAM user; `passwords` is what they know, by the name it signs in. `phones` and `tokens` are
    theirs, newest last. `browser` is the access key id of their console session. `profiles` are the AWS CLI's.
    """

    name: str
    user_name: str | None = None
    passwords: tuple[tuple[str, str], ...] = ()
    phones: tuple[Phone, ...] = ()
    tokens: tuple[HardwareToken, ...] = ()
    browser: str | None = None
    pending: PendingSignIn | None = None
    profiles: HashTrieMap[str, Credentials] = field(default_factory=HashTrieMap)
    variables: HashTrieMap[str, str] = field(default_factory=HashTrieMap)

    @property
    def phone(self) -> Phone | None:
        """The phone they use now: the newest."""
        return self.phones[-1] if self.phones else None

    @property
    def address(self) -> str:
        """The address that their acts come from."""
        return SOURCE_IP if self.user_name is not None else ELSEWHERE

    def with_phone(self, phone: Phone) -> Person:
        """The person with their present phone changed."""
        return replace(self, phones=(*self.phones[:-1], phone))

    def with_token(self, token: HardwareToken) -> Person:
        """The person with the token of that serial number changed."""
        tokens = tuple(token if t.serial_number == token.serial_number else t for t in self.tokens)
        return replace(self, tokens=tokens)


def in_reach(person: str, device: Device) -> bool:
    """Whether a person can pick a device up and read it: the learner plays everybody, others only themselves."""
    if device.state == "stolen":
        return person == device.holder
    return device.state == "held" and person in (YOU, device.owner)


def whose(name: str) -> str:
    """The possessive of a person's name: `your`, `Alice's`."""
    return "your" if name == YOU else f"{name.capitalize()}'s"
