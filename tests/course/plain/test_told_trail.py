"""What a line answered of the trail, in words."""

from __future__ import annotations

import pytest
from simroom import Room

from course.driver import Driver
from course.lesson.model import Lesson
from course.plain.play import play
from course.plain.trail import TOLD, told

LOOK = "aws cloudtrail lookup-events"
FAILURES = """aws events put-rule --name failures --event-pattern \\
'{"source": ["aws.signin"], "detail": {"responseElements": {"ConsoleLogin": ["Failure"]}}}'"""


@pytest.fixture
def room(room: Room) -> Room:
    room("sign-in Alice --password wrong")
    room.ok("sign-in Admin --password Keep-The-Keys-41")
    return room


def after(room: Room, line: str) -> list[str]:
    return told(room(line), room.world)


def test_each_event_is_a_sentence_with_its_time_the_newest_first(room: Room) -> None:
    lead, newest, failure, *_ = after(room, LOOK)
    assert lead == "In words:"
    assert "2027-03-01 12:00: Admin signed in to the console, from 192.0.2.10, without MFA." in " ".join(newest.split())
    assert "Alice tried to sign in to the console" in failure
    assert "✗ It failed." in " ".join(failure.split())


def test_of_many_events_the_newest_are_told_and_the_others_counted(room: Room) -> None:
    room(*["aws iam list-users"] * (TOLD + 3))
    lines = after(room, f"{LOOK} --lookup-attributes AttributeKey=EventName,AttributeValue=ListUsers")
    assert len(lines) == TOLD + 2
    assert lines[-1] == "  and 3 earlier events"


def test_where_no_event_is_found_it_says_so(room: Room) -> None:
    nobody = f"{LOOK} --lookup-attributes AttributeKey=Username,AttributeValue=Nobody"
    assert after(room, nobody) == ["No event was found."]


def test_a_rule_tells_what_it_picks_once_it_is_made_and_whenever_it_is_read(room: Room) -> None:
    picks = ["Of the trail it picks 1 event: ConsoleLogin of Alice."]
    assert after(room, FAILURES.replace("\\\n", "")) == picks
    room("sign-in Alan --password wrong", "wait 1m")
    assert "2 events" in after(room, "aws events describe-rule --name failures")[0]
    room.ok('aws events put-rule --name none --event-pattern \'{"source": ["aws.nothing"]}\'')
    assert after(room, "aws events describe-rule --name none") == ["It picks nothing of what has happened so far."]


@pytest.mark.parametrize(
    "line",
    [
        f"{LOOK} --query Events[].EventName",
        f"{LOOK} --output text",
        f"{LOOK} --max-results 0",
        "aws events describe-rule --name nothing",
        "aws events list-rules",
        "aws iam list-users",
        "whoami",
    ],
)
def test_nothing_is_told_where_the_answer_has_none(room: Room, line: str) -> None:
    assert after(room, line) == []


def test_in_a_played_lesson_it_stands_below_the_answer(lesson: Lesson, room: Room) -> None:
    written: list[str] = []
    play(lesson, Driver(room.world, lambda: room.world.time), [f"{LOOK} --max-items 1"], written.append)
    answer, words = "".join(written).split("In words:")
    assert '"CloudTrailEvent"' in answer
    assert "Admin signed in to the console" in words
