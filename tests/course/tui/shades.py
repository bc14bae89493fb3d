"""What is painted, told in three themes at the price of one: the others are painted where a style is met first.

What a style is in another theme is known by the style and the place of the widget that paints with it.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from rich.cells import cell_len
from rich.style import Style
from snapshot import Looks, Snapshot, words
from styling import themed
from textual.app import App
from textual.dom import DOMNode
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from course.tui.remembering import Memory, RememberingStylesheet
from course.tui.themes import OWN

Key = tuple[int, int]
"""A number for the places of a widget and of those that it stands in, and one for what is seen of a style."""

_known: dict[Key, tuple[Looks, Looks] | None] = {}
"""What is seen of a glyph and of a blank in each style; None where the theme alone does not say it."""


class Painted(NamedTuple):
    """A part of a widget, with a line of text for each row of it."""

    widget: Widget
    part: Region
    place: int
    strips: list[Strip]


def shades(app: App[Any]) -> tuple[Snapshot, set[Style]] | None:
    """The window in all themes, and the styles that are in view; None where each has to be painted to know it."""
    screen, sheet = app.screen, app.stylesheet
    assert isinstance(sheet, RememberingStylesheet)
    if screen.styles.background.a < 1:
        return None
    memory, nodes = sheet._memory(), {}  # type: ignore[var-annotated]
    width, height = screen.size
    glyphs = [[" "] * width for _ in range(height)]
    keys: list[list[Key | None]] = [[None] * width for _ in range(height)]
    unknown: list[Painted] = []
    used: set[Style] = set()
    for widget, (region, clip) in screen._compositor.visible_widgets.items():
        part = region.intersection(clip).intersection(screen.size.region)
        if not any(None in keys[y][part.x : part.right] for y in part.line_range):
            continue
        strips = widget.render_lines(part.translate(-region.offset))
        painted = Painted(widget, part, _place(widget, memory, nodes), strips)
        styles = {segment.style for strip in strips for segment in strip}
        used |= styles - {None}  # type: ignore[arg-type]
        if any((painted.place, _number(style)) not in _known for style in styles):
            unknown.append(painted)
        _fill(painted, glyphs, keys)
    if unknown:
        _learn(app, unknown)
    cells: list[tuple[Looks, ...]] = []
    for row, line in zip(keys, glyphs, strict=True):
        looks = [_known[key] for key in row if key is not None]
        if len(looks) < width or None in looks:
            return None
        cells.append(tuple([look[glyph == " "] for look, glyph in zip(looks, line, strict=True)]))  # type: ignore[index]
    return Snapshot(tuple("".join(line) for line in glyphs), tuple(cells)), used


_places: dict[object, int] = {}


def _place(widget: DOMNode, memory: Memory, known: dict[Any, Any]) -> int:
    """A number for the places of a widget and of those that it stands in: by these its colours are mixed."""
    found: int | None = known.get(("place", widget))
    if found is None:
        parent = widget._parent
        above = _place(parent, memory, known) if isinstance(parent, DOMNode) else memory
        found = known["place", widget] = _places.setdefault((above, memory.place(widget, known)), len(_places))
    return found


def _fill(painted: Painted, glyphs: list[list[str]], keys: list[list[Key | None]]) -> None:
    """Put down what a widget painted, where none above it has painted yet."""
    for y, strip in zip(painted.part.line_range, painted.strips, strict=False):
        x, row, line = painted.part.x, keys[y], glyphs[y]
        for text, style, _ in strip:
            key, shown = (painted.place, _number(style)), _cells(text)
            end = x + len(shown)
            if not any(row[x:end]):
                row[x:end] = [key] * len(shown)
                line[x:end] = shown
            else:
                for at, glyph in enumerate(shown, x):
                    if row[at] is None:
                        row[at], line[at] = key, glyph
            x = end


def _cells(text: str) -> list[str]:
    """The glyph of each cell; of a wide one only the first has it."""
    if text.isascii():
        return list(text)
    return [each for glyph in text for each in (glyph, *[""] * (cell_len(glyph) - 1))]


def _learn(app: App[Any], unknown: list[Painted]) -> None:
    """Paint widgets in the other themes, too, and remember what their styles are there."""
    others: list[list[list[Strip]]] = []
    for theme in OWN[1:]:
        with themed(app, theme, [each.widget for each in unknown]):
            others.append([each.widget.render_lines(_within(each)) for each in unknown])
    for painted, *strips in zip(unknown, *others, strict=True):
        met: dict[int, set[tuple[Style | None, ...]]] = {}
        for rows in zip(painted.strips, *strips, strict=True):
            texts = {row.text for row in rows}
            assert len(texts) == 1, f"In another theme other words are painted: {texts}"
            for styles in set(zip(*(_styles(row) for row in rows), strict=True)):
                met.setdefault(_number(styles[0]), set()).add(styles)
        for number, found in met.items():
            looks = {_looks(styles) for styles in found}
            key = painted.place, number
            _known[key] = looks.pop() if len(looks) == 1 and _known.get(key, ()) is not None else None


def _looks(styles: tuple[Style | None, ...]) -> tuple[Looks, Looks]:
    """What is seen of a glyph, and of a blank."""
    return (
        tuple([words(style, None) for style in styles]),
        tuple([words(style, theme.foreground or "") for style, theme in zip(styles, OWN, strict=True)]),
    )


_numbers: dict[Style | None, int] = {}
_seen: dict[tuple[str, str], int] = {}


def _number(style: Style | None) -> int:
    """A number for what is seen of a style: what a click does there is not."""
    found = _numbers.get(style)
    if found is None:
        found = _numbers[style] = _seen.setdefault((words(style, None), words(style, "")), len(_seen))
    return found


def _within(painted: Painted) -> Region:
    region, _ = painted.widget.screen._compositor.visible_widgets[painted.widget]
    return painted.part.translate(-region.offset)


def _styles(strip: Strip) -> list[Style | None]:
    """The style of each cell."""
    return [style for text, style, _ in strip for _ in range(cell_len(text))]
