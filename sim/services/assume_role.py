"""AssumeRole: the role's trust policy and the caller's own policies decide, with the MFA code that came along.

Sources: STS API Reference, AssumeRole; IAM User Guide, "Methods to assume a role", "Pass session tags in AWS STS".
Refusals are worded as widely reported; that of an unknown role reads like the one of a role without trust. Chosen
where AWS does not say: the MFA code is looked at before the policies; an unknown policy among PolicyArns is a malformed
one; the packed size counts characters; a session that was opened with MFA, or from one that was, counts as such in the
trail.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from sim.account import ROOT, Role
from sim.clock import SECOND, Timestamp
from sim.errors import ServiceError, access_denied, invalid
from sim.policy.document import SESSION_CHARACTERS, parse, size
from sim.policy.evaluate import Decision, NamedPolicy, Request, assume_role
from sim.services.authorize import refusal, standing_of
from sim.services.context import ConditionValue, Context
from sim.services.declare import Need, Operation, Parameter, Shape
from sim.services.iam.documents import checked, malformed
from sim.services.iam.entities import resource_keys
from sim.services.iam.shapes import TAGS, tags_of
from sim.services.sts import open_session, verify_code
from sim.world import RoleSession, World

DEFAULT_DURATION = 3_600
"""Seconds that a session lasts when nothing is said, and at most when a role's session assumes another role."""

POLICY_ARNS_QUOTA = 10
"""Managed session policies at most (STS API Reference, AssumeRole)."""

SESSION_NAME = r"[\w+=,.@-]*"

_ROLE_ARN = re.compile(r"arn:aws:iam::([0-9]{12}):role/(?:[\u0021-\u007E]+/)?([\w+=,.@-]{1,64})\Z", re.ASCII)


def _assume_role(context: Context, parameters: Mapping[str, Any]) -> tuple[World, dict[str, Any]]:
    principal = context.principal
    if principal.owner == ROOT:
        raise access_denied("Roles may not be assumed by root accounts.", "root-cannot-assume")
    serial = parameters.get("SerialNumber")
    if (serial is None) != ("TokenCode" not in parameters):
        raise access_denied(
            "MultiFactorAuthentication failed, must provide both MFA serial number and one time pass code.",
            "serial-and-code-go-together",
        )
    if serial is not None:
        context = replace(context, world=verify_code(context, serial, parameters["TokenCode"]))
    role = role_of(context, parameters["RoleArn"])
    if role is None:
        message = (
            f"User: {context.arn} is not authorized to perform: sts:AssumeRole on resource: {parameters['RoleArn']} "
            "because no role trust policy allows the sts:AssumeRole action"
        )
        refused = access_denied(message, "no-such-role")
        raise ServiceError(refused.code, refused.status, refused.message, cause=refused.cause, world=context.world)
    decision = assume_decision(context, role, parameters)
    world = replace(context.world, decision=decision)
    if not decision.allowed:
        refused = refusal(decision)
        raise ServiceError(refused.code, refused.status, refused.message, cause=refused.cause, world=world)
    seconds = _duration(context, role, parameters)
    session, packed = _session(context, role, parameters)
    mfa_time = world.time if serial is not None else principal.session.mfa_time if principal.session else None
    world, opened = open_session(
        world, context.person, session.owner, "sts", seconds * SECOND, mfa_time, serial, role=session
    )
    result: dict[str, Any] = {
        "Credentials": {
            "AccessKeyId": opened.access_key_id,
            "SecretAccessKey": opened.secret_access_key,
            "SessionToken": opened.session_token,
            "Expiration": Timestamp(opened.expires),
        },
        "AssumedRoleUser": {
            "AssumedRoleId": f"{role.role_id}:{session.session_name}",
            "Arn": f"arn:aws:sts::{world.account.account_id}:{session.owner}",
        },
    }
    if packed is not None:
        result["PackedPolicySize"] = packed
    if session.source_identity is not None:
        result["SourceIdentity"] = session.source_identity
    return world, result


