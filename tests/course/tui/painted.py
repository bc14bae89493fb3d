"""What the compositor painted, as a picture and as text."""

from __future__ import annotations

import numpy as np
from rich.style import Style
from textual.app import App

_CELL_WIDTH, _CELL_HEIGHT = 4, 8
_INK_HALVES = {" ": (0, 0), "▄": (0, 1), "▀": (1, 0), "█": (1, 1)}


def painted_text(app: App[object]) -> str:
    """The window as plain text, one line a row."""
    return "\n".join("".join(segment.text for segment in strip) for strip in _strips(app))


def painted_picture(app: App[object]) -> np.ndarray:
    """The window as grey pixels: block glyphs in their own colours after all filters, other glyphs as smears.

    Where a filter dropped the colours, the terminal's own are taken: the theme says whether they are light on dark.
    """
    width, height = app.size
    picture = np.zeros((height * _CELL_HEIGHT, width * _CELL_WIDTH), dtype=np.uint8)
    plain = (230, 0) if app.current_theme.dark else (0, 255)
    for y, strip in enumerate(_strips(app)):
        x = 0
        segments = list(strip)
        for line_filter in app.get_line_filters():
            segments = line_filter.apply(segments, app.screen.background_colors[1])
        for segment in segments:
            ink, paper = _colours(segment.style, plain)
            halves = np.array([_INK_HALVES.get(glyph, (0.5, 0.5)) for glyph in segment.text]).reshape(-1, 2)
            pixels = np.repeat(paper + (ink - paper) * halves.T, _CELL_WIDTH, axis=1)
            rows = slice(y * _CELL_HEIGHT, (y + 1) * _CELL_HEIGHT)
            picture[rows, x * _CELL_WIDTH :][:, : pixels.shape[1]] = np.repeat(pixels, _CELL_HEIGHT // 2, axis=0)
            x += len(segment.text)
    return picture


def _strips(app: App[object]) -> list[list[object]]:
    return app.screen._compositor.render_strips()  # type: ignore[return-value]


def _colours(style: Style | None, plain: tuple[int, int]) -> tuple[float, float]:
    ink, paper = plain
    if style is not None:
        if style.color and style.color.triplet:
            ink = _grey(style.color.triplet)
        if style.bgcolor and style.bgcolor.triplet:
            paper = _grey(style.bgcolor.triplet)
        if style.reverse:
            ink, paper = paper, ink
    return ink, paper


def _grey(triplet: tuple[int, int, int]) -> int:
    red, green, blue = triplet
    return round(0.299 * red + 0.587 * green + 0.114 * blue)
