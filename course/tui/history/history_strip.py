"""The strip of the history as a part that has the keys: along a branch, and from one branch to another."""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from course.tui.history.strip import Strip, Way
from course.tui.keys.bindings import HISTORY

MOST_LINES = 6


class HistoryStrip(Widget, can_focus=True):
    """Shows the act looked at among the others; says when another is looked at."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "left", "move('back')", "along", key_display="← →", tooltip="The act before", id="act-back", group=HISTORY
        ),
        Binding("right", "move('on')", show=False, tooltip="The act after", id="act-on", group=HISTORY),
        Binding("shift+left", "move('far-back')", show=False, tooltip="Ten acts back", id="acts-back", group=HISTORY),
        Binding("shift+right", "move('far-on')", show=False, tooltip="Ten acts on", id="acts-on", group=HISTORY),
        Binding(
            "up", "move('up')", "branches", key_display="↑ ↓", tooltip="The branch above", id="branch-up", group=HISTORY
        ),
        Binding("down", "move('down')", show=False, tooltip="The branch below", id="branch-down", group=HISTORY),
        Binding("home", "move('first')", show=False, tooltip="The beginning", id="act-first", group=HISTORY),
        Binding("end", "move('last')", show=False, tooltip="The end of this branch", id="act-last", group=HISTORY),
    ]

    DEFAULT_CSS = """
    HistoryStrip { height: 1; }
    """

    looked: reactive[int] = reactive(0)

    class Looked(Message):
        """Another act is looked at."""

    def __init__(self, strip: Strip) -> None:
        """Show a strip, beginning where the history stands."""
        super().__init__()
        self.strip = strip
        self.set_reactive(HistoryStrip.looked, strip.history.number)
        self._places: dict[tuple[int, int], int] = {}

    def fit(self, lines: int) -> None:
        """Take as many lines as there are branches, and no more than a sixth of a window of so many."""
        self.styles.height = max(1, min(MOST_LINES, lines // 6, len(self.strip.lanes)))

    def render(self) -> Content:
        picture = self.strip.picture(self.looked, self.content_size.width, max(1, self.content_size.height))
        self._places = picture.places
        return Content("\n").join(picture.lines)

    def watch_looked(self) -> None:
        self.post_message(self.Looked())

    def action_move(self, way: Way) -> None:
        self.looked = self.strip.moved(self.looked, way)

    def on_click(self, event: events.Click) -> None:
        offset = event.get_content_offset(self)
        number = None if offset is None else self._places.get((offset.y, offset.x))
        if number is not None:
            self.looked = number