def role_of(context: Context, arn: str) -> Role | None:
    """The role of this account that an ARN names.

    Raises ServiceError (ValidationError) for what is no role's ARN.
    """
    found = _ROLE_ARN.match(arn)
    if found is None:
        raise invalid(f"{arn} is invalid")
    account = context.world.account
    role = account.roles.get(found[2])
    return role if role is not None and account.role_arn(role) == arn else None


def assume_decision(context: Context, role: Role, parameters: Mapping[str, Any]) -> Decision:
    """What the role's trust policy and the caller's policies say; session tags and a source identity need more."""
    account = context.world.account
    standing = standing_of(context.world, context.principal)
    trust = NamedPolicy(f"the trust policy of {role.role_name}", None, parse(role.trust_policy_by_ids, "trust"))
    keys = _keys(context, role, parameters)
    actions = ["sts:AssumeRole"]
    if parameters.get("Tags") or (context.principal.role and context.principal.role.transitive):
        actions.append("sts:TagSession")
    if "SourceIdentity" in parameters or (context.principal.role and context.principal.role.source_identity):
        actions.append("sts:SetSourceIdentity")
    decisions = []
    for action in actions:
        request = Request(context.arn, account.account_id, action, account.role_arn(role), keys)
        decisions.append(assume_role(request, trust, standing.identity, standing.boundary, standing.session))
    return next((decision for decision in decisions if not decision.allowed), decisions[0])


def _keys(context: Context, role: Role, parameters: Mapping[str, Any]) -> dict[str, ConditionValue]:
    keys: dict[str, ConditionValue] = {**context.conditions(), **resource_keys(role)}
    if "SerialNumber" in parameters:
        keys |= {"aws:MultiFactorAuthPresent": "true", "aws:MultiFactorAuthAge": "0"}
    named = {"ExternalId": "sts:ExternalId", "RoleSessionName": "sts:RoleSessionName"}
    named["SourceIdentity"] = "sts:SourceIdentity"
    keys |= {key: parameters[name] for name, key in named.items() if name in parameters}
    inherited = context.principal.role.source_identity if context.principal.role else None
    if inherited is not None:
        keys["sts:SourceIdentity"] = inherited
    if "DurationSeconds" in parameters:
        keys["sts:DurationSeconds"] = str(parameters["DurationSeconds"])
    tags = parameters.get("Tags", ())
    if tags:
        keys |= {f"aws:RequestTag/{tag['Key']}": tag["Value"] for tag in tags}
        keys["aws:TagKeys"] = tuple(tag["Key"] for tag in tags)
    if parameters.get("TransitiveTagKeys"):
        keys["sts:TransitiveTagKeys"] = tuple(parameters["TransitiveTagKeys"])
    return keys


def _duration(context: Context, role: Role, parameters: Mapping[str, Any]) -> int:
    seconds: int = parameters.get("DurationSeconds", DEFAULT_DURATION)
    if context.principal.role is not None and seconds > DEFAULT_DURATION:
        raise _validation(
            context,
            "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.",
        )
    if seconds > role.max_session_duration:
        raise _validation(context, "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.")
    return seconds


