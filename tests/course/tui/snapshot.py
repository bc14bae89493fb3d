"""A screen as text that can be reviewed in a diff: what is painted, and each cell's style in three themes.

A file holds the painted text, then a grid of the same shape with a letter for each cell's style, then what the letters
stand for: the colours and attributes in each theme. Blank cells count as written in the theme's foreground.
"""

from __future__ import annotations

import difflib
import os
import string
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from rich.cells import cell_len
from rich.style import Style

from course.tui.themes import OWN

FOLDER = Path(__file__).with_name("snapshots")
WRITING = os.environ.get("MFA_COURSE_SNAPSHOTS") == "write"
"""Whether what is painted is written, rather than compared with what was."""

ALL = WRITING or os.environ.get("MFA_COURSE_SNAPSHOTS") == "all"
"""Whether each theme is painted at each stop. Else one is, and of the others what `shades` has not met yet."""

COMMAND = "make snapshots   (or MFA_COURSE_SNAPSHOTS=write pytest tests/course/tui/test_snapshots.py)"

NAMES = tuple(theme.name.removeprefix("course-") for theme in OWN)
LETTERS = string.ascii_letters + string.digits + "αβγδεζηθικλμνξοπρστυφχψω"
STYLES, MEANS = "=== styles", "=== letters"

Looks = tuple[str, ...]
"""A cell's style in words, one for each theme."""


class Painting(NamedTuple):
    """Lines of text, and the style of each of their cells in words."""

    lines: tuple[str, ...]
    styles: tuple[tuple[str, ...], ...]


def painting(rows: Iterable[Iterable[tuple[str, Style | None]]], foreground: str) -> Painting:
    """What was painted, from its runs of one style each; blank cells take the theme's `foreground`."""
    lines: list[str] = []
    styles: list[tuple[str, ...]] = []
    for row in rows:
        runs = list(row)
        lines.append("".join(text for text, _ in runs))
        looks: list[str] = []
        for text, style in runs:
            written, blank = words(style, None), words(style, foreground)
            if text.isascii():
                looks += [blank if glyph == " " else written for glyph in text]
            else:
                looks += [blank if glyph == " " else written for glyph in text for _ in range(cell_len(glyph))]
        styles.append(tuple(looks))
    return Painting(tuple(lines), tuple(styles))


_known: dict[tuple[Style | None, str | None], str] = {}


def words(style: Style | None, blank: str | None) -> str:
    """A style in words; of `blank` cells only what can be seen of them."""
    found = _known.get((style, blank))
    if found is None:
        found = _known[style, blank] = _in_words(style or Style(), blank)
    return found


def _in_words(style: Style, blank: str | None) -> str:
    ink, paper = (
        color and (color.triplet.hex if color.triplet else color.name) for color in (style.color, style.bgcolor)
    )
    seen = ("underline", "underline2", "strike", "reverse")
    attributes = [name for name in ("bold", "dim", "italic", "blink", *seen) if getattr(style, name)]
    if blank is not None:
        attributes = [name for name in attributes if name in seen]
        ink = ink if attributes else blank
    return " ".join([ink or "default", "on", paper or "default", *attributes])


class Snapshot(NamedTuple):
    """A screen in the three themes."""

    lines: tuple[str, ...]
    cells: tuple[tuple[Looks, ...], ...]

    def written(self, before: str = "") -> str:
        """The text of its file. Letters stay what they were in the file `before`, where they still can."""
        plain = self._plain(before)
        letters = self._letters(before, plain)
        grid = ["".join("." if each == plain else letters[each] for each in row).rstrip(".") for row in self.cells]
        means = [f"{letter}  {_means(looks)}" for looks, letter in sorted(letters.items(), key=lambda pair: pair[1])]
        parts = [*(line.rstrip() for line in self.lines), STYLES, *grid, MEANS, f".  {_means(plain)}", *means]
        return "\n".join(parts) + "\n"

    def _plain(self, before: str) -> Looks:
        """The style of most cells, or what it was in the file `before` where that is still there."""
        counted = Counter(looks for row in self.cells for looks in row)
        said = before.partition(f"{MEANS}\n.  ")[2].partition("\n")[0]
        return next((looks for looks in counted if _means(looks) == said), counted.most_common(1)[0][0])

    def _letters(self, before: str, plain: Looks) -> Mapping[Looks, str]:
        """A letter for each style; one that only changed its colours keeps the letter that it had."""
        first: dict[Looks, tuple[int, int]] = {}
        for y, row in enumerate(self.cells):
            for x, looks in enumerate(row):
                if looks not in first and looks != plain:
                    first[looks] = (y, x)
        _, _, rest = before.partition(f"{STYLES}\n")
        grid, _, means = rest.partition(f"{MEANS}\n")
        rows = grid.splitlines()
        had = {line[3:]: line[0] for line in means.splitlines()[1:]}
        letters = {looks: had[_means(looks)] for looks in first if _means(looks) in had}
        for looks, (y, x) in first.items():
            if looks in letters:
                continue
            old = rows[y][x] if y < len(rows) and x < len(rows[y]) else "."
            taken = set(letters.values())
            free = (letter for letter in LETTERS if letter not in taken and letter not in had.values())
            again = (letter for letter in LETTERS if letter not in taken)
            letters[looks] = old if old != "." and old not in taken else next(free, "") or next(again)
        return letters


