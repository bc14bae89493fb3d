"""What a test can reach for besides the account: its clock, and people with their phones."""

from __future__ import annotations

import shlex
from datetime import datetime

from course.exercise.account import Account, Result
from sim.clock import utc
from sim.totp import time_step

__tracebackhide__ = True  # pytest shows the test's own lines


class Clock:
    """Service time. It stands still, or follows freezegun's frozen clock, until it is moved here."""

    def __init__(self, account: Account) -> None:
        self._account = account

    @property
    def now(self) -> datetime:
        """Service time, in UTC, to the second."""
        return utc(self._account.world.time)

    @property
    def seconds(self) -> float:
        """Service time in seconds since 1970, as `time.time()` gives the host's."""
        return self._account.world.time / 1_000

    @property
    def step(self) -> int:
        """The 30-second step that it is by service time: RFC 6238's T."""
        return time_step(self._account.world.time)

    def wait(self, span: float | str) -> None:
        """Move service time on, by seconds or by a span such as "2m30s".

        Raises AssertionError for what is no such span.
        """
        words = span if isinstance(span, str) else f"{round(span * 1_000)}ms"
        self._account.do(f"wait {shlex.quote(words)}")

    def wait_for_next_code(self, person: str = "alice") -> None:
        """Move service time on until that person's phone shows its next code."""
        self._account.do(f"wait next-code {person}")


class Phone:
    """Somebody's phone with an authenticator app."""

    def __init__(self, account: Account, owner: str) -> None:
        self._account, self.owner = account, owner

    def code(self) -> str:
        """The six digits that it shows now for the account added last.

        Raises AssertionError when it shows none: nothing was scanned, or nobody can read it.
        """
        return self._account.do(f"phone {self.owner} code").strip()

    @property
    def serial(self) -> str:
        """The serial number of the MFA device that it shows codes for."""
        return self._account.do(f"phone {self.owner} serial").strip()

    @property
    def secret(self) -> str:
        """The secret of the account added last, in base32: what the QR code held."""
        phone = self._account.world.people[self.owner].phone
        if phone is None or not phone.accounts:
            raise AssertionError(f"{self.owner.capitalize()}'s phone has no accounts yet. Scan a QR code first.")
        return phone.accounts[-1].secret

    def scan(self) -> None:
        """Scan the QR code last shown: making a virtual MFA device shows one."""
        self._account.do(f"phone {self.owner} scan")

    def add(self, secret: str, label: str) -> None:
        """Type a base32 secret in by hand."""
        self._account.do(f"phone {self.owner} add {shlex.quote(secret)} --label {shlex.quote(label)}")

    def set_clock(self, seconds: float) -> None:
        """Set its clock so many seconds ahead of the service's, or behind where negative."""
        self._account.do(f"phone {self.owner} clock {seconds:+g}s")

    def run(self, words: str) -> Result:
        """Anything else that `phone` does: "lose", "replace", "drift 40ppm"."""
        return self._account.run(f"phone {self.owner} {words}")


class Person:
    """Somebody of the scenario, at their own computer and with their own phone."""

    def __init__(self, account: Account, name: str) -> None:
        self._account, self.name = account, name
        if name not in account.world.people:
            raise AssertionError(f"Nobody in the scenario {account.scenario} is called {name}.")
        self.phone = Phone(account, name)

    @property
    def user_name(self) -> str:
        """Their IAM user."""
        return self._account.world.people[self.name].user_name or ""

    @property
    def password(self) -> str:
        """The password that they know for their user."""
        known = dict(self._account.world.people[self.name].passwords)
        if self.user_name not in known:
            raise AssertionError(f"{self.name.capitalize()} knows no password for {self.user_name or 'any user'}.")
        return known[self.user_name]

    def run(self, lines: str) -> Result:
        """Run command lines as they would type them."""
        return self._account.run(lines, person=self.name)

    def sign_in(self, code: str | None = None, password: str | None = None, user_name: str | None = None) -> Result:
        """Sign in to the console; status 0 when the console opened, else `cause` says why not."""
        line = f"sign-in {user_name or self.user_name} --password {shlex.quote(password or self.password)}"
        return self.run(line if code is None else f"{line} --code {shlex.quote(code)}")
