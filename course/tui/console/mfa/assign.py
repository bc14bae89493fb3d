"""The wizard that gives a user an MFA device: which kind, the notice, then the page for that kind."""

from __future__ import annotations

from itertools import chain, count

from textual.app import ComposeResult
from textual.widgets import Button, Input, Static

from course.reading import commands
from course.reading.findings import ROOTS_DEVICE
from course.reading.reader import RefusedError, words_of
from course.tui.console import words
from course.tui.console.fields import CodeBoxes, PhoneLine, RadioButtons, Row, TextInput, button
from course.tui.console.home import named
from course.tui.console.mfa.devices_page import DevicesPage
from course.tui.console.routes import Address, at
from course.tui.in_turn import focus
from course.tui.messages import DeviceWanted
from sim.account import ROOT
from sim.world import Outcome


class AssignPage(DevicesPage):
    """A virtual or a hardware device?"""

    def compose(self) -> ComposeResult:
        yield Static(f"{self.word(words.MANAGE_WIZARD)} for {named(self.user_name)}", classes="title", markup=False)
        yield Static("Which type of MFA device should it be?", classes="text")
        yield RadioButtons(
            self.choice("virtual", words.VIRTUAL, "An app on a phone shows the codes."),
            self.choice("hardware", words.HARDWARE, "A key fob with a display shows the codes."),
        )
        yield self.buttons(self.word(words.NEXT), name="next")

    def on_radio_buttons_submitted(self) -> None:
        self.go_on()

    def go_on(self) -> None:
        virtual = self.query_one(RadioButtons).choice.name == "virtual"
        self.open("notice" if virtual else "hardware", self.user_name)


class NoticePage(DevicesPage):
    """What has to be there first; going on makes the virtual device.

    Today's console asks what to call it. That of the video took the user's name, and did not ask.
    """

    def __init__(self, user_name: str) -> None:
        super().__init__(user_name)
        self._device_name = ""

    def compose(self) -> ComposeResult:
        self._device_name = self._free_name()
        yield Static(f"{self.word(words.MANAGE_WIZARD)} for {named(self.user_name)}", classes="title", markup=False)
        yield Static(self.word(words.INSTALL_NOTICE), classes="text")
        yield Static(self.word(words.ONE_DEVICE_NOTICE), classes="aside")
        if self._asks_name:
            yield Row(self.word(words.DEVICE_NAME), TextInput(value=self._device_name, name="device-name"))
        yield self.buttons(self.word(words.NEXT), button(self.word(words.DELETE_HALF_DONE), "delete"), name="next")

    def on_mount(self) -> None:
        self._offer_delete(offered=False)

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """Beside what every page does."""
        event.stop()
        if event.button.name == "delete":
            self.issue(commands.delete_device(self._serial_number), self._deleted)

    def go_on(self) -> None:
        if self._asks_name:
            name = self.needed("device-name", "A name for the device is needed.")
            if name is None:
                return
            self._device_name = name
        self.issue(commands.create_device(self._device_name, self._picture), self._created)

    @property
    def above(self) -> Address | None:
        return at("assign", self.user_name)

    @property
    def _asks_name(self) -> bool:
        return self.console.era == "today"

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
        name = ROOTS_DEVICE if self.user_name == ROOT else self.user_name
        names = chain([name], (f"{name}-{number}" for number in count(2)))
        return next(name for name in names if self.world.account.arn(f"mfa/{name}") not in taken)

    def _created(self, outcome: Outcome) -> None:
        if not outcome.status:
            self.open("virtual", (self.user_name, self._serial_number, self._picture), keep_banner=True)
            return
        error = outcome.call.error if outcome.call else None
        taken = error is not None and error["Code"] == "EntityAlreadyExists"
        self.refuse(f"{words_of(outcome)} {self.word(words.HALF_DONE)}" if taken else words_of(outcome))
        self._offer_delete(offered=taken)

    def _deleted(self, outcome: Outcome) -> None:
        if outcome.status:
            self.refuse(words_of(outcome))
            return
        self.say("The half-made device is gone. Next makes a new one.")
        self._offer_delete(offered=False)
        focus(self.query_one("Button.chief"))

    def _offer_delete(self, *, offered: bool) -> None:
        [delete] = [found for found in self.query(Button) if found.name == "delete"]
        delete.display = offered
        if offered:
            focus(delete)


class HardwarePage(DevicesPage):
    """The serial number on the token's back and two codes that it shows."""

    def compose(self) -> ComposeResult:
        yield Static(f"{self.word(words.MANAGE_WIZARD)} for {named(self.user_name)}", classes="title", markup=False)
        yield Static(
            "The serial number stands on the back of the token. AWS knows the secret of the tokens made for it.",
            classes="text",
        )
        yield Row(self.word(words.SERIAL_NUMBER), TextInput(name="serial"))
        yield PhoneLine()
        yield CodeBoxes(self.word(words.CODE_1), self.word(words.CODE_2))
        yield Static(
            f"{self.beside(words.CODES)}. The second code is the one that the token shows next.", classes="aside"
        )
        yield self.buttons(self.word(words.NEXT), name="next")

    def device_wanted(self) -> DeviceWanted:
        return DeviceWanted(self.user_name, "token")

    def on_input_changed(self, event: Input.Changed) -> None:
        """A token whose number has been typed is the one to read, whoever holds it."""
        serial = event.value.strip()
        held = (token.serial_number for person in self.world.people.values() for token in person.tokens)
        if event.input.name == "serial" and serial in held:
            self.post_message(DeviceWanted(self.user_name, "token", serial))

    def go_on(self) -> None:
        serial = self.needed("serial", "The serial number is needed.")
        if serial:
            self.issue_with_codes("enable-mfa-device", serial, self.word(words.ASSOCIATED))

    @property
    def above(self) -> Address | None:
        return at("assign", self.user_name)
