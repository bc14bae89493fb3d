"""What IAM accepts as the name of an action or of a resource when a policy is saved, and its words for the rest.

Source: the texts as they are widely reported from CreatePolicy; see `grammar`.
"""

from __future__ import annotations

import re

from sim.policy import match

_VENDOR = re.compile(r"[0-9A-Za-z.-]+\Z")

IAM_PATHS = (
    "user/",
    "federated-user/",
    "role/",
    "group/",
    "instance-profile/",
    "mfa/",
    "server-certificate/",
    "policy/",
    "sms-mfa/",
    "saml-provider/",
    "oidc-provider/",
    "report/",
    "access-report/",
)


def legacy_resource(resource: str) -> bool:
    """IAM's older parser: `::` needs all six parts, and the third may not be empty."""
    parts = resource.split(":")
    return resource == "*" or ((len(parts) > 5 or "::" not in resource) and (len(parts) < 3 or parts[2] != ""))


def resource_error(resource: str) -> str | None:
    """IAM's refusal of a resource in an identity policy, or None."""
    if resource == "*":
        return None
    parts = resource.split(":", 5)
    if len(parts) == 1:
        return f'Resource {resource} must be in ARN format or "*".'
    partition = parts[1]
    if partition != "aws" and not match.glob(match.tokens(partition, variables=False), "aws"):
        rest = ":".join(parts[2:] + ["*"] * (6 - len(parts)))
        return f'Partition "{partition}" is not valid for resource "arn:{partition}:{rest}".'
    if len(parts) == 2 or "*" in parts[2] or "?" in parts[2]:
        return "Resource vendor must be fully qualified and cannot contain regexes."
    service, region, path = parts[2], parts[3] if len(parts) > 3 else "", parts[5] if len(parts) > 5 else "*"
    if service == "iam" and region not in ("", "*"):
        return f"IAM resource {resource} cannot contain region information."
    if service == "s3" and region not in ("", "*"):
        return f"Resource {resource} can not contain region information."
    first = path.partition("/")[0]
    if service == "iam" and not path.startswith(IAM_PATHS) and "*" not in first and "?" not in first:
        return f'IAM resource path must either be "*" or start with {", ".join(IAM_PATHS)}.'
    return None


def action_error(action: str) -> str | None:
    """IAM's refusal of an action, or None; the action need not exist."""
    if action == "*":
        return None
    vendor, *names = action.split(":")
    if not names:
        return "Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc."
    if len(names) > 1:
        return "Actions/Condition can contain only one colon."
    if vendor != "*" and not _VENDOR.match(vendor):
        return f"Vendor {vendor} is not valid"
    return None
