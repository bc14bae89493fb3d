"""Every screen in two sizes and three themes, as text; and each of its acts by keyboard, from wherever Tab leads.

What a screen is meant to look like stands in `snapshots/`; `make snapshots` writes it anew.
"""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
import tours_console
import tours_course
import tours_windows
from snapshot import FOLDER
from tour import Tour, still

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


@pytest.mark.parametrize("name", VISITS)
def test_the_course(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    visitor = tours_course.Visitor(name, tmp_path)
    asyncio.run(VISITS[name](visitor))
    visitor.tour.close()


def test_every_page_of_the_console_is_on_a_tour() -> None:
    steps = [step for _, steps in tours_console.TOURS.values() for step in steps]
    seen = {step.name for step in steps if isinstance(step, Address)} | {"event", "access-key"}
    assert ROUTES.keys() - seen == set()


def test_every_file_belongs_to_a_tour() -> None:
    tours = {*tours_console.TOURS, *VISITS}
    assert {path.name for path in FOLDER.iterdir() if path.name.partition(".")[0] not in tours} == set()
