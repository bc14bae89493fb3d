"""The tab of a user's page with the password, the MFA devices and the access keys."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.widget import Widget
from textual.widgets import Static

from course.tui.console import words
from course.tui.console.facts import Fact, rows
from course.tui.console.fields import Buttons, button
from course.tui.console.reading import Reader, RefusedError, attempt

if TYPE_CHECKING:
    from course.tui.console.iam.user import UserPage


def parts(page: UserPage) -> list[Widget]:
    """What stands below the tabs."""
    manage = button(page.word(words.MANAGE), "manage", chief=True)
    return [
        Static("Sign-in credentials", classes="section"),
        *rows(lambda reader: _password(page, reader), page.reader, page.was),
        *rows(
            lambda reader: _devices(page, reader),
            page.reader,
            page.was,
            lambda fact: [manage] if fact[0] else [],
        ),
        Static(page.beside(words.MFA_DEVICE, words.MANAGE), classes="aside now"),
        Static(page.word(words.ACCESS_KEYS), classes="section"),
        *rows(lambda reader: _access_keys(page, reader), page.reader, page.was),
        Buttons(
            button(page.word(words.MANAGE_PASSWORD), "password"),
            button(page.word(words.CREATE_ACCESS_KEY), "create-access-key"),
        ),
    ]


def pressed(page: UserPage, name: str) -> None:
    """A button of the tab was pressed."""
    if name == "manage":
        devices = attempt(lambda: page.reader.devices(page.user_name))
        if isinstance(devices, RefusedError):
            page.refuse(devices.message)
        else:
            page.open("manage" if devices else "assign", page.user_name)


def _password(page: UserPage, reader: Reader) -> Sequence[Fact]:
    has = attempt(lambda: reader.has_password(page.user_name))
    text = f"not shown: {has.code}" if isinstance(has, RefusedError) else "Enabled" if has else "Disabled"
    return [(page.word(words.CONSOLE_PASSWORD), text)]


def _devices(page: UserPage, reader: Reader) -> Sequence[Fact]:
    label, devices = "MFA device", attempt(lambda: reader.devices(page.user_name))
    if isinstance(devices, RefusedError):
        return [(label, f"not shown: {devices.code}")]
    if not devices:
        return [(label, "No")]
    first, *others = (device.serial_number for device in devices)
    return [(label, first), *(("", serial) for serial in others)]


def _access_keys(page: UserPage, reader: Reader) -> Sequence[Fact]:
    keys = attempt(lambda: reader.access_keys(page.user_name))
    if isinstance(keys, RefusedError):
        return [("", f"not shown: {keys.code}")]
    return [("", f"{key_id}   {status}   {since}") for key_id, status, since in keys] or [("", "None")]
