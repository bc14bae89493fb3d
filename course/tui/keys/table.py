"""The one table of keys: every binding of the course, gathered from the classes that have them.

Reading it loads every screen, so that only the keys' own command, the docs, tests and a keymap ask for it.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache

from textual.app import App
from textual.binding import Binding
from textual.dom import DOMNode
from textual.screen import ModalScreen, Screen

from course.tui.keys.bindings import GROUPS, MOVING, spelt
from course.tui.keys.names import misnamed, nearest, shown, well_named

NOT_OURS = (
    (("tab",), "To the next thing that takes the focus", MOVING),
    (("shift+tab",), "To the one before", MOVING),
)
"""What Textual itself binds in every screen; it has no id, so that a keymap cannot change it."""

FIRST = ("app", "screens.lesson", "screens.course_map", "screens.help")


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the table: `places` are the classes that bind it, `keys` what is pressed where nothing is changed."""

    id: str | None
    keys: tuple[str, ...]
    says: str
    group: Binding.Group
    places: tuple[type[DOMNode], ...] = ()


@cache
def classes() -> tuple[type[DOMNode], ...]:
    """The apps, screens and widgets of the course that bind keys."""
    import course.tui

    for module in pkgutil.walk_packages(course.tui.__path__, "course.tui."):
        importlib.import_module(module.name)
    found: list[type[DOMNode]] = []
    waiting: list[type[DOMNode]] = [DOMNode]
    while waiting:
        for kind in waiting.pop().__subclasses__():
            if kind not in found:
                waiting.append(kind)
                if kind.__module__.startswith("course.tui.") and kind.__dict__.get("BINDINGS"):
                    found.append(kind)
    return tuple(sorted(found, key=_rank))


def _rank(kind: type[DOMNode]) -> tuple[int, str]:
    """Where a class stands in the table: the app's keys tell best what a shared id means, then the lesson's."""
    place = kind.__module__.removeprefix("course.tui.")
    return FIRST.index(place) if place in FIRST else len(FIRST), f"{place}.{kind.__name__}"


def own(kind: type[DOMNode]) -> Iterator[Binding]:
    """The bindings that a class itself adds, one for each key."""
    return iter(Binding.make_bindings(kind.__dict__.get("BINDINGS", ())))


@cache
def table() -> tuple[Entry, ...]:
    """All keys by their groups; an id that several places bind stands once, as the first of them has it."""
    found: dict[str, Entry] = {}
    for kind in classes():
        here: dict[str, list[Binding]] = {}
        for binding in own(kind):
            if binding.id is not None:
                here.setdefault(binding.id, []).append(binding)
        for name, bindings in here.items():
            first = bindings[0]
            keys, says = tuple(each.key for each in bindings), first.tooltip or first.description
            entry = found.get(name) or Entry(name, keys, says, first.group or MOVING)
            found[name] = replace(entry, places=(*entry.places, kind))
    entries = [*found.values(), *(Entry(None, keys, says, group) for keys, says, group in NOT_OURS)]
    return tuple(sorted(entries, key=lambda entry: GROUPS.index(entry.group)))


def faults(keymap: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """What of a keymap cannot be meant as it stands: each id with what is wrong, what was expected, what helps."""
    known = {entry.id: entry for entry in table() if entry.id is not None}
    for name, keys in keymap.items():
        if name not in known:
            yield name, f"nothing is called {shown(name)}. {nearest(name, known)}`mfa-course keys` lists all names"
            continue
        for key in keys.split(","):
            fault = misnamed(key)
            if fault is not None:
                yield name, fault
    yield from _clashes(keymap, known)


def together(one: type[DOMNode], other: type[DOMNode]) -> bool:
    """Whether the bindings of two classes can be active at once: of one screen, or of a screen and what it holds.

    Over a window that has to be closed first, the app's own are not.
    """
    if one is other:
        return True
    if issubclass(one, App) or issubclass(other, App):
        modules = {one.__module__, other.__module__}
        return not any(issubclass(kind, ModalScreen) for kind in classes() if kind.__module__ in modules)
    if issubclass(one, other) or issubclass(other, one):
        return True
    screens = [kind for kind in (one, other) if issubclass(kind, Screen)]
    if len(screens) != 1:
        return False
    screen, widget = screens[0], other if screens[0] is one else one
    return screen.__module__ in homes(widget)


def homes(widget: type[DOMNode]) -> tuple[str, ...]:
    """The modules of the screens that a widget can stand in."""
    module = widget.__module__
    if module.startswith("course.tui.screens."):
        return (module,)
    special = {
        "course.tui.widgets.lesson_list": ("course.tui.screens.course_map",),
        "course.tui.widgets.question": ("course.tui.screens.lesson", "course.tui.screens.review"),
    }
    return special.get(module, ("course.tui.screens.lesson",))


def _clashes(keymap: Mapping[str, str], known: Mapping[str, Entry]) -> Iterator[tuple[str, str]]:
    """Keys that stand for another act as well, where both are at hand and one of them was given by the keymap."""
    taken = {name: keys for name, keys in well_named(keymap).items() if name in known}
    keys = {name: _keys(entry, taken) for name, entry in known.items()}
    for name in taken:
        for other, entry in known.items():
            if other == name or (other in taken and other < name) or not keys[name] & keys[other]:
                continue
            places = [place for place in known[name].places if any(together(place, each) for each in entry.places)]
            if places or not entry.places:
                key = spelt(min(keys[name] & keys[other]))
                yield name, f"{key} stands for {other} as well ({entry.says}). Give one of them another key"


def _keys(entry: Entry, keymap: Mapping[str, str]) -> set[str]:
    mapped = keymap.get(entry.id or "")
    return set(mapped.split(",")) if mapped else set(entry.keys)
