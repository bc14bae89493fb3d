"""Managing the device that a user has: keep it, resynchronize it, deactivate it."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.widgets import Static

from course.tui.console import commands, words
from course.tui.console.assign import AssignPage
from course.tui.console.devices_page import DevicesPage
from course.tui.console.fields import Buttons, Choice, CodeBoxes, PhoneLine, RadioButtons, button
from course.tui.console.home import credentials_page
from course.tui.console.page import Page, PageName
from course.tui.console.reading import Device, RefusedError, named


class ManagedPage(DevicesPage):
    """A page about a device that a user has."""

    NAME: ClassVar[PageName] = "manage"


class ManagePage(ManagedPage):
    """What to do with it?"""

    def __init__(self, user_name: str) -> None:
        super().__init__(user_name)
        self._devices: tuple[Device, ...] = ()

    def compose(self) -> ComposeResult:
        try:
            self._devices = self.reader.devices(self.user_name)
        except RefusedError as refusal:
            yield Static(f"✗ {refusal.code}   {refusal.message}", classes="refused", markup=False)
            return
        yield Static(f"{words.MANAGE_WIZARD} of {named(self.user_name)}", classes="title", markup=False)
        if len(self._devices) == 1:
            yield Static(_about(self._devices[0]), classes="aside", markup=False)
        else:
            yield RadioButtons(
                *(Choice(device.serial_number, device.serial_number, about=_about(device)) for device in self._devices),
                classes="device",
            )
        yield RadioButtons(
            Choice("keep", words.KEEP),
            Choice(
                "resync", words.RESYNC, words.RESYNC_NOW, "Its codes are refused: AWS learns how far its clock is off."
            ),
            Choice("deactivate", words.DEACTIVATE, words.DEACTIVATE_NOW, "It is lost or broken: AWS forgets it."),
            Choice("another", words.ANOTHER, words.MANAGE_NOW, "Up to eight for one user, since November 2022."),
            classes="act",
        )
        yield Buttons(button(words.CANCEL, "cancel"), button(words.NEXT, "next", chief=True))

    def read_again(self) -> None:
        try:
            now = self.reader.devices(self.user_name)
        except RefusedError:
            now = ()
        if now != self._devices:
            self.replace_with(ManagePage(self.user_name) if now else credentials_page(self.user_name))

    def on_radio_buttons_submitted(self) -> None:
        self.go_on()

    def go_on(self) -> None:
        devices = self.query("RadioButtons.device").results(RadioButtons)
        device = next((self._devices[choices.chosen] for choices in devices), self._devices[0])
        match self.query_one("RadioButtons.act", RadioButtons).choice.name:
            case "resync":
                self.console.go(ResyncPage(self.user_name, device.serial_number))
            case "deactivate":
                self.console.go(DeactivatePage(self.user_name, device.serial_number))
            case "another":
                self.console.go(AssignPage(self.user_name))
            case _:
                self.leave()


class DevicePage(ManagedPage):
    """A page that does one thing to one device; it ends when the device is no longer the user's."""

    def __init__(self, user_name: str, serial_number: str) -> None:
        super().__init__(user_name)
        self.serial_number = serial_number

    def parent_page(self) -> Page | None:
        return ManagePage(self.user_name)

    def read_again(self) -> None:
        try:
            serials = {device.serial_number for device in self.reader.devices(self.user_name)}
        except RefusedError as refusal:
            self.refuse(refusal.message)
        else:
            if self.serial_number not in serials:
                self.finish(words.DEACTIVATED)


class ResyncPage(DevicePage):
    """Two codes that the device shows one after the other."""

    def compose(self) -> ComposeResult:
        yield Static(f"{words.RESYNC} of {named(self.user_name)}", classes="title", markup=False)
        yield Static(self.serial_number, classes="aside", markup=False)
        yield Static(
            "Enter the code that the device shows now, wait until it shows the next one, and enter that too.",
            classes="text",
        )
        yield PhoneLine()
        yield CodeBoxes(words.CODE_1, words.CODE_2)
        yield Static(f"today: {words.CODES_NOW}, {words.RESYNC_NOW}", classes="aside now")
        yield Buttons(button(words.CANCEL, "cancel"), button("Resynchronize", "resync", chief=True))

    def go_on(self) -> None:
        self.issue_with_codes("resync-mfa-device", self.serial_number, words.RESYNCHRONIZED)


class DeactivatePage(DevicePage):
    """Are you sure?"""

    def compose(self) -> ComposeResult:
        yield Static(f"{words.DEACTIVATE} of {named(self.user_name)}?", classes="title", markup=False)
        yield Static(self.serial_number, classes="aside", markup=False)
        yield Static(
            f"From then on {named(self.user_name)} signs in with the password alone, until another device is assigned. "
            "Whoever knows the password is in.",
            classes="text",
            markup=False,
        )
        yield Buttons(button(words.CANCEL, "cancel"), button("Yes, deactivate", "deactivate", chief=True))

    def go_on(self) -> None:
        self.issue(commands.deactivate(self.user_name, self.serial_number), self.finishing(words.DEACTIVATED))


def _about(device: Device) -> str:
    return f"{device.kind} device {device.serial_number}, since {device.since}"
