"""The first screen: the lessons in order, what each gives, how far the learner is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from textwrap import wrap
from typing import ClassVar, Literal

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.screen import Screen
from textual.widgets import Static

from course.phrases import plural
from course.tui.keys.bindings import READING, key_for, key_of
from course.tui.keys.key_bar import KeyBar
from course.tui.progress import ALL_DONE, bar, course_progress
from course.tui.widgets.lesson_list import Entry, LessonList

MARGIN, MINUTES, STANDING = 5, 8, 28
"""Columns on the map: before a title, for the minutes, for how far the learner is."""


UNREADABLE = "cannot be read:"
"""What stands before the fault of a lesson."""

REVIEW = "review"
"""The name of the row that stands for the questions to look at again."""

State = Literal["new", "in progress", "done"]


@dataclass(frozen=True, slots=True)
class Row:
    """A lesson as the map shows it. `step` of `steps` is where the learner stands in a lesson in progress.

    `met` counts its steps that are done, `date` is the day on which it was begun, `due` counts its questions that are
    to be looked at again. A lesson that cannot be read has its `error` and only then.
    """

    name: str
    title: str
    about: str = ""
    minutes: int | None = None
    state: State = "new"
    step: int = 0
    steps: int = 0
    error: str | None = None
    numbered: bool = True
    course: str = ""
    """The course from elsewhere that the lesson belongs to; empty for ours."""
    wanted: str = ""
    """What stands in place of how far the learner is, to be seen at once."""
    met: int = 0
    date: str = ""
    due: int = 0

    @property
    def standing(self) -> str:
        """How far the learner is, as a bar and in words."""
        if self.wanted or not self.numbered:
            return self.wanted or ("" if self.state == "new" else self.state)
        begun = f" · {self.date}" if self.date else ""
        if self.state == "in progress":
            return f"{bar(self.met, self.steps)} {self.met} of {self.steps}{begun}"
        if self.state == "done":
            return f"{bar(1, 1)} done{begun}"
        return f"new · {plural(self.steps, 'step')}" if self.steps else "new"


class CourseMap(Screen[None]):
    """Lists the lessons; the one that comes next is selected. The app opens and restarts them."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "v", "review", "review", tooltip="The questions that are to be looked at again", id="review", group=READING
        ),
        Binding(
            "r", "restart", "start again", tooltip="Begin the lesson anew (asks first)", id="restart", group=READING
        ),
    ]

    @dataclass
    class Chosen(Message):
        """A lesson is to be opened, from its beginning if `restart`."""

        name: str
        restart: bool = False

    def __init__(self, rows: Sequence[Row], under_way: str = "") -> None:
        """`under_way` names the lesson to go on with, if it is not simply the first one in progress."""
        super().__init__()
        self.rows, self.under_way = tuple(rows), under_way

    def compose(self) -> ComposeResult:
        with Vertical(id="map"):
            yield Static("AWS IAM and multi-factor authentication", id="map-title")
            yield Static(self._welcome(), id="map-welcome")
            yield LessonList(*self._listed(), id="lessons")
        yield KeyBar()

    def show(self, rows: Sequence[Row], under_way: str = "") -> None:
        """List these lessons instead, and select the one that was left `under_way`, else what comes next."""
        self.rows, self.under_way = tuple(rows), under_way
        self.refresh_bindings()
        self.query_one("#map-welcome", Static).update(self._welcome())
        self.query_one(LessonList).show(*self._listed())

    def _listed(self) -> tuple[list[Entry], int, dict[int, Content]]:
        rows, under_way = self.rows, self.under_way
        return entries(rows, under_way), next_row(rows, under_way), headings(rows)

    def _welcome(self) -> Content:
        return welcome(self.rows, key_for(self, "review"), key_of(self.app, LessonList, "open"), self.under_way)

    @property
    def selected(self) -> Row | None:
        """The lesson under the cursor."""
        return self.rows[self.query_one(LessonList).cursor] if self.rows else None

    @on(LessonList.Chosen)
    def open_selected(self) -> None:
        row = self.selected
        if row is None:
            return
        if row.error is not None:
            self.notify(row.error, title=f"{row.title} cannot be opened", severity="warning", markup=False)
        else:
            self.post_message(self.Chosen(row.name))

    def action_review(self) -> None:
        self.post_message(self.Chosen(REVIEW))

    def check_action(self, action: str, _parameters: tuple[object, ...]) -> bool | None:
        return action != "review" or any(row.name == REVIEW for row in self.rows)

    def action_restart(self) -> None:
        row = self.selected
        if row is None or row.error is not None:
            return
        if row.state == "new":
            self.post_message(self.Chosen(row.name))
            return
        from course.tui.screens.confirm import Confirm

        question = Confirm(
            f"Start “{row.title}” again from its beginning?",
            "What you have done in it so far stays in your record; the lesson itself begins anew.",
            yes="start again",
        )
        self.app.push_screen(question, lambda sure: self._restart(row) if sure else None)

    def _restart(self, row: Row) -> None:
        self.post_message(self.Chosen(row.name, restart=True))


def entries(rows: Sequence[Row], under_way: str = "") -> list[Entry]:
    """What draws each lesson. Each course counts its own."""
    drawn: list[Entry] = []
    following = rows[next_row(rows, under_way)] if rows else None
    for _, course in groupby(rows, lambda row: row.course):
        number = 0
        for row in course:
            number += row.numbered
            is_next = row is following and (row.state != "done" or row.name == under_way)
            drawn.append(partial(prompt, row, number if row.numbered else None, is_next=is_next))
    return drawn


