"""The steps of a lesson: what is done, what was left for later, where one is."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from course.tui.keys.bindings import MOVING, READING
from course.tui.keys.key_bar import KeyBar
from course.tui.pointing import MARGIN
from course.tui.screens.window import Window
from course.tui.widgets.options import Options
from course.tutor.run import LessonRun

MARKS = {
    "met": ("●", "$success"), "left": ("◌", "$warning"), "here": ("◐", "bold $accent"), "open": ("○", "$quiet"),
    "unmet": ("○", "$warning"),
}  # fmt: skip
WORDS = {
    "met": "done", "left": "left for later", "here": "to do now", "open": "still to come", "unmet": "left open",
}  # fmt: skip
WIDEST = max(map(len, WORDS.values()))


class Steps(Options):
    """The list of steps."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "select", "go there", tooltip="Go to this step", id="go-there", group=MOVING)
    ]


class StepsScreen(Window[int | None]):
    """Lists the steps; its result is the number of the one to go to, 0 to leave the one to do, None for neither."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "f", "dismiss(0)", "leave this step for later", tooltip="Leave the step to do for later", id="leave-step",
            group=READING,
        ),
        Binding("escape", "dismiss(None)", "close", tooltip="Close this window", id="close", group=MOVING),
        Binding("t", "dismiss(None)", show=False, tooltip="Close it again", id="steps", group=READING),
    ]  # fmt: skip

    DEFAULT_CSS = """
    StepsScreen { align: center middle; background: $background 60%; }
    StepsScreen > Vertical {
        width: 92; max-width: 96%; height: auto; max-height: 90%; padding: 1 2; background: $surface;
        border: round $border-blurred;
    }
    StepsScreen Static { height: auto; margin-bottom: 1; }
    StepsScreen OptionList { height: auto; max-height: 100%; border: none; background: $surface; padding: 0; }
    StepsScreen OptionList:focus { border: none; background-tint: $surface 0%; }
    """

    def __init__(self, run: LessonRun, in_view: int) -> None:
        """List the steps of a run; the cursor is on the one that is `in_view`, by its number."""
        super().__init__()
        self.run, self.in_view = run, in_view

    def compose(self) -> ComposeResult:
        with Vertical():
            yield Static("The steps of this lesson. A step that was left can be done at any time, one done read again.")
            yield Steps(*self._options(), compact=True)
        yield KeyBar()

    def on_mount(self) -> None:
        self.query_one(Steps).highlighted = max(0, self.in_view - 1)

    def _options(self) -> list[Option]:
        width = min(self.app.size.width * 96 // 100, 92) - 8 - MARGIN
        return [
            Option(entry(self.run, number, width), disabled=not self.run.over and _how(self.run, number) == "open")
            for number in range(1, len(self.run.lesson.steps) + 1)
        ]

    @on(OptionList.OptionSelected)
    def choose(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(event.option_index + 1)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "dismiss" and parameters == (0,):
            return not self.run.over and self.run.met < len(self.run.lesson.steps) - 1
        return True


def entry(run: LessonRun, number: int, width: int) -> Content:
    """A step of the list: its number and title, and how it stands in words."""
    how = _how(run, number)
    sign, style = MARKS[how]
    title = Content(f"{number}  {run.lesson.steps[number - 1].title}")
    return Content.assemble(
        (f"{sign} ", style),
        title.truncate(width - WIDEST - 4, ellipsis=True, pad=True),
        "  ",
        (WORDS[how], style),
    )


def _how(run: LessonRun, number: int) -> str:
    how = run.how(run.lesson.steps[number - 1])
    if run.handed_in:
        return how if how == "met" else "unmet"
    return "here" if number == run.number else how
