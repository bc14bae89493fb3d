"""A user's page: the security credentials."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widget import Widget
from textual.widgets import Button, Static

from course.tui.console import words
from course.tui.console.commands import aws
from course.tui.console.fields import Row, button
from course.tui.console.home import HomePage, Ways
from course.tui.console.page import Page, PageName
from course.tui.console.reading import RefusedError, UserDetails, attempt


class UserPage(HomePage):
    """Sign-in credentials with the MFA device, access keys, groups and policies of one user."""

    NAME: ClassVar[PageName] = "user"

    def __init__(self, user_name: str) -> None:
        super().__init__()
        self.user_name: str = user_name

    @property
    def crumbs(self) -> tuple[str, ...]:
        return ("IAM", "Users", self.user_name)

    def compose(self) -> ComposeResult:
        yield Vertical(classes="details")
        yield Ways("", aws("list-mfa-devices", user_name=self.user_name))

    def on_mount(self) -> None:
        self.read_again()

    def read_again(self) -> None:
        try:
            details = self.reader.user(self.user_name)
        except RefusedError as refusal:
            parts: list[Widget] = [Static(f"✗ {refusal.code}   {refusal.message}", classes="refused", markup=False)]
        else:
            parts = _parts(details)
        had_focus = self.query_one(".details").has_focus_within
        holder = self.query_one(".details", Vertical)
        holder.remove_children()
        holder.mount(*parts)
        if had_focus:
            self.call_after_refresh(self.focus_first)

    def on_button_pressed(self, event: Button.Pressed) -> None:
        if event.button.name != "manage":
            return
        event.stop()
        from course.tui.console.assign import AssignPage
        from course.tui.console.manage import ManagePage

        devices = attempt(lambda: self.reader.devices(self.user_name))
        if isinstance(devices, RefusedError):
            self.refuse(devices.message)
        else:
            self.console.go(ManagePage(self.user_name) if devices else AssignPage(self.user_name))

    def parent_page(self) -> Page | None:
        from course.tui.console.users import UsersPage

        return UsersPage()


def _parts(details: UserDetails) -> list[Widget]:
    user = details.credentials
    manage = button(words.MANAGE, "manage", chief=True)
    if isinstance(user.devices, RefusedError):
        device_rows = [Row(words.MFA_DEVICE, f"not shown: {user.devices.code}", manage)]
    elif not user.devices:
        device_rows = [Row(words.MFA_DEVICE, "No", manage)]
    else:
        first, *others = (device.serial_number for device in user.devices)
        device_rows = [Row(words.MFA_DEVICE, first, manage), *(Row("", serial) for serial in others)]
    password = (
        f"not shown: {user.password.code}"
        if isinstance(user.password, RefusedError)
        else "Enabled"
        if user.password
        else "Disabled"
    )
    parts: list[Widget] = [
        Static(user.user_name, classes="title", markup=False),
        Static(f"{details.arn}   since {user.created}", classes="aside", markup=False),
        Static("Sign-in credentials", classes="section"),
        Row("Console password", password),
        *device_rows,
        Static(f"today: {words.MFA_DEVICE_NOW}", classes="aside now"),
        Static("Access keys", classes="section"),
    ]
    if isinstance(user.access_keys, RefusedError):
        parts.append(Row("", f"not shown: {user.access_keys.code}"))
    elif not user.access_keys:
        parts.append(Row("", "None"))
    else:
        parts += [Row("", f"{key_id}   {status}   {since}") for key_id, status, since in user.access_keys]
    parts += [
        Static("Permissions", classes="section"),
        Row("Groups", _listed(details.groups)),
        Row("Policies", _listed(details.policies)),
    ]
    return parts


def _listed(names: tuple[str, ...] | RefusedError) -> str:
    return f"not shown: {names.code}" if isinstance(names, RefusedError) else ", ".join(names) or "None"
