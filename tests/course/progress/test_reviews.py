"""The table of questions to be asked again, and how files without one come by it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from course.progress.database import FILE_NAME, VERSION
from course.progress.reviews import Asked, Waiting
from course.progress.store import Store, open_store

START, DAY = 1_803_902_400_000, 86_400_000
LESSON = "06-enabling-mfa-for-alice"

VERSION_1 = """
CREATE TABLE attempts (
    id INTEGER PRIMARY KEY AUTOINCREMENT, lesson TEXT NOT NULL, scenario TEXT NOT NULL, scenario_text TEXT NOT NULL,
    seed INTEGER, start INTEGER NOT NULL, created INTEGER NOT NULL, left_at INTEGER, live INTEGER,
    given_up INTEGER NOT NULL DEFAULT 0, acts INTEGER NOT NULL DEFAULT 0, touched INTEGER NOT NULL
);
CREATE INDEX attempts_of_lesson ON attempts (lesson, touched);
CREATE INDEX attempts_by_touch ON attempts (touched);
CREATE TABLE lines (
    attempt INTEGER NOT NULL REFERENCES attempts, n INTEGER NOT NULL, time INTEGER NOT NULL, line TEXT NOT NULL,
    PRIMARY KEY (attempt, n)
) WITHOUT ROWID;
CREATE TABLE results (
    attempt INTEGER NOT NULL REFERENCES attempts, act INTEGER NOT NULL, n INTEGER NOT NULL, step TEXT NOT NULL,
    what TEXT NOT NULL, detail TEXT NOT NULL,
    PRIMARY KEY (attempt, act)
) WITHOUT ROWID;
PRAGMA user_version = 1;
INSERT INTO attempts VALUES
    (1, 'L', 's', 't', 7, 5, 1000, 9, 1, 0, 7, 3),
    (2, 'L', 's', 't', NULL, 5, 2000, 9, 1, 0, 2, 4);
INSERT INTO lines VALUES (1, 0, 5, 'whoami'), (1, 1, 6, CAST('x' AS BLOB));
INSERT INTO results VALUES
    (1, 0, 0, 'why', 'answer', 'forum 2'), (1, 1, 0, 'why', 'answer', 'forum 1'), (1, 2, 0, 'why', 'met', ''),
    (1, 3, 0, 'see', 'answer', 'thief 1'), (1, 4, 0, 'see', 'hint', ''), (1, 5, 0, 'why', 'answer', 'odd'),
    (2, 0, 0, 'why', 'answer', 'forum 1'), (2, 1, 0, 'why', 'met', '');
