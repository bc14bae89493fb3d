"""An examination: no help before its end, and a mark for each step then."""

from typing import Any

import pytest

from course.lesson.error import LessonError
from course.lesson.front_matter import front_matter
from course.lesson.model import Lesson
from course.lesson.parse import parse
from course.plain.play import play, play_on
from course.tutor.driving import BareSeat
from course.tutor.marking import marks
from course.tutor.run import LessonRun


@pytest.fixture
def examination(counting: str) -> Lesson:
    text = counting.replace("minutes: 1\n", "minutes: 1\nexamination: true\n")
    text = text.replace("## Two", ":::{note} Known\nA thing to know.\n:::\n:::{reveal}\nRead “One”.\n:::\n\n## Two")
    return parse(text, "examination.md")


def played(lesson: Lesson, driver: Any, *lines: str) -> tuple[int, str]:
    written: list[str] = []
    status = play(lesson, driver, lines, written.append)
    return status, " ".join("".join(written).split())


@pytest.mark.parametrize("word", ["hint", "show me", "show all", "solution", "reveal", "explain"])
def test_help_is_refused_before_the_end(examination: Lesson, fake_driver: Any, word: str) -> None:
    _, text = played(examination, fake_driver, word)
    assert "This is an examination, so help waits for its end." in text
    assert "First." not in text
    assert "set a 1" not in text
    assert fake_driver.lines == []


def test_words_of_mistakes_and_notes_wait_for_the_end(examination: Lesson, fake_driver: Any) -> None:
    lines = ("call Any too-old", "undo", "call Any too-old", "call Any too-new")
    status, text = played(examination, fake_driver, *lines)
    assert status == 1
    assert "Too old" not in text
    assert "A thing to know" not in text
    assert "Covered" not in text
    assert text.endswith("0 of 3 steps are met. It is not handed in: you can go on with it later.")
    status, text = played(examination, fake_driver, *lines, "hand in", "never read")
    assert status == 1
    assert "Reached: 0 of 3 steps. Left open: 3. Mistakes: 3. Wrong answers: 0." in text
    assert "1. One: left open. A mistake (2 times): Too old for step one. A mistake: Too new" in text
    assert "Read “One”." in text
    assert "Known A thing to know." in text
    assert "never read" not in fake_driver.lines


def test_one_that_was_handed_in_tells_its_marks_again(examination: Lesson, fake_driver: Any) -> None:
    seat = BareSeat(examination, fake_driver)
    seat.act("set a 1")
    seat.hand_in()
    written: list[str] = []
    assert play_on(seat, ["set b 1"], written.append) == 1
    assert "".join(written).startswith("\n“Counting” is over.\n\nReached: 1 of 3 steps.")
    assert fake_driver.lines == ["set a 1"]


def test_the_first_answer_counts(examination: Lesson, fake_driver: Any) -> None:
    status, text = played(examination, fake_driver, "set a 1", "2", "1", "set b 1", "hand in", "hand in")
    assert status == 0
    assert "Step 2 of 3 is met" in text
    assert "Right is: this Yes." in text
    assert "Reached: 3 of 3 steps. Left open: 0. Mistakes: 0. Wrong answers: 1." in text
    assert "2. Two: reached. A wrong answer: “that” No." in text
    assert "1. One: reached. 2." in text


def test_questions_passed_by_are_left_open(examination: Lesson, fake_driver: Any) -> None:
    _, text = played(examination, fake_driver, "set a 1", *["continue"] * 2, "set b 1", *["continue"] * 2)
    assert "Reached: 2 of 3 steps. Left open: 1." in text
    assert "2. Two: left open." in text


def test_nothing_ticks_off_after_the_end(examination: Lesson) -> None:
    run = LessonRun.start(examination, {}).leave({}).hand_in()
    assert (run.over, run.closed_book, run.hand_in()) == (True, False, run)
    after = run.after("set a 1", {"a": 1}, None, 1)
    assert after.met == 0
    assert [mark.reached for mark in marks(after)] == [False] * 3


def test_only_an_examination_is_handed_in(lesson: Lesson, fake_driver: Any) -> None:
    run = LessonRun.start(lesson, {})
    assert run.hand_in() is run
    _, text = played(lesson, fake_driver, "hand in", "hint")
    assert "Only an examination is handed in." in text
    assert "First." in text


@pytest.mark.parametrize(("word", "is_one"), [("true", True), ("false", False)])
def test_the_front_matter_says_that_it_is_one(word: str, is_one: bool) -> None:
    text = f"---\ntitle: T\nscenario: s\nminutes: 1\nexamination: {word}\n---\n"
    assert front_matter(text, "t.md").examination is is_one


def test_another_word_than_true_or_false_is_refused() -> None:
    with pytest.raises(LessonError, match="Write true or false") as caught:
        front_matter("---\ntitle: T\nscenario: s\nminutes: 1\nexamination: yes\n---\n", "t.md")
    assert caught.value.line == 5
