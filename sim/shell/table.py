"""`--output table`: boxes in ASCII, one for each list or structure, nested ones set in by a bar on each side."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any
from unicodedata import east_asian_width

TERMINAL_WIDTH = 80
"""Columns that the CLI takes for granted where it writes to no terminal."""

PADDING = 4
"""Blanks that a cell has at its sides, together."""


@dataclass(slots=True)
class _Section:
    title: str
    depth: int
    headers: list[str] = field(default_factory=list)
    rows: list[list[str]] = field(default_factory=list)

    def widths(self) -> list[int]:
        """The widths of the columns, padding included, as narrow as they can be."""
        lines = [self.headers, *self.rows]
        columns = max(map(len, lines))
        return [max(_cells(line[at]) for line in lines if at < len(line)) + PADDING for at in range(columns)]

    def width(self) -> int:
        return max(_cells(self.title), sum(self.widths())) + 2 + 2 * self.depth

    def upright(self) -> _Section:
        """The same with a row for each header, where the section is a header and one row."""
        if not self.headers or len(self.rows) != 1:
            return self
        rows = [list(pair) for pair in zip(self.headers, self.rows[0], strict=False)]
        return _Section(self.title, self.depth, rows=rows)


def table(title: str, data: Any, width: int = TERMINAL_WIDTH) -> Iterator[str]:
    """The lines of a table; none for what is empty.

    A table wider than `width` columns is printed with its single rows upright. Rows of different lengths, which the
    CLI refuses to print, are filled up with blanks.
    """
    if not data:
        return
    sections = [_Section(title, 0)]
    _add(sections, data, title, 0)
    if max(section.width() for section in sections) > width:
        sections = [section.upright() for section in sections]
    full = max(section.width() for section in sections)
    yield "-" * full
    for section in sections:
        bars = "|" * section.depth
        for line in _drawn(section, full - 2 * section.depth):
            yield bars + line + bars


def _add(sections: list[_Section], value: Any, title: str, depth: int) -> None:
    """Fill the last section, opened for this value, and open those of what is nested in it."""
    if isinstance(value, dict):
        _add_dictionaries(sections, [value], title, depth, single=True)
    elif isinstance(value, list) and all(isinstance(item, dict) for item in value):
        _add_dictionaries(sections, value, title, depth, single=False)
    elif isinstance(value, list):
        for item in value:
            if not _nested(item):
                sections[-1].rows.append([str(item)])
            elif not any(_nested(cell) for cell in item):
                sections[-1].rows.append([str(cell) for cell in item])
            else:
                _add(sections, item, "", 0)


def _add_dictionaries(
    sections: list[_Section], items: Sequence[dict[str, Any]], title: str, depth: int, *, single: bool
) -> None:
    plain = sorted({key for item in items for key, value in item.items() if not _nested(value)})
    nested = sorted({key for item in items for key, value in item.items() if _nested(value)})
    for at, item in enumerate(items):
        if at and nested:
            sections.append(_Section(title, depth))
        section = sections[-1]
        if single and len(plain) == 1:
            section.rows.append([plain[0], str(item[plain[0]])])
        elif plain or not single:
            section.headers = plain
            section.rows.append([str(item.get(key, "")) for key in plain])
        for key in nested:
            if item.get(key):
                sections.append(_Section(key, depth + 1))
                _add(sections, item[key], key, depth + 1)


def _nested(value: Any) -> bool:
    return isinstance(value, list | dict)


def _drawn(section: _Section, width: int) -> Iterator[str]:
    if section.title:
        yield _centred(section.title, width, "|")
        if not section.headers and not section.rows:
            yield f"+{'-' * (width - 2)}+"
    widths = _stretched(section.widths(), width)
    if not widths:
        return
    edges = ["|"] + [""] * (len(widths) - 1)
    rule = "+" + "+".join("-" * (each - 1 - len(edge)) for edge, each in zip(edges, widths, strict=True)) + "+"
    if section.headers:
        headers = _filled(section.headers, widths)
        yield rule
        yield "".join(map(_centred, headers, widths, edges))
    if section.rows:
        yield rule
        for row in section.rows:
            yield "".join(map(_left, _filled(row, widths), widths, edges))
        yield rule


def _filled(row: list[str], widths: list[int]) -> list[str]:
    return row + [""] * (len(widths) - len(row))


def _stretched(widths: list[int], full: int) -> list[int]:
    """The widths in the same proportions, made to add up to `full`."""
    if not widths:
        return widths
    factor = full / sum(widths)
    stretched = [round(factor * width) for width in widths]
    while (missing := full - sum(stretched)) != 0:
        if missing > 0:
            for at in range(len(widths))[::-1][:missing]:
                stretched[at] += 1
        else:
            for at in range(len(widths))[:-missing]:
                stretched[at] -= 1
    return stretched


def _centred(text: str, width: int, edge: str) -> str:
    return _cell(text, width, edge, width // 2 - _cells(text) // 2 - 1)


def _left(text: str, width: int, edge: str) -> str:
    return _cell(text, width, edge, 2 if _cells(text) + 2 + len(edge) + 1 <= width else 0)


def _cell(text: str, width: int, edge: str, before: int) -> str:
    """A cell of a width that counts its edges: a bar at its right, and `edge` at its left."""
    after = width - len(edge) - before - _cells(text) - 1
    return f"{edge}{' ' * before}{text}{' ' * after}|"


def _cells(text: str) -> int:
    """The columns that a text takes: two for wide characters and, as the CLI counts, ambiguous ones."""
    return sum(2 if east_asian_width(sign) in "WFA" else 1 for sign in text)
