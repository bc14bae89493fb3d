from typing import Any

import pytest

from course.lesson.model import Lesson
from course.lesson.parse import parse
from course.plain.beside import Beside
from course.plain.play import play, play_on
from course.tutor.driving import BareSeat


def played(lesson: Lesson, driver: Any, *lines: str, solve: bool = False) -> tuple[int, str]:
    written: list[str] = []
    status = play(lesson, driver, lines, written.append, solve)
    return status, "".join(written)


def test_a_lesson_is_told_as_numbered_plain_text(lesson: Lesson, fake_driver: Any) -> None:
    status, text = played(lesson, fake_driver)
    assert status == 1
    assert text.startswith("\nCounting\n")
    assert "Step 1 of 3: One" in text
    assert "not yet: A is one" in text
    assert text.endswith("0 of 3 steps are met.\n")
    assert text.isascii()


def test_commands_and_answers_meet_the_steps(lesson: Lesson, fake_driver: Any) -> None:
    status, text = played(lesson, fake_driver, "set a 1", "2", "1", "set b 1", "1", "never read")
    assert status == 0
    assert "Step 1 of 3 is met: One." in text
    assert "Question: Which?" in text
    assert "Not so. No." in text
    assert "Right. Yes." in text
    assert "$ call Guess reused" in text
    assert text.endswith("Every step is met. The lesson is done.\n")
    assert "never read" not in fake_driver.lines


def test_the_end_of_the_input_is_no_failure_when_every_step_is_met(lesson: Lesson, fake_driver: Any) -> None:
    assert played(lesson, fake_driver, "set a 1", "continue", "continue", "set b 1")[0] == 0


def test_hints_and_show_me(lesson: Lesson, fake_driver: Any) -> None:
    _, text = played(lesson, fake_driver, "hint", "hint", "hint", "show me", "show me", "show me")
    assert "Hint 1 of 2:\nFirst." in text
    assert "There is no further hint." in text
    assert "$ set x 1" in text
    assert "Step 1 of 3 is met" in text
    assert "There is no line left to show." in text


def test_where_a_question_is_all_that_is_left_help_says_so(lesson: Lesson, fake_driver: Any) -> None:
    _, text = played(lesson, fake_driver, "set a 1", "hint", "show me")
    assert "There is no further hint. A question is open: answer it with a number." in text
    assert "There is no line left to show. A question is open: answer it with a number." in text


def test_show_all_stops_at_the_end_of_the_step(lesson: Lesson, fake_driver: Any) -> None:
    played(lesson, fake_driver, "show all")
    assert fake_driver.lines == ["set x 1", "set a 1"]


def test_the_tutor_answers_a_mistake_once(lesson: Lesson, fake_driver: Any) -> None:
    _, text = played(lesson, fake_driver, "call SignIn too-old", "look")
    assert text.count("Tutor: Too old for step one.") == 1


def test_undo_goes_back_to_the_step_it_un_ticks(lesson: Lesson, fake_driver: Any) -> None:
    _, text = played(lesson, fake_driver, "set a 1", "undo", "redo", "reset")
    assert text.count("Step 1 of 3: One") == 3
    assert text.count("Step 1 of 3 is met") == 2


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("help", "the next hint for this step"),
        ("where", "Step 1 of 3: One"),
        ("continue", "This step is met by what you do."),
        ("1", "No question is open."),
        ("reveal", "This step keeps nothing covered."),
        ("help", "Commands (help NAME tells more):"),
        ("t", "  1. One (to do now)\n  2. Two (still to come)"),
        ("g", "This step is met by what you do."),
        ("s", "Type phone alice scan, with the name"),
        ("read 1", "Step 1 of 3: One"),
        ("read 2", "2 is no step that was read."),
        ("sources", "This lesson names no sources."),
        ("api on", "The door for other programs is opened on the screen."),
    ],
)
def test_the_words_of_a_lesson_are_not_run(lesson: Lesson, fake_driver: Any, line: str, words: str) -> None:
    _, text = played(lesson, fake_driver, line)
    assert words in text
    assert fake_driver.lines == []


def test_quit_comments_and_blank_lines(lesson: Lesson, fake_driver: Any) -> None:
    status, _ = played(lesson, fake_driver, "", "# a comment", "quit", "set a 1")
    assert (status, fake_driver.lines) == (1, [])


def test_an_answer_that_is_not_there(lesson: Lesson, fake_driver: Any) -> None:
    assert "Answer with a number from 1 to 2." in played(lesson, fake_driver, "set a 1", "7")[1]


def test_solving_runs_each_solution_and_answers_each_question(lesson: Lesson, fake_driver: Any) -> None:
    status, text = played(lesson, fake_driver, solve=True)
    assert status == 0
    assert fake_driver.lines == ["set x 1", "set a 1", "call Guess reused", "set b 1"]
    assert "Step 3 of 3 is met" in text


def test_solving_fails_at_a_step_that_its_solution_does_not_meet(fake_driver: Any, counting: str) -> None:
    broken = parse(counting.replace("set a 1", "set a 2"), "broken.md")
    status, text = played(broken, fake_driver, solve=True)
    assert status == 1
    assert "Step 1 is not met by its own solution: a-is-one." in text


