"""Every screen in two sizes and three themes, as text; and each of its acts by keyboard, from wherever Tab leads.

What a screen is meant to look like stands in `snapshots/`; `make snapshots` writes it anew.
"""

from __future__ import annotations

import asyncio
import pkgutil
from importlib import import_module
from pathlib import Path

import pytest
import tours_console
import tours_course
import tours_windows
from snapshot import FOLDER
from textual.screen import Screen
from tour import Tour, still
from tours_states import State

import course.tui
from course.tui.console.page import Page
from course.tui.console.routes import ROUTES, Address

pytestmark = pytest.mark.long


@pytest.fixture(autouse=True)
def nothing_moves(monkeypatch: pytest.MonkeyPatch) -> None:
    still(monkeypatch)


@pytest.mark.parametrize("name", tours_console.TOURS)
def test_the_consoles_pages(name: str) -> None:
    scenario, steps = tours_console.TOURS[name]

    async def session() -> None:
        stage = tours_console.Stage(scenario)
        async with stage.run_test(size=tours_console.SIZES["80x24"]) as pilot:
            await pilot.pause()
            tour = Tour(name, tours_console.SIZES)
            tour.of(stage, pilot)
            await tours_console.play(tour, steps)
        tour.close()

    asyncio.run(session())


VISITS = {**tours_course.VISITS, **tours_windows.VISITS}

SCREENS = {
    "map": {"CourseMap", "HelpScreen", "GlossaryScreen", "TermScreen", "Confirm", "ReviewScreen"},
    "lesson": {"LessonScreen", "StepsScreen", "SolutionScreen", "HelpScreen"},
    "parts": {"LessonScreen", "QrScreen"},
    "phone": {"LessonScreen"},
    "terminal": {"LessonScreen", "PlainText"},
    "time": {"LessonScreen", "HistoryScreen", "Confirm"},
    "windows": {"Find", "JumpScreen", "HelpScreen"},
    "own": {"LessonScreen", "Confirm", "SolutionScreen", "CourseMap"},
}
"""The classes of screens that each tour shows."""


@pytest.mark.parametrize("name", VISITS)
def test_the_course(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    visitor = tours_course.Visitor(name, tmp_path)
    asyncio.run(VISITS[name](visitor))
    visitor.tour.close()
    assert visitor.tour.screens == SCREENS[name]


def leaves(kind: type, package: str) -> set[type]:
    """The classes of a kind in a package below which there are no others of it."""
    for module in pkgutil.walk_packages(course.tui.__path__, "course.tui."):
        import_module(module.name)
    found, queue = set[type](), [kind]
    while queue:
        below = queue.pop().__subclasses__()
        queue += below
        found |= {each for each in below if each.__module__.startswith(package)}
    return {each for each in found if not found.intersection(each.__subclasses__())}


def class_of(name: str) -> type:
    """The class of a page of the console."""
    module, _, kind = ROUTES[name].partition(":")
    found: type = getattr(import_module(f"course.tui.console.{module}"), kind)
    return found


def test_every_page_of_the_console_is_on_a_tour() -> None:
    steps = [step for _, steps in tours_console.TOURS.values() for step in steps]
    pages = [step.page if isinstance(step, State) else step for step in steps if isinstance(step, Address | State)]
    assert ROUTES.keys() - {page.name for page in pages} - {"event", "access-key"} == set()
    tabs = {(name, tab) for name in ROUTES for tab in list(getattr(class_of(name), "TABS", {}))[1:]}
    assert tabs - {(page.name, page.about[-1]) for page in pages if page.about} == set()


def test_every_screen_is_on_a_tour() -> None:
    assert {screen.__name__ for screen in leaves(Screen, "course.tui")} == set.union(*SCREENS.values())


def test_every_page_of_the_console_has_an_address() -> None:
    found = leaves(Page, "course.tui.console")
    assert {page.__name__ for page in found} - {route.partition(":")[2] for route in ROUTES.values()} == set()


def test_every_file_belongs_to_a_tour() -> None:
    tours = {*tours_console.TOURS, *VISITS}
    assert {path.name for path in FOLDER.iterdir() if path.name.partition(".")[0] not in tours} == set()
