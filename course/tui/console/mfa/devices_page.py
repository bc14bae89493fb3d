"""What the pages about a user's MFA devices have in common."""

from __future__ import annotations

from course.reading import commands
from course.tui.console import words
from course.tui.console.fields import CodeBoxes, CodeInput
from course.tui.console.form import FormPage
from course.tui.console.home import credentials_page, crumbs_of
from course.tui.console.routes import Address
from course.tui.in_turn import focus


class DevicesPage(FormPage):
    """A page about the MFA devices of one user."""

    def __init__(self, user_name: str) -> None:
        super().__init__()
        self.user_name: str = user_name

    @property
    def crumbs(self) -> tuple[str, ...]:
        return (*crumbs_of(self, self.user_name), self.word(words.MANAGE_WIZARD))

    @property
    def above(self) -> Address | None:
        return credentials_page(self.user_name)

    def cancel(self) -> None:
        """The wizard closes, on whichever of its pages; escape goes one page back."""
        self.open(*credentials_page(self.user_name))

    def try_again(self) -> None:
        """Where both boxes hold the same code, the second waits for the next one."""
        boxes = [box for box in self.query(CodeInput) if box.display]
        if len(boxes) == 2 and boxes[0].complete and boxes[0].code == boxes[1].code:
            focus(boxes[1])
        else:
            super().try_again()

    def issue_with_codes(self, command: str, serial_number: str, text: str) -> None:
        """Run `command` for a device with both codes, where they are there, and end with `text`."""
        boxes = self.query_one(CodeBoxes)
        if self.codes_ready(boxes):
            line = commands.with_codes(command, self.user_name, serial_number, *boxes.codes)
            self.issue(line, self.finishing(text, credentials_page(self.user_name)))