def headings(rows: Sequence[Row]) -> dict[int, Content]:
    """The titles of courses from elsewhere, each with the index of the lesson that it stands above."""
    found: dict[int, Content] = {}
    for index, row in enumerate(rows):
        if row.course and (index == 0 or rows[index - 1].course != row.course):
            found[index] = Content.styled(row.course, "bold $primary")
    return found


def prompt(row: Row, number: int | None, width: int, *, is_next: bool = False) -> Content:
    """A lesson's lines on the map, `width` columns wide; the one that comes next is marked so."""
    title = max(16, width - MARGIN - MINUTES - STANDING)
    mark = "" if number is None else str(number)
    if row.error is not None:
        told = _set_in(f"{UNREADABLE} {row.error}", width)
        named = Content.styled(f" {mark:>2}  {row.title}\n", "$quiet")
        return named + Content.styled(told, "$quiet").stylize("$error", 0, MARGIN + len(UNREADABLE))
    style, sign = {
        "new": ("$quiet", " "),
        "in progress": ("bold $accent", "◐"),
        "done": ("$success", "●"),
    }[row.state]
    if row.wanted:
        style, sign = "bold $accent", "◐"
    if is_next:
        style, sign = "bold $accent", "▸"
    minutes = "" if row.minutes is None else f"{row.minutes} min"
    due = f"{' ' * MARGIN}{plural(row.due, 'question')} to look at again\n" if row.due else ""
    return Content.assemble(
        (f" {mark:>2}  ", "bold $accent" if is_next else "$quiet"),
        Content.styled(row.title, "bold").truncate(title - 1, ellipsis=True, pad=True),
        (f"{minutes:>{MINUTES - 2}}   ", "$quiet"),
        (f"{sign} {row.standing}\n", style),
        (due, "$accent"),
        (_set_in(row.about, width), "$quiet"),
    ).rstrip()


def _set_in(words: str, width: int) -> str:
    """Words in lines that are set in as far as the titles."""
    return "\n".join(wrap(words, max(width, 2 * MARGIN), initial_indent=" " * MARGIN, subsequent_indent=" " * MARGIN))


def next_row(rows: Sequence[Row], under_way: str = "") -> int:
    """Which lesson comes next: the one that was left `under_way`, the one in progress, the first new one, the first."""
    for index, row in enumerate(rows):
        if row.name == under_way and row.error is None and row.numbered:
            return index
    for state in ("in progress", "new"):
        for index, row in enumerate(rows):
            if row.state == state and row.error is None and row.numbered and not (row.course and state == "new"):
                return index
    return 0


def welcome(rows: Sequence[Row], review: str = "v", enter: str = "enter", under_way: str = "") -> Content:
    """What stands above the lessons: what this is for a newcomer, where they stand for others, and what is due.

    `review` is the key for what is due, `enter` the one that opens a lesson; `under_way` names the one left just now.
    """
    due = next((row for row in rows if row.name == REVIEW and row.wanted), None)
    if due is None:
        return standing(rows, enter, under_way)
    return Content.assemble(standing(rows, enter, under_way), f"\n{due.title}: press ", (review, "bold $accent"), ".")


def standing(rows: Sequence[Row], enter: str = "enter", under_way: str = "") -> Content:
    """What this is for a newcomer, and where they stand for others."""
    lessons = [row for row in rows if row.error is None and row.numbered and not row.course]
    if not lessons:
        return Content("There is no lesson to open here. Lessons are Markdown files in the folder “lessons”.")
    row = rows[next_row(rows, under_way)]
    done = sum(lesson.state == "done" for lesson in lessons)
    so_far = Content.styled(f"{_so_far(lessons)}\n", "$success")
    if row.name == under_way and row.state == "done":
        return so_far + Content.assemble(
            "Welcome back. “", (row.title, "bold"), "”, begun anew, waits for you: press ",
            (enter, "bold $accent"), " to go on.",
        )  # fmt: skip
    if done == len(lessons):
        return so_far + Content(f"{ALL_DONE} Here you may open any of them again, or try things out in the sandbox.")
    if row.state == "in progress":
        return so_far + Content.assemble(
            "Welcome back. “", (row.title, "bold"), f"” waits for you at step {row.step} of {row.steps}: press ",
            (enter, "bold $accent"), " to go on.",
        )  # fmt: skip
    if done or row.name == under_way:
        return so_far + Content.assemble(
            "Welcome back. Next comes “", (row.title, "bold"), "”: press ",
            (enter, "bold $accent"), ".",
        )  # fmt: skip
    return Content.assemble(
        "Learn it by doing: an AWS account, people with phones, and a clock, all simulated here. Nothing can break, "
        "and everything can be undone. Press ", (enter, "bold $accent"), " to start the first lesson.",
    )  # fmt: skip


def _so_far(lessons: Sequence[Row]) -> str:
    """The course as a whole; a lesson that was done counts with all its steps, whatever was begun anew since."""
    met = sum(row.steps if row.state == "done" else row.met for row in lessons)
    left = sum(row.minutes or 0 for row in lessons if row.state != "done")
    done = sum(row.state == "done" for row in lessons)
    return course_progress(done, len(lessons), met, sum(row.steps for row in lessons), left)
