"""A lesson in a real browser, from start to end by keys: what it fetches is here, and a closed tab loses nothing."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from chromium import Chromium, Tab, chromium
from served import Served, ended, served

from course.progress.store import open_store

pytestmark = pytest.mark.long


@pytest.fixture(autouse=True)
def _installed() -> None:
    chromium()


SMALL, LARGE = (80, 24), (120, 40)


def test_a_lesson_by_keys_in_a_large_window_left_by_a_key_and_in_a_small_one_resumed_in_another_tab(
    tmp_path: Path,
) -> None:
    """One browser and one server do for both: starting them takes longer than a lesson."""

    async def sit() -> None:
        async with served(tmp_path / "home") as course, Chromium(tmp_path / "browser") as browser:
            await left_by_a_key(browser, course)
            await resumed_in_another_tab(browser, course, tmp_path / "home")

    asyncio.run(sit())


async def left_by_a_key(browser: Chromium, course: Served) -> None:
    tab = await opened(browser, course, LARGE)
    await copied_in_a_window_made_small(tab)
    await tab.press("Up", "Enter")
    await first_steps(tab)
    await last_steps(tab)
    assert_its_own(tab, course)

    (process,) = course.courses()
    await tab.press("q")
    await tab.says("You have left the course.")
    await ended(process)
    assert await tab.evaluate("document.activeElement.id") == "again"


async def copied_in_a_window_made_small(tab: Tab) -> None:
    """What is marked is copied as it is seen: nothing of the columns that the window had before."""
    await tab.fit(*SMALL)
    await tab.press("Down")
    shown = await tab.until("❯ 2 Introduction to IAM")
    (row,) = (number for number, line in enumerate(shown.splitlines()) if "❯ 2" in line)
    copied = await tab.copied((0, row), (79, row))
    assert copied.split() == "❯ 2 Introduction to IAM 8 min new · 6 steps".split()
    assert copied == copied.rstrip()
    await tab.fit(*LARGE)


async def resumed_in_another_tab(browser: Chromium, course: Served, home: Path) -> None:
    tab = await opened(browser, course, SMALL)
    await tab.press("Up", "r")
    await tab.until("Start “Getting started” again")
    await tab.press("y")
    await first_steps(tab, typed=True)
    (process,) = course.courses()
    await tab.close()
    await ended(process)
    assert_its_own(tab, course)
    kept = open_store(home).latest("01-getting-started")
    assert kept is not None
    assert kept.left_at is not None

    tab = await opened(browser, course, SMALL)
    await tab.press("Up", "Enter")
    await last_steps(tab)
    assert_its_own(tab, course)

    (process,) = course.courses()
    assert await course.interrupt() == 0
    await ended(process)
    await tab.says("The program `mfa-course web` has been ended.")


async def opened(browser: Chromium, course: Served, size: tuple[int, int]) -> Tab:
    """A new tab with the course map in it."""
    tab = await browser.tab()
    await tab.open(course.address)
    await tab.fit(*size)
    await tab.until("Getting started")
    return tab


async def first_steps(tab: Tab, *, typed: bool = False) -> None:
    """Do the steps of the first lesson up to the fourth, whose lines a key shows, and have a line `typed`."""
    await tab.until("step 1 of 6")
    await tab.press("g")
    await tab.until("step 2 of 6")
    if typed:
        await tab.press("4")
        await tab.until("F5 terminal")
        await tab.type("echo by keys")
        await tab.until("$ echo by keys by keys")
        await tab.press("Escape")
        await tab.until("4 terminal")
    await tab.press("m")
    await tab.until("Well done.")
    await tab.press("g")
    await tab.until("step 3 of 6")
    await tab.press("w")
    await tab.until("Well done.")
    await tab.press("g")
    await tab.until("step 4 of 6")


async def last_steps(tab: Tab) -> None:
    """Answer the questions of the other steps, rightly."""
    for step, downs in (("step 5 of 6", 1), ("step 6 of 6", 2), ("Done: Getting started", 1)):
        await tab.until("enter answer")
        await tab.press("Enter")
        await tab.until("enter choose")
        await tab.press(*["Down"] * downs, "Enter")
        await tab.until("Well done.")
        await tab.press("g")
        await tab.until(step)


def assert_its_own(tab: Tab, course: Served) -> None:
    """The tab asked for nothing but the course's own, and had nothing to complain of."""
    assert tab.fetched() == {course.origin, course.origin.replace("http:", "ws:")}
    assert tab.told("Runtime.exceptionThrown") == []
    assert [told for told in tab.told("Log.entryAdded") if told["entry"]["level"] == "error"] == []
