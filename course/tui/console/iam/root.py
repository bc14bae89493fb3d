"""The root user's own security page."""

from __future__ import annotations

from collections.abc import Sequence

from textual.widget import Widget
from textual.widgets import Static

from course.reading.commands import aws
from course.reading.reader import RefusedError
from course.reading.session import signed_in
from course.tui.console import words
from course.tui.console.details_page import DetailsPage
from course.tui.console.fields import Row, button
from sim.account import ROOT


class RootPage(DetailsPage):
    """The root user's credentials, for the root user; for others, what AWS tells them."""

    @property
    def crumbs(self) -> tuple[str, ...]:
        return ("IAM", self.word(words.ROOT_USER), self.word(words.ROOTS_CREDENTIALS))

    @property
    def command(self) -> str:
        return aws("list-mfa-devices")

    def pressed(self, name: str) -> None:
        if name == "manage":
            self.open("manage" if self.world.account.root.mfa_devices else "assign", ROOT)

    def details(self) -> Sequence[Widget]:
        account, user = self.world.account, signed_in(self.world)
        parts: list[Widget] = [
            Static(self.word(words.ROOT_USER), classes="title"),
            Static(f"{account.root_arn}   owner of account {account.account_id}", classes="aside", markup=False),
            Static(self.word(words.SIGN_IN_CREDENTIALS), classes="section"),
        ]
        if user is None or not user.is_root:
            return [
                *parts,
                Static(
                    "Only the root user sees the root user's credentials. Sign out, and sign in with the root user's "
                    "email address.",
                    classes="text",
                ),
            ]
        try:
            devices = self.reader.devices(None)
        except RefusedError as refusal:
            return [*parts, self.refused(refusal)]
        count = f"{len(devices)} assigned" if devices else "No"
        return [
            *parts,
            Row(self.word(words.EMAIL_ADDRESS), account.root.email),
            Row(self.word(words.CONSOLE_PASSWORD), "Enabled"),
            Row(self.word(words.MFA_COLUMN), count, button(self.word(words.MANAGE), "manage", chief=True)),
            *(Static(f"{device.kind} {device.serial_number}", classes="aside", markup=False) for device in devices),
            Static(
                "The root user can do everything, so AWS wants MFA here first of all, and for nothing else should the "
                "root user sign in. Its device is assigned in the console only, never by the CLI or the API.",
                classes="text",
            ),
        ]
