"""What is painted anew of a lesson is all that became another, and stands where it belongs."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from terminal_window import TerminalWindow
from textual.pilot import Pilot

from course.progress.store import open_store
from course.tui.app import CourseApp
from course.tui.desk import Desk
from course.tui.screens.lesson import LessonScreen
from course.tui.time.time_bar import TimeBar

pytestmark = pytest.mark.usefixtures("painting")

NOON = 1_803_902_414_000
KEYS = (
    *("2", "down", "enter", "tab", "3", "right", "4"),
    *("a", "w", "s", "tab", "escape", "enter", "escape"),
    *("5", "left", "right", "f1", "escape", "u", "1", "pagedown", "2", "question_mark", "down", "escape"),
)


@pytest.mark.parametrize("size", [(120, 40), (80, 24)])
def test_the_terminal_shows_what_the_whole_window_would(tmp_path: Path, size: tuple[int, int]) -> None:
    clock = [NOON]

    async def scene(app: CourseApp, pilot: Pilot[None]) -> None:
        window = TerminalWindow(app)
        await pilot.resize_terminal(*size)
        await pilot.pause()
        assert isinstance(app.screen, LessonScreen)
        for key in KEYS:
            clock[0] += 1_000
            await pilot.press(key)
            if app.lesson is app.screen:
                app.lesson.tick()
            await pilot.pause()
            assert window.differing() == [], key

    async def sit() -> None:
        app = CourseApp(Desk(lambda: clock[0], open_store(tmp_path)), "11-time-and-drift")
        async with app.run_test(size=(100, 30)) as pilot:
            await pilot.pause()
            await scene(app, pilot)

    asyncio.run(sit())


def test_a_second_that_passes_paints_nothing_but_what_shows_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    clock = [NOON]

    async def sit() -> None:
        app = CourseApp(Desk(lambda: clock[0], open_store(tmp_path)), "11-time-and-drift")
        async with app.run_test(size=(120, 40)) as pilot:
            await pilot.pause()
            lesson = app.lesson
            assert lesson is not None
            await pilot.pause()
            lesson._on_timer_update()
            asked: set[str] = set()
            for widget in lesson.walk_children():
                render = widget.render_lines

                def asking(crop: object, name: str = type(widget).__name__, render: object = render) -> object:
                    asked.add(name)
                    return render(crop)  # type: ignore[operator]

                monkeypatch.setattr(widget, "render_lines", asking)
            clock[0] += 1_000
            lesson.tick()
            await pilot.pause()
            lesson._on_timer_update()
            assert TimeBar.__name__ in asked
            assert asked <= {TimeBar.__name__, "Phone", "TimeLab", "Vertical", "Horizontal", "LessonScreen"}

    asyncio.run(sit())
