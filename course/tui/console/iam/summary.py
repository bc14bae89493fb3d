"""A policy as pages show it: its summary in plain words, and its document."""

from __future__ import annotations

import json
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from course.tui.copying import copy
from course.tui.json_colour import coloured
from course.tui.keys.bindings import MOVING, key_for
from sim.policy.document import Kind, PolicyError, parse
from sim.policy.summary import Summary, summary, told


def written(document: object) -> str:
    """A document as JSON for people, a name and its value on a line each."""
    return json.dumps(document, indent=2, ensure_ascii=False)


class DocumentPane(VerticalScroll):
    """A document in colours; it scrolls, `y` copies all of it and `Y` shows it plain."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "copy_text", "copy", tooltip="Copy the policy's text", id="policy-copy", group=MOVING),
        Binding(
            "Y", "plain", "plain", key_display="Y", tooltip="Show the policy as plain text",
            id="policy-plain", group=MOVING,
        ),
    ]  # fmt: skip

    def __init__(self, document: object) -> None:
        self._text = written(document)
        super().__init__(Static(coloured(self._text), classes="document"), classes="document-pane")

    def action_copy_text(self) -> None:
        plain = key_for(self, "policy-plain")
        copy(self.app, self._text, "The policy", f"Nothing arrives? {plain} shows the policy plain.")

    def action_plain(self) -> None:
        from course.tui.screens.plain_text import PlainText

        self.app.push_screen(PlainText(self._text))


def document_pane(document: object) -> DocumentPane:
    """The document in a pane of its own."""
    return DocumentPane(document)


def summary_text(document: dict[str, object], kind: Kind) -> Static:
    """What the document says, a paragraph for each statement and service."""
    try:
        lines = summary(parse(document, kind))
    except PolicyError as error:
        return Static(f"✗ {error}", classes="refused", markup=False)
    return Static(Content("\n").join(map(_paragraph, lines)), classes="summary")


def _paragraph(line: Summary) -> Content:
    sign, style = ("✓", "bold $success") if line.effect == "Allow" else ("✗", "bold $error")
    decides, what = told(line)
    return Content.assemble((f"{sign} {decides}", style), what)
