"""Roles: identities without credentials of their own, which trusted callers assume."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Role:
    """An IAM role. `trust_policy` is the JSON text that says who may assume it; durations are in seconds.

    `last_used` is when somebody's session last made a call.
    """

    role_name: str
    role_id: str
    create_date: int
    trust_policy: str
    path: str = "/"
    description: str | None = None
    max_session_duration: int = 3_600
    attached_policies: tuple[str, ...] = ()
    inline_policies: tuple[tuple[str, str], ...] = ()
    permissions_boundary: str | None = None
    tags: tuple[tuple[str, str], ...] = ()
    last_used: int | None = None
