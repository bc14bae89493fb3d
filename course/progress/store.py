"""The store of attempts. It works without a disk as well: then nothing is kept, and its notice says why."""

from __future__ import annotations

import contextlib
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Any

from course.progress.attempt import Attempt, Line, Result, Start
from course.progress.place import HOME_VARIABLE, data_folder
from course.progress.reviews import Reviews, ask_again

if TYPE_CHECKING:
    import sqlite3

_HURRIED_MILLISECONDS = 20
"""How long a locked database is waited for after the first time."""

_HURRIED = 8
"""Writes within a second from which on a program does them: they are not waited for to be on the disk each."""

_NEXT_TOUCH = "(SELECT COALESCE(MAX(touched), 0) + 1 FROM attempts)"

_LATEST = """
SELECT id, lesson, scenario, scenario_text, seed, start, created, left_at, live FROM attempts
WHERE lesson = ? AND NOT given_up AND seed IS COALESCE(?, seed) ORDER BY touched DESC LIMIT 1
"""

_REACHED = """
WITH latest AS (SELECT lesson, id, created, MAX(touched) FROM attempts WHERE NOT given_up GROUP BY lesson),
    since AS (
        SELECT latest.id, COALESCE(MAX(n), -1) AS n FROM latest
        LEFT JOIN lines ON attempt = latest.id AND TRIM(line) = 'reset' GROUP BY latest.id
    ),
    standing AS (
        SELECT attempt, step, what, MAX(act) FROM results
        JOIN since ON since.id = attempt AND results.n > since.n WHERE what IN ('met', 'left', 'open')
        GROUP BY attempt, step
    ),
    finished AS (
        SELECT lesson, MAX(created) AS created FROM attempts JOIN results ON attempt = id AND what = 'finish'
        GROUP BY lesson
    )
SELECT all_lessons.lesson, finished.lesson IS NOT NULL, COALESCE(finished.created, latest.created),
    standing.step, standing.what
FROM (SELECT DISTINCT lesson FROM attempts) AS all_lessons
LEFT JOIN latest USING (lesson) LEFT JOIN standing ON standing.attempt = latest.id LEFT JOIN finished USING (lesson)
"""


def open_store(folder: Path | None = None) -> Store:
    """The store of a folder; of the user's own when None. Never fails: without a disk the store saves nothing."""
    import sqlite3

    from course.progress import database

    path: Path | None = None
    try:
        folder = folder or data_folder()
        path = folder / database.FILE_NAME
        connection, aside = database.open_database(folder)
    except database.NewerVersionError:
        return Store(None, path, f"{path} is from a newer mfa-course. {_NOT_SAVED} Install the newer version again.")
    except (OSError, sqlite3.Error) as error:
        why = database.reason(error)
        return Store(
            None, path, f"Progress cannot be kept in {path or 'your data folder'}: {why}. {_NOT_SAVED} {_OTHER}"
        )
    if aside is not None:
        return Store(connection, path, f"The file with your progress was damaged. It is set aside: {aside}")
    return Store(connection, path)


def scratch_store() -> Store:
    """A store that keeps nothing, for attempts that are not a learner's."""
    return Store(None, None)


_NOT_SAVED = "The course runs on, but nothing is saved."
_OTHER = f"{HOME_VARIABLE} can name another folder."


@dataclass(frozen=True, slots=True)
class Reached:
    """The steps of a lesson that its latest attempt met and left for later, and whether any attempt finished it.

    `begun` is the host's time (milliseconds since the Unix epoch) at which the attempt was begun that finished it last,
    or else the latest one; None when all were given up.
    """

    met: frozenset[str]
    left: frozenset[str]
    finished: bool
    begun: int | None = field(default=None, compare=False)


