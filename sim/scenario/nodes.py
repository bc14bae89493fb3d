"""YAML read into nodes that know where they stand, so that every error can name its line and column."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from typing import Any, NoReturn

from sim.shown import shortened, unseen_character

LARGEST = 250_000
"""Characters of a scenario file at most."""

DEEPEST = 12
MOST_NODES = 50_000

_WHOLE = re.compile(r"-?[0-9]{1,19}")


class ScenarioError(Exception):
    """A scenario that cannot be used: where (line and column from 1), what was expected, what to do."""

    def __init__(self, name: str, line: int, column: int, message: str) -> None:
        message = shortened(message)
        super().__init__(f"{name}:{line}:{column}: {message}")
        self.name, self.line, self.column, self.message = name, line, column, message


@dataclass(frozen=True, slots=True)
class Node:
    """A value of the file: text, a list of nodes, or a mapping of names to nodes; None for an empty value."""

    name: str
    line: int
    column: int
    value: str | tuple[Node, ...] | dict[str, Node] | None
    plain: bool = False
    indent: int | None = None
    """Of a text written as a `|` block: the column, from 0, at which its lines begin."""

    def fail(self, message: str) -> NoReturn:
        """Raise ScenarioError for this node."""
        raise ScenarioError(self.name, self.line, self.column, message)

    def mapping(self, what: str, known: Sequence[str] | None = None) -> dict[str, Node]:
        """The node as a mapping; with `known`, a name that is not among them is an error. Empty counts as empty."""
        if self.value is None:
            return {}
        if not isinstance(self.value, dict):
            self.fail(f"{what} should be a mapping (name: value), one a line.")
        for key, node in self.value.items():
            if known is not None and key not in known:
                near = get_close_matches(key, known, n=1)
                hint = f" Did you mean {near[0]}?" if near else f" Known here: {', '.join(known)}."
                node.fail(f"{what} has no {key!r}.{hint}")
        return self.value

    def items(self, what: str) -> tuple[Node, ...]:
        """The node as a list."""
        if self.value is None:
            return ()
        if not isinstance(self.value, tuple):
            self.fail(f"{what} should be a list: [one, two], or one `- item` a line.")
        return self.value

    def text(self, what: str) -> str:
        """The node as text that is not empty; a number or date counts as it is written."""
        if not isinstance(self.value, str) or not self.value:
            self.fail(f"{what} should be a text.")
        return self.value

    def integer(self, what: str, low: int, high: int) -> int:
        """The node as a whole number between `low` and `high`."""
        text = self.text(what)
        if not _WHOLE.fullmatch(text):
            self.fail(f"{what} should be a whole number, not {text!r}.")
        number = int(text)
        if not low <= number <= high:
            self.fail(f"{what} should be between {low:,} and {high:,}, not {number:,}.")
        return number

    def flag(self, what: str) -> bool:
        """The node as true or false."""
        if self.value not in ("true", "false"):
            self.fail(f"{what} should be true or false.")
        return self.value == "true"

    def plain_data(self) -> Any:
        """The node as plain data, as JSON would hold it: what a policy document needs."""
        if isinstance(self.value, dict):
            return {key: node.plain_data() for key, node in self.value.items()}
        if isinstance(self.value, tuple):
            return [node.plain_data() for node in self.value]
        if self.plain and self.value in ("true", "false"):
            return self.value == "true"
        return self.value


Fill = Callable[[Node, str], str]
"""Makes of a text of the file, standing at a node, the text that it means."""


class Source:
    """A scenario file's text, read.

    `root` is its root node as it is written, `scalars` every text in it.
    """

    def __init__(self, text: str, name: str) -> None:
        """Read the text; raises ScenarioError for what is not YAML, for anchors, and for what is too large or deep."""
        self._name, self._lines = name, text.splitlines()
        self._events = _events(text, name)
        self.root = self.build()

    @property
    def scalars(self) -> Iterator[str]:
        """Every text of the file, names among them."""
        return (event.value for event in self._events if hasattr(event, "value"))

    def build(self, fill: Fill | None = None) -> Node:
        """The root node, with `fill` of every text but those under `parameters:`.

        Raises ScenarioError.
        """
        return _build(iter(self._events), self._name, self._lines, fill)


def read(text: str, name: str) -> Node:
    """Read a scenario file's text into its root node, as it is written.

    Raises ScenarioError for what is not YAML, for anchors and aliases, and for files too large or too deep.
    """
    return Source(text, name).root


def _events(text: str, name: str) -> list[Any]:
    import yaml

    if len(text) > LARGEST:
        raise ScenarioError(name, 1, 1, f"This file has {len(text):,} characters; a scenario may have {LARGEST:,}.")
    text = text.removeprefix("\ufeff").replace("\r\n", "\n")
    if found := unseen_character(text):
        line, column = text.count("\n", 0, found[0]) + 1, found[0] - text.rfind("\n", 0, found[0])
        remedy = "Save the file with line ends LF or CRLF." if found[1] == "U+000D" else "Take it out."
        raise ScenarioError(name, line, column, f"The invisible character {found[1]} stands here. {remedy}")
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    events: list[Any] = []
    try:
        for event in yaml.parse(text, Loader=loader):
            events.append(event)
            if len(events) > 3 * MOST_NODES:
                at: Any = event.start_mark
                raise ScenarioError(name, at.line + 1, at.column + 1, "This is too long for a scenario.")
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        written = text.splitlines()[line - 1 : line]
        problem = error.problem or error.context or "it cannot be read"
        raise ScenarioError(name, line, column, f"This is not YAML: {problem}. {_remedy(problem, written)}") from None
    except yaml.YAMLError as error:
        raise ScenarioError(name, 1, 1, f"This is not YAML: {str(error).splitlines()[0]}.") from None
    return events


def _remedy(problem: str, written: Sequence[str]) -> str:
    if written and "{{" in written[0]:
        return _QUOTE
    if "\t" in problem or "'\\t'" in problem or (written and "\t" in written[0]):
        return "Indent with spaces, not with tabs."
    if "mapping values are not allowed" in problem:
        return "Put a text that holds a colon in quotes."
    return "Check the indentation and the quotes of this line and the one before."


_QUOTE = 'A value that begins with {{ is written in quotes: "{{name}}".'


def _build(events: Iterator[Any], name: str, lines: Sequence[str], fill: Fill | None) -> Node:
    import yaml

    count = 0

    def where(event: Any) -> tuple[int, int]:
        return event.start_mark.line + 1, event.start_mark.column + 1

    def node(event: Any, depth: int, fill: Fill | None) -> Node:
        nonlocal count
        count += 1
        line, column = where(event)
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise ScenarioError(name, line, column, "Anchors (&) and aliases (*) are not used here: write it out.")
        if getattr(event, "tag", None) is not None:
            raise ScenarioError(name, line, column, "Tags (!name) are not used here: leave it out.")
        if depth > DEEPEST:
            message = f"This is nested more than {DEEPEST} levels deep: write it flatter."
            raise ScenarioError(name, line, column, message)
        if count > MOST_NODES:
            raise ScenarioError(name, line, column, f"A scenario may have {MOST_NODES:,} values: leave some out.")
        if isinstance(event, yaml.ScalarEvent):
            if found := unseen_character(event.value):
                message = f"The invisible character {found[1]} stands in this text. Take it out."
                raise ScenarioError(name, line, column, message)
            plain = event.implicit[0]
            empty = plain and event.value in ("", "null", "~")
            indent = _indent(lines, line) if event.style == "|" else None
            written = Node(name, line, column, None if empty else event.value, plain, indent)
            if fill is None or not isinstance(written.value, str):
                return written
            return replace(written, value=fill(written, written.value))
        if isinstance(event, yaml.SequenceStartEvent):
            members = []
            while not isinstance(following := next(events), yaml.SequenceEndEvent):
                members.append(node(following, depth + 1, fill))
            return Node(name, line, column, tuple(members))
        pairs: dict[str, Node] = {}
        while not isinstance(following := next(events), yaml.MappingEndEvent):
            if not pairs and where(following) == (line, column + 1) and isinstance(following, yaml.MappingStartEvent):
                raise ScenarioError(name, line, column, _QUOTE)
            key = node(following, depth + 1, fill)
            if not isinstance(key.value, str):
                key.fail("A name is expected before the colon.")
            if key.value in pairs:
                key.fail(f"{key.value!r} stands here twice.")
            inside = None if depth == 0 and key.value == "parameters" else fill
            pairs[key.value] = node(next(events), depth + 1, inside)
        return Node(name, line, column, pairs)

    for event in events:
        if isinstance(event, (yaml.StreamStartEvent, yaml.DocumentStartEvent)):
            continue
        if isinstance(event, yaml.StreamEndEvent):
            break
        root = node(event, 0, fill)
        next(events)
        after = next(events)
        if not isinstance(after, yaml.StreamEndEvent):
            line, column = where(after)
            raise ScenarioError(name, line, column, "One document is expected in a file, but a second begins here.")
        return root
    raise ScenarioError(name, 1, 1, "This file is empty: a scenario begins with `title:` and `account:`.")


def _indent(lines: Sequence[str], line: int) -> int:
    """How far the block is indented that begins behind a line (from 1)."""
    first = next((text for text in lines[line:] if text.strip()), "")
    return len(first) - len(first.lstrip(" "))
