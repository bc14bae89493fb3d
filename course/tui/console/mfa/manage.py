"""Managing the device that a user has: keep it, resynchronize it, deactivate it."""

from __future__ import annotations

from typing import Literal

from textual.app import ComposeResult
from textual.widgets import Static

from course.reading import commands
from course.reading.reader import Device, RefusedError, attempt
from course.tui.console import words
from course.tui.console.fields import Choice, CodeBoxes, PhoneLine, RadioButtons
from course.tui.console.home import credentials_page, named
from course.tui.console.mfa.devices_page import DevicesPage
from course.tui.console.routes import Address, at
from course.tui.messages import DeviceWanted


class ManagePage(DevicesPage):
    """What to do with it?"""

    def __init__(self, user_name: str) -> None:
        super().__init__(user_name)
        self._devices: tuple[Device, ...] = ()

    def compose(self) -> ComposeResult:
        devices = attempt(lambda: self.reader.devices(self.user_name))
        if not devices:
            devices = RefusedError("NoSuchEntity", f"{named(self.user_name)} has no MFA device.")
        if isinstance(devices, RefusedError):
            yield self.refused(devices)
            yield self.back()
            return
        self._devices = devices
        yield Static(f"{self.word(words.MANAGE_WIZARD)} of {named(self.user_name)}", classes="title", markup=False)
        if len(self._devices) == 1:
            yield Static(_about(self._devices[0]), classes="aside", markup=False)
        else:
            yield RadioButtons(
                *(Choice(device.serial_number, device.serial_number, about=_about(device)) for device in self._devices),
                classes="device",
            )
        yield RadioButtons(
            self.choice("keep", words.KEEP),
            self.choice("resync", words.RESYNC, "Its codes are refused: AWS learns how far its clock is off."),
            self.choice("deactivate", words.DEACTIVATE, "It is lost or broken: AWS forgets it."),
            self.choice("another", words.ANOTHER, "Up to eight for one user, since November 2022."),
            classes="act",
        )
        yield self.buttons(self.word(words.NEXT), name="next")

    def read_again(self) -> None:
        try:
            now = self.reader.devices(self.user_name)
        except RefusedError:
            now = ()
        if now != self._devices:
            self.open(*(self.address if now else credentials_page(self.user_name)), keep_banner=True)

    def on_radio_buttons_submitted(self) -> None:
        self.go_on()

    def go_on(self) -> None:
        devices = self.query("RadioButtons.device").results(RadioButtons)
        device = next((self._devices[choices.chosen] for choices in devices), self._devices[0])
        match self.query_one("RadioButtons.act", RadioButtons).choice.name:
            case "resync":
                self.open("resync", (self.user_name, device.serial_number))
            case "deactivate":
                self.open("deactivate", (self.user_name, device.serial_number))
            case "another":
                self.open("assign", self.user_name)
            case _:
                self.leave()


class DevicePage(DevicesPage):
    """A page that does one thing to one device; it ends when the device is no longer the user's."""

    def __init__(self, user_name: str, serial_number: str) -> None:
        super().__init__(user_name)
        self.serial_number = serial_number

    @property
    def above(self) -> Address | None:
        return at("manage", self.user_name)

    def device_wanted(self) -> DeviceWanted:
        kind: Literal["phone", "token"] = "phone" if self.serial_number.startswith("arn:") else "token"
        return DeviceWanted(self.user_name, kind, self.serial_number)

    def read_again(self) -> None:
        try:
            serials = {device.serial_number for device in self.reader.devices(self.user_name)}
        except RefusedError as refusal:
            self.refuse(refusal.message)
        else:
            if self.serial_number not in serials:
                self.finish(self.word(words.DEACTIVATED), credentials_page(self.user_name))


class ResyncPage(DevicePage):
    """Two codes that the device shows one after the other."""

    def compose(self) -> ComposeResult:
        yield Static(f"{self.word(words.RESYNC_OF)} {named(self.user_name)}", classes="title", markup=False)
        yield Static(self.serial_number, classes="aside", markup=False)
        yield Static(
            "Enter the code that the device shows now, wait until it shows the next one, and enter that too.",
            classes="text",
        )
        yield PhoneLine()
        yield CodeBoxes(self.word(words.CODE_1), self.word(words.CODE_2))
        yield Static(self.beside(words.CODES, words.RESYNC), classes="aside now")
        yield self.buttons(self.word(words.RESYNC_BUTTON), name="resync")

    def go_on(self) -> None:
        self.issue_with_codes("resync-mfa-device", self.serial_number, self.word(words.RESYNCHRONIZED))


class DeactivatePage(DevicePage):
    """Are you sure?"""

    def compose(self) -> ComposeResult:
        yield Static(f"{self.word(words.DEACTIVATE_OF)} {named(self.user_name)}?", classes="title", markup=False)
        yield Static(self.serial_number, classes="aside", markup=False)
        yield Static(
            f"From then on {named(self.user_name)} signs in with the password alone, until another device is assigned. "
            "Whoever knows the password is in.",
            classes="text",
            markup=False,
        )
        yield self.buttons(self.word(words.YES_DEACTIVATE), name="deactivate")

    def go_on(self) -> None:
        done = self.finishing(self.word(words.DEACTIVATED), credentials_page(self.user_name))
        self.issue(commands.deactivate(self.user_name, self.serial_number), done)


def _about(device: Device) -> str:
    return f"{device.kind} device {device.serial_number}, since {device.since}"
