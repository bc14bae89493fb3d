"""Blocks and lines as shapes, so that they meet whatever font a reader has."""

from __future__ import annotations

CELL, LINE = 12, 24
"""Width and height of a character, in pixels of the pictures."""

MIDDLE_X, MIDDLE_Y = CELL // 2, LINE // 2

EIGHTHS = {glyph: (0, LINE - 3 * n, CELL, 3 * n) for n, glyph in enumerate("▁▂▃▄▅▆▇█", 1)}
LEFTS = {glyph: (0, 0, round(CELL * n / 8), LINE) for n, glyph in enumerate("▏▎▍▌▋▊▉", 1)}
BLOCKS = {
    **EIGHTHS,
    **LEFTS,
    "▀": (0, 0, CELL, LINE // 2),
    "▔": (0, 0, CELL, 3),
    "▐": (6, 0, 6, LINE),
    "▕": (10, 0, 2, LINE),
}
"""x, y, width and height within the cell."""

ARMS = {
    "─": "lr", "│": "ud", "┌": "rd", "┐": "ld", "└": "ru", "┘": "lu", "├": "udr", "┤": "udl", "┬": "lrd", "┴": "lru",
    "┼": "lrud", "╶": "r", "╴": "l", "╵": "u", "╷": "d",
}  # fmt: skip
ARM = {
    "l": (0, MIDDLE_Y - 1, MIDDLE_X + 1, 2),
    "r": (MIDDLE_X - 1, MIDDLE_Y - 1, MIDDLE_X + 1, 2),
    "u": (MIDDLE_X - 1, 0, 2, MIDDLE_Y + 1),
    "d": (MIDDLE_X - 1, MIDDLE_Y - 1, 2, MIDDLE_Y + 1),
}
CORNERS = {"╭": (1, 1), "╮": (-1, 1), "╰": (1, -1), "╯": (-1, -1)}
"""Which way the two arms of a rounded corner go: right or left, down or up."""

DASHES = {"┄": [(n, MIDDLE_Y - 1, 2, 2) for n in (1, 5, 9)]}

ALONG = {"─", "▀", "▄", "█", "▁", "▔"}
"""Glyphs that one shape can be of, however many stand side by side."""

SHAPES = {*BLOCKS, *ARMS, *CORNERS, *DASHES}


def shape(glyph: str, count: int, x: int, y: int) -> str:
    """The path of `count` times a glyph side by side, from the upper left corner x, y of the first."""
    if glyph in ALONG:
        left, top, width, height = BLOCKS.get(glyph, (0, MIDDLE_Y - 1, CELL, 2))
        return _box(x + left, y + top, width * count, height)
    return "".join(_one(glyph, x + CELL * place, y) for place in range(count))


def _one(glyph: str, x: int, y: int) -> str:
    if glyph in CORNERS:
        return _corner(x + MIDDLE_X, y + MIDDLE_Y, *CORNERS[glyph])
    boxes = DASHES.get(glyph) or ([BLOCKS[glyph]] if glyph in BLOCKS else [ARM[arm] for arm in ARMS[glyph]])
    return "".join(_box(x + left, y + top, width, height) for left, top, width, height in boxes)


def _box(x: int, y: int, width: int, height: int) -> str:
    return f"M{x} {y}h{width}v{height}h{-width}z"


def _corner(x: int, y: int, right: int, down: int) -> str:
    sweep = int(right == down)
    return (
        f"M{x - right} {y + 12 * down}V{y + 6 * down}A7 7 0 0 {sweep} {x + 6 * right} {y - down}V{y + down}"
        f"A5 5 0 0 {1 - sweep} {x + right} {y + 6 * down}V{y + 12 * down}z"
    )
