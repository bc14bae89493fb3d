"""What needs care in the account: root, MFA, keys and the password policy, for the dashboard and for plain text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from course.reading.commands import aws, create_device, delete_device
from course.reading.reader import PAGE_LENGTH, Reader, RefusedError
from sim.clock import DAY, parse_iso

OLD = 90
"""Age in days at which an access key is called old: the usual number of IAM's best practices and security checks."""

LENGTH = 14
"""Characters that a password policy is proposed to ask for: what security checks of AWS accounts usually want."""

ROOTS_DEVICE = "root-account-mfa-device"
"""What the console calls a virtual device of the root user."""

TWO_CODES = "a phone scans its QR code, and {} takes two of its codes, the older first."


class Finding(NamedTuple):
    """One check: whether all is well, what was looked at, how it stands, and where it is mended.

    `page` is the console's page by its name, `about` what that is about. `line` is the command line that the mending
    begins with, and `then` says what follows on it; both are empty where there is nothing to mend.
    """

    well: bool
    what: str
    how: str
    page: str
    about: tuple[str, ...] = ()
    line: str = ""
    then: str = ""


def findings(reader: Reader, now: int) -> list[Finding]:
    """What the account's credentials are like, at time `now`; what is not well stands first. Raises RefusedError."""
    return sorted(_found(reader, now), key=lambda finding: finding.well)


def _found(reader: Reader, now: int) -> Iterator[Finding]:
    yield _root(reader)
    yield from _users(reader, now)
    yield _password_policy(reader)
    for serial in reader.unassigned():
        name = serial.rpartition("/")[2]
        yield Finding(False, f"Device {name}", "made and given to nobody", "users", line=delete_device(serial))


def _root(reader: Reader) -> Finding:
    what = "MFA of the root user"
    if reader.call("get-account-summary")["SummaryMap"]["AccountMFAEnabled"]:
        return Finding(True, what, "on", "root")
    then = f"Then, signed in as the root user: {TWO_CODES.format('console enable-root-mfa-device')}"
    return Finding(False, what, "off; root's password opens all", "root", (), _device_for(ROOTS_DEVICE), then)


def _users(reader: Reader, now: int) -> Iterator[Finding]:
    users, others = reader.users()
    without = 0
    for name, _ in users:
        if reader.has_password(name) and not reader.devices(name):
            without += 1
            what, how = f"MFA of {name}", "off; the password is enough"
            then = f"Then {TWO_CODES.format('aws iam enable-mfa-device')}"
            yield Finding(False, what, how, "user", (name,), _device_for(name), then)
        for key, status, since in reader.access_keys(name):
            age = (now - parse_iso(f"{since}T00:00:00Z")) // DAY
            if status == "Active" and age > OLD:
                what, how = f"Access key of {name}", f"{age} days old, active"
                line = aws("update-access-key", user_name=name, access_key_id=key, status="Inactive")
                yield Finding(False, what, how, "access-key", (name, key), line)
    if others:
        what, how = f"Users after the first {PAGE_LENGTH}", "not looked at; the report has all"
        yield Finding(False, what, how, "credential-report", (), aws("generate-credential-report"))
    elif not without:
        yield Finding(True, "MFA of the users", "on, for all with a password", "users")


def _password_policy(reader: Reader) -> Finding:
    what, page = "Password policy", "account-settings"
    try:
        policy = reader.call("get-account-password-policy")["PasswordPolicy"]
    except RefusedError as refusal:
        if refusal.code != "NoSuchEntity":
            raise
        line = aws("update-account-password-policy", minimum_password_length=str(LENGTH))
        return Finding(False, what, "none; IAM's default holds", page, (), line)
    return Finding(True, what, f"at least {policy['MinimumPasswordLength']} characters", page)


def _device_for(name: str) -> str:
    return create_device(name, f"{name}.png")
