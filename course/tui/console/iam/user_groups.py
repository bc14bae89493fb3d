"""The tab of a user's page with the groups, and the page that puts them into one."""

from __future__ import annotations

from collections.abc import Sequence

from textual.widget import Widget

from course.reading.commands import aws
from course.reading.reader import Reader, RefusedError, attempt
from course.tui.console import words
from course.tui.console.fields import Buttons, button
from course.tui.console.iam.of_user import OfUserPage
from course.tui.console.list_page import ListPage
from course.tui.console.listing import Column, Entry, Listing
from course.tui.console.routes import Address, at
from course.tui.console.tabbed import ListTab


class UserGroups(ListTab):
    """The groups that the page's user is in; enter on one takes the user out of it."""

    @property
    def more(self) -> str:  # type: ignore[override]
        return f"Enter, or a second click, takes {self.subject} out of the chosen group."

    @property
    def nothing(self) -> str:  # type: ignore[override]
        return f"{self.subject} is in no group."

    @property
    def command(self) -> str:
        return aws("list-groups-for-user", user_name=self.subject)

    def acts(self) -> Sequence[Widget]:
        return [Buttons(button(self.page.word(words.ADD_TO_GROUPS), "add-to-group"))]

    def listing(self) -> Listing:
        return Listing(Column(self.word(words.GROUP_NAME), 30), Column(self.word(words.POLICIES), 34), things="group")

    def entries(self, reader: Reader) -> Sequence[Entry]:
        return [Entry(group, (group, _policies(reader, group))) for group in reader.groups(self.subject)]

    def pressed(self, name: str) -> None:
        if name == "add-to-group":
            self.page.open("add-to-group", self.subject)

    def opened(self, key: str) -> None:
        line = aws("remove-user-from-group", group_name=key, user_name=self.subject)
        question = f"{self.page.word(words.REMOVE_FROM_GROUP)}: {self.subject} out of {key}?"
        about = f"{self.subject} loses what {key} allows, and at once."
        done = f"{self.subject} is no longer in {key}."
        self.page.open("confirm", (question, about, line, done, "user", self.subject, "groups"))


class AddToGroupPage(OfUserPage, ListPage):
    """Groups that a user is not in yet; enter puts the user into one."""

    act = words.ADD_TO_GROUPS
    _some = False

    things = "group"

    @property
    def more(self) -> str:  # type: ignore[override]
        return f"Enter, or a second click, puts {self.user_name} into the chosen group."

    @property
    def title(self) -> str:
        return f"{self.word(self.act)}: {self.user_name}"

    @property
    def nothing(self) -> str:  # type: ignore[override]
        return f"{self.user_name} is in every group that there is." if self._some else "There is no group yet."

    @property
    def above(self) -> Address | None:
        return at("user", self.user_name, "groups")

    @property
    def command(self) -> str:
        return aws("list-groups")

    def columns(self) -> Sequence[Column]:
        return Column(self.word(words.GROUP_NAME), 30), Column(self.word(words.POLICIES), 34)

    def entries(self, reader: Reader) -> Sequence[Entry]:
        theirs = reader.groups(self.user_name)
        groups = [group["GroupName"] for group in reader.call("list-groups")["Groups"]]
        self._some = bool(groups)
        return [Entry(group, (group, _policies(reader, group))) for group in groups if group not in theirs]

    def opened(self, key: str) -> None:
        line = aws("add-user-to-group", group_name=key, user_name=self.user_name)
        self.issue(line, self.finishing(f"{self.user_name} is in {key} now."))


def _policies(reader: Reader, group: str) -> str:
    """The names of a group's policies, as a cell; a question mark where they may not be seen."""
    names = attempt(lambda: reader.policies_of("group", group))
    return "?" if isinstance(names, RefusedError) else ", ".join(policy.name for policy in names) or "None"
