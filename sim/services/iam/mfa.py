"""MFA devices of users: assigning, resynchronizing, deactivating, listing.

The words of the refusals and the order of the checks are as recorded by third parties in September 2026, where AWS's
own pages do not give them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from sim.account import ROOT, MFADevice, User
from sim.clock import Timestamp
from sim.errors import ServiceError, access_denied, no_such_entity
from sim.services.context import Context
from sim.services.declare import Operation, Parameter, Shape
from sim.services.iam.shapes import (
    OWN_SHORT_USER_NAME,
    OWN_USER_NAME,
    PAGING,
    TRUNCATED,
    USER_NAME,
    page,
    user_resource,
)
from sim.tries import Way
from sim.world import World

DEVICES_PER_USER = 8
"""MFA devices of a user or of root, since 16 November 2022 (IAM User Guide, document history)."""

LONGEST_SERIAL_NUMBER = 256

SERIAL_NUMBER = Shape(minimum=9, maximum=LONGEST_SERIAL_NUMBER, pattern=r"[\w+=/:,.@-]+")
CODE = Shape(
    minimum=6,
    maximum=6,
    pattern=r"[\d]+",
    words="The specified value for '{name}' is invalid. It must be a six-digit decimal number",
)
CODES = (
    Parameter("AuthenticationCode1", CODE, "A code that the device shows.", required=True),
    Parameter("AuthenticationCode2", CODE, "The code that the device shows next.", required=True),
)
SERIAL = Parameter(
    "SerialNumber", SERIAL_NUMBER, "The device: a virtual one's ARN, or what stands on a token's back.", required=True
)


def _enable(context: Context, parameters: Mapping[str, Any]) -> tuple[World, dict[str, Any]]:
    world, user = context.world, _user(context, parameters["UserName"])
    _own_device_needs_mfa(context, user)
    device = known_device(world, parameters["SerialNumber"])
    if device.owner == user.user_name:
        raise ServiceError(
            "EntityAlreadyExists",
            409,
            f"MFA Device for user {user.user_name} already exists.",
            cause="already-enabled",
        )
    if device.owner is not None:
        raise ServiceError("EntityAlreadyExists", 409, "MFA Device is already in use.", cause="in-use")
    if len(user.mfa_devices) >= DEVICES_PER_USER:
        raise ServiceError(
            "LimitExceeded", 409, f"Cannot exceed quota for MFADevicesPerUser: {DEVICES_PER_USER}", cause="quota"
        )
    world, device = paired(world, device, parameters, "enable")
    device = replace(device, enable_date=world.time)
    return replace(world, account=world.account.assign(device, user.user_name)), {}


def _resync(context: Context, parameters: Mapping[str, Any]) -> tuple[World, dict[str, Any]]:
    world, user = context.world, _user(context, parameters["UserName"])
    device = _assigned(world, user, parameters["SerialNumber"])
    world, device = paired(world, device, parameters, "resync")
    return replace(world, account=world.account.with_device(device)), {}


def _deactivate(context: Context, parameters: Mapping[str, Any]) -> tuple[World, dict[str, Any]]:
    world, user = context.world, _user(context, parameters.get("UserName"))
    _own_device_needs_mfa(context, user)
    device = _assigned(world, user, parameters["SerialNumber"])
    return replace(world, account=world.account.release(device)), {}


def _list(context: Context, parameters: Mapping[str, Any]) -> tuple[World, dict[str, Any]]:
    world = context.world
    name = parameters.get("UserName")
    if name is None and context.principal.owner == ROOT:
        owner, shown = ROOT, "root"
    else:
        owner = shown = context.user(name).user_name
    return world, page(
        "MFADevices",
        world.account.devices_of(owner),
        parameters,
        lambda device: {
            "UserName": shown,
            "SerialNumber": device.serial_number,
            "EnableDate": Timestamp(device.enable_date or 0),
        },
    )


def _get(context: Context, parameters: Mapping[str, Any]) -> tuple[World, dict[str, Any]]:
    if (name := parameters.get("UserName")) is not None:
        context.user(name)
    raise ServiceError(
        "ValidationError",
        400,
        "The MFA device serial number sent in the request is invalid or not supported by this API. Currently, only "
        "hardware FIDO security keys are supported. Please use the compatible device or API.",
        cause="not-a-fido-key",
    )


def _user(context: Context, name: str | None) -> User:
    """The user that a UserName means; root's own devices are managed on the console alone, so no name means root."""
    try:
        return context.user(name)
    except ServiceError as error:
        if context.principal.owner == ROOT and (name or "root").lower().endswith("root"):
            error.cause = "root-on-the-console-only"
        raise


