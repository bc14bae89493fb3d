"""The credential report: GenerateCredentialReport, GetCredentialReport.

Columns and words as in the IAM User Guide, "Get credential reports for your AWS account"; line ends, the form of dates,
the order of rows and the message "Unknown" as third parties recorded them in September 2026.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from sim.account import ROOT, AccessKey, Account, CredentialReport, User
from sim.clock import HOUR, SECOND, Timestamp, iso
from sim.errors import ServiceError
from sim.services.context import Context
from sim.services.declare import Operation, account_resource
from sim.world import World

TAKES = 1 * SECOND
"""How long a report is in the making; chosen here: AWS says only that it takes a while."""

GOOD_FOR = 4 * HOUR
"""A report this young is not made anew, and one older is not given out (IAM User Guide)."""

ABSENT = ("ReportNotPresent", "ReportExpired", "ReportInProgress")
"""The errors where there is no report to be had, or not yet."""

COLUMNS = (
    "user",
    "arn",
    "user_creation_time",
    "password_enabled",
    "password_last_used",
    "password_last_changed",
    "password_next_rotation",
    "mfa_active",
    *(
        f"access_key_{number}_{what}"
        for number in (1, 2)
        for what in ("active", "last_rotated", "last_used_date", "last_used_region", "last_used_service")
    ),
    "cert_1_active",
    "cert_1_last_rotated",
    "cert_2_active",
    "cert_2_last_rotated",
)
NO_CERTIFICATES = ("false", "N/A", "false", "N/A")


def _generate(context: Context, parameters: Mapping[str, Any]) -> tuple[World, dict[str, Any]]:
    world = context.world
    report = world.account.report
    if report is not None and _age(world, report) < 0:
        return world, {"State": "INPROGRESS"}
    if report is not None and _age(world, report) <= GOOD_FOR:
        return world, {"State": "COMPLETE"}
    new = CredentialReport(world.time, replace(world.account, report=None))
    result = {"State": "STARTED"}
    if report is None:
        result["Description"] = "No report exists. Starting a new report generation task"
    return replace(world, account=replace(world.account, report=new)), result


def _get(context: Context, parameters: Mapping[str, Any]) -> tuple[World, dict[str, Any]]:
    world = context.world
    report = world.account.report
    if report is None:
        raise ServiceError("ReportNotPresent", 410, "Unknown", cause="no-report")
    if _age(world, report) < 0:
        raise ServiceError("ReportInProgress", 404, "Unknown", cause="report-in-progress")
    if _age(world, report) > GOOD_FOR:
        raise ServiceError("ReportExpired", 410, "Unknown", cause="report-expired")
    return world, {
        "Content": "\n".join(_lines(report.account)).encode(),
        "ReportFormat": "text/csv",
        "GeneratedTime": Timestamp(report.started + TAKES),
    }


def _age(world: World, report: CredentialReport) -> int:
    """How long ago the report was ready, in milliseconds; negative while it is in the making."""
    return world.time - report.started - TAKES


def _lines(account: Account) -> Iterator[str]:
    """The report's lines: root first, then the users by name, whatever the case."""
    yield ",".join(COLUMNS)
    root = account.root
    used = iso(root.password.last_used) if root.password.last_used is not None else "no_information"
    password = ("not_supported", used, "not_supported", "not_supported")
    start = (ROOT, account.root_arn, iso(account.create_date))
    yield ",".join((*start, *password, _flag(bool(root.mfa_devices)), *_key(None), *_key(None), *NO_CERTIFICATES))
    for name in sorted(account.users, key=lambda name: (name.casefold(), name)):
        user = account.users[name]
        keys = sorted(user.access_keys, key=lambda key: key.access_key_id)
        first, second = (*keys, None, None)[:2]
        start = (name, account.user_arn(user), iso(user.create_date))
        mfa = _flag(bool(user.mfa_devices))
        yield ",".join((*start, *_password(account, user), mfa, *_key(first), *_key(second), *NO_CERTIFICATES))


def _password(account: Account, user: User) -> tuple[str, ...]:
    password = user.password
    if password is None:
        return ("false", "N/A", "N/A", "N/A")
    used = iso(password.last_used) if password.last_used is not None else "no_information"
    expires = account.password_policy.expires(password) if account.password_policy else None
    return ("true", used, iso(password.last_changed), "N/A" if expires is None else iso(expires))


def _key(key: AccessKey | None) -> tuple[str, ...]:
    if key is None:
        return ("false", "N/A", "N/A", "N/A", "N/A")
    use = key.last_used
    used = (iso(use.time), use.region, use.service) if use else ("N/A", "N/A", "N/A")
    return (_flag(key.status == "Active"), iso(key.create_date), *used)


def _flag(value: bool) -> str:
    return "true" if value else "false"


OPERATIONS = (
    Operation(
        "iam",
        "GenerateCredentialReport",
        "Have the credential report made; one that is younger than four hours is kept.",
        (),
        ("State", "Description"),
        ("LimitExceeded", "ServiceFailure"),
        _generate,
        account_resource("*"),
    ),
    Operation(
        "iam",
        "GetCredentialReport",
        "Get the credential report: a line of CSV for root and each user, in base64.",
        (),
        ("Content", "ReportFormat", "GeneratedTime"),
        (*ABSENT, "ServiceFailure"),
        _get,
        account_resource("*"),
        read_only=True,
    ),
)