def _means(looks: Looks) -> str:
    return " | ".join(f"{name}: {look}" for name, look in zip(NAMES, looks, strict=True))


def snapshot(paintings: Iterable[Painting]) -> Snapshot:
    """What was painted in the three themes; the text has to be the same in all of them."""
    first, *others = paintings
    for name, other in zip(NAMES[1:], others, strict=True):
        assert other.lines == first.lines, f"In the theme {name} other words are painted:\n" + _diff(
            "\n".join(first.lines), "\n".join(other.lines), NAMES[0], name
        )
    rows = zip(first.styles, *(other.styles for other in others), strict=True)
    return Snapshot(first.lines, tuple(tuple(zip(*row, strict=True)) for row in rows))


class Album:
    """The snapshots of one tour, whose files begin with its name."""

    def __init__(self, tour: str) -> None:
        self.tour = tour
        self.shown: set[str] = set()
        self.faults: list[str] = []

    def agrees(self, name: str, size: str, shown: Snapshot) -> bool:
        """Whether this is what stands in the file of a stop."""
        path = FOLDER / f"{self.tour}.{name}@{size}.txt"
        if not path.exists():
            return False
        text, _, rest = path.read_text(encoding="utf-8").partition(f"{STYLES}\n")
        grid, _, legend = rest.partition(f"{MEANS}\n")
        meant = {line[0]: line[3:] for line in legend.splitlines()}
        rows = [
            [meant[letter] for letter in row.ljust(len(cells), ".")]
            for row, cells in zip(grid.splitlines(), shown.cells, strict=False)
        ]
        looks = {each for row in shown.cells for each in row}
        means = {each: _means(each) for each in looks}
        same = (
            text.splitlines() == [line.rstrip() for line in shown.lines]
            and rows == [[means[each] for each in row] for row in shown.cells]
            and meant.keys() == {letter for row in grid.splitlines() for letter in row} | {"."}
        )
        if same:
            self._seen(path)
        return same

    def _seen(self, path: Path) -> None:
        assert path.name not in self.shown, f"two stops of {self.tour} are called {path.name}"
        self.shown.add(path.name)

    def take(self, name: str, size: str, shown: Snapshot) -> None:
        """Write a snapshot, or hold it against the one that is there."""
        path = FOLDER / f"{self.tour}.{name}@{size}.txt"
        self._seen(path)
        before = path.read_text(encoding="utf-8") if path.exists() else ""
        now = shown.written(before)
        if now == before:
            return
        if WRITING:
            FOLDER.mkdir(exist_ok=True)
            path.write_text(now, encoding="utf-8")
        else:
            self.faults.append(_diff(before, now, path.name if before else "(no file)", f"{path.name}, as it is now"))

    def close(self) -> list[str]:
        """What is wrong, once the tour has ended: screens that look otherwise, and files that no stop shows."""
        for path in sorted(FOLDER.glob(f"{self.tour}.*.txt")):
            if path.name not in self.shown:
                if WRITING:
                    path.unlink()
                else:
                    self.faults.append(f"{path.name}: no stop of the tour shows this any more")
        if self.faults:
            self.faults.append(f"If it is meant so: {COMMAND}")
        return self.faults


def _diff(before: str, now: str, name: str, name_now: str) -> str:
    return "\n".join(difflib.unified_diff(before.splitlines(), now.splitlines(), name, name_now, n=1, lineterm=""))
