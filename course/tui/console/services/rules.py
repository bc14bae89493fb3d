"""EventBridge's rules, CloudWatch Events in 2018: the table of them, and a page for each."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import ClassVar

from textual.containers import VerticalScroll
from textual.widget import Widget
from textual.widgets import Button, Static

from course.phrases import plural
from course.reading.commands import of
from course.reading.reader import Reader
from course.reading.rules import noticed
from course.tui.console import words
from course.tui.console.fields import Buttons, button
from course.tui.console.list_page import ListPage
from course.tui.console.listing import Column, Entry, Listing
from course.tui.console.routes import Address, at
from course.tui.console.services.event_history import cells
from course.tui.console.services.following import FollowsTrail
from course.tui.console.tabbed import ListTab, Tab, TabbedPage
from course.tui.console.word import Word
from course.tui.json_colour import coloured
from sim.account.rules import Rule
from sim.trail import Event


def laid_out(value: object, indent: int = 0) -> str:
    """An event pattern for people: a field on a line, its choices beside it."""
    if not isinstance(value, dict):
        return json.dumps(value, ensure_ascii=False)
    gap = " " * (indent + 2)
    fields = (
        f"{gap}{json.dumps(name, ensure_ascii=False)}: {laid_out(each, indent + 2)}" for name, each in value.items()
    )
    return "{\n" + ",\n".join(fields) + f"\n{' ' * indent}}}"


def pattern_pane(pattern: str) -> VerticalScroll:
    """An event pattern, given as JSON text, in colours, in a pane that scrolls."""
    text = laid_out(json.loads(pattern))
    return VerticalScroll(Static(coloured(text), classes="document"), classes="document-pane")


class RulesPage(FollowsTrail, ListPage):
    """The rules; enter opens one."""

    things = "rule"
    more = "Enter, or a second click, opens the chosen rule. Noticed: what it picks of the trail, earlier events too."

    @property
    def crumbs(self) -> tuple[str, ...]:
        return (self.word(words.EVENTS_SERVICE), self.word(words.RULES))

    @property
    def command(self) -> str:
        return of("events", "list-rules")

    def acts(self) -> Sequence[Button]:
        return [button(self.word(words.CREATE_RULE), "create-rule", chief=True)]

    def columns(self) -> Sequence[Column]:
        return (
            Column(self.word(words.NAME), 24),
            Column(self.word(words.STATUS), 10),
            Column(self.word(words.NOTICED), 8),
            Column(self.word(words.DESCRIPTION), 20),
        )

    def entries(self, reader: Reader) -> Sequence[Entry]:
        return [
            Entry(rule["Name"], (rule["Name"], status(rule["State"]), self._noticed(rule), rule.get("Description", "")))
            for rule in reader.call("list-rules", "events")["Rules"]
        ]

    def _noticed(self, rule: Mapping[str, str]) -> str:
        made = Rule(rule["Name"], rule["EventPattern"], rule["State"], rule.get("Description"))
        return str(len(noticed(self.world, made)))

    def opened(self, key: str) -> None:
        self.open("rule", key)

    def pressed(self, name: str) -> None:
        if name == "create-rule":
            self.open("create-rule")


def status(state: str) -> str:
    """A rule's state as the console says it."""
    return "Disabled" if state == "DISABLED" else "Enabled"


class RuleTab(Tab):
    """A tab about the page's rule."""

    @property
    def command(self) -> str:
        return of("events", "describe-rule", name=self.subject)


class Pattern(RuleTab):
    """The event pattern, and what can be done with the rule."""

    def parts(self) -> Sequence[Widget]:
        rule = self.page.reader.call("describe-rule", "events", name=self.subject)
        word = self.page.word
        switch = words.ENABLE_RULE if rule["State"] == "DISABLED" else words.DISABLE_RULE
        return [
            Buttons(
                button(word(words.EDIT_RULE), "edit-rule"),
                button(word(switch), "switch"),
                button(word(words.DELETE_RULE), "delete-rule"),
            ),
            Static(
                "Target: none here. In AWS it tells you, as by e-mail (SNS).",
                classes="aside",
            ),
            pattern_pane(rule["EventPattern"]),
        ]

    def pressed(self, name: str) -> None:
        rule_name = self.subject
        if name == "edit-rule":
            self.page.open("edit-rule", rule_name)
        elif name == "switch":
            rule = self.page.reader.call("describe-rule", "events", name=rule_name)
            disabled = rule["State"] == "DISABLED"
            line = putting(rule_name, rule["EventPattern"], rule.get("Description", ""), disabled=not disabled)
            done = f"{rule_name} is {'enabled' if disabled else 'disabled'} now."
            self.page.issue(line, self.page.finishing(done, at("rule", rule_name)))
        elif name == "delete-rule":
            question = f"{self.page.word(words.DELETE_RULE)} the rule {rule_name}?"
            line = of("events", "delete-rule", name=rule_name)
            about = "Nothing is noticed by it any more."
            self.page.open("confirm", (question, about, line, f"{rule_name} was deleted.", "rules"))


class Noticed(ListTab, RuleTab):
    """The events that the rule picks; enter opens one."""

    nothing = "The rule picks nothing of what has happened so far."

    def listing(self) -> Listing:
        return Listing(
            Column(self.word(words.TIME), 11, falling=True),
            Column(self.word(words.USER_NAME), 9),
            Column(self.word(words.EVENT_NAME), 18),
            Column(self.word(words.SOURCE), 6),
            Column(self.word(words.ERROR_CODE), 14),
            things="event",
        )

    def fill(self, listing: Listing) -> None:
        rule = self.page.world.account.rules.get(self.subject)
        events = noticed(self.page.world, rule) if rule is not None else []
        entries = [Entry(event.event_id, _cells(event)) for event in events]
        listing.show(entries, None, "Earlier events are among them.", nothing=self.nothing)

    def opened(self, key: str) -> None:
        self.page.open("event", (key, "rule", self.subject))


def _cells(event: Event) -> tuple[str, ...]:
    document = event.document()
    name = document["userIdentity"].get("userName") or ("root" if event.identity.get("type") == "Root" else "-")
    summary = {"CloudTrailEvent": json.dumps(document), "Username": name}
    return cells(summary | {"EventName": event.name, "EventSource": event.source})


class RulePage(FollowsTrail, TabbedPage):
    """One rule: its pattern, and what it has noticed."""

    TABS: ClassVar[Mapping[str, tuple[Word, type[Tab]]]] = {
        "pattern": (words.EVENT_PATTERN, Pattern),
        "noticed": (words.NOTICED_EVENTS, Noticed),
    }

    @property
    def crumbs(self) -> tuple[str, ...]:
        return (self.word(words.EVENTS_SERVICE), self.word(words.RULES), self.subject)

    @property
    def above(self) -> Address | None:
        return at("rules")

    def about(self, reader: Reader) -> str:
        rule = reader.call("describe-rule", "events", name=self.subject)
        made = Rule(rule["Name"], rule["EventPattern"], rule["State"])
        count = plural(len(noticed(self.world, made)), "event")
        said = rule.get("Description")
        return f"{status(rule['State'])} · {count} noticed{f' · {said}' if said else ''}"


def putting(name: str, pattern: str, description: str, *, disabled: bool = False) -> str:
    """The line that makes a rule, or replaces all of it."""
    options = {"name": name, "event_pattern": pattern}
    options |= {"description": description} if description else {}
    return of("events", "put-rule", **options, **({"state": "DISABLED"} if disabled else {}))
