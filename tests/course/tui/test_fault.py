"""A fault of the program's own is told in a few plain lines, at once."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from textual.app import App

from course.progress.store import open_store
from course.tui.app import CourseApp
from course.tui.desk import Desk
from course.tui.fault import words
from sim.clock import iso


def fault() -> TypeError:
    """An exception raised inside our own code."""
    try:
        iso("noon")  # type: ignore[arg-type]
    except TypeError as error:
        return error
    raise AssertionError("a time in words was taken")


def test_a_fault_is_named_with_the_places_in_our_code() -> None:
    told = words(fault())
    assert "What you did is kept" in told
    assert "TypeError: " in told
    assert "  sim/clock.py, line " in told
    assert "Traceback" not in told
    assert len(told.splitlines()) < 12


def test_the_app_tells_it_and_ends(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[str] = []
    panic = App.panic
    monkeypatch.setattr(App, "panic", lambda app, text: (told.append(text.plain), panic(app, text)))

    async def sit() -> None:
        app = CourseApp(Desk(lambda: 0, open_store(tmp_path)))
        async with app.run_test() as pilot:
            app._handle_exception(fault())
            await pilot.pause()

    with pytest.raises(TypeError):
        asyncio.run(sit())
    assert len(told) == 1
    assert told[0] == words(fault())
