"""One window of the course as what is painted in it: papers, glyphs and texts, each in its place."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import NamedTuple

RICH_CELL, RICH_LINE = 12.2, 24.4
"""Width and height of a character in the pictures that Textual exports, in their pixels."""

_STYLE = re.compile(r"^\.(\S+-r\d+) \{ fill: (#\w+)(.*?);? \}$", re.MULTILINE)
_PAPER = re.compile(r'<rect fill="(#\w+)" x="([\d.]+)" y="([\d.]+)" width="([\d.]+)"')
_TEXT = re.compile(r'<text class="([^"]+)" x="([\d.]+)" y="([\d.]+)"[^>]*>([^<]*)</text>')


class Ink(NamedTuple):
    """How a text is written: its colour, and whether it is bold or underlined."""

    colour: str
    bold: bool = False
    underlined: bool = False


class Paper(NamedTuple):
    """What lies behind some columns of a row."""

    row: int
    column: int
    width: int
    colour: str


class Text(NamedTuple):
    """Characters side by side in a row, without blanks at the ends."""

    row: int
    column: int
    text: str
    ink: Ink


class Frame(NamedTuple):
    """A window of the course; rows and columns count from 0."""

    columns: int
    rows: int
    papers: tuple[Paper, ...]
    texts: tuple[Text, ...]

    @property
    def plain(self) -> str:
        """What is to be read in it, a line a row."""
        lines = [[" "] * self.columns for _ in range(self.rows)]
        for row, column, text, _ in self.texts:
            lines[row][column : column + len(text)] = text
        return "\n".join("".join(line).rstrip() for line in lines)


def frame(exported: str, columns: int, rows: int) -> Frame:
    """The window that `App.export_screenshot` gave as SVG."""
    inks = {
        name: Ink(colour, "font-weight: bold" in more, "underline" in more)
        for name, colour, more in _STYLE.findall(exported)
    }
    return Frame(columns, rows, tuple(_papers(exported)), tuple(_texts(exported, inks)))


def _papers(exported: str) -> Iterator[Paper]:
    """The papers; neighbours of one colour are one."""
    last: Paper | None = None
    for colour, x, y, width in _PAPER.findall(exported):
        row, column = int(float(y) / RICH_LINE), round(float(x) / RICH_CELL)
        paper = Paper(row, column, round(float(width) / RICH_CELL), colour)
        if last is not None and (last.row, last.column + last.width, last.colour) == (row, column, colour):
            last = last._replace(width=last.width + paper.width)
            continue
        if last is not None:
            yield last
        last = paper
    if last is not None:
        yield last


def _texts(exported: str, inks: dict[str, Ink]) -> Iterator[Text]:
    for name, x, y, escaped in _TEXT.findall(exported):
        text = html.unescape(escaped).replace("\u00a0", " ").rstrip()
        bare = text.lstrip()
        if bare:
            column = round(float(x) / RICH_CELL) + len(text) - len(bare)
            yield Text(int(float(y) / RICH_LINE), column, bare, inks[name])
