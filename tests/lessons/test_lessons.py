"""Each lesson of the course does what it says, at every moment of the 30-second step."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from course.driver import Driver
from course.lesson.driving import follow
from course.lesson.library import catalogue, load, scenario
from course.lesson.model import Aside, Lesson, Mistake, Predict, Prose, Quiz, Script, Step
from course.lesson.plain import plain
from course.lesson.play import play
from course.lesson.tutor import LessonRun, outcome_of
from sim.history import History
from sim.scenario import load as load_scenario
from sim.view import last as last_document
from sim.view import state as state_document
from sim.world import Outcome

LESSONS = [load(entry.path) for entry in catalogue()]
STEPS = [pytest.param(lesson, step, id=f"{lesson.path.stem}:{step.id}") for lesson in LESSONS for step in lesson.steps]
MISTAKES = [
    pytest.param(lesson, step, mistake, id=f"{lesson.path.stem}:{mistake.id}")
    for lesson in LESSONS
    for step in lesson.steps
    for mistake in (*step.mistakes, *(lesson.mistakes if step is lesson.steps[0] else ()))
]
PHASES = [0, 1, 15, 28, 29]
NOON = 1_803_902_400_000
EXISTS_ALREADY = ("EntityAlreadyExists", "DeleteConflict", "NoSuchEntity")


class Attempt:
    """A lesson's driver whose host clock stands still at `phase` seconds of a 30-second step."""

    def __init__(self, lesson: Lesson, phase: int) -> None:
        path = scenario(lesson.front.scenario, lesson.path)
        self.history = History.begin(load_scenario(path.read_text("utf-8"), path.name, NOON + phase * 1_000))
        self.last: Mapping[str, Any] | None = None

    @property
    def state(self) -> Mapping[str, Any]:
        return state_document(self.history.world)

    def run(self, line: str) -> Outcome:
        self.history, outcome = self.history.run(line)
        if outcome.call:
            self.last = last_document(outcome.call)
        return outcome


class Learner:
    def __init__(self, lesson: Lesson, phase: int) -> None:
        self.driver = Attempt(lesson, phase)
        self.run = LessonRun.start(lesson, self.driver.state)

    def type(self, line: str) -> Outcome:
        self.run, outcome = follow(self.run, self.driver, line)
        return outcome

    def solve(self, step: Step) -> None:
        for question in step.questions:
            self.answer(question)
        if step.solution:
            for line in step.solution.script.commands():
                self.type(line)
        self.run = self.run.pass_by(step, self.driver.state)

    def answer(self, question: Quiz | Predict) -> None:
        number = 1
        if isinstance(question, Predict):
            for line in question.run.commands():
                self.type(line)
        else:
            number = next(n for n, choice in enumerate(question.choices, 1) if choice.right)
        self.run, answer = self.run.answer(question, number, self.driver.state, self.driver.last)
        assert answer.right or answer.came_true

    def solve_up_to(self, step: Step) -> None:
        for earlier in self.run.lesson.steps[: self.run.lesson.steps.index(step)]:
            self.solve(earlier)


@pytest.mark.parametrize("phase", PHASES)
@pytest.mark.parametrize("asked", [False, True], ids=["questions passed by", "questions answered"])
@pytest.mark.parametrize("lesson", LESSONS, ids=lambda lesson: lesson.path.stem)
def test_every_solution_meets_its_own_step_and_no_other(lesson: Lesson, asked: bool, phase: int) -> None:
    learner = Learner(lesson, phase)
    for number, step in enumerate(lesson.steps):
        assert learner.run.met == number
        if asked:
            for question in step.questions:
                if isinstance(question, Quiz) or not step.checks:
                    learner.answer(question)
        unmet = [holds for _, holds in learner.run.checks(learner.driver.state)]
        assert not any(unmet)
        for line in step.solution.script.commands() if step.solution else ():
            outcome = learner.type(line)
            assert (outcome.status, outcome.error) == (0, ""), line
            assert learner.run.words is None
        learner.run = learner.run.pass_by(step, learner.driver.state)
        assert learner.run.met == number + 1
    assert learner.run.finished


