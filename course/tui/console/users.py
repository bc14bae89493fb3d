"""The list of IAM users."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.widgets import DataTable, Static

from course.tui.console.commands import aws
from course.tui.console.home import HomePage, Ways
from course.tui.console.page import Page, PageName
from course.tui.console.reading import PAGE_LENGTH, Credentials, RefusedError

UNSEEN = "?"
"""Stands for what the caller may not see."""


class UsersPage(HomePage):
    """User name, MFA device, password, access keys and date of each user; enter opens one."""

    NAME: ClassVar[PageName] = "users"

    @property
    def crumbs(self) -> tuple[str, ...]:
        return ("IAM", "Users")

    def compose(self) -> ComposeResult:
        yield Static("Users", classes="title")
        table: DataTable[str] = DataTable(cursor_type="row")
        table.add_column("User name", width=14)
        table.add_column("MFA device", width=10)
        table.add_column("Password", width=8)
        table.add_column("Access keys", width=11)
        table.add_column("Created", width=10)
        yield table
        yield Static(classes="aside", markup=False)
        yield Ways("users", aws("list-users"))

    def on_mount(self) -> None:
        self.read_again()

    def read_again(self) -> None:
        table, aside = self.query_one(DataTable), self.query_one(".aside", Static)
        row = table.cursor_row
        table.clear()
        try:
            users, more = self.reader.users()
        except RefusedError as refusal:
            table.display = False
            aside.update(f"✗ {refusal.code}   {refusal.message}")
            aside.add_class("refused")
            return
        aside.remove_class("refused")
        table.display = True
        for name, created in users:
            table.add_row(*_cells(self.reader.credentials(name, created)), key=name)
        table.move_cursor(row=min(row, len(users) - 1))
        aside.update(
            f"The first {PAGE_LENGTH} users. Others: aws iam list-users"
            if more
            else "Enter, or a second click, opens the chosen user."
        )

    def on_data_table_row_selected(self, event: DataTable.RowSelected) -> None:
        from course.tui.console.user import UserPage

        if event.row_key.value is not None:
            self.console.go(UserPage(event.row_key.value))

    def parent_page(self) -> Page | None:
        return None


def _cells(user: Credentials) -> tuple[str, ...]:
    def seen(value: object, text: str) -> str:
        return UNSEEN if isinstance(value, RefusedError) else text

    devices = () if isinstance(user.devices, RefusedError) else user.devices
    keys = () if isinstance(user.access_keys, RefusedError) else user.access_keys
    return (
        user.user_name,
        seen(user.devices, ", ".join(sorted({device.kind for device in devices})) or "No"),
        seen(user.password, "Yes" if user.password else "No"),
        seen(user.access_keys, str(len(keys)) if keys else "None"),
        user.created,
    )
