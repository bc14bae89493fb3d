"""Say why: for each statement that was looked at, what matched, what did not, and on what value.

`explain` works from a Decision after the fact, so that deciding costs nothing for it.
"""

from __future__ import annotations

from dataclasses import dataclass

from sim.policy.conditions import Condition
from sim.policy.document import VARIABLES_VERSION, Statement
from sim.policy.evaluate import Decision, NamedPolicy, PolicyType, Request, principal_matches
from sim.policy.match import Variable, tokens
from sim.policy.principal import caller


@dataclass(frozen=True, slots=True)
class ConditionReason:
    """One condition: whether it held, on which values (none: the key was absent), in words."""

    condition: Condition
    holds: bool
    values: tuple[str, ...]
    text: str


@dataclass(frozen=True, slots=True)
class StatementReason:
    """One statement: whether it applied, and each of its parts; a part that the statement lacks counts as matching.

    `lacking` are the variables of its resources that the request has no value for, where that decided.
    """

    policy_type: PolicyType
    policy: NamedPolicy
    statement: Statement
    applies: bool
    principal: bool
    action: bool
    resource: bool
    conditions: tuple[ConditionReason, ...]
    lacking: tuple[str, ...] = ()

    @property
    def failed(self) -> tuple[str, ...]:
        """Why it did not apply, in words, one for each part that failed; empty if it applied."""
        statement, found = self.statement, []
        if not self.action:
            found.append("the action is listed in NotAction" if statement.not_action else "the action does not match")
        if self.lacking:
            found.append(f"there is no {', '.join(self.lacking)} to put into the resource")
        elif not self.resource:
            listed = (
                "the resource is listed in NotResource" if statement.not_resource else "the resource does not match"
            )
            found.append(listed)
        if not self.principal:
            found.append("the principal does not match")
        return (*found, *(reason.text for reason in self.conditions if not reason.holds))


def explain(decision: Decision) -> tuple[StatementReason, ...]:
    """The reasons of a decision, statement by statement, in the order of policy types and policies."""
    request = decision.request
    if request is None:
        return ()
    who = caller(request.principal_arn, request.action, request.keys)
    found = []
    for policy_type, policies in decision.sources:
        for policy in policies:
            for statement in policy.document.statements:
                action = statement.action_names.match(request.action_lower, request.keys) is not statement.not_action
                resource = True
                lacking: tuple[str, ...] = ()
                if statement.resources:
                    matches = statement.resource_names.match(request.resource, request.keys)
                    resource = matches is not None and matches is not statement.not_resource
                    lacking = _lacking(statement, request) if matches is None else ()
                principal = principal_matches(statement, who)
                reasons = tuple(_condition(condition, request) for condition in statement.conditions)
                applies = action and resource and principal and all(reason.holds for reason in reasons)
                found.append(
                    StatementReason(
                        policy_type, policy, statement, applies, principal, action, resource, reasons, lacking
                    )
                )
    return tuple(found)


def missing_keys(decision: Decision) -> tuple[str, ...]:
    """Context keys that statements for this action and resource ask for and the request lacks, sorted, as written.

    What SimulatePrincipalPolicy calls MissingContextValues.
    """
    request = decision.request
    found: dict[str, str] = {}
    for reason in explain(decision):
        if request is None or not reason.action:
            continue
        wanted = [key for condition in reason.statement.conditions for key in (condition.key, *condition.variables)]
        if reason.policy.document.version == VARIABLES_VERSION:
            wanted += _variables(reason.statement)
        for key in wanted:
            if key.lower() not in request.keys:
                found.setdefault(key.lower(), key)
    return tuple(sorted(found.values()))


def _variables(statement: Statement) -> list[str]:
    patterns = (tokens(resource, True) for resource in statement.resources)
    return [token.key for pattern in patterns for token in pattern if isinstance(token, Variable)]


def _lacking(statement: Statement, request: Request) -> tuple[str, ...]:
    return tuple(dict.fromkeys(key for key in _variables(statement) if len(request.keys.get(key, ())) != 1))


def _condition(condition: Condition, request: Request) -> ConditionReason:
    values = request.keys.get(condition.lookup, ())
    holds = condition.holds(request.keys)
    state = f"{condition.key} is absent" if not values else f"{condition.key} is {_listed(values)}"
    wanted = f"{condition.operator} {_listed(condition.values)}"
    text = f"{state}, which meets {wanted}" if holds else f"{state}, and the condition is {wanted}"
    lacking = [key for key in condition.variables if key not in request.keys]
    if not holds and values and lacking:
        text += f"; there is no {', '.join(lacking)} to put in"
    return ConditionReason(condition, holds, values, text)


def _listed(values: tuple[str, ...]) -> str:
    return " or ".join(f'"{value}"' for value in values) if values else "nothing"
