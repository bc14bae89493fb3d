"""The tab of a user's page with the password, the MFA devices and the access keys."""

from __future__ import annotations

from collections.abc import Sequence

from textual.widget import Widget
from textual.widgets import Static

from course.reading.commands import aws
from course.reading.reader import Reader, RefusedError, attempt
from course.tui.console import words
from course.tui.console.facts import Fact, rows
from course.tui.console.fields import Buttons, button
from course.tui.console.tabbed import Tab


class UserCredentials(Tab):
    """Console password, MFA devices and access keys of the page's user."""

    @property
    def command(self) -> str:
        return aws("list-mfa-devices", user_name=self.subject)

    def parts(self) -> Sequence[Widget]:
        page = self.page
        manage = button(page.word(words.MANAGE), "manage", chief=True)
        password = button(page.word(words.MANAGE_PASSWORD), "password")
        keys = attempt(lambda: page.reader.access_keys(self.subject))
        some_keys = bool(keys) and not isinstance(keys, RefusedError)
        return [
            Static(self.word(words.SIGN_IN_CREDENTIALS), classes="section"),
            *rows(self._password, page.reader, page.was, lambda _: [password]),
            *rows(self._devices, page.reader, page.was, lambda fact: [manage] if fact[0] else []),
            Static(page.beside(words.MFA_DEVICE, words.MANAGE), classes="aside now"),
            Static(page.word(words.ACCESS_KEYS), classes="section"),
            *rows(self._access_keys, page.reader, page.was),
            Buttons(
                button(page.word(words.CREATE_ACCESS_KEY), "create-access-key"),
                *([button(page.word(words.MANAGE_ACCESS_KEYS), "access-keys")] if some_keys else []),
                button(page.word(words.DELETE_USER), "delete-user"),
            ),
        ]

    def pressed(self, name: str) -> None:
        match name:
            case "manage":
                devices = attempt(lambda: self.page.reader.devices(self.subject))
                if isinstance(devices, RefusedError):
                    self.page.refuse(devices.message)
                else:
                    self.page.open("manage" if devices else "assign", self.subject)
            case "password" | "create-access-key" | "access-keys" | "delete-user":
                self.page.open(name, self.subject)

    def _password(self, reader: Reader) -> Sequence[Fact]:
        has = attempt(lambda: reader.has_password(self.subject))
        text = f"not shown: {has.code}" if isinstance(has, RefusedError) else "Enabled" if has else "Disabled"
        return [(self.page.word(words.CONSOLE_PASSWORD), text)]

    def _devices(self, reader: Reader) -> Sequence[Fact]:
        label, devices = self.word(words.MFA_COLUMN), attempt(lambda: reader.devices(self.subject))
        if isinstance(devices, RefusedError):
            if devices.is_gone:
                raise devices
            return [(label, f"not shown: {devices.code}")]
        if not devices:
            return [(label, "No")]
        first, *others = (device.serial_number for device in devices)
        return [(label, first), *(("", serial) for serial in others)]

    def _access_keys(self, reader: Reader) -> Sequence[Fact]:
        keys = attempt(lambda: reader.access_keys(self.subject))
        if isinstance(keys, RefusedError):
            if keys.is_gone:
                raise keys
            return [("", f"not shown: {keys.code}")]
        return [("", f"{key_id}   {status}   {since}") for key_id, status, since in keys] or [("", "None")]
