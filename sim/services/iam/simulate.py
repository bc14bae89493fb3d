"""What policies would say: SimulatePrincipalPolicy, SimulateCustomPolicy, and the context keys that policies ask for.

Sources: IAM API Reference; texts and the names of sources as published results show them. Chosen where they are
silent: a principal's own condition keys are known to the simulation, those of the moment (time, address, MFA) are not
and must be given; ResourceHandlingOption changes nothing here; an implicit deny matches no statements.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sim.account import Group, Role, User
from sim.errors import ServiceError, invalid_input
from sim.policy.document import VARIABLES_VERSION, Document, PolicyError, parse
from sim.policy.evaluate import Decision, NamedPolicy, Request, evaluate
from sim.policy.explain import explain, missing_keys
from sim.policy.match import Variable, tokens
from sim.policy.positions import statement_positions
from sim.policy.principal import principal_keys
from sim.services.context import Context
from sim.services.iam.entities import Entity, find, name_of
from sim.services.iam.shapes import page
from sim.world import World

_SOURCE = re.compile(r"arn:aws[a-z-]*:iam::([0-9]{12}):(user|group|role)/(?:.*/)?([^/]+)\Z")
_ACTION = re.compile(r"[A-Za-z0-9-]+:[A-Za-z0-9*?]+\Z")


@dataclass(frozen=True, slots=True)
class Simulated:
    """The policies of a simulation, each with its text: what grants, what bounds, what is on the resource."""

    identity: tuple[tuple[NamedPolicy, str], ...]
    boundary: tuple[NamedPolicy, str] | None
    resource: tuple[NamedPolicy, str] | None
    caller: str
    owner: str
    keys: Mapping[str, str | tuple[str, ...]]

    def decide(self, action: str, resource: str) -> Decision:
        """The decision on one action and one resource."""
        return evaluate(
            Request(self.caller, self.owner, action, resource, self.keys),
            [policy for policy, _ in self.identity],
            self.boundary[0] if self.boundary else None,
            (),
            self.resource[0] if self.resource else None,
        )

    def texts(self) -> dict[tuple[str, str | None], str]:
        """The documents' texts by the names and ARNs of their policies."""
        every = [
            *self.identity,
            *([self.boundary] if self.boundary else []),
            *([self.resource] if self.resource else []),
        ]
        return {(policy.name, policy.arn): text for policy, text in every}


def simulate_principal(context: Context, parameters: Mapping[str, Any]) -> tuple[World, dict[str, Any]]:
    """SimulatePrincipalPolicy."""
    return context.world, _results(simulation(context, parameters), parameters)


def simulate_custom(context: Context, parameters: Mapping[str, Any]) -> tuple[World, dict[str, Any]]:
    """SimulateCustomPolicy."""
    return context.world, _results(simulation(context, parameters), parameters)


def simulation(context: Context, parameters: Mapping[str, Any]) -> Simulated:
    """What SimulatePrincipalPolicy decides by, or without PolicySourceArn SimulateCustomPolicy.

    Raises ServiceError as they do.
    """
    account = context.world.account
    entity = _source(context, parameters["PolicySourceArn"]) if "PolicySourceArn" in parameters else None
    identity, boundary = _inputs(parameters, "PolicyInputList"), _boundary(parameters)
    if entity is None:
        return _simulated(context, parameters, identity, boundary, account.arn("user/simulation"), {})
    arn = None if isinstance(entity, Group) else entity.permissions_boundary
    if boundary is None and arn is not None:
        boundary = _managed(context, arn)
    keys: dict[str, str | tuple[str, ...]] = {}
    caller = parameters["PolicySourceArn"]
    if isinstance(entity, User):
        keys |= principal_keys(caller, entity.user_id, entity.tags)
    elif isinstance(entity, Role):
        caller = f"arn:aws:sts::{account.account_id}:assumed-role/{entity.role_name}/simulation"
        keys |= principal_keys(caller, f"{entity.role_id}:simulation", entity.tags, account.role_arn(entity))
    return _simulated(context, parameters, [*_texts_of(context, entity), *identity], boundary, caller, keys)


def keys_of_custom(context: Context, parameters: Mapping[str, Any]) -> tuple[World, dict[str, Any]]:
    """GetContextKeysForCustomPolicy."""
    return context.world, {"ContextKeyNames": _wanted(_inputs(parameters, "PolicyInputList"))}


def keys_of_principal(context: Context, parameters: Mapping[str, Any]) -> tuple[World, dict[str, Any]]:
    """GetContextKeysForPrincipalPolicy."""
    own = _texts_of(context, _source(context, parameters["PolicySourceArn"]))
    return context.world, {"ContextKeyNames": _wanted([*own, *_inputs(parameters, "PolicyInputList")])}


def _simulated(
    context: Context,
    parameters: Mapping[str, Any],
    identity: Sequence[tuple[NamedPolicy, str]],
    boundary: tuple[NamedPolicy, str] | None,
    caller: str,
    keys: Mapping[str, str | tuple[str, ...]],
) -> Simulated:
    account = context.world.account
    given = {
        entry["ContextKeyName"]: tuple(entry.get("ContextKeyValues", ()))
        for entry in parameters.get("ContextEntries", ())
        if "ContextKeyName" in entry
    }
    resource = None
    if "ResourcePolicy" in parameters:
        text = parameters["ResourcePolicy"]
        resource = NamedPolicy("ResourcePolicy", None, _read(text, "resource")), text
    if "CallerArn" in parameters:
        caller = parameters["CallerArn"]
        if not re.match(r"arn:aws[a-z-]*:(iam|sts)::[0-9]{12}:.", caller):
            raise invalid_input(f"Invalid Caller Arn: {caller}")
    owner = parameters.get("ResourceOwner", account.account_id)
    found = re.search(r"[0-9]{12}", owner)
    known = {key.lower(): value for key, value in keys.items()} | {key.lower(): value for key, value in given.items()}
    return Simulated(tuple(identity), boundary, resource, caller, found[0] if found else account.account_id, known)


