"""The glossary: the words of the present step first, then all; typing finds one, Enter shows it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from course.glossary.telling import text_of
from course.glossary.terms import Glossary, Term, load
from course.tui.in_turn import focus
from course.tui.keys.bindings import MOVING, READING
from course.tui.keys.key_bar import KeyBar
from course.tui.pointing import MARGIN
from course.tui.screens.window import Window
from course.tui.widgets.options import Options

if TYPE_CHECKING:
    from course.tui.screens.lesson import LessonScreen

NAME = 24
"""Columns for a term's name in the list."""


class Sought(Input):
    """The box for what is looked for."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "submit", "read it", tooltip="Show what the word means", id="go-there", group=MOVING),
        Binding(
            "up", "screen.cursor('cursor_up')", "choose", key_display="↑ ↓", tooltip="The one before", id="up",
            group=MOVING,
        ),
        Binding(
            "down", "screen.cursor('cursor_down')", show=False, tooltip="The next one", id="down", group=MOVING
        ),
        *(
            Binding(key, f"screen.cursor('{way}')", show=False, tooltip=tooltip, id=name, group=READING)
            for key, way, tooltip, name in (
                ("pageup", "page_up", "A page of words back", "read-back"),
                ("pagedown", "page_down", "A page of words on", "read-on"),
            )
        ),
    ]  # fmt: skip


class GlossaryScreen(Window[None]):
    """Lists the terms; the cursor moves in the list while the box has the letters."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "close", "close", tooltip="Close this window", id="close", group=MOVING),
    ]

    DEFAULT_CSS = """
    GlossaryScreen { align: center middle; background: $background 60%; }
    GlossaryScreen > Vertical {
        width: 92; max-width: 96%; height: 90%; padding: 1 2 0 2; background: $surface; border: round $border-blurred;
    }
    GlossaryScreen Static { height: auto; }
    GlossaryScreen Input, GlossaryScreen Input:focus { margin: 0 0 1 0; padding: 0 1; background: $panel; }
    GlossaryScreen OptionList { height: 1fr; border: none; background: $surface; padding: 0; }
    """

    def __init__(self, glossary: Glossary, here: Sequence[Term]) -> None:
        """List a glossary; `here` are the terms that stand in what the learner reads now."""
        super().__init__()
        self.glossary, self.here = glossary, tuple(here)
        self._listed: list[Term | None] = []

    def compose(self) -> ComposeResult:
        with Vertical():
            yield Static("Words of IAM and MFA. Type to find one.", markup=False)
            yield Sought(placeholder="a word, or its beginning", compact=True)
            terms = Options(compact=True)
            terms.can_focus = False
            yield terms
        yield KeyBar()

    def on_mount(self) -> None:
        self._list("")
        focus(self.query_one(Sought))

    def on_resize(self) -> None:
        self._list(self.query_one(Sought).value)

    @on(Input.Changed)
    def sought(self, event: Input.Changed) -> None:
        event.stop()
        self._list(event.value)

    @on(Input.Submitted)
    def read(self, event: Input.Submitted) -> None:
        event.stop()
        index = self.query_one(OptionList).highlighted
        if index is not None:
            self._show(index)

    @on(OptionList.OptionSelected)
    def clicked(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self._show(event.option_index)

    def action_cursor(self, way: str) -> None:
        getattr(self.query_one(Options), f"action_{way}")()

    def action_close(self) -> None:
        """First what was typed goes, then the screen."""
        box = self.query_one(Sought)
        if box.value:
            box.value = ""
        else:
            self.dismiss()

    def _show(self, index: int) -> None:
        term = self._listed[index]
        if term is not None:
            self.app.push_screen(TermScreen(term))

    def _list(self, typed: str) -> None:
        """List what goes with the letters typed: of the step first, then of all; the nearest where nothing does."""
        found = self.glossary.matching(typed)
        here = [term for term in self.here if term in found]
        others = [term for term in found if term not in here]
        if not found:
            near = self.glossary.nearest(typed)
            parts = [("Not in the glossary. The nearest:" if near else "Not in the glossary.", [near] if near else [])]
        elif here:
            parts = [("In what you read now", here), ("All others", others)]
        else:
            parts = [("", others)]
        self._listed, options = [], []
        width = min(self.app.size.width * 96 // 100, 92) - 9 - MARGIN
        for heading, terms in parts:
            if heading and (terms or not found):
                self._listed.append(None)
                options.append(Option(Content.styled(heading, "bold $primary"), disabled=True))
            for term in terms:
                self._listed.append(term)
                options.append(Option(row(term, width)))
        place = self.query_one(OptionList)
        place.clear_options()
        place.add_options(options)
        first = next((index for index, term in enumerate(self._listed) if term is not None), None)
        place.highlighted = first
        place.scroll_home(animate=False)


class TermScreen(Window[None]):
    """What a term means."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss", "back", tooltip="Back to the list of words", id="close", group=MOVING),
        Binding("enter,backspace", "dismiss", show=False, tooltip="Back to the list", id="close-too", group=MOVING),
    ]

    DEFAULT_CSS = """
    TermScreen { align: center middle; background: $background 60%; }
    TermScreen > VerticalScroll {
        width: 76; max-width: 96%; height: auto; max-height: 90%; padding: 1 2; background: $surface;
        border: round $border-blurred;
    }
    TermScreen Static { height: auto; }
    """

    def __init__(self, term: Term) -> None:
        super().__init__()
        self.term = term

    def compose(self) -> ComposeResult:
        with VerticalScroll():
            yield Static(explanation(self.term))
        yield KeyBar()

    def on_mount(self) -> None:
        focus(self.query_one(VerticalScroll))


def words_in_view(screen: Screen[object], lesson: LessonScreen | None) -> tuple[Glossary, tuple[Term, ...]]:
    """The glossary, and its terms that stand in the step or the question that is in view. Raises LessonError."""
    from course.tui.screens.review import ReviewScreen

    glossary, text = load(), ""
    page = lesson.attempt.page if lesson is not None else None
    if page is not None:
        text = text_of(page.step.title, (*page.intro, *page.step.blocks))
    elif isinstance(screen, ReviewScreen) and screen.item is not None:
        text = text_of("", [screen.item.question])
    return glossary, glossary.standing_in(text)


def row(term: Term, width: int) -> Content:
    """A line of the list: the term, and how what is said of it begins."""
    return Content.assemble(
        Content.styled(term.name, "bold").truncate(NAME - 2, ellipsis=True, pad=True), "  ", (term.says, "$quiet")
    ).truncate(width, ellipsis=True)


def explanation(term: Term) -> Content:
    """All that the glossary has of a term."""
    parts: list[str | tuple[str, str]] = [(term.name, "bold $primary"), f"\n\n{term.says}"]
    if term.today:
        parts += [("\n\nIn the console: ", "bold"), term.today]
    if term.also:
        parts.append(("\n\nAlso found by: " + ", ".join(term.also), "$quiet"))
    parts.append((f"\n\nSource: {term.source}", "$quiet"))
    return Content.assemble(*parts)
