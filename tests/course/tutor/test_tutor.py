from typing import Any

import pytest

from course.lesson.model import Lesson
from course.lesson.parse import parse
from course.tutor.causes import explain, explain_call
from course.tutor.driving import follow
from course.tutor.run import LessonRun


class Learner:
    def __init__(self, lesson: Lesson, driver: Any) -> None:
        self.driver = driver
        self.run = LessonRun.start(lesson, self.driver.state)

    def do(self, *lines: str) -> int:
        for line in lines:
            self.run, _ = follow(self.run, self.driver, line)
        return self.run.met


@pytest.fixture
def learner(lesson: Lesson, fake_driver: Any) -> Learner:
    return Learner(lesson, fake_driver)


def test_a_step_ticks_from_the_state_and_stays_ticked(learner: Learner) -> None:
    assert learner.do("set b 1") == 0
    assert [holds for _, holds in learner.run.checks(learner.driver.state)] == [False]
    assert learner.do("set a 1") == 1
    assert learner.do("set a 2") == 1


def test_several_steps_tick_at_once_in_order(learner: Learner, lesson: Lesson) -> None:
    learner.do("set b 1", "set a 1")
    assert learner.run.met == 1
    learner.run, answer = learner.run.answer(lesson.steps[1].questions[0], 1, learner.driver.state)
    assert answer.right
    assert learner.run.met == 3
    assert learner.run.finished
    assert learner.run.step is None


def test_undo_un_ticks_and_redo_ticks_again(learner: Learner) -> None:
    assert learner.do("set x 1", "set a 1", "set x 2") == 1
    assert learner.do("undo") == 1
    assert learner.do("undo") == 0
    assert learner.do("redo") == 1
    assert learner.do("undo", "undo", "undo") == 0
    assert learner.do("redo", "redo", "redo") == 1


def test_what_changes_nothing_keeps_what_can_be_redone(learner: Learner) -> None:
    learner.do("set a 1", "undo")
    assert learner.do("look") == 0
    assert learner.do("redo") == 1


def test_a_new_act_after_undo_forgets_the_ticks_of_the_other_future(learner: Learner) -> None:
    learner.do("set x 1", "set a 1", "undo", "set x 2", "set x 3")
    assert learner.run.met == 0


def test_reset_starts_the_lesson_over_and_undo_brings_it_back(learner: Learner) -> None:
    learner.do("set a 1")
    assert learner.do("reset") == 0
    assert learner.do("undo") == 1
    assert learner.do("redo") == 0


def test_a_mistake_of_the_step_answers_the_call_then_one_of_the_lesson_then_general_words(learner: Learner) -> None:
    learner.do("call SignIn too-old")
    assert learner.run.words and learner.run.words.mistake == "too-old-here"
    learner.do("call SignIn too-new")
    assert learner.run.words and learner.run.words.mistake == "whole-lesson"
    learner.do("call SignIn reused")
    assert learner.run.words and learner.run.words.mistake is None
    assert "used already" in learner.run.words.text
    learner.do("look")
    assert learner.run.words is not None
    learner.do("call SignIn")
    assert learner.run.words is None


def test_a_mistake_of_another_step_is_silent(learner: Learner) -> None:
    learner.do("set a 1", "call EnableMFADevice too-old")
    assert learner.run.words and learner.run.words.mistake is None
    assert learner.run.words.text.startswith("These codes are 3 steps, 90 seconds, too old.")
    learner.do("undo")
    assert learner.run.words is None


def test_a_mistake_made_without_a_call_is_seen_by_the_state_and_counted_once(counting: str, fake_driver: Any) -> None:
    mistake = 'when: "!(last) && state.x == `9`"\nsay: Nine is too much.\ntry: set x 9'
    text = counting.replace("```{check} a-is-one", f"```{{mistake}} too-much\n{mistake}\n```\n```{{check}} a-is-one")
    learner = Learner(parse(text, "counting.md"), fake_driver)
    learner.do("set x 1")
    assert learner.run.words is None
    learner.do("set x 9")
    words = learner.run.words
    assert words and (words.text, words.mistake) == ("Nine is too much.", "too-much")
    learner.do("look")
    assert learner.run.words is words
    assert learner.run.way.mistakes == (("one", "too-much"),)
    learner.do("set x 8")
    assert learner.run.words is None
    learner.do("set x 9")
    assert learner.run.way.mistakes == (("one", "too-much"),) * 2
    learner.do("call SignIn")
    assert learner.run.words is None


def test_hints_come_one_at_a_time_and_outlive_undo(learner: Learner, lesson: Lesson) -> None:
    learner.run, first = learner.run.hint()
    learner.do("set x 1", "undo")
    learner.run, second = learner.run.hint()
    learner.run, third = learner.run.hint()
    assert [hint and hint.text for hint in (first, second, third)] == ["First.", "Second.", None]
    assert len(learner.run.hints_taken(lesson.steps[0])) == 2


