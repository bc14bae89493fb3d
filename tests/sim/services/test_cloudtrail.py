"""CloudTrail: LookupEvents, and the fields of the events."""

from __future__ import annotations

import json
from typing import Any

import pytest
from simroom import Room

from sim.view import state

LOOKUP = "aws cloudtrail lookup-events"


def events(room: Room, options: str = "") -> list[dict[str, Any]]:
    return list(json.loads(room.ok(f"{LOOKUP} {options}"))["Events"])


def attribute(key: str, value: str) -> str:
    return f"--lookup-attributes AttributeKey={key},AttributeValue={value}"


@pytest.fixture
def busy(enrolled: Room) -> Room:
    """Some more happened: sign-ins that went well and not, a user made, a refusal."""
    enrolled.ok("wait next-code", "as alice sign-in Alice --password Looking-Glass-7 --code $(phone alice code)")
    enrolled("as attacker sign-in root --password wrong")
    enrolled.ok("aws iam create-user --user-name Ada")
    enrolled("as alice aws iam list-users")
    return enrolled


def test_the_newest_first_each_a_json_text_of_the_trail(busy: Room) -> None:
    found = events(busy)
    trail = state(busy.world)["trail"][:-1]
    assert [json.loads(event["CloudTrailEvent"]) for event in found] == trail[::-1]
    assert found[0]["EventName"] == "ListUsers"
    assert found[0]["Username"] == "Alice"
    assert (found[0]["ReadOnly"], found[1]["ReadOnly"]) == ("true", "false")
    assert found[1]["Resources"] == [{"ResourceType": "AWS::IAM::User", "ResourceName": "Ada"}]
    assert found[1]["EventTime"] == "2027-03-01T12:01:00+00:00"


@pytest.mark.parametrize(
    ("key", "value", "names"),
    [
        ("EventName", "ConsoleLogin", ["ConsoleLogin", "ConsoleLogin"]),
        ("EventName", "consolelogin", []),
        ("EventSource", "signin.amazonaws.com", ["ConsoleLogin", "ConsoleLogin", "CheckMfa"]),
        ("Username", "root", ["ConsoleLogin"]),
        ("Username", "Alice", ["ListUsers", "ConsoleLogin", "CheckMfa"]),
        ("ResourceName", "Ada", ["CreateUser"]),
        ("ResourceName", "arn:aws:iam::123456789012:mfa/alice", ["EnableMFADevice"]),
        ("ResourceType", "AWS::IAM::MFADevice", ["EnableMFADevice", "CreateVirtualMFADevice"]),
        ("EventId", "none-such", []),
    ],
)
def test_one_attribute_chooses(busy: Room, key: str, value: str, names: list[str]) -> None:
    assert [event["EventName"] for event in events(busy, attribute(key, value))] == names


def test_read_only_access_key_and_id(busy: Room) -> None:
    reading = events(busy, attribute("ReadOnly", "true"))
    assert {event["EventName"] for event in reading} == {"ListUsers"}
    by_key = events(busy, attribute("AccessKeyId", reading[0]["AccessKeyId"]))
    assert "ListUsers" in {event["EventName"] for event in by_key}
    assert events(busy, attribute("EventId", reading[0]["EventId"]))[0] == reading[0]


def test_pages_keep_their_place_while_more_happens(busy: Room) -> None:
    expected = [event["EventId"] for event in events(busy, "--end-time 2027-03-01T12:01:00Z")]
    seen: list[str] = []
    token = ""
    while True:
        page = json.loads(busy.ok(f"{LOOKUP} --max-results 3 --end-time 2027-03-01T12:01:00Z {token}"))
        seen += [event["EventId"] for event in page["Events"]]
        if "NextToken" not in page:
            break
        token = f"--next-token {page['NextToken']}"
        busy.ok("wait 1s", "aws iam list-users")
    assert seen[-len(expected) :] == expected or seen[:1] != expected[:1]
    assert len(seen) == len(set(seen))
    assert set(expected) <= set(seen)


def test_between_two_times(busy: Room) -> None:
    first = state(busy.world)["trail"][0]["eventTime"]
    assert len(events(busy, f"--end-time {first}")) == 1
    assert events(busy, "--start-time 2027-03-01T12:02:00Z") == []
    assert events(busy, "--start-time 1803902460")[-1]["EventTime"] == "2027-03-01T12:01:00+00:00"


