"""CloudTrail's event history: a table of events, and the form that filters them as AWS's does."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from itertools import islice
from typing import Any

from textual.app import ComposeResult
from textual.suggester import SuggestFromList
from textual.widgets import Button, Input, Static

from course.reading.commands import of
from course.reading.reader import Reader
from course.tui.console import words
from course.tui.console.fields import Choice, RadioButtons, Row, TextInput, button
from course.tui.console.form import FormPage
from course.tui.console.list_page import ListPage
from course.tui.console.listing import Column, Entry
from course.tui.console.routes import Address, at
from course.tui.console.services.following import FollowsTrail
from course.tui.console.word import Word
from course.tui.in_turn import focus
from course.tui.keys.bindings import in_prose
from sim.world import World

PAGE_LENGTH = 50
"""Events on a page (CloudTrail API Reference, LookupEvents)."""

ATTRIBUTES: dict[str, tuple[Word, str]] = {
    "EventName": (words.EVENT_NAME, "CreateUser"),
    "Username": (words.USER_NAME, "Alice"),
    "AccessKeyId": (words.ACCESS_KEY_FILTER, "AKIA…"),
    "ResourceName": (words.RESOURCE_NAME, "Alice, example-reports"),
    "ResourceType": (words.RESOURCE_TYPE, "AWS::IAM::User"),
    "EventSource": (words.EVENT_SOURCE, "iam.amazonaws.com"),
    "ReadOnly": (words.READ_ONLY, "true, false"),
}
"""What can be looked up: what the console calls it, and an example."""

BY_ERROR = "An error code is no attribute in AWS: in the list, press / and write a part of it, as denied."
"""How events are found by their error; for `in_prose`."""

Filter = tuple[str, str, str, str]
"""An attribute and its value, and the first and last time; empty where not wanted."""

AT_FIRST: Filter = ("ReadOnly", "false", "", "")
"""The filter that the console begins with (CloudTrail User Guide, "Viewing CloudTrail Events in the Console")."""


def lookup(attribute: str, value: str, start: str, end: str) -> dict[str, str]:
    """The options of LookupEvents that stand for a filter."""
    options = {"lookup_attributes": f"AttributeKey={attribute},AttributeValue={value}"} if attribute else {}
    return options | ({"start_time": start} if start else {}) | ({"end_time": end} if end else {})


class EventHistoryPage(FollowsTrail, ListPage):
    """Events that pass the filter, newest first, a page at a time; enter opens one."""

    things = "event"
    more = "Enter, or a second click, opens the chosen event."
    by = "written by the last act"

    def __init__(
        self, attribute: str = "ReadOnly", value: str = "false", start: str = "", end: str = "", token: str = ""
    ) -> None:
        """An empty attribute filters nothing; `token` is where the page begins."""
        super().__init__()
        self._filter: Filter = (attribute, value, start, end)
        self._token = token
        self._following = ""

    @property
    def crumbs(self) -> tuple[str, ...]:
        return ("CloudTrail", self.word(words.EVENT_HISTORY))

    @property
    def title(self) -> str:
        attribute, value, start, end = self._filter
        parts = [f"{self.word(ATTRIBUTES[attribute][0])}: {value}"] if attribute else ["all events"]
        parts += [f"from {start}"] if start else []
        parts += [f"to {end}"] if end else []
        return f"{self.word(words.EVENT_HISTORY)}   {' · '.join(parts)}"

    @property
    def nothing(self) -> str:  # type: ignore[override]
        return "No event passes this filter: “All events” takes it away." if any(self._filter) else "No events yet."

    @property
    def elsewhere(self) -> str:  # type: ignore[override]
        return f"This is a page of {PAGE_LENGTH}: “Older events” shows the next." if self._following else ""

    @property
    def command(self) -> str:
        return of("cloudtrail", "lookup-events", **lookup(*self._filter))

    def acts(self) -> Sequence[Button]:
        return [
            button(self.word(words.FILTER), "filter", chief=True),
            button(self.word(words.ALL_EVENTS), "all"),
            button(self.word(words.OLDER_EVENTS), "older"),
            button(self.word(words.NEWEST_EVENTS), "newest"),
        ]

    def columns(self) -> Sequence[Column]:
        return (
            Column(self.word(words.TIME), 13, falling=True),
            Column(self.word(words.USER_NAME), 9),
            Column(self.word(words.EVENT_NAME), 18),
            Column(self.word(words.SOURCE), 6),
            Column(self.word(words.ERROR_CODE), 14),
        )

    def entries(self, reader: Reader) -> Sequence[Entry]:
        options = lookup(*self._filter) | {"max_results": str(PAGE_LENGTH)}
        answer = reader.call(
            "lookup-events", "cloudtrail", **options, **({"next_token": self._token} if self._token else {})
        )
        self._following = answer.get("NextToken", "")
        return [Entry(event["EventId"], cells(event)) for event in answer["Events"]]

    def unmarked(self, entries: Sequence[Entry]) -> Sequence[Entry]:
        """Events never change, and stand newest first in the trail: those of the last act are marked."""
        written = islice(self.world.trail, self.console.written)
        new = {event.event_id for event in written}
        return [entry for entry in entries if entry.key not in new]

    def opened(self, key: str) -> None:
        self.open("event", (key, *self._filter, self._token))

    def pressed(self, name: str) -> None:
        match name:
            case "filter":
                self.open("event-filter", self._filter)
            case "all":
                self.open("event-history", ("", "", "", ""))
            case "newest":
                self.open("event-history", self._filter)
            case "older" if self._following:
                self.open("event-history", (*self._filter, self._following))
            case "older":
                self.refuse("There are no older events" + (" that pass this filter." if any(self._filter) else "."))


def cells(event: Mapping[str, Any]) -> tuple[str, ...]:
    """An event's row: month, day and time, who, what, the service, and the error if there was one."""
    record = json.loads(event["CloudTrailEvent"])
    time = str(record["eventTime"])
    return (
        f"{time[5:10]} {time[11:16]}",
        event.get("Username", "-"),
        event["EventName"],
        str(event["EventSource"]).partition(".")[0],
        record.get("errorCode", ""),
    )


