"""AWS Support: the last way in for a root user whose device, mailbox and telephone number are all lost.

AWS publishes neither its questions nor how long it takes. Chosen here: four hours to the first answer, three questions
that only the account's owner should be able to answer, and a day to check them.
"""

from __future__ import annotations

from dataclasses import replace

from sim.account import ROOT
from sim.clock import HOUR
from sim.desk import Case, CaseStatus, Communication
from sim.errors import ServiceError
from sim.services.mail import to_root
from sim.world import World

FIRST_ANSWER = 4 * HOUR
CHECK = 24 * HOUR

AUTHOR = "Amazon Web Services"

QUESTIONS = """\
To help you with the root user's MFA device we must know that the account is yours. Please reply with
  1. the account's number (twelve digits),
  2. the root user's email address,
  3. the last four digits of the credit card that pays for the account."""
NOT_VERIFIED = """\
We could not verify that the account is yours: what you gave us does not agree with our records. For your security we
cannot say in what. Please reply with the account's number, the root user's email address and the last four digits of
the credit card that pays for the account."""
REMOVED = """\
Thank you: the account is yours. We have removed the MFA devices of its root user. Sign in with email address and
password, and assign a new MFA device at once."""
NOTHING_TO_DO = (
    "The account's root user has no MFA device. If you cannot sign in, reset the password on the sign-in page."
)
OTHER = """\
Thank you for writing to us. The AWS documentation describes this; AWS Support helps here only where the MFA device of
the root user is lost (say so in the subject)."""

LONGEST_TEXT = 8_000
MOST_CASES = 100


def open_case(world: World, person: str, subject: str) -> tuple[World, Case]:
    """Open a case, which needs no sign-in: the form of AWS Support for a lost MFA device is open to everybody.

    Raises ServiceError for a subject that is empty or too long.
    """
    if not subject.strip() or len(subject) > 250:
        raise _refused("A subject of 1 to 250 characters is expected.")
    if len(world.cases) >= MOST_CASES:
        raise ServiceError("CaseCreationLimitExceeded", 400, "There are too many cases already.", cause="quota")
    first = Communication(person, world.time, subject)
    case = Case(len(world.cases) + 1, subject, "unassigned", world.time, (first,))
    return replace(world, cases=(*world.cases, case)), case


def reply(world: World, person: str, number: int, text: str) -> tuple[World, Case]:
    """Write in a case; a resolved one is reopened.

    Raises ServiceError for an unknown case and for a text that is empty or too long.
    """
    case = next((case for case in world.cases if case.number == number), None)
    if case is None:
        raise ServiceError("CaseIdNotFound", 400, f"There is no case {number}.", cause="no-such-case")
    if not text.strip() or len(text) > LONGEST_TEXT:
        raise _refused(f"A text of 1 to {LONGEST_TEXT:,} characters is expected.")
    status, since = case.status, case.since
    if status == "resolved":
        status, since = "reopened", world.time
    elif status == "pending-customer-action":
        status, since = "work-in-progress", world.time
    written = (*case.communications, Communication(person, world.time, text))
    case = replace(case, status=status, since=since, communications=written)
    return _with_case(world, case), case


def caught_up(world: World) -> World:
    """The world after AWS Support did all that it would have done by now."""
    for case in world.cases:
        while (due := _due(case)) is not None and due <= world.time:
            world, case = _next(world, case, due)
            world = _with_case(world, case)
    return world


def _due(case: Case) -> int | None:
    """When AWS Support writes next, if it is its turn."""
    if case.status in ("unassigned", "reopened"):
        return case.since + FIRST_ANSWER
    return case.since + CHECK if case.status == "work-in-progress" else None


def _next(world: World, case: Case, time: int) -> tuple[World, Case]:
    if not case.about_mfa:
        return world, _said(case, OTHER, "resolved", time)
    if not world.account.root.mfa_devices:
        return world, _said(case, NOTHING_TO_DO, "resolved", time)
    if case.status != "work-in-progress":
        return world, _said(case, QUESTIONS, "pending-customer-action", time)
    if not _verified(world, case):
        return world, _said(case, NOT_VERIFIED, "pending-customer-action", time)
    account = world.account
    for device in account.devices_of(ROOT):
        account = account.release(device)
        if device.kind == "virtual":
            account = replace(account, mfa_devices=account.mfa_devices.remove(device.serial_number))
    world = to_root(replace(world, account=account), "Your root user's MFA device was removed", REMOVED, time)
    return world, _said(case, REMOVED, "resolved", time)


def _verified(world: World, case: Case) -> bool:
    """Whether the replies since the last answer hold all that was asked for."""
    replies = " ".join(written.text for written in case.communications[case.answered :])
    account = world.account
    bare = replies.replace("-", "").split()
    words = {word.strip(".,;:()").lower() for word in bare} | {word.strip(".,;:()").lower() for word in replies.split()}
    return {account.account_id, account.root.email.lower(), account.root.card} <= words


def _said(case: Case, text: str, status: CaseStatus, time: int) -> Case:
    written = (*case.communications, Communication(AUTHOR, time, text))
    return replace(case, status=status, since=time, communications=written, answered=len(written))


def _with_case(world: World, case: Case) -> World:
    return replace(world, cases=tuple(case if old.number == case.number else old for old in world.cases))


def _refused(message: str) -> ServiceError:
    return ServiceError("ValidationException", 400, message, cause="invalid-parameter")
