"""Keys by the ids of their bindings: what is pressed for an act, as the keymap has it now.

Each binding of the course carries an id, a tooltip and one of these groups. Whatever names a key in words asks here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

from textual.binding import Binding
from textual.dom import DOMNode
from textual.keys import format_key, key_to_character

if TYPE_CHECKING:
    from textual.app import App
    from textual.screen import Screen

READING = Binding.Group("Reading")
ACTING = Binding.Group("Acting")
TIME = Binding.Group("Time")
HISTORY = Binding.Group("Going back")
MOVING = Binding.Group("In lists, boxes and windows")
EVERYWHERE = Binding.Group("Everywhere")

NAMES = {"enter": "enter", "escape": "esc", "backspace": "backspace"}
NAMES |= {f"f{number}": f"F{number}" for number in range(1, 25)}
"""Keys that are written as they are printed on a keyboard."""

GROUPS = (READING, ACTING, TIME, HISTORY, MOVING, EVERYWHERE)
"""The groups in the order in which they are listed."""

_IN_PROSE = re.compile(
    r"`(\S+)`|(?<=[Pp]ress )(\w)\b|(?<=[Kk]ey )([^\s`](?![^\s,.]))|(?<=\()(\w)(?=\))|^(Enter)(?=, or a second)"
    r"|(?<!\S)([←→↑↓](?![^\s,.]))|\b(Esc)\b"
)
"""A key as the prose of lessons, and of the console's tables, names it."""

_IN_HINTS = re.compile(r"(?:^|(?<=· ))(\S+)")
"""A key as a line of hints has it, before what it does; a dot parts them."""


def quiet(key: str, action: str, tooltip: str, name: str, description: str = "") -> Binding:
    """A key of a list, a box or a window; it stands in the footer only with a description."""
    return Binding(key, action, description, show=bool(description), tooltip=tooltip, id=name, group=MOVING)


@cache
def of_class(kind: type[DOMNode]) -> Mapping[str, tuple[Binding, ...]]:
    """The bindings of a class by their ids, one for each key; where a subclass has an id anew, its own alone."""
    found: dict[str, tuple[Binding, ...]] = {}
    for base in kind.__mro__:
        own: dict[str, list[Binding]] = {}
        for binding in Binding.make_bindings(base.__dict__.get("BINDINGS", ())):
            if binding.id is not None:
                own.setdefault(binding.id, []).append(binding)
        for name, bindings in own.items():
            found.setdefault(name, tuple(bindings))
    return found


def keymap_of(app: App[Any]) -> Mapping[str, str]:
    """The keys that the learner gave to ids; none in an app that is not the course's."""
    keymap: Mapping[str, str] = getattr(app, "keymap", {})
    return keymap


def bound(node: DOMNode, name: str) -> tuple[Binding, ...]:
    """The bindings of an id as `node` and what it stands in have them, one for each key; none where there are none."""
    for each in node.ancestors_with_self:
        bindings = of_class(type(each)).get(name)
        if bindings:
            mapped = keymap_of(node.app).get(name)
            if not mapped:
                return bindings
            return tuple(bindings[0].with_key(key) for key in mapped.split(","))
    return ()


def key_for(node: DOMNode, name: str, *, at_once: bool = False) -> str:
    """What to press for the binding of an id, as people read it: `u`, or `esc u` while letters go into a box.

    Empty where nothing is bound, and with `at_once` where the box has to be left first.
    """
    bindings = bound(node, name)
    if not bindings:
        return ""
    free = [each for each in bindings if not taken(node.screen, each.key)]
    if free and not _held_back(node, name):
        return node.app.get_key_display(free[0])
    if at_once:
        return ""
    first = node.app.get_key_display(bindings[0])
    return first if name == "leave-box" else f"{key_for(node, 'leave-box') or 'tab'} {first}"


def key_of(app: App[Any], kind: type[DOMNode], name: str) -> str:
    """What to press for the binding of an id of a class, also where no such widget is on the screen yet."""
    binding, mapped = of_class(kind)[name][0], keymap_of(app).get(name)
    return app.get_key_display(binding.with_key(mapped.split(",")[0]) if mapped else binding)


def _held_back(node: DOMNode, name: str) -> bool:
    """Whether a box holds the act back whatever its keys are: Textual leaves out what the first keys of it were for."""
    if name not in keymap_of(node.app):
        return False
    first = next((found for each in node.ancestors_with_self if (found := of_class(type(each)).get(name))), ())
    return all(taken(node.screen, each.key) for each in first)


def taken(screen: Screen[Any], key: str) -> bool:
    """Whether the key goes into a box that has the focus instead of being one of ours."""
    return screen.focused is not None and screen.focused.check_consume_key(key, key_to_character(key))


def spelt(key: str) -> str:
    """A key as people read it: ctrl+q, F1, pgdn."""
    *modifiers, last = key.split("+")
    return "+".join([*modifiers, NAMES.get(last) or format_key(last)])


def in_prose(text: str, node: DOMNode) -> str:
    """A lesson's text with the keys that it names as the learner has them."""
    return _with_own_keys(text, node, _IN_PROSE)


def in_hints(text: str, node: DOMNode) -> str:
    """A line of hints, such as `tab completes · ↑ earlier`, with the keys as the learner has them."""
    return _with_own_keys(text, node, _IN_HINTS)


def _with_own_keys(text: str, node: DOMNode, places: re.Pattern[str]) -> str:
    keymap = keymap_of(node.app)
    if not keymap:
        return text
    others = dict(_others(node, keymap))

    def mapped(found: re.Match[str]) -> str:
        name = next(filter(None, found.groups()))
        key = others.get(_told(name))
        return found[0] if key is None else f"`{key}`" if found[0].startswith("`") else key

    return places.sub(mapped, text)


def _told(name: str) -> str:
    """A key's name as it is looked up: h and H are two keys, Esc and esc are one."""
    return name if len(name) == 1 else name.lower()


def _others(node: DOMNode, keymap: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Each key whose nearest act has others now, and what is pressed for that."""
    met = set[str]()
    for each in node.ancestors_with_self:
        for name, bindings in of_class(type(each)).items():
            for key in [binding.key for binding in bindings if binding.key not in met]:
                met.add(key)
                now = bound(node, name) if name in keymap else bindings
                if key not in {other.key for other in now}:
                    yield _told(spelt(key)), node.app.get_key_display(now[0])
