"""What a failed exercise shows besides the assertion: the account, the validator's view, AWS's refusals."""

from __future__ import annotations

from typing import Any

from course.exercise.account import Account, Seen
from course.tutor.causes import explain, explain_call
from sim.clock import iso
from sim.view import last

MOST = 3
"""How many calls a section shows: the latest."""

MOST_CODES = 6
"""How many tries of codes a section shows."""

_CODES = ("EnableMFADevice", "ResyncMFADevice", "ConsoleLogin", "GetSessionToken", "AssumeRole")


def sections(account: Account) -> list[tuple[str, str]]:
    """The sections of a report, each with its title; those that have nothing to tell are left out."""
    found = [
        ("The account at the end", _account(account.state)),
        ("What the validator saw", "\n".join([_code(seen) for seen in account.calls if _is_code(seen)][-MOST_CODES:])),
        ("What AWS answered", _refusals(account)),
    ]
    return [(title, text) for title, text in found if text]


def _account(state: dict[str, Any]) -> str:
    lines = [f"{state['time']}, account {state['account']['Id']}"]
    lines += [_user(user) for user in state["users"]]
    lines += [
        f"MFA device {device['SerialNumber']}: nobody's"
        for device in state["virtual_mfa_devices"]
        if device["UserName"] is None
    ]
    lines += [_phone(person, phone) for person in state["people"] for phone in person["Phones"][-1:]]
    lines += [
        f"session: {session['Principal']} ({session['Kind']}, {'with' if session['MFA'] else 'without'} MFA), "
        f"in the hands of {session['Person']}, until {session['ExpiresAt']}"
        for session in state["sessions"]
    ]
    return "\n".join(lines)


def _user(user: dict[str, Any]) -> str:
    devices = ", ".join(_device(device) for device in user["MFADevices"]) or "no MFA device"
    parts = [devices, "a password" if user["HasPassword"] else "no password"]
    keys = [f"{key['AccessKeyId']} ({key['Status']})" for key in user["AccessKeys"]]
    named = [
        ("access keys", keys),
        ("groups", user["Groups"]),
        ("policies", [p["PolicyName"] for p in (*user["AttachedPolicies"], *user["InlinePolicies"])]),
    ]
    parts += [f"{name} {', '.join(values)}" for name, values in named if values]
    return f"user {user['UserName']}: {'; '.join(parts)}"


def _device(device: dict[str, Any]) -> str:
    skew = device["SkewSteps"]
    known = f", known to be {abs(skew)} steps {'ahead' if skew > 0 else 'behind'}" if skew else ""
    return f"MFA device {device['SerialNumber']}{known}"


def _phone(person: dict[str, Any], phone: dict[str, Any]) -> str:
    offset = phone["OffsetSeconds"]
    clock = f"clock {abs(offset):g} s {'ahead' if offset > 0 else 'behind'}" if offset else "clock right"
    shows = ", ".join(account["Label"] for account in phone["Accounts"]) or "nothing"
    return f"phone of {person['Name']}: {phone['State']}, {clock}, shows codes for {shows}"


def _is_code(seen: Seen) -> bool:
    return seen.call.operation in _CODES and (seen.call.error is None or _words_of_code(seen) is not None)


def _code(seen: Seen) -> str:
    words = "taken." if seen.call.error is None else _words_of_code(seen)
    return f"{iso(seen.time)} {seen.call.operation} {_who(seen)}: {words}"


def _words_of_code(seen: Seen) -> str | None:
    call = seen.call
    if call.cause is None:
        return None
    pair = call.operation in _CODES[:2]
    words = explain(call.cause, pair, call.steps_off, call.clock, call.device)
    return words and f"{call.cause}. {words}"


def _who(seen: Seen) -> str:
    name = seen.call.parameters.get("UserName") or seen.call.parameters.get("SerialNumber") or ""
    return f"for {name}" if name else f"by {seen.call.person}"


def _refusals(account: Account) -> str:
    refused = [seen for seen in account.calls if seen.call.error is not None][-MOST:]
    return "\n".join([*(_refusal(seen) for seen in refused), *account.log[-MOST:]])


def _refusal(seen: Seen) -> str:
    from sim.shell.explain import in_words

    call = seen.call
    assert call.error is not None
    lines = [f"{iso(seen.time)} {call.operation}: {call.error['Code']}: {call.error['Message']}"]
    words = explain_call(last(call))
    if words:
        lines.append(f"  {words}")
    if seen.decision is not None and not seen.decision.allowed and call.cause in ("explicit-deny", "implicit-deny"):
        lines += [f"  {line}" for line in in_words(seen.decision).splitlines()]
    return "\n".join(lines)
