"""A policy's document stays in view whole, however long its lines are."""

from __future__ import annotations

import asyncio

from textual.app import App, ComposeResult

from course.tui.console.json_box import JSONBox

LONG = '  "Resource": "arn:aws:iam::123456789012:mfa/a-name-that-is-longer-than-the-box-is-wide"'


class Narrow(App[None]):
    def compose(self) -> ComposeResult:
        yield JSONBox(f'{{\n{LONG},\n  "Effect"\n}}')


def test_a_long_line_is_wrapped_and_the_cursor_and_the_fault_are_told_by_the_documents_own_lines() -> None:
    async def session() -> None:
        app = Narrow()
        async with app.run_test(size=(40, 12)) as pilot:
            box = app.query_one(JSONBox)
            assert box.max_scroll_x == 0
            assert box.wrapped_document.height > box.document.line_count == 4
            box.move_cursor((1, 5))
            await pilot.press("down")
            row, column = box.cursor_location
            assert row == 1 and column > 5
            await pilot.press("shift+up")
            assert box.selection.start == (1, column) and box.cursor_location == (1, 5)
            assert box.selected_text == LONG[5:column]
            await pilot.press("end", "enter")
            assert box.document.get_line(2).startswith("  "), "enter keeps the indent of the whole line"
            await pilot.press("ctrl+z")
            assert box.fault is not None and box.fault.startswith("Line 4: ")
            box.go_to_fault()
            assert box.cursor_location == (3, 0)

    asyncio.run(session())
