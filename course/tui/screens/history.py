"""What was done so far, newest first: choosing a line goes back to where that line had just been run."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from course.tui.keys import HISTORY, MOVING
from course.tui.widgets.key_bar import KeyBar


class Acts(OptionList):
    """The list of acts."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "select", "go back to there", tooltip="Go back to this act", id="go-there", group=MOVING)
    ]


class HistoryScreen(ModalScreen[int]):
    """Lists the command lines that can be undone; its result is how many of them to undo (0: none)."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(0)", "close", tooltip="Close this window", id="close", group=MOVING),
        Binding("H", "dismiss(0)", show=False, tooltip="Close it again", id="history", group=HISTORY),
    ]

    DEFAULT_CSS = """
    HistoryScreen { align: center middle; background: $background 60%; }
    HistoryScreen > Vertical {
        width: 92; max-width: 96%; height: 80%; padding: 1 2 0 2; background: $surface; border: round $border-blurred;
    }
    HistoryScreen Static { height: auto; margin-bottom: 1; }
    HistoryScreen OptionList { height: 1fr; border: none; background: $surface; padding: 0; }
    HistoryScreen OptionList:focus { border: none; background-tint: $surface 0%; }
    """

    def __init__(self, acts: Sequence[str]) -> None:
        super().__init__()
        self.acts = acts

    def compose(self) -> ComposeResult:
        with Vertical():
            yield Static(
                "What you have done, newest first. Choose where to go back to; redo brings back what you leave."
            )
            yield Acts(*self._options(), compact=True)
        yield KeyBar()

    def _options(self) -> list[Option]:
        width = min(self.app.size.width * 96 // 100, 92) - 8
        options = [Option(entry(line, back).truncate(width, ellipsis=True)) for back, line in enumerate(self.acts)]
        return [*options, Option(entry("the beginning", len(self.acts)))]

    @on(OptionList.OptionSelected)
    def choose(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(event.option_index)


def entry(line: str, back: int) -> Content:
    """A line of the list: how many acts it lies back, and the act."""
    place = "here" if not back else f"{back} back"
    return Content.assemble((f"{place:>8}  ", "$quiet" if back else "bold $accent"), " ".join(line.split()))
