"""What is remembered of styles is what Textual finds by looking."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest
from simroom import START
from textual.css.stylesheet import Stylesheet
from textual.dom import DOMNode
from textual.widgets import Button

from course.progress.store import open_store
from course.tui.app import CourseApp
from course.tui.desk import Desk
from course.tui.remembering import RememberingStylesheet
from course.tui.widgets.lesson_list import LessonList


def styles(node: DOMNode) -> dict[str, dict[str, Any]]:
    """The rules of a node and of its components, by name."""
    parts = {name: dict(each.base._rules) for name, each in node._component_styles.items()}
    return {"": dict(node.styles.base._rules), **parts}


def agrees(app: CourseApp) -> None:
    """Hold each node of the screen against a style sheet that remembers nothing."""
    plain = app.stylesheet.copy()
    plain.parse()
    nodes = list(app.screen.walk_children(with_self=True))
    for node in nodes:
        remembered = styles(node)
        Stylesheet.apply(plain, node)
        assert styles(node) == remembered, node


@pytest.mark.long
def test_a_node_is_styled_as_textual_does_it_wherever_the_window_the_focus_and_the_theme_went(tmp_path: Path) -> None:
    app = CourseApp(Desk(lambda: START, open_store(tmp_path)))

    async def session() -> None:
        async with app.run_test(size=(80, 24)) as pilot:
            assert isinstance(app.stylesheet, RememberingStylesheet)
            assert isinstance(app.focused, LessonList)
            agrees(app)
            app.open_lesson("06-enabling-mfa-for-alice")
            await pilot.press("2", "tab")
            await pilot.resize_terminal(120, 40)
            await pilot.resize_terminal(80, 24)
            agrees(app)
            await pilot.press("tab", "tab")
            app.theme = "course-light"
            await pilot.pause()
            await pilot.press("shift+tab")
            assert isinstance(app.focused, Button)
            agrees(app)

    asyncio.run(session())
