"""What EC2 tells about an instance, in the order of its service model."""

from __future__ import annotations

from typing import Any

from sim.account.instances import STATE_CODES, Instance, State
from sim.clock import Timestamp

REGION = "us-east-1"
ZONE = "us-east-1a"
ARCHITECTURE = "x86_64"

SHUT_DOWN = "Client.UserInitiatedShutdown"
"""The StateReason of an instance that somebody stopped or terminated (EC2 API Reference, StateReason)."""


def private_dns_name(instance: Instance) -> str:
    """The instance's private DNS name."""
    return f"ip-{instance.private_ip.replace('.', '-')}.ec2.internal"


def state_document(state: State) -> dict[str, Any]:
    """An InstanceState; of its code only the low byte is meant."""
    return {"Code": STATE_CODES[state], "Name": state}


def instance_document(instance: Instance, time: int) -> dict[str, Any]:
    """An instance at service `time`, as DescribeInstances tells it. It has no network and no disks to tell about."""
    state = instance.state_at(time)
    gone = state == "terminated"
    document: dict[str, Any] = {
        "Architecture": ARCHITECTURE,
        "BlockDeviceMappings": [],
        "ClientToken": "",
        "EbsOptimized": False,
        "EnaSupport": True,
        "Hypervisor": "xen",
        "NetworkInterfaces": [],
        "RootDeviceName": "/dev/xvda",
        "RootDeviceType": "ebs",
        "SecurityGroups": [],
    }
    if instance.reason and state not in ("pending", "running"):
        document["StateReason"] = {"Code": SHUT_DOWN, "Message": f"{SHUT_DOWN}: User initiated shutdown"}
    if instance.tags:
        document["Tags"] = [{"Key": key, "Value": value} for key, value in instance.tags]
    document |= {
        "VirtualizationType": "hvm",
        "InstanceId": instance.instance_id,
        "ImageId": instance.image_id,
        "State": state_document(state),
        "PrivateDnsName": "" if gone else private_dns_name(instance),
        "PublicDnsName": "",
        "StateTransitionReason": instance.reason if state not in ("pending", "running") else "",
        "AmiLaunchIndex": 0,
        "ProductCodes": [],
        "InstanceType": instance.instance_type,
        "LaunchTime": Timestamp(instance.launch_time),
        "Placement": {"GroupName": "", "Tenancy": "default", "AvailabilityZone": ZONE},
        "Monitoring": {"State": "disabled"},
    }
    if not gone:
        document["PrivateIpAddress"] = instance.private_ip
    return document
