"""The Filters parameter of DescribeInstances.

Source: EC2 API Reference, DescribeInstances, and EC2 User Guide, "Filter resources": the values of a filter are
alternatives, filters add up, values are case-sensitive and may hold the wildcards * and ?.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sim.account import Instance
from sim.account.instances import STATE_CODES
from sim.clock import iso
from sim.errors import ServiceError
from sim.policy.match import glob, tokens
from sim.services.ec2.shapes import ARCHITECTURE, ZONE, private_dns_name

MOST_VALUES = 200
"""Values of all filters of a request together (EC2 API Reference, "Error codes": FilterLimitExceeded)."""

NAMES = (
    "architecture",
    "availability-zone",
    "hypervisor",
    "image-id",
    "instance-id",
    "instance-state-code",
    "instance-state-name",
    "instance-type",
    "launch-time",
    "owner-id",
    "private-dns-name",
    "private-ip-address",
    "reservation-id",
    "root-device-type",
    "tag-key",
    "tenancy",
    "virtualization-type",
)
"""The filters that there are here, beside tag:KEY."""


def matching(
    instances: Sequence[Instance], filters: Sequence[Mapping[str, Any]], time: int, account_id: str
) -> list[Instance]:
    """The instances that meet every filter at service `time`.

    Raises ServiceError for a filter that EC2 does not have, or that has too many values.
    """
    found = list(instances)
    if sum(len(each.get("Values", ())) for each in filters) > MOST_VALUES:
        raise ServiceError(
            "FilterLimitExceeded",
            400,
            f"The maximum number of filter values specified on a single call is {MOST_VALUES}",
        )
    for each in filters:
        name = each.get("Name", "")
        if name not in NAMES and not name.startswith("tag:"):
            raise ServiceError("InvalidParameterValue", 400, f"The filter '{name}' is invalid", cause="unknown-filter")
        patterns = [tokens(pattern, False) for pattern in each.get("Values", ())]
        found = [
            instance
            for instance in found
            if any(glob(pattern, value) for value in _values(instance, name, time, account_id) for pattern in patterns)
        ]
    return found


def _values(instance: Instance, name: str, time: int, account_id: str) -> Sequence[str]:
    if name.startswith("tag:"):
        return [value for key, value in instance.tags if key == name[4:]]
    if name == "tag-key":
        return [key for key, _ in instance.tags]
    state = instance.state_at(time)
    return (
        {
            "architecture": ARCHITECTURE,
            "availability-zone": ZONE,
            "hypervisor": "xen",
            "image-id": instance.image_id,
            "instance-id": instance.instance_id,
            "instance-state-code": str(STATE_CODES[state]),
            "instance-state-name": state,
            "instance-type": instance.instance_type,
            "launch-time": iso(instance.launch_time).replace("Z", ".000Z"),
            "owner-id": account_id,
            "private-dns-name": private_dns_name(instance),
            "private-ip-address": instance.private_ip,
            "reservation-id": instance.reservation_id,
            "root-device-type": "ebs",
            "tenancy": "default",
            "virtualization-type": "hvm",
        }[name],
    )
