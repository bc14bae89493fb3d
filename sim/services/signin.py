"""Console sign-in: account, user name and password, then an MFA code for those who have a device.

Whose password must be changed or has expired is asked for a new one before the console opens.

AWS publishes neither the words of the sign-in page's refusals nor its counting of tries; the sentence here is the one
that third parties quote, for every refusal alike.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from sim.account import ROOT, MFADevice, Password
from sim.clock import HOUR, MINUTE
from sim.errors import ServiceError
from sim.people import Credentials, PendingSignIn
from sim.services.context import Principal, identity_document
from sim.services.iam.login_profiles import CHANGE_PASSWORD
from sim.services.iam.password_policy import is_expired
from sim.services.invoke import event_id, invoke
from sim.services.sts import open_session
from sim.trail import Event
from sim.verdict import Verdict
from sim.world import Session, World

CONSOLE_SESSION = 12 * HOUR
"""How long a console session lasts (IAM User Guide: twelve hours)."""

PROMPT_LASTS = 15 * MINUTE
"""How long the MFA prompt waits for a code; chosen here, AWS names no figure."""

REFUSED = "Your authentication information is incorrect. Please try again."


NEW_PASSWORD_REFUSED = (
    "You may not be authorized to perform this action, or the new password does not comply with the account password "
    "policy set by your administrator."
)
"""What the page says of a new password that it does not take (quoted by many)."""

EXPIRED = "Your password has expired. Contact your administrator to set a new one."
"""For an expired password under a policy with HardExpiry; AWS's own words are not known."""


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A sign-in's success: the world and its session; without a session the page asks for what `pending` wants."""

    world: World
    session: Session | None = None


def sign_in(world: World, person: str, name: str, password: str, account: str | None = None) -> SignedIn:
    """Enter account, user name and password on the sign-in page; `name` is a user's, "root" or root's e-mail address.

    Raises ServiceError (its world keeps the failure's event) in AWS's words, with the cause.
    """
    owner = owner_named(world, name)
    known, alias = world.account.account_id, world.account.alias
    secret = _password(world, owner) if owner else None
    if account is not None and account.replace("-", "") != known and account != alias:
        raise _refused(world, person, name, None, cause="wrong-account")
    if owner is None:
        raise _refused(world, person, name, None, cause="no-such-user")
    if secret is None:
        raise _refused(world, person, name, owner, cause="no-console-password")
    if secret.text != password:
        raise _refused(world, person, name, owner, cause="wrong-password")
    if world.account.devices_of(owner):
        who = replace(world.people[person], pending=PendingSignIn(owner, world.time))
        return SignedIn(world.with_person(who))
    return admitted(world, person, owner, None)


def enter_code(world: World, person: str, code: str) -> SignedIn:
    """Answer the MFA prompt with a code of any of the user's devices.

    Raises ServiceError in AWS's words, with the validator's verdict; the prompt stays, to try again.
    """
    pending = world.people[person].pending
    devices = world.account.devices_of(pending.owner) if pending else ()
    if pending is None or not devices or pending.wants != "code" or is_over(world, pending):
        raise no_prompt("an MFA code")
    if not (len(code) == 6 and code.isascii() and code.isdigit()):
        raise _refused(world, person, pending.owner, pending.owner, cause="not-six-digits", mfa=True)
    refusals: list[tuple[Verdict, MFADevice]] = []
    for device in devices:
        validator, verdict = device.validator.single(code, world.time, world.evidence)
        world = replace(world, account=world.account.with_device(replace(device, validator=validator)))
        world = world.with_try(device, "sign-in", (code,), verdict)
        if verdict.accepted:
            return admitted(world, person, pending.owner, device)
        refusals.append((verdict, device))
    telling = [refusal for refusal in refusals if refusal[0].cause not in ("never-valid", "another-device")]
    verdict, _ = (telling or refusals)[0]
    raise _refused(world, person, pending.owner, pending.owner, verdict=verdict, mfa=True)


def admitted(world: World, person: str, owner: str, device: MFADevice | None) -> SignedIn:
    """The console opens for `owner`, unless the page wants a new password first.

    `device` is the one whose code was taken.
    Raises ServiceError where an expired password is for an administrator to change.
    """
    password, policy = _password(world, owner), world.account.password_policy
    if owner == ROOT or password is None:
        return _opened(world, person, owner, device)
    expired = is_expired(world, password)
    if expired and policy is not None and policy.hard_expiry:
        left = _failed(world, person, owner, owner, mfa=device is not None)
        raise ServiceError("PasswordExpired", 401, EXPIRED, cause="password-expired", world=left)
    if not expired and not password.reset_required:
        return _opened(world, person, owner, device)
    serial_number = device.serial_number if device else None
    pending = PendingSignIn(owner, world.time, "new-password", serial_number)
    return SignedIn(world.with_person(replace(world.people[person], pending=pending)))