@pytest.mark.parametrize("pace", [1, 7, 17, 29, 31])
@pytest.mark.parametrize("lesson", LESSONS, ids=lambda lesson: lesson.path.stem)
def test_solutions_hold_while_real_time_runs_on(lesson: Lesson, pace: int) -> None:
    path = scenario(lesson.front.scenario, lesson.path)
    now = NOON
    driver = Driver(load_scenario(path.read_text("utf-8"), path.name, NOON), lambda: now)
    run = LessonRun.start(lesson, driver.state)
    for number, step in enumerate(lesson.steps, 1):
        for line in step.solution.script.commands() if step.solution else ():
            now += pace * 1_000
            run, _ = follow(run, driver, line)
        run = run.pass_by(step, driver.state)
        assert run.met == number, step.id


@pytest.mark.parametrize("phase", PHASES)
@pytest.mark.parametrize(("lesson", "step"), STEPS)
def test_no_line_of_a_solution_is_idle(lesson: Lesson, step: Step, phase: int) -> None:
    lines = step.solution.script.commands() if step.solution else ()
    for left_out in range(len(lines)):
        learner = Learner(lesson, phase)
        learner.solve_up_to(step)
        before = learner.run.met
        for number, line in enumerate(lines):
            if number != left_out:
                learner.type(line)
        assert learner.run.met == before, f"the step is met without: {lines[left_out]}"


@pytest.mark.parametrize("phase", PHASES)
@pytest.mark.parametrize(("lesson", "step", "mistake"), MISTAKES)
def test_a_mistake_gets_its_own_words_and_leaves_no_dead_end(
    lesson: Lesson, step: Step, mistake: Mistake, phase: int
) -> None:
    learner = Learner(lesson, phase)
    learner.solve_up_to(step)
    before = learner.run.met
    spoken: set[str | None] = set()
    for line in mistake.attempt.commands():
        learner.type(line)
        if learner.run.words:
            spoken.add(learner.run.words.mistake)
    assert spoken == {mistake.id}
    assert learner.run.words and learner.run.words.text == mistake.say
    assert learner.run.met == before
    for line in step.solution.script.commands() if step.solution else ():
        outcome = learner.type(line)
        code = outcome.call and outcome.call.error and outcome.call.error["Code"]
        assert outcome.status == 0 or code in EXISTS_ALREADY, (line, outcome.error)
    learner.run = learner.run.pass_by(step, learner.driver.state)
    assert learner.run.met > before


@pytest.mark.parametrize("phase", PHASES)
@pytest.mark.parametrize(("lesson", "step"), STEPS)
def test_exactly_one_choice_of_a_prediction_comes_true(lesson: Lesson, step: Step, phase: int) -> None:
    for question in step.questions:
        if not isinstance(question, Predict):
            continue
        for solved_first in (False, True) if step.checks else (False,):
            learner = Learner(lesson, phase)
            learner.solve_up_to(step)
            if solved_first and step.solution:
                for line in step.solution.script.commands():
                    learner.type(line)
            for line in question.run.commands():
                learner.type(line)
            context = {"last": learner.driver.last, "state": learner.driver.state}
            true = [choice.text for choice in question.choices if choice.when and choice.when.holds(context)]
            assert len(true) == 1, (question.id, solved_first)
            assert outcome_of(question, learner.driver.state, learner.driver.last)


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda lesson: lesson.path.stem)
def test_a_lesson_is_as_rich_as_it_promises(lesson: Lesson) -> None:
    questions = [question for step in lesson.steps for question in step.questions]
    assert 5 <= len(lesson.steps) <= 7
    assert sum(len(step.mistakes) for step in lesson.steps) >= 3
    assert {Quiz, Predict} <= {type(question) for question in questions}
    assert all(2 <= len(step.hints) <= 3 for step in lesson.steps)
    for question in questions:
        says = [choice.say for choice in question.choices]
        assert len(set(says)) == len(says)
        if isinstance(question, Quiz):
            assert {choice.right for choice in question.choices} == {True, False}


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda lesson: lesson.path.stem)
def test_code_in_hints_is_the_solutions(lesson: Lesson) -> None:
    for step in lesson.steps:
        solution = step.solution.script.commands() if step.solution else ()
        for hint in step.hints:
            for code in hint.text.split("```")[1::2]:
                assert set(Script(code, 0).commands()) <= set(solution), step.id


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda lesson: lesson.path.stem)
def test_commands_named_in_prose_exist(lesson: Lesson) -> None:
    blocks = [*lesson.blocks, *(block for step in lesson.steps for block in step.blocks)]
    texts = [block.text for block in blocks if isinstance(block, Prose | Aside)]
    spans = [span for text in texts for span in re.findall("`([^`\n]+)`", text)]
    commands = [span for span in spans if " " in span]
    assert commands
    for command in commands:
        line = f"{command} whoami" if command.startswith("as ") else command
        answer = Attempt(lesson, 0).run(line)
        assert answer.status != 127, command
        assert "invalid choice" not in answer.error.lower(), command


