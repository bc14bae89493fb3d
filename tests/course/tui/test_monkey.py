"""Random keys, clicks and window sizes: nothing raises, what is in view is painted, and there is always a way back."""

from __future__ import annotations

import asyncio
import os
import random
from pathlib import Path

import pytest
from terminal_window import TerminalWindow
from textual import events
from textual.geometry import Offset
from textual.keys import _character_to_key
from textual.pilot import Pilot

from course.progress.store import open_store
from course.tui.app import CourseApp
from course.tui.desk import Desk
from course.tui.screens.course_map import CourseMap
from course.tui.screens.lesson import LessonScreen

pytestmark = [pytest.mark.long, pytest.mark.usefixtures("painting")]

NOON = 1_803_902_414_000
ACTS = 2_500
SEEDS = range(16 if os.environ.get("MFA_COURSE_MONKEY") == "all" else 4)
"""Ten thousand acts in each run of the tests; `make monkey` does four times as many."""

LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 .,/<>[]+?"
NAMED = (
    "enter enter enter tab tab shift+tab escape up down left right home end pageup pagedown backspace delete space "
    "ctrl+a ctrl+e ctrl+k ctrl+u ctrl+w ctrl+y ctrl+f ctrl+r ctrl+l ctrl+d ctrl+c ctrl+p alt+b alt+f "
    "shift+left shift+right f1 f2 f3 f4 f5 f6 f7"
).split()
WORDS = "undo", "redo", "people", "help", "whoami", "aws iam list-users", "explain", "wait 1h", "history", "reset", "{"
SIZES = (80, 24), (120, 40), (20, 5), (60, 16), (200, 60), (79, 23), (110, 36)
BURSTS = 1, 8, 24, 64
"""Keys that come at once."""

WAYS_BACK = 4
"""How often escape (thrice) and b may be needed until the map is in view, from anywhere."""


class Unquittable(CourseApp):
    """An app that goes on when it is told to end."""

    def action_quit_course(self) -> None:
        pass

    def action_suspend_process(self) -> None:
        pass


class Monkey:
    """Does something at random, and remembers what it did."""

    def __init__(self, pilot: Pilot[None], clock: list[int], seed: int) -> None:
        self.pilot, self.app, self.clock = pilot, pilot.app, clock
        self.random = random.Random(seed)
        self.done: list[str] = []

    async def act(self) -> None:
        dice = self.random.random()
        if dice < 0.8:
            await self.press(*(self._key() for _ in range(self.random.choice(BURSTS))))
        elif dice < 0.83:
            await self.press(*self.random.choice(WORDS), "enter")
        elif dice < 0.94:
            await self.click()
        elif dice < 0.97:
            await self.resize(self.random.choice(SIZES))
        else:
            await self.pass_time(self.random.choice([1, 1, 30, 3600]))

    def _key(self) -> str:
        return self.random.choice(NAMED if self.random.random() < 0.6 else LETTERS)

    async def press(self, *keys: str) -> None:
        """Press keys one right after the other."""
        self.done.extend(keys)
        driver = self.app._driver
        assert driver is not None
        for key in keys:
            name = _character_to_key(key) if len(key) == 1 and not key.isalnum() else key
            event = events.Key(name, key if len(key) == 1 else None)
            event.set_sender(self.app)
            driver.send_message(event)
        await self.pilot.pause()

    async def click(self) -> None:
        width, height = self.app.size
        offset = Offset(self.random.randrange(width), self.random.randrange(height))
        self.done.append(f"click {offset.x},{offset.y}")
        await self.pilot.click(offset=offset)

    async def resize(self, size: tuple[int, int]) -> None:
        self.done.append(f"{size[0]}x{size[1]}")
        await self.pilot.resize_terminal(*size)

    async def pass_time(self, seconds: int) -> None:
        self.done.append(f"{seconds} s pass")
        self.clock[0] += 1_000 * seconds
        for screen in self.app.screen_stack:
            if isinstance(screen, LessonScreen):
                screen.tick()
        await self.pilot.pause()

    async def go_back(self) -> None:
        """Come to the map by keys alone."""
        if self.app.size.width < 60 or self.app.size.height < 16:
            await self.resize((80, 24))
        for key in ("escape", "escape", "escape", "b") * WAYS_BACK:
            if not isinstance(self.app.screen, CourseMap):
                await self.press(key)
        assert isinstance(self.app.screen, CourseMap), f"no way back from {self.app.screen}, {self.app.focused}"


@pytest.mark.parametrize("seed", SEEDS)
def test_whatever_is_pressed_there_is_a_way_back(seed: int, tmp_path: Path) -> None:
    clock = [NOON]
    done: list[str] = []

    async def sit() -> None:
        app = Unquittable(Desk(lambda: clock[0], open_store(tmp_path)))
        async with app.run_test(size=(120, 40) if seed % 2 else (80, 24)) as pilot:
            await pilot.pause()
            monkey, window = Monkey(pilot, clock, seed), TerminalWindow(app)
            await monkey.resize((100, 30))
            monkey.done = done
            while len(done) < ACTS:
                round_ends = len(done) + ACTS // 10
                while len(done) < round_ends:
                    await monkey.act()
                assert window.differing() == []
                await monkey.go_back()
                await monkey.press("enter")

    try:
        asyncio.run(sit())
    except BaseException as error:
        again = f"pytest '{Path(__file__).name}::test_whatever_is_pressed_there_is_a_way_back[{seed}]'"
        error.add_note(f"Seed {seed}, act {len(done)}; again: MFA_COURSE_MONKEY=all {again}")
        error.add_note("after: " + " | ".join(done[-60:]))
        raise
    assert len(done) >= ACTS
