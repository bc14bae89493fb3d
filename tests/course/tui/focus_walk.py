"""By keyboard alone: Tab goes through all that takes the focus, in reading order; what is clicked has a key, too."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from typing import Any, NamedTuple

from rich.style import Style
from textual.geometry import Region
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Button, Input

from course.tui.keys.bindings import of_class
from course.tui.keys.key_line import KeyLine
from course.tui.keys.reach import reach

PARTS = ("lesson", "tutor", "console", "phone", "output", "terminal", "time")
"""Ids of the parts of a lesson's screen, in reading order; the command line is the terminal's, below the output."""

BY_KEY = {"Crumbs": "console-back", "CandidateList": "complete"}
"""Widgets that can be clicked and do not take the focus, with the ids of the bindings that do the same."""

LABELS = ("Row",)
"""Widgets of which a click goes into a box that they hold, if any: Tab does so, too."""


def clickable(screen: Screen[Any], painted: Iterable[Style]) -> list[str]:
    """What can be clicked on a screen and not be done by a key; `painted` are the styles that are in view."""
    acts = [act for act in reach(screen) if act.keys]
    ids = {act.id for act in acts}
    nodes = {type(node) for node in (screen.app, *screen.walk_children(with_self=True))}
    bindings = [binding for kind in nodes for each in of_class(kind).values() for binding in each]
    actions = {binding.action.rpartition(".")[2] for binding in bindings if binding.id in ids}
    faults = []
    for style in painted:
        action = style.meta.get("@click") if style.meta else None
        if action is not None and str(action).rpartition(".")[2] not in actions:
            faults.append(f"the link {action!r} has no key")
    for widget in in_view(screen):
        if isinstance(widget, KeyLine):
            faults += [
                f"{name(widget)}: {key.label.plain!r} does {key.action}, which no key does"
                for key in widget.placed_keys
                if key.action.rpartition(".")[2] not in actions
            ]
        elif isinstance(widget, Button) and not widget.disabled and not widget.focusable:
            faults.append(f"{name(widget)} is a button that cannot have the focus")
        elif (
            _clicked(widget)
            and type(widget).__name__ not in LABELS
            and not any(each.focusable for each in _around(widget))
        ):
            needed = BY_KEY.get(type(widget).__name__)
            possible = screen.query_one("Console").check_action("leave", ()) if needed == "console-back" else True
            if needed is None or (possible and needed not in ids):
                faults.append(f"{name(widget)} can be clicked, and no key does the same")
    return faults


def _clicked(widget: Widget) -> bool:
    if type(widget).__name__ in LABELS:
        return False
    ours = [kind for kind in type(widget).__mro__ if kind.__module__.startswith("course.")]
    return any("on_click" in vars(kind) or "_on_click" in vars(kind) for kind in ours)


def _around(widget: Widget) -> Iterable[Widget]:
    yield from (each for each in widget.ancestors_with_self if isinstance(each, Widget))
    yield from widget.walk_children(Widget)


def in_view(screen: Screen[Any]) -> list[Widget]:
    """The widgets that take room on a screen, be it by scrolling."""
    return [widget for widget in screen.walk_children(Widget) if widget.display and widget.region.area]


def out_of_view(screen: Screen[Any]) -> list[str]:
    """Whether what has the focus cannot be seen."""
    focused = screen.focused
    if focused is None or focused.region.intersection(_scrolled(focused)[1]).area:
        return []
    return [f"{name(focused)} has the focus out of view"]


_stepped: set[tuple[object, ...]] = set()
"""Between what kinds of widgets Tab has been pressed, and Shift+Tab back: on other pages it does there the same."""


async def walk(pilot: Pilot[None], screen: Screen[Any]) -> list[str]:
    """Go round by Tab and by Shift+Tab; gives what is wrong with the way. All is then as it was before."""
    wanted = [widget for widget in in_view(screen) if widget.focusable]
    if not wanted:
        return []
    chain = screen.focus_chain
    faults = [f"Tab does not come to {name(widget)}" for widget in wanted if widget not in chain]
    places = {widget: Place(part(widget), *_scrolled(widget), widget.region) for widget in wanted}
    top = min(range(len(chain)), key=lambda at: _rank(places, chain[at]), default=0)
    ordered = [widget for widget in chain[top:] + chain[:top] if widget in places]
    for one, other in pairwise(ordered):
        if _backwards(places[one], places[other]):
            faults.append(f"from {name(one)} Tab goes back to {name(other)}")
    steps = [(chain[at - 1], chain[at]) for at in range(len(chain))] if len(chain) > 1 else []
    new = [step for step in steps if _told(step) not in _stepped]
    if new or screen.focused is None:
        begin = Standing(screen)
        if screen.focused is None:
            await pilot.press("tab")
            faults += [] if screen.focused is not None else ["Tab leads nowhere"]
        for here, there in new:
            faults += await _step(pilot, screen, here, there)
        await begin.again(pilot)
        _stepped.update(_told(step) for step in new)
    return faults


def _told(step: tuple[Widget, Widget]) -> tuple[object, ...]:
    """A step from widget to widget by their kinds and the parts that they stand in."""
    screen = step[0].screen
    return type(screen), frozenset(screen.classes), *((type(widget), part(widget)) for widget in step)


async def _step(pilot: Pilot[None], screen: Screen[Any], here: Widget, there: Widget) -> list[str]:
    """Press Tab in one widget, which leads to the next, and Shift+Tab there, which leads back."""
    screen.set_focus(here)
    await pilot.press("tab")
    if screen.focused is here:
        await pilot.press("escape")
        if screen.focused is here:
            return [f"Tab does not lead out of {name(here)}, nor does escape"]
    elif screen.focused is not there:
        return [f"from {name(here)} Tab leads to {name(screen.focused or screen)}, not to {name(there)}"]
    screen.set_focus(there)
    await pilot.press("shift+tab")
    if screen.focused is not here:
        return [f"Shift+Tab leads from {name(there)} to {name(screen.focused or screen)}, not to {name(here)}"]
    return []


class Standing:
    """What has the focus on a screen, and what is scrolled how far."""

    def __init__(self, screen: Screen[Any]) -> None:
        self.screen, self.focused = screen, screen.focused
        self.selection = screen.focused.selection if isinstance(screen.focused, Input) else None
        self.offsets = [(each, each.scroll_offset) for each in screen.walk_children(Widget) if each.is_scrollable]

    async def again(self, pilot: Pilot[None]) -> None:
        """Have it so again."""
        self.screen.set_focus(self.focused, scroll_visible=False)
        await pilot.pause()
        if isinstance(self.focused, Input) and self.selection is not None:
            self.focused.selection = self.selection
        for widget, offset in self.offsets:
            if widget.scroll_offset != offset:
                widget.scroll_to(*offset, animate=False, immediate=True, force=True)
        await pilot.pause()


def part(widget: Widget) -> int:
    """The place of the part that a widget stands in, among the parts of its screen."""
    for each in widget.ancestors_with_self:
        if each.id in PARTS:
            return PARTS.index(each.id)
    return len(PARTS)


class Place(NamedTuple):
    """Where a widget stands: its part, what it scrolls in, the region of that, and its own, be it out of view."""

    part: int
    scroll: Widget
    seen: Region
    region: Region


def _scrolled(widget: Widget) -> tuple[Widget, Region]:
    for each in widget.ancestors:
        if isinstance(each, Widget) and each.max_scroll_y:
            return each, each.region
    return widget.screen, widget.screen.region


def _rank(places: dict[Widget, Place], widget: Widget) -> tuple[int, int, int]:
    place = places.get(widget)
    return (place.part, place.region.y, place.region.x) if place else (len(PARTS), 0, 0)


def _backwards(one: Place, other: Place) -> bool:
    if one.part != other.part:
        return other.part < one.part
    before, after = one.region, other.region
    if one.scroll is not other.scroll:
        before, after = before.intersection(one.seen) or one.seen, after.intersection(other.seen) or other.seen
    above = after.bottom <= before.y and after.x < before.right
    left = after.right <= before.x and after.y < before.bottom and before.y < after.bottom
    return above or left


def name(widget: Widget) -> str:
    """A widget as a message names it."""
    return f"{type(widget).__name__}{f'#{widget.id}' if widget.id else ''}"