class EventFilterPage(FormPage):
    """One attribute, and times: AWS takes one attribute in a call."""

    def __init__(self, attribute: str = "", value: str = "", start: str = "", end: str = "") -> None:
        super().__init__()
        self._was: Filter = (attribute, value, start, end)

    @property
    def crumbs(self) -> tuple[str, ...]:
        return ("CloudTrail", self.word(words.EVENT_HISTORY), self.word(words.FILTER))

    @property
    def above(self) -> Address | None:
        return at("event-history", *self._was)

    def compose(self) -> ComposeResult:
        attribute, _, start, end = self._was
        yield Static(self.word(words.FILTER), classes="title", markup=False)
        radio = RadioButtons(
            *(Choice(name, self.word(label), f"as {example}") for name, (label, example) in ATTRIBUTES.items())
        )
        if attribute and self._was != AT_FIRST:
            radio.set_reactive(RadioButtons.chosen, list(ATTRIBUTES).index(attribute))
        yield radio
        yield Row(self.word(words.VALUE), TextInput(name="value", suggester=SuggestFromList(_known(self.world))))
        yield Row(self.word(words.FROM), TextInput(name="start", value=start, placeholder="2027-03-01T00:00:00Z"))
        yield Row(self.word(words.TO), TextInput(name="end", value=end, placeholder="now"))
        yield Static(in_prose(BY_ERROR, self), classes="aside", markup=False)
        yield self.buttons(self.word(words.LOOK_UP))

    def on_radio_buttons_submitted(self) -> None:
        """Enter leads on to the value."""
        focus(self.query_one(TextInput))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """A value is all that is wanted: Enter looks it up."""
        event.stop()
        self.submit()

    def go_on(self) -> None:
        value = self.needed("value", "Which value? It is written just as in the event: CreateUser.")
        if value is None:
            return
        chosen = self.query_one(RadioButtons).choice
        wanted: Filter = (chosen.name, value, self.value("start"), self.value("end"))
        line = of("cloudtrail", "lookup-events", **lookup(*wanted))
        self.issue(line, self.finishing(f"Looked up: {chosen.label} {value}.", at("event-history", *wanted)))


def _known(world: World) -> list[str]:
    """Names of events and users to complete a value from."""
    names = {word for event in world.trail for word in (event.name, event.source)}
    return sorted(names | set(world.account.users))
