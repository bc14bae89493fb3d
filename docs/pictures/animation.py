"""A walk as one SVG that plays by style sheet alone: what stays the same from stop to stop is drawn once."""

from __future__ import annotations

import html
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate
from typing import TypeVar

from docs.pictures.frame import Paper, Text
from docs.pictures.glyphs import CELL, LINE
from docs.pictures.svg import EDGE, Inks, document, drawing
from docs.pictures.walk import Stop

Thing = TypeVar("Thing", Paper, Text)
Shown = frozenset[int]
"""The stops at which something is to be seen, counted from 0."""

FOOT = 44
"""Pixels below the window, for the words."""

WORDS = "#e6e9ec"


def animation(stops: Sequence[Stop], title: str, poster: int) -> str:
    """The walk, without end; the stop `poster` alone where motion is unwanted or unknown."""
    columns, rows = stops[0].frame.columns, stops[0].frame.rows
    papers, texts = _by_shown(stop.frame.papers for stop in stops), _by_shown(stop.frame.texts for stop in stops)
    inks, names = Inks(), dict[Shown, str]()
    behind = "".join(_group(shown, drawing(papers[shown], (), inks), len(stops), names) for shown in _order(papers))
    before = "".join(_group(shown, drawing((), texts[shown], inks), len(stops), names) for shown in _order(texts))
    below = "".join(_words(number, stop, stops, names) for number, stop in enumerate(stops))
    rules = f"{inks.rules()}.w{{fill:{WORDS}}}{''.join(_rules(names, stops, poster))}"
    return document(columns, rows, title, rules, behind + before, below=below, foot=FOOT)


def _by_shown(frames: Iterable[Iterable[Thing]]) -> dict[Shown, list[Thing]]:
    """All that is painted, by the stops at which it is."""
    where = defaultdict[Thing, set[int]](set)
    for number, things in enumerate(frames):
        for thing in things:
            where[thing].add(number)
    found = defaultdict[Shown, list[Thing]](list)
    for thing, shown in where.items():
        found[frozenset(shown)].append(thing)
    return found


def _order(groups: Iterable[Shown]) -> list[Shown]:
    return sorted(groups, key=lambda shown: (-len(shown), sorted(shown)))


def _group(shown: Shown, drawn: str, count: int, names: dict[Shown, str]) -> str:
    if len(shown) == count:
        return drawn
    return f'<g class="{names.setdefault(shown, f"k{len(names)}")}">\n{drawn}</g>\n'


def _words(number: int, stop: Stop, stops: Sequence[Stop], names: dict[Shown, str]) -> str:
    """What is to be seen at a stop, below the window, and how far the walk is."""
    name = names.setdefault(frozenset([number]), f"k{len(names)}")
    y = LINE * stop.frame.rows + 2 * EDGE + 22
    right = CELL * stop.frame.columns + EDGE
    return (
        f'<g class="{name}"><text class="w" x="{2 * EDGE}" y="{y}">{html.escape(stop.words, quote=False)}</text>'
        f'<text class="w" x="{right}" y="{y}" text-anchor="end">{number + 1} of {len(stops)}</text></g>\n'
    )


def _rules(names: dict[Shown, str], stops: Sequence[Stop], poster: int) -> Iterator[str]:
    """When each group is to be seen."""
    begins = [0.0, *accumulate(stop.seconds for stop in stops)]
    yield "".join(f".{name}{{visibility:hidden}}" for shown, name in names.items() if poster not in shown)
    yield "@media (prefers-reduced-motion:no-preference){"
    yield ",".join(f".{name}" for name in names.values())
    yield f"{{animation:{begins[-1]:.1f}s step-end infinite}}"
    yield "".join(f".{name}{{animation-name:{name}}}" for name in names.values())
    yield "}"
    for shown, name in names.items():
        changes = [number for number in range(len(stops)) if number == 0 or (number in shown) != (number - 1 in shown)]
        steps = "".join(
            f"{100 * begins[number] / begins[-1]:.3g}%{{visibility:{'visible' if number in shown else 'hidden'}}}"
            for number in changes
        )
        yield f"@keyframes {name}{{{steps}}}"
