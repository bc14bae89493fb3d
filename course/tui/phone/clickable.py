"""The words around a phone that can be clicked: the keys that work now, and the names of the others in the room."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content
from textual.style import Style
from textual.widget import Widget

from course.tui.keys.bindings import bound, in_prose, key_for
from course.tui.keys.key_line import typing
from course.tui.phone.phone_face import GetStyle
from course.tui.phone.room import Device

DOES = "does"
"""The words carry under this name the action that a click on them stands for."""


def working_keys(node: Widget, device: Device, *, others: bool, lit: bool, ahead: bool) -> list[Content]:
    """The keys of a device that work now, the chief ones first: most of them only once `node` has the focus.

    `others` are in the room as well; `lit` and `ahead` are as of its face.
    """
    if not node.has_focus:
        if typing(node.screen, "p"):
            return []
        way = Content(f"{key_for(node, 'part-phone', at_once=True)} this {device.kind}'s keys")
        other = _key(node, "another-phone", "another", "screen.another_phone")
        return [way] * (not typing(node.screen, "3")) + [other] * others
    arrows = _clickable(in_prose("← → another", node), "device(1)")
    return [*_chief_keys(node, device, lit), *([arrows] * others), *_rare_keys(node, device, ahead)]


def _chief_keys(node: Widget, device: Device, lit: bool) -> list[Content]:
    if not device.readable:
        return []
    if device.kind == "token":
        return [_key(node, "copy-code", "copy the code") if lit else _key(node, "use", "press the button")]
    return [_key(node, "scan", "scan"), *([_key(node, "copy-code", "copy the code")] * bool(device.entries))]


def _rare_keys(node: Widget, device: Device, ahead: bool) -> list[Content]:
    keys = []
    if device.kind == "phone" and device.readable and device.entries:
        keys.append(_key(node, "code-ahead", "hide the next" if ahead else "the next code"))
    if device.change is not None:
        keys.append(_key(node, "lose", f"{device.change} it"))
    if device.replaceable:
        keys.append(_key(node, "new-phone", "get a new one"))
    return keys


def _key(node: Widget, name: str, words: str, action: str = "") -> Content:
    return _clickable(f"{key_for(node, name)} {words}", action or bound(node, name)[0].action)


def chooser(room: Sequence[Device], in_view: int, width: int, style: GetStyle) -> Content:
    """The names of the devices side by side, that of the one in view in brackets; of many those that there is room for.

    `in_view` may be beyond the last of them, which then is meant.
    """
    here = min(in_view, len(room) - 1)
    numbers = _in_row(room, here, width)
    names = []
    for number in numbers:
        name = f"[{room[number].name}]" if number == here else f" {room[number].name} "
        part = "tab-chosen" if number == here else "tab"
        names.append(_clickable(name, f"device({number - in_view})").stylize(style(part)))
    beyond = "›" if numbers[-1] < len(room) - 1 else ""
    return Content.assemble("‹" if numbers[0] else " ", Content(" ").join(names), beyond)


def _in_row(room: Sequence[Device], here: int, width: int) -> list[int]:
    """The numbers of the devices whose names stand in one row: of many those about `here`."""
    last = len(room) - 1
    numbers: list[int] = []
    for first in range(len(room)):
        numbers, left = [], 1
        for number in range(first, len(room)):
            right = left + len(room[number].name) + 2
            if numbers and right > width - (number < last):
                break
            numbers.append(number)
            left = right + 1
        if numbers[-1] >= here:
            break
    return numbers


def _clickable(words: str, action: str) -> Content:
    return Content.styled(words, Style.from_meta({DOES: action}))
