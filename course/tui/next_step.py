"""The one next step: what a learner does next, and which key does it, for every moment of a lesson."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from course.phrases import in_words
from course.tui.page import Page
from course.tui.widgets.head import Part

_SIGNING_IN = re.compile(r"sign|-is-in\b(?!-use)")
"""What the names of checks have in them that somebody's signing in meets."""

Kind = Literal["read", "answer", "do", "wait", "go-on"]


@dataclass(frozen=True, slots=True)
class Act:
    """A key by the id of its binding, what it does here, and the action behind it."""

    name: str
    words: str
    action: str


@dataclass(frozen=True, slots=True)
class NextStep:
    """What to do next; `act` is the key that does it, `besides` are keys that help with it, the chief ones first."""

    kind: Kind
    words: str
    act: Act | None = None
    besides: tuple[Act, ...] = ()


@dataclass(frozen=True, slots=True)
class Moment:
    """What the next step depends on.

    `page` is the step in view, None behind the last one, where `following` is the next lesson's title if there is one.
    `more` says that the lesson has more to read below, `question` that one of the page's is open, `asking` that it can
    be seen without reading on, `tried` that an answer to it was wrong, `choosing` that its answers have the keys,
    `foretell` that it is a prediction, which comes before what is to be done. `waiting` are words
    for what has to pass before the thing refused can be done again, with the key that lets it pass. `missing` are words
    for a phone that the step needs and nobody has, with the key that brings one back. `place` is the part where the
    step can be gone on with, `passing` the key that lets time pass where that is what comes next. `undo` says that an
    act can be taken back, `parted` that it is the learner's signing out.
    """

    page: Page | None
    part: Part = "lesson"
    large: bool = False
    more: bool = False
    question: bool = False
    asking: bool = False
    tried: bool = False
    choosing: bool = False
    foretell: bool = False
    examined: bool = False
    following: str | None = None
    signed_out: bool = False
    waiting: tuple[str, Act] | None = None
    missing: tuple[str, Act] | None = None
    place: Part = "console"
    passing: Act | None = None
    undo: bool = False
    parted: bool = False

    @property
    def lesson_in_view(self) -> bool:
        """Whether the lesson's text can be read now."""
        return self.large or self.part == "lesson"


READ = Act("read-on", "read on", "read(1)")
ANSWER = Act("answer", "answer", "answer_or_go_on")
GO_ON = Act("go-on", "go on", "go_on")
LESSON = Act("part-lesson", "lesson", "part('lesson')")
MAP = Act("course-map", "course map", "course_map")
HAND_IN = Act("hand-in", "hand in", "hand_in")
UNDO = Act("undo", "undo", "undo")
CHOOSE = Act("answer", "choose", "answer_or_go_on")
WRONG = "That was not right. "
AGAIN = f"{WRONG}Answer again"
PLACES: dict[Part, Act] = {
    "console": Act("part-console", "console", "part('console')"),
    "terminal": Act("part-terminal", "terminal", "part('terminal')"),
    "phone": Act("part-phone", "phone", "part('phone')"),
    "time": Act("part-time", "time", "part('time')"),
}
"""The parts in which something can be done."""


def next_step(now: Moment) -> NextStep:
    """What comes next at this moment."""
    page = now.page
    if page is None:
        return _at_the_end(now)
    if page.complete:
        return _when_met(now, page)
    if now.examined:
        return NextStep("go-on", "The examination is closed: this step stays undone", GO_ON)
    if now.waiting is not None:
        return NextStep("wait", now.waiting[0], now.waiting[1], (UNDO,) if now.undo else ())
    if now.missing is not None:
        return NextStep("do", now.missing[0], now.missing[1], (UNDO,) if now.undo else ())
    first = now.question and (not _unmet(page) or (now.foretell and now.part == "lesson"))
    if now.more and now.part == "lesson" and not page.met and not (first and now.asking):
        return NextStep("read", "There is more to read below", READ, _help(page))
    if first:
        here = AGAIN if now.tried else "Answer the question"
        return _question(now, page, here, "A question waits in the lesson")
    if _unmet(page):
        return _to_do(now, page)
    act = GO_ON if now.lesson_in_view else LESSON
    return NextStep("go-on", "Nothing is to be done in this step: read it, and go on", act, _help(page))


def _at_the_end(now: Moment) -> NextStep:
    over = "The examination is closed" if now.examined else "The lesson is done"
    if now.more and now.lesson_in_view:
        return NextStep("read", f"{over}: read how it went", READ)
    if now.following is None:
        return NextStep("go-on", f"{over}, and no other follows", MAP)
    return NextStep("go-on", f"{over}. Next comes “{now.following}”", GO_ON, (MAP,))


def _when_met(now: Moment, page: Page) -> NextStep:
    if now.question:
        here = AGAIN if now.tried else "The step is done: a question about it is open"
        return _question(now, page, here, "A question waits in the lesson")
    if not any(how == "open" for how in page.ways) and not page.left:
        return NextStep("go-on", "The last step is done: see how the lesson went", GO_ON)
    return NextStep("go-on", "This step is done", GO_ON)


def _question(now: Moment, page: Page, here: str, elsewhere: str) -> NextStep:
    if not now.lesson_in_view:
        return NextStep("answer", elsewhere, LESSON)
    besides = () if page.complete else _help(page)
    if now.choosing:
        return NextStep("answer", f"{WRONG if now.tried else ''}Choose by ↑ ↓ or by a click", CHOOSE, besides)
    return NextStep("answer", here, ANSWER, besides)


def _to_do(now: Moment, page: Page) -> NextStep:
    unmet = _unmet(page)
    rest = f" (and {len(unmet) - 1} more)" if len(unmet) > 1 else ""
    words = f"{in_words(unmet[0], page.names)}{rest}"
    if now.signed_out and now.place == "console" and not _SIGNING_IN.search(unmet[0]):
        if now.parted:
            besides = (*(() if now.lesson_in_view else (LESSON,)), *_help(page))
            return NextStep("do", "You signed out: sign in again, or take that back", UNDO, besides)
        words = f"Sign in again, or use the terminal. {words}"
    passing = () if now.passing is None else (now.passing,)
    if now.part == "lesson":
        places = [PLACES[now.place]]
        if now.place == "console":
            places.append(PLACES["terminal"])
        return NextStep("do", words, None, (*passing, places[0], *_help(page), *places[1:]))
    return NextStep("do", words, None, (*passing, *(() if now.lesson_in_view else (LESSON,)), *_help(page)))


def _unmet(page: Page) -> list[str]:
    return [check.id for check in page.step.checks if check.id not in page.met]


def _help(page: Page) -> tuple[Act, ...]:
    """What help there is with a step."""
    if page.closed_book:
        return (HAND_IN,)
    hint = (Act("hint", "hint", "hint"),) if page.hints < len(page.step.hints) else ()
    return (*hint, *((Act("show-me", "show me", "show_me"),) if page.can_show else ()))
