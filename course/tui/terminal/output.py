"""What the terminal printed: one block an act, to be scrolled, searched, gone through and copied.

The blocks are drawn line by line in one widget: a program may print two hundred acts a second, and a widget for each
would have the whole screen laid out anew for each.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual.actions import SkipAction
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.events import Click
from textual.geometry import Offset, Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.selection import Selection
from textual.strip import Strip

from course.tui.copying import copy
from course.tui.in_turn import focus
from course.tui.keys.bindings import MOVING, key_for, quiet
from course.tui.terminal.output_block import Block
from course.tui.terminal.output_rows import MARGIN, Rows, painted
from course.tui.terminal.output_search import OutputSearch

KEPT = 200
"""Acts that stay in the scrollback."""

RENUMBERED = 2_000
"""Lines that are gone after which those kept are numbered from 0 again: Textual remembers a style for each number."""

GONE = f"Older output is gone from here: the last {KEPT} acts are kept. H lists all that were done."

EMPTY = Content.from_markup(
    "[$quiet]Every act stands here as a line with its answer, clicks as well.\n"
    "To look around, type [b]whoami[/b], [b]people[/b] or [b]help[/b].[/]"
)


class Output(ScrollView):
    """With the focus, the arrows go from act to act."""

    BINDINGS: ClassVar[list[BindingType]] = [
        quiet("up", "choose(-1)", "The act before", "act-before"),
        quiet("down", "choose(1)", "The act after", "act-after"),
        quiet("enter", "plain", "Show the act alone, in plain text to select", "plain", "plain"),
        quiet("y", "copy", "Copy the act under the mark and what it printed", "copy-act", "copy"),
        Binding("Y", "copy_all", "copy all", key_display="Y", tooltip="Copy the whole output", id="copy-output",
                group=MOVING),
        quiet("r", "again", "Put the act's line into the box", "line-again", "into the box"),
        quiet("escape,tab", "leave", "Back to the box", "leave-output", "to the box"),
    ]  # fmt: skip

    ALLOW_MAXIMIZE = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {"output--chosen"}
    DEFAULT_CSS = """
    Output { overflow-x: hidden; overflow-y: auto; }
    Output > .output--chosen { color: $accent; }
    """

    @dataclass
    class LineWanted(Message):
        """The box is wanted; with a line, that is to be put into it."""

        line: str | None = None

    def __init__(self) -> None:
        super().__init__(id="scrollback", can_focus=True)
        self.blocks: list[Block] = []
        """What was printed, oldest first."""
        self._note: Block | None = Block(EMPTY)
        self._chosen: Block | None = None
        self._search = OutputSearch()
        self._rows = Rows()
        self._measured = True
        self._at_end = True

    def add(self, told: Content, line: str | None = None, whole: str | None = None) -> None:
        """Add a block at the end and show it; the oldest gives way, which is said.

        Who goes through the blocks or searches them stays there.
        """
        self.blocks.append(Block(told, line, whole, self.blocks[-1].end if self.blocks else 0))
        if len(self.blocks) == 1:
            self._note = None
        elif len(self.blocks) > KEPT:
            self._drop(self.blocks[:-KEPT])
        if not (self.has_focus or self._search):
            self._at_end = True
        if self._measured:  # once for all that is added now
            self._measured = False
            self.call_next(self._measure)

    def _drop(self, gone: Sequence[Block]) -> None:
        """Take the oldest blocks away, while what is in view stays there."""
        self.blocks = self.blocks[len(gone) :]
        if self.blocks[0].first > RENUMBERED:
            before = self.blocks[0].first
            for block in self.blocks:
                block.first, block.rows = block.first - before, None
        self._search.drop(gone)
        width = max(1, self._width)
        rows = sum(block.height(width) for block in gone)
        if self._note is None:
            self._note = Block(Content.styled(GONE, "$quiet"))
            rows -= self._note.height(width)
        if not self._at_end:
            self.scroll_to(y=max(0, self.scroll_y - rows), animate=False)

    def clear(self) -> None:
        """Take everything away."""
        self._search.drop(self.blocks)
        self.blocks, self._note, self._chosen = [], None, None
        self._measure()

    @property
    def _drawn(self) -> list[Block]:
        """All that is drawn, from the top."""
        return self.blocks if self._note is None else [self._note, *self.blocks]

    @property
    def _width(self) -> int:
        """Columns of the text; 0 while it is out of sight."""
        return max(0, self.scrollable_content_region.width - 2 * MARGIN)

    def _measure(self) -> None:
        """Find where each block begins, and stay at the end if that is in view."""
        self._measured, at_end = True, self._at_end
        while width := self._width:
            self._rows.measure(self._drawn, width)
            # Set as a reactive it would lay out the whole screen anew, for each line that is printed.
            self.set_reactive(Output.virtual_size, Size(width, self._rows.count))
            self._scroll_update(self.virtual_size)
            if self._width == width:  # no scrollbar came or went
                break
        if at_end:
            self.scroll_end(animate=False, immediate=True)
            self._at_end = True
        self.refresh()

    def _measure_now(self) -> None:
        """Measure at once what waits for it, or was added out of sight: a row is looked for."""
        if not self._rows.are_of(self._drawn, self._width):
            self._measure()

    def on_resize(self) -> None:
        self._measure()

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        super().watch_scroll_y(old_value, new_value)
        self._at_end = new_value >= self.max_scroll_y

    def notify_style_update(self) -> None:
        super().notify_style_update()
        for block in self.blocks:
            block.rows = None

    def render_line(self, y: int) -> Strip:
        found = self._rows.at(self._row(y))
        if found is None:
            return Strip.blank(self.size.width, self.visual_style.rich_style)
        block, row = found
        return painted(block, self, self._rows.width, chosen=block is self._chosen)[row]

    def _row(self, y: int) -> int:
        """The row of the whole in line `y` of what is in view: a few rows stand at the bottom, beside the box."""
        return y + self.scroll_offset.y - max(0, self.size.height - self._rows.count)

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        if not self.blocks:
            return None
        first = self.blocks[0].first
        here = Selection(*(end and Offset(end.x if end.y >= first else 0, max(0, end.y - first)) for end in selection))
        return here.extract("\n".join(block.text for block in self.blocks)), "\n"

    def on_focus(self) -> None:
        if self._chosen not in self.blocks:
            self._choose(self._last)

    @property
    def _last(self) -> Block | None:
        return self.blocks[-1] if self.blocks else None

    def look_at_last(self) -> None:
        """Take the focus, to the beginning of what was printed last."""
        focus(self)
        self._choose(self._last)
        if self._chosen is not None:
            self.call_after_refresh(self._scroll_to_block, self._chosen, top=True)

    def on_blur(self) -> None:
        self._choose(None)

    def on_click(self, event: Click) -> None:
        found = self._rows.at(self._row(event.y))
        if found is not None and found[0] in self.blocks:
            self._choose(found[0])

    def _choose(self, block: Block | None) -> None:
        self._chosen = block
        self.refresh()

    def _scroll_to_block(self, block: Block, *, top: bool) -> None:
        self._measure_now()
        if not self._width or block not in self._drawn:  # out of sight, or cleared, before this was done
            return
        start, end = self._rows.of(block)
        self.scroll_to_region(Region(0, start, self._width, end - start), animate=False, top=top)

    def _scroll_to_edge(self, block: Block, by: int) -> bool:
        """Show the beginning of an act, or its end going down, before one leaves it; false where it is in view."""
        self._measure_now()
        if not self._width:  # out of sight, where nothing is measured
            return False
        top, bottom = (row - self.scroll_offset.y for row in self._rows.of(block))
        hidden = top < 0 if by < 0 else bottom > self.size.height
        if hidden:
            self.scroll_relative(y=top if by < 0 else bottom - self.size.height, animate=False)
        return hidden

    def action_choose(self, by: int) -> None:
        blocks = self.blocks
        if not blocks:
            return
        if self._chosen in blocks and self._scroll_to_edge(self._chosen, by):
            return
        at = blocks.index(self._chosen) + by if self._chosen in blocks else len(blocks) - 1
        block = blocks[min(max(at, 0), len(blocks) - 1)]
        self._choose(block)
        self._scroll_to_block(block, top=by < 0)

    def action_copy(self) -> None:
        if self._chosen is None:
            raise SkipAction
        copy(self.app, self._chosen.all, "The act, with what it printed,", self._otherwise)

    def action_copy_all(self) -> None:
        copy(self.app, "\n".join(block.all for block in self.blocks), "The whole output", self._otherwise)

    @property
    def _otherwise(self) -> str:
        return f"Nothing arrives? {key_for(self, 'plain')} shows an act plain."

    def action_plain(self) -> None:
        from course.tui.screens.plain_text import PlainText

        if self._chosen is None:
            raise SkipAction
        self.app.push_screen(PlainText(self._chosen.all))

    def action_again(self) -> None:
        self.post_message(self.LineWanted(self._chosen.line if self._chosen else None))

    def action_leave(self) -> None:
        self.post_message(self.LineWanted())

    def find(self, part: str) -> None:
        """Mark every place that says `part`, in any case, and go to the last one."""
        self._search.begin(self.blocks, part)
        self.go_to_match(0)

    def go_to_match(self, by: int) -> None:
        """Go on to another match, round and round."""
        self._measure_now()
        match = self._search.go(by)
        if match is not None and self._width:
            row = match.block.told[: match.start + 1].get_height({}, max(1, self._width)) - 1
            top = self._rows.of(match.block)[0] + row
            self.scroll_to(y=max(0, top - self.size.height // 2), animate=False, force=True)
        self.refresh()

    @property
    def found(self) -> tuple[int, int]:
        """Which match is shown, from 1, and how many there are."""
        return self._search.found

    @property
    def only_hidden(self) -> bool:
        """Whether what is looked for stands in lines alone that are not shown: a long output's end."""
        return self._search.only_hidden(self.blocks)
