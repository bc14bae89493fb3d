"""AWS Security Token Service: GetCallerIdentity and GetSessionToken."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from sim.account import ROOT
from sim.clock import SECOND, Timestamp
from sim.errors import ServiceError, access_denied
from sim.services.context import Context, user_id
from sim.services.declare import Operation, Parameter, Shape, account_resource
from sim.world import RoleSession, Session, World

DEFAULT_DURATION = 43_200
"""Seconds that GetSessionToken's credentials live (STS API Reference); root's at most 3,600."""


def _get_caller_identity(context: Context, parameters: Mapping[str, Any]) -> tuple[World, dict[str, Any]]:
    account = context.world.account.account_id
    return context.world, {
        "UserId": user_id(context.world, context.principal),
        "Account": account,
        "Arn": context.arn,
    }


def _get_session_token(context: Context, parameters: Mapping[str, Any]) -> tuple[World, dict[str, Any]]:
    if context.principal.session is not None and context.principal.session.kind == "sts":
        raise access_denied("Cannot call GetSessionToken with session credentials", "session-credentials")
    world, serial = context.world, parameters.get("SerialNumber")
    if (serial is None) != ("TokenCode" not in parameters):
        raise access_denied(
            "MultiFactorAuthentication failed, must provide both MFA serial number and one time pass code.",
            "serial-and-code-go-together",
        )
    mfa_time = None
    if serial is not None:
        world = verify_code(context, serial, parameters["TokenCode"])
        mfa_time = world.time
    seconds = parameters.get("DurationSeconds", DEFAULT_DURATION)
    if context.principal.owner == ROOT:
        seconds = min(seconds, 3_600)
    world, session = open_session(
        world, context.person, context.principal.owner, "sts", seconds * SECOND, mfa_time, serial
    )
    return world, {
        "Credentials": {
            "AccessKeyId": session.access_key_id,
            "SecretAccessKey": session.secret_access_key,
            "SessionToken": session.session_token,
            "Expiration": Timestamp(session.expires),
        }
    }


def verify_code(context: Context, serial_number: str, code: str) -> World:
    """The world after STS took the caller's MFA code; the code is spent.

    Raises ServiceError (AccessDenied) in STS's words, with the verdict; a wrong code still counts as a try.
    """
    world = context.world
    device = world.account.mfa_devices.get(serial_number)
    if device is None or device.owner != context.principal.owner:
        raise access_denied(_UNABLE, "not-this-users-device")
    validator, verdict = device.validator.single(code, world.time, world.evidence)
    world = replace(world, account=world.account.with_device(replace(device, validator=validator)))
    world = world.with_try(device, "sts", (code,), verdict)
    if not verdict.accepted:
        words = _UNABLE if verdict.cause == "throttled" else _WRONG
        raise ServiceError("AccessDenied", 403, words, verdict=verdict, world=world)
    return world


_UNABLE = (
    "MultiFactorAuthentication failed, unable to validate MFA code.  "
    "Please verify your MFA serial number is valid and associated with this user."
)
_WRONG = "MultiFactorAuthentication failed with invalid MFA one time pass code. "


def open_session(
    world: World,
    person: str,
    owner: str,
    kind: str,
    lifetime: int,
    mfa_time: int | None = None,
    mfa_serial: str | None = None,
    role: RoleSession | None = None,
) -> tuple[World, Session]:
    """A fresh session of `owner` (as in Session) in `person`'s hands; `lifetime` in milliseconds."""
    world, key_id = world.draw_id("ASIA", 16)
    world, secret = world.draw_secret(40)
    world, token = world.draw_secret(80)
    session = Session(
        key_id,
        secret,
        token,
        person,
        owner,
        "console" if kind == "console" else "sts",
        world.time,
        world.time + lifetime,
        mfa_time,
        mfa_serial,
        role,
    )
    return replace(world, sessions=world.sessions.insert(key_id, session)), session


OPERATIONS = (
    Operation(
        "sts",
        "GetCallerIdentity",
        "Tell who the caller is; needs no permission.",
        (),
        ("UserId", "Account", "Arn"),
        (),
        _get_caller_identity,
        account_resource("*"),
        read_only=True,
    ),
    Operation(
        "sts",
        "GetSessionToken",
        "Give temporary credentials, with MFA when a device's serial number and code are given; needs no permission.",
        (
            Parameter(
                "DurationSeconds",
                Shape("integer", minimum=900, maximum=129_600),
                "How long they live; 43,200 by default.",
            ),
            Parameter(
                "SerialNumber", Shape(minimum=9, maximum=256, pattern=r"[\w+=/:,.@-]*"), "The caller's MFA device."
            ),
            Parameter("TokenCode", Shape(minimum=6, maximum=6, pattern=r"[\d]*"), "The code it shows."),
        ),
        ("Credentials",),
        ("RegionDisabledException",),
        _get_session_token,
        account_resource("*"),
    ),
)
