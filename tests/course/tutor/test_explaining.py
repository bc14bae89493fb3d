"""`explain`: every kind of refusal, told as the tutor would."""

from __future__ import annotations

import pytest
from simroom import SCENARIO, START

from course.driver import Driver
from course.lesson.parse import parse
from course.sitting import Sitting
from sim.scenario import load

ALICE = "sign-in Alice --password Looking-Glass-7"
ENABLE = "aws iam enable-mfa-device --user-name Alice"


@pytest.fixture
def driver() -> Driver:
    return Driver(load(SCENARIO, "alice-and-alan", START, 7), lambda: START)


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        ([ALICE, "aws iam list-users"], ["DenyAllExceptListedIfNoMFA of ManageOwnMFA", "denies it, and decides"]),
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
        (["aws iam list-users --quer x"], ["--quer is not an option of list-users.\n"]),
        (["as alan aws iam list-users"], ["Nobody is signed in and no access key is set"]),
        (["phone alice clock 3"], ["phone NAME clock +95s|-95s|auto"]),
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
