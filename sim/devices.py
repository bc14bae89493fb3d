"""Things in people's hands that make codes: phones with an authenticator app, and hardware tokens."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from sim.clock import DeviceClock
from sim.totp import code_at

TRUE_CLOCK = DeviceClock()

State = Literal["held", "lost", "stolen", "broken"]


@dataclass(frozen=True, slots=True)
class AuthenticatorAccount:
    """One entry of an authenticator app. `secret` is base32; `serial_number` is None when AWS did not issue it."""

    label: str
    issuer: str
    secret: str
    serial_number: str | None = None


@dataclass(frozen=True, slots=True)
class Phone:
    """A phone with an authenticator app; `owner` is whose it is, `holder` who has it in hand now.

    `since` is the service time at which it was lost, stolen or broken; None when it was so from the start.
    """

    owner: str
    clock: DeviceClock = TRUE_CLOCK
    state: State = "held"
    accounts: tuple[AuthenticatorAccount, ...] = ()
    holder: str | None = None
    since: int | None = None

    def find(self, label: str | None) -> AuthenticatorAccount | None:
        """The account that `label` names (its start is enough, any case); without a label the newest one."""
        if label is None:
            return self.accounts[-1] if self.accounts else None
        wanted = label.casefold()
        exact = [a for a in self.accounts if wanted in (a.label.casefold(), a.issuer.casefold())]
        near = [a for a in self.accounts if a.label.casefold().startswith(wanted)]
        found = exact or near
        return found[-1] if found else None

    def code(self, account: AuthenticatorAccount, service_time: int) -> str:
        """What the app shows for `account` at `service_time`, by the phone's own clock."""
        return code_at(account.secret, max(0, self.clock.read(service_time)))

    def with_account(self, account: AuthenticatorAccount) -> Phone:
        """The phone after a scan: an entry with the same label and issuer is replaced, as most apps do."""
        kept = tuple(a for a in self.accounts if (a.label, a.issuer) != (account.label, account.issuer))
        return replace(self, accounts=(*kept, account))


@dataclass(frozen=True, slots=True)
class HardwareToken:
    """A hardware TOTP token: a serial number on its back, a sealed secret and a clock of its own.

    `since` is as with a phone.
    """

    serial_number: str
    owner: str
    secret: str
    clock: DeviceClock = TRUE_CLOCK
    state: State = "held"
    holder: str | None = None
    since: int | None = None

    def code(self, service_time: int) -> str:
        """What its display shows at `service_time`."""
        return code_at(self.secret, max(0, self.clock.read(service_time)))


Device = Phone | HardwareToken
