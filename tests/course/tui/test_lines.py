"""A widget of lines paints those that changed, and shows what a whole paint would show."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence

from textual.app import App, ComposeResult
from textual.content import Content
from textual.pilot import Pilot
from textual.strip import Strip

from course.tui.widgets.lines import Lines


class Poem(Lines):
    DEFAULT_CSS = "Poem { width: 20; height: 4; border-top: solid red; padding: 0 1; }"

    def __init__(self) -> None:
        super().__init__()
        self.said = ["one", "two", "three"]
        self.painted: list[int] = []

    def lines(self) -> Sequence[Content]:
        return [Content.from_markup(line) for line in self.said]

    def render_line(self, y: int) -> Strip:
        self.painted.append(y)
        return super().render_line(y)

    def say(self, *said: str) -> None:
        self.said = list(said)
        self.look()

    def paint(self) -> list[str]:
        """What stands in it, below its border; `painted` are the lines that had to be painted for that."""
        self.painted = []
        return [strip.text.strip() for strip in self.render_lines(self.outer_size.region)][1:]


class Poems(App[None]):
    def compose(self) -> ComposeResult:
        yield Poem()


def in_an_app(look: Callable[[Poem, Pilot[None]], Awaitable[None]]) -> None:
    async def run() -> None:
        async with Poems().run_test() as pilot:
            poem = pilot.app.query_one(Poem)
            assert poem.paint() == ["one", "two", "three"]
            await look(poem, pilot)

    asyncio.run(run())


def test_a_line_that_changed_is_painted_and_no_other() -> None:
    async def look(poem: Poem, pilot: Pilot[None]) -> None:
        poem.say("one", "2", "three")
        assert (poem.paint(), poem.painted) == (["one", "2", "three"], [1])
        poem.say("one", "2", "three")
        assert (poem.paint(), poem.painted) == (["one", "2", "three"], [])

    in_an_app(look)


def test_a_line_in_another_style_and_one_that_went_are_painted() -> None:
    async def look(poem: Poem, pilot: Pilot[None]) -> None:
        poem.say("[bold]one[/]", "two")
        assert (poem.paint(), poem.painted) == (["one", "two", ""], [0, 2])
        style = next(iter(poem.render_line(0))).style
        assert style is not None and style.bold

    in_an_app(look)


def test_what_changed_out_of_sight_is_there_when_it_comes_back() -> None:
    async def look(poem: Poem, pilot: Pilot[None]) -> None:
        poem.display = False
        await pilot.pause()
        poem.say("1", "two")
        poem.say("1", "2")
        poem.display = True
        await pilot.pause()
        assert poem.paint() == ["1", "2", ""]

    in_an_app(look)


def test_another_theme_and_another_width_paint_all_of_it() -> None:
    async def look(poem: Poem, pilot: Pilot[None]) -> None:
        before = poem.render_line(0)
        pilot.app.theme = "textual-light"
        await pilot.pause()
        poem.paint()
        assert poem.painted == [0, 1, 2]
        assert poem.render_line(0) != before
        poem.styles.width = 24
        await pilot.pause()
        poem.say("wider than it was before", "two")
        assert (poem.paint(), poem.painted) == (["wider than it was", "two", ""], [0, 1, 2])

    in_an_app(look)


def test_what_is_selected_is_marked_and_can_be_taken() -> None:
    async def look(poem: Poem, pilot: Pilot[None]) -> None:
        before = poem.render_line(1)
        poem.text_select_all()
        await pilot.pause()
        assert pilot.app.screen.get_selected_text() == "one\ntwo\nthree"
        assert poem.paint() == ["one", "two", "three"]
        assert poem.render_line(1) != before
        pilot.app.screen.clear_selection()
        await pilot.pause()
        assert (poem.paint(), poem.render_line(1)) == (["one", "two", "three"], before)

    in_an_app(look)
