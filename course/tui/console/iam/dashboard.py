"""IAM's dashboard: what needs care in the account; each line leads to the page where it is mended."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from course.tui.console import words
from course.tui.console.commands import aws
from course.tui.console.list_page import ListPage
from course.tui.console.listing import Column, Entry
from course.tui.console.reading import Reader, RefusedError
from course.tui.console.routes import Address
from sim.clock import DAY, parse_iso

OLD = 90
"""Age in days at which an access key is called old: the usual number of IAM's best practices and security checks."""

Finding = tuple[bool, str, str, Address]
"""Whether all is well, the check, what was found, and the page that it leads to."""


class DashboardPage(ListPage):
    """Root, MFA, keys and the password policy; what is not well stands first."""

    things = "finding"
    more = "Enter, or a second click, opens the page of the chosen line."

    @property
    def crumbs(self) -> tuple[str, ...]:
        return ("IAM", self.word(words.DASHBOARD))

    @property
    def title(self) -> str:
        return self.word(words.SECURITY_STATUS)

    @property
    def command(self) -> str:
        return aws("get-account-summary")

    def columns(self) -> Sequence[Column]:
        return Column("", 1), Column(self.word(words.WHAT), 24), Column(self.word(words.HOW_IT_STANDS), 40)

    def entries(self, reader: Reader) -> Sequence[Entry]:
        found = sorted(findings(reader, self.world.time), key=lambda finding: finding[0])
        return [
            Entry(" ".join((address.name, *address.about, "-", what)), ("✓" if well else "✗", what, how))
            for well, what, how, address in found
        ]

    def opened(self, key: str) -> None:
        name, *about = key.partition(" - ")[0].split(" ")
        self.open(name, tuple(about))


def findings(reader: Reader, now: int) -> Iterator[Finding]:
    """What the account's credentials are like, at time `now`. Raises RefusedError."""
    summary = reader.call("get-account-summary")["SummaryMap"]
    mfa = bool(summary["AccountMFAEnabled"])
    yield mfa, "MFA of the root user", "on" if mfa else "off: root's password opens all", Address("root")
    yield from _users(reader, now)
    yield _policy(reader)
    for serial in reader.unassigned():
        name = serial.rpartition("/")[2]
        yield False, f"Device {name}", "made and given to nobody", Address("users")


def _users(reader: Reader, now: int) -> Iterator[Finding]:
    users, _ = reader.users()
    without = 0
    for name, _since in users:
        if reader.has_password(name) and not reader.devices(name):
            without += 1
            yield False, f"MFA of {name}", "off: the password is enough", Address("user", (name,))
        for key, status, since in reader.access_keys(name):
            age = (now - parse_iso(f"{since}T00:00:00Z")) // DAY
            if status == "Active" and age > OLD:
                how = f"{age} days old, active"
                yield False, f"Access key of {name}", how, Address("access-key", (name, key))
    if not without:
        yield True, "MFA of the users", "on, for all with a password", Address("users")


def _policy(reader: Reader) -> Finding:
    page = Address("account-settings")
    try:
        policy = reader.call("get-account-password-policy")["PasswordPolicy"]
    except RefusedError as refusal:
        if refusal.code != "NoSuchEntity":
            raise
        return False, "Password policy", "none: IAM's default holds", page
    return True, "Password policy", f"at least {policy['MinimumPasswordLength']} characters", page
