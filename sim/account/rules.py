"""EventBridge's rules: what is to be noticed among the events."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of the default event bus; `event_pattern` is JSON text as it was given, `state` one of EventBridge's."""

    name: str
    event_pattern: str
    state: str
    description: str | None = None
