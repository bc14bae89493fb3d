"""AWS CloudTrail: LookupEvents, the event history of the last 90 days.

AWS publishes no words for its refusals; those here are this module's own.
"""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any

from sim.clock import DAY, SECOND, Timestamp
from sim.errors import ServiceError
from sim.services.context import Context
from sim.services.declare import Operation, Parameter, Shape, account_resource
from sim.trail import Event
from sim.world import World

KEPT = 90 * DAY
"""How far back the event history reaches (CloudTrail User Guide, "Working with CloudTrail event history")."""

PAGE = 50

RESOURCE_TYPES: Mapping[str, str] = {
    "accessKeyId": "AWS::IAM::AccessKey",
    "bucketName": "AWS::S3::Bucket",
    "groupName": "AWS::IAM::Group",
    "instanceId": "AWS::EC2::Instance",
    "policyArn": "AWS::IAM::Policy",
    "policyName": "AWS::IAM::Policy",
    "roleArn": "AWS::IAM::Role",
    "roleName": "AWS::IAM::Role",
    "serialNumber": "AWS::IAM::MFADevice",
    "userName": "AWS::IAM::User",
    "virtualMFADeviceName": "AWS::IAM::MFADevice",
}
"""What a request parameter names, under CloudFormation's names of the types where they exist."""


def _lookup_events(context: Context, parameters: Mapping[str, Any]) -> tuple[World, dict[str, Any]]:
    world = context.world
    start, end = parameters.get("StartTime"), parameters.get("EndTime")
    if start is not None and end is not None and start > end:
        raise _refused("InvalidTimeRangeException", "The start time comes after the end time.")
    attributes = parameters.get("LookupAttributes") or []
    if len(attributes) > 1:
        raise _refused("InvalidLookupAttributesException", "You can only provide one lookup attribute.")
    size = parameters.get("MaxResults", PAGE)
    found: list[Event] = []
    token = None
    place = left = _left(world, parameters.get("NextToken"))
    since = max(world.time - KEPT, start or 0)
    insight = parameters.get("EventCategory") == "insight"
    for event in () if insight else islice(world.trail, len(world.trail) - left, None):
        if _asked(event, attributes, since, end):
            if len(found) == size:
                token = _token(place)
                break
            found.append(event)
        place -= 1
    result: dict[str, Any] = {"Events": [_document(event) for event in found]}
    return world, result if token is None else result | {"NextToken": token}


def _asked(event: Event, attributes: list[Mapping[str, str]], since: int, end: int | None) -> bool:
    time = _to_the_second(event.time)
    if time < since or (end is not None and time > end):
        return False
    if event.of_data:  # the event history has management events alone
        return False
    return all(attribute["AttributeValue"] in _values(event, attribute["AttributeKey"]) for attribute in attributes)


def _values(event: Event, key: str) -> tuple[str, ...]:
    """What an event has for a lookup attribute."""
    match key:
        case "EventId":
            return (event.event_id,)
        case "EventName":
            return (event.name,)
        case "EventSource":
            return (event.source,)
        case "ReadOnly":
            return ("true" if event.read_only else "false",)
        case "Username":
            return (_user_name(event),)
        case "AccessKeyId":
            return (str(event.identity.get("accessKeyId", "")),)
        case "ResourceType":
            return tuple(resource["ResourceType"] for resource in _resources(event))
        case _:
            return tuple(resource["ResourceName"] for resource in _resources(event))


def _document(event: Event) -> dict[str, Any]:
    document: dict[str, Any] = {
        "EventId": event.event_id,
        "EventName": event.name,
        "ReadOnly": "true" if event.read_only else "false",
    }
    if event.identity.get("accessKeyId"):
        document["AccessKeyId"] = event.identity["accessKeyId"]
    document |= {"EventTime": Timestamp(_to_the_second(event.time)), "EventSource": event.source}
    if _user_name(event):
        document["Username"] = _user_name(event)
    text = json.dumps(event.document(), separators=(",", ":"), ensure_ascii=False)
    return document | {"Resources": list(_resources(event)), "CloudTrailEvent": text}


def _to_the_second(time: int) -> int:
    """An event's time as CloudTrail keeps it."""
    return time // SECOND * SECOND


def _user_name(event: Event) -> str:
    """A user's name, root, or the name of a role's session."""
    identity = event.identity
    if identity["type"] == "Root":
        return "root"
    if identity["type"] == "AssumedRole":
        return str(identity["principalId"]).rpartition(":")[2]
    return str(identity.get("userName", ""))


def _resources(event: Event) -> Iterator[dict[str, str]]:
    request = event.request or {}
    for parameter, kind in RESOURCE_TYPES.items():
        if isinstance(request.get(parameter), str):
            yield {"ResourceType": kind, "ResourceName": request[parameter]}


def _token(left: int) -> str:
    return base64.b64encode(f"left:{left}".encode()).decode()


def _left(world: World, token: str | None) -> int:
    """How many events, counted from the oldest, are still to be looked at; new ones do not move a page's place."""
    if token is None:
        return len(world.trail)
    try:
        word, _, number = base64.b64decode(token, validate=True).decode("ascii").partition(":")
        if word == "left" and number.isdigit() and len(number) < 12 and int(number) <= len(world.trail):
            return int(number)
    except (binascii.Error, ValueError):
        pass
    raise _refused("InvalidNextTokenException", "The token is not one that LookupEvents gave.")


def _refused(code: str, message: str) -> ServiceError:
    return ServiceError(code, 400, message, cause="invalid-parameter")


ATTRIBUTE = Shape(
    "structure",
    members={
        "AttributeKey": Shape(
            enum=(
                "EventId",
                "EventName",
                "ReadOnly",
                "Username",
                "ResourceType",
                "ResourceName",
                "EventSource",
                "AccessKeyId",
            )
        ),
        "AttributeValue": Shape(minimum=1, maximum=2_000),
    },
    required=("AttributeKey", "AttributeValue"),
)

OPERATIONS = (
    Operation(
        "cloudtrail",
        "LookupEvents",
        "Look up what happened in the last 90 days, newest first.",
        (
            Parameter(
                "LookupAttributes",
                Shape("list", member=ATTRIBUTE),
                "What the events must have, one: AttributeKey=EventName,AttributeValue=ConsoleLogin.",
            ),
            Parameter("StartTime", Shape("timestamp"), "Events at this time or later."),
            Parameter("EndTime", Shape("timestamp"), "Events at this time or earlier."),
            Parameter("EventCategory", Shape(enum=("insight",)), "Insight events, of which there are none here."),
            Parameter("MaxResults", Shape("integer", minimum=1, maximum=PAGE), "Events of a page at most; 50."),
            Parameter("NextToken", Shape(), "Where the next page begins, from the page before."),
        ),
        ("Events", "NextToken"),
        (
            "InvalidLookupAttributesException",
            "InvalidTimeRangeException",
            "InvalidMaxResultsException",
            "InvalidNextTokenException",
            "InvalidEventCategoryException",
            "UnsupportedOperationException",
            "OperationNotPermittedException",
        ),
        _lookup_events,
        account_resource("*"),
        pages="Events",
        page_size="MaxResults",
        read_only=True,
    ),
)
