"""Decide a request: explicit deny first, then what allows it and what limits that.

Source: IAM User Guide, "Policy evaluation logic" and "Cross-account policy evaluation logic". Chosen where the pages
leave it open: of several policy types that deny, the decision names identity-based, resource-based, boundary, session,
in this order.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from sim.policy.document import Document, Statement
from sim.policy.match import Keys
from sim.policy.principal import Caller, Grant, caller

PolicyType: TypeAlias = Literal["identity", "resource", "boundary", "session", "trust", "root"]
"""The type of policy that decided; "root" stands for the root user's own right."""

DecisionKind: TypeAlias = Literal["allow", "explicit-deny", "implicit-deny"]


@dataclass(frozen=True, slots=True)
class NamedPolicy:
    """A policy under the name that explanations use; `arn` if it is a managed one."""

    name: str
    arn: str | None
    document: Document


@dataclass(frozen=True, slots=True)
class Request:
    """A request as policies see it.

    `principal_arn` is the user, the root user or the session that asks, or a service's or provider's name. `account` is
    the account that owns the resource. `resource` is an ARN, or "*" where the action has none. `context` holds the
    condition keys in any case; a key that does not apply is left out, never empty.
    """

    principal_arn: str
    account: str
    action: str
    resource: str
    context: Mapping[str, str | tuple[str, ...]] = field(default_factory=dict)
    action_lower: str = field(init=False, repr=False, compare=False)
    keys: Keys = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "action_lower", self.action.lower())
        keys = {
            key.lower(): (value,) if isinstance(value, str) else tuple(value) for key, value in self.context.items()
        }
        object.__setattr__(self, "keys", keys)


Sources: TypeAlias = tuple[tuple[PolicyType, tuple[NamedPolicy, ...]], ...]


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided, by which type of policy, and by which statement (None for an implicit deny).

    `request` and `sources` are kept for `explain.explain`, which works the reasons out when somebody asks.
    """

    allowed: bool
    kind: DecisionKind
    policy_type: PolicyType
    policy: NamedPolicy | None = None
    statement: Statement | None = None
    request: Request | None = field(default=None, repr=False, compare=False)
    sources: Sources = field(default=(), repr=False, compare=False)


def evaluate(
    request: Request,
    identity: Iterable[NamedPolicy] = (),
    boundary: NamedPolicy | None = None,
    session: Iterable[NamedPolicy] = (),
    resource_policy: NamedPolicy | None = None,
) -> Decision:
    """Decide a request.

    `identity` are all policies of the user and his groups, or of the role; `session` the session policies, none at all
    when the session was made without. Without `boundary` there is no permissions boundary.
    """
    return _decide(request, tuple(identity), boundary, tuple(session), "resource", resource_policy)


def assume_role(
    request: Request,
    trust: NamedPolicy,
    identity: Iterable[NamedPolicy] = (),
    boundary: NamedPolicy | None = None,
    session: Iterable[NamedPolicy] = (),
) -> Decision:
    """Decide sts:AssumeRole and its kin: the role's trust policy must allow, and the caller's own policies too, unless
    the trust policy names the caller himself in the role's own account."""
    return _decide(request, tuple(identity), boundary, tuple(session), "trust", trust)


def applies(statement: Statement, request: Request, who: Caller | None = None) -> bool:
    """Whether a statement's principal, action, resource and conditions all match; `who` matters where it names one."""
    if statement.action_names.match(request.action_lower, request.keys) is statement.not_action:
        return False
    if statement.resources:
        matches = statement.resource_names.match(request.resource, request.keys)
        if matches is None or matches is statement.not_resource:
            return False
    if statement.principals is not None and not principal_matches(statement, who):
        return False
    keys = request.keys
    return all(condition.holds(keys) for condition in statement.conditions)


def principal_matches(statement: Statement, who: Caller | None) -> bool:
    """Whether a statement's Principal names the caller, or its NotPrincipal does not spare him."""
    if statement.principals is None:
        return True
    if who is None:
        return False
    if not statement.not_principal:
        return statement.principals.grant(who) is not None
    return not statement.principals.names_all(who)


def _decide(
    request: Request,
    identity: tuple[NamedPolicy, ...],
    boundary: NamedPolicy | None,
    session: tuple[NamedPolicy, ...],
    resource_type: Literal["resource", "trust"],
    resource_policy: NamedPolicy | None,
) -> Decision:
    who = caller(request.principal_arn, request.action, request.keys)
    on_resource = () if resource_policy is None else (resource_policy,)
    bounds = () if boundary is None else (boundary,)
    sources: Sources = (
        ("identity", identity),
        (resource_type, on_resource),
        ("boundary", bounds),
        ("session", session),
    )

    def allow(policy_type: PolicyType, found: tuple[NamedPolicy | None, Statement | None]) -> Decision:
        return Decision(True, "allow", policy_type, *found, request, sources)

    def implicit(policy_type: PolicyType) -> Decision:
        return Decision(False, "implicit-deny", policy_type, None, None, request, sources)

    for policy_type, policies in sources:
        for policy in policies:
            for statement in policy.document.denies:
                if applies(statement, request, who):
                    return Decision(False, "explicit-deny", policy_type, policy, statement, request, sources)

    granted = None if resource_policy is None else _granted(resource_policy, request, who)
    if granted is None and resource_type == "trust":
        return implicit("trust")
    grant, by_resource = granted or (None, None)
    at_home = who.account == request.account
    if who.provider is not None or (at_home and grant == "direct"):
        return implicit(resource_type) if by_resource is None else allow(resource_type, (resource_policy, by_resource))
    by_identity = _allowing(identity, request)
    if at_home and grant == "role":
        reason: PolicyType = resource_type
        found: tuple[NamedPolicy | None, Statement | None] = (resource_policy, by_resource)
    elif by_identity is not None:
        reason, found = "identity", by_identity
    elif who.is_root:
        reason, found = "root", (None, None)
    else:
        return implicit("identity")
    if not at_home and grant is None:
        return implicit(resource_type)
    if bounds and _allowing(bounds, request) is None:
        return implicit("boundary")
    if session:
        if _allowing(session, request) is None:
            return implicit("session")
    elif ":federated-user/" in request.principal_arn:
        return implicit("session")  # a federated user has no rights but those that session policies let through
    return allow(reason, found)


def _allowing(policies: Sequence[NamedPolicy], request: Request) -> tuple[NamedPolicy, Statement] | None:
    for policy in policies:
        for statement in policy.document.allows:
            if applies(statement, request):
                return policy, statement
    return None


_STRENGTH: dict[Grant, int] = {"direct": 2, "role": 1, "account": 0}


def _granted(policy: NamedPolicy, request: Request, who: Caller) -> tuple[Grant, Statement] | None:
    """The strongest grant of a resource-based policy, and its statement."""
    best: tuple[Grant, Statement] | None = None
    for statement in policy.document.allows:
        if statement.principals is not None and applies(statement, request, who):
            grant = statement.principals.grant(who)
            if grant is not None and (best is None or _STRENGTH[grant] > _STRENGTH[best[0]]):
                best = grant, statement
    return best
