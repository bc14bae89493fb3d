"""A question with yes or no, asked before anything is given up."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.widgets import Button, Static

from course.tui.in_turn import focus
from course.tui.keys.bindings import MOVING
from course.tui.keys.key_bar import KeyBar
from course.tui.screens.window import Window


class Confirm(Window[bool]):
    """Asks `question`; `detail` says what would happen. Escape means no."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "answer(True)", "yes", tooltip="Yes, do it", id="yes", group=MOVING),
        Binding("n", "answer(False)", "no", tooltip="No, go back", id="no", group=MOVING),
        Binding("escape", "answer(False)", show=False, tooltip="No, go back", id="close", group=MOVING),
        Binding("left", "app.focus_previous", show=False, tooltip="The other answer", id="button-before", group=MOVING),
        Binding("right", "app.focus_next", show=False, tooltip="The other answer", id="button-after", group=MOVING),
    ]

    DEFAULT_CSS = """
    Confirm { align: center middle; background: $background 60%; }
    Confirm > Vertical {
        width: 64; max-width: 96%; height: auto; padding: 1 2; background: $surface; border: round $border-blurred;
    }
    Confirm Static { height: auto; }
    Confirm .detail { color: $quiet; margin: 1 0; }
    Confirm Horizontal { height: auto; align-horizontal: right; }
    Confirm Button { margin-left: 2; }
    """

    def __init__(self, question: str, detail: str, *, yes: str = "yes", no: str = "no, go back") -> None:
        super().__init__()
        self.question, self.detail, self.yes, self.no = question, detail, yes, no

    def compose(self) -> ComposeResult:
        with Vertical():
            yield Static(self.question, markup=False)
            yield Static(self.detail, classes="detail", markup=False)
            with Horizontal():
                yield Button(f"{self.yes}  y", id="yes", compact=True)
                yield Button(f"{self.no}  n", id="no", compact=True)
        yield KeyBar()

    def on_mount(self) -> None:
        focus(self.query_one("#no"))

    def on_button_pressed(self, event: Button.Pressed) -> None:
        self.dismiss(event.button.id == "yes")

    def action_answer(self, sure: bool) -> None:
        self.dismiss(sure)
