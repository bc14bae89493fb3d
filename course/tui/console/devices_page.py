"""What the pages about a user's MFA devices have in common."""

from __future__ import annotations

from typing import ClassVar

from textual.widgets import Button

from course.tui.console import commands, words
from course.tui.console.fields import CodeBoxes, CodeInput
from course.tui.console.home import credentials_page, crumbs_of
from course.tui.console.page import Page, PageName, Then
from course.tui.console.reading import words_of
from sim.world import Outcome


class DevicesPage(Page):
    """A page about the MFA devices of one user, with a row of buttons: Cancel, and the chief one to go on."""

    NAME: ClassVar[PageName]

    def __init__(self, user_name: str) -> None:
        super().__init__()
        self.user_name: str = user_name

    @property
    def crumbs(self) -> tuple[str, ...]:
        return (*crumbs_of(self.user_name), words.MANAGE_WIZARD)

    def parent_page(self) -> Page | None:
        return credentials_page(self.user_name)

    def go_on(self) -> None:
        """The chief button was pressed."""
        raise NotImplementedError

    def on_button_pressed(self, event: Button.Pressed) -> None:
        event.stop()
        if event.button.name == "cancel":
            self.leave()
        elif event.button.has_class("chief"):
            self.go_on()

    def finish(self, text: str) -> None:
        """Done: say so on the user's page."""
        self.say(text)
        self.replace_with(credentials_page(self.user_name))

    def finishing(self, text: str) -> Then:
        """What to do with the outcome of the page's last line: tell a refusal, else end with `text`."""

        def then(outcome: Outcome) -> None:
            if outcome.status:
                self.refuse(words_of(outcome))
                for box in self.query(CodeInput).results(CodeInput):
                    box.focus()
                    break
            else:
                self.finish(text)

        return then

    def issue_with_codes(self, command: str, serial_number: str, text: str) -> None:
        """Run `command` for a device with both codes, where they are there, and end with `text`."""
        boxes = self.query_one(CodeBoxes)
        if self.codes_ready(boxes):
            line = commands.with_codes(command, self.user_name, serial_number, *boxes.codes)
            self.issue(line, self.finishing(text))