class Store:
    """Attempts, kept in a folder.

    `notice` is a message for the learner, or None; `saving` is false while acts cannot be written. What could not be
    written is held, and written with the next act that can be.
    """

    def __init__(self, connection: sqlite3.Connection | None, path: Path | None, notice: str | None = None) -> None:
        self.notice, self.saving = notice, connection is not None
        self._db, self._path = connection, path
        self._waits = True
        self._written: deque[float] = deque(maxlen=_HURRIED)

    def begin(
        self,
        lesson_id: str,
        scenario_text: str,
        seed: int | None,
        start: int,
        *,
        scenario: str = "",
        created: int = 0,
    ) -> Attempt:
        """A new attempt; `start` is its first service time and `created` the host's, in milliseconds.

        It is written with its first act.
        """
        return Attempt(Start(lesson_id, scenario, scenario_text, seed, start, created), self)

    def latest(self, lesson_id: str, seed: int | None = None) -> Attempt | None:
        """The attempt at a lesson (under `seed`) that was worked on last, to go on with; None when there is none."""
        rows = self._read(_LATEST, lesson_id, seed)
        if not rows:
            return None
        identity, *start, left, live = rows[0]
        live = None if live is None else bool(live)
        return Attempt(Start(*start), self, identity=identity, acts=self._acts(identity), left=left, live=live)

    def latest_lesson(self) -> str | None:
        """What was worked on last, as `latest` takes it; None when nothing was done yet."""
        rows = self._read("SELECT lesson FROM attempts WHERE NOT given_up ORDER BY touched DESC LIMIT 1")
        return str(rows[0][0]) if rows else None

    def restart(self, lesson_id: str) -> None:
        """Give up the attempts at a lesson: `latest` finds them no more. Their lines stay."""
        self._write(lambda db: db.execute("UPDATE attempts SET given_up = 1 WHERE lesson = ?", (lesson_id,)))

    def reached(self) -> dict[str, Reached]:
        """For each lesson begun, what was reached in it."""
        found: dict[str, tuple[bool, int | None, dict[str, str]]] = {}
        for lesson, finished, begun, step, how in self._read(_REACHED):
            found.setdefault(lesson, (bool(finished), begun, {}))[2][step] = how
        return {
            lesson: Reached(
                frozenset(step for step, how in steps.items() if how == "met"),
                frozenset(step for step, how in steps.items() if how == "left"),
                finished,
                begun,
            )
            for lesson, (finished, begun, steps) in found.items()
        }

    def done(self) -> dict[str, tuple[int, bool]]:
        """For each lesson begun: how many steps its latest attempt met, and whether any attempt finished it."""
        return {lesson: (len(reached.met), reached.finished) for lesson, reached in self.reached().items()}

    @property
    def reviews(self) -> Reviews:
        """The questions that are asked again."""
        return Reviews(self._read, self._write)

    def close(self) -> None:
        """Let go of the file."""
        if self._db is not None:
            self._db.close()
            self._db = None

    def save(self, attempt: Attempt) -> None:
        """Write what of an attempt is not written yet.

        It is on the disk then. Where acts come faster than a person does them, the last of them may be lost with the
        machine's power, but not with this program.
        """
        new_acts = attempt.saved < len(attempt.acts)
        if new_acts or attempt.id is not None:
            self._written.append(monotonic())
            hurried = len(self._written) == _HURRIED and self._written[-1] - self._written[0] < 1
            self._wait_for_disk(not hurried)
            self._write(lambda db: self._save(db, attempt, new_acts))

    def _wait_for_disk(self, wait: bool) -> None:
        """Whether a commit waits until the disk has it (https://sqlite.org/pragma.html#pragma_synchronous)."""
        if self._db is not None and wait is not self._waits:
            self._read(f"PRAGMA synchronous = {'FULL' if wait else 'NORMAL'}")
            self._waits = wait

    def _save(self, db: sqlite3.Connection, attempt: Attempt, new_acts: bool) -> None:
        identity, saved, n = attempt.id, attempt.saved, attempt.saved_lines
        row = db.execute("SELECT acts FROM attempts WHERE id = ?", (identity,)).fetchone()
        others_went_on = row is None or row[0] != saved
        if not new_acts:
            if not others_went_on:
                values = (attempt.left_at, attempt.live, identity)
                db.execute("UPDATE attempts SET left_at = ?, live = ? WHERE id = ?", values)
            return
        if identity is None or others_went_on:
            identity, saved, n = _added(db, attempt.start), 0, 0
        for number, act in enumerate(attempt.acts.since(saved), saved):
            if len(act) == 2:
                db.execute("INSERT INTO lines VALUES (?, ?, ?, ?)", (identity, n, act[0], _stored(act[1])))
                n += 1
            else:
                db.execute("INSERT INTO results VALUES (?, ?, ?, ?, ?, ?)", (identity, number, *act))
        for again in attempt.asked:
            ask_again(db, attempt.start.lesson, *again)
        db.execute(
            f"UPDATE attempts SET acts = ?, left_at = ?, live = ?, touched = {_NEXT_TOUCH} WHERE id = ?",
            (len(attempt.acts), attempt.left_at, attempt.live, identity),
        )
        db.execute("COMMIT")
        attempt.id, attempt.asked = identity, []
        attempt.saved, attempt.saved_lines = len(attempt.acts), n

    def _acts(self, identity: int) -> list[Line | Result]:
        """The lines and results of an attempt, each result behind as many lines as it says."""
        rows = self._read("SELECT time, line FROM lines WHERE attempt = ? ORDER BY n", identity)
        lines: list[Line] = [(time, _restored(line)) for time, line in rows]
        acts: list[Line | Result] = []
        taken = 0
        for n, *rest in self._read(
            "SELECT n, step, what, detail FROM results WHERE attempt = ? ORDER BY act", identity
        ):
            acts += lines[taken:n]
            taken = max(taken, n)
            acts.append((n, *rest))
        return acts + lines[taken:]

    def _read(self, query: str, *values: object) -> list[Any]:
        import sqlite3

        try:
            return [] if self._db is None else self._db.execute(query, values).fetchall()
        except sqlite3.Error as error:
            self._fail(error)
            return []

    def _write(self, work: Callable[[sqlite3.Connection], object]) -> None:
        """Do `work` in a transaction, whole or not at all."""
        import sqlite3

        if self._db is None:
            return
        try:
            self._db.execute("BEGIN IMMEDIATE")
            try:
                work(self._db)
                if self._db.in_transaction:
                    self._db.execute("COMMIT")
            except BaseException:
                with contextlib.suppress(sqlite3.Error):
                    self._db.execute("ROLLBACK")
                raise
        except sqlite3.Error as error:
            self._fail(error)
        else:
            if not self.saving:
                self.saving, self.notice = True, None

    def _fail(self, error: sqlite3.Error) -> None:
        from course.progress.database import reason

        self.saving = False
        self.notice = f"Progress cannot be kept in {self._path} now: {reason(error)}. Each act tries again."
        if self._db is not None:
            self._db.execute(f"PRAGMA busy_timeout = {_HURRIED_MILLISECONDS}")


def _added(db: sqlite3.Connection, start: Start) -> int:
    cursor = db.execute(
        "INSERT INTO attempts (lesson, scenario, scenario_text, seed, start, created, touched)"
        f" VALUES (?, ?, ?, ?, ?, ?, {_NEXT_TOUCH})",
        (start.lesson, start.scenario, start.scenario_text, start.seed, start.time, start.created),
    )
    assert cursor.lastrowid is not None
    return cursor.lastrowid


def _stored(text: str) -> str | bytes:
    """A text as SQLite takes it: one with half a surrogate pair, which is no UTF-8, as bytes."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode(errors="surrogatepass")
    return text


def _restored(value: str | bytes) -> str:
    return value.decode(errors="surrogatepass") if isinstance(value, bytes) else value
