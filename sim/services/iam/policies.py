"""Managed policies: create, get, list, delete; their tags.

Words of refusals as they are widely reported.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from sim.account import ManagedPolicy, new_policy
from sim.account.aws_managed import AWS_MANAGED
from sim.clock import Timestamp
from sim.errors import ServiceError
from sim.services.context import Context
from sim.services.declare import Need, Operation, Parameter, Shape, account_resource
from sim.services.iam.documents import known_policy, managed_document, own_policy, quota
from sim.services.iam.entities import DOCUMENT, POLICY_ARN, POLICY_NAME, policy_resource, tag_list
from sim.services.iam.shapes import PAGING, POLICY_PATH_PREFIX, TAGS, TRUNCATED, page, tags_of
from sim.services.iam.tags import NEW_TAGS, OLD_TAGS, tags_page, with_tags, without_tags
from sim.world import World

POLICIES_QUOTA = 1_500
"""Customer managed policies of an account (IAM User Guide, "IAM and AWS STS quotas")."""

POLICY_DOCUMENT = Parameter("PolicyDocument", DOCUMENT, "The document, JSON; file://NAME reads a file.", required=True)


def _create(context: Context, parameters: Mapping[str, Any]) -> tuple[World, dict[str, Any]]:
    world, name, text = context.world, parameters["PolicyName"], parameters["PolicyDocument"]
    if world.account.is_taken("policy", name):
        message = f"A policy called {name} already exists. Duplicate names are not allowed."
        raise ServiceError("EntityAlreadyExists", 409, message, cause="name-taken")
    managed_document(text)
    if len(world.account.policies) >= POLICIES_QUOTA:
        raise quota(f"Cannot exceed quota for PoliciesPerAccount: {POLICIES_QUOTA}")
    world, policy_id = world.draw_id("ANPA", 17)
    path = parameters.get("Path", "/")
    description = parameters.get("Description", "")
    arn = world.account.arn(f"policy{path}{name}")
    policy = new_policy(name, arn, policy_id, text, world.time, path, description, tags_of(parameters))
    world = with_policy(world, policy)
    document = policy_document(world, policy)
    document.pop("Description", None)
    return world, {"Policy": document}


def _get(context: Context, parameters: Mapping[str, Any]) -> tuple[World, dict[str, Any]]:
    policy = known_policy(context.world.account, parameters["PolicyArn"])
    document = policy_document(context.world, policy) | {"Tags": tag_list(policy.tags)}
    return context.world, {"Policy": document}


def _list(context: Context, parameters: Mapping[str, Any]) -> tuple[World, dict[str, Any]]:
    """PolicyUsageFilter counts only beside OnlyAttached, as recorded by a third party in September 2026."""
    account, scope = context.world.account, parameters.get("Scope", "All")
    prefix, usage = parameters.get("PathPrefix", "/"), parameters.get("PolicyUsageFilter")
    policies = [] if scope == "AWS" else list(account.policies.values())
    policies += [] if scope == "Local" else list(AWS_MANAGED.values())
    indexes = {"PermissionsPolicy": [account.attachments], "PermissionsBoundary": [account.boundaries]}
    counted = indexes.get(usage or "", [account.attachments, account.boundaries])
    found = [
        policy
        for policy in policies
        if policy.path.startswith(prefix)
        and (not parameters.get("OnlyAttached") or any(index.get(policy.arn) for index in counted))
    ]
    found.sort(key=_place)
    return context.world, page(
        "Policies", found, parameters, lambda policy: listed_document(context.world, policy), _place
    )


def _place(policy: ManagedPolicy) -> str:
    return f"{policy.is_aws_managed:d}{policy.policy_name.casefold()}"


def _delete(context: Context, parameters: Mapping[str, Any]) -> tuple[World, dict[str, Any]]:
    account, policy = context.world.account, own_policy(context.world.account, parameters["PolicyArn"])
    if account.attachments.get(policy.arn) or account.boundaries.get(policy.arn):
        raise conflict("Cannot delete a policy attached to entities.")
    if len(policy.versions) > 1:
        raise conflict(
            "This policy has more than one version. Before you delete a policy, you must delete the policy's "
            "versions. The default version is deleted with the policy."
        )
    return replace(context.world, account=account.without_policy(policy)), {}


def _tag(context: Context, parameters: Mapping[str, Any]) -> tuple[World, dict[str, Any]]:
    policy = own_policy(context.world.account, parameters["PolicyArn"])
    return with_policy(context.world, replace(policy, tags=with_tags(policy.tags, parameters))), {}


def _untag(context: Context, parameters: Mapping[str, Any]) -> tuple[World, dict[str, Any]]:
    policy = own_policy(context.world.account, parameters["PolicyArn"])
    return with_policy(context.world, replace(policy, tags=without_tags(policy.tags, parameters))), {}


def _list_tags(context: Context, parameters: Mapping[str, Any]) -> tuple[World, dict[str, Any]]:
    policy = known_policy(context.world.account, parameters["PolicyArn"])
    return context.world, tags_page(policy.tags, parameters)


def policy_document(world: World, policy: ManagedPolicy) -> dict[str, Any]:
    """A managed policy as GetPolicy describes it, without its tags."""
    document = listed_document(world, policy)
    if policy.description:
        document["Description"] = policy.description
    if policy.tags:
        document["Tags"] = tag_list(policy.tags)
    return document


def listed_document(world: World, policy: ManagedPolicy) -> dict[str, Any]:
    """A managed policy as ListPolicies describes it."""
    account = world.account
    return {
        "PolicyName": policy.policy_name,
        "PolicyId": policy.policy_id,
        "Arn": policy.arn,
        "Path": policy.path,
        "DefaultVersionId": policy.default_version_id,
        "AttachmentCount": len(account.attachments.get(policy.arn, ())),
        "PermissionsBoundaryUsageCount": len(account.boundaries.get(policy.arn, ())),
        "IsAttachable": True,
        "CreateDate": Timestamp(policy.create_date),
        "UpdateDate": Timestamp(policy.update_date),
    }


def with_policy(world: World, policy: ManagedPolicy) -> World:
    """The world with that policy in it."""
    return replace(world, account=world.account.with_policy(policy))


def conflict(message: str) -> ServiceError:
    """DeleteConflict, 409."""
    return ServiceError("DeleteConflict", 409, message, cause="still-in-use")


def _new_resource(context: Context, parameters: Mapping[str, Any]) -> str:
    return context.world.account.arn(f"policy{parameters.get('Path', '/')}{parameters['PolicyName']}")


def _needs(name: str) -> Any:
    def needs(context: Context, parameters: Mapping[str, Any]) -> Iterable[Need]:
        policy = context.world.account.policy(parameters["PolicyArn"])
        tags = policy.tags if policy else ()
        keys = {f"{prefix}:ResourceTag/{key}": value for key, value in tags for prefix in ("aws", "iam")}
        return [Need(f"iam:{name}", parameters["PolicyArn"], keys)]

    return needs


def policy_operation(
    name: str,
    doc: str,
    parameters: tuple[Parameter, ...],
    result: tuple[str, ...],
    errors: tuple[str, ...],
    function: Any,
    pages: str | None = None,
    read_only: bool = False,
) -> Operation:
    """An operation on the managed policy that PolicyArn names; a policy may ask for that one's tags."""
    return Operation(
        "iam",
        name,
        doc,
        (POLICY_ARN, *parameters),
        result,
        (*errors, "InvalidInput", "NoSuchEntity", "ServiceFailure"),
        function,
        policy_resource,
        pages,
        read_only,
        needs=_needs(name),
    )


