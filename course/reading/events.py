"""An event of CloudTrail in plain words: who did what, from where, with MFA or not, and what came of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

Record = Mapping[str, Any]
"""An event as CloudTrail records it."""


def told(record: Record, resources: list[str] | tuple[str, ...] = ()) -> str:
    """An event in plain words: who did what to what, from where, with MFA or not, and what came of it."""
    what = f"called {record['eventName']} of {str(record['eventSource']).partition('.')[0]}"
    if record["eventName"] == "ConsoleLogin":
        what = "signed in to the console" if _login(record) == "Success" else "tried to sign in to the console"
    about = f" on {', '.join(dict.fromkeys(resources))}" if resources else ""
    sentence = f"{who(record)} {what}{about}, from {record['sourceIPAddress']}, {with_mfa(record)}."
    return f"{sentence} {result(record)}"


def who(record: Record) -> str:
    """Who called, as people say it."""
    identity = record["userIdentity"]
    if identity.get("type") == "Root":
        return "The root user"
    if identity.get("type") == "AssumedRole":
        role = identity.get("sessionContext", {}).get("sessionIssuer", {}).get("userName", "a role")
        return f"{str(identity.get('principalId', '')).rpartition(':')[2]}, in the role {role},"
    return str(identity.get("userName") or "Somebody without a name here")


def with_mfa(record: Record) -> str:
    """Whether a second factor was given, or why none was asked for."""
    used = (record.get("additionalEventData") or {}).get("MFAUsed")
    if used is not None:
        return "with MFA" if used == "Yes" else "without MFA"
    identity = record["userIdentity"]
    attributes = identity.get("sessionContext", {}).get("attributes", {})
    if "mfaAuthenticated" in attributes:
        return f"in a session {'with' if attributes['mfaAuthenticated'] == 'true' else 'without'} MFA"
    key = identity.get("accessKeyId")
    return f"by the access key {key}, which asks for no code" if key else "and MFA is not told of"


def result(record: Record) -> str:
    """What came of it."""
    code = record.get("errorCode")
    if code:
        return f"✗ It was refused: {code}."
    if record["eventName"] == "ConsoleLogin" and _login(record) != "Success":
        return "✗ It failed."
    return "✓ It was done." if not record.get("readOnly") else "✓ It was answered; nothing was changed."


def _login(record: Record) -> object:
    return (record.get("responseElements") or {}).get("ConsoleLogin")
