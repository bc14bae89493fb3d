"""What the account says: the answers to read-only calls made as whoever is signed in."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Literal, TypeVar

from course.reading.commands import of
from sim.account import ROOT
from sim.shell import run
from sim.world import Outcome, World

T = TypeVar("T")

Peek = Callable[[str], Outcome]
"""Runs a line and forgets what it changed."""

PAGE_LENGTH = 50
"""Users on a page of the users list."""

_UNAUTHORIZED = re.compile(r"not authorized to perform: (\S+) on resource: (\S+)")

_ERROR_FRAME = "An error occurred ("


class RefusedError(Exception):
    """AWS's refusal of a read-only call: its code and message."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message

    def __eq__(self, other: object) -> bool:
        return isinstance(other, RefusedError) and (self.code, self.message) == (other.code, other.message)

    def __hash__(self) -> int:
        return hash((self.code, self.message))

    @property
    def is_gone(self) -> bool:
        """Whether it says that there is no such thing."""
        return (
            self.code.startswith("NoSuch")
            or self.code.endswith(("NotFound", "NotFoundException"))
            or self.code == "404"
        )

    @property
    def why(self) -> str:
        """What to type to hear why; empty where policies were not the cause."""
        return f"Why, step by step: type {self.asking}" if self.asking else ""

    @property
    def asking(self) -> str | None:
        """The `explain` line that tells why policies refused it; None where they were not the cause."""
        found = _UNAUTHORIZED.search(self.message) if self.code.startswith("AccessDenied") else None
        if found is None:
            return None
        action, resource = found.groups()
        return f"explain {action} {resource}" if resource.startswith("arn:") else f"explain {action}"


@dataclass(frozen=True, slots=True)
class Device:
    """An MFA device of a user as the list calls tell it."""

    serial_number: str
    since: str

    @property
    def kind(self) -> str:
        """Virtual or hardware, as the console calls it."""
        return "Virtual" if self.serial_number.startswith("arn:") else "Hardware"


Kind = Literal["user", "group", "role"]
"""What can hold policies."""


@dataclass(frozen=True, slots=True)
class Policy:
    """A policy that somebody holds: managed, with an ARN, or inline, without one."""

    name: str
    arn: str | None = None

    @property
    def type(self) -> str:
        """As the console calls it."""
        if self.arn is None:
            return "Inline"
        return "AWS managed" if self.arn.startswith("arn:aws:iam::aws:") else "Customer managed"


@dataclass(frozen=True, slots=True)
class Credentials:
    """A user's credentials; what the caller may not see is a RefusedError in its place."""

    user_name: str
    created: str
    devices: tuple[Device, ...] | RefusedError
    password: bool | RefusedError
    access_keys: tuple[tuple[str, str, str], ...] | RefusedError


