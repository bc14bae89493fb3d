"""What the console's forms are made of."""

from __future__ import annotations

from dataclasses import dataclass
from textwrap import wrap
from typing import Any, ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget
from textual.widgets import Button, Input, Static

from course.tui.in_turn import focus, run_in_turn
from course.tui.keys.bindings import MOVING
from course.tui.phone.room import Device, grouped

CODE_DIGITS = 6


class PageButton(Button):
    """A button whose key stands in the line of keys while it has the focus."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "press", "press", tooltip="Press this button", id="press-button", group=MOVING)
    ]


def button(label: str, name: str, *, chief: bool = False) -> Button:
    """A one-line button; the page's handler knows it by `name`."""
    return PageButton(label, name=name, id=name, compact=True, classes="chief" if chief else "plain")


class AsCommand(Static):
    """What on a page does or tells the same as a command line, behind a word that says so."""

    def __init__(self, command: str, lead: str = "as a command   ", classes: str = "") -> None:
        super().__init__(f"{lead}{command}", classes=f"as-command {classes}", markup=False)
        self.command, self._lead = command, lead

    def show(self, command: str) -> None:
        """Show another command line."""
        self.command = command
        self.update(f"{self._lead}{command}")


class TextInput(Input):
    """A one-line box; enter leads on from it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "submit", "next", tooltip="On to the next box or button", id="next-box", group=MOVING)
    ]

    def __init__(self, **options: Any) -> None:
        super().__init__(compact=True, **options)

    async def on_key(self, event: events.Key) -> None:
        await run_in_turn(self, event)


class CodeInput(TextInput):
    """A box for a code. It takes digits and blanks, so that a code pasted as 492 039 goes in; letters stay keys."""

    def __init__(self, **options: Any) -> None:
        super().__init__(restrict=r"[0-9 ]*", max_length=16, placeholder="six digits", **options)

    @property
    def code(self) -> str:
        """The digits without blanks."""
        return self.value.replace(" ", "")

    @property
    def complete(self) -> bool:
        return len(self.code) == CODE_DIGITS

    def check_consume_key(self, key: str, character: str | None) -> bool:
        begun = 0 < len(self.code) < CODE_DIGITS
        return character is not None and (character.isdecimal() or (key == "space" and begun))

    def _on_key(self, event: events.Key) -> None:  # type: ignore[override]
        if event.is_printable and not self.check_consume_key(event.key, event.character):
            event.prevent_default()


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several: what it is called, what else it is called, and a line about it."""

    name: str
    label: str
    beside: str = ""
    about: str = ""


class RadioButtons(Widget, can_focus=True):
    """Radio buttons. Up and down choose, enter goes on, a click chooses."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "up", "move(-1)", "choose", key_display="↑↓", tooltip="The choice above", id="choice-above", group=MOVING
        ),
        Binding("down", "move(1)", show=False, tooltip="The choice below", id="choice-below", group=MOVING),
        Binding("enter", "submit", "next", show=False, tooltip="Go on with the choice", id="next-box", group=MOVING),
    ]
    COMPONENT_CLASSES: ClassVar[set[str]] = {"radio--mark", "radio--chosen", "radio--about"}

    chosen: reactive[int] = reactive(0)

    @dataclass
    class Submitted(Message):
        """The learner goes on with a choice."""

        name: str

    def __init__(self, *choices: Choice, **options: Any) -> None:
        super().__init__(**options)
        self.choices = choices

    @property
    def choice(self) -> Choice:
        return self.choices[self.chosen]

    def action_move(self, step: int) -> None:
        self.chosen = (self.chosen + step) % len(self.choices)

    def action_submit(self) -> None:
        self.post_message(self.Submitted(self.choice.name))

    def on_click(self, event: events.Click) -> None:
        place = event.get_content_offset(self)
        starts = self._starts()
        if place is not None:
            above = [number for number, start in enumerate(starts) if start <= place.y]
            self.chosen = above[-1] if above else 0

    def get_content_height(self, _container: Size, _viewport: Size, width: int) -> int:
        return sum(len(self._lines(choice, width)) for choice in self.choices)

    def render(self) -> Content:
        mark, chosen, quiet = (
            self.get_visual_style(f"radio--{part}", partial=True) for part in ("mark", "chosen", "about")
        )
        lines: list[Content] = []
        for number, choice in enumerate(self.choices):
            here = number == self.chosen
            for row, (label, beside) in enumerate(self._lines(choice, self.content_size.width)):
                sign = "    " if row else "(•) " if here else "( ) "
                lines.append(Content.assemble((sign, mark), (label, chosen if here else ""), (beside, quiet)))
        return Content("\n").join(lines)

    def _lines(self, choice: Choice, width: int) -> list[tuple[str, str]]:
        """A choice's lines behind its mark: what is told of the label, and what in a quieter colour."""
        room = max(width - len("(•) "), 10)
        lines = [(line, "") for line in wrap(choice.label, room)]
        if choice.beside and len(lines) == 1 and len(f"{choice.label}   {choice.beside}") <= room:
            lines = [(choice.label, f"   {choice.beside}")]
        else:
            lines += [("", line) for line in wrap(choice.beside, room)]
        return lines + [("", line) for line in wrap(choice.about, room)]

    def _starts(self) -> list[int]:
        starts, total = [], 0
        for choice in self.choices:
            starts.append(total)
            total += len(self._lines(choice, self.content_size.width))
        return starts


class Row(Horizontal):
    """A label and what belongs to it, on one line."""

    def __init__(self, label: str, *parts: Widget | str, classes: str = "") -> None:
        super().__init__(classes=f"row {classes}")
        self._label = label
        self._parts = parts

    def compose(self) -> ComposeResult:
        yield Static(self._label, classes="label", markup=False)
        for part in self._parts:
            yield part if isinstance(part, Widget) else Static(part, classes="value", markup=False)

    def on_click(self) -> None:
        """A click on the label goes into the box beside it."""
        for box in self.query(TextInput):
            focus(box)


class Buttons(Horizontal):
    """The buttons at the end of a form, the chief one last; arrows go from one to the next."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "left,up", "app.focus_previous", show=False, tooltip="The button before", id="button-before", group=MOVING
        ),
        Binding(
            "right,down", "app.focus_next", show=False, tooltip="The button after", id="button-after", group=MOVING
        ),
    ]


class CodeBoxes(Vertical):
    """Two boxes for two codes in a row."""

    def __init__(self, label1: str, label2: str) -> None:
        super().__init__()
        self._labels = label1, label2

    def compose(self) -> ComposeResult:
        for number, label in enumerate(self._labels, start=1):
            yield Static(label, classes="label", markup=False)
            yield CodeInput(name=f"code{number}")

    @property
    def codes(self) -> tuple[str, str]:
        """What the boxes hold, blanks left out."""
        first, second = self.query(CodeInput)
        return first.code, second.code


class PhoneLine(Static):
    """What the phone in view shows, in words, for a window in which the phone itself is a key away."""

    def __init__(self) -> None:
        super().__init__(markup=False)
        self._text = ""

    def show(self, device: Device | None, code: str | None) -> None:
        """Follow the phone; cheap where nothing changed."""
        text = _in_words(device, code) if device else ""
        if text != self._text:
            self._text = text
            self.update(text)


def _in_words(device: Device, code: str | None) -> str:
    if code is not None:
        return f"{device.title}   {grouped(code)}   {device.seconds_left} s left   c copies it"
    return f"{device.title}   {'no accounts yet' if device.readable else device.state}"
