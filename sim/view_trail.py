"""The trail of the state document, and what EventBridge's rules pick of it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from rpds import List

from sim.account import Account, Rule
from sim.expression.growing import Growing
from sim.services.events import picker, rule_arn
from sim.trail import Event


@dataclass(frozen=True, slots=True)
class WrittenTrail:
    """A trail's events, oldest first, each with its document, and for each rule the places of the events it picks."""

    events: Sequence[Event] = ()
    documents: Growing = field(default_factory=Growing)
    picked: Mapping[str, tuple[Rule, tuple[int, ...]]] = field(default_factory=dict)

    def followed_by(self, trail: List[Event], rules: Mapping[str, Rule]) -> WrittenTrail:
        """The same of another trail, usually a longer one; events that stand in both are not written again."""
        new: list[Event] = []
        while trail and not self._ends_here(trail):
            new.append(next(iter(trail)))
            trail = trail.drop_first()
        new.reverse()
        kept = len(trail)
        events = [*self.events[:kept], *new]
        documents = self.documents.grown(kept, (event.document() for event in new))
        picked: dict[str, tuple[Rule, tuple[int, ...]]] = {}
        for name in sorted(rules):
            rule, (before, places) = rules[name], self.picked.get(name, (None, ()))
            known = kept if rule is before else 0
            picks = picker(rule) if known < len(events) else None
            more = (place for place in range(known, len(events)) if picks and picks(events[place], documents[place]))
            picked[name] = rule, (*(place for place in places if place < known), *more)
        return WrittenTrail(events, documents, picked)

    def rules(self, account: Account) -> list[dict[str, Any]]:
        """The rules by name, with the ids of the events that they pick."""
        return [
            {
                "Name": rule.name,
                "Arn": rule_arn(account, rule.name),
                "State": rule.state,
                "EventPattern": json.loads(rule.event_pattern),
                "Noticed": [self.events[place].event_id for place in places],
            }
            for rule, places in self.picked.values()
        ]

    def _ends_here(self, trail: List[Event]) -> bool:
        """Whether this trail has `trail` as its oldest part: an event is put in front of one trail only, once."""
        return len(trail) <= len(self.events) and self.events[len(trail) - 1] is next(iter(trail))
