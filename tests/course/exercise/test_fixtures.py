"""The fixtures of the exercises, used as an exercise uses them."""

from __future__ import annotations

import os
import re
import textwrap
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import boto3
import pytest
from botocore.exceptions import ClientError
from freezegun import freeze_time
from simroom import ROOT_FOLDER

import course.pytest_plugin
from course.exercise.account import Account
from course.exercise.boto import ENDPOINT
from course.exercise.hands import Clock, Person, Phone
from course.exercise.report import sections

ALAN = "arn:aws:iam::123456789012:mfa/Alan"
REPORT = "arn:aws:s3:::example-reports/reports/2027-02.csv"


class TestAccount:
    def test_is_the_tests_own(self, account: Account) -> None:
        assert [user["UserName"] for user in account.state["users"]] == ["Admin", "Alan", "Alice"]
        account.do("aws iam create-user --user-name Nina")

    def test_and_nothing_of_another_test_is_left(self, account: Account) -> None:
        assert "Nina" not in account.world.account.users

    def test_runs_lines_until_one_is_refused(self, run: Callable[..., Any], tmp_path: Path) -> None:
        script = tmp_path / "script.sh"
        script.write_text("# a runbook\nname=Nina\naws iam create-user \\\n  --user-name $name\naws iam nonsense\nls\n")
        result = run(script)
        assert (result.status, result.line) == (252, "aws iam nonsense")
        assert '"UserName": "Nina"' in result.output
        assert str(result).startswith("$ aws iam nonsense\n")
        assert str(result).endswith("(exit status 252)")

    def test_tells_the_cause_of_a_refusal(self, run: Callable[..., Any]) -> None:
        result = run("as alan sign-in Alan --password wrong")
        assert (result.status, result.cause) == (1, "wrong-password")

    def test_do_must_go_well(self, account: Account) -> None:
        with pytest.raises(AssertionError, match="had to go well:\n\\$ aws iam get-user --user-name Nobody"):
            account.do("aws iam get-user --user-name Nobody")

    @pytest.mark.parametrize(
        ("who", "action", "resource", "by", "allowed"),
        [
            ("Admin", "iam:ListUsers", None, "key", True),
            ("Alice", "s3:GetObject", REPORT, "mfa", True),
            ("Alice", "s3:GetObject", REPORT, "key", False),
            ("Alice", "s3:GetObject", REPORT, "password", False),
            ("Alice", "sts:GetSessionToken", None, "key", True),
            ("root", "iam:ListUsers", None, "key", True),
        ],
    )
    def test_says_who_may_what(
        self, account: Account, who: str, action: str, resource: str | None, by: Any, allowed: bool
    ) -> None:
        may = account.may(who, action, resource, by=by)
        assert bool(may) is allowed
        assert action in str(may)
        assert repr(may).startswith("<allowed: " if allowed else "<refused: ")

    def test_may_knows_what_the_context_holds(self, account: Account) -> None:
        bucket = "arn:aws:s3:::example-reports"
        assert account.may("Alice", "s3:ListBucket", bucket, by="mfa", keys={"s3:prefix": "reports/x"})
        assert not account.may("Alice", "s3:ListBucket", bucket, by="mfa", keys={"s3:prefix": "private/"})

    def test_may_tells_of_an_unknown_name(self, account: Account) -> None:
        with pytest.raises(AssertionError, match="Did you mean Alice"):
            account.may("Alicia", "iam:ListUsers")

    def test_a_policy_that_aws_does_not_take(self, account: Account) -> None:
        with pytest.raises(AssertionError, match=r"AWS does not take this policy\.\n.*MalformedPolicyDocument"):
            account.give("Nina", {"Version": "2012-10-17", "Statement": [{"Effect": "Maybe"}]})

    def test_an_unknown_user(self, account: Account) -> None:
        with pytest.raises(AssertionError, match="no user 'Nina' in the account; there are Admin, Alan, Alice"):
            account.user("Nina")

    def test_calls_without_end_are_stopped(self, iam: Any, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("course.exercise.account.MOST_CALLS", 20)
        with pytest.raises(pytest.fail.Exception, match=r"has to call time\.sleep"):
            while True:
                iam.generate_credential_report()


class TestTime:
    def test_stands_still(self, clock: Clock, phone: Phone) -> None:
        assert f"{clock.now:%Y-%m-%dT%H:%M:%S}" == "2027-03-01T12:00:00"
        assert clock.seconds == clock.step * 30

    def test_moves_by_the_clock_and_by_sleeping(self, clock: Clock) -> None:
        begin = clock.seconds
        clock.wait(30)
        clock.wait("2m")
        time.sleep(0.5)
        assert clock.seconds == begin + 150.5

    def test_moves_to_the_next_code(self, clock: Clock, alan: Person) -> None:
        clock.wait(17)
        first = alan.phone.code()
        clock.wait_for_next_code("alan")
        assert clock.seconds % 30 == 0
        assert alan.phone.code() != first

    def test_follows_freezegun(self, account: Account, clock: Clock, alan: Person) -> None:
        with freeze_time("2018-03-01 10:00:00") as frozen:
            code = alan.phone.code()
            frozen.tick(90)
            assert account.state["time"] == "2018-03-01T10:01:30Z"
            assert alan.sign_in(code).cause == "too-old"
        assert account.state["time"] == "2018-03-01T10:01:30Z"

    def test_signatures_are_of_the_frozen_time(self, sts: Any) -> None:
        with freeze_time("2018-03-01 10:00:00"):
            assert sts.get_caller_identity()["Account"] == "123456789012"

    def test_a_sleep_of_less_than_nothing(self, account: Account) -> None:
        with pytest.raises(ValueError, match="non-negative"):
            time.sleep(-1)


class TestBoto3:
    def test_enrols_alice(self, iam: Any, phone: Phone, clock: Clock, alice: Person) -> None:
        device = iam.create_virtual_mfa_device(VirtualMFADeviceName="alice")["VirtualMFADevice"]
        phone.scan()
        assert (phone.serial, phone.secret) == (device["SerialNumber"], device["Base32StringSeed"].decode())
        first = phone.code()
        clock.wait_for_next_code()
        iam.enable_mfa_device(
            UserName="Alice",
            SerialNumber=phone.serial,
            AuthenticationCode1=first,
            AuthenticationCode2=phone.code(),
        )
        assert alice.sign_in(phone.code()).status == 0

    def test_whatever_client_is_made_reaches_the_account(self, account: Account, iam: Any) -> None:
        assert boto3.client("iam").list_users()["Users"][0]["UserName"] == "Admin"
        own = boto3.Session().client("sts", region_name="eu-west-1")
        assert own.get_caller_identity()["Arn"].endswith(":user/Admin")
        assert os.environ["AWS_ENDPOINT_URL"] == ENDPOINT

    def test_the_environment_is_as_it_was(self) -> None:
        assert "AWS_ENDPOINT_URL" not in os.environ

    def test_objects_come_and_go(self, s3: Any) -> None:
        s3.put_object(Bucket="example-reports", Key="reports/new.txt", Body=b"new")
        assert s3.get_object(Bucket="example-reports", Key="reports/new.txt")["Body"].read() == b"new"

    def test_instances(self, ec2: Any) -> None:
        found = ec2.describe_instances()["Reservations"]
        assert {each["Instances"][0]["InstanceId"] for each in found} == {"i-0a1b2c3d4e5f60718", "i-0f1e2d3c4b5a69788"}

    def test_a_users_own_key(self, aws: Callable[..., Any], account: Account) -> None:
        with pytest.raises(ClientError, match="not authorized to perform: iam:ListUsers"):
            aws("iam", user="Alice").list_users()
        assert account.calls[-1].call.cause == "explicit-deny"


class TestReport:
    def test_tells_of_the_account_the_codes_and_the_refusals(
        self, account: Account, aws: Callable[..., Any], alan: Person, clock: Clock
    ) -> None:
        code = alan.phone.code()
        alan.sign_in(code)
        clock.wait(200)
        alan.sign_in(code)
        with pytest.raises(ClientError):
            aws("iam", user="Alice").list_users()
        told = dict(sections(account))
        assert list(told) == ["The account at the end", "What the validator saw", "What AWS answered"]
        end = told["The account at the end"]
        assert "2027-03-01T12:03:20Z, account 123456789012" in end
        assert f"user Alan: MFA device {ALAN}; a password; groups Staff" in end
        assert "phone of alan: held, clock right, shows codes for Alan@123456789012" in end
        assert "session: Alan (console, with MFA), in the hands of alan" in end
        assert "ConsoleLogin for Alan: taken." in told["What the validator saw"]
        assert "too-old. That code is 6 steps, 3 minutes, too old." in told["What the validator saw"]
        assert "DenyAllExceptListedIfNoMFA of ManageOwnMFA" in told["What AWS answered"]

    def test_leaves_out_what_there_is_nothing_to_tell_of(self, account: Account) -> None:
        assert [title for title, _ in sections(account)] == ["The account at the end"]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("lose", "phone of alan: lost"),
        ("clock -95s", "clock 95 s behind"),
        ("replace", "phone of alan: held, clock right, shows codes for nothing"),
    ],
)
def test_a_report_shows_a_phone(account: Account, alan: Person, words: str, expected: str) -> None:
    assert alan.phone.run(words).status == 0
    assert expected in dict(sections(account))["The account at the end"]


