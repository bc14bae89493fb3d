"""Checks for what changed: expressions that are false of the state before, and true of the state after."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sim.expression import ExpressionError
from sim.expression import compile as compile_expression
from sim.view import state
from sim.world import World

MOST = 2
"""Checks that are suggested."""

_KEYS = {
    "users": "UserName",
    "groups": "GroupName",
    "roles": "RoleName",
    "policies": "PolicyName",
    "virtual_mfa_devices": "SerialNumber",
    "buckets": "Name",
    "instances": "InstanceId",
    "people": "Name",
}
"""The lists of the state document in which things are told apart by a name, and the name's key."""

_PASSING = {"CreateDate", "LastUsedDate", "ExpiresAt", "UserId", "Arn", "EnableDate", "OffsetSeconds", "SkewSteps"}
"""What is another at every try, and so no matter for a check."""


def suggestions(before: World, after: World) -> tuple[str, ...]:
    """Up to two checks for what is different, the plainest first; each is proved on both worlds."""
    old, new = state(before.at(after.time)), state(after)
    found: list[str] = []
    for text in _candidates(old, new):
        if len(found) < MOST and text not in found and _fits(text, state(before), new):
            found.append(text)
    return tuple(found)


def _fits(text: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> bool:
    try:
        expression = compile_expression(text)
    except ExpressionError:
        return False
    return expression.is_true(new) and not expression.is_true(old)


def _candidates(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[str]:
    yield from _inside("root", old["root"], new["root"], "root")
    for name, key in _KEYS.items():
        yield from _named(name, key, old.get(name) or [], new.get(name) or [])
    yield from _sessions(old["sessions"], new["sessions"])
    yield from _inside("account", old["account"], new["account"], "account")
    if len(new["support"]["Cases"]) > len(old["support"]["Cases"]):
        yield f"length(support.Cases) >= `{len(new['support']['Cases'])}`"
    known = len(old["trail"])
    for event in reversed(new["trail"][known:]):
        if not event.get("errorCode"):
            yield f"length(trail[?eventName=={_raw(event['eventName'])} && !errorCode]) >= `1`"


def _named(name: str, key: str, old: Sequence[Mapping[str, Any]], new: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """What was added to a list, what was removed from it, and what changed in one of its things."""
    before, after = {each[key]: each for each in old}, {each[key]: each for each in new}
    for identity in sorted(after.keys() - before.keys()):
        yield f"length({name}[?{key}=={_raw(identity)}]) == `1`"
    for identity in sorted(before.keys() - after.keys()):
        yield f"length({name}[?{key}=={_raw(identity)}]) == `0`"
    for identity in sorted(after.keys() & before.keys()):
        where = f"{name}[?{key}=={_raw(identity)}]"
        yield from _inside(name, before[identity], after[identity], f"{where} | [0]")


def _inside(name: str, old: Mapping[str, Any], new: Mapping[str, Any], where: str) -> Iterator[str]:
    for key in new:
        was, now = old.get(key), new[key]
        if was == now or key in _PASSING:
            continue
        place = f"{where}.{key}"
        if name == "people" and key == "Phones" and now:
            yield from _inside("phone", was[-1] if was else {}, now[-1], f"{place} | [-1]")
        elif isinstance(now, list):
            sign = "==" if not now or len(now) < len(was or ()) else ">="
            yield f"length({place}) {sign} `{len(now)}`"
            yield f"({place}) == {_literal(now)}"
        elif isinstance(now, str):
            yield f"({place}) == {_raw(now)}"
        elif now is None or isinstance(now, bool | int | float):
            yield f"({place}) == {_literal(now)}"


def _sessions(old: Sequence[Mapping[str, Any]], new: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    known = list(old)
    for session in new:
        if session in known:
            known.remove(session)
            continue
        factor = "MFA" if session["MFA"] else "!MFA"
        yield (
            f"length(sessions[?Principal=={_raw(session['Principal'])} && Kind=={_raw(session['Kind'])} && {factor}])"
            " >= `1`"
        )


def _raw(text: str) -> str:
    r"""A text as JMESPath's raw string; a quote in it is written \'."""
    escaped = text.replace("\\", "\\\\").replace("'", "\\'")
    return f"'{escaped}'"


def _literal(value: object) -> str:
    return "`" + json.dumps(value).replace("`", "\\`") + "`"
