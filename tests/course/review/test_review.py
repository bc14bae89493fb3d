"""Questions that are due, asked of lessons as they now are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from course.lesson.model import Predict
from course.library import find, load, read_text, scenario
from course.review.asking import ask
from course.review.review import Item
from course.review.truth import truth
from sim.scenario import load as load_scenario

if TYPE_CHECKING:
    from conftest import Shelf

DAY = 86_400_000
LESSONS = [load(find(number)) for number in ("1", "2")]
PREDICTIONS = [
    (lesson, question)
    for lesson in LESSONS
    for step in lesson.steps
    for question in step.questions
    if isinstance(question, Predict)
]


def asked(shelf: Shelf, *answers: str, lesson: str | None = None) -> str:
    """What is said; an answer is the beginning of a choice of the question asked last, or goes in as it is."""
    written: list[str] = []

    def lines() -> Iterator[str]:
        for answer in answers:
            found = re.findall(rf"^  (\d)\. {re.escape(answer)}", "".join(written), re.MULTILINE) if answer else []
            yield found[-1] if found else answer

    ask(shelf.review(lesson), lines(), written.append)
    return "".join(written)


def number_of(item: Item, text: str) -> int:
    return next(n for n, choice in enumerate(item.question.choices, 1) if choice.text.startswith(text))


def test_a_question_is_asked_a_day_later_and_its_answer_explained(shelf: Shelf) -> None:
    shelf.met("why", "forum")
    assert asked(shelf, "A second") == "No question is due now. The next question comes back in a day.\n"
    shelf.now += DAY
    text = asked(shelf, "A second")
    assert "Question 1 of 1, from “Locks”, step “Why”.\nQuestion: What does MFA add?\n  1. " in text
    assert "Right. Two are better.\nIt comes back in 3 days.\n" in text
    assert text.endswith("\n1 of 1 right. The next question comes back in 3 days.\n")


def test_a_wrong_answer_gets_its_reason_and_the_right_one_and_comes_back_in_a_day(shelf: Shelf) -> None:
    shelf.met("why", "forum")
    shelf.now += DAY
    text = asked(shelf, "", "9", "what", "Another")
    assert text.count("Answer with a number from 1 to 2") == 2
    assert "Not so. It is no password.\nRight is: A second lock. Two are better.\nIt comes back in a day.\n" in text


def test_after_a_week_it_leaves(shelf: Shelf) -> None:
    shelf.met("why", "forum")
    for days, again in ((1, "in 3 days"), (3, "in a week"), (7, "no more")):
        shelf.now += days * DAY - 1
        assert "No question is due now." in asked(shelf, "A second")
        shelf.now += 1
        assert f"It comes back {again}." in asked(shelf, "A second")
    shelf.now += 100 * DAY
    assert "No question is on its way." in asked(shelf)


def test_a_prediction_is_asked_with_what_truly_happens_at_the_end_of_its_step(shelf: Shelf) -> None:
    shelf.met("in", "who")
    shelf.now += DAY
    assert "Not so. She is in.\nRight is: Alice is. She signed in." in asked(shelf, "Nobody")


def test_the_lesson_asked_for_is_asked_due_or_not_and_early_answers_gain_nothing(shelf: Shelf) -> None:
    shelf.met("why", "forum")
    shelf.met("in", "who")
    assert "2 of 2 right." in asked(shelf, "A second", "Alice is", lesson=shelf.id)
    assert {each.stage for each in shelf.store.reviews.of_lesson(shelf.id)} == {0}
    assert "You have met no question of this lesson yet." in asked(shelf, lesson="02-other")


def test_the_right_choice_does_not_stand_in_the_same_place_each_time(shelf: Shelf) -> None:
    shelf.met("why", "forum")
    places = set()
    for days in (1, 3, 7):
        shelf.now += days * DAY
        review = shelf.review()
        item = review.next()
        assert item is not None
        assert sorted(choice.text for choice in item.question.choices) == ["A second lock.", "Another password."]
        places.add(number_of(item, "A second"))
        review.answer(item, number_of(item, "A second"))
    assert places == {1, 2}


def test_each_answer_is_kept_as_it_is_given(shelf: Shelf) -> None:
    shelf.met("why", "forum")
    shelf.met("in", "who")
    shelf.now += DAY
    text = asked(shelf, "A second", "quit")
    assert text.endswith("\n1 of 1 right. More are due.\n")
    assert [each.question for each in shelf.store.reviews.due(shelf.now)] == ["who"]


def test_what_a_lesson_has_no_more_is_dropped_quietly(shelf: Shelf) -> None:
    shelf.met("why", "forum", "gone")
    shelf.now += DAY
    review = shelf.review()
    assert review.count == 1
    assert [each.question for each in shelf.store.reviews.of_lesson(shelf.id)] == ["forum"]


def test_a_prediction_that_comes_true_in_no_way_or_two_is_dropped(shelf: Shelf) -> None:
    text = (shelf.folder / "01-locks.md").read_text(encoding="utf-8")
    shelf.write(text.replace("== `0`", ">= `0`").replace("'Alice']) == `1`\",", "'Alice']) >= `0`\","))
    shelf.met("in", "who")
    shelf.now += DAY
    assert shelf.review().next() is None
    assert shelf.store.reviews.of_lesson(shelf.id) == []


@pytest.mark.parametrize("text", ["no lesson", "---\ntitle: Locks\nscenario: alice-and-alan\nminutes: 1\n---\n## A\n"])
def test_a_lesson_that_cannot_be_read_now_loses_no_question(shelf: Shelf, text: str) -> None:
    shelf.met("why", "forum")
    whole = (shelf.folder / "01-locks.md").read_text(encoding="utf-8")
    shelf.now += DAY
    shelf.write(text)
    assert shelf.review().next() is None
    (shelf.folder / "01-locks.md").unlink()
    assert shelf.review().next() is None
    shelf.write(whole)
    assert shelf.review().count == 1


def test_of_two_windows_the_first_answer_counts(shelf: Shelf) -> None:
    shelf.met("why", "forum")
    shelf.now += DAY
    here, there = shelf.review(), shelf.review()
    for review, choice in ((here, "A second"), (there, "Another")):
        item = review.next()
        assert item is not None
        review.answer(item, number_of(item, choice))
    assert [each.stage for each in shelf.store.reviews.of_lesson(shelf.id)] == [1]
    with pytest.raises(IndexError):
        here.answer(item, 3)


@pytest.mark.parametrize(("lesson", "question"), PREDICTIONS, ids=lambda each: getattr(each, "id", None))
def test_each_prediction_of_the_course_has_one_truth(lesson: object, question: Predict, shelf: Shelf) -> None:
    whole = next(each for each in LESSONS if each is lesson)
    text = read_text(scenario(whole.front.scenario, whole.path))
    world = load_scenario(text, whole.front.scenario, shelf.now)
    found = truth(whole, question, world)
    assert found in question.choices
