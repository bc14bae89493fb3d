"""XML as AWS's services write it: elements only, built as text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from sim.clock import Timestamp, iso

DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'

_MARKS = re.compile('[&<>"\r\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]')
_ESCAPES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\r": "&#13;"}


def text(value: str) -> str:
    """`value` as character data; what XML 1.0 cannot hold becomes U+FFFD."""
    return _MARKS.sub(_escaped, value) if _MARKS.search(value) else value


def _escaped(match: re.Match[str]) -> str:
    return _ESCAPES.get(match[0], "\ufffd")


def scalar(value: Any) -> str:
    """A value as an element's content: times in ISO 8601 with Z, booleans as true and false, all else as text."""
    if isinstance(value, str):
        return text(value)
    if value is True:
        return "true"
    if value is False:
        return "false"
    if isinstance(value, Timestamp):
        return iso(value)
    return text(str(value))


def element(name: str, value: Any, item: str = "member") -> str:
    """An element and all that is in it: structures as their members, lists as `item` elements. None is left out."""
    if value is None:
        return ""
    if isinstance(value, str):
        return f"<{name}>{text(value)}</{name}>"
    if isinstance(value, Mapping):
        inner = "".join([element(key, member, item) for key, member in value.items()])
    elif isinstance(value, (list, tuple)):
        inner = "".join([element(item, member, item) for member in value])
    else:
        inner = scalar(value)
    return f"<{name}>{inner}</{name}>" if inner else f"<{name}/>"
