"""Letters over what takes the focus: one key goes there, and nothing is done by it."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from painted import painted_text
from simroom import START
from textual.app import App, ComposeResult
from textual.containers import VerticalScroll
from textual.events import DescendantFocus
from textual.widgets import Button, Static

from course.progress.store import open_store
from course.tui.app import CourseApp
from course.tui.desk import Desk
from course.tui.screens.jump import LABEL, JumpScreen, targets


@pytest.mark.long
def test_a_letter_leads_to_each_thing_in_view_from_within_a_box_too(tmp_path: Path) -> None:
    app = CourseApp(Desk(lambda: START, open_store(tmp_path)), "06-enabling-mfa-for-alice")

    async def session() -> None:
        async with app.run_test(size=(120, 40)) as pilot:
            await pilot.pause()
            lesson = app.lesson
            assert lesson is not None
            assert " 4 terminal" in painted_text(app)
            found = {target.place: target for target in targets(lesson)}
            in_view = [each for each in lesson.focus_chain if lesson.find_widget(each).visible_region.area]
            assert [place for place in found if not isinstance(place, str)] == in_view
            assert [found[part].key for part in ("lesson", "console", "phone", "terminal", "time")] == list("12345")
            assert len({target.key for target in found.values()}) == len(found)
            rows: dict[int, list[int]] = {}
            for target in found.values():
                rows.setdefault(target.offset.y, []).append(target.offset.x)
            for columns in rows.values():
                assert all(b - a >= LABEL for a, b in zip(sorted(columns), sorted(columns)[1:], strict=False))

            await pilot.press("4")
            command, add = lesson.query_one("#command"), lesson.query("Console Button").first()
            assert lesson.focused is command
            done, said = lesson.attempt.driver.history.depth, painted_text(app)
            await pilot.press("ctrl+o")
            assert isinstance(app.screen, JumpScreen)
            now = {target.place: target.key for target in app.screen.targets.values()}
            lines = painted_text(app).splitlines()
            target = app.screen.targets[now[add]]
            assert lines[target.offset.y][target.offset.x :].startswith(f" {target.key} ")
            await pilot.press(now[add])
            assert (app.screen, lesson.focused) == (lesson, add)
            assert lesson.attempt.driver.history.depth == done

            await pilot.press("ctrl+o", "4")
            assert lesson.focused is command
            await pilot.press("ctrl+o", "&", "escape")
            assert (app.screen, lesson.focused) == (lesson, command)
            assert painted_text(app) == said
            await pilot.press("ctrl+o")
            await pilot.click(offset=target.offset)
            assert (app.screen, lesson.focused) == (lesson, add)
            await pilot.press("ctrl+o")
            await pilot.resize_terminal(80, 24)
            await pilot.pause()
            assert app.screen is lesson
            await pilot.press("ctrl+o", "3")
            assert lesson.part == "phone"
            await pilot.resize_terminal(40, 10)
            await pilot.press("ctrl+o")
            assert app.screen is lesson

    asyncio.run(session())


def test_what_lies_under_a_docked_line_has_no_letter_until_it_is_scrolled_into_view() -> None:
    class Small(App[None]):
        CSS = "Static { height: 4; } #last { dock: bottom; height: 1; } Button { height: 1; border: none; }"

        def compose(self) -> ComposeResult:
            with VerticalScroll(can_focus=False):
                yield Static("above")
                yield Button("below")
                yield Static("a line", id="last")

    async def session() -> None:
        app = Small()
        async with app.run_test(size=(20, 5)) as pilot:
            await pilot.pause()
            assert targets(app.screen) == []
            app.screen.query_one(VerticalScroll).scroll_end(animate=False)
            await pilot.pause()
            assert [target.place for target in targets(app.screen)] == [app.screen.query_one(Button)]

    asyncio.run(session())


def test_who_has_gone_to_another_part_stays_there_whatever_had_the_focus_for_a_moment(tmp_path: Path) -> None:
    app = CourseApp(Desk(lambda: START, open_store(tmp_path)), "06-enabling-mfa-for-alice")

    async def session() -> None:
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.press("2")
            lesson = app.lesson
            assert lesson is not None
            assert lesson.part == "console"
            left = lesson.query("Console Button").first()
            await pilot.press("1")
            lesson.post_message(DescendantFocus(left))
            await pilot.pause()
            assert lesson.part == "lesson"

    asyncio.run(session())
