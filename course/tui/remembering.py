"""A style sheet that remembers what it gave a node, by where the node stands.

Textual looks for a node's rules anew whenever the window, the focus or a class changes, and for all that stands in the
node, too. Most find again what they had: here that is known without looking at a rule, and nothing is painted anew.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from textual.css.model import RuleSet, SelectorType
from textual.css.stylesheet import Stylesheet
from textual.dom import DOMNode
from textual.widget import Widget

_FLAGS = ("_has_hover_style", "_has_focus_within", "_has_order_style", "_has_odd_or_even")
_OF_APP = ("dark", "light", "inline", "ansi", "nocolor")
"""Pseudo-classes that are the same for all nodes: the app's place has them."""

_INHERITED = ("disabled", "enabled")
"""Pseudo-classes of a node that hold for what stands in it: each place has its own, and is in those above."""

_SIGNS = {SelectorType.CLASS: ".", SelectorType.ID: "#"}

Known = dict[Any, Any]
"""What is known of nodes within one pass: while it lasts, no node changes."""


class Given(NamedTuple):
    """What the rules gave at a place: styles, flags, and the styles of the component classes."""

    rules: dict[str, Any]
    flags: tuple[bool, ...]
    components: dict[str, dict[str, Any]]


class Memory:
    """What a list of rules gave to nodes."""

    def __init__(self, rules: Iterable[RuleSet]) -> None:
        self.names: dict[str, set[str]] = {}
        """The names that selectors ask for, with the pseudo-classes that they ask for beside them."""

        self.places: dict[object, int] = {}
        self.given: dict[int, Given] = {}
        self._kinds: dict[object, tuple[object, tuple[Callable[[Any], bool], ...]]] = {}
        for rule in rules:
            for selector_set in rule.selector_set:
                for selector in selector_set.selectors:
                    name = "*" if selector.type is SelectorType.UNIVERSAL else selector.name
                    self.names.setdefault(_SIGNS.get(selector.type, "") + name, set()).update(selector.pseudo_classes)

    def place(self, node: DOMNode, known: Known) -> int:
        """A number for all that selectors can tell of a node."""
        found: int | None = known.get(node)
        if found is None:
            parent = node._parent
            look: object
            if isinstance(parent, DOMNode):
                kind, checks = self._kind(node)
                own = node.disabled if isinstance(node, Widget) else False
                look = self.place(parent, known), kind, own, tuple([check(node) for check in checks])
            else:
                look = tuple(sorted(node.get_pseudo_classes())), frozenset(node._classes)
            found = known[node] = self.places.setdefault(look, len(self.places))
        return found

    def keep(self, place: int, node: DOMNode, *, moving: bool) -> None:
        """Remember what a node got; what is `moving` there has not all of it yet."""
        rules = dict(node.styles.base._rules)
        if not (moving and "transitions" in rules):
            parts = {name: dict(styles.base._rules) for name, styles in node._component_styles.items()}
            self.given[place] = Given(rules, tuple([getattr(node, flag) for flag in _FLAGS]), parts)

    def _kind(self, node: DOMNode) -> tuple[object, tuple[Callable[[Any], bool], ...]]:
        """What selectors can tell of a node alone, and what of its state has to be asked."""
        key = type(node), node._css_type_name, node._id, frozenset(node._classes)
        found = self._kinds.get(key)
        if found is None:
            names = node._selector_names | node._css_type_names
            asked = sorted({each for name in names for each in self.names.get(name, ())})
            checks = [node._PSEUDO_CLASSES.get(name) for name in asked if name not in (*_OF_APP, *_INHERITED)]
            told = type(node), node._css_type_name, frozenset(name for name in names if name in self.names)
            found = self._kinds[key] = told, tuple(check for check in checks if check is not None)
        return found


_memories: dict[object, Memory] = {}


class RememberingStylesheet(Stylesheet):
    """What a node gets is what Textual's own style sheet gives it."""

    _pass: Known | None = None

    def reparse(self) -> None:
        """Parse what was not parsed with these variables yet. Textual parses all of it, for each screen that opens."""
        self.parse()

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
            if given.rules != node.styles.base._rules:
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
                memory = _memories[key] = Memory(rules)
            last = self.__dict__["_remembered"] = rules, memory
        return last[1]
