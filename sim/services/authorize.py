"""Whether a principal may do what it asks: the identity policies of the user and of the user's groups decide."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sim.account import ROOT
from sim.errors import access_denied
from sim.policy.denial import access_denied_message
from sim.policy.document import parse
from sim.policy.evaluate import NamedPolicy, Request, evaluate
from sim.services.context import Context
from sim.services.declare import Operation
from sim.world import World

FREE = frozenset({"sts:GetCallerIdentity"})
"""Actions that no policy can take away (STS API Reference, GetCallerIdentity)."""

GRANTED = frozenset({"sts:GetSessionToken"})
"""Actions that need no permission, though a Deny takes them away (STS API Reference, GetSessionToken)."""


def authorize(context: Context, operation: Operation, parameters: Mapping[str, Any]) -> None:
    """Raise ServiceError (AccessDenied) unless the caller's policies allow the operation on its resource.

    The root user is never refused. Refusals name the cause explicit-deny or implicit-deny.
    """
    owner = context.principal.owner
    if owner == ROOT or operation.action in FREE:
        return
    conditions, policies = context.conditions(), identity_policies(context.world, owner)
    for need in operation.needed(context, parameters):
        request = Request(
            principal_arn=context.arn,
            account=context.world.account.account_id,
            action=need.action,
            resource=need.resource,
            context={**conditions, **need.keys},
        )
        decision = evaluate(request, identity=policies)
        if decision.allowed or (need.action in GRANTED and decision.kind == "implicit-deny"):
            continue
        message = access_denied_message(context.arn, need.action, shown_resource(need.resource), decision)
        raise access_denied(message, decision.kind)


def identity_policies(world: World, user_name: str) -> list[NamedPolicy]:
    """The policies that speak for a user: inline, attached, and those of the user's groups."""
    account = world.account
    user = account.users[user_name]
    holders = [(user.inline_policies, user.attached_policies)]
    for name in user.groups:
        group = account.groups[name]
        holders.append((group.inline_policies, group.attached_policies))
    found = []
    for inline, attached in holders:
        found += [NamedPolicy(name, None, parse(document)) for name, document in inline]
        for arn in attached:
            policy = account.policies[arn]
            found.append(NamedPolicy(policy.policy_name, arn, parse(policy.document)))
    return found


def shown_resource(resource: str) -> str:
    """A resource as a refusal names it: IAM says "user Alice" where the ARN ends in user/Alice."""
    kind, slash, name = resource.partition(":user/")
    return f"user {name.rsplit('/', 1)[-1]}" if slash and name and kind else resource
