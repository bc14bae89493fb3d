"""Frames drawn as SVG that stands alone: no script, no font and nothing else from elsewhere."""

from __future__ import annotations

import html
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from itertools import groupby

from docs.pictures.frame import Frame, Ink, Paper, Text
from docs.pictures.glyphs import CELL, LINE, SHAPES, shape

EDGE = 12
"""What is left free around the window."""

BASE = 18
"""From the top of a row down to the line that its letters stand on."""

FONTS = "ui-monospace,Menlo,Consolas,'DejaVu Sans Mono',monospace"
GROUND = "#12171e"

_ROW = re.compile(r'<g transform="translate\(0 (\d+)\)">(.*?)</g>')
_TEXT = re.compile(r'<text x="(\d+)"[^>]*>([^<]*)</text>')


class Inks:
    """Short names for how texts are written."""

    def __init__(self) -> None:
        self._names: dict[Ink, str] = {}

    def name(self, ink: Ink) -> str:
        """The class of such a text."""
        return self._names.setdefault(ink, f"i{len(self._names)}")

    def rules(self) -> str:
        """The style sheet of the classes named so far."""
        return "".join(
            f".{name}{{fill:{ink.colour}{';font-weight:bold' if ink.bold else ''}"
            f"{';text-decoration:underline' if ink.underlined else ''}}}"
            for ink, name in self._names.items()
        )


def still(picture: Frame, title: str) -> str:
    """A picture of one frame; `title` says in words what it shows."""
    inks = Inks()
    drawn = drawing(picture.papers, picture.texts, inks)
    return document(picture.columns, picture.rows, title, inks.rules(), drawn)


def document(columns: int, rows: int, title: str, rules: str, drawn: str, *, below: str = "", foot: int = 0) -> str:
    """An SVG document with a window of so many columns and rows, and `foot` pixels for what is drawn `below` it."""
    width, height = CELL * columns + 2 * EDGE, LINE * rows + 2 * EDGE
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height + foot}" role="img">\n'
        f"<title>{html.escape(title, quote=False)}</title>\n"
        f"<style>text{{font:20px {FONTS};white-space:pre}}{rules}</style>\n"
        f'<rect width="{width}" height="{height + foot}" rx="8" fill="{GROUND}"/>\n'
        f'<g transform="translate({EDGE} {EDGE})">\n{drawn}</g>\n{below}</svg>\n'
    )


def drawing(papers: Collection[Paper], texts: Collection[Text], inks: Inks) -> str:
    """Papers first, then shapes, then texts row by row."""
    return f"{''.join(_papers(papers))}{''.join(_shapes(texts))}{''.join(_rows(texts, inks))}"


def text_of(document: str) -> list[str]:
    """What is to be read in a document, to tell whether it is current: the texts row by row."""
    return [
        f"{y:>4} {x:>5} {html.unescape(text)}" for y, row in _ROW.findall(document) for x, text in _TEXT.findall(row)
    ]


def _papers(papers: Collection[Paper]) -> Iterator[str]:
    """One rectangle for papers of a colour that lie below each other."""
    by_place = defaultdict[tuple[int, int, str], list[int]](list)
    for paper in papers:
        if paper.colour != GROUND:
            by_place[paper.column, paper.width, paper.colour].append(paper.row)
    by_colour = defaultdict[str, list[str]](list)
    for (column, width, colour), rows in by_place.items():
        for first, last in _runs(sorted(rows)):
            box = f"M{CELL * column} {LINE * first}h{CELL * width}v{LINE * (last + 1 - first)}h{-CELL * width}z"
            by_colour[colour].append(box)
    for colour, boxes in sorted(by_colour.items()):
        yield f'<path fill="{colour}" shape-rendering="crispEdges" d="{"".join(boxes)}"/>\n'


def _runs(rows: Iterable[int]) -> Iterator[tuple[int, int]]:
    for _, numbered in groupby(enumerate(rows), lambda pair: pair[1] - pair[0]):
        run = [row for _, row in numbered]
        yield run[0], run[-1]


def _shapes(texts: Collection[Text]) -> Iterator[str]:
    by_colour = defaultdict[str, list[str]](list)
    for row, column, text, ink in texts:
        for glyph, group in groupby(text):
            count = len(list(group))
            if glyph in SHAPES:
                by_colour[ink.colour].append(shape(glyph, count, CELL * column, LINE * row))
            column += count
    for colour, shapes in sorted(by_colour.items()):
        yield f'<path fill="{colour}" shape-rendering="crispEdges" d="{"".join(shapes)}"/>\n'


def _rows(texts: Collection[Text], inks: Inks) -> Iterator[str]:
    for row, group in groupby(sorted(texts), lambda text: text.row):
        words = "".join(_words(text, inks) for text in group)
        if words:
            yield f'<g transform="translate(0 {LINE * row + BASE})">{words}</g>\n'


def _words(run: Text, inks: Inks) -> str:
    """The text in pieces without drawn glyphs and without rows of blanks, each at its own place."""
    pieces = re.finditer(rf"[^\s{re.escape(''.join(SHAPES))}]+(?: [^\s{re.escape(''.join(SHAPES))}]+)*", run.text)
    return "".join(
        f'<text x="{CELL * (run.column + piece.start())}" textLength="{CELL * len(piece[0])}"'
        f' class="{inks.name(run.ink)}">{html.escape(piece[0], quote=False)}</text>'
        for piece in pieces
    )
