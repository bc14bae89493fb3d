"""The console's pages of users in words, in a played lesson."""

from __future__ import annotations

import pytest
from simroom import SCENARIO, START, Room

from course.driver import Driver
from course.lesson.model import Lesson
from course.plain.pages import is_page, told
from course.plain.play import play
from sim.scenario import load

ADMIN, ALICE = "sign-in Admin --password Keep-The-Keys-41", "sign-in Alice --password Looking-Glass-7"
ALANS = "arn:aws:iam::123456789012:mfa/Alan"


@pytest.fixture
def account() -> Room:
    room = Room(load(SCENARIO, "alice-and-alan", START))
    room.ok(ADMIN)
    return room


def page(account: Room, line: str, *, closed_book: bool = False) -> list[str]:
    return [" ".join(each.split()) for each in told(line, account.world, closed_book=closed_book)]


def test_each_user_is_a_sentence(account: Room) -> None:
    account.ok("aws iam create-access-key --user-name Alice", "aws iam create-user --user-name Zoe")
    assert page(account, "users") == [
        "The users:",
        "Admin: no MFA device, a password, 1 access key; since 2026-12-01.",
        "Alan: 1 virtual MFA device, a password, no access key; since 2026-12-01.",
        "Alice: no MFA device, a password, 1 access key; since 2026-12-01.",
        "Zoe: no MFA device, no password, no access key; since 2027-03-01.",
        "Type user and a name for more.",
    ]
    assert page(account, "user") == page(account, "users")


def test_of_one_user_the_page_is_told_with_what_groups_bring_along(account: Room) -> None:
    account.policy("Alan", "Deny", "s3:*")
    assert page(account, "user Alan") == [
        "arn:aws:iam::123456789012:user/Alan, since 2026-12-01.",
        "Console password: enabled.",
        f"MFA devices: {ALANS}.",
        "Access keys: none.",
        "Groups: Staff.",
        "Policies: Policy0 (Inline, directly); ManageOwnMFA (Customer managed, by the group Staff);"
        " StaffWork (Inline, by the group Staff).",
    ]


def test_what_may_not_be_seen_is_told_by_the_code_of_the_refusal(account: Room) -> None:
    account.ok(ALICE)
    lines = page(account, "user Alice")
    assert lines[2] == "MFA devices: none."
    assert [line for line in lines if "not shown" in line] == [
        f"{what}: not shown, AccessDenied." for what in ("Console password", "Access keys", "Groups", "Policies")
    ]


@pytest.mark.parametrize(("line", "lead"), [("users", "The users cannot be"), ("user Alan", "This user cannot be")])
def test_a_refusal_is_told_and_what_says_why(account: Room, line: str, lead: str) -> None:
    account.ok(ALICE)
    first, words, why = page(account, line)
    assert first.startswith(lead)
    assert words.startswith("AccessDenied: User: arn:aws:iam::123456789012:user/Alice is not authorized")
    assert why.startswith("Why, step by step: type explain iam:")
    assert page(account, line, closed_book=True) == [first, words]


@pytest.mark.parametrize("name", ["Nobody", "no such 'name", "$(whoami)", "--help"])
def test_a_user_that_is_none_is_refused_in_aws_words(account: Room, name: str) -> None:
    lead, *words = page(account, f"user {name}")
    assert lead == "This user cannot be read."
    assert words


def test_play_has_words_for_them_and_no_line_is_run(lesson: Lesson, account: Room) -> None:
    written: list[str] = []
    play(lesson, Driver(account.world, lambda: START), ["users", "user Alan", "history"], written.append)
    text = "".join(written)
    assert "Alan: 1 virtual MFA device" in text
    assert f"MFA devices: {ALANS}." in text
    assert "aws iam" not in text[text.index("the beginning") :]
    assert not is_page("username")
