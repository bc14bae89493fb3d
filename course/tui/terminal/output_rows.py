"""The rows that the blocks of the output take: whose each row is, and how it is painted."""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate

from rich.segment import Segment
from textual.geometry import Offset
from textual.selection import Selection
from textual.strip import Strip
from textual.style import Style
from textual.visual import RenderOptions
from textual.widget import Widget

from course.tui.terminal.output_block import Block

MARGIN = 1
"""Columns left free on both sides of the text; in the left one stands the mark of the chosen block."""

CHOSEN = "█"


class Rows:
    """The blocks as they were measured last, and for how many columns: what is painted until they are measured anew."""

    def __init__(self) -> None:
        self.width = 0
        self._blocks: list[Block] = []
        self._tops = [0]
        """The row at which each of them begins, and the end."""

    def measure(self, blocks: list[Block], width: int) -> None:
        """Find where each block begins in so many columns."""
        self._blocks, self.width = blocks.copy(), width
        self._tops = [0, *accumulate(block.height(width) for block in blocks)]

    def are_of(self, blocks: list[Block], width: int) -> bool:
        """Whether it was these that were measured, for so many columns."""
        return (self._blocks, self.width) == (blocks, width)

    @property
    def count(self) -> int:
        """How many rows there are."""
        return self._tops[-1]

    def at(self, row: int) -> tuple[Block, int] | None:
        """The block that a row is of, and which of its rows that is; None beyond them."""
        place = bisect_right(self._tops, row) - 1
        return (self._blocks[place], row - self._tops[place]) if 0 <= place < len(self._blocks) else None

    def of(self, block: Block) -> tuple[int, int]:
        """The first row of a block, and the one behind its last."""
        place = self._blocks.index(block)
        return self._tops[place], self._tops[place + 1]


def painted(block: Block, output: Widget, width: int, *, chosen: bool) -> list[Strip]:
    """A block's rows, as wide as the widget, with what is selected in them; `width` are the columns of the text."""
    selection = output.text_selection
    painted_for = width, output.size, output.app.theme, chosen
    if selection is None and block.rows is not None and block.rows[0] == painted_for:
        return block.rows[1]
    selected = selection and Selection(*(end and end - Offset(0, block.first) for end in selection))
    style = Style.from_styles(output.screen.get_component_styles("screen--selection")) if selected else None
    options = RenderOptions(output._get_style, {}, selected, style)
    blank = output.visual_style.rich_style
    margin = Segment(CHOSEN, output.get_component_rich_style("output--chosen")) if chosen else Segment(" ", blank)
    rows, y = [], -1
    for strip in (block.marked or block.told).render_strips(width, None, output.visual_style, options):
        told = (segment.style.meta.get("offset") for segment in strip if segment.style)
        x, y = next(filter(None, told), (0, y + 1))
        text = strip.apply_offsets(x, block.first + y)
        rows.append(Strip([margin, *text], 1 + text.cell_length).adjust_cell_length(output.size.width, blank))
    block.rows = (painted_for, rows) if selection is None else None
    return rows
