from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from simroom import Room

from course.lesson.model import Lesson, Step
from course.lesson.parse import parse
from course.tui.next_step import Act, Moment, next_step
from course.tui.page import Page
from course.tui.screens.guidance import missing_phone, passing, place_of
from course.tui.screens.not_now import why_not

LESSON = """\
---
title: Small
scenario: none
minutes: 1
---
## Do {#do}

```{check} alice-has-an-mfa-device
a == `1`
```
```{check} you-are-signed-in
b == `1`
```
:::{hint}
First.
:::
```{solution}
set a 1
```

## Ask {#ask}

```{quiz} pick
question: Which?
choices:
  - {text: this, right: true, say: Yes.}
  - {text: that, say: No.}
```

## Read {#read}

Only this.
"""

CHECKS = frozenset({"alice-has-an-mfa-device", "you-are-signed-in"})


@pytest.fixture(scope="module")
def lesson() -> Lesson:
    return parse(LESSON, Path("small.md"))


def page(step: Step, **changes: object) -> Page:
    at_first = Page(step, 1, 3, names=("Alice",), can_show=True, ways=("open", "open", "open"))
    return replace(at_first, **changes)  # type: ignore[arg-type]


def said(moment: Moment) -> tuple[str, str, str | None, list[str]]:
    step = next_step(moment)
    return step.kind, step.words, step.act.name if step.act else None, [act.name for act in step.besides]


def test_a_step_is_read_first_and_then_done(lesson: Lesson) -> None:
    do = page(lesson.steps[0])
    assert said(Moment(do, more=True)) == (
        "read", "There is more to read below", "read-on", ["hint", "show-me"],
    )  # fmt: skip
    kind, words, act, besides = said(Moment(do))
    assert (kind, words, act) == ("do", "Alice has an MFA device (and 1 more)", None)
    assert besides == ["part-console", "hint", "show-me", "part-terminal"]


def test_in_another_part_of_a_small_window_the_lesson_is_a_key_away(lesson: Lesson) -> None:
    do = page(lesson.steps[0], met=frozenset({"alice-has-an-mfa-device"}))
    assert said(Moment(do, "phone", more=True)) == (
        "do", "You are signed in", None, ["part-lesson", "hint", "show-me"],
    )  # fmt: skip
    assert "part-lesson" not in said(Moment(do, "phone", large=True))[3]


def test_help_is_offered_only_where_there_is_some(lesson: Lesson) -> None:
    assert said(Moment(page(lesson.steps[0], hints=1, can_show=False), "terminal", large=True))[3] == []
    assert said(Moment(page(lesson.steps[0], closed_book=True), "terminal", large=True))[3] == ["hand-in"]


def test_a_question_is_answered_and_is_never_behind_the_learner(lesson: Lesson) -> None:
    ask = page(lesson.steps[1])
    assert said(Moment(ask, question=True))[:3] == ("answer", "Answer the question", "answer")
    assert said(Moment(ask, "console", question=True))[:3] == (
        "answer",
        "A question waits in the lesson",
        "part-lesson",
    )
    met = page(lesson.steps[0], complete=True, met=CHECKS)
    assert said(Moment(met, question=True))[1] == "The step is done: a question about it is open"
    assert said(Moment(page(lesson.steps[0]), question=True))[0] == "do"
    assert said(Moment(page(lesson.steps[0]), question=True, foretell=True))[:2] == ("answer", "Answer the question")
    assert said(Moment(page(lesson.steps[0]), "console", large=True, question=True, foretell=True))[0] == "do"


def test_an_open_question_in_view_comes_before_what_is_to_be_read_below_it(lesson: Lesson) -> None:
    ask = Moment(page(lesson.steps[1]), question=True, more=True)
    assert said(ask)[0] == "read"
    assert said(replace(ask, asking=True))[1:3] == ("Answer the question", "answer")
    assert said(replace(ask, asking=True, tried=True))[1:3] == ("That was not right. Answer again", "answer")
    met = page(lesson.steps[0], complete=True, met=CHECKS)
    again = Moment(met, question=True, tried=True)
    assert said(again)[1] == "That was not right. Answer again"
    assert said(replace(again, choosing=True))[1:3] == ("That was not right. Choose by ↑ ↓ or by a click", "answer")


def test_a_step_without_anything_to_do_is_read_and_turned(lesson: Lesson) -> None:
    assert said(Moment(page(lesson.steps[2])))[2] == "go-on"
    assert said(Moment(page(lesson.steps[2]), "time"))[2] == "part-lesson"