def _results(simulated: Simulated, parameters: Mapping[str, Any]) -> dict[str, Any]:
    for action in parameters["ActionNames"]:
        if not _ACTION.match(action):
            raise invalid_input(f"Invalid Input Actions: {action} is not valid.")
    pairs = [(action, arn) for action in parameters["ActionNames"] for arn in parameters.get("ResourceArns") or ["*"]]
    return page("EvaluationResults", pairs, parameters, lambda pair: _result(simulated, *pair))


def _result(simulated: Simulated, action: str, resource: str) -> dict[str, Any]:
    decision = simulated.decide(action, resource)
    result: dict[str, Any] = {
        "EvalActionName": action,
        "EvalResourceName": resource,
        "EvalDecision": {"allow": "allowed", "explicit-deny": "explicitDeny"}.get(decision.kind, "implicitDeny"),
        "MatchedStatements": _matched(simulated, decision),
        "MissingContextValues": list(missing_keys(decision)),
    }
    if simulated.boundary is not None:
        request = decision.request
        assert request is not None
        inside = evaluate(request, [simulated.boundary[0]]).allowed
        result["PermissionsBoundaryDecisionDetail"] = {"AllowedByPermissionsBoundary": inside}
    return result


def _matched(simulated: Simulated, decision: Decision) -> list[dict[str, Any]]:
    """The statements that decided: "the deny statement is the only entry" where there is one (API Reference)."""
    if decision.kind == "implicit-deny":
        return []
    effect, texts = ("Allow" if decision.allowed else "Deny"), simulated.texts()
    matched = []
    for reason in explain(decision):
        bounds = decision.allowed and reason.policy_type == "boundary"
        if reason.applies and reason.statement.effect == effect and not bounds:
            start, end = statement_positions(texts[reason.policy.name, reason.policy.arn])[reason.statement.index]
            matched.append(
                {
                    "SourcePolicyId": reason.policy.name,
                    "SourcePolicyType": "Resource Policy" if reason.policy_type == "resource" else "IAM Policy",
                    "StartPosition": {"Line": start.line, "Column": start.column},
                    "EndPosition": {"Line": end.line, "Column": end.column},
                }
            )
    return matched


def _source(context: Context, arn: str) -> Entity:
    found, account = _SOURCE.match(arn), context.world.account
    if found is None:
        raise invalid_input(f"Invalid Entity Arn: {arn} does not clearly define entity type and name.")
    if found[1] != account.account_id:
        raise invalid_input(
            f"Invalid Policy Source Arn: caller's account {account.account_id} does not have access to policies in "
            f"account {found[1]}"
        )
    return find(account, found[2].capitalize(), found[3])


def _texts_of(context: Context, entity: Entity) -> list[tuple[NamedPolicy, str]]:
    """An entity's policies under the names that results give them: user_Alice_NAME for an inline one."""
    account = context.world.account
    holders: list[Entity] = [entity]
    if isinstance(entity, User):
        holders += [account.groups[name] for name in entity.groups]
    found = []
    for holder in holders:
        kind = type(holder).__name__.lower()
        for name, text in holder.inline_policies:
            found.append((NamedPolicy(f"{kind}_{name_of(holder)}_{name}", None, parse(text)), text))
        found += [_managed(context, arn) for arn in holder.attached_policies]
    return found


def _managed(context: Context, arn: str) -> tuple[NamedPolicy, str]:
    policy = context.world.account.policy(arn)
    assert policy is not None
    return NamedPolicy(policy.policy_name, arn, parse(policy.document, "managed")), policy.document


def _inputs(parameters: Mapping[str, Any], name: str) -> list[tuple[NamedPolicy, str]]:
    texts = parameters.get(name) or ()
    return [
        (NamedPolicy(f"{name}.{number}", None, _read(text, "identity")), text) for number, text in enumerate(texts, 1)
    ]


def _boundary(parameters: Mapping[str, Any]) -> tuple[NamedPolicy, str] | None:
    given = _inputs(parameters, "PermissionsBoundaryPolicyInputList")
    if len(given) > 1:
        raise invalid_input("Only one permissions boundary policy can be given.")
    return given[0] if given else None


def _read(text: str, kind: Any) -> Document:
    try:
        return parse(text, kind)
    except PolicyError as error:
        raise ServiceError("InvalidInput", 400, error.message, cause="malformed-policy") from None


def _wanted(policies: Sequence[tuple[NamedPolicy, str]]) -> list[str]:
    found: dict[str, str] = {}
    for policy, _ in policies:
        for statement in policy.document.statements:
            for condition in statement.conditions:
                for key in (condition.key, *condition.variables):
                    found.setdefault(key.lower(), key)
            if policy.document.version == VARIABLES_VERSION:
                for resource in statement.resources:
                    for token in tokens(resource, True):
                        if isinstance(token, Variable):
                            found.setdefault(token.key.lower(), token.key)
    return sorted(found.values())
