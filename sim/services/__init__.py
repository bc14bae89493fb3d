"""The services of the simulated AWS: one module or package each, one function an operation."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from sim.services import sts
from sim.services.declare import Operation
from sim.services.iam import account, credentials, mfa, password_policy, permissions, report, tags, users

SERVICES: Mapping[str, str] = MappingProxyType(
    {
        "iam": "Identity and Access Management: users, their credentials, MFA devices and permissions.",
        "sts": "Security Token Service: who one is, and temporary credentials.",
    }
)
"""The services with a line about each, under the AWS CLI's names."""

OPERATIONS: Mapping[tuple[str, str], Operation] = MappingProxyType(
    {
        (operation.service, operation.name): operation
        for module in (users, credentials, mfa, tags, permissions, account, password_policy, report, sts)
        for operation in module.OPERATIONS
    }
)
"""Every operation, by service and AWS's name."""
