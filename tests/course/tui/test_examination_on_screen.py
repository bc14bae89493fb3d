"""An examination on the screen: no keys for help, handing it in, reading the marks and the solutions after it."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from painted import painted_text
from simroom import START
from textual.pilot import Pilot

from course.progress.store import open_store
from course.tui.app import CourseApp
from course.tui.desk import Desk

LESSON = """\
---
title: A small examination
scenario: alice-and-alan
minutes: 1
examination: true
---
## A user {#user}

```{check} there-is-bob
length(users[?UserName=='Bob']) == `1`
```
```{mistake} taken
when: last.error.Code == 'EntityAlreadyExists'
say: That name is taken already.
try: aws iam create-user --user-name Alan
```
```{solution}
aws iam create-user --user-name Bob
```
:::{reveal}
Read “Introduction to IAM”.
:::

## A question {#question}

```{quiz} which
question: Which?
choices:
  - {text: this one, say: No.}
  - {text: that one, right: true, say: Yes.}
```
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "01-small.md").write_text(LESSON)
    return tmp_path


@pytest.mark.long
def test_an_examination_is_handed_in_and_then_explained(folder: Path) -> None:
    async def session() -> None:
        app = CourseApp(Desk(lambda: START, open_store(folder / "home"), folder), str(folder / "01-small.md"))
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.pause()
            await take(app, pilot)

    asyncio.run(session())


async def take(app: CourseApp, pilot: Pilot[None]) -> None:
    screen = app.lesson
    assert screen is not None
    assert [screen.check_action(key, ()) for key in ("show_me", "hint", "solution", "hand_in")] == [False] * 3 + [True]
    await screen.run_line("aws iam create-user --user-name Alan")
    assert "That name is taken" not in painted_text(app)
    await pilot.press("f", "enter", "enter")
    await pilot.pause()
    assert "Right is: that one Yes." in painted_text(app)

    await pilot.press("E", "n", "E", "y")
    await pilot.pause()
    painted = painted_text(app)
    assert "Reached: 1 of 2 steps. Left open: 1. Mistakes: 1. Wrong answers: 1." in painted
    assert "A mistake: That name is taken already." in painted
    assert "Read “Introduction to IAM”." in painted

    await pilot.press("t", "home", "enter")
    await pilot.pause()
    assert screen.attempt.in_view == 0
    await pilot.press("o")
    await pilot.pause()
    assert "aws iam create-user --user-name Bob" in painted_text(app)
    await pilot.press("escape", "g")
    await pilot.pause()
    assert "The examination is over" in painted_text(app)
