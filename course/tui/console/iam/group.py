"""A group's page: its users and its permissions, a tab each; and the page that puts users into it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.widget import Widget
from textual.widgets import Static

from course.reading.commands import aws
from course.reading.reader import Reader, RefusedError, attempt, day
from course.tui.console import words
from course.tui.console.check_boxes import CheckBoxes
from course.tui.console.fields import Buttons, button
from course.tui.console.form import FormPage
from course.tui.console.iam.permissions import Permissions
from course.tui.console.listing import Column, Entry, Listing
from course.tui.console.routes import Address, at
from course.tui.console.tabbed import ListTab, Tab, TabbedPage
from course.tui.console.word import Word
from course.tui.keys.bindings import key_of


class GroupUsers(ListTab):
    """The users in the page's group; enter on one takes the user out of it."""

    @property
    def more(self) -> str:  # type: ignore[override]
        return f"Enter, or a second click, takes the chosen user out of {self.subject}."

    @property
    def command(self) -> str:
        return aws("get-group", group_name=self.subject)

    def acts(self) -> Sequence[Widget]:
        return [
            Buttons(
                button(self.page.word(words.ADD_USERS), "add-users", chief=True),
                button(self.page.word(words.DELETE_GROUP), "delete-group"),
            )
        ]

    def listing(self) -> Listing:
        return Listing(Column(self.word(words.USER_NAME), 30), Column(self.word(words.CREATED), 10), things="user")

    def entries(self, reader: Reader) -> Sequence[Entry]:
        users = reader.call("get-group", group_name=self.subject)["Users"]
        return [Entry(user["UserName"], (user["UserName"], day(user["CreateDate"]))) for user in users]

    def pressed(self, name: str) -> None:
        if name in ("add-users", "delete-group"):
            self.page.open(name, self.subject)

    def opened(self, key: str) -> None:
        line = aws("remove-user-from-group", group_name=self.subject, user_name=key)
        question = f"{self.page.word(words.REMOVE_USERS)}: {key} out of {self.subject}?"
        about = f"{key} loses what {self.subject} allows, and what it denies is denied no more, at once."
        done = f"{key} is no longer in {self.subject}."
        self.page.open("confirm", (question, about, line, done, "group", self.subject, "users"))


class GroupPage(TabbedPage):
    """The users and the permissions of one group."""

    TABS: ClassVar[Mapping[str, tuple[Word, type[Tab]]]] = {
        "users": (words.USERS, GroupUsers),
        "permissions": (words.PERMISSIONS, Permissions),
    }

    @property
    def crumbs(self) -> tuple[str, ...]:
        return ("IAM", self.word(words.GROUPS), self.subject)

    @property
    def above(self) -> Address | None:
        return at("groups")

    def about(self, reader: Reader) -> str:
        group = reader.call("get-group", group_name=self.subject)["Group"]
        return f"{group['Arn']}   since {day(group['CreateDate'])}"


class AddUsersPage(FormPage):
    """Users who are not in a group yet, to be ticked."""

    def __init__(self, group_name: str) -> None:
        super().__init__()
        self.subject = group_name

    @property
    def crumbs(self) -> tuple[str, ...]:
        return ("IAM", self.word(words.GROUPS), self.subject, self.word(words.ADD_USERS))

    @property
    def above(self) -> Address | None:
        return at("group", self.subject, "users")

    def compose(self) -> ComposeResult:
        yield Static(f"{self.word(words.ADD_USERS)}: {self.subject}", classes="title", markup=False)
        names = self.reads()
        if isinstance(names, RefusedError):
            yield self.refused(names)
        elif not names:
            yield Static(f"Everybody is in {self.subject} already.", classes="text", markup=False)
        else:
            yield CheckBoxes(names)
            tick, on = (key_of(self.app, CheckBoxes, name) for name in ("tick", "next-box"))
            yield Static(f"A click or {tick} ticks a user, {on} goes on.", classes="aside", markup=False)
            yield self.buttons(self.word(words.ADD_THE_USERS))
            return
        yield self.back()

    def reads(self) -> list[str] | RefusedError:
        """The users who are not in the group."""
        return attempt(self._others)

    def _others(self) -> list[str]:
        inside = {user["UserName"] for user in self.reader.call("get-group", group_name=self.subject)["Users"]}
        return [user["UserName"] for user in self.reader.call("list-users")["Users"] if user["UserName"] not in inside]

    @on(CheckBoxes.Submitted)
    def submitted(self, message: CheckBoxes.Submitted) -> None:
        message.stop()
        self.go_on()

    def go_on(self) -> None:
        chosen = [name for boxes in self.query(CheckBoxes) for name in boxes.names if name in boxes.ticked]
        if not chosen:
            self.refuse("Nobody is ticked: space ticks the user under the cursor.")
            self.focus_first()
            return
        lines = [aws("add-user-to-group", group_name=self.subject, user_name=name) for name in chosen]
        done = f"{' and '.join(chosen)} {'is' if len(chosen) == 1 else 'are'} in {self.subject} now."
        self.issue(" && ".join(lines), self.finishing(done))
