"""A style sheet that remembers what it gave a node, by where the node stands.

Textual looks for a node's rules anew whenever the window, the focus or a class changes, and for all that stands in the
node, too. Most find again what they had: here that is known without looking at a rule, and nothing is painted anew.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from textual.css.model import CombinatorType, RuleSet, Selector, SelectorType
from textual.css.stylesheet import Stylesheet
from textual.dom import DOMNode
from textual.message_pump import MessagePump

_FLAGS = ("_has_hover_style", "_has_focus_within", "_has_order_style", "_has_odd_or_even")
_OF_APP = frozenset({"dark", "light", "inline", "ansi", "nocolor"})
"""Pseudo-classes that are the same for all nodes."""

_SIGNS = {SelectorType.CLASS: ".", SelectorType.ID: "#"}

Known = dict[Any, Any]
"""What is known of nodes within one pass: while it lasts, no node changes."""


class Given(NamedTuple):
    """What the rules gave at a place: styles, flags, and the styles of the component classes."""

    rules: dict[str, Any]
    flags: tuple[bool, ...]
    components: dict[str, dict[str, Any]]


class Kind(NamedTuple):
    """Nodes of the same names: the pseudo-classes that rules ask of them, and what rules ask of that above them."""

    number: int
    states: tuple[str, ...]
    above: frozenset[str]
    as_above: frozenset[str]
    """What rules ask of such a node for the sake of others, which stand in it."""

    has_parts: bool
    """Whether it has component classes, whose rules may ask for all that it stands in, and for it."""


class Memory:
    """What a list of rules gave to nodes.

    Names are a selector's, with its sign (`Button`, `.chief`, `#yes`); a pseudo-class has a colon (`:focus`).
    """

    def __init__(self, rules_map: Mapping[str, Iterable[RuleSet]]) -> None:
        self.given: dict[object, Given] = {}
        self._rules_map = rules_map
        self._above: dict[str, set[str]] = {}
        for rule in dict.fromkeys(rule for rules in rules_map.values() for rule in rules):
            for selectors, _ in _compounds(rule):
                for selector in selectors:
                    self._above.setdefault(_name(selector), set()).update(selector.pseudo_classes)
        self._kinds: dict[object, Kind] = {}
        self._paths: dict[tuple[object, ...], int] = {}
        self._seen: dict[tuple[int, int], tuple[object, ...]] = {}
        self._path_of: list[tuple[object, ...]] = []

    def place(self, node: DOMNode, known: Known) -> tuple[object, ...]:
        """All that rules can tell of a node; nodes of the same place get the same."""
        kind = self._kind(node)
        path = self._path(node._parent, known)
        seen = self._seen.get((kind.number, path))
        if seen is None:
            seen = self._seen[kind.number, path] = _needed(self._path_of[path], kind.above)
        own = tuple([name for name in kind.states if _holds(node, name, known)])
        return kind.number, seen, own, self._path(node, known) if kind.has_parts else 0

    def keep(self, place: object, node: DOMNode, *, moving: bool) -> None:
        """Remember what a node got; what is `moving` there has not all of it yet."""
        rules = dict(node.styles.base._rules)
        if not (moving and "transitions" in rules):
            parts = {name: dict(styles.base._rules) for name, styles in node._component_styles.items()}
            self.given[place] = Given(rules, tuple([getattr(node, flag) for flag in _FLAGS]), parts)

    def _path(self, node: MessagePump | None, known: Known) -> int:
        """A number for a node and those that it stands in, as far as rules ask for them."""
        if not isinstance(node, DOMNode):
            return self._numbered(())
        found: int | None = known.get(node)
        if found is None:
            above = self._path_of[self._path(node._parent, known)]
            asked = self._kind(node).as_above
            told = frozenset([name for name in asked if name[0] != ":" or _holds(node, name[1:], known)])
            found = known[node] = self._numbered((*above, told))
        return found

    def _numbered(self, path: tuple[object, ...]) -> int:
        number = self._paths.setdefault(path, len(self._path_of))
        if number == len(self._path_of):
            self._path_of.append(path)
        return number

    def _kind(self, node: DOMNode) -> Kind:
        key = type(node), node._css_type_name, node._id, frozenset(node._classes)
        found = self._kinds.get(key)
        if found is None:
            names = frozenset(
                name
                for name in node._selector_names | node._css_type_names
                if name in self._rules_map or name in self._above
            )
            found = self._kinds[key] = self._kinds.get((type(node), names)) or self._new_kind(node, names)
        return found

    def _new_kind(self, node: DOMNode, names: frozenset[str]) -> Kind:
        states: set[str] = set()
        above: set[str] = set()
        for rule in {rule for name in names for rule in self._rules_map.get(name, ())}:
            for over, own in _compounds(rule):
                states.update(*(selector.pseudo_classes for selector in own))
                for selector in over:
                    above.add(_name(selector))
                    above.update(f":{each}" for each in selector.pseudo_classes)
        asked = {name for name in names if name in self._above}
        asked |= {f":{each}" for name in asked for each in self._above[name]}
        can = node._PSEUDO_CLASSES.keys()
        kind = self._kinds[type(node), names] = Kind(
            len(self._kinds),
            tuple(sorted(states & can)),
            frozenset(above),
            frozenset(name for name in asked if name[0] != ":" or name[1:] in can),
            bool(node._get_component_classes()),
        )
        return kind


def _compounds(rule: RuleSet) -> Iterable[tuple[list[Selector], list[Selector]]]:
    """For each way to be meant by a rule: what it asks of those above a node, and what of the node itself."""
    for selector_set in rule.selector_set:
        selectors = selector_set.selectors
        last = len(selectors) - 1
        while last > 0 and selectors[last].combinator is CombinatorType.SAME:
            last -= 1
        yield selectors[:last], selectors[last:]


def _name(selector: Selector) -> str:
    return "*" if selector.type is SelectorType.UNIVERSAL else _SIGNS.get(selector.type, "") + selector.name


def _needed(path: Iterable[object], asked: frozenset[str]) -> tuple[object, ...]:
    """What is asked for in a path. Nodes of which nothing is asked only keep others apart, so one does for many."""
    needed: list[object] = []
    for told in path:
        each = told & asked  # type: ignore[operator]
        if each or not needed or needed[-1]:
            needed.append(each)
    return tuple(needed)


def _holds(node: DOMNode, name: str, known: Known) -> bool:
    """Whether a node has a pseudo-class."""
    if name in _OF_APP:
        found = known.get(name)
        if found is None:
            found = known[name] = node._PSEUDO_CLASSES[name](node)  # type: ignore[arg-type]
        return bool(found)
    return bool(node._PSEUDO_CLASSES[name](node))  # type: ignore[arg-type]


_memories: dict[object, Memory] = {}
_parsed: dict[object, list[RuleSet]] = {}


class RememberingStylesheet(Stylesheet):
    """What a node gets is what Textual's own style sheet gives it."""

    _pass: Known | None = None

    def reparse(self) -> None:
        """Parse what was not parsed with these variables yet. Textual parses all of it, for each screen that opens."""
        self.parse()

    def _parse_rules(self, css: str, *source: Any, **options: Any) -> list[RuleSet]:
        key = css, source, tuple(options.items()), tuple(self._variables.items())
        found = _parsed.get(key)
        if found is None:
            found = _parsed[key] = super()._parse_rules(css, *source, **options)
        return found

    def update_nodes(self, nodes: Iterable[DOMNode], animate: bool = False) -> None:
        self._pass = {}
        try:
            super().update_nodes(nodes, animate=animate)
        finally:
            self._pass = None

    def apply(self, node: DOMNode, *, animate: bool = False, cache: Known | None = None) -> None:  # noqa: ARG002
        memory = self._memory()
        known: Known = {} if self._pass is None else self._pass
        place = memory.place(node, known)
        given = memory.given.get(place)
        before = node.__dict__.get("_styled_by")
        node.__dict__["_styled_by"] = memory
        if given is None:
            super().apply(node, animate=animate)
            memory.keep(place, node, moving=animate)
        else:
            for flag, value in zip(_FLAGS, given.flags, strict=True):
                setattr(node, flag, value)
            styles = node.styles.base
            if not styles._rules and not node._is_mounted:
                styles.merge_rules(given.rules)  # type: ignore[arg-type]  # nothing is there to be painted anew
                node.notify_style_update()
            elif given.rules != styles._rules:
                moving = animate and "transitions" in given.rules
                self.replace_rules(node, given.rules, animate=moving)  # type: ignore[arg-type]
            elif before is memory and ("changed", node._parent) not in known:
                self._renew(node, given)
                return
            else:
                node.notify_style_update()  # what it stands in changed, and with that its colours may
            self._renew(node, given)
        known["changed", node] = True

    def _renew(self, node: DOMNode, given: Given) -> None:
        """Style the components of a node, if they are not styled so already."""
        had = node._component_styles
        if had.keys() != given.components.keys() or any(
            had[name].base._rules != rules for name, rules in given.components.items()
        ):
            self._process_component_classes(node)

    def _memory(self) -> Memory:
        """What is remembered of these rules, and of others of the same text and the same variables."""
        rules = self.rules
        last: tuple[object, Memory] | None = self.__dict__.get("_remembered")
        if last is None or last[0] is not rules:
            key = tuple(self.source.items()), tuple(self._variables.items())
            memory = _memories.get(key)
            if memory is None:
                memory = _memories[key] = Memory(self.rules_map)
            last = self.__dict__["_remembered"] = rules, memory
        return last[1]
