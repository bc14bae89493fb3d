"""The lesson beside the console: a step's prose and questions, what is to be reached, hints."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import ClassVar, TypeVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.markup import escape
from textual.reactive import reactive
from textual.widget import Widget
from textual.widgets import Collapsible, Static

from course.lesson.model import Aside, Block, Lesson, Prose, Question
from course.phrases import in_words, steps_in_words
from course.tui.in_turn import focus
from course.tui.keys.bindings import READING, in_prose, key_for, keymap_of
from course.tui.page import Page
from course.tui.widgets.question import Choices, QuestionBox
from course.tutor.answers import Answer
from course.tutor.run import LessonRun

AnyBlock = TypeVar("AnyBlock", bound=Block)

FOLDED = {"why": "Why?", "reveal": "Show it", "example": "An example"}


class Reading(VerticalScroll):
    """The text to read. What was said last stays in view while it and the parts around find their heights."""

    said: Widget | None = None

    rows: reactive[int] = reactive(0, repaint=False)
    """How many lines are in view."""

    def say(self, widget: Widget) -> None:
        """Bring `widget` into view, and again when heights change, until `said` is set to None."""
        self.said = widget
        self._bring()

    def on_mount(self) -> None:
        self.watch(self, "virtual_size", self._bring, init=False)
        self.watch(self, "show_vertical_scrollbar", self._place_thumb, init=False)

    def _place_thumb(self) -> None:
        """Textual leaves the thumb of a hidden bar where it is: the next text would seem to begin far down."""
        if self.show_vertical_scrollbar:
            self.vertical_scrollbar.position = self.scroll_y

    def on_resize(self) -> None:
        self.rows = self.scrollable_content_region.height
        self._bring()

    def _bring(self) -> None:
        if self.said is not None:
            self.call_after_refresh(self.said.scroll_visible, animate=False)


class LessonPane(Vertical):
    """Shows a page. Only another step builds it anew; progress within a step changes the lines at the bottom."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "answer", "answer the question", tooltip="Go to the question", id="answer", group=READING),
    ]

    DEFAULT_CSS = """
    LessonPane { padding: 0; }
    LessonPane > #step { height: auto; padding: 1 2 0 2; }
    LessonPane > #prose { height: 1fr; padding: 1 2 0 2; scrollbar-size-vertical: 1; }
    LessonPane Markdown { padding: 0; margin: 0; background: transparent; }
    LessonPane MarkdownFence { overflow: hidden; }
    LessonPane MarkdownFence > Label { width: 100%; padding: 1 0 1 2; }
    LessonPane Collapsible, LessonPane Collapsible:ansi {
        background: transparent; border: none; padding: 0; margin: 0 0 1 0;
    }
    LessonPane .aside { height: auto; border-left: thick $rule; padding: 0 0 0 1; margin: 0 0 1 0; }
    LessonPane .hint { height: auto; border-left: thick $accent; padding: 0 0 0 1; margin: 0 0 1 0; }
    LessonPane > #reach { height: auto; padding: 1 2; }
    """

    page: Page | None = None

    more: reactive[bool] = reactive(False)
    """Whether there is more to read below what is in view."""

    asking: reactive[bool] = reactive(False)
    """Whether the open question's answers can be chosen from without reading on: the last of them is in view."""

    def compose(self) -> ComposeResult:
        yield Static(id="step")
        yield Reading(id="prose")
        yield Static(id="reach")

    async def show(self, page: Page, answers: Iterable[Answer] = ()) -> None:
        """Show a page, building prose and questions anew when the step is another; `answers` closed some of those."""
        before, self.page = self.page, page
        prose = self.query_one("#prose", Reading)
        prose.said = None
        if page == before:
            return
        self.query_one("#step", Static).update(heading(page, key_for(self, "steps")))
        self._list(checklist(page) if page.step.checks else None)
        if before is None or (before.step, before.intro, before.closed_book) != (
            page.step,
            page.intro,
            page.closed_book,
        ):
            await prose.remove_children()
            blocks = [block for block in page.step.blocks if not (page.closed_book and isinstance(block, Aside))]
            await prose.mount_all(widgets([self._keyed(block) for block in (*page.intro, *blocks)]))
            if before is None or before.step.id != page.step.id:
                prose.scroll_home(animate=False)
            for answer in answers:
                self.answered(answer, just_now=False)
            before = None
        await self._give_hints(prose, None if before is None else before.hints, page)

    def _list(self, checks: Content | None) -> None:
        reach = self.query_one("#reach", Static)
        reach.display = checks is not None
        reach.update(checks or "")

    async def _give_hints(self, prose: Reading, before: int | None, page: Page) -> None:
        """Add the hints that are not shown; one taken just now comes into view, those of a step come back to do not."""
        given = before or 0
        if page.hints < given:
            await prose.query(".hint").remove()
            given = 0
        for number, hint in enumerate(page.step.hints[given : page.hints], given + 1):
            widget = folded(self._keyed(hint), f"Hint {number}", "hint")
            await prose.mount(widget)
            if before is not None:
                prose.say(widget)

    def _keyed(self, block: AnyBlock) -> AnyBlock:
        """A block with the keys that its text names as the learner has them."""
        if isinstance(block, Prose | Aside) and keymap_of(self.app):
            return replace(block, text=in_prose(block.text, self))
        return block

    def on_mount(self) -> None:
        prose = self.query_one("#prose", VerticalScroll)
        for what in ("scroll_y", "show_vertical_scrollbar", "rows"):
            self.watch(prose, what, self._look_below, init=False)
        self.watch(prose, "virtual_size", self._look_below_soon, init=False)

    def _look_below_soon(self) -> None:
        """What is in the text gets its height after the text has."""
        self.call_later(self._look_below)

    def _look_below(self) -> None:
        """Sources at the end are for who asks for them: nobody has to read on for them alone."""
        prose = self.query_one("#prose", VerticalScroll)
        end = prose.max_scroll_y
        if prose.children and (last := prose.children[-1]).has_class("sources"):
            end -= last.outer_size.height + last.styles.margin.bottom
        self.more = prose.show_vertical_scrollbar and prose.scroll_offset.y < end
        self._look_for_question()

    def _look_for_question(self) -> None:
        """Find out whether a question is to be answered that is in view."""
        box, prose = self._open_question(), self.query_one("#prose", VerticalScroll)
        bottom = 0
        if box is not None:
            bottom = box.virtual_region.y + box.answers_end - prose.scroll_offset.y
        self.asking = 0 < bottom <= prose.scrollable_content_region.height

    def focus(self, scroll_visible: bool = True) -> LessonPane:
        focus(self.query_one("#prose", VerticalScroll), scroll_visible)
        return self

    def action_answer(self) -> None:
        question = self._open_question()
        if question is not None:
            focus(question.query_one(Choices))

    def check_action(self, action: str, _parameters: tuple[object, ...]) -> bool | None:
        return self._open_question() is not None if action == "answer" else True

    @property
    def read_on(self) -> bool:
        """Whether the page is not where it begins any more."""
        return self.query_one("#prose").scroll_offset.y > 0

    @property
    def tried(self) -> bool:
        """Whether the open question had an answer that was wrong."""
        box = self._open_question()
        return box is not None and box.chosen is not None

    def _open_question(self) -> QuestionBox | None:
        return next((box for box in self.query(QuestionBox) if box.right is None), None)

    async def show_end(self, run: LessonRun, sheet: tuple[str, str] | None = None) -> None:
        """Show what was done, what went wrong and what to try; of an examination its mark sheet and notes, Markdown."""
        self.page = None
        done = "The examination is over" if sheet else f"Done: {run.lesson.title}"
        self.query_one("#step", Static).update(Content.styled(done, "bold $success"))
        self._list(None)
        prose = self.query_one("#prose", Reading)
        prose.said = None
        await prose.remove_children()
        keys = key_for(self, "steps"), key_for(self, "course-map")
        besides = Static(after(exercises(run.lesson), keys, marked=sheet is not None))
        if sheet:
            await prose.mount_all([markdown(sheet[0]), besides, Static(""), markdown(sheet[1])])
        else:
            from course.tutor.ending import ending

            await prose.mount_all([markdown(ending(run)), besides])
        prose.scroll_home(animate=False)

    def answered(self, answer: Answer, *, just_now: bool = True) -> None:
        """Show what came of an answer beside its question, and bring it into view if it was given just now."""
        for box in self.query(QuestionBox):
            if box.question.id == answer.question:
                box.show(answer)
                if box.right is not None and box.query_one(Choices).has_focus:
                    self.focus(scroll_visible=False)
                if just_now:
                    self.query_one(Reading).say(box.query_one(".feedback"))


