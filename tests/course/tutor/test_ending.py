from __future__ import annotations

from typing import Any

import pytest

from course.lesson.model import Lesson
from course.lesson.parse import parse
from course.plain.play import play
from course.tutor.driving import BareSeat
from course.tutor.ending import at_work, ending, learned, on_the_way
from course.tutor.run import LessonRun

AT_WORK = """\
---
title: Small
scenario: none
minutes: 1
teaches: [two-codes, mfa-prompt]
---
## Only {#only}

:::{note} At work today
Ask **who** has none.
:::
```{check} a-is-one
a == `1`
```
"""

PREDICTED = """\
---
title: Small
scenario: none
minutes: 1
teaches: [undo]
---
## Only {#only}

```{predict} back
question: What is a then?
run: |
  set a 1
  undo
choices:
  - {text: 1, when: "a == `1`", say: It was taken back.}
  - {text: nothing, when: "a != `1`", say: So it is.}
```
"""


class Learner:
    """Goes through the counting lesson by acts."""

    def __init__(self, lesson: Lesson, driver: Any) -> None:
        self.lesson, self.driver = lesson, driver
        self.run = LessonRun.start(lesson, driver.state, driver.history.depth)

    def act(self, *lines: str) -> LessonRun:
        from course.tutor.driving import follow

        for line in lines:
            self.run, _ = follow(self.run, self.driver, line)
        return self.run

    def answer(self, step: int, number: int) -> LessonRun:
        question = self.lesson.steps[step].questions[0]
        self.run, _ = self.run.answer(question, number, self.driver.state, self.driver.last)
        return self.run


@pytest.fixture
def learner(lesson: Lesson, fake_driver: Any) -> Learner:
    return Learner(lesson, fake_driver)


def test_a_way_without_a_slip_is_said_to_be_one(learner: Learner) -> None:
    learner.act("set a 1")
    learner.answer(1, 1)
    assert "Nothing went wrong. You needed no hint, and took nothing back." in on_the_way(learner.act("set b 1"))


def test_each_slip_is_told_once_in_its_first_sentence_with_how_often(learner: Learner) -> None:
    learner.act("call SignIn too-old", "call SignIn too-old", "undo", "call SignIn reused", "set a 1")
    learner.answer(1, 2)
    told = on_the_way(learner.act("set b 1"))
    assert "- “One”: Too old for step one. (twice)\n" in told
    assert "- “One”: That code has been used already.\n" in told
    assert "- “Two”: you first answered otherwise to “Which?”" in told
    assert "You took back one act." in told


def test_slips_are_told_step_by_step_in_whatever_order_they_were_made(learner: Learner) -> None:
    learner.act("set a 1", "call SignIn reused")
    learner.answer(1, 2)
    told = on_the_way(learner.act("reset", "call SignIn reused"))
    assert [line[: len("- “One”")] for line in told.splitlines() if line.startswith("- ")] == [
        "- “One”",
        "- “Two”",
        "- “Two”",
    ]


def test_a_missed_answer_and_an_undo_stay_when_everything_is_reset(learner: Learner) -> None:
    learner.act("set a 1")
    learner.answer(1, 2)
    assert learner.act("undo", "reset").way.missed == (("two", "pick"),)
    assert learner.run.way.undone == 1


def test_the_undo_of_a_prediction_is_not_the_learner_s(fake_driver: Any) -> None:
    seat = BareSeat(parse(PREDICTED, "small.md"), fake_driver)
    for line in ("set b 1", "undo", "set a 1", "undo"):
        seat.act(line)
    seat.answer(seat.lesson.steps[0].questions[0], 1)
    assert "You took back one act." in on_the_way(seat.run)


@pytest.mark.parametrize("steps_done", [0, 2])
def test_what_a_question_runs_is_no_slip_whatever_step_is_at_hand(learner: Learner, steps_done: int) -> None:
    if steps_done:
        learner.act("set a 1")
        learner.answer(1, 1)
    assert learner.act("call Guess reused").way.refused == ()
    assert learner.act("call SignIn reused").way.refused != ()


def test_a_refusal_that_meets_a_step_is_no_slip(fake_driver: Any) -> None:
    learner = Learner(parse(AT_WORK.replace("a == `1`", "calls == `2`"), "small.md"), fake_driver)
    assert len(learner.act("call SignIn reused").way.refused) == 1
    run = learner.act("call SignIn reused")
    assert run.finished
    assert len(run.way.refused) == 1


def test_hints_and_questions_passed_by_are_counted_kindly(learner: Learner) -> None:
    learner.run, _ = learner.run.hint()
    learner.act("set a 1")
    learner.run = learner.run.pass_by(learner.lesson.steps[1], learner.driver.state)
    run = learner.act("set b 1")
    told = on_the_way(run)
    assert f"- {learner.lesson.steps[1].title} (a question passed by)\n" in f"{learned(run)}\n"
    assert learned(run).count("passed by") == 1
    assert "Nothing went wrong.\n\nYou took one hint.\n\nA question was passed by" in told


def test_the_end_tells_what_was_learned_and_what_to_try_at_work(fake_driver: Any) -> None:
    lesson = parse(AT_WORK, "small.md")
    run = LessonRun.start(lesson, fake_driver.state)
    told = ending(run)
    assert told.startswith("**What you did**\n\n- Only\n\nYou have practised: two codes and MFA prompt.")
    assert told.endswith("**To try at work**\n\nAsk **who** has none.")
    written: list[str] = []
    play(lesson, fake_driver, ["set a 1"], written.append)
    assert "To try at work\n\nAsk who has none.\n\nEvery step is met." in "".join(written)


def test_a_lesson_without_a_note_for_work_ends_without(lesson: Lesson) -> None:
    assert at_work(lesson) == ""