def test_people_that_are_not_there(account: Account) -> None:
    with pytest.raises(AssertionError, match="called bob"):
        Person(account, "bob")


def test_who_knows_no_password(attacker: Person) -> None:
    with pytest.raises(AssertionError, match="Attacker knows no password"):
        attacker.sign_in()


def test_a_phone_without_accounts(phone: Phone) -> None:
    with pytest.raises(AssertionError, match="Scan a QR code"):
        _ = phone.secret


def test_the_examples_of_the_guide(account: Account, alan: Person, clock: Clock) -> None:
    guide = (ROOT_FOLDER / "docs" / "exercises.md").read_text(encoding="utf-8")
    begin = guide.index("    def test_alan_signs_in")
    examples: dict[str, Any] = {}
    exec(textwrap.dedent(guide[begin : guide.index("| fixture", begin)]), examples)
    examples["test_alan_signs_in"](alan, clock)
    examples["test_staff_reads_reports"](account)


def test_the_guide_names_every_fixture() -> None:
    guide = (ROOT_FOLDER / "docs" / "exercises.md").read_text(encoding="utf-8")
    table = guide[guide.index("| fixture") : guide.index("`@pytest.mark.scenario")].strip()
    named = {name for row in table.splitlines() for name in re.findall(r"`(\w+)`", row.split("|")[1])}
    defined = vars(course.pytest_plugin).items()
    assert named == {name for name, value in defined if type(value).__name__.startswith("Fixture")}


@pytest.mark.scenario("the-stolen-phone", seed=3)
class TestHappenings:
    def stolen(self, account: Account) -> list[str]:
        people = account.state["people"]
        return [each["Name"] for each in people if any(phone["State"] == "stolen" for phone in each["Phones"])]

    def test_come_as_the_clock_moves(self, account: Account, clock: Clock) -> None:
        assert self.stolen(account) == []
        clock.wait("30m")
        assert len(self.stolen(account)) == 1

    def test_come_as_frozen_time_passes(self, account: Account) -> None:
        with freeze_time("2030-01-01") as frozen:
            assert self.stolen(account) == []
            frozen.tick(1_800)
            assert len(self.stolen(account)) == 1