def widgets(blocks: Iterable[Block]) -> list[Widget]:
    """What shows a step's blocks; hints, checks, mistakes and solutions show elsewhere."""
    from course.glossary.telling import SOURCES

    shown: list[Widget] = []
    for block in blocks:
        if isinstance(block, Prose):
            shown.append(markdown(block.text))
        elif isinstance(block, Question):
            shown.append(QuestionBox(block))
        elif isinstance(block, Aside) and block.kind in FOLDED:
            title = block.title or FOLDED[block.kind]
            shown.append(Collapsible(markdown(block.text), title=escape(title), collapsed=block.kind != "example"))
        elif isinstance(block, Aside) and block.kind == "note":
            shown.append(folded(block, block.title or "Note", "aside sources" if block.title == SOURCES else "aside"))
    return shown


def folded(aside: Aside, title: str, classes: str) -> Vertical:
    """An aside under its title."""
    return Vertical(Static(Content.styled(title, "bold")), markdown(aside.text), classes=classes)


def markdown(text: str) -> Widget:
    """Prose as a widget; links are shown, and opened only when asked."""
    from textual.widgets import Markdown

    from course.tui.widgets.prose import parser

    return Markdown(text, open_links=False, parser_factory=parser)


def heading(page: Page, steps: str = "t") -> Content:
    """A step's title, and how far it is along in words and dots; `steps` is the key that leads to the others."""
    signs = [{"met": "●", "left": "◌", "open": "○"}[how] for how in page.ways]
    if not page.complete:
        signs[page.number - 1] = "◐"
    parts = [
        (f"{page.step.title}\n", "bold $primary"),
        (f"step {page.number} of {page.count}  ", "$quiet"),
        ("".join(signs), "$accent"),
    ]
    if page.left:
        parts += [(f"\n{steps_in_words(page.left)} left undone  ", "$warning"), (steps, "bold"), (" go back", "$quiet")]
    return Content.assemble(*parts)


