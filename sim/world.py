"""The world as a value, and what a command makes of it."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from rpds import HashTrieMap

from sim.account import Account, MFADevice
from sim.clock import ServiceClock, within
from sim.desk import Case, Leak, Mail
from sim.happening import Happening
from sim.packed import Packed
from sim.people import Person
from sim.policy.evaluate import Decision
from sim.totp import seed_bytes, time_step
from sim.trail import Event
from sim.tries import MOST_TRIES, Try, Way
from sim.values import changed
from sim.verdict import Emitter, Evidence, Verdict


@dataclass(frozen=True, slots=True)
class File:
    """A file of the world. A QR code is kept as the otpauth URI that its PNG shows, with its device's serial number."""

    text: str = ""
    otpauth: str | None = None
    serial_number: str | None = None


@dataclass(frozen=True, slots=True)
class RoleSession:
    """What is particular to a session that AssumeRole gave out.

    `policy` (JSON text) and `policy_arns` are its session policies. `tags` are its session tags,
    `transitive` the keys of those that a chained session keeps.
    """

    role_name: str
    role_id: str
    session_name: str
    policy: str | None = None
    policy_arns: tuple[str, ...] = ()
    tags: tuple[tuple[str, str], ...] = ()
    transitive: tuple[str, ...] = ()
    source_identity: str | None = None

    @property
    def owner(self) -> str:
        """Who a session's owner is: assumed-role/ROLE/NAME, which no user can be called."""
        return f"assumed-role/{self.role_name}/{self.session_name}"


@dataclass(frozen=True, slots=True)
class Session:
    """Temporary credentials: a console session or what STS gave out.

    `owner` is a user name, ROOT, or with a `role` that session's owner.
    """

    access_key_id: str
    secret_access_key: str
    session_token: str
    person: str
    owner: str
    kind: Literal["console", "sts"]
    issued: int
    expires: int
    mfa_time: int | None = None
    mfa_serial: str | None = None
    role: RoleSession | None = None


@dataclass(frozen=True, slots=True)
class World:
    """Everything: the clock, the account, the people with their devices, sessions, files and the trail (newest first).

    A world never changes; a command makes another one that shares what stayed the same. `shown` is the QR code last
    shown on the screen, `phone_in_use` whose phone was last looked at, `decision` what policies said of the last call
    (None where it needed no permission). `mail` went to root's address, `cases` are AWS Support's, `leaks` are
    passwords that attackers have from elsewhere. `coming` is what is still to happen by itself, in order; its times
    count from service time `begun`, which is None after a reset until the host's time is known again. `tries` are the
    codes that were judged last, the newest at the end.
    """

    seed: int
    scenario: str
    clock: ServiceClock
    account: Account
    people: HashTrieMap[str, Person] = field(default_factory=HashTrieMap)
    sessions: HashTrieMap[str, Session] = field(default_factory=HashTrieMap)
    files: HashTrieMap[str, File] = field(default_factory=HashTrieMap)
    trail: Packed[Event] = field(default_factory=Packed)
    shown: File | None = None
    decision: Decision | None = None
    mail: tuple[Mail, ...] = ()
    cases: tuple[Case, ...] = ()
    leaks: tuple[Leak, ...] = ()
    phone_in_use: str | None = None
    draws: int = 0
    begun: int | None = None
    coming: tuple[Happening, ...] = ()
    tries: tuple[Try, ...] = ()

    @property
    def time(self) -> int:
        """Service time, in milliseconds since the Unix epoch."""
        return self.clock.time

    def at(self, time: int) -> World:
        """The same world at another service time: the clock ran on, nothing else happened."""
        time = within(time)
        clock = self.clock
        if self.coming and self.begun is None:
            return replace(self, clock=replace(clock, time=time), begun=time)
        return self if time == clock.time else changed(self, clock=ServiceClock(time, clock.rate, clock.live))

    @property
    def due(self) -> int | None:
        """The service time of what happens next by itself; None where nothing will."""
        if not self.coming or self.begun is None:
            return None
        return within(self.begun + self.coming[0].after)

    def with_person(self, person: Person) -> World:
        """The world with a person changed."""
        return replace(self, people=self.people.insert(person.name, person))

    def with_event(self, event: Event) -> World:
        """The world with one more event in its trail."""
        return changed(self, trail=self.trail.push_front(event))

    def with_try(self, device: MFADevice, way: Way, codes: tuple[str, ...], verdict: Verdict) -> World:
        """The world in which it is remembered what was said of a code or a pair; `device` as it was before."""
        known = time_step(self.time) + device.validator.skew
        made = Try(self.time, device.serial_number, way, codes, verdict, known)
        return changed(self, tries=(*self.tries[1 - MOST_TRIES :], made))

    def draw(self, size: int) -> tuple[World, bytes]:
        """`size` bytes (64 at most) of the world's own randomness, and the world that has spent them."""
        text = f"{self.seed}:{self.draws}".encode()
        return replace(self, draws=self.draws + 1), hashlib.sha512(text).digest()[:size]

    def draw_id(self, prefix: str, length: int) -> tuple[World, str]:
        """An identifier as AWS makes them: `prefix` and `length` characters of base32."""
        world, data = self.draw(40)
        return world, prefix + base64.b32encode(data).decode()[:length]

    def draw_secret(self, length: int) -> tuple[World, str]:
        """`length` characters (80 at most) of base64, as in a secret access key."""
        world, data = self.draw(60)
        return world, base64.b64encode(data).decode()[:length]

    def evidence(self) -> Evidence:
        """What a diagnosis of a refused code may rest on: the devices in the room and whether time was moved."""
        emitters = []
        for name in sorted(self.people):
            person = self.people[name]
            for phone in person.phones:
                now = phone.clock.read(self.time)
                emitters += [Emitter(a.serial_number or a.label, seed_bytes(a.secret), now) for a in phone.accounts]
            for token in person.tokens:
                now = token.clock.read(self.time)
                emitters.append(Emitter(token.serial_number, seed_bytes(token.secret), now))
        return Evidence(tuple(emitters), not self.clock.live)


@dataclass(frozen=True, slots=True)
class Call:
    """One call of a service, as a tutor sees it: what was asked, and the cause of a refusal that AWS does not tell."""

    line: str
    person: str
    service: str | None = None
    operation: str | None = None
    parameters: Mapping[str, Any] = field(default_factory=dict)
    error: Mapping[str, str] | None = None
    cause: str | None = None
    steps_off: int | None = None
    clock: str | None = None
    device: str | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a command line: the next world, its standard output and error, its exit status, the last call.

    `told` is what was heard of happenings in that time; its lines stand in `output` as well.

    Status 0 is success, 252 a line that cannot be parsed, 253 no credentials, 254 a refusal by a service, as the AWS
    CLI has them; other refusals are 1.
    """

    world: World
    output: str = ""
    error: str = ""
    status: int = 0
    call: Call | None = None
    told: tuple[str, ...] = ()
