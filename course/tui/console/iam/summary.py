"""A policy as pages show it: its summary in plain words, and its document."""

from __future__ import annotations

import json

from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from course.tui.json_colour import coloured
from sim.policy.document import Kind, PolicyError, parse
from sim.policy.summary import Summary, summary


def written(document: object) -> str:
    """A document as JSON for people, a name and its value on a line each."""
    return json.dumps(document, indent=2, ensure_ascii=False)


def document_pane(document: object) -> VerticalScroll:
    """The document in colours, in a pane that scrolls."""
    return VerticalScroll(Static(coloured(written(document)), classes="document"), classes="document-pane")


def summary_text(document: dict[str, object], kind: Kind) -> Static:
    """What the document says, a paragraph for each statement and service."""
    try:
        lines = summary(parse(document, kind))
    except PolicyError as error:
        return Static(f"✗ {error}", classes="refused", markup=False)
    return Static(Content("\n").join(map(_paragraph, lines)), classes="summary")


def _paragraph(line: Summary) -> Content:
    sign = "✓" if line.effect == "Allow" else "✗"
    verb = "allows" if line.effect == "Allow" else "denies"
    name = f"S{line.statement[1:]}" if line.statement.startswith("statement ") else line.statement
    who = f" {_listed(line.principals)} to use" if line.principals else ""
    parts: list[str | tuple[str, str]] = [
        (f"{sign} {name} {verb}", "bold $success" if line.effect == "Allow" else "bold $error"),
        f"{who} {line.service}: {line.access}",
    ]
    if line.resources:
        parts.append(f"\n    on {_listed(line.resources)}")
    if line.conditions:
        parts.append(f"\n    if {' and '.join(line.conditions)}")
    return Content.assemble(*parts)


def _listed(words: tuple[str, ...]) -> str:
    """Joined by commas, an exception kept together with what follows it."""
    return ", ".join(words).replace(" except,", " except")
