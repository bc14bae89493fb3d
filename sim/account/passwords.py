"""Console passwords and the account's policy for them."""

from __future__ import annotations

from dataclasses import dataclass, replace

from sim.clock import DAY

LONGEST_HISTORY = 24
"""Former passwords that a policy can look back on (IAM API Reference, UpdateAccountPasswordPolicy)."""


@dataclass(frozen=True, slots=True)
class Password:
    """A console password. The simulated account keeps it in the clear: nothing here is anybody's real secret.

    `changed` is when it got its present text (None: when it was made); `previous` are former texts, newest first.
    """

    text: str
    create_date: int
    last_used: int | None = None
    reset_required: bool = False
    changed: int | None = None
    previous: tuple[str, ...] = ()

    @property
    def last_changed(self) -> int:
        """When it got its present text."""
        return self.create_date if self.changed is None else self.changed

    def changed_to(self, text: str, time: int) -> Password:
        """The password with another text from `time` on; the present one is remembered."""
        return replace(self, text=text, changed=time, previous=(self.text, *self.previous)[:LONGEST_HISTORY])


@dataclass(frozen=True, slots=True)
class PasswordPolicy:
    """What the account asks of its users' passwords; the defaults are those of UpdateAccountPasswordPolicy.

    `max_age` is in days (None: passwords do not expire); `reuse_prevention` counts passwords that may not come back.
    """

    minimum_length: int = 6
    symbols: bool = False
    numbers: bool = False
    uppercase: bool = False
    lowercase: bool = False
    users_may_change: bool = False
    max_age: int | None = None
    reuse_prevention: int | None = None
    hard_expiry: bool = False

    def expires(self, password: Password) -> int | None:
        """When `password` expires, if it ever does."""
        return None if self.max_age is None else password.last_changed + self.max_age * DAY
