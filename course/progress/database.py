"""The database file: opened, made, or set aside when damaged.

Four tables. `attempts` has a row for each attempt; `acts` counts what is kept of it and guards it against a second
window, `touched` orders attempts by their last act. `lines` (timed command lines) and `results` (what happened in
the lesson, after how many lines) are only ever added to. `reviews` came with version 2: the questions that are asked
again (`course.progress.reviews`). Times are milliseconds since the Unix epoch.
"""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path
from typing import Any

from course.progress.reviews import FROM_ANSWERS, TABLE

FILE_NAME = "progress.sqlite3"
VERSION = 2
"""The schema's version, kept in the file's `user_version`."""

PATIENCE_SECONDS = 1.0
"""How long to wait for another window to finish writing."""

_SCHEMA = f"""
BEGIN IMMEDIATE;
CREATE TABLE IF NOT EXISTS attempts (
    id INTEGER PRIMARY KEY AUTOINCREMENT, lesson TEXT NOT NULL, scenario TEXT NOT NULL, scenario_text TEXT NOT NULL,
    seed INTEGER, start INTEGER NOT NULL, created INTEGER NOT NULL, left_at INTEGER, live INTEGER,
    given_up INTEGER NOT NULL DEFAULT 0, acts INTEGER NOT NULL DEFAULT 0, touched INTEGER NOT NULL
);
CREATE INDEX IF NOT EXISTS attempts_of_lesson ON attempts (lesson, touched);
CREATE INDEX IF NOT EXISTS attempts_by_touch ON attempts (touched);
CREATE TABLE IF NOT EXISTS lines (
    attempt INTEGER NOT NULL REFERENCES attempts, n INTEGER NOT NULL, time INTEGER NOT NULL, line TEXT NOT NULL,
    PRIMARY KEY (attempt, n)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS results (
    attempt INTEGER NOT NULL REFERENCES attempts, act INTEGER NOT NULL, n INTEGER NOT NULL, step TEXT NOT NULL,
    what TEXT NOT NULL, detail TEXT NOT NULL,
    PRIMARY KEY (attempt, act)
) WITHOUT ROWID;
{TABLE}
PRAGMA user_version = {VERSION};
COMMIT;
"""

_FROM_1 = f"""
BEGIN IMMEDIATE;
UPDATE attempts SET lesson = '06-enabling-mfa-for-alice' WHERE lesson = '01-enable-mfa-for-alice';
UPDATE attempts SET lesson = '10-alan-keep-resync-or-deactivate' WHERE lesson = '02-alan-and-his-lost-phone';
{TABLE}
{FROM_ANSWERS}
PRAGMA user_version = {VERSION};
COMMIT;
"""
"""What a file of version 1 lacks, and what its two lessons are called now. Two windows may both find it so: the second
changes nothing."""

_DAMAGED = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}
_REASONS = {
    sqlite3.SQLITE_BUSY: "another program has locked it",
    sqlite3.SQLITE_LOCKED: "another program has locked it",
    sqlite3.SQLITE_FULL: "the disk is full",
    sqlite3.SQLITE_READONLY: "it may not be written",
    sqlite3.SQLITE_CANTOPEN: "it cannot be opened",
    sqlite3.SQLITE_CORRUPT: "it is damaged; it will be set aside at the next start",
    sqlite3.SQLITE_NOTADB: "it is damaged; it will be set aside at the next start",
    sqlite3.SQLITE_IOERR: "the disk cannot be read or written",
}


class NewerVersionError(Exception):
    """The file was written by a newer version of the program."""


def open_database(folder: Path) -> tuple[sqlite3.Connection, Path | None]:
    """The database of a folder, made when there is none, and where a damaged one was set aside.

    Raises OSError, sqlite3.Error or NewerVersionError when there is none that can be used.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = folder / FILE_NAME
    before = _identity(path)
    try:
        return _connected(path), None
    except sqlite3.DatabaseError as error:
        if code_of(error) not in _DAMAGED:
            raise
    aside = _set_aside(path) if _identity(path) == before else None
    return _connected(path), aside


def reason(error: Exception) -> str:
    """Why a file cannot be used, in words that follow its name."""
    if isinstance(error, sqlite3.Error):
        return _REASONS.get(code_of(error), str(error))
    return getattr(error, "strerror", None) or str(error)


def code_of(error: sqlite3.Error) -> int:
    """SQLite's primary result code; 0 when the error is not SQLite's own."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF


def _connected(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=PATIENCE_SECONDS, isolation_level=None, check_same_thread=False)
    try:
        _prepare(connection)
    except BaseException:
        connection.close()
        raise
    return connection


def _prepare(connection: sqlite3.Connection) -> None:
    version = _pragma(connection, "user_version")
    if version > VERSION:
        raise NewerVersionError
    if _pragma(connection, "quick_check(1)") != "ok":
        raise _damaged("damaged")
    if _pragma(connection, "journal_mode") != "wal":
        _write_ahead(connection)
    # Each act is on the disk before the next: at a person's pace this costs nothing that is felt.
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("BEGIN IMMEDIATE")
    tables = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall()
    version = _pragma(connection, "user_version")
    connection.execute("ROLLBACK")
    if version == 0 and tables:
        raise _damaged("another program's database")
    if version < VERSION:
        connection.executescript(_FROM_1 if version else _SCHEMA)


def _write_ahead(connection: sqlite3.Connection) -> None:
    try:
        connection.execute("PRAGMA journal_mode = WAL")
    except sqlite3.OperationalError as error:
        if code_of(error) != sqlite3.SQLITE_BUSY:  # another window is at it
            raise


def _pragma(connection: sqlite3.Connection, name: str) -> Any:
    return connection.execute(f"PRAGMA {name}").fetchone()[0]


def _damaged(message: str) -> sqlite3.DatabaseError:
    error = sqlite3.DatabaseError(message)
    error.sqlite_errorcode = sqlite3.SQLITE_NOTADB
    return error


def _identity(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _set_aside(path: Path) -> Path:
    """Rename a damaged file, and SQLite's companions of it, to a name that nobody has."""
    number = 1
    while True:
        aside = path.with_name(f"{path.stem}-damaged-{number}{path.suffix}")
        try:
            os.close(os.open(aside, os.O_CREAT | os.O_EXCL | os.O_WRONLY))
            break
        except FileExistsError:
            number += 1
    try:
        path.replace(aside)
    except OSError:
        aside.unlink()
        raise
    for ending in ("-wal", "-shm"):
        companion = path.with_name(path.name + ending)
        if companion.exists():
            companion.replace(aside.with_name(aside.name + ending))
    return aside
