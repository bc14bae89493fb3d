"""The course's themes: what is written can be read, in all of them."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from simroom import START
from textual.color import Color
from textual.screen import Screen
from textual.theme import Theme
from textual.widgets import Input

from course.progress.store import open_store
from course.tui.app import CourseApp
from course.tui.console import Console
from course.tui.desk import Desk
from course.tui.themes import CONTRAST, OWN, SIXTEEN

PAPERS = ("background", "surface", "panel")
INKS = ("foreground", "primary", "secondary", "accent", "success", "warning", "error", "quiet")
ROWS = ("block-cursor-background", "block-cursor-blurred-background")
PAIRS = [
    *((ink, paper) for ink in INKS for paper in (*PAPERS, *ROWS)),
    ("block-cursor-foreground", "block-cursor-background"),
    ("block-cursor-blurred-foreground", "block-cursor-blurred-background"),
    ("success", "surface 88% success"),
    ("error", "surface 88% error"),
    ("foreground", "panel 75% primary"),
    ("foreground", "panel 75% accent"),
    ("background", "accent"),
    ("input-cursor-foreground", "input-cursor-background"),
]  # fmt: skip
"""Ink and paper that stand together in the styles; a paper may be a mix."""

BORDERS = [
    ("border", "background"),
    ("border", "surface"),
    ("accent", "background"),
    ("scrollbar-active", "background"),
]
"""What shows the focus by colour, besides by a sign."""

DECORATION = {chr(code) for code in range(0x2500, 0x2600)} | {" "}
"""Frames, bars and blocks, whose meaning stands in words beside them."""


def ratio(one: Color, other: Color) -> float:
    """The contrast ratio of WCAG 2.2, 1 to 21 (https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio)."""
    lights = sorted(_luminance(each) for each in (one, other))
    return (lights[1] + 0.05) / (lights[0] + 0.05)


def _luminance(color: Color) -> float:
    parts = [part / 255 for part in color.rgb]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def wanted(theme: Theme, ink: str) -> float:
    return 7 if theme is CONTRAST and ink != "quiet" else 4.5


def variables(theme: Theme) -> dict[str, str]:
    found = {**theme.to_color_system().generate(), **theme.variables}
    found.setdefault("input-cursor-foreground", found["background"])
    return found


def paper_of(words: str, values: dict[str, str]) -> Color:
    first, *mix = words.split()
    color = Color.parse(values[first])
    return color.blend(Color.parse(values[mix[1]]), 1 - int(mix[0].rstrip("%")) / 100) if mix else color


@pytest.mark.parametrize("theme", OWN, ids=lambda theme: theme.name)
def test_every_ink_can_be_read_on_its_paper(theme: Theme) -> None:
    values = variables(theme)
    found = {(ink, paper): ratio(Color.parse(values[ink]), paper_of(paper, values)) for ink, paper in PAIRS}
    faint = {pair: round(each, 2) for pair, each in found.items() if each < wanted(theme, pair[0])}
    assert faint == {}
    edges = {pair: ratio(Color.parse(values[pair[0]]), paper_of(pair[1], values)) for pair in BORDERS}
    assert {pair: each for pair, each in edges.items() if each < 4.5} == {}


def test_black_on_white_is_21_to_1() -> None:
    assert round(ratio(Color.parse("#000"), Color.parse("#fff")), 2) == 21
    assert round(ratio(Color.parse("#777"), Color.parse("#fff")), 2) == 4.48


def faint_text(screen: Screen[object], least: float = 4.5) -> dict[str, float]:
    """What is painted and hard to read, with its ratio."""
    found: dict[str, float] = {}
    for strip in screen._compositor.render_strips():
        for segment in strip:
            style = segment.style
            if style is None or not set(segment.text) - DECORATION:
                continue
            assert style.color is not None
            assert style.bgcolor is not None
            assert not style.dim
            papers = [style.bgcolor, style.color] if style.reverse else [style.color, style.bgcolor]
            reached = ratio(*(Color(*paper.get_truecolor()) for paper in papers))
            if reached < least:
                found[segment.text.strip()] = round(reached, 2)
    return found


@pytest.mark.long
def test_what_is_painted_can_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    app = CourseApp(Desk(lambda: START, open_store(tmp_path)), "06-enabling-mfa-for-alice")

    async def session() -> None:
        async with app.run_test(size=(120, 40)) as pilot:
            await pilot.pause()
            assert app.lesson is not None
            await app.lesson.run_lines(["aws iam get-user --user-name Nobody", "phone alan lose"])
            for theme in OWN:
                app.theme = theme.name
                await pilot.pause()
                assert faint_text(app.screen) == {}, theme.name
            app.theme = SIXTEEN.name
            await app.lesson.run_line("sign-out")
            await pilot.press("2", *"Alan", "enter", *"wrong")
            console, box = app.lesson.query_one(Console), app.focused
            assert isinstance(box, Input)
            box.cursor_blink = False
            for tell in (console.refuse, console.say):
                tell("What the banner says")
                await pilot.pause()
                assert faint_text(app.screen, 3) == {}
            papers = {part.style.bgcolor for part in box.render_line(0) if part.style and not part.style.reverse}
            assert len(papers) == 2, "the cursor is not seen"

    asyncio.run(session())


def test_one_key_goes_through_the_themes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TEXTUAL_THEME", raising=False)
    app = CourseApp(Desk(lambda: START, open_store(tmp_path)))

    async def session() -> list[str]:
        async with app.run_test() as pilot:
            seen = [app.theme]
            for _ in OWN:
                await pilot.press("ctrl+t")
                seen.append(app.theme)
            return seen

    assert asyncio.run(session()) == ["course-dark", "course-light", "course-contrast", "course-dark"]


@pytest.mark.parametrize(("no_color", "expected"), [(False, "course-16"), (True, "course-dark")])
def test_sixteen_colours_have_a_theme_of_their_own_unless_there_are_none(
    no_color: bool, expected: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("TEXTUAL_THEME", raising=False)
    monkeypatch.delenv("NO_COLOR", raising=False)
    if no_color:
        monkeypatch.setenv("NO_COLOR", "1")
    app = CourseApp(Desk(lambda: START, open_store(tmp_path)), few_colours=True)
    assert app.theme == expected
    assert any(theme.ansi for theme in app.available_themes.values()) != no_color


def test_without_colours_the_cursor_is_underlined(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    app = CourseApp(Desk(lambda: START, open_store(tmp_path)))

    async def session() -> list[str]:
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.press("down")
            strips = app.screen._compositor.render_strips()
            return [part.text.strip() for strip in strips for part in strip if part.style and part.style.underline]

    underlined = asyncio.run(session())
    assert "Introduction to IAM" in underlined
    assert "Getting started" not in " ".join(underlined)
