"""Versions of managed policies: create, get, list, delete, and which one speaks.

Words of refusals as they are widely reported; that of an unknown version follows the one for an unknown policy.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from sim.account import ManagedPolicy, PolicyVersion
from sim.clock import Timestamp
from sim.errors import no_such_entity
from sim.services.context import Context
from sim.services.declare import Parameter, Shape
from sim.services.iam.documents import known_policy, managed_document, own_policy, quota
from sim.services.iam.entities import encoded
from sim.services.iam.policies import POLICY_DOCUMENT, conflict, policy_operation, with_policy
from sim.services.iam.shapes import PAGING, TRUNCATED, page
from sim.world import World

VERSIONS_QUOTA = 5
"""Versions of a managed policy (IAM User Guide, "IAM and AWS STS quotas")."""

_VERSION = Parameter(
    "VersionId", Shape(pattern=r"v[1-9][0-9]*(\.[A-Za-z0-9-]*)?"), "The version, such as v2.", required=True
)


def _create(context: Context, parameters: Mapping[str, Any]) -> tuple[World, dict[str, Any]]:
    world, policy = context.world, own_policy(context.world.account, parameters["PolicyArn"])
    managed_document(parameters["PolicyDocument"])
    if len(policy.versions) >= VERSIONS_QUOTA:
        raise quota(
            f"A managed policy can have up to {VERSIONS_QUOTA} versions. Before you create a new version, you must "
            "delete an existing version."
        )
    policy = policy.with_version(parameters["PolicyDocument"], world.time, parameters.get("SetAsDefault", False))
    return with_policy(world, policy), {"PolicyVersion": version_document(policy, policy.versions[-1])}


def _get(context: Context, parameters: Mapping[str, Any]) -> tuple[World, dict[str, Any]]:
    policy = known_policy(context.world.account, parameters["PolicyArn"])
    version = _version(policy, parameters["VersionId"])
    document = {"Document": encoded(version.document)} | version_document(policy, version)
    return context.world, {"PolicyVersion": document}


def _list(context: Context, parameters: Mapping[str, Any]) -> tuple[World, dict[str, Any]]:
    policy = known_policy(context.world.account, parameters["PolicyArn"])
    newest_first = policy.versions[::-1]
    found = page("Versions", newest_first, parameters, lambda version: version_document(policy, version))
    return context.world, found


def _set_default(context: Context, parameters: Mapping[str, Any]) -> tuple[World, dict[str, Any]]:
    policy = own_policy(context.world.account, parameters["PolicyArn"])
    version = _version(policy, parameters["VersionId"])
    changed = replace(policy, default_version_id=version.version_id, update_date=context.world.time)
    return with_policy(context.world, changed), {}


def _delete(context: Context, parameters: Mapping[str, Any]) -> tuple[World, dict[str, Any]]:
    policy = own_policy(context.world.account, parameters["PolicyArn"])
    gone = _version(policy, parameters["VersionId"])
    if gone.version_id == policy.default_version_id:
        raise conflict("Cannot delete the default version of a policy.")
    left = tuple(version for version in policy.versions if version is not gone)
    return with_policy(context.world, replace(policy, versions=left)), {}


def version_document(policy: ManagedPolicy, version: PolicyVersion) -> dict[str, Any]:
    """A version of a managed policy, without its document."""
    return {
        "VersionId": version.version_id,
        "IsDefaultVersion": version.version_id == policy.default_version_id,
        "CreateDate": Timestamp(version.create_date),
    }


def _version(policy: ManagedPolicy, version_id: str) -> PolicyVersion:
    version = policy.version(version_id)
    if version is None:
        message = f"Policy {policy.arn} version {version_id} does not exist or is not attachable."
        raise no_such_entity(message, "no-such-version")
    return version


OPERATIONS = (
    policy_operation(
        "CreatePolicyVersion",
        "Write a managed policy anew, as one version more.",
        (POLICY_DOCUMENT, Parameter("SetAsDefault", Shape("boolean"), "Whether it speaks from now on.")),
        ("PolicyVersion",),
        ("MalformedPolicyDocument", "LimitExceeded"),
        _create,
    ),
    policy_operation(
        "GetPolicyVersion",
        "Show a version of a managed policy, with its document.",
        (_VERSION,),
        ("PolicyVersion",),
        (),
        _get,
        read_only=True,
    ),
    policy_operation(
        "ListPolicyVersions",
        "List the versions of a managed policy, without their documents.",
        PAGING,
        ("Versions", *TRUNCATED),
        (),
        _list,
        "Versions",
        read_only=True,
    ),
    policy_operation(
        "SetDefaultPolicyVersion",
        "Say which version of a managed policy speaks.",
        (_VERSION,),
        (),
        ("LimitExceeded",),
        _set_default,
    ),
    policy_operation(
        "DeletePolicyVersion",
        "Delete a version of a managed policy that is not its default.",
        (_VERSION,),
        (),
        ("LimitExceeded", "DeleteConflict"),
        _delete,
    ),
)
