"""A list of options: a sign stands before the one under the cursor, and page keys may come before it was painted."""

from __future__ import annotations

from textual.strip import Strip
from textual.widgets import OptionList

from course.tui.pointing import pointed


def turn_page(options: OptionList, way: int) -> None:
    """Move the highlight down (1) or up (-1) by a page, to an option that can be chosen.

    Textual's own page keys look for lines that are laid out only when the list is painted, and fail before.
    """
    places = [index for index in range(options.option_count) if not options.get_option_at_index(index).disabled]
    if places:
        wanted = (options.highlighted or 0) + way * max(1, options.size.height - 1)
        options.highlighted = min(places, key=lambda index: abs(index - wanted))


def with_sign(options: OptionList, y: int, line: Strip) -> Strip:
    """Line `y` of a list, with the sign of the cursor where the option begins that a key would choose."""
    place = y + options.scroll_offset.y
    here = place < len(options._lines) and options._lines[place] == (options.highlighted, 0)
    return pointed(line) if here and (options.has_focus or not options.can_focus) else line


class Options(OptionList):
    """Textual's list with room for the sign, safe to page through at any speed."""

    DEFAULT_CSS = """
    Options.-textual-compact > .option-list--option { padding: 0 0 0 2; }
    """

    def render_line(self, y: int) -> Strip:
        return with_sign(self, y, super().render_line(y))

    def action_page_up(self) -> None:
        turn_page(self, -1)

    def action_page_down(self) -> None:
        turn_page(self, 1)
