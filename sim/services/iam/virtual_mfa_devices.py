"""Virtual MFA devices: making, deleting and listing them, whether assigned or not.

The words of the refusals are as recorded by third parties in September 2026, where AWS's own pages do not give them.
"""

from __future__ import annotations

import base64
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from sim.account import ROOT, MFADevice
from sim.clock import Timestamp
from sim.errors import ServiceError, invalid
from sim.services.context import Context
from sim.services.declare import Operation, Parameter, Shape, account_resource
from sim.services.iam.mfa import LONGEST_SERIAL_NUMBER, SERIAL, known_device, unknown_device
from sim.services.iam.shapes import NAME, PAGING, PATH, TAGS, TRUNCATED, page, tags_of, user_document
from sim.validator import Validator
from sim.world import World

SEED_BYTES = 40
"""The length of a virtual device's seed: 64 base32 characters, as AWS hands out."""


def _create(context: Context, parameters: Mapping[str, Any]) -> tuple[World, dict[str, Any]]:
    world, name = context.world, parameters["VirtualMFADeviceName"]
    path = parameters.get("Path", "/")
    serial_number = world.account.arn(f"mfa{path}{name}")
    if len(serial_number) > LONGEST_SERIAL_NUMBER:
        raise invalid(f"The name {name} is too long: a serial number has {LONGEST_SERIAL_NUMBER} characters at most.")
    if serial_number in world.account.mfa_devices:
        raise ServiceError("EntityAlreadyExists", 409, "MFA device already exists.", cause="name-taken")
    world, seed = world.draw(SEED_BYTES)
    device = MFADevice(serial_number, "virtual", Validator(seed), path=path, tags=tags_of(parameters))
    world = replace(world, account=world.account.with_device(device))
    document: dict[str, Any] = {
        "SerialNumber": serial_number,
        "Base32StringSeed": base64.b32encode(seed).decode(),
    }
    if device.tags:
        document["Tags"] = [{"Key": key, "Value": value} for key, value in device.tags]
    return world, {"VirtualMFADevice": document}


def _delete(context: Context, parameters: Mapping[str, Any]) -> tuple[World, dict[str, Any]]:
    world = context.world
    device = known_device(world, parameters["SerialNumber"])
    if device.kind != "virtual":
        raise unknown_device(device.serial_number)
    if device.owner is not None:
        raise ServiceError(
            "DeleteConflict", 409, "MFA VirtualDevice in use. Must deactivate first.", cause="still-assigned"
        )
    devices = world.account.mfa_devices.remove(device.serial_number)
    return replace(world, account=replace(world.account, mfa_devices=devices)), {}


def _list(context: Context, parameters: Mapping[str, Any]) -> tuple[World, dict[str, Any]]:
    world, status = context.world, parameters.get("AssignmentStatus", "Any")
    devices = [
        device
        for device in world.account.mfa_devices.values()
        if device.kind == "virtual" and status in ("Any", "Assigned" if device.owner else "Unassigned")
    ]
    devices.sort(key=_place)
    return world, page("VirtualMFADevices", devices, parameters, lambda device: _document(world, device), _place)


def _place(device: MFADevice) -> str:
    return device.serial_number.partition(":mfa")[2]


def _document(world: World, device: MFADevice) -> dict[str, Any]:
    document: dict[str, Any] = {"SerialNumber": device.serial_number}
    if device.owner == ROOT:
        document["User"] = {"UserId": world.account.account_id, "Arn": world.account.root_arn}
    elif device.owner is not None:
        document["User"] = user_document(world, world.account.users[device.owner])
    if device.enable_date is not None:
        document["EnableDate"] = Timestamp(device.enable_date)
    return document


def _device_resource(context: Context, parameters: Mapping[str, Any]) -> str:
    return str(parameters["SerialNumber"])


def _new_device_resource(context: Context, parameters: Mapping[str, Any]) -> str:
    return context.world.account.arn(f"mfa{parameters.get('Path', '/')}{parameters['VirtualMFADeviceName']}")


OPERATIONS = (
    Operation(
        "iam",
        "CreateVirtualMFADevice",
        "Make a virtual MFA device: AWS draws its seed and tells it this once.",
        (
            Parameter("Path", PATH, "The path of the device's name; / when left out."),
            Parameter(
                "VirtualMFADeviceName",
                Shape(minimum=1, pattern=NAME),
                "The device's name.",
                required=True,
            ),
            Parameter("Tags", TAGS, "Tags of the device, as Key=…,Value=…."),
        ),
        ("VirtualMFADevice",),
        ("LimitExceeded", "InvalidInput", "EntityAlreadyExists", "ConcurrentModification", "ServiceFailure"),
        _create,
        _new_device_resource,
    ),
    Operation(
        "iam",
        "DeleteVirtualMFADevice",
        "Delete a virtual MFA device that is assigned to nobody.",
        (SERIAL,),
        (),
        ("NoSuchEntity", "LimitExceeded", "DeleteConflict", "ServiceFailure", "ConcurrentModification"),
        _delete,
        _device_resource,
    ),
    Operation(
        "iam",
        "ListVirtualMFADevices",
        "List the account's virtual MFA devices; the seed is never shown again.",
        (
            Parameter(
                "AssignmentStatus", Shape(enum=("Assigned", "Unassigned", "Any")), "Which devices; Any when left out."
            ),
            *PAGING,
        ),
        ("VirtualMFADevices", *TRUNCATED),
        (),
        _list,
        account_resource("mfa/"),
        pages="VirtualMFADevices",
        read_only=True,
    ),
)
