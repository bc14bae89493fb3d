"""Amazon EventBridge: rules of the default event bus, which pick from the events that CloudTrail sends there.

A rule's targets are left out: nothing here could be told of an event. `picker` says what a rule would have picked.
AWS publishes no words for most refusals; those that are not quoted from its tools are this module's own.
"""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from sim.account import Account
from sim.account.rules import Rule
from sim.clock import iso
from sim.errors import ServiceError
from sim.event_pattern import PatternError, matches, read
from sim.services.context import REGION, Context
from sim.services.declare import Operation, Parameter, Resource, Shape, account_resource
from sim.trail import Event
from sim.world import World

MOST_RULES = 300
"""Rules of an event bus (Amazon EventBridge User Guide, "Amazon EventBridge quotas")."""

BUS = "default"
WITH_READING = "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS"

_MANDATORY = ("id", "account", "source", "time", "region", "resources", "detail-type")
"""Fields that TestEventPattern wants of an event (EventBridge API Reference, TestEventPattern)."""


def rule_arn(account: Account, name: str) -> str:
    """The ARN of a rule of the default event bus."""
    return f"arn:aws:events:{REGION}:{account.account_id}:rule/{name}"


def envelope(event: Event, document: Mapping[str, Any]) -> dict[str, Any]:
    """An event of the trail, given with its own document, as EventBridge hands it on.

    Source: Amazon EventBridge User Guide, "AWS service events delivered via AWS CloudTrail". That page now writes
    "Signin" in the detail-type; events have been seen with "Sign In", as CloudTrail's and older pages have it.
    """
    signing_in = event.type == "AwsConsoleSignIn"
    return {
        "version": "0",
        "id": event.event_id,
        "detail-type": "AWS Console Sign In via CloudTrail" if signing_in else "AWS API Call via CloudTrail",
        "source": f"aws.{event.source.partition('.')[0]}",
        "account": event.account_id,
        "time": iso(event.time),
        "region": event.region,
        "resources": [],
        "detail": document,
    }


def picker(rule: Rule) -> Callable[[Event, Mapping[str, Any]], bool]:
    """What tells of an event, given with its document, whether a rule picks it; a disabled one picks nothing.

    Data events need a trail that sends them. Calls that only read come to rules of the state
    ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS alone (User Guide, "Receiving read-only management events from AWS
    services").
    """
    pattern, reading = read(rule.event_pattern), rule.state == WITH_READING

    def picks(event: Event, document: Mapping[str, Any]) -> bool:
        if rule.state == "DISABLED" or event.of_data or (event.read_only and not reading):
            return False
        return matches(pattern, envelope(event, document))

    return picks


def _put(context: Context, parameters: Mapping[str, Any]) -> tuple[World, dict[str, Any]]:
    account = context.world.account
    _known_bus(account, parameters)
    name, pattern = parameters["Name"], parameters.get("EventPattern")
    if not pattern:
        words = "Parameter(s) EventPattern or ScheduleExpression must be specified."
        raise ServiceError("ValidationException", 400, words, cause="no-event-pattern")
    _pattern(pattern)
    if name not in account.rules and len(account.rules) >= MOST_RULES:
        words = "The requested resource exceeds the maximum number allowed."
        raise ServiceError("LimitExceededException", 400, words, cause="quota")
    rule = Rule(name, pattern, parameters.get("State", "ENABLED"), parameters.get("Description"))
    account = replace(account, rules=account.rules.insert(name, rule))
    return replace(context.world, account=account), {"RuleArn": rule_arn(account, name)}


def _describe(context: Context, parameters: Mapping[str, Any]) -> tuple[World, dict[str, Any]]:
    account = context.world.account
    _known_bus(account, parameters)
    rule = account.rules.get(parameters["Name"])
    if rule is None:
        raise _not_found(f"Rule {parameters['Name']} does not exist on EventBus {BUS}.")
    return context.world, _document(account, rule) | {"CreatedBy": account.account_id}


def _list(context: Context, parameters: Mapping[str, Any]) -> tuple[World, dict[str, Any]]:
    account = context.world.account
    _known_bus(account, parameters)
    after, size = _named(parameters.get("NextToken")), parameters.get("Limit", 100)
    prefix = parameters.get("NamePrefix", "")
    names = sorted(name for name in account.rules if name.startswith(prefix) and name > after)
    result: dict[str, Any] = {"Rules": [_document(account, account.rules[name]) for name in names[:size]]}
    if len(names) > size:
        result["NextToken"] = base64.b64encode(names[size - 1].encode()).decode()
    return context.world, result


def _delete(context: Context, parameters: Mapping[str, Any]) -> tuple[World, dict[str, Any]]:
    world = context.world
    _known_bus(world.account, parameters)
    rules = world.account.rules.discard(parameters["Name"])
    return replace(world, account=replace(world.account, rules=rules)), {}


