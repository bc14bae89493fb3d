"""What happens by itself reaches the learner's screen, and plain text too."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest
from simroom import START

from course.opening import open_sitting
from course.plain.play import play_on
from course.progress.store import open_store, scratch_store
from course.tui.app import CourseApp
from course.tui.desk import Desk
from course.tui.terminal.terminal import Terminal

SCENARIO = """\
title: T
account: {id: "123456789012"}
people: {alan: {phone: }}
parameters: {minutes: {from: 2, to: 9}}
happenings: [{at: "+{{minutes}}m", run: phone alan steal, tell: The phone is gone.}]
"""
LESSON = """\
---
title: The phone
scenario: phone
minutes: 1
---
## Wait {{minutes}} minutes {#wait}

```{check} alans-phone-is-stolen
people[?Name=='alan'].Phones[] | [0].State == 'stolen'
```
```{solution}
wait {{minutes}}m
```
## Look at it {#look}

A last step, to read.
"""


class Host:
    def __init__(self) -> None:
        self.time = START

    def __call__(self) -> int:
        return self.time


@pytest.fixture
def lesson(tmp_path: Path) -> Path:
    (tmp_path / "scenarios").mkdir()
    (tmp_path / "scenarios" / "phone.yaml").write_text(SCENARIO)
    path = tmp_path / "01-phone.md"
    path.write_text(LESSON)
    return path


def test_the_screen_tells_what_happens_and_ticks_off_the_step_that_it_meets(lesson: Path, tmp_path: Path) -> None:
    host = Host()

    async def session() -> None:
        desk = Desk(host, open_store(tmp_path / "home"), lesson.parent, seeds={None: 3})
        app = CourseApp(desk, "01-phone")
        async with app.run_test(size=(120, 40)) as pilot:
            await pilot.pause()
            screen = app.lesson
            assert screen is not None
            assert screen.attempt.driver.world.seed == 3
            host.time += 10 * 60_000
            screen.tick()
            await pilot.pause()
            terminal = "\n".join(block.text for block in screen.query_one(Terminal).output.blocks)
            assert terminal.count("UTC: The phone is gone.") == 1
            assert screen.said is not None
            assert "is done" in screen.said.text
            await screen.run_lines(["phone alan"])
            assert "The phone is gone" not in screen.query_one(Terminal).output.blocks[-1].text

    asyncio.run(session())


@pytest.mark.parametrize("word", ["where", "phone alan", "1"])
def test_plain_text_tells_what_happened_meanwhile_with_the_next_word(lesson: Path, word: str) -> None:
    host = Host()
    written: list[str] = []
    sitting = open_sitting(lesson, host, scratch_store(), draw=lambda: 3)

    def typed() -> Iterator[str]:
        host.time += 10 * 60_000
        yield word

    play_on(sitting, typed(), written.append)
    text = "".join(written)
    assert text.count("UTC: The phone is gone.") == 1
    assert "Step 1 of 2 is met" in text


def test_a_lesson_with_parameters_is_solved_under_any_seed(lesson: Path) -> None:
    for seed in range(4):
        written: list[str] = []
        sitting = open_sitting(lesson, Host(), scratch_store(), seed=seed)
        assert play_on(sitting, (), written.append, solve=True) == 0, "".join(written)