def checklist(page: Page) -> Content:
    """What the step wants reached; a check's id is its name in words."""
    lines = []
    for check in page.step.checks:
        name = in_words(check.id, page.names)
        if check.id in page.met:
            lines.append(Content.assemble(("☑ ", "$success"), name, ("  done", "$success")))
        else:
            lines.append(Content.assemble(("☐ ", "bold $accent"), name, ("  to do", "$accent")))
    return Content("\n").join(lines)


def exercises(lesson: Lesson) -> str:
    """The line that names the exercises which belong to a lesson; empty where there are none."""
    from course.exercise.belonging import in_words as exercises_of
    from course.library import id_of

    return exercises_of(id_of(lesson.path))


def after(exercises: str, keys: tuple[str, str] = ("t", "b"), *, marked: bool) -> Content:
    """What can be done besides once a lesson is over, or an examination, which is `marked`.

    `keys` lead to the steps and to the course map.
    """
    lines = [Content(exercises), Content("")] if exercises else []
    lines += [Content("The account is still open: try out what you like, and undo it."), Content("")]
    if marked:
        lines.append(Content.assemble((keys[0], "bold $accent"), " the steps, each with its solution now"))
    again = "draws another examination" if marked else "starts this lesson again"
    lines.append(Content.assemble((keys[1], "bold $accent"), f" course map, where “start again” {again}"))
    return Content("\n").join(lines)
