"""Pages that are filled in: a row of buttons at the end, Cancel and the chief one."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.widget import Widget
from textual.widgets import Button, Input, Static

from course.tui.console import words
from course.tui.console.fields import AsCommand, Buttons, button
from course.tui.console.page import Page
from course.tui.console.routes import Address
from course.tui.in_turn import focus


class FormPage(Page):
    """A form: Cancel and escape lead to the page above, the chief button goes on."""

    def buttons(self, chief: str, *others: Widget, name: str = "go-on") -> Buttons:
        """The form's row of buttons: Cancel, the page's own, and the chief one called `chief`."""
        return Buttons(button(self.word(words.CANCEL), "cancel"), *others, button(chief, name, chief=True))

    def back(self) -> Buttons:
        """The row of a form in which there is nothing to be done: Cancel alone."""
        return Buttons(button(self.word(words.CANCEL), "cancel"))

    def go_on(self) -> None:
        """The chief button was pressed."""
        raise NotImplementedError

    def cancel(self) -> None:
        """Cancel was pressed."""
        self.leave()

    def on_button_pressed(self, event: Button.Pressed) -> None:
        event.stop()
        if event.button.name == "cancel":
            self.cancel()
        elif event.button.has_class("chief"):
            self.go_on()

    def value(self, name: str) -> str:
        """What the box of that name holds, without blanks at its ends."""
        return next(box.value.strip() for box in self.query(Input) if box.name == name)

    def needed(self, name: str, refusal: str) -> str | None:
        """What the box of that name holds; where it is empty, say `refusal` and go to the box."""
        value = self.value(name)
        if not value:
            self.refuse(refusal)
            focus(next(box for box in self.query(Input) if box.name == name))
        return value or None


class ConfirmPage(FormPage):
    """Are you sure? The question, what follows from it, and the command line that it stands for."""

    def __init__(self, question: str, about: str, line: str, done: str, *back: str) -> None:
        """`done` is said once the line has run, on the page at `back`: its name, and what it is about."""
        super().__init__()
        self._question, self._about, self._line, self._done = question, about, line, done
        self._back = Address(back[0], back[1:])

    @property
    def crumbs(self) -> tuple[str, ...]:
        about = [name.rpartition("/")[2] if name.startswith("arn:") else name for name in self._back.about[:1]]
        return (*about, self.word(words.ARE_YOU_SURE))

    @property
    def above(self) -> Address | None:
        return self._back

    def compose(self) -> ComposeResult:
        yield Static(self._question, classes="title", markup=False)
        yield Static(self._about, classes="text", markup=False)
        yield AsCommand(self._line)
        yield self.buttons(self.word(words.YES))

    def go_on(self) -> None:
        self.issue(self._line, self.finishing(self._done))
