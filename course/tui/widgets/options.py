"""A list of options whose page keys may come before it was painted."""

from __future__ import annotations

from textual.widgets import OptionList


def turn_page(options: OptionList, way: int) -> None:
    """Move the highlight down (1) or up (-1) by a page, to an option that can be chosen.

    Textual's own page keys look for lines that are laid out only when the list is painted, and fail before.
    """
    places = [index for index in range(options.option_count) if not options.get_option_at_index(index).disabled]
    if places:
        wanted = (options.highlighted or 0) + way * max(1, options.size.height - 1)
        options.highlighted = min(places, key=lambda index: abs(index - wanted))


class Options(OptionList):
    """Textual's list, safe to page through at any speed."""

    def action_page_up(self) -> None:
        turn_page(self, -1)

    def action_page_down(self) -> None:
        turn_page(self, 1)
