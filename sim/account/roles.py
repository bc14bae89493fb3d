"""Roles: identities without credentials of their own, which trusted callers assume."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Role:
    """An IAM role. `trust_policy` is the JSON text that says who may assume it; durations are in seconds.

    `last_used` is when somebody's session last made a call. `trusted` are the users and roles of this account that the
    trust policy names, each ARN with its unique id: IAM keeps the id, so that one made anew under the same name is not
    trusted (IAM User Guide, "AWS JSON policy elements: Principal").
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
    trusted: tuple[tuple[str, str], ...] = ()

    @property
    def trust_policy_by_ids(self) -> str:
        """The trust policy with unique ids in place of those ARNs, as it is judged."""
        return self.naming_by_id([arn for arn, _ in self.trusted])

    def naming_by_id(self, arns: Collection[str]) -> str:
        """The trust policy with the ids of some of the trusted in place of their ARNs."""
        text = self.trust_policy
        for arn, unique_id in self.trusted:
            if arn in arns:
                text = text.replace(f'"{arn}"', f'"{unique_id}"')
        return text
