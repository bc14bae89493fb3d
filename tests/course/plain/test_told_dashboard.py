"""The dashboard in words, in a played lesson."""

from __future__ import annotations

from dataclasses import replace

import pytest
from simroom import ROOT_FOLDER, SCENARIO, START, Room

from course.driver import Driver
from course.lesson.model import Lesson
from course.plain.dashboard import told
from course.plain.play import play
from course.reading.findings import findings
from course.reading.reader import Reader
from sim.scenario import load

ADMIN, ALICE = "sign-in Admin --password Keep-The-Keys-41", "sign-in Alice --password Looking-Glass-7"


@pytest.fixture
def account() -> Room:
    room = Room(load(SCENARIO, "alice-and-alan", START))
    room.ok(ADMIN)
    return room


def played(lesson: Lesson, account: Room, *lines: str) -> str:
    written: list[str] = []
    play(lesson, Driver(account.world, lambda: START), lines, written.append)
    return "".join(written)


def test_each_finding_is_a_sentence_and_below_it_stands_the_line_that_mends_it(account: Room) -> None:
    account.ok("aws iam create-access-key --user-name Alice", "wait 91d", ADMIN)
    lead, *lines = told(account.world, closed_book=False)
    assert " ".join(lead.split()).startswith(
        "What needs care in the account, read as user/Admin, each with the command line"
    )
    found = findings(Reader.of(account.world), account.world.time)
    for each in found:
        assert lines[lines.index(f"  {each.what}: {each.how}.") + 1] == f"    {each.line}"
    assert " ".join(lines).count("Then a phone scans") == 1
    assert lines[lines.index("  MFA of Admin: off; the password is enough.") + 2].startswith("    Then a phone scans")


def test_a_mended_finding_is_gone_and_what_is_well_is_told_behind_the_others(account: Room) -> None:
    account.ok("aws iam update-account-password-policy --minimum-password-length 14")
    lines = told(account.world, closed_book=False)
    assert lines[-2:] == ["What is well:", "  Password policy: at least 14 characters."]
    account.ok("aws iam delete-login-profile --user-name Alice")
    assert not any("Alice" in line for line in told(account.world, closed_book=False))


def test_where_nothing_needs_care_it_says_so(account: Room) -> None:
    account.ok(
        "aws iam update-account-password-policy --minimum-password-length 14",
        "aws iam delete-login-profile --user-name Alice",
        "aws iam delete-login-profile --user-name Admin",
    )
    devices = account.world.account.users["Alan"].mfa_devices
    world = account.world
    root = replace(world.account.root, mfa_devices=devices)
    lines = told(replace(world, account=replace(world.account, root=root)), closed_book=False)
    assert lines == [
        "Nothing needs care, read as user/Admin.",
        "What is well:",
        "  MFA of the root user: on.",
        "  MFA of the users: on, for all with a password.",
        "  Password policy: at least 14 characters.",
    ]


def test_a_refusal_is_told_in_aws_words_with_what_tells_why(account: Room) -> None:
    account.ok(ALICE)
    first, *words, why = told(account.world, closed_book=False)
    assert first == "The dashboard cannot be read."
    assert " ".join(words).split() == (
        "AccessDenied: User: arn:aws:iam::123456789012:user/Alice is not authorized to perform: iam:GetAccountSummary"
        " on resource: * with an explicit deny in an identity-based policy"
    ).split()  # fmt: skip
    assert why == "Why, step by step: type explain iam:GetAccountSummary."
    assert told(account.world, closed_book=True) == [first, *words]


def test_it_is_read_with_the_session_of_a_role_once_that_is_in_the_variables(account: Room) -> None:
    trust = (
        '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"sts:AssumeRole",'
        '"Principal":{"AWS":"arn:aws:iam::123456789012:user/Admin"}}}'
    )
    account.ok(
        f"aws iam create-role --role-name Nothing --assume-role-policy-document '{trust}'",
        "export $(printf 'AWS_ACCESS_KEY_ID=%s AWS_SECRET_ACCESS_KEY=%s AWS_SESSION_TOKEN=%s' $(aws sts assume-role"
        " --role-arn arn:aws:iam::123456789012:role/Nothing --role-session-name it --query"
        " 'Credentials.[AccessKeyId,SecretAccessKey,SessionToken]' --output text))",
    )
    assert "assumed-role/Nothing/it is not" in " ".join(" ".join(told(account.world, closed_book=False)).split())


def test_in_an_examination_what_mends_it_is_kept_back(account: Room) -> None:
    lines = told(account.world, closed_book=True)
    assert "  MFA of Alice: off; the password is enough." in lines
    assert lines[0] == "What needs care in the account, read as user/Admin:"
    assert not any("aws iam" in line for line in lines)


def test_play_has_a_word_for_it_that_changes_nothing(lesson: Lesson, account: Room) -> None:
    text = played(lesson, account, "dashboard", "history")
    assert "What needs care in the account, read as user/Admin" in text
    assert text.count("the beginning") == 1
    assert "aws sts" not in text[text.index("the beginning") :]
    assert "dashboard   what needs care" in played(lesson, account, "help")


def test_nobody_signed_in_hears_what_to_do(lesson: Lesson) -> None:
    scenario = (ROOT_FOLDER / "lessons" / "scenarios" / "first-day.yaml").read_text(encoding="utf-8")
    text = played(lesson, Room(load(scenario, "first-day", START)), "dashboard")
    assert "The dashboard cannot be read." in text
    assert "(Here: sign in to the console, and aws uses that session.)" in text
