"""One call of an operation, from who signed it to what it leaves in the trail."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from sim.clock import Timestamp
from sim.errors import ServiceError
from sim.people import Credentials
from sim.policy.evaluate import Decision
from sim.services.authorize import decide, refusal, refuses
from sim.services.check import check
from sim.services.context import Context, Principal, authenticate, identity_document
from sim.services.declare import EVERYTHING, Operation
from sim.services.dialect import in_dialect, in_trail, told, trail_code
from sim.services.iam.access_keys import with_key_use
from sim.services.support import caught_up
from sim.trail import Event, trail_date
from sim.values import changed
from sim.world import World

SECRETS = frozenset(
    {
        "AuthenticationCode1",
        "AuthenticationCode2",
        "TokenCode",
        "Password",
        "OldPassword",
        "NewPassword",
        "Base32StringSeed",
        "SecretAccessKey",
        "SessionToken",
        "Body",
    }
)
"""Members that the trail leaves out: secrets, and what S3 keeps."""


@dataclass(frozen=True, slots=True)
class Reply:
    """The world after a call, and either its result or its refusal."""

    world: World
    data: dict[str, Any] | None = None
    error: ServiceError | None = None


def invoke(
    world: World,
    credentials: Credentials,
    person: str,
    operation: Operation,
    parameters: Mapping[str, Any],
    *,
    all_pages: bool = False,
    source_ip: str | None = None,
) -> Reply:
    """Call `operation` as whoever the credentials are, from `person`'s hands.

    A refusal is a reply too: its event stays in the trail, and so does what it counted. `all_pages` asks a listing
    for everything at once, as the AWS CLI does page by page. `source_ip` is the address that the call comes from,
    the person's when left out.
    """
    world = caught_up(world)
    source_ip = source_ip or world.people[person].address
    try:
        principal = authenticate(world, credentials)
    except ServiceError as error:
        return Reply(world, error=told(operation, in_dialect(operation.service, error)))
    if principal.session is None:
        world = with_key_use(world, principal.owner, principal.access_key_id, operation.service)
    context = Context(world, principal, person, source_ip)
    identity = identity_document(world, principal)
    decision = None
    try:
        check(operation, parameters)
        _session_may_call(principal, operation)
        decision = decide(context, operation, parameters)
        if decision is not None and refuses(decision):
            raise refusal(decision)
        asked = dict(parameters)
        if all_pages and operation.pages:
            asked |= {operation.page_size: EVERYTHING}
        after, data = operation.function(context, asked)
    except ServiceError as refused:
        said = in_dialect(operation.service, refused)
        left = refused.world or world
        judged = decision or _own_decision(world, left)
        left = _recorded(left, identity, operation, parameters, judged, source_ip, error=said)
        return Reply(left, error=told(operation, said))
    judged = decision or _own_decision(world, after)
    left = _recorded(after, identity, operation, parameters, judged, source_ip, data=data)
    return Reply(_used(left, principal), data=data)


def _own_decision(before: World, after: World) -> Decision | None:
    """What an operation that asks the policies itself, as AssumeRole does, left as their decision."""
    return after.decision if after.decision is not before.decision else None


def _session_may_call(principal: Principal, operation: Operation) -> None:
    """Credentials of GetSessionToken without MFA cannot call IAM (STS API Reference, GetSessionToken)."""
    session = principal.session
    of_user = session is not None and session.kind == "sts" and session.role is None
    if of_user and not principal.has_mfa and operation.service == "iam":
        raise ServiceError(
            "InvalidClientTokenId",
            403,
            "The security token included in the request is invalid",
            cause="session-without-mfa",
        )


def _used(world: World, principal: Principal) -> World:
    """The world in which the caller's role, if it has one, was last used now."""
    role = world.account.roles.get(principal.role.role_name) if principal.role else None
    if role is None:
        return world
    return replace(world, account=world.account.with_role(replace(role, last_used=world.time)))


def _recorded(
    world: World,
    identity: Mapping[str, Any],
    operation: Operation,
    parameters: Mapping[str, Any],
    decision: Decision | None,
    source_ip: str,
    *,
    data: Mapping[str, Any] | None = None,
    error: ServiceError | None = None,
) -> World:
    event = Event(
        event_id(world),
        world.time,
        f"{operation.service}.amazonaws.com",
        operation.name,
        "AwsApiCall",
        identity,
        world.account.account_id,
        source_ip=source_ip,
        request=in_trail(operation.service, _spoken(parameters)) or None,
        response=None if operation.read_only or not data else in_trail(operation.service, _spoken(data)),
        error_code=trail_code(operation, error.code) if error else None,
        error_message=error.message if error else None,
        read_only=operation.read_only,
    )
    return changed(world, trail=world.trail.push_front(event), decision=decision)


def event_id(world: World) -> str:
    """The id of the world's next event: a UUID that depends on the seed and on how many events there are."""
    return str(UUID(int=(world.seed * 0x9E3779B97F4A7C15F39CC0605CEDC835 + len(world.trail) + 1) % 2**128, version=4))


def _spoken(value: Any) -> Any:
    """A value as the trail writes it: names begin in lower case, secrets are left out."""
    if isinstance(value, Timestamp):
        return trail_date(value)
    if isinstance(value, Mapping):
        return {name[:1].lower() + name[1:]: _spoken(item) for name, item in value.items() if name not in SECRETS}
    if isinstance(value, (list, tuple)):
        return [_spoken(item) for item in value]
    return value if isinstance(value, (bool, int, float, str)) else str(value)
