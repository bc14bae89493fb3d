"""A walk as an asciicast, version 2, for `asciinema play`.

Source: https://docs.asciinema.org/manual/asciicast/v2/
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from itertools import groupby

from docs.pictures.frame import Frame, Ink
from docs.pictures.svg import GROUND
from docs.pictures.walk import Stop

PLAIN = Ink("#9aa5b1")


def cast(stops: Sequence[Stop], title: str) -> str:
    """The walk, with its words in a line below the window."""
    first = stops[0].frame
    header = {"version": 2, "width": first.columns, "height": first.rows + 1, "title": title}
    lines = [json.dumps(header)]
    time, before = 0.0, [""] * first.rows
    for number, stop in enumerate(stops):
        rows = list(_rows(stop.frame))
        changed = (f"\x1b[{n};1H{row}" for n, (row, old) in enumerate(zip(rows, before, strict=True), 1) if row != old)
        words = f"\x1b[{first.rows + 1};1H{_code(PLAIN, GROUND)}\x1b[K {stop.words}"
        clear = "\x1b[?25l\x1b[2J" if number == 0 else ""
        lines.append(json.dumps([round(time, 1), "o", f"{clear}{''.join(changed)}{words}"], ensure_ascii=False))
        time, before = time + stop.seconds, rows
    lines.append(json.dumps([round(time, 1), "o", "\x1b[0m\r\n\x1b[?25h"]))
    return "\n".join(lines) + "\n"


def _rows(frame: Frame) -> Iterator[str]:
    """Each row as a terminal takes it."""
    papers = [[GROUND] * frame.columns for _ in range(frame.rows)]
    for row, column, width, colour in frame.papers:
        papers[row][column : column + width] = [colour] * width
    cells = [[(" ", PLAIN)] * frame.columns for _ in range(frame.rows)]
    for row, column, text, ink in frame.texts:
        cells[row][column : column + len(text)] = [(glyph, ink) for glyph in text]
    for line, colours in zip(cells, papers, strict=True):
        runs = groupby(zip(line, colours, strict=True), lambda cell: (cell[0][1], cell[1]))
        yield "".join(_code(*look) + "".join(glyph for (glyph, _), _ in run) for look, run in runs)


def _code(ink: Ink, paper: str) -> str:
    signs = [*(["1"] if ink.bold else []), *(["4"] if ink.underlined else [])]
    return f"\x1b[0;{''.join(f'{sign};' for sign in signs)}38;2;{_triplet(ink.colour)};48;2;{_triplet(paper)}m"


def _triplet(colour: str) -> str:
    return ";".join(str(int(colour[at : at + 2], 16)) for at in (1, 3, 5))
