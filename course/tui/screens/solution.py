"""A step's solution as a whole: which of its lines were run, which comes next."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import wrap
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from course.tui.in_turn import focus
from course.tui.keys.bindings import MOVING, READING
from course.tui.keys.key_bar import KeyBar
from course.tui.screens.window import Window


class SolutionScreen(Window[bool]):
    """Shows the lines of a solution; its result is whether to run the next one."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("m", "dismiss(True)", "run the next line", tooltip="Run the next line", id="show-me", group=READING),
        Binding("enter", "dismiss(True)", show=False, tooltip="Run the next line", id="answer", group=READING),
        Binding("escape", "dismiss(False)", "close", tooltip="Close this window", id="close", group=MOVING),
        Binding("Y", "plain", "plain", tooltip="The lines alone, to select and copy", id="show-plain", group=READING),
        Binding("o", "dismiss(False)", show=False, tooltip="Close it again", id="solution", group=READING),
    ]

    DEFAULT_CSS = """
    SolutionScreen { align: center middle; background: $background 60%; }
    SolutionScreen > VerticalScroll {
        width: 92; max-width: 96%; height: auto; max-height: 90%; padding: 1 2; background: $surface;
        border: round $border-blurred;
    }
    SolutionScreen Static { height: auto; margin-bottom: 1; }
    """

    def __init__(self, lines: Sequence[str], remaining: int | None) -> None:
        """Show `lines`, of which the last `remaining` were not run yet; None where they are only to be read."""
        super().__init__()
        self.lines, self.remaining = tuple(lines), remaining

    def compose(self) -> ComposeResult:
        width = min(self.app.size.width * 96 // 100, 92) - 8
        with VerticalScroll():
            yield Static("One way to do this step. The step looks only at what is reached, so others count as well.")
            run = None if self.remaining is None else len(self.lines) - self.remaining
            yield Static(listing(self.lines, run, width))
        yield KeyBar()

    def on_mount(self) -> None:
        focus(self.query_one(VerticalScroll))

    def action_plain(self) -> None:
        from course.tui.screens.plain_text import PlainText

        self.app.push_screen(PlainText("\n".join(self.lines)))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return bool(self.remaining) or action != "dismiss" or parameters != (True,)


def listing(lines: Sequence[str], run: int | None, width: int) -> Content:
    """The lines, each wrapped under itself and marked in words as run or as the next; unmarked where `run` is None."""
    shown: list[Content] = []
    for place, line in enumerate(lines):
        rows = wrap(line, max(10, width - 2), break_on_hyphens=False) or [""]
        sign, style, words = ("✓", "$success", "run") if run is not None and place < run else ("·", "$quiet", "")
        if place == run:
            sign, style, words = "▸", "bold $accent", "next"
        text = "\n  ".join(rows)
        shown.append(Content.assemble((f"{sign} ", style), text, (f"  {words}" if words else "", style)))
    return Content("\n").join(shown)
