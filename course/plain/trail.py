"""What a command line answered of the trail, in plain words: its events, and what a rule picks of them."""

from __future__ import annotations

import json

from course.phrases import plural
from course.plain.answered import document
from course.plain.width import wrapped
from course.reading.events import told as event_told
from course.reading.reader import Reader
from course.reading.rules import picked
from course.tutor.driving import Outcome
from sim.world import Call, World

TOLD = 10
"""Events of an answer that are told, the newest."""

RULES = ("PutRule", "DescribeRule")
"""Operations about one rule, whose name they are given."""


def told(outcome: Outcome, world: World) -> list[str]:
    """Events that an answer in JSON holds, a sentence each, or what the rule picks that a call was about."""
    call = outcome.call
    if outcome.status or not isinstance(call, Call):
        return []
    if call.operation == "LookupEvents":
        return _events(outcome.output)
    rule = world.account.rules.get(call.parameters.get("Name", "")) if call.operation in RULES else None
    picks = picked(Reader.of(world), world, rule.event_pattern) if rule is not None else ""
    return [wrapped(picks)] if picks else []


def _events(output: str) -> list[str]:
    try:
        events = document(output)["Events"]
        lines = [_event(each) for each in events[:TOLD]]
    except (json.JSONDecodeError, TypeError, KeyError):
        return []  # asked for as text or as a table, or only a part of it
    if not lines:
        return ["No event was found."]
    more = [f"  and {plural(len(events) - TOLD, 'earlier event')}"] if len(events) > TOLD else []
    return ["In words:", *lines, *more]


def _event(event: dict[str, object]) -> str:
    record = json.loads(str(event["CloudTrailEvent"]))
    resources = [each["ResourceName"] for each in event["Resources"]]  # type: ignore[attr-defined]
    time = f"{record['eventTime']:.16}".replace("T", " ")
    return wrapped(f"{time}: {event_told(record, resources)}", "  ", "    ")
