"""Policy documents as operations take them: read, measured, refused in IAM's words.

The quotas' sentences are those widely reported; white space does not count (IAM User Guide, "IAM and AWS STS quotas").
"""

from __future__ import annotations

import re

from sim.account import Account, ManagedPolicy
from sim.errors import ServiceError, invalid_input, no_such_entity
from sim.policy.document import MANAGED_CHARACTERS, TRUST_CHARACTERS, Document, Kind, PolicyError, parse, size

_POLICY_ARN = re.compile(r"arn:aws[a-z-]*:iam::(?:[0-9]{12}|aws):policy/[\w+=,.@/-]+\Z", re.ASCII)
_OWN_PRINCIPAL = re.compile(r"arn:aws:iam::([0-9]{12}):(user|role)/(?:.*/)?([^/]+)\Z")


def checked(text: str, kind: Kind) -> Document:
    """The document, read.

    Raises ServiceError (MalformedPolicyDocument).
    """
    try:
        return parse(text, kind)
    except PolicyError as error:
        raise malformed(error.message) from None


def malformed(message: str) -> ServiceError:
    """MalformedPolicyDocument, 400."""
    return ServiceError("MalformedPolicyDocument", 400, message, cause="malformed-policy")


def managed_document(text: str) -> None:
    """Raise ServiceError unless `text` can be a managed policy's version."""
    checked(text, "managed")
    if size(text) > MANAGED_CHARACTERS:
        raise quota(f"Cannot exceed quota for PolicySize: {MANAGED_CHARACTERS}")


def trust_document(account: Account, text: str) -> tuple[tuple[str, str], ...]:
    """The users and roles of this account that a trust policy names, with their unique ids.

    Raises ServiceError unless `text` can be a role's trust policy and all of those exist.
    """
    document = checked(text, "trust")
    if size(text) > TRUST_CHARACTERS:
        raise quota(f"Cannot exceed quota for ACLSizePerRole: {TRUST_CHARACTERS}")
    found: dict[str, str] = {}
    for statement in document.statements:
        for kind, name in statement.principals.values if statement.principals else ():
            parts = _OWN_PRINCIPAL.match(name) if kind == "AWS" else None
            if parts is None or parts[1] != account.account_id:
                continue
            unique_id = principal_id(account, name)
            if unique_id is None:
                raise malformed(f'Invalid principal in policy: "{kind}":"{name}"')
            found[name] = unique_id
    return tuple(found.items())


def principal_id(account: Account, arn: str) -> str | None:
    """The unique id of the user or role that has that ARN now."""
    parts = _OWN_PRINCIPAL.match(arn)
    if parts is None:
        return None
    if parts[2] == "user":
        user = account.users.get(parts[3])
        return user.user_id if user is not None and account.user_arn(user) == arn else None
    role = account.roles.get(parts[3])
    return role.role_id if role is not None and account.role_arn(role) == arn else None


def quota(message: str) -> ServiceError:
    """LimitExceeded, 409."""
    return ServiceError("LimitExceeded", 409, message, cause="quota")


def known_policy(account: Account, arn: str) -> ManagedPolicy:
    """The managed policy of that ARN.

    Raises ServiceError: InvalidInput for what is no policy's ARN, NoSuchEntity for an unknown one.
    """
    policy = account.policy(arn)
    if policy is None:
        well_formed(arn)
        raise no_such_entity(f"Policy {arn} was not found.", "no-such-policy")
    return policy


def attachable_policy(account: Account, arn: str) -> ManagedPolicy:
    """The managed policy of that ARN, to attach it.

    Raises ServiceError: InvalidInput for what is no policy's ARN, NoSuchEntity for an unknown one.
    """
    policy = account.policy(arn)
    if policy is None:
        well_formed(arn)
        raise no_such_entity(f"Policy {arn} does not exist or is not attachable.", "no-such-policy")
    return policy


def own_policy(account: Account, arn: str) -> ManagedPolicy:
    """The customer's managed policy of that ARN, to change it.

    Raises ServiceError: AccessDenied for one of AWS's, InvalidInput, NoSuchEntity.
    """
    policy = known_policy(account, arn)
    if policy.is_aws_managed:
        raise ServiceError("AccessDenied", 403, "Policy is outside your own account.", cause="aws-managed-policy")
    return policy


def well_formed(arn: str) -> None:
    """Raise ServiceError (InvalidInput) unless this is a managed policy's ARN."""
    if not _POLICY_ARN.match(arn):
        raise invalid_input(f"ARN {arn} is not valid.")
