"""The list of managed policies."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from textual.widgets import Button

from course.reading.commands import aws
from course.reading.reader import Policy, Reader
from course.tui.console import words
from course.tui.console.fields import button
from course.tui.console.list_page import ListPage
from course.tui.console.listing import Column, Entry


class PoliciesPage(ListPage):
    """Name, type and use of each managed policy; enter opens one."""

    things = "policy"
    more = "Enter, or a second click, opens the chosen policy; key / finds a word."

    @property
    def crumbs(self) -> tuple[str, ...]:
        return ("IAM", self.word(words.POLICIES))

    @property
    def command(self) -> str:
        return aws("list-policies")

    def acts(self) -> Sequence[Button]:
        return [button(self.word(words.CREATE_POLICY), "create-policy")]

    def columns(self) -> Sequence[Column]:
        return (
            Column(self.word(words.POLICY_NAME), 26),
            Column(self.word(words.TYPE), 17),
            Column(self.word(words.USED_AS), 20),
        )

    def entries(self, reader: Reader) -> Sequence[Entry]:
        policies = reader.call("list-policies")["Policies"]
        return [Entry(policy["Arn"], _cells(policy), policy["DefaultVersionId"]) for policy in policies]

    def opened(self, key: str) -> None:
        self.open("policy", key)

    def pressed(self, name: str) -> None:
        if name == "create-policy":
            self.open("create-policy")


def _cells(policy: dict[str, Any]) -> tuple[str, ...]:
    count = policy["AttachmentCount"]
    uses = [f"permissions ({count})"] * bool(count) + ["boundary"] * bool(policy["PermissionsBoundaryUsageCount"])
    kind = Policy(policy["PolicyName"], policy["Arn"]).type
    return policy["PolicyName"], kind, ", ".join(uses).capitalize() or "None"
