"""The state document: a world as checks, instructors and outside programs read it.

AWS's own shapes and names where AWS has them; every list is sorted by name, the trail by time. Its JSON Schema is
state.schema.json, beside this module.

A world shares with the one before it whatever stayed the same, and so do their documents: a `View` writes only those
parts anew that are made of other values than in the View it goes on from.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from operator import is_
from typing import Any

from sim.account import ROOT
from sim.clock import iso
from sim.services.iam.password_policy import policy_document
from sim.services.support import caught_up
from sim.view_account import (
    device_document,
    group_document,
    managed_policy_document,
    role_document,
    try_document,
    user_document,
    virtual_devices,
)
from sim.view_people import case_document, leak_document, person_document, session_document
from sim.view_storage import buckets, instances
from sim.view_trail import WrittenTrail
from sim.world import Call, World

Sources = tuple[object, ...]
"""The values that a part of a document is made of."""


@dataclass(frozen=True, slots=True)
class View:
    """A world and its state document. Documents share parts with each other: nobody may change them."""

    world: World
    document: dict[str, Any]
    _parts: Mapping[str, tuple[Sources, Any]]
    _trail: WrittenTrail

    @classmethod
    def of(cls, world: World, before: View | None = None) -> View:
        """The view of a world; what it shares with the world of `before` is taken over from there.

        Whatever `before` is, the document is the same.
        """
        if before is not None and before.world is world:
            return before
        parts = _Parts(before._parts if before else {})
        now = caught_up(world)
        trail = (before._trail if before else WrittenTrail()).followed_by(now.trail, now.account.rules)
        return cls(world, _document(now, parts, trail), parts.written, trail)


def state(world: World) -> dict[str, Any]:
    """The whole state document, of which nothing is shared; only what JSON can hold."""
    document = View.of(world).document
    return document | {"trail": list(document["trail"])}


def last(call: Call) -> dict[str, Any]:
    """The last call as a `mistake` or `predict` reads it."""
    return {
        "line": call.line,
        "person": call.person,
        "service": call.service,
        "operation": call.operation,
        "parameters": dict(call.parameters),
        "error": dict(call.error) if call.error else None,
        "cause": call.cause,
        "steps_off": call.steps_off,
        "clock": call.clock,
        "device": call.device,
    }


class _Parts:
    """The parts of a document that is being written, each beside what it was made of."""

    def __init__(self, before: Mapping[str, tuple[Sources, Any]]) -> None:
        self._before = before
        self.written: dict[str, tuple[Sources, Any]] = {}

    def part(self, name: str, sources: Sources, make: Callable[[], Any]) -> Any:
        """A part that depends on `sources` alone: as it was made before of the very same, or else made now."""
        self.written[name] = kept = _kept(self._before.get(name), sources, make)
        return kept[1]

    def each(
        self,
        name: str,
        sources: Sources,
        keys: Iterable[str],
        sources_of: Callable[[str], Sources],
        make: Callable[[str], Any],
        order: Callable[[str], Any] | None = None,
    ) -> list[Any]:
        """A list in the `order` of its keys, which depends on `sources`; its elements depend on their own alone."""

        def elements() -> dict[str, tuple[Sources, Any]]:
            before = self._before[name][1] if name in self._before else {}
            return {key: _kept(before.get(key), sources_of(key), partial(make, key)) for key in sorted(keys, key=order)}

        return [element for _, element in self.part(name, sources, elements).values()]


def _kept(before: tuple[Sources, Any] | None, sources: Sources, make: Callable[[], Any]) -> tuple[Sources, Any]:
    if before is not None and len(before[0]) == len(sources) and all(map(is_, before[0], sources)):
        return before
    return sources, make()


def _document(world: World, parts: _Parts, trail: WrittenTrail) -> dict[str, Any]:
    account = world.account
    number = account.account_id
    sessions, now = world.sessions, world.time
    return {
        "time": iso(now),
        "account": {
            "Id": number,
            "Alias": account.alias,
            "PasswordPolicy": policy_document(account.password_policy) if account.password_policy else None,
        },
        "root": {
            "Email": account.root.email,
            "MFADevices": [device_document(device) for device in account.devices_of(ROOT)],
        },
        "users": parts.each(
            "users",
            (account.users, account.mfa_devices, number),
            account.users,
            lambda name: (account.users[name], number, *account.devices_of(name)),
            lambda name: user_document(account, account.users[name]),
        ),
        "virtual_mfa_devices": parts.part(
            "virtual_mfa_devices", (account.mfa_devices,), partial(virtual_devices, account)
        ),
        "groups": parts.each(
            "groups",
            (account.groups, number),
            account.groups,
            lambda name: (account.groups[name], number),
            lambda name: group_document(account, account.groups[name]),
        ),
        "roles": parts.each(
            "roles",
            (account.roles, number),
            account.roles,
            lambda name: (account.roles[name], number),
            lambda name: role_document(account, account.roles[name]),
        ),
        "policies": parts.each(
            "policies",
            (account.policies,),
            account.policies,
            lambda arn: (account.policies[arn],),
            lambda arn: managed_policy_document(account.policies[arn]),
        ),
        "buckets": parts.part("buckets", (account.buckets,), partial(buckets, account)),
        "instances": instances(account, now),
        "rules": trail.rules(account),
        "people": [person_document(world, world.people[name]) for name in sorted(world.people)],
        "sessions": [
            document
            for expires, document in parts.each(
                "sessions",
                (sessions,),
                sessions,
                lambda key: (sessions[key],),
                lambda key: (sessions[key].expires, session_document(sessions[key])),
                lambda key: (sessions[key].issued, key),
            )
            if now < expires
        ],
        "trail": trail.documents,
        "tries": parts.part("tries", (world.tries,), lambda: [try_document(each) for each in world.tries]),
        "support": {"Cases": [case_document(case) for case in world.cases]},
        "leaks": [leak_document(world, leak) for leak in world.leaks],
    }
