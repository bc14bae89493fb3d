"""When the questions of a lesson are asked again: a row for each, in the store's database.

`stage` counts the reviews answered rightly in a row, `due` is the host's time (milliseconds since the Unix epoch) from
which on the question is asked again, NULL once it is no more. What the stages mean is the reader's business.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import sqlite3

TABLE = """
CREATE TABLE IF NOT EXISTS reviews (
    lesson TEXT NOT NULL, question TEXT NOT NULL, step TEXT NOT NULL, stage INTEGER NOT NULL, due INTEGER,
    PRIMARY KEY (lesson, question)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS reviews_due ON reviews (due, lesson);
"""

FIRST_PAUSE = 86_400_000
"""How long after it was answered a question first comes back: a day, in milliseconds."""

FROM_ANSWERS = f"""
INSERT OR IGNORE INTO reviews
SELECT lesson, SUBSTR(answer.detail, 1, INSTR(answer.detail, ' ') - 1), answer.step, 0, MIN(created) + {FIRST_PAUSE}
FROM attempts JOIN results AS answer ON answer.attempt = id AND answer.what = 'answer'
WHERE INSTR(answer.detail, ' ') > 1 AND EXISTS (
    SELECT 1 FROM results AS met WHERE met.attempt = id AND met.what = 'met' AND met.step = answer.step
)
GROUP BY 1, 2;
"""
"""The questions answered before there was this table, in steps that were met, a day after their attempt began."""

_WAITING = """
SELECT lesson, SUM(due <= ?), MIN(due) FROM reviews WHERE due IS NOT NULL GROUP BY lesson
"""

_ASKED = """
INSERT INTO reviews VALUES (?, ?, ?, 0, ?)
ON CONFLICT DO UPDATE SET due = excluded.due WHERE stage = 0
"""


@dataclass(frozen=True, slots=True)
class Waiting:
    """Of a lesson: how many questions are due, and when the first of all is or was."""

    due: int
    first: int


@dataclass(frozen=True, slots=True)
class Asked:
    """A question that was asked before, by its id; `due` None: it is asked no more."""

    lesson: str
    step: str
    question: str
    stage: int
    due: int | None


class Reviews:
    """The questions to be asked again. `read` and `write` reach the database, and tell of trouble themselves."""

    def __init__(
        self,
        read: Callable[..., list[Any]],
        write: Callable[[Callable[[sqlite3.Connection], object]], None],
    ) -> None:
        self._read, self._write = read, write

    def waiting(self, now: int) -> dict[str, Waiting]:
        """The lessons with questions that come back, by one query that the course map can afford."""
        return {lesson: Waiting(due, first) for lesson, due, first in self._read(_WAITING, now)}

    def due(self, now: int) -> list[Asked]:
        """What is due, longest first."""
        rows = self._read(
            "SELECT lesson, step, question, stage, due FROM reviews WHERE due <= ? ORDER BY due, lesson, question", now
        )
        return [Asked(*row) for row in rows]

    def of_lesson(self, lesson: str) -> list[Asked]:
        """All questions of a lesson that were asked, due or not."""
        rows = self._read("SELECT lesson, step, question, stage, due FROM reviews WHERE lesson = ?", lesson)
        return [Asked(*row) for row in rows]

    def seed(self, lesson: str) -> int | None:
        """The seed of the attempt at a lesson that was worked on last."""
        rows = self._read("SELECT seed FROM attempts WHERE lesson = ? ORDER BY touched DESC LIMIT 1", lesson)
        return rows[0][0] if rows else None

    def answered(self, asked: Asked, stage: int, due: int | None) -> None:
        """Put a question where an answer takes it; not if another window has done so since it was read."""
        values = (stage, due, asked.lesson, asked.question, asked.stage, asked.due)
        self._write(
            lambda db: db.execute(
                "UPDATE reviews SET stage = ?, due = ? WHERE lesson = ? AND question = ? AND stage = ? AND due IS ?",
                values,
            )
        )

    def forget(self, asked: Asked) -> None:
        """Drop a question that there is no more."""
        values = (asked.lesson, asked.question)
        self._write(lambda db: db.execute("DELETE FROM reviews WHERE lesson = ? AND question = ?", values))


def ask_again(db: sqlite3.Connection, lesson: str, step: str, questions: Sequence[str], now: int) -> None:
    """Have questions asked a day from `now`; those that a review has answered rightly keep their time."""
    db.executemany(_ASKED, [(lesson, question, step, now + FIRST_PAUSE) for question in questions])
