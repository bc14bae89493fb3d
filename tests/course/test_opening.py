"""Attempts under a seed of their own: drawn, kept, asked for, and filled into the lesson's text."""

from __future__ import annotations

from pathlib import Path

import pytest
from simroom import START

from course.lesson.error import LessonError
from course.library import id_of, load
from course.opening import open_sitting
from course.progress.store import Store, open_store, scratch_store
from course.sitting import Sitting
from sim.scenario import parameters

SCENARIO = """\
title: T
seed: 5
account: {id: "123456789012"}
users: {Admin: {policies: [AdministratorAccess], keys: 1}}
people: {you: {profiles: {default: Admin}}}
parameters: {newcomer: {one-of: [Bob, Eve, Ann, Zoe, Kim], in: lessons}}
"""
LESSON = """\
---
title: Somebody new
scenario: new
minutes: 1
---
Today {{newcomer}} begins.

## Make a user for {{newcomer}} {#make}

```{check} there-is-a-user
users[?UserName=='{{newcomer}}'] | length(@) == `1`
```
```{solution}
aws iam create-user --user-name {{newcomer}}
```
"""
STEP = """
## Late {#late}

```{check} there-is-late
users[?UserName=='Late'] | length(@) == `1`
```
"""


@pytest.fixture
def lesson(tmp_path: Path) -> Path:
    (tmp_path / "scenarios").mkdir()
    (tmp_path / "scenarios" / "new.yaml").write_text(SCENARIO)
    path = tmp_path / "01-new.md"
    path.write_text(LESSON)
    return path


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return open_store(tmp_path / "home")


def newcomer(seed: int | None) -> str:
    return parameters(SCENARIO, "new", seed)["newcomer"]


def opened(lesson: Path, store: Store, *, seed: int | None = None, drawn: int | None = 3) -> Sitting:
    return open_sitting(lesson, lambda: START, store, seed=seed, draw=lambda: drawn)


def solution(sitting: Sitting) -> str:
    step = sitting.lesson.steps[0]
    assert step.solution is not None
    return next(iter(step.solution.script.commands()))


@pytest.mark.parametrize("seed", [None, 1, 2, 3])
def test_a_lesson_is_filled_with_the_values_of_a_seed(lesson: Path, seed: int | None) -> None:
    loaded = load(lesson, seed)
    assert loaded.steps[0].title == f"Make a user for {newcomer(seed)}"
    assert loaded.steps[0].line == load(lesson, 9).steps[0].line


def test_an_attempt_keeps_the_seed_that_was_drawn_for_it(lesson: Path, store: Store) -> None:
    first = opened(lesson, store, drawn=3)
    first.act(solution(first))
    assert first.run.finished
    again = opened(lesson, store, drawn=4)
    assert (again.lesson, again.run.finished) == (first.lesson, True)
    assert [user for user in again.driver.world.account.users if user != "Admin"] == [newcomer(3)]


def test_an_examination_handed_in_stays_so_and_the_next_is_another(lesson: Path, store: Store) -> None:
    lesson.write_text(LESSON.replace("minutes: 1", "minutes: 1\nexamination: true") + STEP)
    first = opened(lesson, store, drawn=3)
    assert first.run.closed_book
    first.act(solution(first))
    first.hand_in()
    first.act("aws iam create-user --user-name Late")
    again = opened(lesson, store, drawn=4)
    assert (again.run.handed_in, again.run.met, again.driver.world.seed) == (True, 1, 3)
    assert store.done() == {id_of(lesson): (1, True)}
    store.restart(id_of(lesson))
    another = opened(lesson, store, drawn=4)
    assert (another.run.handed_in, another.run.met, another.driver.world.seed) == (False, 0, 4)


def test_another_seed_is_another_attempt_and_the_same_one_goes_on(lesson: Path, store: Store) -> None:
    first = opened(lesson, store, seed=1)
    first.act(solution(first))
    assert opened(lesson, store, seed=1).run.finished
    other = opened(lesson, store, seed=2)
    assert (other.run.finished, other.driver.world.seed) == (False, 2)
    assert opened(lesson, store).run.finished
    other.act(solution(other))
    assert opened(lesson, store).driver.world.seed == 2
    assert opened(lesson, store, seed=1).run.finished


