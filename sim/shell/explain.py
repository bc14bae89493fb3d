"""`explain`: why the last call was allowed or refused, or what policies would say of another, in plain words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sim.account import ROOT
from sim.clock import HOUR
from sim.errors import ServiceError
from sim.policy.evaluate import Decision, PolicyType, Request, evaluate
from sim.policy.explain import StatementReason, explain
from sim.services import OPERATIONS
from sim.services.assume_role import assume_decision, role_of
from sim.services.authorize import FREE, GRANTED, standing_of
from sim.services.context import Context, Principal, authenticate
from sim.services.ec2.instances import keys_of
from sim.services.iam.shapes import user_resource
from sim.shell.aws import credentials
from sim.shell.command import Command, Refusal, did_you_mean
from sim.world import Outcome, RoleSession, Session, World

USAGE = """\
explain                             why the last line that was refused was
explain last                        why the last aws call was allowed or refused
explain ACTION [RESOURCE] [as PRINCIPAL] [with mfa]
                                    what policies would say: explain iam:ListUsers
                                    explain s3:GetObject arn:aws:s3:::bucket/key as Alice with mfa"""

_TYPES: dict[PolicyType, str] = {
    "identity": "identity-based policy",
    "resource": "resource-based policy",
    "boundary": "permissions boundary",
    "session": "session policy",
    "trust": "trust policy",
    "root": "root user",
}


def _explain(world: World, person: str, words: Sequence[str]) -> Outcome:
    if not words or words[0].lower() == "last":
        if len(words) > 1:
            raise Refusal("explain last stands alone.")
        return Outcome(world, _last(world))
    action, resource, name, mfa = _read(words)
    if name is None:
        context = Context(world, _own(world, person, mfa), person, world.people[person].address)
    else:
        context = Context(world, named(world, person, name, mfa), person)
    if action in FREE:
        return Outcome(world, f"{action} needs no permission: no policy allows it or takes it away.\n")
    return Outcome(world, in_words(asked(context, action, resource)))


def _read(words: Sequence[str]) -> tuple[str, str | None, str | None, bool]:
    """ACTION, RESOURCE, PRINCIPAL, and whether `with mfa` was said."""
    rest, mfa = list(words), False
    if [word.lower() for word in rest[-2:]] == ["with", "mfa"]:
        rest, mfa = rest[:-2], True
    name = None
    if len(rest) >= 2 and rest[-2] == "as":
        rest, name = rest[:-2], rest[-1]
    if not rest or len(rest) > 2 or "as" in rest:
        raise Refusal(f"That is not how explain is written:\n{USAGE}")
    service, colon, operation = rest[0].partition(":")
    if not colon or not service or not operation:
        known = [f"{each.action}" for each in OPERATIONS.values()]
        raise Refusal(f"An action is written service:Name.{did_you_mean(f'iam:{rest[0]}', known)}")
    exact = {each.action.lower(): each.action for each in OPERATIONS.values()}
    return exact.get(rest[0].lower(), rest[0]), rest[1] if len(rest) == 2 else None, name, mfa


def _own(world: World, person: str, mfa: bool) -> Principal:
    try:
        principal = authenticate(world, credentials(world, person, None))
    except ServiceError as error:
        raise Refusal(f"{person}'s credentials are refused: {error.message}") from None
    if mfa and principal.role is None and not principal.has_mfa:
        return _user(world, person, principal.owner, mfa)
    return principal


def named(world: World, person: str, name: str, mfa: bool) -> Principal:
    """A user, role or root by name or ARN, as if by long-term keys, or in a session with MFA.

    Raises Refusal for an unknown name.
    """
    account = world.account
    short = name.rpartition("/")[2] if name.startswith("arn:") else name
    if short in ("root", account.root_arn):
        return _user(world, person, ROOT, mfa)
    is_role = ":role/" in name or ":assumed-role/" in name
    if ":assumed-role/" in name:
        short = name.split("/")[1]
    if not is_role and short in account.users:
        return _user(world, person, short, mfa)
    role = account.roles.get(short)
    if role is None:
        who = world.people.get(name.lower())
        if who is not None and who.user_name is not None and who.user_name in account.users:
            return _user(world, person, who.user_name, mfa)
        raise Refusal(f"There is no user or role {name!r}.{did_you_mean(name, [*account.users, *account.roles])}")
    session = RoleSession(role.role_name, role.role_id, "explain")
    opened = Session("", "", "", person, session.owner, "sts", world.time, world.time + HOUR, role=session)
    return Principal(session.owner, "", opened)


def _user(world: World, person: str, owner: str, mfa: bool) -> Principal:
    if not mfa:
        return Principal(owner, "")
    return Principal(owner, "", Session("", "", "", person, owner, "sts", world.time, world.time + HOUR, world.time))


def asked(
    context: Context, action: str, resource: str | None, more: Mapping[str, str | tuple[str, ...]] | None = None
) -> Decision:
    """What policies say of a call that nobody made; `more` are condition keys beside those that are known.

    Raises Refusal for a role that cannot be named so.
    """
    account = context.world.account
    operation = next((each for each in OPERATIONS.values() if each.action == action), None)
    if resource is None:
        resource = "*"
        if operation is not None and operation.resource is user_resource:
            resource = context.arn
        elif operation is not None and not any(parameter.required for parameter in operation.parameters):
            resource = operation.resource(context, {})
    elif not resource.startswith("arn:") and resource != "*":
        resource = account.arn(resource)
    if action == "sts:AssumeRole" and ":role/" in resource:
        try:
            role = role_of(context, resource)
        except ServiceError as error:
            raise Refusal(error.message) from None
        if role is not None and context.principal.owner != ROOT:
            return assume_decision(context, role, {})
    keys = {**context.conditions(), **keys_of(account, resource), **(more or {})}
    request = Request(context.arn, account.account_id, action, resource, keys)
    if context.principal.owner == ROOT:
        return Decision(True, "allow", "root", request=request)
    standing = standing_of(context.world, context.principal)
    return evaluate(request, standing.identity, standing.boundary, standing.session)


def _last(world: World) -> str:
    event = next((event for event in world.trail if event.type == "AwsApiCall"), None)
    if event is None:
        return "Nothing was called yet: there is nothing to explain.\n"
    text = f"The last call: {event.name}"
    text += f", answered with {event.error_code}.\n" if event.error_code else ", which went well.\n"
    if world.decision is None:
        return f"{text}No policy was asked: it needs no permission, or was refused before.\n"
    if event.error_code and world.decision.allowed:
        text += "Policies allowed it; the service refused it for another reason.\n"
    return text + in_words(world.decision)


def in_words(decision: Decision) -> str:
    """A decision and its reasons, for people."""
    request = decision.request
    assert request is not None
    said = "allowed" if decision.allowed else "refused"
    lines = [f"{request.action} on {request.resource}", f"  for {request.principal_arn}: {said}."]
    reasons = explain(decision)
    if decision.policy_type == "root":
        lines.append("The root user may do everything in the account; no policy is asked.")
    elif decision.statement is not None:
        lines += _decided(decision, reasons)
    elif request.action in GRANTED:
        lines[1] = f"  for {request.principal_arn}: allowed."
        lines.append("It needs no permission, and no statement denies it.")
    else:
        lines.append(_nothing_allows(decision))
    others = [reason for reason in reasons if reason.action and not _is_decisive(decision, reason)]
    if others:
        lines.append("Other statements about this action:")
        for reason in others:
            lines += _other(reason)
    silent = sum(not reason.action for reason in reasons)
    if silent:
        lines.append(f"{silent} statement{'s are' if silent > 1 else ' is'} about other actions.")
    return "\n".join(lines) + "\n"


def _decided(decision: Decision, reasons: Sequence[StatementReason]) -> list[str]:
    reason = next(reason for reason in reasons if _is_decisive(decision, reason))
    verb = "allows" if decision.allowed else "denies"
    lines = [f"{_called(reason)} {verb} it, and decides."]
    lines += [f"  {condition.text}" for condition in reason.conditions]
    if not decision.allowed:
        lines.append("An explicit deny wins over every allow.")
    return lines


def _nothing_allows(decision: Decision) -> str:
    kind = _TYPES[decision.policy_type]
    if decision.policy_type in ("boundary", "session"):
        return f"An identity-based policy allows it, but no {kind} does; both must."
    return f"No {kind} allows it: what nobody allows is refused (an implicit deny)."


def _other(reason: StatementReason) -> list[str]:
    effect = reason.statement.effect.lower()
    if reason.applies:
        return [f"  {_called(reason)} {'allows' if effect == 'allow' else 'denies'} it."]
    lines = [f"  {_called(reason)} would {effect} it, but does not apply:"]
    wanted = ", ".join(reason.statement.resources)
    for why in reason.failed:
        lines.append(f"    {why}: {wanted}" if why == "the resource does not match" else f"    {why}")
    return lines


def _called(reason: StatementReason) -> str:
    statement, policy = reason.statement, reason.policy
    name = statement.sid or f"Statement {statement.index + 1}"
    if reason.policy_type == "trust":
        return f"{name} of {policy.name}"
    return f"{name} of {policy.name} ({_TYPES[reason.policy_type]})"


def _is_decisive(decision: Decision, reason: StatementReason) -> bool:
    return reason.statement is decision.statement and reason.policy is decision.policy


COMMANDS = (Command("explain", USAGE, "which statement of which policy decided, and why", _explain),)
