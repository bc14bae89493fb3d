"""Frozen values, changed at less cost than `dataclasses.replace` has."""

from __future__ import annotations

from typing import Any, TypeVar

T = TypeVar("T")

_new, _set = object.__new__, object.__setattr__


def changed(value: T, **changes: Any) -> T:
    """A copy of a frozen dataclass with slots and no `__post_init__`, in which some fields are others.

    For what happens at every call; elsewhere `dataclasses.replace` checks the names as well.
    """
    kind = type(value)
    copy = _new(kind)
    for name in kind.__slots__:  # type: ignore[attr-defined]
        _set(copy, name, changes[name] if name in changes else getattr(value, name))
    return copy
