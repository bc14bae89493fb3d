"""A folder with a lesson of two questions, a store, and the host's clock, which moves only when told to."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from simroom import START

from course.library import catalogue
from course.progress.store import Store, open_store
from course.review.review import Review

LESSON = """\
---
title: Locks
scenario: alice-and-alan
minutes: 1
---
## Why {#why}

```{quiz} forum
question: What does MFA add?
choices:
  - {text: A second lock., right: true, say: Two are better.}
  - {text: Another password., say: It is no password.}
```

## Sign in {#in}

```{check} alice-is-in
length(sessions[?Principal=='Alice']) == `1`
```
```{predict} who
question: Who is signed in at Alice's computer?
run: as alice whoami
choices:
  - {text: Nobody., when: "length(state.sessions[?Principal=='Alice']) == `0`", say: She is in.}
  - {text: Alice is., when: "length(state.sessions[?Principal=='Alice']) == `1`", say: She signed in.}
```
```{solution}
as alice sign-in Alice --password Looking-Glass-7
```
"""


class Shelf:
    """A lesson folder with its reviews."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.now = START
        self.store: Store = open_store(folder / "home")
        self.write(LESSON)
        self.id = catalogue(folder)[0].id

    def write(self, text: str) -> None:
        (self.folder / "01-locks.md").write_text(text, encoding="utf-8")

    def met(self, step: str, *questions: str) -> None:
        """Have a step met now, its questions to be asked again."""
        attempt = self.store.begin(self.id, "title: t", 7, START)
        attempt.ask_again(step, questions, self.now)
        attempt.result(step, "met")

    def review(self, lesson: str | None = None) -> Review:
        return Review(self.store.reviews, lambda: self.now, catalogue(self.folder), lesson)


@pytest.fixture
def shelf(tmp_path: Path) -> Iterator[Shelf]:
    made = Shelf(tmp_path)
    yield made
    made.store.close()
