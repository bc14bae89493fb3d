"""Inline policies of users, groups and roles: put, get, delete, list.

Their names keep the case in which they were first put, and are found in any case, as recorded by a third party in
September 2026.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from sim.errors import no_such_entity
from sim.policy.document import size
from sim.services.context import Context
from sim.services.declare import Function, Operation, Parameter
from sim.services.iam.documents import checked, quota
from sim.services.iam.entities import DOCUMENT, KINDS, POLICY_NAME, Entity, EntityKind, encoded, name_of, with_entity
from sim.services.iam.shapes import PAGING, TRUNCATED, page
from sim.world import World


def _put(kind: EntityKind) -> Function:
    def put(context: Context, parameters: Mapping[str, Any]) -> tuple[World, dict[str, Any]]:
        entity = kind.of(context, parameters)
        name, document = parameters["PolicyName"], parameters["PolicyDocument"]
        checked(document, "identity")
        kept = _found(entity, name)
        if kept is None:
            policies = (*entity.inline_policies, (name, document))
        else:
            policies = tuple((old, document if old == kept else text) for old, text in entity.inline_policies)
        if sum(size(text) for _, text in policies) > kind.inline_characters:
            bound = kind.inline_characters
            raise quota(f"Maximum policy size of {bound} bytes exceeded for {kind.lower} {name_of(entity)}")
        return _with(context.world, entity, policies), {}

    return put


def _get(kind: EntityKind) -> Function:
    def get(context: Context, parameters: Mapping[str, Any]) -> tuple[World, dict[str, Any]]:
        entity = kind.of(context, parameters)
        text = dict(entity.inline_policies)[_known(kind, entity, parameters["PolicyName"])]
        return context.world, {
            kind.name.name: name_of(entity),
            "PolicyName": parameters["PolicyName"],
            "PolicyDocument": encoded(text),
        }

    return get


def _delete(kind: EntityKind) -> Function:
    def delete(context: Context, parameters: Mapping[str, Any]) -> tuple[World, dict[str, Any]]:
        entity = kind.of(context, parameters)
        gone = _known(kind, entity, parameters["PolicyName"])
        left = tuple(policy for policy in entity.inline_policies if policy[0] != gone)
        return _with(context.world, entity, left), {}

    return delete


def _list(kind: EntityKind) -> Function:
    def names(context: Context, parameters: Mapping[str, Any]) -> tuple[World, dict[str, Any]]:
        found = sorted((name for name, _ in kind.of(context, parameters).inline_policies), key=str.casefold)
        return context.world, page("PolicyNames", found, parameters, lambda name: name)

    return names


def _with(world: World, entity: Entity, policies: tuple[tuple[str, str], ...]) -> World:
    return replace(world, account=with_entity(world.account, replace(entity, inline_policies=policies)))


def _found(entity: Entity, name: str) -> str | None:
    return next((old for old, _ in entity.inline_policies if old.casefold() == name.casefold()), None)


def _known(kind: EntityKind, entity: Entity, name: str) -> str:
    found = _found(entity, name)
    if found is None:
        raise no_such_entity(f"The {kind.lower} policy with name {name} cannot be found.", "no-such-policy")
    return found


def _operations(kind: EntityKind) -> tuple[Operation, ...]:
    role = ("UnmodifiableEntity",) if kind.kind == "Role" else ()
    change = ("NoSuchEntity", "LimitExceeded", *role, "ServiceFailure")
    document = Parameter("PolicyDocument", DOCUMENT, "The document, JSON; file://NAME reads a file.", required=True)
    return (
        Operation(
            "iam",
            f"Put{kind.kind}Policy",
            f"Write a policy into a {kind.lower}, or write it anew.",
            (kind.name, POLICY_NAME, document),
            (),
            ("MalformedPolicyDocument", *change),
            _put(kind),
            kind.resource,
        ),
        Operation(
            "iam",
            f"Get{kind.kind}Policy",
            f"Show an inline policy of a {kind.lower}.",
            (kind.name, POLICY_NAME),
            (kind.name.name, "PolicyName", "PolicyDocument"),
            ("NoSuchEntity", "ServiceFailure"),
            _get(kind),
            kind.resource,
            read_only=True,
        ),
        Operation(
            "iam",
            f"Delete{kind.kind}Policy",
            f"Delete an inline policy of a {kind.lower}.",
            (kind.name, POLICY_NAME),
            (),
            change,
            _delete(kind),
            kind.resource,
        ),
        Operation(
            "iam",
            f"List{kind.kind}Policies",
            f"List the names of a {kind.lower}'s inline policies.",
            (kind.name, *PAGING),
            ("PolicyNames", *TRUNCATED),
            ("NoSuchEntity", "ServiceFailure"),
            _list(kind),
            kind.resource,
            pages="PolicyNames",
            read_only=True,
        ),
    )


OPERATIONS = tuple(operation for kind in KINDS for operation in _operations(kind))
