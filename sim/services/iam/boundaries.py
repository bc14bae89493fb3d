"""Permissions boundaries of users and roles: the policy that the others can at most grant.

The words for an entity without a boundary are chosen here; AWS's code is NoSuchEntity, as recorded by a third party.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from sim.account import Account, Role, User
from sim.errors import no_such_entity
from sim.services.context import Context
from sim.services.declare import Function, Need, Needs, Operation, Parameter
from sim.services.iam.documents import attachable_policy
from sim.services.iam.entities import ARN, ROLE, USER, EntityKind, name_of, resource_keys, with_entity
from sim.world import World

_BOUNDARY = Parameter("PermissionsBoundary", ARN, "The managed policy's ARN.", required=True)


def new_boundary(account: Account, parameters: Mapping[str, Any]) -> str | None:
    """The PermissionsBoundary of a user or role that is being made.

    Raises ServiceError: NoSuchEntity or InvalidInput where it is no policy.
    """
    arn = parameters.get("PermissionsBoundary")
    return None if arn is None else attachable_policy(account, arn).arn


def boundary_keys(entity: User | Role | None, new: str | None = None) -> dict[str, str]:
    """The condition key iam:PermissionsBoundary: what is being set, else what the entity has."""
    arn = new or (entity.permissions_boundary if entity else None)
    return {} if arn is None else {"iam:PermissionsBoundary": arn}


def _put(kind: EntityKind) -> Function:
    def put(context: Context, parameters: Mapping[str, Any]) -> tuple[World, dict[str, Any]]:
        account, entity = context.world.account, kind.of(context, parameters)
        policy = attachable_policy(account, parameters["PermissionsBoundary"])
        return replace(context.world, account=with_entity(account, _bounded(entity, policy.arn))), {}

    return put


def _delete(kind: EntityKind) -> Function:
    def delete(context: Context, parameters: Mapping[str, Any]) -> tuple[World, dict[str, Any]]:
        account, entity = context.world.account, kind.of(context, parameters)
        assert isinstance(entity, User | Role)
        if entity.permissions_boundary is None:
            message = f"The {kind.lower} with name {name_of(entity)} does not have a permissions boundary."
            raise no_such_entity(message, "no-boundary")
        return replace(context.world, account=with_entity(account, _bounded(entity, None))), {}

    return delete


def _bounded(entity: Any, arn: str | None) -> User | Role:
    assert isinstance(entity, User | Role)
    return replace(entity, permissions_boundary=arn)


def _needs(kind: EntityKind, action: str) -> Needs:
    def needs(context: Context, parameters: Mapping[str, Any]) -> Iterable[Need]:
        account, name = context.world.account, parameters[kind.name.name]
        entity = account.users.get(name) if kind is USER else account.roles.get(name)
        keys = resource_keys(entity) | boundary_keys(entity, parameters.get("PermissionsBoundary"))
        return [Need(f"iam:{action}", kind.resource(context, parameters), keys)]

    return needs


def _operations(kind: EntityKind) -> tuple[Operation, ...]:
    role = ("UnmodifiableEntity",) if kind is ROLE else ()
    put, delete = f"Put{kind.kind}PermissionsBoundary", f"Delete{kind.kind}PermissionsBoundary"
    return (
        Operation(
            "iam",
            put,
            f"Bound what the other policies of a {kind.lower} can grant.",
            (kind.short_name, _BOUNDARY),
            (),
            ("NoSuchEntity", "InvalidInput", *role, "PolicyNotAttachable", "ServiceFailure"),
            _put(kind),
            kind.resource,
            needs=_needs(kind, put),
        ),
        Operation(
            "iam",
            delete,
            f"Take the permissions boundary from a {kind.lower}.",
            (kind.short_name,),
            (),
            ("NoSuchEntity", *role, "ServiceFailure"),
            _delete(kind),
            kind.resource,
            needs=_needs(kind, delete),
        ),
    )


OPERATIONS = tuple(operation for kind in (USER, ROLE) for operation in _operations(kind))
