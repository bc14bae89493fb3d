"""What a lesson needs is imported while the learner still reads the course map, so that it opens at once."""

from __future__ import annotations

import asyncio
from importlib import import_module

from course.tui.garbage import made

MODULES = (
    "sim.policy.document",
    "sim.policy.managed",
    "sim.account",
    "sim.people",
    "sim.world",
    "sim.services",
    "sim.shell",
    "sim.scenario",
    "markdown_it",
    "sim.view",
    "course.driver",
    "course.lesson.model",
    "course.tutor.run",
    "course.sitting",
    "course.opening",
    "textual.widgets.markdown",
    "textual.widgets.data_table",
    "course.tui.attempt",
    "course.tui.console",
    "course.tui.widgets.question",
    "course.tui.widgets.lesson_pane",
    "course.tui.screens.parts",
    "course.tui.screens.lesson",
    "sim.completion",
)
"""In an order in which each takes little beyond those before it: the program may end after any of them."""

BREATH = 0.02
"""Seconds between two of them, for the keys that came meanwhile."""


async def import_ahead() -> None:
    """Import them one after another.

    Not in a thread: where two threads import at once, modules that need each other are met half made.
    """
    for name in MODULES:
        import_module(name)
        await asyncio.sleep(BREATH)
    made()