def _test(context: Context, parameters: Mapping[str, Any]) -> tuple[World, dict[str, Any]]:
    pattern = _pattern(parameters["EventPattern"])
    try:
        event = json.loads(parameters["Event"])
    except (ValueError, RecursionError):
        event = None
    if not isinstance(event, dict):
        raise ServiceError("ValidationException", 400, "Parameter Event is not valid.", cause="no-event")
    missing = [name for name in _MANDATORY if name not in event]
    if missing:
        words = f"Parameter Event is not valid. Reason: it lacks {', '.join(missing)}."
        raise ServiceError("ValidationException", 400, words, cause="no-event")
    return context.world, {"Result": matches(pattern, event)}


def _pattern(text: str) -> dict[str, Any]:
    try:
        return read(text)
    except PatternError as error:
        words = f"Event pattern is not valid. Reason: {error}"
        raise ServiceError("InvalidEventPatternException", 400, words, cause="no-event-pattern") from None


def _document(account: Account, rule: Rule) -> dict[str, Any]:
    document = {
        "Name": rule.name,
        "Arn": rule_arn(account, rule.name),
        "EventPattern": rule.event_pattern,
        "State": rule.state,
    }
    if rule.description is not None:
        document["Description"] = rule.description
    return document | {"EventBusName": BUS}


def _known_bus(account: Account, parameters: Mapping[str, Any]) -> None:
    name = parameters.get("EventBusName", BUS)
    if name not in (BUS, f"arn:aws:events:{REGION}:{account.account_id}:event-bus/{BUS}"):
        raise _not_found(f"Event bus {name} does not exist.")


def _not_found(words: str) -> ServiceError:
    return ServiceError("ResourceNotFoundException", 400, words, cause="no-such-entity")


def _named(token: str | None) -> str:
    """The name after which a page begins."""
    try:
        return base64.b64decode(token or "", validate=True).decode()
    except (binascii.Error, ValueError):
        raise ServiceError("ValidationException", 400, "Parameter NextToken is not valid.") from None


def _of_rule() -> Resource:
    def resource(context: Context, parameters: Mapping[str, Any]) -> str:
        return rule_arn(context.world.account, str(parameters["Name"]))

    return resource


_RULE_NAME = Shape(minimum=1, maximum=64, pattern=r"[\.\-_A-Za-z0-9]+")
_NAME = Parameter("Name", _RULE_NAME, "The rule's name.", required=True)
_EVENT_BUS = Parameter(
    "EventBusName",
    Shape(
        minimum=1,
        maximum=1_600,
        pattern=r"(arn:aws[\w-]*:events:[a-z]+-[a-z]+-[\w-]+:[0-9]{12}:event-bus\/)?[/\.\-_A-Za-z0-9]+",
    ),
    "The event bus; there is none but default.",
)
_PATTERN = Shape(maximum=4_096)

OPERATIONS = (
    Operation(
        "events",
        "PutRule",
        "Make a rule, or change it: which events are to be noticed.",
        (
            _NAME,
            Parameter("EventPattern", _PATTERN, "JSON: the fields that an event must have, each with its choices."),
            Parameter("State", Shape(enum=("ENABLED", "DISABLED", WITH_READING)), "Whether it works; ENABLED."),
            Parameter("Description", Shape(maximum=512), "What it is for."),
            _EVENT_BUS,
        ),
        ("RuleArn",),
        (
            "InvalidEventPatternException",
            "LimitExceededException",
            "ConcurrentModificationException",
            "ManagedRuleException",
            "InternalException",
            "ResourceNotFoundException",
        ),
        _put,
        _of_rule(),
    ),
    Operation(
        "events",
        "DescribeRule",
        "Show a rule.",
        (_NAME, _EVENT_BUS),
        ("Name", "Arn", "EventPattern", "State", "Description", "EventBusName", "CreatedBy"),
        ("ResourceNotFoundException", "InternalException"),
        _describe,
        _of_rule(),
        read_only=True,
    ),
    Operation(
        "events",
        "ListRules",
        "List the rules.",
        (
            Parameter("NamePrefix", _RULE_NAME, "How the names begin."),
            _EVENT_BUS,
            Parameter("NextToken", Shape(minimum=1, maximum=2_048), "Where the next page begins."),
            Parameter("Limit", Shape("integer", minimum=1, maximum=100), "Rules of a page at most; 100."),
        ),
        ("Rules", "NextToken"),
        ("InternalException", "ResourceNotFoundException"),
        _list,
        account_resource("*"),
        pages="Rules",
        page_size="Limit",
        read_only=True,
    ),
    Operation(
        "events",
        "DeleteRule",
        "Delete a rule; it is no error where there is none.",
        (
            _NAME,
            _EVENT_BUS,
            Parameter("Force", Shape("boolean"), "For rules that AWS manages, of which there are none."),
        ),
        (),
        (
            "ConcurrentModificationException",
            "ManagedRuleException",
            "InternalException",
            "ResourceNotFoundException",
        ),
        _delete,
        _of_rule(),
    ),
    Operation(
        "events",
        "TestEventPattern",
        "Say whether an event matches a pattern, without a rule.",
        (
            Parameter("EventPattern", _PATTERN, "The pattern, in JSON.", required=True),
            Parameter("Event", Shape(), "The event, in JSON, as EventBridge hands it on.", required=True),
        ),
        ("Result",),
        ("InvalidEventPatternException", "InternalException"),
        _test,
        account_resource("*"),
        read_only=True,
    ),
)
