"""The parts of a lesson's screen: which are in view at a window's size, which has the focus."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.events import Click, DescendantFocus
from textual.geometry import Size
from textual.reactive import reactive
from textual.widget import Widget
from textual.widgets import Static

from course.tui.console import Console
from course.tui.in_turn import focus
from course.tui.keys.key_line import KeyLine, typing
from course.tui.messages import WordsChosen
from course.tui.screens.act_keys import ActKeys
from course.tui.widgets.head import PARTS, Part
from course.tui.widgets.lesson_pane import LessonPane

if TYPE_CHECKING:
    from course.tui.screens.jump import Target

WIDTHS = [(0, "-cramped"), (60, "-narrow"), (110, "-wide")]
HEIGHTS = [(0, "-flat"), (16, "-short"), (36, "-tall")]
"""Columns and rows from which on the screen has these classes; -wide and -tall together show all parts."""


def room_wanted(size: Size) -> str:
    """What a window too small for the lesson shows, as short as it has to be."""
    wanted = f"at least {WIDTHS[1][0]} by {HEIGHTS[1][0]}"
    if size.width < 44 or size.height < 4:
        return f"{size.width} by {size.height} is too small: {wanted}"
    return f"This window, {size.width} columns by {size.height} rows, is too small.\nMake it {wanted}. Nothing is lost."


class Parts(ActKeys):
    """A screen of parts that a key each leads to. In a large window `part` is the one with the focus."""

    AUTO_FOCUS = ""
    """Closing a window leaves a screen without focus so: Textual would give it to the first part, in view or not."""

    HORIZONTAL_BREAKPOINTS = WIDTHS
    VERTICAL_BREAKPOINTS = HEIGHTS

    part: reactive[Part] = reactive[Part]("lesson")
    lab: reactive[bool] = reactive(False)

    _was_too_small = False
    _last: Widget | None = None
    _before_lab: Part = "lesson"

    @property
    def first(self) -> Part:
        """The part that is meant where no other is: the lesson, where there is one."""
        return "console" if self.has_class("-sandbox") else "lesson"

    def action_part(self, part: Part) -> None:
        if part == "lesson":
            part = self.first
        if self.large and part == "time":
            self._open_lab(not self.lab)
            return
        if not self.large:
            self.lab = part == "time"
        self.part = part
        self._focus(part)

    def _open_lab(self, lab: bool) -> None:
        """Open or close the time lab in a large window; closed, the part that had the focus before has it again."""
        if lab:
            self._before_lab = self.part if self.part != "time" else self.first
        self.lab = lab
        if lab or self.part == "time":
            self.call_after_refresh(self._focus, "time" if lab else self._before_lab)

    def _paint_key_lines(self) -> None:
        for line in self.query(KeyLine):
            line.refresh()

    @property
    def large(self) -> bool:
        """Whether all parts are in view at once."""
        return self.has_class("-wide") and self.has_class("-tall")

    def watch_part(self, _part: Part) -> None:
        self._show_parts()

    def watch_lab(self, lab: bool) -> None:
        for terminal in self.query("#terminal"):
            terminal.set_class(lab, "-low")
        self._show_parts()

    def _show_parts(self) -> None:
        """Show what belongs in view. Classes of the screen would do it too, and style all that is in it anew."""
        part, large = self.part, self.large
        in_view: dict[str, bool] = {name: large or part == name for name in PARTS}
        in_view["left"] = part == "lesson" if not large else not self.has_class("-sandbox")
        in_view["right"] = large or part in ("console", "phone", "terminal")
        in_view["body"] = not self.too_small and (large or part != "time")
        in_view["time"] = not self.too_small and (self.lab if large else part == "time")
        widgets = [(in_view[widget.id], widget) for widget in self.walk_children(Widget) if widget.id in in_view]
        for shown, widget in sorted(widgets, key=lambda each: not each[0]):
            widget.display = shown

    def _focus(self, part: Part, *, scroll_visible: bool = True) -> None:
        if part == "lesson":
            self.query_one(LessonPane).focus(scroll_visible)
        elif part == "console":
            self.query_one(Console).focus(scroll_visible)
        else:
            focus(self.query_one("#command" if part == "terminal" else f"#{part}"), scroll_visible)

    def action_jump(self) -> None:
        """Show a letter over each thing that takes the focus."""
        from course.tui.screens.jump import JumpScreen, targets

        if not self.too_small:
            self.app.push_screen(JumpScreen(targets(self)), self._jumped)

    def _jumped(self, target: Target | None) -> None:
        if target is None:
            return
        if isinstance(target.place, str):
            self.action_part(target.place)
        elif target.place.is_attached and target.place.focusable:
            focus(target.place)
        else:
            self.notify("What the letter stood over is no longer there.", severity="warning")

    def on_descendant_focus(self, event: DescendantFocus) -> None:
        """In a large window any part may have the focus; in a small one it is then the part to show."""
        if event.widget is not self.focused:
            return  # What is hidden hands the focus on in its own part; who has gone to another part stays there.
        for part in PARTS:
            if self.query_one(f"#{part}") in event.widget.ancestors_with_self:
                self.part = part
        if not self.too_small:
            self._last = event.widget

    def on_click(self, event: Click) -> None:
        """In a large window a click on plain text gives its part the focus, and nothing moves away from under it."""
        clicked = event.widget
        for part in PARTS if self.large and clicked is not None else ():
            place = self.query_one(f"#{part}")
            if clicked is not None and place in clicked.ancestors_with_self and not place.has_focus_within:
                self._focus(part, scroll_visible=False)

    def on_resize(self) -> None:
        """The screen's own handler, which comes after this one, gives it the classes of its size."""
        self.call_next(self._resized)

    def _resized(self) -> None:
        """Show parts and lines of keys for the new size. A window too small took the focus: give it back."""
        self._show_parts()
        self.call_after_refresh(self._paint_key_lines)
        if self.too_small:
            self._was_too_small = True
            self.query_one("#too-small", Static).update(room_wanted(self.size))
        elif self._was_too_small:
            self._was_too_small = False
            self.call_after_refresh(self._give_back)
        else:
            self.call_after_refresh(self._keep_in_view)

    def _keep_in_view(self) -> None:
        """What has the focus may have been laid out beyond the edge of its part."""
        if self.focused is not None:
            self.focused.scroll_visible(animate=False)

    def _give_back(self) -> None:
        """Put the focus where it was before the window was too small."""
        if self._last is not None and self._last.is_attached and self._last.focusable:
            focus(self._last, scroll_visible=False)
        else:
            self._focus(self.part)

    @property
    def too_small(self) -> bool:
        """Whether the window has no room for the lesson."""
        return self.has_class("-cramped") or self.has_class("-flat")

    def action_console_words(self) -> None:
        """The console speaks the other era's words, now and in sittings to come."""
        console = self.query_one(Console)
        console.era = "today" if console.era == "video" else "video"
        self.post_message(WordsChosen(console.era))

    def action_leave_box(self) -> None:
        if self.lab and self.large and not typing(self):
            self._open_lab(False)
        else:
            reading = self.first == "lesson" and (self.large or self.part == "lesson")
            self.set_focus(self.query_one("#prose") if reading else None)
