"""`explain`: every kind of refusal, told as the tutor would."""

from __future__ import annotations

import pytest
from simroom import SCENARIO, START

from course.driver import Driver
from course.lesson.parse import parse
from course.sitting import Sitting
from sim.scenario import load

ALICE = "sign-in Alice --password Looking-Glass-7"
ALAN = "arn:aws:iam::123456789012:mfa/Alan"
TRUST = (
    '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"sts:AssumeRole",'
    '"Principal":{"AWS":"arn:aws:iam::123456789012:user/Nobody"}}]}'
)
ENABLE = "aws iam enable-mfa-device --user-name Alice"


@pytest.fixture
def driver() -> Driver:
    return Driver(load(SCENARIO, "alice-and-alan", START, 7), lambda: START)


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        ([ALICE, "aws iam list-users"], ["DenyAllExceptListedIfNoMFA of ManageOwnMFA", "denies it, and decides"]),
        (
            [ALICE, "aws ec2 stop-instances --instance-ids i-0a1b2c3d4e5f60718"],
            ["instance/i-0a1b2c3d4e5f60718 with an explicit deny in an identity-based policy\n"],
        ),
        (["aws iam get-user --user-name Alic"], ["The nearest is Alice."]),
        (["sign-in Alice --password wrong"], ["The password is not the right one."]),
        (["sign-in Nobody --password x"], ["There is no user of that name"]),
        (["sign-in Alan --password Turing-Machine-36 --code 000000"], ["does not show that code anywhere near now"]),
        ([ENABLE], ["Required, and not given:", "--serial-number (required, 9 to 256 characters)"]),
        (
            [f"{ENABLE} --serial-number abcdefghi --authentication-code1 12345 --authentication-code2 123456"],
            ["six digits", "--authentication-code1 (required, 6 characters)", "You gave: 12345"],
        ),
        (["aws iam list-usrs"], ["Did you mean list-users?"]),
        (["aws ima list-users"], ["Did you mean iam?"]),
        (["aws iam list-users --quer x"], ["--quer is not an option of list-users. Its own are: "]),
        (["as alan aws iam list-users"], ["Nobody is signed in and no access key is set"]),
        (["phone alice clock 3"], ["phone NAME clock +95s|-95s|auto"]),
        (["phone alan codes"], ["How it is written:\n  phone NAME code [LABEL]   the code shown now"]),
        (["aws sm x"], ["Known here: cloudtrail, ec2, events, iam, s3, s3api, sts\naws has no service sm here."]),
        (["aws iam list-users --output yaml"], ["yaml is not part of this aws: json, text and table are."]),
        (["aws iam list-users --query 'Users['"], ["Users[].UserName"]),
        (["aws iam list-users --profile no"], ["Profiles here: default."]),
        (["aws iam list-users --user x"], ["Its own are: --max-items, --page-size, --path-prefix, --starting-token."]),
        (["aws iam create-user --user-name 'a b'"], ["letters a-z, digits and _+=,.@- alone"]),
        (["aws iam get-user --user-name Nobody"], ["There is no user of that name in this account.\n"]),
        (["aws iam create-policy --policy-name p --policy-document '{\n\"Version\" 1}'"], ["Line 2 of the document: "]),
        ([f"aws iam create-role --role-name rr --assume-role-policy-document '{TRUST}'"], ["does not exist here: AWS"]),
        (["cat x.json"], ["No file is here yet. echo '…' > FILE writes one."]),
        (
            ["aws iam put-user-policy --user-name Alan --policy-name p --policy-document file://x"],
            ["No file is here yet."],
        ),
        ([f"aws sts get-session-token --serial-number {ALAN} --token-code 123456"], ["Name a device of your own."]),
        (
            ["aws sts assume-role --role-arn arn:aws:iam::123456789012:role/None --role-session-name xx"],
            ["There is no such role here. AWS does not say so"],
        ),
        (["aws iam get-policy --policy-arn arn:aws:iam::aws:policy/AmazonS3FulAccess"], ["policy/AmazonS3FullAccess."]),
        (["aws ec2 terminate-instances --instance-ids i-1"], ["i- and then 17"]),
        (
            ["export AWS_ACCESS_KEY_ID=AKIAAAAAAAAAAAAAAAAA AWS_SECRET_ACCESS_KEY=x", "aws iam list-users"],
            ["There is no such access key"],
        ),
        (["sudo ls"], ["as PERSON COMMAND", "It belongs to other shells."]),
        (["whoami 2>&1"], ["Only > FILE and >> FILE are known here"]),
        (["whoami \\"], ["joins the next line, and there is none"]),
        (["phne"], ["Did you mean phone?"]),
        (["a 'b"], ["could not be read", "quotes keep blanks together"]),
        (["undo", "undo"], ["There is nothing to undo"]),
    ],
)
def test_a_refusal_is_explained(driver: Driver, lines: list[str], words: list[str]) -> None:
    for line in lines:
        outcome = driver.run(line)
    assert outcome.status != 0
    world = driver.world
    driver.run("whoami")
    told = driver.run("explain")
    assert told.status == 0
    assert told.output.startswith(f"Refused: {lines[-1]}\n")
    for each in words:
        assert each in told.output
    assert driver.world == world


def test_with_nothing_refused_it_tells_of_the_last_call(driver: Driver) -> None:
    driver.run("aws iam list-users")
    assert "The last call: ListUsers" in driver.run("explain").output


def test_a_line_that_is_replayed_is_explained_too(driver: Driver) -> None:
    driver.replay(START, "phne")
    driver.resume(START)
    assert "Did you mean phone?" in driver.run("explain").output


def test_in_an_examination_it_waits_for_the_end(driver: Driver, counting: str) -> None:
    lesson = parse(counting.replace("minutes: 1\n", "minutes: 1\nexamination: true\n"), "examination.md")
    sitting = Sitting(lesson, driver.world, lambda: START)
    sitting.act("phne")
    assert "help waits for its end" in sitting.act("explain").output
    sitting.hand_in()
    assert "Did you mean phone?" in sitting.act("explain").output
