"""Styles at a fraction of their cost: what a style sheet gives a node is remembered by where the node stands.

Textual looks for the rules of a node anew at each change of a class or the focus, which takes much of a tour's time.
Hundreds of labels and buttons are alike.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from textual.app import App
from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet
from textual.dom import DOMNode
from textual.theme import Theme
from textual.widget import Widget

_FLAGS = ("_has_hover_style", "_has_focus_within", "_has_order_style", "_has_odd_or_even")

_apply = Stylesheet.apply
_replace_rules = Stylesheet.replace_rules


class Remembered:
    """What the rules of a style sheet gave to nodes."""

    def __init__(self, rules: list[RuleSet]) -> None:
        self.used = frozenset[str]().union(*(rule.pseudo_classes for rule in rules))
        self.places: dict[object, int] = {}
        self.given: dict[int, tuple[dict[str, Any], tuple[bool, ...]]] = {}

    def place(self, node: DOMNode, known: dict[Any, Any]) -> int:
        """A number for all that selectors can tell of a node; `known` are those of other nodes now."""
        found = known.get((self, node))
        if found is None:
            parent = node._parent
            above = self.place(parent, known) if isinstance(parent, DOMNode) else None
            state = tuple([check(node) for name, check in node._PSEUDO_CLASSES.items() if name in self.used])
            look = above, type(node), node._css_type_name, node._id, node.classes, state
            found = known[self, node] = self.places.setdefault(look, len(self.places))
        return found


_remembered: dict[object, Remembered] = {}


def _memory(sheet: Stylesheet) -> Remembered:
    """What is remembered of a style sheet, and of others of the same text and the same variables."""
    rules = sheet.rules
    last, memory = sheet.__dict__.get("_remembered", (None, None))
    if last is not rules:
        key = tuple(sheet.source.items()), tuple(sheet._variables.items())
        memory = _remembered.setdefault(key, Remembered(rules))
        sheet.__dict__["_remembered"] = rules, memory
    return memory


def apply(sheet: Stylesheet, node: DOMNode, *, animate: bool = False, cache: dict[Any, Any] | None = None) -> None:
    """In place of `Stylesheet.apply`."""
    if animate:
        _apply(sheet, node, animate=animate, cache=cache)
        return
    memory = _memory(sheet)
    place = memory.place(node, {} if cache is None else cache)
    if place in memory.given:
        given, flags = memory.given[place]
        for name, flag in zip(_FLAGS, flags, strict=True):
            setattr(node, name, flag)
        if given != node.styles.base._rules:
            _replace_rules(node, given)  # type: ignore[arg-type]
        sheet._process_component_classes(node)
    else:
        _apply(sheet, node)
        memory.given[place] = dict(node.styles.base._rules), tuple(getattr(node, name) for name in _FLAGS)


_sheets: dict[object, Stylesheet] = {}
_variables: dict[object, dict[str, str]] = {}


@contextmanager
def themed(app: App[Any], theme: Theme) -> Iterator[None]:
    """Within it the app can be painted as it would be in `theme`; nothing else may happen there."""
    before = app.theme
    nodes = _in_view(app)
    kept = {node: (dict(node.styles.base._rules), dict(node._component_styles)) for node in nodes}
    sheet = _sheet(app, theme)
    refresh = Widget.refresh
    Widget.refresh = lambda widget, *regions, **options: widget  # type: ignore[method-assign,assignment]
    try:
        _use(app, theme.name)
        known: dict[Any, Any] = {}
        for node in nodes:
            apply(sheet, node, cache=known)
            _forget(node)
        yield
    finally:
        _use(app, before)
        for node, (rules, components) in kept.items():
            node._component_styles.clear()
            node._component_styles.update(components)
            own = node.styles.base._rules  # this dictionary: others hold methods of it
            own.clear()
            own.update(rules)  # type: ignore[typeddict-item]
            node.styles.base._updates += 1
            _forget(node)
        Widget.refresh = refresh  # type: ignore[method-assign]


def _in_view(app: App[Any]) -> list[DOMNode]:
    """The nodes of which something is painted, each after the one that it stands in."""
    screens = [app.screen]
    while screens[0].styles.background.a < 1:
        screens.insert(0, app.screen_stack[app.screen_stack.index(screens[0]) - 1])
    found: dict[DOMNode, None] = {}
    for screen in screens:
        for widget in screen._compositor.visible_widgets:
            found.update(dict.fromkeys(reversed(widget.ancestors_with_self)))
    return list(found)


def _sheet(app: App[Any], theme: Theme) -> Stylesheet:
    """The app's style sheet as it is in a theme."""
    key = theme.name, tuple(app.stylesheet.source)
    if key not in _sheets:
        sheet = _sheets[key] = Stylesheet(variables=variables(app, theme))
        sheet.source = dict(app.stylesheet.source)
        sheet.parse()
    return _sheets[key]


def variables(app: App[Any], theme: Theme) -> dict[str, str]:
    """The variables of style sheets in a theme."""
    key = theme.name, tuple(app.get_theme_variable_defaults().items())
    if key not in _variables:
        generated = theme.to_color_system().generate()
        _variables[key] = {**app.get_theme_variable_defaults(), **generated, **theme.variables}
    return _variables[key]


def _use(app: App[Any], name: str) -> None:
    app.set_reactive(App.theme, name)
    app.theme_variables = variables(app, app.current_theme)
    app.stylesheet.set_variables(app.theme_variables)


def _forget(node: DOMNode) -> None:
    """Let nothing be painted as it was."""
    node.notify_style_update()
    if isinstance(node, Widget):
        node._layout_cache.clear()
        node._styles_cache.clear()
        node._dirty_regions.add(node.size.region)
