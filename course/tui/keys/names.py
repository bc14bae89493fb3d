"""How keys are named in a keymap, and what is said of a name that no key has."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from difflib import get_close_matches

from textual.keys import KEY_NAME_REPLACEMENTS, KEY_TO_UNICODE_NAME, Keys, _character_to_key, key_to_character

_MODIFIERS = {"ctrl", "shift", "alt", "super", "hyper", "meta"}
NAMED = {key.value.rpartition("+")[2] for key in Keys if key.value and not key.value.startswith("<")}
NAMED |= {*KEY_NAME_REPLACEMENTS.values(), *KEY_TO_UNICODE_NAME} | {f"f{number}" for number in range(1, 25)}
"""Keys that have a name of their own; any other sign is named by itself."""

_ALSO = {
    "esc": "escape", "pgdn": "pagedown", "pgup": "pageup", "del": "delete", "ins": "insert", "return": "enter",
    "←": "left", "→": "right", "↑": "up", "↓": "down",
}  # fmt: skip
"""Other names of keys, most of which stand on the screen."""


def misnamed(key: str) -> str | None:
    """What is wrong with the name of a key, or None: names are Textual's, such as h, ctrl+h, f9, question_mark."""
    key = key.strip()
    if not key:
        return "a comma stands alone; the key itself is called comma"
    if len(key) == 1:
        return None if key.isprintable() else f"{shown(key)} is no key"
    *modifiers, last = normal(key).split("+")
    wrong = [each for each in modifiers if each not in _MODIFIERS]
    if wrong:
        return f"{shown(wrong[0])} is nothing to hold down; ctrl, shift and alt are"
    if not last:
        return f"a key is missing behind {shown(key)}"
    sign = last if len(last) == 1 else key_to_character(last)
    if last in NAMED or (sign is not None and sign.isprintable() and (len(last) == 1 or sign.isascii())):
        return None
    return (
        f"no key is named {shown(last)}. {nearest(last, NAMED)}Names are such as h, ctrl+h, f9, pageup, question_mark"
    )


def normal(key: str) -> str:
    """A key as Textual names it: question_mark for ?, and escape for Esc, as the screen and keyboards have it."""
    key = key.strip()
    *modifiers, last = key.split("+")
    if key == "+" or key.endswith("++"):
        modifiers.pop()
        last = "+"
    modifiers = [each.lower() for each in modifiers]
    if len(last) > 1 or last in _ALSO:
        last = _ALSO.get(last.lower(), last.lower())
    elif last:
        if modifiers == ["shift"] and last.isalpha():
            return last.upper()
        last = _character_to_key(last.lower() if "ctrl" in modifiers else last)
    return "+".join([*modifiers, last])


def well_named(keymap: Mapping[str, str]) -> dict[str, str]:
    """The part of a keymap whose keys are named rightly, as Textual names them."""
    taken: dict[str, str] = {}
    for name, keys in keymap.items():
        right = [normal(key) for key in map(str.strip, keys.split(",")) if misnamed(key) is None]
        if right:
            taken[name] = ",".join(right)
    return taken


def nearest(name: str, names: Iterable[str]) -> str:
    """The name among `names` that may be meant, as a question; empty where none is near."""
    near = get_close_matches(name, list(names), 1)
    return f"Is {near[0]} meant? " if near else ""


def shown(name: str) -> str:
    """What a person wrote, as it can be printed."""
    return "".join(sign if sign.isprintable() else "?" for sign in name[:40])
