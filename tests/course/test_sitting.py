"""A sitting left and taken up again: steps, hints, answers, words of the tutor, phone and clock."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from simroom import SCENARIO, START

from course.lesson.model import Predict
from course.library import find, load
from course.opening import open_sitting
from course.progress.store import Store, open_store, scratch_store
from course.sitting import Kept, Sitting
from course.tutor.run import LessonRun
from sim.acts import Numbers
from sim.world import World

LESSON, DAY = "06-enabling-mfa-for-alice", 86_400_000


class Host:
    def __init__(self) -> None:
        self.time = START

    def __call__(self) -> int:
        return self.time


@pytest.fixture
def host() -> Host:
    return Host()


def opened(folder: Path, host: Host, name: str = LESSON) -> tuple[Sitting, Store]:
    store = open_store(folder)
    assert store.saving
    return open_sitting(find(name), host, store), store


def do_step(sitting: Sitting, host: Host) -> None:
    """Do the step at hand by its own solution, its questions answered."""
    step = sitting.run.step
    assert step is not None
    for question in sitting.run.open_questions(step):
        host.time += 1_000
        if isinstance(question, Predict):
            sitting.predict(question, 1, lambda _line, _outcome: None)
        else:
            right = next(n for n, choice in enumerate(question.choices, 1) if choice.right)
            sitting.answer(question, right)
    while sitting.run.step is step and (line := next(sitting.run.show_me(), None)):
        host.time += 1_000
        assert sitting.act(line).call is None or sitting.driver.last
    assert sitting.run.step is not step


@pytest.mark.parametrize("steps", [1, 3, 7])
def test_left_and_taken_up_again(tmp_path: Path, host: Host, steps: int) -> None:
    sitting, store = opened(tmp_path, host)
    sitting.hint()
    for _ in range(steps):
        do_step(sitting, host)
    sitting.hint()
    sitting.act("phone alan clock -40s")
    sitting.leave()
    run, world = sitting.run, sitting.driver.world
    assert store.done() == {LESSON: (steps, steps == 7)}
    store.close()

    host.time += 3_600_000
    again, store = opened(tmp_path, host)
    assert (again.run.met, again.run.step) == (run.met, run.step)
    assert [again.run.hints_taken(step) for step in again.lesson.steps] == [
        run.hints_taken(step) for step in run.lesson.steps
    ]
    after = again.driver.world
    assert (after.account, after.people, after.sessions) == (world.account, world.people, world.sessions)
    assert after.time == (host.time if world.clock.live else world.time)
    again.act("undo")
    assert again.driver.history.depth == sitting.driver.history.depth - 1
    store.close()


def test_undo_unticks_a_step_and_redo_ticks_it_again(tmp_path: Path, host: Host) -> None:
    sitting, store = opened(tmp_path, host)
    while sitting.run.step and not sitting.run.step.checks:
        do_step(sitting, host)
    met = sitting.run.met
    do_step(sitting, host)
    sitting.act("undo")
    assert sitting.run.met == met
    sitting.act("redo")
    assert sitting.run.met == met + 1
    store.close()


def test_a_step_that_time_alone_meets_ticks_off(tmp_path: Path, host: Host) -> None:
    sitting, store = opened(tmp_path, host, "11-time-and-drift")
    while (step := sitting.run.step) and step.id != "two-months":
        do_step(sitting, host) if step.checks or step.questions else sitting.pass_by(step)
    sitting.act("token alice drift -100ppm")
    sitting.act("phone alan clock -2m")
    host.time += 10 * DAY
    assert (sitting.tick(), sitting.run.step) == (None, step)
    host.time += DAY
    outcome = sitting.tick()
    assert outcome is not None and sitting.run.met == sitting.lesson.steps.index(step) + 1
    assert sitting.tick() is None
    store.close()
    restored, _ = opened(tmp_path, host, "11-time-and-drift")
    assert (restored.run.met, restored.run.step) == (sitting.run.met, sitting.run.step)


def test_on_another_branch_the_steps_stand_as_they_stood_there(tmp_path: Path, host: Host) -> None:
    sitting, store = opened(tmp_path, host)
    while sitting.run.step and not sitting.run.step.checks:
        do_step(sitting, host)
    begun, first = sitting.run.met, sitting.driver.history.number
    do_step(sitting, host)
    met, there = sitting.run.met, sitting.driver.history.number
    sitting.act(f"goto {first}")
    sitting.act("phone alan lose")
    assert (sitting.run.met, [*Numbers(sitting.driver.history.left[0])][-1]) == (begun, there)
    sitting.act(f"goto {there}")
    assert (sitting.run.met, standing(sitting.run)[0]) == (met, met + 1)
    sitting.act(f"goto {there + 1}")
    assert sitting.run.met == begun
    sitting.leave()
    before = standing(sitting.run)
    store.close()
    again, store = opened(tmp_path, host)
    assert standing(again.run) == before
    again.act(f"goto {there}")
    assert again.run.met == met
    store.close()


def test_an_attempt_keeps_the_scenario_that_it_began_with(tmp_path: Path, host: Host) -> None:
    sitting, store = opened(tmp_path, host)
    sitting.act("phone alan lose")
    store.close()
    record = open_store(tmp_path).latest(LESSON)
    assert record is not None
    assert record.start.scenario_text == SCENARIO
    assert record.lines == ((START, "phone alan lose"),)


def test_the_second_lesson_opens_too(tmp_path: Path, host: Host) -> None:
    sitting, store = opened(tmp_path, host, "10")
    assert sitting.lesson == load(find("10"))
    while not sitting.run.finished:
        do_step(sitting, host)
    assert store.done()["10-alan-keep-resync-or-deactivate"][1]
    store.close()


def test_steps_left_for_later_are_left_when_the_lesson_is_taken_up_again(tmp_path: Path, host: Host) -> None:
    sitting, store = opened(tmp_path, host)
    steps = sitting.lesson.steps
    sitting.leave_step()
    sitting.hint()
    sitting.leave_step()
    do_step(sitting, host)
    sitting.return_to(steps[0])
    sitting.act("undo")
    sitting.act("redo")
    sitting.leave()
    before = sitting.run
    assert (before.number, before.left, before.met) == (1, (2,), 1)
    assert store.reached()[LESSON].left == {steps[1].id}
    store.close()
    again, store = opened(tmp_path, host)
    assert (again.run.number, again.run.left, again.run.met) == (1, (2,), 1)
    assert [again.run.hints_taken(step) for step in steps] == [before.hints_taken(step) for step in steps]
    while not again.run.finished:
        do_step(again, host)
    assert store.done() == {LESSON: (7, True)}
    store.close()


def test_questions_come_back_a_day_after_their_step_was_met(tmp_path: Path, host: Host) -> None:
    sitting, store = opened(tmp_path, host)
    sitting.pass_by(sitting.lesson.steps[0])
    assert [asked.question for asked in store.reviews.due(START + DAY)] == ["forum-hacked"]
    host.time += 5_000
    sitting.answer(sitting.lesson.steps[0].questions[0], 2)
    assert store.reviews.due(START + DAY) == []
    sitting.act("time set 2031-01-01T00:00:00Z")
    do_step(sitting, host)
    assert [asked.due for asked in store.reviews.of_lesson(LESSON)] == [START + 5_000 + DAY, host.time + DAY]
    store.close()


TURNS = st.sampled_from(
    ["leave", "hint", "show me", "show me", "answer", "continue", "undo", "redo", "reset", "goto 1", "goto 2", "goto 4"]
)


@settings(max_examples=15)
@given(acts=st.lists(TURNS | st.integers(0, 6), max_size=18))
def test_whatever_was_left_returned_to_and_undone_an_attempt_resumes_as_it_was(
    start: World, acts: list[str | int]
) -> None:
    lesson, host = load(find(LESSON)), Host()
    record = scratch_store().begin(LESSON, SCENARIO, None, START)
    sitting = Sitting(lesson, start, host, record)
    for act in acts:
        host.time += 1_000
        turn(sitting, act)
    sitting.leave()
    again = Sitting(lesson, start, host)
    again.restore(Kept(record.lines, record.results, record.left))
    assert standing(again.run) == standing(sitting.run)


def standing(run: LessonRun) -> tuple[object, ...]:
    steps = run.lesson.steps
    return run.number, run.left, run.remaining, [(run.how(step), run.hints_taken(step)) for step in steps]


def turn(sitting: Sitting, act: str | int) -> None:
    """Leave the step, go back to one, take a hint, run the next line, answer, or run a word of the history."""
    step = sitting.run.step
    if isinstance(act, int):
        sitting.return_to(sitting.lesson.steps[act])
    elif act == "leave":
        sitting.leave_step()
    elif act == "hint":
        sitting.hint()
    elif act in ("undo", "redo", "reset") or act.startswith("goto"):
        sitting.act(act)
    elif step is not None and act == "continue":
        sitting.pass_by(step)
    elif step is not None and act == "answer":
        for question in sitting.run.open_questions(step)[:1]:
            if isinstance(question, Predict):
                sitting.predict(question, 1, lambda _line, _outcome: None)
            else:
                sitting.answer(question, 1)
    elif act == "show me":
        for line in sitting.run.remaining[:1]:
            sitting.act(line)
