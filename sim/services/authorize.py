"""Whether a principal may do what it asks: the policies of the user and of the user's groups, or of the role, decide.

A permissions boundary and a session's own policies bound what those grant.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sim.account import ROOT, Account, Group, Role, User
from sim.errors import ServiceError, access_denied
from sim.policy.denial import access_denied_message
from sim.policy.document import parse
from sim.policy.evaluate import Decision, NamedPolicy, Request, evaluate
from sim.services.context import Context, Principal
from sim.services.declare import Operation
from sim.services.iam.tag_keys import needed
from sim.world import World

FREE = frozenset({"sts:GetCallerIdentity"})
"""Actions that no policy can take away (STS API Reference, GetCallerIdentity)."""

GRANTED = frozenset({"sts:GetSessionToken"})
"""Actions that need no permission, though a Deny takes them away (STS API Reference, GetSessionToken)."""


OWN_PASSWORD = NamedPolicy(
    "AllowUsersToChangePassword",
    None,
    parse(
        '{"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Resource": "*", '
        '"Action": ["iam:ChangePassword", "iam:GetAccountPasswordPolicy"]}}'
    ),
)
"""What a password policy with AllowUsersToChangePassword lets every user do (IAM User Guide, "Set an account password
policy"); ChangePassword reaches nobody but the caller."""


@dataclass(frozen=True, slots=True)
class Standing:
    """The policies that bear on a principal: what grants, what bounds, and what its session was limited to."""

    identity: tuple[NamedPolicy, ...] = ()
    boundary: NamedPolicy | None = None
    session: tuple[NamedPolicy, ...] = ()


def decide(context: Context, operation: Operation, parameters: Mapping[str, Any]) -> Decision | None:
    """What policies say of a call: the first refusal of what it needs, else the last permission.

    None where it needs none. The root user is never refused.
    """
    if operation.action in FREE:
        return None
    conditions, standing = context.conditions(), standing_of(context.world, context.principal)
    decision = None
    for need in needed(context, operation, parameters):
        request = Request(
            principal_arn=context.arn,
            account=context.world.account.account_id,
            action=need.action,
            resource=need.resource,
            context={**conditions, **need.keys} if need.keys else conditions,
        )
        if context.principal.owner == ROOT:
            return Decision(True, "allow", "root", request=request)
        decision = evaluate(request, standing.identity, standing.boundary, standing.session)
        if refuses(decision):
            break
    return decision


def refuses(decision: Decision | None) -> bool:
    """Whether a call may not go on."""
    if decision is None or decision.allowed:
        return False
    granted = decision.request is not None and decision.request.action in GRANTED
    return not (granted and decision.kind == "implicit-deny")


def refusal(decision: Decision) -> ServiceError:
    """AccessDenied as AWS words it; the cause is explicit-deny or implicit-deny."""
    request = decision.request
    assert request is not None
    short = request.action.startswith("iam:") and not request.action.startswith(_IN_FULL)
    shown = shown_resource(request.resource, request.action) if short else request.resource
    message = access_denied_message(request.principal_arn, request.action, shown, decision)
    return access_denied(message, decision.kind)


_IN_FULL = ("iam:Simulate", "iam:GetContextKeys")
"""Actions of IAM whose refusals name the resource's whole ARN, as published ones show."""


def standing_of(world: World, principal: Principal) -> Standing:
    """The policies that bear on whoever signed a request; none on the root user."""
    account, session = world.account, principal.role
    if session is not None:
        role = account.roles[session.role_name]
        limits = list(_attached(account, session.policy_arns))
        if session.policy is not None:
            limits.append(NamedPolicy("Policy", None, parse(session.policy, "session")))
        return Standing(entity_policies(account, role), boundary_of(account, role), tuple(limits))
    if principal.owner == ROOT:
        return Standing()
    user = account.users[principal.owner]
    granted = entity_policies(account, user)
    if account.password_policy is not None and account.password_policy.users_may_change:
        granted = (*granted, OWN_PASSWORD)
    return Standing(granted, boundary_of(account, user))


def entity_policies(account: Account, entity: User | Group | Role) -> tuple[NamedPolicy, ...]:
    """The policies that grant a user, group or role something: inline, attached, and those of a user's groups."""
    holders: list[User | Group | Role] = [entity]
    if isinstance(entity, User):
        holders += [account.groups[name] for name in entity.groups]
    found: list[NamedPolicy] = []
    for holder in holders:
        found += [NamedPolicy(name, None, parse(document)) for name, document in holder.inline_policies]
        found += _attached(account, holder.attached_policies)
    return tuple(found)


def boundary_of(account: Account, entity: User | Role) -> NamedPolicy | None:
    """The permissions boundary of a user or role."""
    arn = entity.permissions_boundary
    return None if arn is None else next(iter(_attached(account, (arn,))))


def _attached(account: Account, arns: Iterable[str]) -> Iterable[NamedPolicy]:
    for arn in arns:
        policy = account.policy(arn)
        if policy is not None:
            yield NamedPolicy(policy.policy_name, arn, parse(policy.document, "managed"))


_NAMED = ("user", "group", "role")


def shown_resource(resource: str, action: str = "") -> str:
    """A resource as IAM's refusals name it: "user Alice" where the ARN ends in user/Alice, "policy arn:…" in full.

    Policies are listed by "policy path /", and made by "policy NAME", as published refusals show.
    """
    kind, slash, name = resource.split(":", 5)[-1].partition("/")
    if not slash or kind not in (*_NAMED, "policy"):
        return resource
    if kind == "policy":
        if not name:
            return "policy path /"
        return f"policy {name.rpartition('/')[2]}" if action == "iam:CreatePolicy" else f"policy {resource}"
    return f"{kind} {name.rpartition('/')[2]}" if name else resource
