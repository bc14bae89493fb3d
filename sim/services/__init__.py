"""The services of the simulated AWS: one module or package each, one function an operation."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from sim.services import assume_role, cloudtrail, events, sts
from sim.services.declare import Operation
from sim.services.ec2 import instances
from sim.services.iam import (
    access_keys,
    account,
    attachments,
    boundaries,
    details,
    groups,
    inline,
    login_profiles,
    mfa,
    password_policy,
    policies,
    policy_versions,
    report,
    roles,
    simulation,
    tags,
    users,
    virtual_mfa_devices,
)
from sim.services.s3 import buckets, listing, objects

SERVICES: Mapping[str, str] = MappingProxyType(
    {
        "iam": "Identity and Access Management: users, their credentials, MFA devices and permissions.",
        "sts": "Security Token Service: who one is, and temporary credentials.",
        "cloudtrail": "CloudTrail: what happened in the account in the last 90 days.",
        "events": "EventBridge: rules that pick from what happens.",
        "ec2": "Elastic Compute Cloud: instances.",
        "s3api": "Simple Storage Service: buckets and objects (aws s3 has a few short commands).",
    }
)
"""The services with a line about each, under the AWS CLI's names."""

OPERATIONS: Mapping[tuple[str, str], Operation] = MappingProxyType(
    {
        (operation.service, operation.name): operation
        for module in (
            users,
            access_keys,
            login_profiles,
            virtual_mfa_devices,
            mfa,
            tags,
            groups,
            roles,
            inline,
            policies,
            policy_versions,
            attachments,
            boundaries,
            simulation,
            details,
            account,
            password_policy,
            report,
            sts,
            assume_role,
            cloudtrail,
            events,
            instances,
            buckets,
            listing,
            objects,
        )
        for operation in module.OPERATIONS
    }
)
"""Every operation, by service and AWS's name."""
