"""A question with yes or no, asked before anything is given up."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.screen import ModalScreen
from textual.widgets import Button, Static

from course.tui.widgets.key_bar import KeyBar


class Confirm(ModalScreen[bool]):
    """Asks `question`; `detail` says what would happen. Escape means no."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "answer(True)", "yes"),
        Binding("n,escape", "answer(False)", "no"),
        Binding("left,right", "app.focus_next", show=False),
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
        self.query_one("#no").focus()

    def on_button_pressed(self, event: Button.Pressed) -> None:
        self.dismiss(event.button.id == "yes")

    def action_answer(self, sure: bool) -> None:
        self.dismiss(sure)
