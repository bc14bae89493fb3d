"""What the terminal printed: one block an act, to be scrolled, searched, gone through and copied."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import ClassVar

from textual.actions import SkipAction
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.events import Click
from textual.message import Message
from textual.widgets import Static

from course.tui.copying import copy
from course.tui.keys import MOVING

KEPT = 200
"""Acts that stay in the scrollback."""

GONE = f"Older output is gone from here: the last {KEPT} acts are kept. H lists all that were done."

EMPTY = (
    "Every act stands here as a line with its answer, clicks as well.\n"
    "To look around, type [b]whoami[/b], [b]people[/b] or [b]help[/b]."
)

MOST_MARKED = 500
"""Matches that are marked in one block."""

MARK, HERE = "underline bold", "reverse bold underline"


class Block(Static):
    """One act and what came of it, or something that is no act."""

    DEFAULT_CSS = """
    Block { height: auto; border-left: blank; padding-right: 1; }
    Block.-chosen { border-left: thick $accent; }
    """

    def __init__(self, told: Content, line: str | None = None) -> None:
        super().__init__(told, classes="entry", markup=False)
        self.told, self.line = told, line

    @property
    def text(self) -> str:
        """What it says, as plain text."""
        return self.told.plain

    def mark(self, pattern: re.Pattern[str] | None, here: int | None = None) -> None:
        """Mark what fits the pattern, the match that starts at `here` more than the others."""
        told = self.told
        if pattern is not None:
            told = told.highlight_regex(pattern, style=MARK, maximum_highlights=MOST_MARKED)
            if here is not None and (match := pattern.match(told.plain, here)):
                told = told.stylize(HERE, *match.span())
        self.update(told)


@dataclass(frozen=True, slots=True)
class Match:
    """Where a search found something."""

    block: Block
    start: int


def _binding(key: str, action: str, tooltip: str, name: str, description: str = "") -> Binding:
    return Binding(key, action, description, show=bool(description), tooltip=tooltip, id=name, group=MOVING)


class Output(VerticalScroll):
    """With the focus, the arrows go from act to act."""

    BINDINGS: ClassVar[list[BindingType]] = [
        _binding("up", "choose(-1)", "The act before", "act-before"),
        _binding("down", "choose(1)", "The act after", "act-after"),
        _binding("enter", "plain", "Show the act alone, in plain text to select", "plain", "plain"),
        _binding("y", "copy", "Copy the act under the mark and what it printed", "copy-act", "copy"),
        Binding("Y", "copy_all", "copy all", key_display="Y", tooltip="Copy the whole output", id="copy-output",
                group=MOVING),
        _binding("r", "again", "Put the act's line into the box", "line-again", "into the box"),
        _binding("escape,tab", "leave", "Back to the box", "leave-output", "to the box"),
    ]  # fmt: skip

    DEFAULT_CSS = """
    Output > #gone, Output > #empty { height: auto; color: $quiet; padding: 0 1; }
    """

    @dataclass
    class LineWanted(Message):
        """The box is wanted; with a line, that is to be put into it."""

        line: str | None = None

    def __init__(self) -> None:
        super().__init__(id="scrollback", can_focus=True)
        self._chosen: Block | None = None
        self._pattern: re.Pattern[str] | None = None
        self._matches: list[Match] = []
        self._at = 0

    def compose(self) -> ComposeResult:
        yield Static(EMPTY, id="empty")

    def on_mount(self) -> None:
        self.anchor()

    @property
    def blocks(self) -> list[Block]:
        """The blocks, oldest first."""
        return list(self.query(Block))

    def add(self, told: Content, line: str | None = None) -> None:
        """Add a block at the end and show it; the oldest gives way, which is said."""
        self.query_one("#empty").display = False
        self.mount(Block(told, line))
        gone = self.blocks[:-KEPT]
        if gone and not self.query("#gone"):
            self.mount(Static(GONE, id="gone", markup=False), before=0)
        for block in gone:
            block.remove()
        self.anchor()

    def clear(self) -> None:
        """Take everything away."""
        self._chosen, self._matches = None, []
        self.query("Block, #gone").remove()

    def on_focus(self) -> None:
        if self._chosen is None or not self._chosen.is_attached:
            self._choose(next(reversed(self.blocks), None))

    def look_at_last(self) -> None:
        """Take the focus, to the beginning of what was printed last."""
        self.focus()
        self._choose(next(reversed(self.blocks), None))
        if self._chosen is not None:
            self.call_after_refresh(self.scroll_to_widget, self._chosen, animate=False, top=True)

    def on_blur(self) -> None:
        self._choose(None)

    def on_click(self, event: Click) -> None:
        if isinstance(event.widget, Block):
            self._choose(event.widget)

    def _choose(self, block: Block | None) -> None:
        if self._chosen is not None:
            self._chosen.remove_class("-chosen")
        self._chosen = block
        if block is not None:
            block.add_class("-chosen")

    def action_choose(self, by: int) -> None:
        blocks = self.blocks
        if not blocks:
            return
        at = blocks.index(self._chosen) + by if self._chosen in blocks else len(blocks) - 1
        block = blocks[min(max(at, 0), len(blocks) - 1)]
        self._choose(block)
        self.scroll_to_widget(block, animate=False, top=by < 0)

    def action_copy(self) -> None:
        if self._chosen is None:
            raise SkipAction
        copy(self.app, self._chosen.text, "The act, with what it printed,")

    def action_copy_all(self) -> None:
        copy(self.app, "\n".join(block.text for block in self.blocks), "The whole output")

    def action_plain(self) -> None:
        from course.tui.screens.plain_text import PlainText

        if self._chosen is None:
            raise SkipAction
        self.app.push_screen(PlainText(self._chosen.text))

    def action_again(self) -> None:
        self.post_message(self.LineWanted(self._chosen.line if self._chosen else None))

    def action_leave(self) -> None:
        self.post_message(self.LineWanted())

    def find(self, part: str) -> None:
        """Mark every place that says `part`, in any case, and go to the last one."""
        self._pattern = re.compile(re.escape(part), re.IGNORECASE) if part else None
        before = {match.block for match in self._matches}
        self._matches = [
            Match(block, match.start())
            for block in self.blocks
            if self._pattern is not None
            for match in self._pattern.finditer(block.text)
        ]
        for block in before - {match.block for match in self._matches}:
            block.mark(None)
        for block in {match.block for match in self._matches}:
            block.mark(self._pattern)
        self._at = len(self._matches) - 1
        self.go_to_match(0)

    def go_to_match(self, by: int) -> None:
        """Go on to another match, round and round."""
        if not self._matches:
            return
        self._matches[self._at].block.mark(self._pattern)
        self._at = (self._at + by) % len(self._matches)
        match = self._matches[self._at]
        match.block.mark(self._pattern, match.start)
        width = max(1, match.block.content_size.width)
        row = match.block.told[: match.start + 1].get_height({}, width) - 1
        self.release_anchor()
        top = match.block.virtual_region.y + row
        self.scroll_to(y=max(0, top - self.size.height // 2), animate=False, force=True)

    @property
    def found(self) -> tuple[int, int]:
        """Which match is shown, from 1, and how many there are."""
        return (self._at + 1 if self._matches else 0), len(self._matches)
