"""The root user's own MFA devices, which only the console manages (IAM User Guide): never the API, never the CLI.

The trail shows what the console does under the names of the API's operations, as CloudTrail's own example of root
has it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from sim.account import ROOT
from sim.errors import ServiceError, access_denied, no_such_entity
from sim.services.check import check_parameters
from sim.services.context import Principal, identity_document
from sim.services.declare import Parameter
from sim.services.iam.mfa import CODES, DEVICES_PER_USER, SERIAL, known_device, paired
from sim.services.invoke import event_id
from sim.trail import SOURCE_IP, Event
from sim.world import Session, World

NAME = "AWS ROOT USER"
"""What the trail calls root where an operation has a UserName (CloudTrail User Guide)."""


def _enable(world: World, parameters: Mapping[str, Any]) -> World:
    device = known_device(world, parameters["SerialNumber"])
    if device.owner == ROOT:
        raise ServiceError(
            "EntityAlreadyExists", 409, "MFA Device for user root already exists.", cause="already-enabled"
        )
    if device.owner is not None:
        raise ServiceError("EntityAlreadyExists", 409, "MFA Device is already in use.", cause="in-use")
    if len(world.account.root.mfa_devices) >= DEVICES_PER_USER:
        raise ServiceError(
            "LimitExceeded", 409, f"Cannot exceed quota for MFADevicesPerUser: {DEVICES_PER_USER}", cause="quota"
        )
    world, device = paired(world, device, parameters, "enable")
    device = replace(device, enable_date=world.time)
    return replace(world, account=world.account.assign(device, ROOT))


def _resync(world: World, parameters: Mapping[str, Any]) -> World:
    device = known_device(world, parameters["SerialNumber"])
    _is_roots(device.owner)
    world, device = paired(world, device, parameters, "resync")
    return replace(world, account=world.account.with_device(device))


def _deactivate(world: World, parameters: Mapping[str, Any]) -> World:
    device = known_device(world, parameters["SerialNumber"])
    _is_roots(device.owner)
    return replace(world, account=world.account.release(device))


def _is_roots(owner: str | None) -> None:
    if owner != ROOT:
        raise no_such_entity("MFA Device invalid for user.", "not-this-users-device")


ACTS: Mapping[str, tuple[tuple[Parameter, ...], Callable[[World, Mapping[str, Any]], World], str]] = {
    "EnableMFADevice": ((SERIAL, *CODES), _enable, "The MFA device was successfully associated."),
    "ResyncMFADevice": ((SERIAL, *CODES), _resync, "The MFA device is in step again."),
    "DeactivateMFADevice": ((SERIAL,), _deactivate, "The MFA device was deactivated."),
}
"""What root's security page can do: its parameters, its function, and what the page says afterwards."""


def act(world: World, session: Session | None, name: str, parameters: Mapping[str, str]) -> World:
    """Do one of ACTS on root's security page, in a console session.

    Raises ServiceError in IAM's words, its world keeping the event; AccessDenied for whoever is not signed in as root.
    """
    if session is None or session.owner != ROOT:
        raise access_denied(
            "Only the root user, signed in to the console, manages the root user's MFA devices.", "not-root"
        )
    shapes, function, _ = ACTS[name]
    principal = Principal(ROOT, session.access_key_id, session)
    try:
        check_parameters(shapes, parameters)
        after = function(world, parameters)
    except ServiceError as error:
        error.world = _recorded(error.world or world, principal, name, parameters, error)
        raise
    return _recorded(after, principal, name, parameters)


def _recorded(
    world: World,
    principal: Principal,
    name: str,
    parameters: Mapping[str, str],
    error: ServiceError | None = None,
) -> World:
    event = Event(
        event_id(world),
        world.time,
        "iam.amazonaws.com",
        name,
        "AwsApiCall",
        identity_document(world, principal),
        world.account.account_id,
        source_ip=world.people[principal.session.person].address if principal.session else SOURCE_IP,
        user_agent="AWS Internal",
        request={"userName": NAME, "serialNumber": parameters.get("SerialNumber", "")},
        error_code=_trail_code(error.code) if error else None,
        error_message=error.message if error else None,
    )
    return world.with_event(event)


def _trail_code(code: str) -> str:
    return code if code == "ValidationError" else f"{code}Exception"
