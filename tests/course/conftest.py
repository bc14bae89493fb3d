"""A world of counters that stands in for the simulator where only the tutor is looked at."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import pytest

from course.lesson.model import Lesson
from course.lesson.parse import parse

COUNTING = """\
---
title: Counting
scenario: none
minutes: 1
---
```{mistake} whole-lesson
when: last.cause == 'too-new'
say: Too new, wherever you are.
try: call Any too-new
```

## One {#one}

```{check} a-is-one
a == `1`
```
```{mistake} too-old-here
when: last.cause == 'too-old'
say: Too old for step one.
try: call Any too-old
```
:::{hint}
First.
:::
:::{hint}
Second.
:::
```{solution}
set x 1
set a 1
```

## Two {#two}

```{quiz} pick
question: Which?
choices:
  - {text: this, right: true, say: Yes.}
  - {text: that, say: No.}
```

## Three {#three}

```{check} b-is-one
b == `1`
```
```{predict} guess
question: What will the call say?
run: call Guess reused
choices:
  - {text: refused, when: last.error, say: It was refused.}
  - {text: accepted, when: "!(last.error)", say: It was not accepted.}
```
```{solution}
set b 1
```
"""


@dataclass(frozen=True)
class FakeOutcome:
    output: str = ""
    error: str = ""
    status: int = 0
    call: object | None = None


@dataclass
class FakeHistory:
    past: list[tuple[int, dict[str, Any]]] = field(default_factory=list)
    future: list[tuple[int, dict[str, Any]]] = field(default_factory=list)
    count: int = 0

    @property
    def depth(self) -> int:
        return len(self.past)

    @property
    def number(self) -> int:
        return self.past[-1][0] if self.past else 0

    @property
    def numbers(self) -> list[int]:
        return [0, *(number for number, _ in self.past + self.future)]


class FakeDriver:
    """Runs `set NAME VALUE`, `call NAME [CAUSE]`, undo, redo and reset."""

    def __init__(self) -> None:
        self.history = FakeHistory()
        self.world: dict[str, Any] = {}
        self.last: Mapping[str, Any] | None = None
        self.lines: list[str] = []

    @property
    def state(self) -> Mapping[str, Any]:
        return self.world

    def run(self, line: str) -> FakeOutcome:
        self.lines.append(line)
        words = line.split()
        history = self.history
        if line == "undo" and history.past:
            number, before = history.past.pop()
            history.future.append((number, self.world))
            self.world = before
        elif line == "redo" and history.future:
            number, after = history.future.pop()
            history.past.append((number, self.world))
            self.world = after
        elif line == "reset":
            self._act({})
        elif words[0] == "set":
            self._act(self.world | {words[1]: int(words[2])})
        elif words[0] == "call":
            cause = words[2] if len(words) > 2 else None
            error = {"Code": "Refused", "Message": "no"} if cause else None
            self.last = {"operation": words[1], "cause": cause, "steps_off": -3, "clock": None, "error": error}
            self._act(self.world | {"calls": self.world.get("calls", 0) + 1})
            return FakeOutcome(error="no" if cause else "", status=bool(cause), call=self.last)
        return FakeOutcome(output=f"did {line}\n")

    def _act(self, world: dict[str, Any]) -> None:
        self.history.count += 1
        self.history.past.append((self.history.count, self.world))
        self.history.future.clear()
        self.world = world


@pytest.fixture
def fake_driver() -> FakeDriver:
    return FakeDriver()


@pytest.fixture(scope="session")
def fake_drivers() -> type[FakeDriver]:
    return FakeDriver


@pytest.fixture
def lesson() -> Lesson:
    return parse(COUNTING, "counting.md")


@pytest.fixture
def counting() -> str:
    return COUNTING