class Reader:
    """Makes the calls. Every answer is of the moment it is asked for."""

    def __init__(self, peek: Peek) -> None:
        self._peek = peek

    @classmethod
    def of(cls, world: World) -> Reader:
        """Of one moment: what the account said in that world."""
        return cls(partial(run, world))

    def call(self, operation: str, service: str = "iam", **options: str) -> dict[str, Any]:
        """Call an operation, of IAM if no other service is named, and return its answer.

        Raises RefusedError when AWS says no.
        """
        outcome = self._peek(of(service, operation, **options, output="json"))
        if outcome.status:
            raise _refusal(outcome)
        answer: dict[str, Any] = json.loads(outcome.output) if outcome.output.strip() else {}
        return answer

    def users(self, token: str = "") -> tuple[list[tuple[str, str]], str]:
        """A page of users by name, each with the day of making; and the token of the next page, empty at the end.

        Without a `token` it is the first page.
        """
        options = {"marker": token} if token else {}
        answer = self.call("list-users --no-paginate", max_items=str(PAGE_LENGTH), **options)
        return _named(answer), answer.get("Marker", "")

    def every_user(self) -> list[tuple[str, str]]:
        """All users, as `users` has them."""
        return _named(self.call("list-users"))

    def credentials(self, user_name: str, created: str) -> Credentials:
        """What the users list shows of a user."""
        return Credentials(
            user_name,
            created,
            attempt(lambda: self.devices(user_name)),
            attempt(lambda: self.has_password(user_name)),
            attempt(lambda: self.access_keys(user_name)),
        )

    def devices(self, user_name: str | None) -> tuple[Device, ...]:
        """A user's MFA devices; without a name, or for the root user, those of the caller."""
        options = {"user_name": user_name} if user_name and user_name != ROOT else {}
        found = self.call("list-mfa-devices", **options)["MFADevices"]
        return tuple(Device(device["SerialNumber"], day(device["EnableDate"])) for device in found)

    def has_password(self, user_name: str) -> bool:
        """Whether a user has a console password."""
        try:
            self.call("get-login-profile", user_name=user_name)
        except RefusedError as refusal:
            if refusal.code == "NoSuchEntity":
                return False
            raise
        return True

    def access_keys(self, user_name: str) -> tuple[tuple[str, str, str], ...]:
        """A user's access keys: id, status, day of making."""
        keys = self.call("list-access-keys", user_name=user_name)["AccessKeyMetadata"]
        return tuple((key["AccessKeyId"], key["Status"], day(key["CreateDate"])) for key in keys)

    def groups(self, user_name: str) -> tuple[str, ...]:
        """The groups that a user is in."""
        return tuple(group["GroupName"] for group in self.call("list-groups-for-user", user_name=user_name)["Groups"])

    def policies_of(self, kind: Kind, name: str) -> tuple[Policy, ...]:
        """The policies of a user's, group's or role's own: attached ones, then inline ones."""
        holder = {f"{kind}_name": name}
        attached = self.call(f"list-attached-{kind}-policies", **holder)["AttachedPolicies"]
        inline = self.call(f"list-{kind}-policies", **holder)["PolicyNames"]
        return (
            *(Policy(policy["PolicyName"], policy["PolicyArn"]) for policy in attached),
            *(Policy(policy) for policy in inline),
        )

    def document(self, policy_arn: str) -> dict[str, Any]:
        """The document of a managed policy's default version."""
        version = self.call("get-policy", policy_arn=policy_arn)["Policy"]["DefaultVersionId"]
        found = self.call("get-policy-version", policy_arn=policy_arn, version_id=version)
        document: dict[str, Any] = found["PolicyVersion"]["Document"]
        return document

    def unassigned(self) -> tuple[str, ...]:
        """The serial numbers of the account's virtual devices that nobody has."""
        found = self.call("list-virtual-mfa-devices", assignment_status="Unassigned")["VirtualMFADevices"]
        return tuple(device["SerialNumber"] for device in found)


def attempt(ask: Callable[[], T]) -> T | RefusedError:
    """The answer, or the refusal as a value."""
    try:
        return ask()
    except RefusedError as refusal:
        return refusal


def before(read: Callable[[Reader], Sequence[T]], was: Reader | None) -> Sequence[T] | None:
    """What `read` gives of the account before its last change; None where none is to be told, or it is refused."""
    try:
        return None if was is None else read(was)
    except RefusedError:
        return None


def day(date: str) -> str:
    """The day of an ISO 8601 time."""
    return date[:10]


def words_of(outcome: Outcome) -> str:
    """The words of a refusal, without the frame that the AWS CLI puts round them."""
    if outcome.call is not None and outcome.call.error is not None:
        return str(outcome.call.error["Message"]).strip()
    text = outcome.error.strip()
    if _ERROR_FRAME in text:
        text = text.partition(": ")[2]
    return text or f"It ended with status {outcome.status}."


def _named(answer: dict[str, Any]) -> list[tuple[str, str]]:
    return [(user["UserName"], day(user["CreateDate"])) for user in answer["Users"]]


def _refusal(outcome: Outcome) -> RefusedError:
    error = outcome.call.error if outcome.call else None
    return RefusedError(error["Code"] if error else "", words_of(outcome))
