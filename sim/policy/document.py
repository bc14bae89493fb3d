"""A policy document: its parts, and `parse`, which refuses what IAM refuses.

Sources: IAM User Guide, "IAM JSON policy elements reference" and "Grammar of the IAM JSON policy language"; the quotas
page. The texts of refusals are in `grammar`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal, TypeAlias

from sim.policy.conditions import Condition
from sim.policy.match import Names
from sim.policy.principal import Principals

Effect: TypeAlias = Literal["Allow", "Deny"]

Kind: TypeAlias = Literal["identity", "managed", "session", "trust", "resource"]
"""What a document is for: an inline policy, a managed policy's version, a session policy, a role's trust policy, or the
policy of a resource such as a bucket. It decides which elements may stand in it, and IAM's words for a mistake."""

VARIABLES_VERSION = "2012-10-17"
"""The Version whose documents have policy variables; without one, a document is of 2008-10-17."""

DOCUMENT_CHARACTERS = 131_072
"""The API's bound on any policy document."""

MANAGED_CHARACTERS, TRUST_CHARACTERS, SESSION_CHARACTERS = 6_144, 2_048, 2_048
"""Quotas of one managed policy, one trust policy, and one session policy, white space not counted."""

USER_CHARACTERS, GROUP_CHARACTERS, ROLE_CHARACTERS = 2_048, 5_120, 10_240
"""Quotas of all inline policies of a user, a group, a role together, white space not counted."""


class PolicyError(ValueError):
    """A document that IAM refuses: its own words, the line (from 1) where it is known, and a word for people."""

    def __init__(self, message: str, line: int | None = None, detail: str = "") -> None:
        super().__init__(message)
        self.message, self.line, self.detail = message, line, detail


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement: its place (from 0), its elements as written, and its patterns compiled."""

    index: int
    sid: str | None
    effect: Effect
    principals: Principals | None
    not_principal: bool
    actions: tuple[str, ...]
    not_action: bool
    resources: tuple[str, ...]
    not_resource: bool
    conditions: tuple[Condition, ...]
    line: int = field(repr=False, compare=False)
    action_names: Names = field(repr=False, compare=False)
    resource_names: Names = field(repr=False, compare=False)

    @property
    def name(self) -> str:
        """How to call it: its Sid, or its place counted from 1."""
        return self.sid or f"statement {self.index + 1}"

    def as_dict(self) -> dict[str, object]:
        """The statement as JSON has it, lists in full."""
        found: dict[str, object] = {} if self.sid is None else {"Sid": self.sid}
        found["Effect"] = self.effect
        if self.principals is not None:
            found["NotPrincipal" if self.not_principal else "Principal"] = self.principals.as_json()
        found["NotAction" if self.not_action else "Action"] = list(self.actions)
        if self.resources:
            found["NotResource" if self.not_resource else "Resource"] = list(self.resources)
        if self.conditions:
            block: dict[str, dict[str, list[str]]] = {}
            for condition in self.conditions:
                block.setdefault(condition.operator, {})[condition.key] = list(condition.values)
            found["Condition"] = block
        return found


@dataclass(frozen=True, slots=True)
class Document:
    """A policy document that IAM would save. `denies` and `allows` share out its statements."""

    version: str | None
    id: str | None
    statements: tuple[Statement, ...]
    denies: tuple[Statement, ...] = field(init=False, repr=False, compare=False)
    allows: tuple[Statement, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "denies", tuple(s for s in self.statements if s.effect == "Deny"))
        object.__setattr__(self, "allows", tuple(s for s in self.statements if s.effect == "Allow"))

    def as_dict(self) -> dict[str, object]:
        """The document as JSON has it; `parse` reads it back to an equal one."""
        found: dict[str, object] = {} if self.version is None else {"Version": self.version}
        if self.id is not None:
            found["Id"] = self.id
        found["Statement"] = [statement.as_dict() for statement in self.statements]
        return found


def parse(source: str | bytes | Mapping[str, object], kind: Kind = "identity") -> Document:
    """Read a document, given as JSON text, as UTF-8, or as what JSON would load; raises PolicyError and nothing else.

    The same text and kind give the same object, as long as it is among the last few hundred read.
    """
    from sim.policy import grammar

    if isinstance(source, bytes):
        try:
            source = source.decode()
        except UnicodeDecodeError:
            raise grammar.not_json(kind, 1, "the policy is not UTF-8 text") from None
    elif not isinstance(source, str):
        try:
            source = json.dumps(source, allow_nan=False)
        except (TypeError, ValueError, RecursionError):
            raise grammar.not_json(kind, None, "the policy holds something that JSON cannot") from None
    if len(source) > DOCUMENT_CHARACTERS:
        raise grammar.not_json(kind, None, f"the policy is longer than {DOCUMENT_CHARACTERS} characters")
    return _parse(source, kind)


@lru_cache(maxsize=512)
def _parse(text: str, kind: Kind) -> Document:
    from sim.policy import grammar

    return grammar.document(text, kind)


def size(text: str) -> int:
    """Characters that count against a quota: "IAM does not count white space"."""
    return sum(1 for character in text if not character.isspace())
