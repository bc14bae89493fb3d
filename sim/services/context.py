"""Who calls, and with what standing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sim.account import ROOT, User
from sim.clock import iso
from sim.errors import ServiceError, no_such_user
from sim.people import Credentials
from sim.world import Session, World

ConditionValue = str | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Principal:
    """Who signed a request: a user (by name) or ROOT, with a session or with long-term keys."""

    owner: str
    access_key_id: str
    session: Session | None = None

    @property
    def has_mfa(self) -> bool:
        """Whether the session was opened with an MFA code."""
        return self.session is not None and self.session.mfa_time is not None


@dataclass(frozen=True, slots=True)
class Context:
    """What an operation gets: the world it acts on, who calls and which person's hands the call comes from."""

    world: World
    principal: Principal
    person: str

    @property
    def arn(self) -> str:
        """The caller's ARN."""
        return principal_arn(self.world, self.principal)

    def user(self, name: str | None) -> User:
        """The user that a UserName parameter means: the one named, else the caller.

        Raises ServiceError: NoSuchEntity for an unknown name; ValidationError where the root user names nobody.
        """
        if name is None:
            if self.principal.owner == ROOT:
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
        "AWS global condition context keys"); aws:MultiFactorAuthAge is present only with MFA, in seconds.
        """
        world, session = self.world, self.principal.session
        keys: dict[str, ConditionValue] = {
            "aws:PrincipalArn": self.arn,
            "aws:PrincipalAccount": world.account.account_id,
            "aws:CurrentTime": iso(world.time),
            "aws:EpochTime": str(world.time // 1_000),
            "aws:SourceIp": SOURCE_IP,
            "aws:SecureTransport": "true",
        }
        if self.principal.owner == ROOT:
            keys |= {"aws:PrincipalType": "Account", "aws:userid": world.account.account_id}
        else:
            user = world.account.users[self.principal.owner]
            keys |= {"aws:PrincipalType": "User", "aws:username": user.user_name, "aws:userid": user.user_id}
            keys |= {f"aws:PrincipalTag/{key}": value for key, value in user.tags}
        if session is not None:
            keys["aws:MultiFactorAuthPresent"] = "true" if session.mfa_time is not None else "false"
            keys["aws:TokenIssueTime"] = iso(session.issued)
            if session.mfa_time is not None:
                keys["aws:MultiFactorAuthAge"] = str((world.time - session.mfa_time) // 1_000)
        return keys


SOURCE_IP = "192.0.2.10"
"""Where the learner's calls come from: an address that RFC 5737 keeps for documentation."""


def principal_arn(world: World, principal: Principal) -> str:
    """The ARN of whoever signed a request."""
    account = world.account
    return account.root_arn if principal.owner == ROOT else account.user_arn(account.users[principal.owner])


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
        if session.owner != ROOT and session.owner not in world.account.users:
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
    if principal.owner == ROOT:
        identity: dict[str, Any] = {"type": "Root", "principalId": account.account_id, "arn": account.root_arn}
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
        identity["sessionContext"] = {
            "attributes": {
                "creationDate": iso(principal.session.issued),
                "mfaAuthenticated": "true" if principal.has_mfa else "false",
            }
        }
    return identity