def test_a_step_that_is_met_is_turned_and_the_last_one_leads_to_the_end(lesson: Lesson) -> None:
    met = page(lesson.steps[0], complete=True, met=CHECKS, ways=("met", "open", "open"))
    assert said(Moment(met, "terminal"))[:3] == ("go-on", "This step is done", "go-on")
    last = replace(met, ways=("met", "met", "met"))
    assert said(Moment(last))[1] == "The last step is done: see how the lesson went"
    assert said(Moment(replace(last, ways=("met", "left", "met"))))[1] == "This step is done"


def test_what_was_refused_is_waited_for_with_undo_beside_it(lesson: Lesson) -> None:
    wait = ("The device has to show its next code first", Act("next-code", "go there", "next_code"))
    moment = Moment(page(lesson.steps[0]), waiting=wait, undo=True)
    assert said(moment) == ("wait", wait[0], "next-code", ["undo"])


def test_who_is_signed_out_is_told_unless_the_step_is_about_signing_in(lesson: Lesson) -> None:
    do = page(lesson.steps[0])
    assert said(Moment(do, signed_out=True))[1].startswith("Sign in again, or use the terminal.")
    parted = "You signed out: sign in again, or take that back"
    assert said(Moment(do, signed_out=True, undo=True, parted=True))[:3] == ("do", parted, "undo")
    assert said(Moment(do, signed_out=True, place="time"))[1] == said(Moment(do))[1]
    about_it = replace(do, met=frozenset({"alice-has-an-mfa-device"}))
    assert said(Moment(about_it, signed_out=True))[1] == "You are signed in"


def test_the_end_is_read_and_leads_on(lesson: Lesson) -> None:
    assert said(Moment(None, more=True))[:3] == ("read", "The lesson is done: read how it went", "read-on")
    assert said(Moment(None, following="More"))[:3] == ("go-on", "The lesson is done. Next comes “More”", "go-on")
    kind, words, act, _ = said(Moment(page(lesson.steps[0], met=CHECKS), examined=True))
    assert (kind, words, act) == ("go-on", "The examination is closed: this step stays undone", "go-on")
    assert said(Moment(None, examined=True))[1:3] == ("The examination is closed, and no other follows", "course-map")


@pytest.mark.parametrize(
    ("line", "place"),
    [
        ("aws iam list-users", "console"),
        ("phone alice scan", "phone"),
        ("phone alan drift -3000ppm\nwait 10h", "time"),
        ("token alice code", "phone"),
        ("wait next-code alice\nas alice aws s3 ls", "console"),
        ("wait next-code alice", "time"),
        ("wait 30s", "time"),
        ("wait 1s\nas alice aws s3 ls", "console"),
        ("wait 60d\nas alice aws s3 ls", "time"),
        ("time pause", "time"),
        ("code=$(phone alice code)", "console"),
        ("wait next-code alice\nas alice export $(as alice aws sts get-session-token --query x)", "terminal"),
        ("wait next-code alice; code=$(token alice code)\nas attacker sign-in Alice --code $code", "terminal"),
    ],
)
def test_the_place_of_a_step_is_told_by_its_next_line(line: str, place: str) -> None:
    assert place_of(*line.splitlines()) == place


@pytest.mark.parametrize(
    ("line", "key"), [("wait 1d", "day"), ("wait 4h", "hour"), ("wait 30s", None), ("support show 1", None)]
)
def test_a_wait_of_hours_or_days_is_told_with_its_key(lesson: Lesson, line: str, key: str | None) -> None:
    moment = Moment(page(lesson.steps[0]), "time", place="time", passing=passing(line))
    assert [each for each in said(moment)[3] if each in ("day", "hour")] == ([key] if key else [])


def test_a_phone_that_the_step_needs_and_nobody_has_is_told_before_all_else(lesson: Lesson, room: Room) -> None:
    lines = ["wait 30s", "code=$(phone alan code)", "phone alan replace"]
    assert missing_phone(lines, room.world, "lesson") is None
    room.ok("phone alan lose")
    missing = missing_phone(lines, room.world, "lesson")
    assert missing is not None
    assert said(Moment(page(lesson.steps[0]), missing=missing, more=True, undo=True)) == (
        "do",
        "Alan's phone is lost, and this step needs it",
        "part-phone",
        ["undo"],
    )
    at_the_phone = missing_phone(lines, room.world, "phone")
    assert at_the_phone is not None
    assert at_the_phone[1].name == "lose"
    assert missing_phone(["phone alan replace", "phone alan scan"], room.world, "lesson") is None
    room.ok("phone alan break")
    broken = missing_phone(lines, room.world, "phone")
    assert broken is not None
    assert broken[1].name == "new-phone"


def test_a_key_that_a_finished_step_has_no_use_for_leads_to_its_open_question(lesson: Lesson) -> None:
    done = page(lesson.steps[0], complete=True)
    assert why_not("show-me", done, str) == "This step is done. go-on goes on."
    assert why_not("show-me", done, str, asked=True) == "This step is done, but for a question. answer leads to it."
