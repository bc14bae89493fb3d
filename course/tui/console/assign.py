"""The wizard that gives a user an MFA device: which kind, the notice, then the page for that kind."""

from __future__ import annotations

from itertools import chain, count
from typing import ClassVar

from textual.app import ComposeResult
from textual.widgets import Button, Input, Static

from course.tui.console import commands, words
from course.tui.console.devices_page import DevicesPage
from course.tui.console.fields import Buttons, Choice, CodeBoxes, PhoneLine, RadioButtons, Row, TextInput, button
from course.tui.console.page import Page, PageName
from course.tui.console.reading import RefusedError, named, words_of
from sim.account import ROOT
from sim.world import Outcome


class WizardPage(DevicesPage):
    """A page of the wizard."""

    NAME: ClassVar[PageName] = "assign"


class AssignPage(WizardPage):
    """A virtual or a hardware device?"""

    def compose(self) -> ComposeResult:
        yield Static(f"{words.MANAGE_WIZARD} for {named(self.user_name)}", classes="title", markup=False)
        yield Static("Which type of MFA device should it be?", classes="text")
        yield RadioButtons(
            Choice("virtual", words.VIRTUAL, words.VIRTUAL_NOW, "An app on a phone shows the codes."),
            Choice("hardware", words.HARDWARE, words.HARDWARE_NOW, "A key fob with a display shows the codes."),
        )
        yield Buttons(button(words.CANCEL, "cancel"), button(words.NEXT, "next", chief=True))

    def on_radio_buttons_submitted(self) -> None:
        self.go_on()

    def go_on(self) -> None:
        virtual = self.query_one(RadioButtons).choice.name == "virtual"
        self.console.go(NoticePage(self.user_name) if virtual else HardwarePage(self.user_name))


class NoticePage(WizardPage):
    """What has to be there first; going on makes the virtual device."""

    def __init__(self, user_name: str) -> None:
        super().__init__(user_name)
        self._device_name = ""

    def compose(self) -> ComposeResult:
        yield Static(f"{words.MANAGE_WIZARD} for {named(self.user_name)}", classes="title", markup=False)
        yield Static(words.INSTALL_NOTICE, classes="text")
        yield Static(words.ONE_DEVICE_NOTICE, classes="aside")
        yield Buttons(
            button(words.CANCEL, "cancel"),
            button(words.DELETE_HALF_DONE, "delete"),
            button(words.NEXT, "next", chief=True),
        )

    def on_mount(self) -> None:
        self._device_name = self._free_name()
        self._offer_delete(offered=False)

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """Beside what every page does."""
        event.stop()
        if event.button.name == "delete":
            self.issue(commands.delete_device(self._serial_number), self._deleted)

    def go_on(self) -> None:
        self.issue(commands.create_device(self._device_name, self._picture), self._created)

    def parent_page(self) -> Page | None:
        return AssignPage(self.user_name)

    @property
    def _serial_number(self) -> str:
        return self.world.account.arn(f"mfa/{self._device_name}")

    @property
    def _picture(self) -> str:
        return f"{self._device_name}.png"

    def _free_name(self) -> str:
        """The user's own name, as the console of the video took it, or with a number where a device in use has that."""
        try:
            taken = {device.serial_number for device in self.reader.devices(self.user_name)}
        except RefusedError:
            taken = set()
        name = "root-account-mfa-device" if self.user_name == ROOT else self.user_name
        names = chain([name], (f"{name}-{number}" for number in count(2)))
        return next(name for name in names if self.world.account.arn(f"mfa/{name}") not in taken)

    def _created(self, outcome: Outcome) -> None:
        from course.tui.console.virtual import VirtualPage

        if not outcome.status:
            self.replace_with(VirtualPage(self.user_name, self._serial_number, self._picture))
            return
        error = outcome.call.error if outcome.call else None
        taken = error is not None and error["Code"] == "EntityAlreadyExists"
        self.refuse(f"{words_of(outcome)} {words.HALF_DONE}" if taken else words_of(outcome))
        self._offer_delete(offered=taken)

    def _deleted(self, outcome: Outcome) -> None:
        if outcome.status:
            self.refuse(words_of(outcome))
            return
        self.say("The half-made device is gone. Next makes a new one.")
        self._offer_delete(offered=False)
        self.query_one("Button.chief").focus()

    def _offer_delete(self, *, offered: bool) -> None:
        [delete] = [found for found in self.query(Button) if found.name == "delete"]
        delete.display = offered
        if offered:
            delete.focus()


class HardwarePage(WizardPage):
    """The serial number on the token's back and two codes that it shows."""

    def compose(self) -> ComposeResult:
        yield Static(f"{words.MANAGE_WIZARD} for {named(self.user_name)}", classes="title", markup=False)
        yield Static(
            "The serial number stands on the back of the token. AWS knows the secret of the tokens made for it.",
            classes="text",
        )
        yield Row(words.SERIAL_NUMBER, TextInput(name="serial"))
        yield PhoneLine()
        yield CodeBoxes(words.CODE_1, words.CODE_2)
        yield Static(
            f"today: {words.CODES_NOW}. The second code is the one that the token shows next.", classes="aside"
        )
        yield Buttons(button(words.CANCEL, "cancel"), button(words.NEXT, "next", chief=True))

    def go_on(self) -> None:
        serial = self.query_one("TextInput", Input).value.strip()
        if serial:
            self.issue_with_codes("enable-mfa-device", serial, words.ASSOCIATED)
        else:
            self.refuse("The serial number is needed.")

    def parent_page(self) -> Page | None:
        return AssignPage(self.user_name)