def test_show_me_gives_the_lines_that_were_not_run(learner: Learner) -> None:
    assert list(learner.run.show_me()) == ["set x 1", "set a 1"]
    learner.do("set x 1")
    assert learner.run.remaining == ("set a 1",)
    learner.do("undo")
    assert learner.run.remaining == ("set x 1", "set a 1")
    learner.do("redo", "set a 1")
    assert learner.run.remaining == ()


def test_a_last_line_that_was_refused_can_still_be_shown(learner: Learner) -> None:
    learner.do("set x 1")
    refused = {"operation": "SignIn", "parameters": {}, "error": {"Code": "AccessDenied"}, "cause": None}
    assert learner.run.after("set a 1", learner.driver.state, refused, 2).remaining == ("set a 1",)
    assert learner.run.after("set a 1", learner.driver.state, None, 2).remaining == ()


def test_a_wrong_answer_to_a_quiz_leaves_it_open(learner: Learner, lesson: Lesson) -> None:
    learner.do("set a 1")
    quiz = lesson.steps[1].questions[0]
    learner.run, answer = learner.run.answer(quiz, 2, learner.driver.state)
    assert (answer.right, answer.choice.say, learner.run.met) == (False, "No.", 1)
    assert learner.run.open_questions(lesson.steps[1]) == (quiz,)
    with pytest.raises(IndexError):
        learner.run.answer(quiz, 3, learner.driver.state)
    assert learner.run.pass_by(lesson.steps[1], learner.driver.state).met == 2


def test_who_goes_past_an_open_question_is_asked_once_more(learner: Learner, lesson: Lesson) -> None:
    again = []
    for step in (lesson.steps[0], lesson.steps[1], lesson.steps[1], lesson.steps[2], lesson.steps[1]):
        learner.run, asked = learner.run.ask_twice(step)
        again.append(asked)
    assert again == [False, True, False, True, True]


def test_the_right_prediction_is_the_one_that_comes_true(learner: Learner, lesson: Lesson) -> None:
    guess = lesson.steps[2].questions[0]
    learner.do("call Guess reused")
    learner.run, answer = learner.run.answer(guess, 2, learner.driver.state, learner.driver.last)
    assert not answer.right
    assert answer.came_true is guess.choices[0]
    assert learner.run.answer_to(guess) == answer


def test_a_step_with_checks_is_not_passed_by(learner: Learner, lesson: Lesson) -> None:
    assert learner.run.pass_by(lesson.steps[0], learner.driver.state).met == 0


CAUSES = [
    "reused", "same-code-twice", "swapped", "not-consecutive", "too-old", "too-new", "another-device", "throttled",
    "never-valid",
]  # fmt: skip


@pytest.mark.parametrize("cause", CAUSES)
@pytest.mark.parametrize("clock", ["phone", "service", None])
def test_every_cause_has_words_of_its_own(cause: str, clock: str | None) -> None:
    last = {"operation": "ConsoleLogin", "cause": cause, "steps_off": -3, "clock": clock}
    words = explain_call(last)
    if cause in ("same-code-twice", "swapped", "not-consecutive"):
        last["operation"] = "EnableMFADevice"
        words = explain_call(last)
    assert words and words.endswith(".")
    assert all(len(sentence.split()) < 30 for sentence in words.split(". "))


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (("too-old", False, -3, None), "3 steps, 90 seconds, too old"),
        (("too-old", False, -1, None), "1 step, 30 seconds, too old"),
        (("too-old", False, -11, "phone"), "5 minutes, too old. The phone's clock is behind"),
        (("too-new", True, 1_200, "phone"), "10 hours, too new. The phone's clock is ahead"),
        (("too-new", False, 6, "service"), "The service's time has been moved, and is behind"),
        (("another-device", False, None, None, "Alan"), "for another device, Alan,"),
        (("swapped", True), "wrong way round"),
    ],
)
def test_words_carry_the_numbers(given: tuple[Any, ...], words: str) -> None:
    assert words in (explain(*given) or "")


def test_other_refusals_have_words_too() -> None:
    assert "password" in (explain_call({"operation": "ConsoleLogin", "cause": "wrong-password"}) or "")
    assert "Deactivate it first" in (explain_call({"cause": "still-assigned"}) or "")
    for cause in ("implicit-deny", "explicit-deny"):  # of Alice's call as well, beside a console where Admin is
        assert "to whoever makes this call" in (explain_call({"cause": cause, "person": "alice"}) or "")


def test_no_cause_means_no_words() -> None:
    assert explain_call({"operation": "GetUser", "cause": None}) is None
    assert explain("unheard-of", False) is None