def known_device(world: World, serial_number: str) -> MFADevice:
    """The MFA device of that serial number.

    Raises ServiceError (NoSuchEntity).
    """
    device = world.account.mfa_devices.get(serial_number)
    if device is None:
        raise unknown_device(serial_number)
    return device


def unknown_device(serial_number: str) -> ServiceError:
    """NoSuchEntity for a serial number; AWS's own words are not confirmed."""
    kind = "VirtualMFADevice" if serial_number.startswith("arn:") else "MFADevice"
    return no_such_entity(f"{kind} with serial number {serial_number} does not exist.", "no-such-device")


def _assigned(world: World, user: User, serial_number: str) -> MFADevice:
    device = known_device(world, serial_number)
    if device.owner != user.user_name:
        raise no_such_entity("MFA Device invalid for user.", "not-this-users-device")
    return device


def paired(world: World, device: MFADevice, parameters: Mapping[str, Any], way: Way) -> tuple[World, MFADevice]:
    """The world that remembers the try, and the device after it took AuthenticationCode1 and AuthenticationCode2.

    Raises ServiceError (InvalidAuthenticationCode) with the validator's verdict.
    """
    codes = parameters["AuthenticationCode1"], parameters["AuthenticationCode2"]
    validator, verdict = device.validator.pair(*codes, world.time, world.evidence)
    world = world.with_try(device, way, codes, verdict)
    if not verdict.accepted:
        words = "Authentication code for device is not valid."
        raise ServiceError("InvalidAuthenticationCode", 403, words, verdict=verdict, world=world)
    return world, replace(device, validator=validator)


def _own_device_needs_mfa(context: Context, user: User) -> None:
    """A user who has MFA changes an own device only in a session with MFA (AWS security bulletin AWS-2023-001)."""
    own = user.user_name == context.principal.owner
    if own and user.mfa_devices and not context.principal.has_mfa:
        raise access_denied(
            "To complete this action, please ensure that you are authenticated with an MFA device that is enabled "
            "for this user.",
            "needs-mfa-session",
        )


_CHANGE = ("ConcurrentModification", "EntityTemporarilyUnmodifiable", "LimitExceeded", "NoSuchEntity", "ServiceFailure")

OPERATIONS = (
    Operation(
        "iam",
        "EnableMFADevice",
        "Assign an MFA device to a user, by two codes that it shows one after the other.",
        (USER_NAME, SERIAL, *CODES),
        (),
        ("EntityAlreadyExists", "InvalidAuthenticationCode", *_CHANGE),
        _enable,
        user_resource,
    ),
    Operation(
        "iam",
        "ResyncMFADevice",
        "Let AWS learn how far a device's clock is off, by two codes that it shows one after the other.",
        (USER_NAME, SERIAL, *CODES),
        (),
        ("InvalidAuthenticationCode", "NoSuchEntity", "LimitExceeded", "ServiceFailure", "ConcurrentModification"),
        _resync,
        user_resource,
    ),
    Operation(
        "iam",
        "DeactivateMFADevice",
        "Take an MFA device from a user, who then signs in with the password alone.",
        (OWN_USER_NAME, SERIAL),
        (),
        _CHANGE,
        _deactivate,
        user_resource,
    ),
    Operation(
        "iam",
        "ListMFADevices",
        "List a user's MFA devices.",
        (OWN_USER_NAME, *PAGING),
        ("MFADevices", *TRUNCATED),
        ("NoSuchEntity", "ServiceFailure"),
        _list,
        user_resource,
        pages="MFADevices",
        read_only=True,
    ),
    Operation(
        "iam",
        "GetMFADevice",
        "Tell about a FIDO security key; other devices are refused.",
        (Parameter("SerialNumber", SERIAL_NUMBER, "The key's ARN.", required=True), OWN_SHORT_USER_NAME),
        ("UserName", "SerialNumber", "EnableDate", "Certifications"),
        ("NoSuchEntity", "ServiceFailure"),
        _get,
        user_resource,
        read_only=True,
    ),
)