"""


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = open_store(tmp_path)
    yield opened
    opened.close()


def ask(store: Store, lesson: str, step: str, *questions: str, now: int = START) -> None:
    attempt = store.begin(lesson, "title: t", 7, START)
    attempt.ask_again(step, questions, now)
    attempt.result(step, "met")


def only(store: Store, lesson: str = LESSON) -> Asked:
    (asked,) = store.reviews.of_lesson(lesson)
    return asked


def test_a_question_is_due_a_day_after_it_was_answered(store: Store) -> None:
    ask(store, LESSON, "why", "forum", "reuse")
    ask(store, "02-other", "drift", "clock", now=START + 1)
    assert store.reviews.waiting(START) == {
        LESSON: Waiting(0, START + DAY),
        "02-other": Waiting(0, START + 1 + DAY),
    }
    assert store.reviews.due(START + DAY - 1) == []
    assert [asked.question for asked in store.reviews.due(START + DAY)] == ["forum", "reuse"]
    assert [asked.question for asked in store.reviews.due(START + 9 * DAY)] == ["forum", "reuse", "clock"]
    assert store.reviews.waiting(START + DAY)[LESSON] == Waiting(2, START + DAY)


def test_it_is_written_with_the_result_and_not_before(store: Store) -> None:
    attempt = store.begin(LESSON, "title: t", 7, START)
    attempt.ask_again("why", ["forum"], START)
    assert store.reviews.waiting(START) == {}
    attempt.result("why", "met")
    assert only(store) == Asked(LESSON, "why", "forum", 0, START + DAY)


def test_what_could_not_be_written_is_written_with_the_next_result(tmp_path: Path, store: Store) -> None:
    attempt = store.begin(LESSON, "title: t", 7, START)
    attempt.result("why", "hint")
    store._db.execute("PRAGMA busy_timeout = 0")  # type: ignore[union-attr]
    other = sqlite3.connect(tmp_path / FILE_NAME, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    attempt.ask_again("why", ["forum"], START)
    attempt.result("why", "met")
    assert not store.saving
    other.execute("ROLLBACK")
    other.close()
    attempt.result("see", "hint")
    assert (store.saving, only(store).question) == (True, "forum")


def test_answering_in_a_lesson_again_moves_only_what_no_review_has_answered(store: Store) -> None:
    ask(store, LESSON, "why", "forum")
    ask(store, LESSON, "why", "forum", now=START + 7)
    assert only(store).due == START + 7 + DAY
    store.reviews.answered(only(store), 1, START + 5 * DAY)
    ask(store, LESSON, "why", "forum", now=START + 2 * DAY)
    assert only(store) == Asked(LESSON, "why", "forum", 1, START + 5 * DAY)


def test_what_left_for_good_is_neither_due_nor_asked_anew(store: Store) -> None:
    ask(store, LESSON, "why", "forum")
    store.reviews.answered(only(store), 3, None)
    ask(store, LESSON, "why", "forum", now=START + 2 * DAY)
    assert store.reviews.due(START + 999 * DAY) == []
    assert store.reviews.waiting(START + 999 * DAY) == {}
    store.reviews.answered(only(store), 0, START)
    assert len(store.reviews.due(START)) == 1


def test_of_two_windows_the_first_answer_counts(tmp_path: Path, store: Store) -> None:
    ask(store, LESSON, "why", "forum")
    window = open_store(tmp_path)
    here, there = only(store), only(window)
    store.reviews.answered(here, 1, START + 4 * DAY)
    window.reviews.answered(there, 0, START + 2 * DAY)
    assert only(window) == only(store) == Asked(LESSON, "why", "forum", 1, START + 4 * DAY)
    window.close()


def test_a_question_is_forgotten(store: Store) -> None:
    ask(store, LESSON, "why", "forum")
    store.reviews.forget(only(store))
    assert store.reviews.of_lesson(LESSON) == []


def test_without_a_disk_nothing_is_due(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("I am a file.")
    store = open_store(tmp_path / "home")
    ask(store, LESSON, "why", "forum")
    assert (store.reviews.waiting(START + 9 * DAY), store.reviews.due(START + 9 * DAY)) == ({}, [])
    assert store.reviews.seed(LESSON) is None


class TestAFileOfVersion1:
    @pytest.fixture
    def old(self, tmp_path: Path) -> Path:
        with sqlite3.connect(tmp_path / FILE_NAME) as db:
            db.executescript(VERSION_1)
        db.close()
        return tmp_path

    def test_loses_nothing(self, old: Path) -> None:
        def rows() -> list[list[tuple[object, ...]]]:
            with sqlite3.connect(old / FILE_NAME) as db:
                found = [db.execute(f"SELECT * FROM {table}").fetchall() for table in ("attempts", "lines", "results")]
            db.close()
            return found

        before = rows()
        store = open_store(old)
        assert (store.notice, store.saving) == (None, True)
        store.close()
        assert rows() == before
        store = open_store(old)
        latest = store.latest("L")
        assert latest is not None
        assert (latest.id, len(latest.results)) == (2, 2)
        store.close()

    def test_has_the_answers_of_steps_that_were_met_asked_again(self, old: Path) -> None:
        store = open_store(old)
        assert store.reviews.of_lesson("L") == [Asked("L", "why", "forum", 0, 1000 + DAY)]
        assert store.reviews.seed("L") is None
        store.close()

    def test_knows_its_two_lessons_under_the_numbers_they_have_now(self, old: Path) -> None:
        with sqlite3.connect(old / FILE_NAME) as db:
            db.execute("UPDATE attempts SET lesson = '01-enable-mfa-for-alice' WHERE id = 1")
            db.execute("UPDATE attempts SET lesson = '02-alan-and-his-lost-phone' WHERE id = 2")
        db.close()
        store = open_store(old)
        assert set(store.done()) == {"06-enabling-mfa-for-alice", "10-alan-keep-resync-or-deactivate"}
        assert [asked.question for asked in store.reviews.of_lesson("10-alan-keep-resync-or-deactivate")] == ["forum"]
        store.close()

    def test_is_brought_up_to_date_once_by_two_windows(self, old: Path) -> None:
        windows = [open_store(old) for _ in range(2)]
        assert [window.saving for window in windows] == [True, True]
        windows[0].reviews.answered(windows[0].reviews.of_lesson("L")[0], 1, START)
        assert windows[1].reviews.of_lesson("L")[0].stage == 1
        for window in windows:
            window.close()
        with sqlite3.connect(old / FILE_NAME) as db:
            assert db.execute("PRAGMA user_version").fetchone() == (VERSION,)
        db.close()
