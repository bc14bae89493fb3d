"""What lies around the account: root's mail, the cases of AWS Support, and passwords that leaked elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Mail:
    """An e-mail to the root user's address."""

    time: int
    subject: str
    text: str


@dataclass(frozen=True, slots=True)
class Leak:
    """A password that another site lost: `name` is a user of this account, root or root's e-mail address."""

    site: str
    name: str
    password: str


CaseStatus = Literal["unassigned", "pending-customer-action", "work-in-progress", "resolved", "reopened"]
"""AWS Support's own words (AWS Support API Reference, CaseDetails)."""


@dataclass(frozen=True, slots=True)
class Communication:
    """What a person, or AWS Support ("Amazon Web Services"), wrote in a case."""

    author: str
    time: int
    text: str


@dataclass(frozen=True, slots=True)
class Case:
    """A case of AWS Support; `since` is when it came to its status, `answered` counts the replies looked at."""

    number: int
    subject: str
    status: CaseStatus
    since: int
    communications: tuple[Communication, ...]
    answered: int = 0

    @property
    def about_mfa(self) -> bool:
        """Whether it asks for help with a lost MFA device."""
        return "mfa" in self.subject.lower()
