"""MFA devices as AWS knows them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from sim.validator import Validator

ROOT = "<root_account>"
"""The owner of the root user's devices; the credential report's name for the root user, which no user can have."""


@dataclass(frozen=True, slots=True)
class MFADevice:
    """A virtual device (its serial number is an ARN) or a hardware token (the maker's serial number).

    `owner` is a user name, ROOT, or None while unassigned. The validator outlives an assignment: codes spent
    before a deactivation stay spent.
    """

    serial_number: str
    kind: Literal["virtual", "hardware"]
    validator: Validator
    owner: str | None = None
    enable_date: int | None = None
    path: str = "/"
    tags: tuple[tuple[str, str], ...] = ()
