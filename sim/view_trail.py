"""The trail of the state document, and what EventBridge's rules pick of it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sim.account import Account, Rule
from sim.expression.growing import Growing
from sim.packed import Packed
from sim.services.events import picker, rule_arn
from sim.trail import Event


@dataclass(frozen=True, slots=True)
class WrittenTrail:
    """A trail, its documents, oldest first, and for each rule the ids of the events it picks, with their places."""

    trail: Packed[Event] = field(default_factory=Packed)
    documents: Growing = field(default_factory=lambda: Growing(Packed(), Event.document))
    picked: Mapping[str, tuple[Rule, tuple[tuple[int, str], ...]]] = field(default_factory=dict)

    def followed_by(self, trail: Packed[Event], rules: Mapping[str, Rule]) -> WrittenTrail:
        """The same of another trail, usually a longer one; events that stand in both are not looked at again."""
        if trail is self.trail and not rules and not self.picked:
            return self
        kept = _same(self.trail, trail)
        picked: dict[str, tuple[Rule, tuple[tuple[int, str], ...]]] = {}
        for name in sorted(rules):
            rule, (before, places) = rules[name], self.picked.get(name, (None, ()))
            known = kept if rule is before else 0
            picks = picker(rule) if known < len(trail) else None
            new = enumerate(trail.since(known), known) if picks else ()
            more = ((at, event.event_id) for at, event in new if picks and picks(event, event.document()))
            picked[name] = rule, (*(place for place in places if place[0] < known), *more)
        return WrittenTrail(trail, self.documents.grown(kept, trail), picked)

    def rules(self, account: Account) -> list[dict[str, Any]]:
        """The rules by name, with the ids of the events that they pick."""
        return [
            {
                "Name": rule.name,
                "Arn": rule_arn(account, rule.name),
                "State": rule.state,
                "EventPattern": json.loads(rule.event_pattern),
                "Noticed": [event_id for _, event_id in places],
            }
            for rule, places in self.picked.values()
        ]


def _same(one: Packed[Event], other: Packed[Event]) -> int:
    """How many of the oldest events two trails share."""
    kept = one.shared(other)
    for mine, theirs in zip(one.since(kept), other.since(kept), strict=False):
        if mine is not theirs and mine != theirs:
            break
        kept += 1
    return kept
