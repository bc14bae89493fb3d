"""EventBridge: what patterns match, and rules that pick from the trail."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from simroom import Room

from sim.event_pattern import PatternError, matches, read
from sim.view import state

EVENT = {
    "source": "aws.signin",
    "region": "us-east-1",
    "detail": {
        "eventName": "ConsoleLogin",
        "sourceIPAddress": "203.0.113.66",
        "additionalEventData": {"MFAUsed": "No", "MobileVersion": None},
        "tries": 3,
        "readOnly": False,
        "items": [{"id": "a"}, {"id": "b"}],
        "names": ["Alice", "Alan"],
        "nothing": [],
    },
}


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ({"source": ["aws.signin"]}, True),
        ({"source": ["aws.iam", "aws.signin"], "region": ["us-east-1"]}, True),
        ({"source": ["aws.iam"], "region": ["us-east-1"]}, False),
        ({"detail": {"eventName": ["consolelogin"]}}, False),
        ({"detail": {"eventName": [{"equals-ignore-case": "consolelogin"}]}}, True),
        ({"detail": {"additionalEventData": {"MFAUsed": ["No"]}}}, True),
        ({"detail": {"additionalEventData": {"MFAUsed": [{"anything-but": "Yes"}]}}}, True),
        ({"detail": {"additionalEventData": {"MFAUsed": [{"anything-but": ["Yes", "No"]}]}}}, False),
        ({"detail": {"additionalEventData": {"missing": [{"anything-but": "Yes"}]}}}, False),
        ({"detail": {"additionalEventData": {"missing": [{"exists": False}]}}}, True),
        ({"detail": {"errorCode": {"deep": [{"exists": False}]}}}, True),
        ({"detail": {"errorCode": [{"exists": True}]}}, False),
        ({"detail": {"additionalEventData": [{"exists": True}]}}, False),
        ({"detail": {"nothing": [{"exists": True}]}}, False),
        ({"detail": {"additionalEventData": {"MobileVersion": [None]}}}, True),
        ({"detail": {"tries": [3]}}, True),
        ({"detail": {"tries": ["3"]}}, False),
        ({"detail": {"readOnly": [0]}}, False),
        ({"detail": {"readOnly": [False]}}, True),
        ({"detail": {"tries": [{"numeric": [">", 2, "<=", 3]}]}}, True),
        ({"detail": {"tries": [{"numeric": ["<", 3]}]}}, False),
        ({"detail": {"readOnly": [{"numeric": ["<", 3]}]}}, False),
        ({"detail": {"eventName": [{"prefix": "Console"}]}}, True),
        ({"detail": {"eventName": [{"suffix": "Login"}]}}, True),
        ({"detail": {"eventName": [{"anything-but": {"prefix": "Console"}}]}}, False),
        ({"detail": {"eventName": [{"wildcard": "C*o*Log*"}]}}, True),
        ({"detail": {"eventName": [{"wildcard": "Console"}]}}, False),
        ({"detail": {"tries": [{"prefix": "3"}]}}, False),
        ({"detail": {"sourceIPAddress": [{"cidr": "203.0.113.0/24"}]}}, True),
        ({"detail": {"sourceIPAddress": [{"cidr": "192.0.2.0/24"}]}}, False),
        ({"detail": {"eventName": [{"cidr": "192.0.2.0/24"}]}}, False),
        ({"detail": {"items": {"id": ["b"]}}}, True),
        ({"detail": {"items": {"id": ["c"]}}}, False),
        ({"detail": {"names": ["Alan"]}}, True),
        ({"$or": [{"source": ["aws.iam"]}, {"region": ["us-east-1"]}]}, True),
        ({"$or": [{"source": ["aws.iam"]}, {"region": ["eu-west-1"]}]}, False),
    ],
    ids=json.dumps,
)
def test_what_a_pattern_matches(pattern: dict[str, Any], expected: bool) -> None:
    assert matches(read(json.dumps(pattern)), EVENT) == expected


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("source", "it is not JSON"),
        ("[" * 2_000, "it is not JSON"),
        ("{}", "Filter is not an object"),
        ('["aws.iam"]', "Filter is not an object"),
        ('{"source": "aws.iam"}', '"source" must be an object or an array'),
        ('{"detail": {"eventName": "CreateUser"}}', '"eventName" must be an object or an array'),
        ('{"source": []}', "Empty arrays are not allowed"),
        ('{"detail": {}}', "Empty objects are not allowed"),
        ('{"source": [["aws.iam"]]}', "an array in an array is not allowed"),
        ('{"source": [{"prefix": "a", "suffix": "b"}]}', "Only one key allowed in match expression"),
        ('{"source": [{"begins": "a"}]}', "Unrecognized match type begins"),
        ('{"source": [{"prefix": 1}]}', "the value of prefix is not one that it takes"),
        ('{"source": [{"numeric": [">", "1"]}]}', "the value of numeric is not one that it takes"),
        ('{"source": [{"numeric": [1, ">"]}]}', "the value of numeric is not one that it takes"),
        ('{"source": [{"numeric": [[], 1]}]}', "the value of numeric is not one that it takes"),
        ('{"source": [{"cidr": "here"}]}', "the value of cidr is not one that it takes"),
        ('{"source": [{"cidr": [1]}]}', "the value of cidr is not one that it takes"),
        ('{"source": [{"anything-but": []}]}', "the value of anything-but is not one that it takes"),
        ('{"source": [{"exists": "no"}]}', "the value of exists is not one that it takes"),
        ('{"$or": [{"source": "x"}, {"source": ["y"]}]}', '"source" must be an object or an array'),
        ('{"a":' * 60 + "[1]" + "}" * 60, "its objects are nested deeper than 50"),
    ],
)
def test_what_is_no_pattern(text: str, reason: str) -> None:
    with pytest.raises(PatternError, match="^" + reason.replace("[", r"\[")):
        read(text)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-3, 3) | st.text("ab*", max_size=3),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["a", "$or", "prefix", "exists", "anything-but", "numeric", "cidr"]), inner)
    ),
    max_leaves=8,
)


@given(JSON, JSON)
def test_whatever_is_read_can_be_matched(pattern: Any, event: Any) -> None:
    try:
        taken = read(json.dumps(pattern))
    except PatternError:
        return
    assert matches(taken, event if isinstance(event, dict) else {"a": event}) in (True, False)


def rule(room: Room, name: str, pattern: dict[str, Any], options: str = "") -> None:
    room.ok(f"aws events put-rule --name {name} --event-pattern '{json.dumps(pattern)}' {options}")


def noticed(room: Room, name: str) -> list[str]:
    """The names of the events that a rule picks."""
    document = state(room.world)
    names = {event["eventID"]: event["eventName"] for event in document["trail"]}
    (found,) = (each for each in document["rules"] if each["Name"] == name)
    return [names[event_id] for event_id in found["Noticed"]]


def test_rules_pick_from_the_trail(room: Room) -> None:
    room("as alice sign-in Alice --password wrong", "as alice sign-in Alice --password Looking-Glass-7")
    room.ok(
        "aws iam list-users",
        "aws iam create-user --user-name Ada",
        "aws s3 cp s3://example-reports/reports/readme.txt a",
    )
    rule(room, "all-of-iam", {"source": ["aws.iam"]})
    rule(room, "reading", {"source": ["aws.iam"]}, "--state ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS")
    rule(room, "off", {"source": ["aws.iam"]}, "--state DISABLED")
    rule(room, "files", {"source": ["aws.s3"]}, "--state ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS")
    rule(
        room,
        "no-mfa",
        {
            "detail-type": ["AWS Console Sign In via CloudTrail"],
            "detail": {"responseElements": {"ConsoleLogin": ["Success"]}, "additionalEventData": {"MFAUsed": ["No"]}},
        },
    )
    assert noticed(room, "all-of-iam") == ["CreateUser"]
    assert noticed(room, "reading") == ["ListUsers", "CreateUser"]
    assert noticed(room, "off") == noticed(room, "files") == []
    assert noticed(room, "no-mfa") == ["ConsoleLogin"]
    room.ok("aws iam create-user --user-name Bob")
    assert noticed(room, "all-of-iam") == ["CreateUser", "CreateUser"]


def test_rules_are_changed_listed_and_deleted(room: Room) -> None:
    for name in ("b", "a", "other"):
        rule(room, name, {"source": ["aws.iam"]})
    rule(room, "a", {"source": ["aws.sts"]}, "--description 'who is who'")
    described = json.loads(room.ok("aws events describe-rule --name a"))
    assert described == {
        "Name": "a",
        "Arn": "arn:aws:events:us-east-1:123456789012:rule/a",
        "EventPattern": '{"source": ["aws.sts"]}',
        "State": "ENABLED",
        "Description": "who is who",
        "EventBusName": "default",
        "CreatedBy": "123456789012",
    }
    assert room.ok("aws events list-rules --query Rules[].Name --output text") == "a\tb\tother\n"
    assert room.ok("aws events list-rules --name-prefix o --query Rules[].Name --output text") == "other\n"
    room.ok("aws events delete-rule --name a", "aws events delete-rule --name a")
    assert [each["Name"] for each in state(room.world)["rules"]] == ["b", "other"]


def test_policies_are_asked_about_the_rule(room: Room) -> None:
    pattern = '{"source":["aws.iam"]}'
    room.ok(
        "aws iam create-user --user-name Bea", "aws iam create-login-profile --user-name Bea --password Long-Enough-77"
    )
    room.policy("Bea", "Allow", "events:PutRule", "arn:aws:events:us-east-1:123456789012:rule/mine-*")
    room.ok("as attacker sign-in Bea --password Long-Enough-77")
    room.ok(f"as attacker aws events put-rule --name mine-1 --event-pattern '{pattern}'")
    refused = room(f"as attacker aws events put-rule --name other --event-pattern '{pattern}'")
    assert "(AccessDeniedException)" in refused.error
    assert "rule/other" in refused.error