def _session(context: Context, role: Role, parameters: Mapping[str, Any]) -> tuple[RoleSession, int | None]:
    """The session to open, and how much of the room for policies and tags it takes, in percent."""
    caller, account = context.principal.role, context.world.account
    policy = parameters.get("Policy")
    arns = tuple(descriptor.get("arn", "") for descriptor in parameters.get("PolicyArns", ()))
    if len(arns) > POLICY_ARNS_QUOTA:
        raise _validation(context, f"The number of managed session policies exceeds {POLICY_ARNS_QUOTA}.")
    for arn in arns:
        if account.policy(arn) is None:
            raise malformed(f"Policy {arn} does not exist or is not attachable.")
    if policy is not None:
        checked(policy, "session")
    tags = dict(tags_of(parameters))
    transitive = tuple(parameters.get("TransitiveTagKeys", ()))
    if unknown := [key for key in transitive if key not in tags]:
        raise _validation(context, f"The specified transitive tag key {unknown[0]} must be included in the tags.")
    if caller is not None:
        tags |= {key: value for key, value in caller.tags if key in caller.transitive}
        transitive = (*transitive, *caller.transitive)
    packed = None
    if policy is not None or arns or tags:
        characters = (
            size(policy or "") + sum(map(len, arns)) + sum(len(key) + len(value) for key, value in tags.items())
        )
        packed = -(-100 * characters // SESSION_CHARACTERS)
        if packed > 100:
            message = f"Packed size of session policy consumes {packed}% of allotted space."
            raise ServiceError("PackedPolicyTooLarge", 400, message, cause="policy-too-large", world=context.world)
    session = RoleSession(
        role.role_name,
        role.role_id,
        parameters["RoleSessionName"],
        policy,
        arns,
        tuple(tags.items()),
        transitive,
        parameters.get("SourceIdentity") or (caller.source_identity if caller else None),
    )
    return session, packed


def _validation(context: Context, message: str) -> ServiceError:
    refused = invalid(message)
    return ServiceError(refused.code, refused.status, message, cause=refused.cause, world=context.world)


def _resource(context: Context, parameters: Mapping[str, Any]) -> str:
    return str(parameters["RoleArn"])


def _nothing_yet(context: Context, parameters: Mapping[str, Any]) -> tuple[Need, ...]:
    """The operation itself asks the policies, once the MFA code is known to be right."""
    return ()


_ARN = Shape(
    minimum=20,
    maximum=2_048,
    pattern=r"[\u0009\u000A\u000D\u0020-\u007E\u0085\u00A0-\uD7FF\uE000-\uFFFD\u10000-\u10FFFF]+",
)

OPERATIONS = (
    Operation(
        "sts",
        "AssumeRole",
        "Take on a role for a while: give temporary credentials with its permissions.",
        (
            Parameter("RoleArn", _ARN, "The role.", required=True),
            Parameter(
                "RoleSessionName",
                Shape(minimum=2, maximum=64, pattern=SESSION_NAME),
                "What the session is called in the trail.",
                required=True,
            ),
            Parameter(
                "PolicyArns",
                Shape("list", member=Shape("structure", members={"arn": _ARN})),
                "Managed policies that bound the session, as arn=….",
            ),
            Parameter(
                "Policy",
                Shape(minimum=1, pattern=r"[\u0009\u000A\u000D\u0020-\u00FF]+"),
                "A policy, JSON, that bounds the session.",
            ),
            Parameter(
                "DurationSeconds",
                Shape("integer", minimum=900, maximum=43_200),
                "How long it lasts; 3600 by default, at most what the role allows.",
            ),
            Parameter("Tags", TAGS, "Session tags, as Key=…,Value=…."),
            Parameter(
                "TransitiveTagKeys",
                Shape("list", maximum=50, member=TAGS.member.members["Key"] if TAGS.member else None),
                "Keys of session tags that a session assumed from this one keeps.",
            ),
            Parameter(
                "ExternalId",
                Shape(minimum=2, maximum=1_224, pattern=r"[\w+=,.@:\/-]*"),
                "What a trust policy may ask for of somebody else's account.",
            ),
            Parameter(
                "SerialNumber", Shape(minimum=9, maximum=256, pattern=r"[\w+=/:,.@-]*"), "The caller's MFA device."
            ),
            Parameter("TokenCode", Shape(minimum=6, maximum=6, pattern=r"[\d]*"), "The code it shows."),
            Parameter(
                "SourceIdentity",
                Shape(minimum=2, maximum=256, pattern=SESSION_NAME),
                "Who is behind it; kept through chained roles.",
            ),
        ),
        ("Credentials", "AssumedRoleUser", "PackedPolicySize", "SourceIdentity"),
        (
            "MalformedPolicyDocument",
            "PackedPolicyTooLarge",
            "RegionDisabledException",
            "ExpiredTokenException",
            "InvalidContextAssertion",
        ),
        _assume_role,
        _resource,
        needs=_nothing_yet,
    ),
)
