"""The list of IAM users."""

from __future__ import annotations

from collections.abc import Sequence

from textual.widgets import Button

from course.reading.commands import aws
from course.reading.reader import PAGE_LENGTH, Credentials, Reader, RefusedError
from course.tui.console import words
from course.tui.console.fields import button
from course.tui.console.list_page import ListPage
from course.tui.console.listing import Column, Entry

UNSEEN = "?"
"""Stands for what the caller may not see."""


class UsersPage(ListPage):
    """User name, MFA device, password, access keys and date of each user; enter opens one."""

    here = "users"
    things = "user"
    more = "Enter, or a second click, opens the chosen user."

    def __init__(self, token: str = "") -> None:
        """`token` is where the page begins."""
        super().__init__()
        self._token, self._following = token, ""
        self._in_view: frozenset[str] = frozenset()

    @property
    def crumbs(self) -> tuple[str, ...]:
        return ("IAM", self.word(words.USERS))

    @property
    def command(self) -> str:
        return aws("list-users")

    @property
    def elsewhere(self) -> str:  # type: ignore[override]
        return f"This is a page of {PAGE_LENGTH}: “Next users” shows others." if self._following else ""

    def acts(self) -> Sequence[Button]:
        add = button(self.word(words.ADD_USER), "add-user")
        return [add, button(self.word(words.NEXT_USERS), "next"), button(self.word(words.FIRST_USERS), "first")]

    def read_again(self) -> None:
        super().read_again()
        self.query_one("#next").display = bool(self._following)
        self.query_one("#first").display = bool(self._token)

    def columns(self) -> Sequence[Column]:
        return (
            Column(self.word(words.USER_NAME), 14),
            Column(self.word(words.MFA_COLUMN), 10),
            Column(self.word(words.PASSWORD), 8),
            Column(self.word(words.ACCESS_KEYS), 11),
            Column(self.word(words.CREATED), 10),
        )

    def entries(self, reader: Reader) -> Sequence[Entry]:
        if reader is self.reader:
            users, self._following = reader.users(self._token)
            self._in_view = frozenset(name for name, _ in users)
        elif self._token or self._following:
            # Another user before them moves all on to other pages: only those in view are held against what was.
            users = [each for each in reader.every_user() if each[0] in self._in_view]
        else:
            users, _ = reader.users()
        none = self.word(words.NO_DEVICE)
        return [Entry(name, _cells(reader.credentials(name, created), none)) for name, created in users]

    def opened(self, key: str) -> None:
        self.open("user", key)

    def pressed(self, name: str) -> None:
        match name:
            case "add-user":
                self.open("add-user")
            case "next":
                self.open("users", self._following)
            case "first":
                self.open("users")


def _cells(user: Credentials, no_device: str) -> tuple[str, ...]:
    def seen(value: object, text: str) -> str:
        return UNSEEN if isinstance(value, RefusedError) else text

    devices = () if isinstance(user.devices, RefusedError) else user.devices
    keys = () if isinstance(user.access_keys, RefusedError) else user.access_keys
    return (
        user.user_name,
        seen(user.devices, ", ".join(sorted({device.kind for device in devices})) or no_device),
        seen(user.password, "Yes" if user.password else "No"),
        seen(user.access_keys, str(len(keys)) if keys else "None"),
        user.created,
    )
