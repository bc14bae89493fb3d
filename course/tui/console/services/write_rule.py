"""Making a rule: its name, and the event pattern, with what it would have picked while it is written."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from textual.widget import Widget

from course.reading.reader import Reader, RefusedError
from course.reading.rules import picked
from course.tui.console import words
from course.tui.console.fields import Row, TextInput
from course.tui.console.iam.document_form import DocumentForm
from course.tui.console.json_box import JSONBox
from course.tui.console.routes import Address, at
from course.tui.console.services.rules import laid_out, putting
from course.tui.in_turn import focus
from sim.event_pattern import PatternError, read

EMPTY = """{
  "source": ["aws.signin"],
  "detail": {
    "eventName": ["ConsoleLogin"]
  }
}"""
"""The pattern to begin with: every sign-in to the console."""


class PatternBox(JSONBox):
    """A box for an event pattern."""

    @property
    def fault(self) -> str | None:
        line, text = _fault(self.text)
        return text if line is None or text is None else f"Line {line}: {text}"

    def go_to_fault(self) -> None:
        line, _ = _fault(self.text)
        if line is not None:
            self.move_cursor((min(line, self.document.line_count) - 1, 0))
        focus(self)


def _fault(text: str) -> tuple[int | None, str | None]:
    """What is wrong with an event pattern, with the line where one is known."""
    try:
        json.loads(text)
    except json.JSONDecodeError as error:
        return error.lineno, f"This is not JSON: {error.msg.lower()}."
    except RecursionError:
        return None, "This is nested too deep."
    try:
        read(text)
    except PatternError as error:
        return None, f'This is no event pattern: {error}. Each value stands in brackets, as ["No"].'
    return None, None


class RuleForm(DocumentForm):
    """The form; a new rule or one that is changed."""

    def box(self, text: str) -> JSONBox:
        return PatternBox(text)

    def fine(self, text: str) -> str:
        """Which events of the trail the pattern picks, for whoever may look at them."""
        return f"An event pattern. {picked(self.reader, self.world, text)}".rstrip()

    def put(self, name: str, pattern: str, *, disabled: bool = False) -> None:
        """Issue the line that makes or replaces the rule."""
        line = putting(name, pattern, self.value("description"), disabled=disabled)
        self.issue(line, self.finishing(f"The rule {name} is there.", at("rule", name)))


class CreateRulePage(RuleForm):
    """A new rule."""

    @property
    def crumbs(self) -> tuple[str, ...]:
        return (self.word(words.EVENTS_SERVICE), self.word(words.RULES), self.word(words.CREATE_RULE))

    @property
    def above(self) -> Address | None:
        return at("rules")

    @property
    def chief(self) -> str:
        return self.word(words.CREATE_RULE)

    def begin(self, _reader: Reader) -> str:
        return EMPTY

    def boxes(self) -> Iterable[Widget]:
        yield Row(self.word(words.NAME), TextInput(name="name", placeholder="letters, digits, . - and _"))
        yield Row(self.word(words.DESCRIPTION), TextInput(name="description", placeholder="what it is for (optional)"))

    def save(self, document: str) -> None:
        name = self.needed("name", "The rule needs a name: letters, digits, dots, dashes and underscores.")
        if name is not None:
            self.put(name, document)


class EditRulePage(RuleForm):
    """A rule that is changed; as a whole it takes the place of what it was."""

    def __init__(self, rule_name: str) -> None:
        super().__init__()
        self._rule_name = rule_name

    @property
    def crumbs(self) -> tuple[str, ...]:
        return (self.word(words.EVENTS_SERVICE), self.word(words.RULES), self._rule_name, self.word(words.EDIT_RULE))

    @property
    def above(self) -> Address | None:
        return at("rule", self._rule_name)

    @property
    def title(self) -> str:
        return f"{self.word(words.EDIT_RULE)} {self._rule_name}"

    @property
    def chief(self) -> str:
        return self.word(words.UPDATE_RULE)

    def begin(self, reader: Reader) -> str:
        return laid_out(json.loads(self._rule(reader)["EventPattern"]))

    def _rule(self, reader: Reader) -> dict[str, Any]:
        return reader.call("describe-rule", "events", name=self._rule_name)

    def boxes(self) -> Iterable[Widget]:
        yield Row(
            self.word(words.DESCRIPTION),
            TextInput(name="description", value=self._rule(self.reader).get("Description", "")),
        )

    def save(self, document: str) -> None:
        try:
            disabled = self._rule(self.reader)["State"] == "DISABLED"
        except RefusedError as refusal:
            self.refuse(refusal.message)
        else:
            self.put(self._rule_name, document, disabled=disabled)
