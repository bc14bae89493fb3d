"""What a refusal means, in the tutor's words: one or two sentences for each cause, with its numbers."""

from collections.abc import Mapping
from typing import Any

_PAIRED = ("EnableMFADevice", "ResyncMFADevice")

_PAIR = {
    "reused": "These two codes are not newer than the last two that AWS took for this device. "
    "Wait for two codes that the device has not shown before, and use those.",
    "same-code-twice": "Both boxes hold the same code. AWS wants two codes that follow each other: "
    "type one, wait until the device shows the next, and type that.",
    "swapped": "The two codes are right but the wrong way round. The older one goes first.",
    "not-consecutive": "Both codes come from this device, but another code lies between them. "
    "AWS wants two that follow each other, 30 seconds apart.",
    "never-valid": "This device does not show these two codes anywhere near now. "
    "Check the digits, and that the phone scanned the QR code of this device.",
}

_SINGLE = {
    "reused": "That code has been used already. Each code is taken once: wait for the next one.",
    "never-valid": "This device does not show that code anywhere near now. "
    "Check the digits, and that they are those of the right account.",
    "throttled": "Nine codes have been tried for this device, so AWS refuses every code for a while, right ones too. "
    "It listens again at the next full three minutes.",
}

_OTHER = {
    "wrong-password": "The password is not the right one. AWS does not say so at sign-in, to tell attackers nothing.",
    "no-such-user": "There is no user of that name in this account.",
    "no-console-password": "That user has no password for the console, and signs in with access keys only.",
    "wrong-account": "That is not this account's number or alias.",
    "no-prompt": "AWS is not asking for a code at the moment. Sign in with the user name and password first.",
    "not-six-digits": "A code has six digits, 0 to 9, and nothing else.",
    "name-taken": "Something of that name exists already. Each name stands once in an account, so take another.",
    "already-enabled": "The user has this device already. If its codes fail, resynchronize it.",
    "in-use": "That device belongs to another user. Each device serves one user.",
    "no-such-device": "There is no MFA device with that serial number.",
    "not-this-users-device": "The device exists, but not with that user. Name the user whose device it is.",
    "explicit-deny": "A policy forbids this to whoever makes this call, perhaps until an MFA code has been given.",
    "implicit-deny": "No policy allows this to whoever makes this call.",
    "still-assigned": "The device is still somebody's. Deactivate it first, and delete it after that.",
    "expired-token": "The session has ended. Sign in again.",
    "unknown-credentials": "There is no such access key: it was never made, was switched off or deleted, "
    "or belongs to a session that is over.",
    "wrong-secret-access-key": "The secret access key is not the one that belongs to this access key id.",
    "malformed-id": "An instance's id is i- and then 17 digits and letters from a to f.",
    "session-without-mfa": "That session was opened without MFA, and AWS lets it do nothing in IAM.",
}

_STS = {
    "not-this-users-device": "The device is not one of whoever makes this call. Name a device of your own.",
    "no-such-role": "There is no such role here. AWS does not say so, to tell outsiders nothing.",
}
"""What STS keeps to itself, and other services say."""


def explain_call(last: Mapping[str, Any]) -> str | None:
    """Say what really happened to a refused call, given as the `last` of a lesson; None when its cause is not known."""
    cause = last.get("cause")
    if not isinstance(cause, str):
        return None
    if cause in _STS and last.get("service") == "sts":
        return _STS[cause]
    if cause in _OTHER:
        return _OTHER[cause]
    pair = last.get("operation") in _PAIRED
    return explain(cause, pair, last.get("steps_off"), last.get("clock"), last.get("device"))


def explain(
    cause: str, pair: bool, steps_off: int | None = None, clock: str | None = None, device: str | None = None
) -> str | None:
    """Say what one of the validator's causes means; None for an unknown one.

    `pair` tells two codes (enable, resynchronize) from one (sign-in, STS). `steps_off` counts 30-second steps from
    the device's known time, negative when the code is old. `clock` names whose clock is likely wrong, "phone" or
    "service". `device` is what the code belongs to when that is another device.
    """
    known = _PAIR if pair else _SINGLE
    if cause in known:
        return known[cause]
    subject, verb = ("These codes", "are") if pair else ("That code", "is")
    if cause in ("too-old", "too-new"):
        old = cause == "too-old"
        distance = f"{subject} {verb} {_distance(steps_off)}too {'old' if old else 'new'}."
        return f"{distance} {_advice(old, pair, clock)}"
    if cause == "another-device":
        of = f", {device}," if device else ""
        return (
            f"{subject} {verb} right, but for another device{of} and not for this one. "
            f"Read the code under the account that you are working on."
        )
    return None


def _distance(steps_off: int | None) -> str:
    if not steps_off:
        return ""
    steps = abs(steps_off)
    seconds = steps * 30
    if seconds < 180:
        span = f"{seconds} seconds"
    elif seconds < 7_200:
        span = f"{seconds // 60} minutes"
    else:
        span = f"{seconds // 3_600} hours"
    return f"{steps} step{'s'[: steps != 1]}, {span}, "


def _advice(old: bool, pair: bool, clock: str | None) -> str:
    if clock == "phone":
        cure = "Set its clock right." if pair else "Set its clock right, or resynchronize the device."
        return f"The phone's clock is {'behind' if old else 'ahead'}. {cure}"
    if clock == "service":
        return f"The service's time has been moved, and is {'ahead of' if old else 'behind'} the code's."
    if old:
        return "Codes last about a minute: read the device again, and use what it shows now."
    return (
        "By AWS's reckoning the device has not shown it yet. If it shows it now, AWS has the device's time wrong, "
        "as happens when two codes are typed late: resynchronize the device."
    )