OPERATIONS = (
    Operation(
        "iam",
        "CreatePolicy",
        "Make a managed policy, to attach to users, groups and roles.",
        (
            POLICY_NAME,
            Parameter("Path", POLICY_PATH_PREFIX, "The path of the name; / when left out."),
            POLICY_DOCUMENT,
            Parameter("Description", Shape(maximum=1_000), "What the policy is for; it cannot be changed later."),
            Parameter("Tags", TAGS, "Tags of the policy, as Key=…,Value=…."),
        ),
        ("Policy",),
        (
            "InvalidInput",
            "LimitExceeded",
            "EntityAlreadyExists",
            "MalformedPolicyDocument",
            "ConcurrentModification",
            "ServiceFailure",
        ),
        _create,
        _new_resource,
    ),
    policy_operation("GetPolicy", "Tell about a managed policy.", (), ("Policy",), (), _get, read_only=True),
    Operation(
        "iam",
        "ListPolicies",
        "List the managed policies, the account's own and AWS's.",
        (
            Parameter("Scope", Shape(enum=("All", "AWS", "Local")), "Whose; All when left out."),
            Parameter("OnlyAttached", Shape("boolean"), "Only policies that somebody has."),
            Parameter("PathPrefix", POLICY_PATH_PREFIX, "Only policies whose path begins so."),
            Parameter(
                "PolicyUsageFilter",
                Shape(enum=("PermissionsPolicy", "PermissionsBoundary")),
                "With OnlyAttached: only those used so.",
            ),
            *PAGING,
        ),
        ("Policies", *TRUNCATED),
        ("ServiceFailure",),
        _list,
        account_resource("policy/"),
        pages="Policies",
        read_only=True,
    ),
    policy_operation(
        "DeletePolicy",
        "Delete a managed policy that nobody has.",
        (),
        (),
        ("LimitExceeded", "DeleteConflict"),
        _delete,
    ),
    policy_operation(
        "TagPolicy",
        "Give a managed policy tags; a tag whose key is there already gets the new value.",
        (NEW_TAGS,),
        (),
        ("LimitExceeded", "ConcurrentModification"),
        _tag,
    ),
    policy_operation(
        "UntagPolicy", "Take tags from a managed policy.", (OLD_TAGS,), (), ("ConcurrentModification",), _untag
    ),
    policy_operation(
        "ListPolicyTags",
        "List a managed policy's tags.",
        PAGING,
        ("Tags", *TRUNCATED),
        (),
        _list_tags,
        "Tags",
        read_only=True,
    ),
)
