"""docs/differences.md says what the code does: its figures, its quoted words and what it says is left out."""

from __future__ import annotations

import json
import re
from typing import get_args, get_type_hints

import pytest
from simroom import ROOT_FOLDER, Room

from course.tui.console import words
from course.tui.console.word import Word
from sim.account import MFADevice
from sim.account.instances import FOLLOWING
from sim.clock import HOUR, MINUTE, SECOND
from sim.services import OPERATIONS
from sim.services.ec2.shapes import REGION
from sim.services.iam.mfa import DEVICES_PER_USER
from sim.services.iam.report import GOOD_FOR, TAKES
from sim.services.signin import PROMPT_LASTS, REFUSED
from sim.services.support import CHECK, FIRST_ANSWER, QUESTIONS
from sim.totp import TIME_STEP
from sim.validator import TRIES, TRIES_RESET
from sim.verdict import PAIR_AHEAD, PAIR_BEHIND, SKEW
from sim.view import state

PAGE = (ROOT_FOLDER / "docs" / "differences.md").read_text("utf-8")
FLOWING = " ".join(PAGE.split())


@pytest.mark.parametrize(
    "said",
    [
        f"up to {SKEW} steps of {TIME_STEP // SECOND} seconds either side",
        f"from {-PAIR_BEHIND} steps behind to {PAIR_AHEAD:,} ahead",
        f"| {TRIES}, right ones counted too, then none until the next {TRIES_RESET // MINUTE} minutes begin |",
        f"What it says of any refusal, \"{REFUSED}\",",
        f"It waits {PROMPT_LASTS // MINUTE} minutes for a code.",
        f"answers after {FIRST_ANSWER // HOUR} hours, asks {len(re.findall(r'^  [0-9][.]', QUESTIONS, re.MULTILINE))} "
        f"questions, and takes {CHECK // HOUR} hours to check",
        f"takes {TAKES // SECOND} second to make. That it is good for {GOOD_FOR // HOUR} hours",
        f"**Instances** start in {FOLLOWING['pending'][1] // SECOND} seconds, and stop or terminate in "
        f"{FOLLOWING['stopping'][1] // SECOND}.",
        f"the limit of {DEVICES_PER_USER} MFA devices",
        f"| one MFA device a user | up to {DEVICES_PER_USER}, since 16 November 2022 |",
        f"All is in {REGION},",
    ],
)  # fmt: skip
def test_its_figures_are_the_codes(said: str) -> None:
    assert said in FLOWING


def test_instances_take_the_time_that_is_said_in_both_ways() -> None:
    assert FOLLOWING["stopping"][1] == FOLLOWING["shutting-down"][1]


@pytest.mark.parametrize(
    "word",
    [
        words.MANAGE_WIZARD,
        words.VIRTUAL,
        words.HARDWARE,
        words.CODES,
        words.ACTIVATE,
        words.RESYNC,
        words.DEACTIVATE,
    ],
)
def test_its_words_of_then_and_now_are_the_consoles(word: Word) -> None:
    assert f"| {word.video} | {word.today} |" in PAGE


def test_the_words_that_it_quotes_are_given(enrolled: Room) -> None:
    pair = "--user-name Alice --serial-number $(phone alice serial) --authentication-code1 000000"
    made = json.loads(enrolled.ok("aws iam create-access-key --user-name Alice"))["AccessKey"]
    key = f"AWS_ACCESS_KEY_ID={made['AccessKeyId']} AWS_SECRET_ACCESS_KEY={made['SecretAccessKey']}"
    enrolled.ok(f"as alice export {key}")
    said = [
        enrolled(line).error
        for line in (
            f"aws iam resync-mfa-device {pair} --authentication-code2 000000",
            "aws iam create-virtual-mfa-device --virtual-mfa-device-name alice --outfile a.png "
            "--bootstrap-method QRCodePNG",
            "as alice aws sts get-session-token --serial-number $(phone alice serial) --token-code 000000",
        )
    ]
    quoted = re.findall(r'^\| what [^|]*\| "([^"]*)" \|', PAGE, re.MULTILINE)
    assert len(quoted) == len(said)
    for message, text in zip(said, quoted, strict=True):
        assert message.rstrip("\n").endswith(f": {text}"), message


def test_the_kinds_of_devices_in_the_trail_are_those_that_it_names(enrolled: Room) -> None:
    enrolled.ok("wait next-code alice", "sign-in Alice --password Looking-Glass-7 --code $(phone alice code)")
    events = [event for event in state(enrolled.world)["trail"] if event["eventName"] == "CheckMfa"]
    assert [event["additionalEventData"]["MfaType"] for event in events] == ["Virtual MFA"]
    assert {event["awsRegion"] for event in events} == {REGION}
    assert 'MfaType "Virtual MFA", one with a token "Hardware MFA"' in FLOWING


def test_what_is_left_out_is_not_there() -> None:
    assert set(get_args(get_type_hints(MFADevice)["kind"])) == {"virtual", "hardware"}
    operations = {operation.name for operation in OPERATIONS.values()}
    assert "PutUserPolicy" in operations
    assert not operations & {"PutBucketPolicy", "PutBucketAcl", "PutTargets", "CreateSAMLProvider", "RunInstances"}


def test_it_is_linked_and_its_sentences_are_short() -> None:
    for name, link in (("README.md", "docs/differences.md"), ("docs/learners.md", "differences.md")):
        assert f"]({link})" in (ROOT_FOLDER / name).read_text("utf-8"), name
    prose = re.sub(r"^[|#].*$", "", PAGE, flags=re.MULTILINE)
    for paragraph in re.split(r"\n\s*\n|\n- ", prose):
        for sentence in re.split(r"(?<=[.?!:])\s", " ".join(paragraph.split())):
            assert len(sentence.split()) < 30, sentence
