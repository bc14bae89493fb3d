"""The policies that count for a user, a group or a role, with where each is from."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from course.reading.reader import Kind, Policy, Reader, RefusedError, attempt

T = TypeVar("T")


def permissions(reader: Reader, kind: Kind, name: str) -> list[tuple[Policy, str | None]]:
    """The holder's own policies, and of a user those of the groups, each with the group's name.

    Groups that the caller may not see are left out. Raises RefusedError where the holder's own may not be read.
    """
    own: list[tuple[Policy, str | None]] = [(policy, None) for policy in reader.policies_of(kind, name)]
    groups = _seen(attempt(lambda: reader.groups(name))) if kind == "user" else ()
    return own + [(policy, group) for group in groups for policy in _of_group(reader, group)]


def _of_group(reader: Reader, group: str) -> Sequence[Policy]:
    return _seen(attempt(lambda: reader.policies_of("group", group)))


def _seen(found: Sequence[T] | RefusedError) -> Sequence[T]:
    return () if isinstance(found, RefusedError) else found
