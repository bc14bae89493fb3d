"""What keys can do on a screen: where the focus is, and in its other parts; for help and the command palette."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from textual.actions import ActionError, parse
from textual.binding import Binding
from textual.dom import DOMNode
from textual.screen import Screen

from course.tui.keys.bindings import MOVING, bound, of_class, spelt


@dataclass(frozen=True, slots=True)
class Reach:
    """A key's act. `here` says that the key works where the focus is, `possible` that the act means something now.

    `part` is the part of the screen that has to have the focus for the key to work, empty where that is told by `here`.
    """

    id: str
    keys: tuple[str, ...]
    says: str
    words: str
    group: Binding.Group
    action: str
    node: DOMNode
    here: bool
    possible: bool
    part: str = ""


def reach(screen: Screen[Any]) -> tuple[Reach, ...]:
    """Every act of the course's own keys on a screen, once each, the nearest to the focus first."""
    first = screen.focused or screen
    found: dict[str, Reach] = {}
    for node in first.ancestors_with_self:
        for each in _of(node, here=True, before_all=screen.is_modal and node is screen.app):
            known = found.get(each.id)
            if known is None or (each.possible and not known.possible):
                found[each.id] = each
    for node in screen.walk_children():
        for each in _of(node, here=False):
            found.setdefault(each.id, each)
    return tuple(found.values())


def _of(node: DOMNode, *, here: bool, before_all: bool = False) -> Iterator[Reach]:
    """What the keys of `node` do; with `before_all` those alone that come before all else, over a window, too."""
    for name, bindings in of_class(type(node)).items():
        binding = bindings[0]
        if before_all and not binding.priority:
            continue
        keys = tuple(dict.fromkeys(spelt(each.key) for each in bound(node, name)))  # a bar shows some two at a time
        says = binding.tooltip or binding.description
        yield Reach(
            name,
            keys,
            says,
            binding.description or says,
            binding.group or MOVING,
            binding.action,
            node,
            here,
            possible(node, binding.action),
            "" if here else part_of(node),
        )


def part_of(node: DOMNode) -> str:
    """The part of a lesson's screen that a widget stands in, or empty."""
    from course.tui.widgets.head import PARTS

    return next((each.id for each in node.ancestors_with_self if each.id in PARTS), "") or ""


def possible(node: DOMNode, action: str) -> bool:
    """Whether an action of a binding on `node` means something now."""
    try:
        namespace, name, parameters = parse(action)
    except ActionError:
        return False
    target = {"app": node.app, "screen": node.screen}.get(namespace, node)
    return bool(target.check_action(name, parameters))
