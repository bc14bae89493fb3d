"""Who calls, and with what standing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sim.account import ROOT, Role, User
from sim.clock import iso
from sim.errors import ServiceError, no_such_user
from sim.people import Credentials
from sim.policy.principal import principal_keys
from sim.trail import SOURCE_IP
from sim.world import RoleSession, Session, World

ConditionValue = str | tuple[str, ...]

REGION = "us-east-1"
"""The region that every call goes to."""

LOOPBACK = "127.0.0.1"
"""Where the calls of programs outside come from: the machine that they share with the account."""


@dataclass(frozen=True, slots=True)
class Principal:
    """Who signed a request: a user (by name), ROOT or a role's session, with a session or with long-term keys."""

    owner: str
    access_key_id: str
    session: Session | None = None

    @property
    def role(self) -> RoleSession | None:
        """What the caller assumed, if it is a role's session."""
        return self.session.role if self.session is not None else None

    @property
    def has_mfa(self) -> bool:
        """Whether the session was opened with an MFA code."""
        return self.session is not None and self.session.mfa_time is not None


@dataclass(frozen=True, slots=True)
class Context:
    """What an operation gets: the world it acts on, who calls, which person's hands and which address it comes from."""

    world: World
    principal: Principal
    person: str
    source_ip: str = SOURCE_IP

    @property
    def arn(self) -> str:
        """The caller's ARN."""
        return principal_arn(self.world, self.principal)

    def user(self, name: str | None) -> User:
        """The user that a UserName parameter means: the one named, else the caller.

        Raises ServiceError: NoSuchEntity for an unknown name; ValidationError where root or a role names nobody.
        """
        if name is None:
            if self.principal.owner == ROOT or self.principal.role is not None:
                raise ServiceError(
                    "ValidationError", 400, "Must specify userName when calling with non-User credentials"
                )
            name = self.principal.owner
        user = self.world.account.users.get(name)
        if user is None:
            raise no_such_user(name)
        return user

    def conditions(self) -> dict[str, ConditionValue]:
        """The global condition keys of this request.

        aws:MultiFactorAuthPresent is absent with long-term keys, "false" in a session without MFA (IAM User Guide,
        "AWS global condition context keys"); aws:MultiFactorAuthAge is present only with MFA, in seconds. Both are
        absent in a role's session: credentials of AssumeRole "do not include MFA information in the context" (IAM
        User Guide, "Secure API access with MFA").
        """
        world, session = self.world, self.principal.session
        keys: dict[str, ConditionValue] = {
            **principal_context(world, self.principal),
            "aws:CurrentTime": iso(world.time),
            "aws:EpochTime": str(world.time // 1_000),
            "aws:SourceIp": self.source_ip,
            "aws:SecureTransport": "true",
            "aws:RequestedRegion": REGION,
            "aws:ViaAWSService": "false",
        }
        if session is not None:
            keys["aws:TokenIssueTime"] = iso(session.issued)
        if session is not None and session.role is None:
            keys["aws:MultiFactorAuthPresent"] = "true" if session.mfa_time is not None else "false"
            if session.mfa_time is not None:
                keys["aws:MultiFactorAuthAge"] = str((world.time - session.mfa_time) // 1_000)
        return keys


def principal_arn(world: World, principal: Principal) -> str:
    """The ARN of whoever signed a request."""
    account = world.account
    if principal.role is not None:
        return f"arn:aws:sts::{account.account_id}:{principal.owner}"
    return account.root_arn if principal.owner == ROOT else account.user_arn(account.users[principal.owner])


def user_id(world: World, principal: Principal) -> str:
    """The UserId of GetCallerIdentity: the user's id, the account's for root, "role id:session name" for a role."""
    if principal.role is not None:
        return f"{principal.role.role_id}:{principal.role.session_name}"
    return world.account.account_id if principal.owner == ROOT else world.account.users[principal.owner].user_id


def principal_context(world: World, principal: Principal) -> dict[str, str]:
    """The condition keys that tell of the caller; a session's tags stand before its role's."""
    tags: dict[str, str] = {}
    role_arn = None
    session = principal.role
    if session is not None:
        role = world.account.roles[session.role_name]
        role_arn = world.account.role_arn(role)
        tags = dict(role.tags) | dict(session.tags)
    elif principal.owner != ROOT:
        tags = dict(world.account.users[principal.owner].tags)
    keys = principal_keys(principal_arn(world, principal), user_id(world, principal), tags, role_arn)
    if session is not None and session.source_identity is not None:
        keys["aws:SourceIdentity"] = session.source_identity
    return keys


def authenticate(world: World, credentials: Credentials) -> Principal:
    """Who these credentials are.

    Raises ServiceError with the code and words that AWS has for unknown, inactive and expired credentials.
    """
    key_id = credentials.access_key_id
    session = world.sessions.get(key_id)
    if session is not None:
        if credentials.session_token != session.session_token:
            raise _invalid_token()
        if world.time >= session.expires:
            raise ServiceError(
                "ExpiredToken", 403, "The security token included in the request is expired", cause="expired-token"
            )
        if not _still_there(world, session):
            raise _invalid_token()
        return Principal(session.owner, key_id, session)
    owner = world.account.access_keys.get(key_id)
    user = world.account.users.get(owner) if owner else None
    keys = [key for key in user.access_keys if key.access_key_id == key_id] if user else []
    if user is None or not keys or keys[0].status != "Active":
        raise _invalid_token()
    if credentials.secret_access_key != keys[0].secret_access_key:
        raise ServiceError(
            "SignatureDoesNotMatch",
            403,
            "The request signature we calculated does not match the signature you provided. Check your AWS Secret "
            "Access Key and signing method. Consult the service documentation for details.",
            cause="wrong-secret-access-key",
        )
    return Principal(user.user_name, key_id)


def _still_there(world: World, session: Session) -> bool:
    """Whether the session's user or role still exists; a role made anew under its name is another one."""
    if session.role is not None:
        role = world.account.roles.get(session.role.role_name)
        return role is not None and role.role_id == session.role.role_id
    return session.owner == ROOT or session.owner in world.account.users


def _invalid_token() -> ServiceError:
    return ServiceError(
        "InvalidClientTokenId",
        403,
        "The security token included in the request is invalid.",
        cause="unknown-credentials",
    )


def identity_document(world: World, principal: Principal) -> Mapping[str, Any]:
    """The userIdentity element of a trail event."""
    account = world.account
    identity: dict[str, Any]
    if principal.role is not None:
        identity = {
            "type": "AssumedRole",
            "principalId": user_id(world, principal),
            "arn": principal_arn(world, principal),
        }
    elif principal.owner == ROOT:
        identity = {"type": "Root", "principalId": account.account_id, "arn": account.root_arn}
    else:
        user = account.users[principal.owner]
        identity = {
            "type": "IAMUser",
            "principalId": user.user_id,
            "arn": account.user_arn(user),
            "userName": user.user_name,
        }
    identity |= {"accountId": account.account_id, "accessKeyId": principal.access_key_id}
    if principal.session is not None:
        context: dict[str, Any] = {
            "attributes": {
                "creationDate": iso(principal.session.issued),
                "mfaAuthenticated": "true" if principal.has_mfa else "false",
            }
        }
        if principal.role is not None:
            context = {"sessionIssuer": _issuer(world, account.roles[principal.role.role_name])} | context
            if principal.role.source_identity is not None:
                context["sourceIdentity"] = principal.role.source_identity
        identity["sessionContext"] = context
    return identity


def _issuer(world: World, role: Role) -> dict[str, str]:
    return {
        "type": "Role",
        "principalId": role.role_id,
        "arn": world.account.role_arn(role),
        "accountId": world.account.account_id,
        "userName": role.role_name,
    }
