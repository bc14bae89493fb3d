"""The app as it would be painted in another theme, without laying anything out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from textual.app import App
from textual.dom import DOMNode
from textual.theme import Theme
from textual.widget import Widget

from course.tui.remembering import RememberingStylesheet

_sheets: dict[object, RememberingStylesheet] = {}
_variables: dict[object, dict[str, str]] = {}


@contextmanager
def themed(app: App[Any], theme: Theme, widgets: Iterable[Widget] | None = None) -> Iterator[None]:
    """Within it the app, or only some widgets, can be painted as in `theme`; nothing else may happen there."""
    before = app.theme
    nodes = _in_view(app) if widgets is None else _with_above(widgets)
    kept = {
        node: (dict(node.styles.base._rules), dict(node._component_styles), node.__dict__.get("_styled_by"))
        for node in nodes
    }
    sheet = _sheet(app, theme)
    refresh = Widget.refresh
    Widget.refresh = lambda widget, *regions, **options: widget  # type: ignore[method-assign,assignment]
    try:
        _use(app, theme.name)
        sheet.update_nodes(nodes)
        for node in nodes:
            _forget(node)
        yield
    finally:
        _use(app, before)
        for node, (rules, components, styled_by) in kept.items():
            node.__dict__["_styled_by"] = styled_by
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
    return _with_above(widget for screen in screens for widget in screen._compositor.visible_widgets)


def _with_above(widgets: Iterable[Widget]) -> list[DOMNode]:
    found: dict[DOMNode, None] = {}
    for widget in widgets:
        found.update(dict.fromkeys(reversed(widget.ancestors_with_self)))
    return list(found)


def _sheet(app: App[Any], theme: Theme) -> RememberingStylesheet:
    """The app's style sheet as it is in a theme."""
    key = theme.name, tuple(app.stylesheet.source)
    if key not in _sheets:
        sheet = _sheets[key] = RememberingStylesheet(variables=variables(app, theme))
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