def test_a_kept_attempt_outlives_a_change_of_its_scenario(lesson: Path, store: Store) -> None:
    first = opened(lesson, store, seed=1)
    first.act(solution(first))
    scenario = lesson.parent / "scenarios" / "new.yaml"
    scenario.write_text(
        SCENARIO.replace("Bob, Eve, Ann, Zoe, Kim", "Mia").replace(
            "parameters: {", "parameters: {day: {from: 3, to: 3, in: lessons}, "
        )
    )
    lesson.write_text(LESSON.replace("Today", "On day {{day}}"))
    assert opened(lesson, store).lesson.steps[0].title == first.lesson.steps[0].title
    assert opened(lesson, store, seed=7).lesson.steps[0].title == "Make a user for Mia"


def test_nothing_is_drawn_where_nothing_differs(lesson: Path) -> None:
    (lesson.parent / "scenarios" / "new.yaml").write_text(SCENARIO[: SCENARIO.index("parameters")])
    lesson.write_text(LESSON.replace("{{newcomer}}", "Bob"))
    assert opened(lesson, scratch_store()).driver.world.seed == 5


@pytest.mark.parametrize(
    ("old", "new", "line", "column", "words"),
    [
        ("Today {{newcomer}}", "Today {{newcommer}}", 6, 7, "Did you mean {{newcomer}}?"),
        ("Today {{newcomer}}", "Today {{zz}}", 6, 7, "Known here: newcomer"),
        ("Today", "{{newcomer is Bop}} Today", 6, 1, "newcomer is never 'Bop'. It is Bob, Eve, Ann, Zoe, Kim."),
        ("Today", "Now {{newcomer is Bob}} today", 6, 5, "Begin the line with it"),
        ("scenario: new", "scenario: old", 3, 11, "no scenario 'old'"),
    ],
)
def test_a_wrong_name_in_a_lesson_is_told_where_it_stands(
    lesson: Path, old: str, new: str, line: int, column: int, words: str
) -> None:
    lesson.write_text(LESSON.replace(old, new))
    with pytest.raises(LessonError) as caught:
        opened(lesson, scratch_store())
    assert (caught.value.path, caught.value.line, caught.value.column) == (lesson, line, column)
    assert words in str(caught.value)


def test_a_broken_scenario_is_told_by_its_own_name(lesson: Path) -> None:
    scenario = lesson.parent / "scenarios" / "new.yaml"
    scenario.write_text(SCENARIO.replace("one-of", "oneof"))
    with pytest.raises(LessonError) as caught:
        load(lesson)
    assert (caught.value.path, caught.value.line) == (scenario, 6)
    assert "Did you mean one-of?" in str(caught.value)


def test_a_step_met_by_a_happening_is_met_again_on_coming_back(lesson: Path, store: Store) -> None:
    scenario = lesson.parent / "scenarios" / "new.yaml"
    scenario.write_text(
        SCENARIO
        + 'happenings: [{at: +1m, run: "aws iam create-user --user-name {{newcomer}}", tell: Somebody helps.}]\n'
    )
    time = START
    sitting = open_sitting(lesson, lambda: time, store, seed=1)
    assert sitting.tick() is None
    time += 61_000
    noticed = sitting.tick()
    assert noticed is not None
    assert (noticed.output[25:], sitting.run.finished) == ("Somebody helps.\n", True)
    again = open_sitting(lesson, lambda: time, store)
    assert (again.run.finished, again.tick()) == (True, None)


def test_what_parameters_make_of_a_lesson_is_bounded(lesson: Path) -> None:
    scenario = lesson.parent / "scenarios" / "new.yaml"
    scenario.write_text(SCENARIO.replace("Bob, Eve, Ann, Zoe, Kim", "x" * 200))
    lesson.write_text(LESSON + "{{newcomer}} " * 2_000)
    with pytest.raises(LessonError, match="larger than 250,000 bytes once"):
        load(lesson)
