"""The wizard's page with the QR code, the secret and two boxes for codes."""

from __future__ import annotations

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.geometry import Size
from textual.widgets import Static

from course.reading import commands
from course.reading.reader import RefusedError, words_of
from course.tui.console import words
from course.tui.console.fields import Buttons, CodeBoxes, PhoneLine, button
from course.tui.console.home import credentials_page
from course.tui.console.mfa.devices_page import DevicesPage
from course.tui.keys.bindings import in_prose, key_of
from course.tui.messages import DeviceWanted
from course.tui.phone.phone import Phone
from course.tui.widgets.qr_code import QrCode, fitting, secret_groups
from sim.world import Outcome

FORM_WIDTH = 25
"""The columns that the form takes beside the code."""


class VirtualPage(DevicesPage):
    """For a device that has been made and is nobody's yet; `picture` is the world's file with its QR code."""

    def __init__(self, user_name: str, serial_number: str, picture: str) -> None:
        super().__init__(user_name)
        self.serial_number = serial_number
        self._picture = picture

    @property
    def qr_uri(self) -> str | None:
        """What the QR code says."""
        file = self.world.files.get(self._picture)
        return file.otpauth if file else None

    def device_wanted(self) -> DeviceWanted:
        return DeviceWanted(self.user_name, "phone", self.serial_number)

    def compose(self) -> ComposeResult:
        with Horizontal(classes="scan"):
            yield QrCode()
            with Vertical(classes="form"):
                yield Static(classes="how", markup=False)
                yield Static(classes="secret", markup=False)
                yield PhoneLine()
                yield CodeBoxes(self.word(words.CODE_1), self.word(words.CODE_2))
                yield Static(self.beside(words.CODES, words.ACTIVATE), classes="aside")
                yield Buttons(
                    button(self.word(words.ACTIVATE), "activate", chief=True),
                    button(self.word(words.CANCEL), "cancel"),
                )

    def on_mount(self) -> None:
        self._show_code()

    def on_resize(self, event: events.Resize) -> None:
        self._show_code(event.size)

    def tick(self) -> None:
        super().tick()
        self._say_how()

    def read_again(self) -> None:
        try:
            if any(device.serial_number == self.serial_number for device in self.reader.devices(self.user_name)):
                self.finish(self.word(words.ASSOCIATED), credentials_page(self.user_name))
            elif self.serial_number not in self.reader.unassigned():
                self.open("notice", self.user_name, keep_banner=True)
        except RefusedError as refusal:
            self.refuse(refusal.message)

    def go_on(self) -> None:
        self.issue_with_codes("enable-mfa-device", self.serial_number, self.word(words.ASSOCIATED))

    def cancel(self) -> None:
        self.leave()

    def leave(self) -> None:
        self.issue(commands.delete_device(self.serial_number), self._given_up)

    def _given_up(self, outcome: Outcome) -> None:
        if outcome.status:
            self.refuse(words_of(outcome))
        else:
            self.say("The unfinished device was deleted. Undo brings it back.")
        self.open(*credentials_page(self.user_name), keep_banner=True)

    def _show_code(self, size: Size | None = None) -> None:
        uri = self.qr_uri
        room = (size or self.size) - (FORM_WIDTH, 0)
        form = fitting(uri, Size(*room)) if uri else None
        code = self.query_one(QrCode)
        code.uri = form or ""
        code.display = form is not None
        self.set_class(form is None, "-alone")
        groups = secret_groups(uri) if uri else []
        across = 4 if form else 8
        lines = [" ".join(groups[start : start + across]) for start in range(0, len(groups), across)]
        self.query_one(".secret", Static).update("\n".join(lines))
        self._say_how()

    def _say_how(self) -> None:
        """Say how the code gets into the phone in view; of one that cannot be read, what to do first."""
        phone = next(iter(self.screen.query(Phone)), None)  # a lesson that opens makes it after the console
        device, how = phone.device if phone is not None else None, self.query_one(".how", Static)
        if device is not None and device.kind == "token":
            where = "A token scans nothing. Press p for a phone."
        elif device is not None and not device.readable:
            name, act = ("lose", "finds it") if device.change else ("new-phone", "gets a new one")
            where = f"{device.title} is {device.state}. There {key_of(self.app, Phone, name)} {act}."
        elif self.query_one(QrCode).display:
            where = "Scan this code with the phone: press s."
        else:
            where = "Press q for the QR code, s to scan it."
        text = f"{in_prose(where, self)}\nOr type the secret key:"
        if str(how.content) != text:
            how.update(text)
