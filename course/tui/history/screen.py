"""The history: a strip of what was done, the account as it was at any moment of it, and the way to go on from there."""

from __future__ import annotations

from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from course.tui.history.history_strip import HistoryStrip
from course.tui.history.moments import account_then, moment
from course.tui.history.strip import LEGEND, Strip
from course.tui.in_turn import focus
from course.tui.keys.bindings import HISTORY, MOVING, READING
from course.tui.keys.key_bar import KeyBar
from course.tui.screens.window import Window
from sim.history import History


class HistoryScreen(Window[int]):
    """Looks at any moment; its result is the number of the act to go on from, None to stay."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "enter", "go_on", "go on here", tooltip="Go on from the moment looked at", id="go-there", group=MOVING
        ),
        Binding("escape", "stay", "stay", tooltip="Stay where you are", id="close", group=MOVING),
        Binding("H", "stay", show=False, tooltip="Close the history", id="history", group=HISTORY),
        Binding(
            "pagedown", "read(1)", "account", key_display="pgup pgdn", tooltip="Further down in the account as it was",
            id="read-on", group=READING,
        ),
        Binding("pageup", "read(-1)", show=False, tooltip="Further up in the account", id="read-back", group=READING),
    ]  # fmt: skip

    DEFAULT_CSS = """
    HistoryScreen { align: center middle; background: $background 60%; }
    HistoryScreen > Vertical {
        width: 118; max-width: 98%; height: 1fr; margin: 1 0; padding: 0 2; background: $surface;
        border: round $border-blurred; border-title-color: $quiet;
    }
    HistoryScreen Static { height: auto; }
    HistoryScreen #legend { height: 1; text-wrap: nowrap; text-overflow: ellipsis; }
    HistoryScreen #moment { border-top: solid $rule; max-height: 50%; overflow: hidden; }
    HistoryScreen VerticalScroll { height: 1fr; border-top: solid $rule; border-title-color: $quiet; }
    """

    def __init__(self, history: History) -> None:
        """Show a history as it is now; what is done meanwhile gets numbers that are not in it."""
        super().__init__()
        self.strip = Strip(history)

    def compose(self) -> ComposeResult:
        with Vertical():
            yield HistoryStrip(self.strip)
            yield Static(Content.styled(LEGEND, "$quiet"), id="legend")
            yield Static(id="moment")
            with VerticalScroll(id="then", can_focus=False):
                yield Static(id="account")
        yield KeyBar()

    def on_mount(self) -> None:
        self.query_one(Vertical).border_title = "what you have done"
        self.query_one("#then").border_title = "the account as it was then"
        focus(self.query_one(HistoryStrip))

    def on_resize(self, event: events.Resize) -> None:
        self.query_one(HistoryStrip).fit(event.size.height)
        self.call_after_refresh(self.look)

    @on(HistoryStrip.Looked)
    def look(self) -> None:
        """Show the moment looked at, and the account as it was then."""
        number = self.query_one(HistoryStrip).looked
        self.query_one("#moment", Static).update(Content("\n").join(moment(self.strip, number)))
        width = self.query_one("#then").scrollable_content_region.width
        self.query_one("#account", Static).update(Content("\n").join(account_then(self.strip, number, width)))
        self.query_one("#then").scroll_home(animate=False)

    def action_read(self, pages: int) -> None:
        then = self.query_one("#then")
        then.scroll_page_down(animate=False) if pages > 0 else then.scroll_page_up(animate=False)

    def action_go_on(self) -> None:
        number = self.query_one(HistoryStrip).looked
        self.dismiss(None if number == self.strip.history.number else number)

    def action_stay(self) -> None:
        self.dismiss(None)
