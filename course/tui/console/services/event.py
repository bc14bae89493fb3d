"""One event of CloudTrail: who did what, in plain words, and the record itself."""

from __future__ import annotations

import json

from textual.app import ComposeResult
from textual.widgets import Static

from course.reading.commands import of
from course.reading.events import Record, told
from course.reading.reader import RefusedError
from course.tui.console import words
from course.tui.console.fields import Buttons, button
from course.tui.console.home import HomePage, Ways
from course.tui.console.iam.summary import document_pane, written
from course.tui.console.routes import Address, at
from course.tui.copying import copy


class EventPage(HomePage):
    """An event by its id; `back` is where it was opened from: a filter of the history, or "rule" and a rule's name."""

    def __init__(self, event_id: str, *back: str) -> None:
        super().__init__()
        self._event_id, self._back = event_id, back
        self._record: Record = {}
        self._caller = ""

    @property
    def crumbs(self) -> tuple[str, ...]:
        return (
            "CloudTrail",
            self.word(words.EVENT_HISTORY),
            str(self._record.get("eventName", self.word(words.EVENT))),
        )

    @property
    def above(self) -> Address | None:
        if self._back[:1] == ("rule",):
            return at("rule", self._back[1], "noticed")
        return at("event-history", *self._back)

    @property
    def command(self) -> str:
        return of("cloudtrail", "lookup-events", **self._lookup)

    @property
    def _lookup(self) -> dict[str, str]:
        return {"lookup_attributes": f"AttributeKey=EventId,AttributeValue={self._event_id}"}

    def compose(self) -> ComposeResult:
        try:
            events = self.reader.call("lookup-events", "cloudtrail", **self._lookup)["Events"]
        except RefusedError as refusal:
            yield self.refused(refusal)
            yield Ways(self)
            return
        if not events:
            yield Static(self.word(words.NO_SUCH_EVENT), classes="title")
            yield Ways(self)
            return
        self._record = record = json.loads(events[0]["CloudTrailEvent"])
        resources = [each["ResourceName"] for each in events[0]["Resources"]]
        yield Static(f"{record['eventName']}   {record['eventTime']}", classes="title", markup=False)
        yield Static(told(record, resources), classes="told", markup=False)
        buttons = [button(self.word(words.COPY), "copy"), button(self.word(words.PLAIN_TEXT), "plain")]
        user = record["userIdentity"].get("userName", "")
        self._caller = events[0].get("Username", "")
        if user in self.world.account.users:
            buttons.append(button(self.word(words.USER), "user"))
        if self._caller:
            buttons.append(button(self.word(words.ALL_BY_USER), "by-user"))
        if record["userIdentity"].get("accessKeyId"):
            buttons.append(button(self.word(words.ALL_BY_KEY), "by-key"))
        yield Buttons(*buttons)
        yield document_pane(record)
        yield Ways(self)

    def pressed(self, name: str) -> None:
        text = written(self._record)
        match name:
            case "copy":
                copy(self.app, text, "The event record", "Nothing arrives? Plain text shows it to be selected.")
            case "plain":
                from course.tui.screens.plain_text import PlainText

                self.app.push_screen(PlainText(text))
            case "user":
                self.open("user", self._record["userIdentity"]["userName"])
            case "by-user":
                self.open("event-history", ("Username", self._caller, "", ""))
            case "by-key":
                self.open("event-history", ("AccessKeyId", self._record["userIdentity"]["accessKeyId"], "", ""))
