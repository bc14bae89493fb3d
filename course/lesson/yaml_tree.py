"""YAML as a plain tree with places: mappings, lists and texts, nothing else.

Every scalar is taken as the text it is written as, so `say: no` says "no". Anchors, aliases, tags and a second
document are refused, depth is bounded, and a key may stand once: nothing that a lesson needs, and what makes small
texts explode.
"""

import re
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

MAX_DEPTH = 12
MAX_NODES = 2_000

_BEYOND_UNICODE = re.compile(r"\\U(?!0010|000)[0-9A-Fa-f]{8}")


class YamlError(Exception):
    """What is wrong, with what to do, at a line and column that count from 1 in the text that was read."""

    def __init__(self, message: str, remedy: str, line: int, column: int) -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy
        self.line = line
        self.column = column


@dataclass(frozen=True, slots=True)
class Text:
    """A scalar. `in_place` tells that the text stands at its place as it is: one line, not quoted."""

    text: str
    line: int
    column: int
    in_place: bool
    block: bool


@dataclass(frozen=True, slots=True)
class Items:
    """A list."""

    items: tuple["Tree", ...]
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Mapping:
    """A mapping from key to value, with the place of each key."""

    entries: dict[str, "Tree"]
    keys: dict[str, Text]
    line: int
    column: int


Tree = Text | Items | Mapping


def read(text: str, first_line: int = 1) -> Tree | None:
    """Read one YAML document, its lines counted from `first_line`; None when it holds nothing. Raises YamlError."""
    import yaml

    # libyaml reads ten times as fast. But it takes tabs that PyYAML refuses, finds what is empty at another column, and
    # has other words for what is wrong.
    libyaml = getattr(yaml, "CSafeLoader", None)
    if libyaml is not None and "\t" not in text:
        with suppress(yaml.YAMLError, ValueError):
            built = _built(text, libyaml, first_line)
            if not built.holds_nothing_somewhere:
                return built.root
    try:
        return _built(text, yaml.SafeLoader, first_line).root
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line + first_line, mark.column + 1) if mark else (first_line, 1)
        problem = error.problem or error.context or "this cannot be read"
        raise YamlError(f"this is not YAML: {problem}", _remedy(problem), line, column) from None
    except yaml.reader.ReaderError as error:
        place = _place_in(text, error.position, first_line)
        raise YamlError("YAML takes no such character", "Take it out", *place) from None
    except (ValueError, OverflowError):
        found = _BEYOND_UNICODE.search(text)
        place = _place_in(text, found.start() if found else 0, first_line)
        raise YamlError("this escape stands for no character", "Write the character itself", *place) from None


def _built(text: str, loader: Any, first_line: int) -> "_Builder":
    import yaml

    builder = _Builder(first_line)
    for event in yaml.parse(text, Loader=loader):
        builder.take(event)
    return builder


def _remedy(problem: str) -> str:
    if "tab" in problem or "'\\t'" in problem:
        return "Indent with spaces"
    if "mapping values are not allowed" in problem:
        return "Put a text that holds a colon in quotes, or on lines of its own after `|`"
    return "Check the indentation and the quotes of this line and the one before"


def _place_in(text: str, at: int, first_line: int) -> tuple[int, int]:
    return text.count("\n", 0, at) + first_line, at - text.rfind("\n", 0, at)


class _Open:
    """A mapping or list that is being filled."""

    def __init__(self, is_mapping: bool, line: int, column: int) -> None:
        self.is_mapping = is_mapping
        self.line = line
        self.column = column
        self.items: list[Tree] = []
        self.entries: dict[str, Tree] = {}
        self.keys: dict[str, Text] = {}
        self.key: Text | None = None

    def close(self) -> Tree:
        if self.is_mapping:
            return Mapping(self.entries, self.keys, self.line, self.column)
        return Items(tuple(self.items), self.line, self.column)


class _Builder:
    """Builds the tree from the parser's events without recursion."""

    def __init__(self, first_line: int) -> None:
        self._first_line = first_line
        self.root: Tree | None = None
        self.holds_nothing_somewhere = False
        self._open: list[_Open] = []
        self._documents = 0
        self._nodes = 0

    def take(self, event: object) -> None:
        import yaml

        if isinstance(event, yaml.AliasEvent):
            self._refuse(event, "aliases (*name) are not taken in lessons", "Write the text out")
        elif isinstance(event, yaml.DocumentStartEvent):
            self._documents += 1
            if self._documents > 1:
                self._refuse(event, "a second YAML document begins here", "Take the `---` out")
        elif isinstance(event, yaml.NodeEvent):
            if event.anchor is not None:
                self._refuse(event, "anchors (&name) are not taken in lessons", "Write the text out")
            self._node(event)
        elif isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
            self._put(self._open.pop().close())

    def _node(self, event: object) -> None:
        import yaml

        if not isinstance(event, yaml.ScalarEvent | yaml.CollectionStartEvent):
            return
        if event.tag is not None:
            self._refuse(event, "tags (!name) are not taken in lessons", "Leave the tag out")
        self._nodes += 1
        if self._nodes > MAX_NODES:
            self._refuse(event, f"this holds more than {MAX_NODES:,} values", "Split it")
        line, column = self._place(event.start_mark)
        if isinstance(event, yaml.ScalarEvent):
            one_line = line == self._place(event.end_mark)[0]
            plain = event.style not in ("|", ">", "'", '"')
            self.holds_nothing_somewhere |= plain and not event.value
            self._put(Text(event.value, line, column, one_line and plain, event.style in ("|", ">")))
            return
        if len(self._open) == MAX_DEPTH:
            self._refuse(event, f"this is nested more than {MAX_DEPTH} levels deep", "Write it flatter")
        is_mapping = isinstance(event, yaml.MappingStartEvent)
        self._open.append(_Open(is_mapping, line, column))

    def _put(self, tree: Tree) -> None:
        if not self._open:
            self.root = tree
            return
        into = self._open[-1]
        if not into.is_mapping:
            into.items.append(tree)
        elif into.key is not None:
            into.entries[into.key.text] = tree
            into.keys[into.key.text] = into.key
            into.key = None
        elif not isinstance(tree, Text):
            raise YamlError("a key is a plain word", "Write `key: value`", tree.line, tree.column)
        elif tree.text in into.entries:
            message = f"the key {tree.text!r} stands twice"
            raise YamlError(message, "Keep one of them", tree.line, tree.column)
        else:
            into.key = tree

    def _refuse(self, event: Any, message: str, remedy: str) -> None:
        raise YamlError(message, remedy, *self._place(event.start_mark))

    def _place(self, mark: Any) -> tuple[int, int]:
        return mark.line + self._first_line, mark.column + 1