def test_a_step_is_left_and_done_after_all(lesson: Lesson, fake_driver: Any) -> None:
    status, text = played(lesson, fake_driver, "leave", "where", "1", "set b 1", "1", "set a 1")
    assert status == 0
    assert text.count("Step 1 was left undone.") == 3
    assert "Step 2 of 3 is met" in text
    assert text.index("Step 3 of 3 is met") < text.index("Step 1 of 3 is met")


def test_a_left_step_that_is_met_is_told_and_told_again_when_undone(lesson: Lesson, fake_driver: Any) -> None:
    _, text = played(lesson, fake_driver, "leave", "set a 1", "undo")
    assert "Step 1 of 3 is met: One." in text
    assert "Step 1 is no longer met: One." in text
    assert text.endswith("0 of 3 steps are met. Step 1 was left undone.\n")


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        (["leave", "go back"], "Step 1 of 3: One"),
        (["leave", "leave", "go back"], "Steps 1 and 2 were left undone. Type back to 1"),
        (["leave", "leave", "back to 2"], "Question: Which?"),
        (["go back"], "No step was left."),
        (["back to 3"], "3 is no step that was left. No step was left."),
        (["leave", "back to"], "That is no step that was left. Step 1 was left undone."),
        (["leave", "back to nowhere"], "nowhere is no step that was left. Step 1 was left undone."),
        (["set a 1", "1", "leave"], "This is the last step to do"),
    ],
)
def test_leaving_and_going_back(lesson: Lesson, fake_driver: Any, lines: list[str], words: str) -> None:
    text = played(lesson, fake_driver, *lines)[1]
    assert words in text[text.index("To be reached") :]


def test_solving_does_what_was_left_too(lesson: Lesson, fake_driver: Any) -> None:
    seat = BareSeat(lesson, fake_driver)
    seat.leave_step()
    assert play_on(seat, (), lambda _: None, solve=True) == 0
    assert seat.run.finished


def test_the_solution_is_shown_without_being_run(lesson: Lesson, fake_driver: Any) -> None:
    _, text = played(lesson, fake_driver, "solution", "leave", "solution")
    assert "One way to do it:\nset x 1\nset a 1\nType show me" in text
    assert "This step has no solution to show." in text
    assert fake_driver.lines == []


def test_the_solution_names_the_line_that_comes_next_once_some_were_run(lesson: Lesson, fake_driver: Any) -> None:
    _, text = played(lesson, fake_driver, "solution", "show me", "solution")
    before, after = text.split("$ set x 1")
    assert "Next comes" not in before
    assert "set x 1\nset a 1\nNext comes: set a 1\nType show me" in after


def beside() -> Beside:
    return Beside(lambda words, _, step: f"[{words}] in {step.id if step else 'none'}", lambda lesson: "Do **more**.")


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("what is a trust policy?", "[a trust policy] in one"),
        ("What's MFA", "[MFA] in one"),
        ("what  are roles ?", "[roles] in one"),
        ("what is", "[] in one"),
    ],
)
def test_what_is_explains_a_word_and_runs_nothing(lesson: Lesson, fake_driver: Any, line: str, words: str) -> None:
    written: list[str] = []
    play_on(BareSeat(lesson, fake_driver), [line, "whatever is"], written.append, beside=beside())
    assert f"\n{words}\n" in "".join(written)
    assert fake_driver.lines == ["whatever is"]


def test_what_is_beside_a_lesson_has_the_last_word_once_it_is_done(lesson: Lesson, fake_driver: Any) -> None:
    written: list[str] = []
    lines = ["set a 1", "continue", "continue", "set b 1", "continue", "continue"]
    assert play_on(BareSeat(lesson, fake_driver), lines, written.append, beside=beside()) == 0
    assert "".join(written).endswith("The lesson is done.\n\nDo more.\n")


def test_the_tutor_answers_a_mistake_that_needs_no_call_once(counting: str, fake_driver: Any) -> None:
    mistake = '```{mistake} too-much\nwhen: "!(last) && state.x == `9`"\nsay: Nine is too much.\ntry: set x 9\n```\n'
    lesson = parse(counting.replace("```{check} a-is-one", mistake + "```{check} a-is-one"), "counting.md")
    _, text = played(lesson, fake_driver, "set x 9", "look", "set x 1")
    assert text.count("Tutor: Nine is too much.") == 1


def test_while_a_question_about_a_step_is_open_there_is_no_help_with_the_next(counting: str, fake_driver: Any) -> None:
    quiz = "```{quiz} y\nquestion: Y\nchoices:\n  - {text: a, right: true, say: Yes.}\n  - {text: b, say: No.}\n```\n"
    lesson = parse(counting.replace("```{solution}\nset x 1", quiz + "```{solution}\nset x 1"), "counting.md")
    _, text = played(lesson, fake_driver, "set a 1", "hint", "m", "leave", "1")
    assert text.count("The step is met, and a question about it is open.") == 3
    assert "was left" not in text
    assert fake_driver.lines == ["set a 1"]
    assert text.index("Right. Yes.") < text.index("Step 2 of 3: Two")


def test_sources_are_named_where_they_stand_and_read_when_asked_for(counting: str, fake_driver: Any) -> None:
    note = ":::{note} Sources\n- A guide.\n:::\n:::{hint}\nFirst."
    lesson = parse(counting.replace(":::{hint}\nFirst.", note, 1), "counting.md")
    _, text = played(lesson, fake_driver, "sources")
    before, after = text.split("Sources: type sources to read them.")
    assert "A guide." not in before
    assert "\n- A guide.\n" in after
