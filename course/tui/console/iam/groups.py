"""The list of groups, and making one."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.widgets import Button, Static

from course.reading.commands import aws
from course.reading.reader import Reader, RefusedError, attempt, day
from course.tui.console import words
from course.tui.console.fields import Row, TextInput, button
from course.tui.console.form import FormPage
from course.tui.console.list_page import ListPage
from course.tui.console.listing import Column, Entry
from course.tui.console.routes import Address, at


class GroupsPage(ListPage):
    """Name, users, policies and date of each group; enter opens one."""

    things = "group"
    more = "Enter, or a second click, opens the chosen group."

    @property
    def crumbs(self) -> tuple[str, ...]:
        return ("IAM", self.word(words.GROUPS))

    @property
    def command(self) -> str:
        return aws("list-groups")

    def acts(self) -> Sequence[Button]:
        return [button(self.word(words.CREATE_GROUP), "create-group")]

    def columns(self) -> Sequence[Column]:
        return (
            Column(self.word(words.GROUP_NAME), 17),
            Column(self.word(words.USERS), 6),
            Column(self.word(words.POLICIES), 24),
            Column(self.word(words.CREATED), 10),
        )

    def entries(self, reader: Reader) -> Sequence[Entry]:
        return [
            Entry(group["GroupName"], (group["GroupName"], *_of(reader, group["GroupName"]), day(group["CreateDate"])))
            for group in reader.call("list-groups")["Groups"]
        ]

    def opened(self, key: str) -> None:
        self.open("group", key)

    def pressed(self, name: str) -> None:
        if name == "create-group":
            self.open("create-group")


def _of(reader: Reader, group_name: str) -> tuple[str, str]:
    """How many users and which policies a group has; question marks for what may not be seen."""
    users = attempt(lambda: reader.call("get-group", group_name=group_name)["Users"])
    policies = attempt(lambda: reader.policies_of("group", group_name))
    return (
        "?" if isinstance(users, RefusedError) else str(len(users)),
        "?" if isinstance(policies, RefusedError) else ", ".join(policy.name for policy in policies) or "None",
    )


class CreateGroupPage(FormPage):
    """A new group; its users and its policies come on its own page."""

    @property
    def crumbs(self) -> tuple[str, ...]:
        return ("IAM", self.word(words.GROUPS), self.word(words.CREATE_GROUP))

    @property
    def above(self) -> Address | None:
        return at("groups")

    def compose(self) -> ComposeResult:
        yield Static(self.word(words.CREATE_GROUP), classes="title", markup=False)
        yield Row(self.word(words.GROUP_NAME), TextInput(name="group-name"))
        yield Static(
            "A new group is empty, and it allows nothing. Its page is next: there it gets users and policies.",
            classes="text",
        )
        yield self.buttons(self.word(words.CREATE_GROUP))

    def go_on(self) -> None:
        name = self.needed("group-name", "The group needs a name.")
        if name is not None:
            self.issue(aws("create-group", group_name=name), self.finishing(f"{name} was made.", at("group", name)))