def test_ninety_days(busy: Room) -> None:
    busy.ok("wait 90d")
    assert [event["EventName"] for event in events(busy, attribute("EventName", "CreateUser"))] == ["CreateUser"]
    busy.ok("wait 1s")
    assert events(busy, attribute("EventName", "CreateUser")) == []


@pytest.mark.parametrize(
    ("options", "code"),
    [
        ("--start-time 2027-03-02T00:00:00Z --end-time 2027-03-01T00:00:00Z", "InvalidTimeRangeException"),
        ("--max-results 51", "InvalidMaxResultsException"),
        ("--next-token bGVmdDo5OTk5", "InvalidNextTokenException"),
        ("--next-token ???", "InvalidNextTokenException"),
        (attribute("Colour", "red"), "InvalidLookupAttributesException"),
        (f"{attribute('Username', 'a')} AttributeKey=EventName,AttributeValue=b", "InvalidLookupAttributesException"),
        ("--event-category other", "InvalidEventCategoryException"),
    ],
)
def test_refusals(room: Room, options: str, code: str) -> None:
    assert f"({code})" in room(f"{LOOKUP} {options}").error


def test_no_insights(busy: Room) -> None:
    assert events(busy, "--event-category insight") == []


def test_a_time_that_is_none(room: Room) -> None:
    outcome = room(f"{LOOKUP} --start-time yesterday")
    assert outcome.status == 252
    assert "yesterday" in outcome.error


def test_it_needs_permission(room: Room) -> None:
    room.ok("as alan sign-in Alan --password Turing-Machine-36 --code $(phone alan code)")
    outcome = room(f"as alan {LOOKUP}")
    assert "(AccessDeniedException)" in outcome.error
    assert "cloudtrail:LookupEvents" in outcome.error


class TestFields:
    """aws-facts, section 4: what CloudTrail writes of sign-ins and of MFA."""

    def event(self, room: Room, name: str) -> dict[str, Any]:
        return dict(json.loads(events(room, attribute("EventName", name))[0]["CloudTrailEvent"]))

    def test_a_failed_sign_in_of_root(self, busy: Room) -> None:
        login = self.event(busy, "ConsoleLogin")
        assert login["eventSource"] == "signin.amazonaws.com"
        assert login["eventType"] == "AwsConsoleSignIn"
        assert login["requestParameters"] is None
        assert login["responseElements"] == {"ConsoleLogin": "Failure"}
        assert login["errorMessage"] == "Failed authentication"
        assert login["userIdentity"]["type"] == "Root"
        assert "arn" not in login["userIdentity"]
        assert login["additionalEventData"]["MobileVersion"] == "No"
        assert login["additionalEventData"]["MFAUsed"] == "No"

    def test_check_mfa(self, busy: Room) -> None:
        check = self.event(busy, "CheckMfa")
        assert check["responseElements"] == {"CheckMfa": "Success"}
        assert check["additionalEventData"] == {"MfaType": "Virtual MFA"}
        assert check["userIdentity"]["accessKeyId"] == ""

    def test_enable_mfa_device(self, busy: Room) -> None:
        enable = self.event(busy, "EnableMFADevice")
        assert (enable["eventSource"], enable["eventType"]) == ("iam.amazonaws.com", "AwsApiCall")
        assert enable["requestParameters"] == {
            "userName": "Alice",
            "serialNumber": "arn:aws:iam::123456789012:mfa/alice",
        }
        assert enable["responseElements"] is None
        assert enable["userIdentity"]["sessionContext"]["attributes"]["mfaAuthenticated"] == "false"

    def test_a_refusal_and_a_date(self, busy: Room) -> None:
        busy("aws iam create-user --user-name Ada")
        assert self.event(busy, "CreateUser")["errorCode"] == "EntityAlreadyExistsException"
        busy.ok("aws iam create-user --user-name Bob")
        made = self.event(busy, "CreateUser")["responseElements"]["user"]
        assert made["createDate"] == "Mar 1, 2027 12:01:00 PM"
