"""What an event pattern picks, or would have picked, of the trail."""

from __future__ import annotations

from itertools import islice

from course.phrases import plural
from course.reading.reader import Reader, RefusedError, attempt
from sim.account.rules import Rule
from sim.services.events import picker
from sim.trail import Event
from sim.world import World

LOOKED_AT = 1_000
"""Events of the trail that are held against a pattern, the newest."""


def noticed(world: World, rule: Rule) -> list[Event]:
    """The events that a rule picks, or would have picked, among the trail's newest, the newest first."""
    picks = picker(rule)
    return [event for event in islice(world.trail, LOOKED_AT) if picks(event, event.document())]


def picked(reader: Reader, world: World, pattern: str) -> str:
    """What a pattern picks, as a sentence; empty for somebody who may not look at events."""
    if isinstance(attempt(lambda: reader.call("lookup-events", "cloudtrail", max_results="1")), RefusedError):
        return ""
    events = noticed(world, Rule("draft", pattern, "ENABLED"))
    if not events:
        return "It picks nothing of what has happened so far."
    names = ", ".join(dict.fromkeys(f"{event.name} of {_who(event.identity.get('userName'))}" for event in events))
    return f"Of the trail it picks {plural(len(events), 'event')}: {names}."


def _who(name: object) -> str:
    return str(name or "root")