def enter_new_password(world: World, person: str, text: str) -> SignedIn:
    """Answer the page that wants a new password; it is changed as ChangePassword does, with the user's own permission.

    Raises ServiceError in the page's words, with the cause that ChangePassword has; the page stays, to try again.
    """
    pending = world.people[person].pending
    password = _password(world, pending.owner) if pending else None
    if pending is None or password is None or pending.wants != "new-password" or is_over(world, pending):
        raise no_prompt("a new password")
    device = world.account.mfa_devices.get(pending.device) if pending.device else None
    inside, session = open_session(
        world, person, pending.owner, "console", MINUTE, world.time if device else None, pending.device
    )
    credentials = Credentials(session.access_key_id, session.secret_access_key, session.session_token)
    reply = invoke(inside, credentials, person, CHANGE_PASSWORD, {"OldPassword": password.text, "NewPassword": text})
    world = replace(reply.world, sessions=reply.world.sessions.discard(session.access_key_id))
    if reply.error is not None:
        raise ServiceError(reply.error.code, 401, NEW_PASSWORD_REFUSED, cause=reply.error.cause, world=world)
    return _opened(world, person, pending.owner, device)


def is_over(world: World, pending: PendingSignIn) -> bool:
    """Whether the page has waited too long for what it wants."""
    return world.time - pending.time > PROMPT_LASTS


def no_prompt(what: str) -> ServiceError:
    """The answer to something that the sign-in page did not ask for."""
    message = f"Nobody is being asked for {what} here: sign in with a user name and password first."
    return ServiceError("NoPendingSignIn", 400, message, cause="no-prompt")


def sign_out(world: World, person: str) -> World:
    """Close the person's console session and forget a prompt that waits; nothing changes where there is none."""
    who = world.people[person]
    if who.browser is None and who.pending is None:
        return world
    sessions = world.sessions.discard(who.browser) if who.browser else world.sessions
    return replace(world, sessions=sessions).with_person(replace(who, browser=None, pending=None))


def owner_named(world: World, name: str) -> str | None:
    """Whom a name on the sign-in page means: a user name in any case, or ROOT for root and root's e-mail address."""
    if name.lower() in ("root", world.account.root.email.lower()):
        return ROOT
    return world.account.taken_names.get(name.lower())


def _password(world: World, owner: str) -> Password | None:
    if owner == ROOT:
        return world.account.root.password
    user = world.account.users.get(owner)
    return user.password if user else None


def _opened(world: World, person: str, owner: str, device: MFADevice | None) -> SignedIn:
    world = sign_out(world, person)
    world, session = open_session(
        world,
        person,
        owner,
        "console",
        CONSOLE_SESSION,
        world.time if device else None,
        device.serial_number if device else None,
    )
    world = world.with_person(replace(world.people[person], browser=session.access_key_id))
    account = world.account
    password = _password(world, owner)
    if password is not None:
        used = replace(password, last_used=world.time)
        if owner == ROOT:
            account = replace(account, root=replace(account.root, password=used))
        else:
            account = account.with_user(replace(account.users[owner], password=used))
    world = replace(world, account=account)
    identity = dict(identity_document(world, Principal(owner, session.access_key_id)))
    identity["accessKeyId"] = ""
    if device:
        kind = "Virtual MFA" if device.kind == "virtual" else "Hardware MFA"
        world = _recorded(world, person, "CheckMfa", identity, {"CheckMfa": "Success"}, {"MfaType": kind})
    del identity["accessKeyId"]
    additional = {"MFAUsed": "Yes" if device else "No"}
    if device:
        additional["MFAIdentifier"] = device.serial_number
    return SignedIn(
        _recorded(world, person, "ConsoleLogin", identity, {"ConsoleLogin": "Success"}, additional), session
    )


def _refused(
    world: World,
    person: str,
    name: str,
    owner: str | None,
    *,
    cause: str | None = None,
    verdict: Verdict | None = None,
    mfa: bool = False,
) -> ServiceError:
    """The refusal, with the failure's event in its world."""
    left = _failed(world, person, name, owner, mfa=mfa)
    return ServiceError("FailedAuthentication", 401, REFUSED, cause=cause, verdict=verdict, world=left)


def _failed(world: World, person: str, name: str, owner: str | None, *, mfa: bool) -> World:
    """The world with a failure's event, which names no ARN (CloudTrail User Guide, console sign-in events)."""
    account_id = world.account.account_id
    if owner == ROOT:
        identity: dict[str, Any] = {"type": "Root", "principalId": account_id, "accountId": account_id}
    elif owner is not None:
        user_id = world.account.users[owner].user_id
        identity = {"type": "IAMUser", "principalId": user_id, "accountId": account_id, "userName": owner}
    else:
        hidden = "HIDDEN_DUE_TO_SECURITY_REASONS"
        identity = {"type": "IAMUser", "accountId": account_id, "userName": hidden}
    return _recorded(
        world,
        person,
        "ConsoleLogin",
        identity,
        {"ConsoleLogin": "Failure"},
        {"MFAUsed": "Yes" if mfa else "No"},
        "Failed authentication",
    )


def _recorded(
    world: World,
    person: str,
    name: str,
    identity: Mapping[str, Any],
    response: Mapping[str, Any],
    additional: Mapping[str, Any],
    error_message: str | None = None,
) -> World:
    extra = {"LoginTo": "https://console.aws.amazon.com/console/home", "MobileVersion": "No"}
    return world.with_event(
        Event(
            event_id(world),
            world.time,
            "signin.amazonaws.com",
            name,
            "AwsConsoleSignIn",
            dict(identity),
            world.account.account_id,
            source_ip=world.people[person].address,
            user_agent="Mozilla/5.0",
            response=response,
            additional={**extra, **additional} if name == "ConsoleLogin" else dict(additional),
            error_message=error_message,
        )
    )