@pytest.mark.parametrize("phase", PHASES)
def test_a_hardware_token_does_for_alice_too(phase: int) -> None:
    lesson = LESSONS[0]
    learner = Learner(lesson, phase)
    learner.solve_up_to(lesson.steps[2])
    for line in (
        "code1=$(token alice code)",
        "wait 30s",
        "aws iam enable-mfa-device --user-name Alice --serial-number $(token alice serial) "
        "--authentication-code1 $code1 --authentication-code2 $(token alice code)",
        "sign-in Alice --password Looking-Glass-7 --code $(token alice code)",
    ):
        assert learner.type(line).error == ""
    assert learner.run.met == 5
    for step in lesson.steps[5:]:
        for question in step.questions:
            learner.answer(question)
            answer = learner.run.answer_to(question)
            assert answer and answer.right
    assert learner.run.finished


@pytest.mark.parametrize("phase", PHASES)
def test_codes_typed_late_are_explained_and_cured(phase: int) -> None:
    lesson = LESSONS[0]
    learner = Learner(lesson, phase)
    learner.solve_up_to(lesson.steps[3])
    for line in lesson.steps[3].solution.script.commands() if lesson.steps[3].solution else ():
        learner.type(line)
        learner.type("wait 100s")
    sign_in = "as alice sign-in Alice --password Looking-Glass-7 --code $(phone alice code)"
    learner.type(sign_in)
    assert learner.run.words and learner.run.words.mistake is None
    assert "too new" in learner.run.words.text and "resynchronize" in learner.run.words.text
    learner.type("code1=$(phone alice code); wait next-code alice; code2=$(phone alice code)")
    learner.type(
        "aws iam resync-mfa-device --user-name Alice --serial-number $(phone alice serial) "
        "--authentication-code1 $code1 --authentication-code2 $code2"
    )
    learner.type(sign_in)
    assert learner.run.met == 5


@pytest.mark.parametrize("phase", PHASES)
def test_alans_clock_may_be_ahead_as_well(phase: int) -> None:
    lesson = LESSONS[1]
    learner = Learner(lesson, phase)
    learner.type("phone alan clock +95s")
    assert learner.run.met == 1
    for step in lesson.steps[1:]:
        learner.solve(step)
    assert learner.run.finished


def sentences(lesson: Lesson) -> list[str]:
    texts = [plain(block.text) for block in lesson.blocks if isinstance(block, Prose | Aside)]
    for step in lesson.steps:
        texts += [plain(block.text) for block in step.blocks if isinstance(block, Prose | Aside)]
        texts += [mistake.say for mistake in step.mistakes]
        for question in step.questions:
            texts += [question.question, *(part for c in question.choices for part in (c.text, c.say))]
    joined = (text.replace(":\n", ".\n").replace("\n", " ") for text in texts)
    return [sentence for text in joined for sentence in text.replace("? ", ". ").replace(": ", ". ").split(". ")]


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda lesson: lesson.path.stem)
def test_sentences_stay_short(lesson: Lesson) -> None:
    assert [sentence for sentence in sentences(lesson) if len(sentence.split()) >= 30] == []


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda lesson: lesson.path.stem)
def test_a_lesson_plays_with_its_own_solutions(lesson: Lesson) -> None:
    written: list[str] = []
    assert play(lesson, Attempt(lesson, 15), (), written.append, solve=True) == 0
    text = "".join(written)
    assert f"Step {len(lesson.steps)} of {len(lesson.steps)} is met" in text
    assert "The lesson is done." in text


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda lesson: lesson.path.stem)
def test_a_lesson_plays_by_show_me_alone(lesson: Lesson) -> None:
    written: list[str] = []
    words = ["show all", "continue"] * (2 * len(lesson.steps))
    assert play(lesson, Attempt(lesson, 29), words, written.append) == 0


def test_the_lessons_are_where_the_course_map_looks() -> None:
    assert [(entry.number, entry.error) for entry in catalogue()] == [(1, None), (2, None)]
    assert all(Path(entry.path).is_file() for entry in catalogue())
