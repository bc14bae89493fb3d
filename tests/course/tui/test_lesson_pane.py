from __future__ import annotations

import asyncio

import pytest
from painted import painted_text
from textual.app import App, ComposeResult
from textual.widgets import Static

from course.lesson.model import Aside, Choice, Prose, Quiz
from course.tui.widgets.lesson_pane import LessonPane, Reading, markdown, widgets
from course.tui.widgets.question import Choices

LINE = "aws iam get-policy-version --version-id v1 --policy-arn arn:aws:iam::123456789012:policy/Reports"


class Narrow(App[None]):
    def get_theme_variable_defaults(self) -> dict[str, str]:
        return {"rule": "grey"}

    def compose(self) -> ComposeResult:
        yield LessonPane()


def test_a_long_command_line_is_wrapped_and_not_cut_off() -> None:
    async def session() -> str:
        app = Narrow()
        async with app.run_test(size=(40, 20)) as pilot:
            await app.query_one("#prose").mount(markdown(f"Type this:\n\n```\n{LINE}\n```\n"))
            await pilot.pause()
            return painted_text(app)

    assert LINE.replace(" ", "") in "".join(asyncio.run(session()).split())


def test_what_was_said_last_stays_in_view_while_heights_change() -> None:
    async def session() -> None:
        app = Narrow()
        async with app.run_test(size=(40, 20)) as pilot:
            reading = app.query_one(Reading)
            await reading.mount(Static("\n" * 40), answer := Static("Not so."))
            reading.say(answer)
            answer.update("Not so.\nIt holds for Admin.\nIt does not for root.")
            await pilot.pause()
            assert answer.region in reading.region and answer.region.height == 3
            await app.query_one(LessonPane).mount(Static("Well done.\n\n"))
            await pilot.pause()
            assert answer.region in reading.region
            reading.said = None
            reading.scroll_home(animate=False)
            await reading.mount(Static("more"))
            await pilot.pause()
            assert reading.scroll_offset.y == 0

    asyncio.run(session())


def test_another_text_begins_at_its_top_and_nobody_reads_on_for_sources_alone() -> None:
    text = [Prose("word " * 200, 1), Aside("note", "Sources", "source " * 200, 2)]

    async def session() -> None:
        app = Narrow()
        async with app.run_test(size=(40, 20)) as pilot:
            pane, reading = app.query_one(LessonPane), app.query_one(Reading)
            await reading.mount_all(widgets(text))
            await pilot.pause()
            assert pane.more
            reading.scroll_to_widget(reading.children[-1], animate=False)
            await pilot.pause()
            assert reading.scroll_y < reading.max_scroll_y and not pane.more
            await reading.remove_children()
            await pilot.pause()
            await reading.mount_all(widgets(text))
            await pilot.pause()
            assert reading.scroll_y == reading.vertical_scrollbar.position == 0 and pane.more

    asyncio.run(session())


def test_a_question_asks_while_the_last_of_its_answers_is_in_view() -> None:
    choices = (Choice("this", "Yes.", 3, right=True), Choice("that", "No.", 4))
    text = [Prose("word " * 200, 1), Quiz("pick", "Which?", choices, 2), Prose("word " * 200, 6)]

    async def session() -> None:
        app = Narrow()
        async with app.run_test(size=(40, 20)) as pilot:
            pane, reading = app.query_one(LessonPane), app.query_one(Reading)
            await reading.mount_all(widgets(text))
            await pilot.pause()
            bottom, height = pane.query_one(Choices).region.bottom - reading.content_region.y, reading.size.height
            assert bottom > height and not pane.asking
            for top, asking in ((-height, True), (-height - 1, False), (-1, True), (0, False)):
                reading.scroll_to(y=bottom + top, animate=False)
                await pilot.pause()
                assert ("that" in painted_text(app)) == pane.asking == asking
            reading.scroll_to(y=bottom - height, animate=False)
            await pilot.pause()
            assert pane.asking
            await pane.mount(Static("Well done.\n\n"))
            await pilot.pause()
            assert ("that" in painted_text(app)) is pane.asking is False

    asyncio.run(session())


def test_the_answer_under_the_cursor_is_in_view_where_not_all_of_them_are() -> None:
    choices = tuple(Choice(f"{name} " * 12, "Yes.", 3, right=name == "one") for name in ("one", "two", "three", "four"))
    text = [Prose("word " * 100, 1), Quiz("pick", "Which?", choices, 2), Prose("word " * 200, 6)]

    async def session() -> None:
        app = Narrow()
        async with app.run_test(size=(40, 7)) as pilot:
            reading = app.query_one(Reading)
            await reading.mount_all(widgets(text))
            await pilot.pause()
            app.query_one(LessonPane).action_answer()
            await pilot.pause()
            for key, name in (("", "one"), ("down", "two"), ("down", "three"), ("down", "four"), ("up", "three")):
                await pilot.press(key) if key else None
                await pilot.pause()
                assert f"❯ ○ {name} {name}" in painted_text(app), name
            reading.scroll_home(animate=False)
            reading.focus(scroll_visible=False)
            await pilot.pause()
            app.query_one(LessonPane).action_answer()
            await pilot.pause()
            assert "❯ ○ three three" in painted_text(app)
            reading.scroll_home(animate=False)
            await pilot.pause()
            while "○ one" not in painted_text(app):
                reading.scroll_relative(y=1, animate=False)
                await pilot.pause()
            assert "three" not in painted_text(app), "who reads on sees line after line"

    asyncio.run(session())


def test_answers_take_the_lines_that_they_need_at_any_width() -> None:
    choices = (Choice("word " * 12, "Yes.", 3, right=True), Choice("word " * 12, "No.", 4))

    async def session() -> None:
        app = Narrow()
        async with app.run_test(size=(40, 30)) as pilot:
            await app.query_one(Reading).mount_all(widgets([Quiz("pick", "Which?", choices, 2)]))
            for width, lines in ((40, 4), (100, 2), (25, 8), (40, 4)):
                await pilot.resize_terminal(width, 30)
                await pilot.pause()
                assert app.query_one(Choices).size.height == lines, width

    asyncio.run(session())


def test_answers_are_wrapped_once_for_a_width(monkeypatch: pytest.MonkeyPatch) -> None:
    choices = tuple(Choice("word " * count, "Yes.", 3, right=True) for count in (9, 14, 21, 24))
    drawn: list[int] = []
    draw = Choices._draw

    def counted(self: Choices) -> None:
        drawn.append(self.size.width)
        assert len(drawn) < 2, f"wrapped again and again for {sorted(set(drawn))}"
        draw(self)

    monkeypatch.setattr(Choices, "_draw", counted)

    async def session() -> None:
        app = Narrow()
        async with app.run_test(size=(72, 60)) as pilot:
            await app.query_one(Reading).mount_all(widgets([Quiz("pick", "Which?", choices, 2)]))
            await pilot.pause()
            for width in range(30, 50, 2):
                drawn.clear()
                await pilot.resize_terminal(width, 60)
                await pilot.pause()

    asyncio.run(session())
