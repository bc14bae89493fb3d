"""The documents' pictures are what the course shows, stand alone, and play by style sheet alone."""

from __future__ import annotations

import asyncio
import json
import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
from simroom import ROOT_FOLDER
from textual._compositor import Compositor

from docs.pictures.animation import animation
from docs.pictures.cast import cast
from docs.pictures.frame import Frame, Ink, Paper, Text
from docs.pictures.glyphs import CELL, LINE
from docs.pictures.stills import STILLS
from docs.pictures.studio import Studio
from docs.pictures.svg import still, text_of
from docs.pictures.walk import Stop, page

FOLDER = ROOT_FOLDER / "docs" / "pictures"
LIMITS = {"walk.svg": 600_000, "walk.cast": 600_000}
SAID = {"map", "lesson"}
"""The pictures that are made anew here; `make pictures` makes them all."""

INK, WHITE = Ink("#112233"), Ink("#ffffff", bold=True)


PAINT = Compositor.render_full_update
"""As Textual has it: a picture is of what is painted."""


@pytest.fixture(autouse=True)
def as_it_is_painted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Compositor, "render_full_update", PAINT)
    for name in ("NO_COLOR", "TEXTUAL_THEME"):
        monkeypatch.delenv(name, raising=False)


@pytest.mark.long
@pytest.mark.parametrize("name", sorted(SAID))
def test_what_a_picture_says_is_what_the_course_says(name: str, tmp_path: Path) -> None:
    frame = asyncio.run(STILLS[name].make(Studio(tmp_path)))
    made = still(frame, STILLS[name].words)
    assert text_of((FOLDER / f"{name}.svg").read_text(encoding="utf-8")) == text_of(made), "run: make pictures"
    assert len(text_of(made)) > 60


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.svg")), ids=lambda path: path.name)
def test_a_picture_stands_alone(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert path.stat().st_size < LIMITS.get(path.name, 150_000)
    assert ElementTree.fromstring(text)[0].text
    assert text.count("://") == 1
    assert not re.search(r"<(script|image|use|foreignObject|a)\b|url\(|@import|href", text)


def test_every_picture_is_there_and_no_other() -> None:
    assert {path.stem for path in FOLDER.glob("*.svg")} == {*STILLS, "walk"}
    words = [
        line[3:].strip() for line in (FOLDER.parent / "walk.md").read_text("utf-8").splitlines() if line[:1].isdigit()
    ]
    drawn = (FOLDER / "walk.svg").read_text("utf-8")
    assert 12 <= len(words) <= 20
    assert all(word.replace("&", "&amp;") in drawn for word in words)
    events = [json.loads(line) for line in (FOLDER / "walk.cast").read_text("utf-8").splitlines()]
    assert events[0]["version"] == 2
    assert len(events) == len(words) + 2


def window(*texts: Text, papers: tuple[Paper, ...] = ()) -> Frame:
    return Frame(12, 2, papers, texts)


def test_blocks_and_lines_are_drawn_and_words_keep_their_columns() -> None:
    drawn = still(window(Text(0, 1, "a─b  c", INK), Text(1, 0, "██ <&>", WHITE)), "a & b")
    ElementTree.fromstring(drawn)
    assert [line.split(maxsplit=2) for line in text_of(drawn)] == [
        ["18", "12", "a"], ["18", "36", "b"], ["18", "72", "c"], ["42", "36", "<&>"],
    ]  # fmt: skip
    assert f"M{2 * CELL} 11h{CELL}v2h-{CELL}z" in drawn
    assert f"M0 {LINE}h{2 * CELL}v{LINE}h-{2 * CELL}z" in drawn


def test_what_stays_is_drawn_once_and_behind_what_changes() -> None:
    lit = (Paper(0, 0, 3, "#ffffff"),)
    stops = [
        Stop(window(Text(0, 0, "one", INK), Text(1, 0, "two", INK)), "first"),
        Stop(window(Text(0, 0, "one", INK), papers=lit), "second"),
        Stop(window(Text(0, 0, "one", INK), Text(1, 0, "two", INK)), "third"),
    ]
    drawn = animation(stops, "walk", 1)
    ElementTree.fromstring(drawn)
    assert drawn.count(">one<") == drawn.count(">two<") == 1
    assert drawn.index("#ffffff") < drawn.index(">one<")
    group = re.search(r'<g class="(k\d+)">\n<g [^>]*><text [^>]*>two', drawn)
    assert group is not None
    times = re.search(rf"@keyframes {group[1]}{{(.*?)}}}}", drawn)
    assert times is not None
    assert re.findall(r"visibility:(\w+)", times[1] + "}") == ["visible", "hidden", "visible"]
    still_part, playing = drawn.split("@media (prefers-reduced-motion:no-preference)")
    assert f".{group[1]}{{visibility:hidden}}" in still_part
    assert "animation" not in still_part
    assert "infinite" in playing


def test_a_cast_paints_what_changed_in_its_colours() -> None:
    stops = [
        Stop(window(Text(0, 1, "é", WHITE), papers=(Paper(0, 0, 12, "#102030"),)), "first"),
        Stop(window(Text(0, 1, "é", WHITE), Text(1, 0, "x", INK), papers=(Paper(0, 0, 12, "#102030"),)), "second"),
    ]
    _, first, second, end = (json.loads(line) for line in cast(stops, "t").splitlines())
    assert "\x1b[0;1;38;2;255;255;255;48;2;16;32;48mé" in first[2]
    assert "é" not in second[2]
    assert "\x1b[2;1H" in second[2]
    assert (first[0], second[0]) == (0, stops[0].seconds)
    assert end[0] == stops[0].seconds + stops[1].seconds
    assert "1. first\n2. second\n" in page(stops)


def test_the_first_picture_of_the_readme_is_one_of_them() -> None:
    readme = (ROOT_FOLDER / "README.md").read_text("utf-8")
    assert re.search(r"!\[[^\]]+\]\(docs/pictures/(\w+)\.svg\)", readme)
