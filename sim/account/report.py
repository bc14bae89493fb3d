"""The credential report that the account made last."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sim.account.state import Account


@dataclass(frozen=True, slots=True)
class CredentialReport:
    """A credential report: when it was asked for, and the account as it was then, from which it is written."""

    started: int
    account: Account
