"""The list of roles."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from textual.widgets import Button

from course.reading.commands import aws
from course.reading.reader import Reader, RefusedError, attempt, day
from course.tui.console import words
from course.tui.console.fields import button
from course.tui.console.list_page import ListPage
from course.tui.console.listing import Column, Entry
from sim.policy.document import PolicyError, parse
from sim.policy.summary import trusted


class RolesPage(ListPage):
    """Name, trusted entities and last activity of each role; enter opens one."""

    things = "role"
    more = "Enter, or a second click, opens the chosen role."

    @property
    def crumbs(self) -> tuple[str, ...]:
        return ("IAM", self.word(words.ROLES))

    @property
    def command(self) -> str:
        return aws("list-roles")

    def acts(self) -> Sequence[Button]:
        return [
            button(self.word(words.CREATE_ROLE), "create-role"),
            button(self.word(words.SWITCH_ROLE), "switch-role"),
        ]

    def columns(self) -> Sequence[Column]:
        return (
            Column(self.word(words.ROLE_NAME), 20),
            Column(self.word(words.TRUSTED_ENTITIES), 26),
            Column(self.word(words.LAST_ACTIVITY), 14),
        )

    def entries(self, reader: Reader) -> Sequence[Entry]:
        return [_entry(reader, role) for role in reader.call("list-roles")["Roles"]]

    def opened(self, key: str) -> None:
        self.open("role", key)

    def pressed(self, name: str) -> None:
        if name in ("create-role", "switch-role"):
            self.open(name)


def _entry(reader: Reader, role: dict[str, Any]) -> Entry:
    name = role["RoleName"]
    used = attempt(lambda: reader.call("get-role", role_name=name)["Role"]["RoleLastUsed"])
    last = "?" if isinstance(used, RefusedError) else day(used.get("LastUsedDate", "None"))
    return Entry(name, (name, who(role["AssumeRolePolicyDocument"]), last))


def who(document: dict[str, Any]) -> str:
    """Whom a trust policy names, in words."""
    try:
        return ", ".join(trusted(parse(document, "trust"))) or "nobody"
    except PolicyError:
        return "?"
