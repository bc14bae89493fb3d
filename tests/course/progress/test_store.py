from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from course.progress import place
from course.progress.attempt import Attempt
from course.progress.database import FILE_NAME, VERSION
from course.progress.store import Reached, Store, open_store

START = 1_803_902_400_000
LESSON = "06-enabling-mfa-for-alice"


@pytest.fixture
def stores(tmp_path: Path) -> Iterator[list[Store]]:
    """Stores of one folder, each as a window of its own has it."""
    opened = [open_store(tmp_path) for _ in range(2)]
    yield opened
    for store in opened:
        store.close()


@pytest.fixture
def store(stores: list[Store]) -> Store:
    return stores[0]


def begin(store: Store, lesson: str = LESSON) -> Attempt:
    return store.begin(lesson, "title: t", 7, START, scenario="alice-and-alan", created=START)


def latest(store: Store, lesson: str = LESSON) -> Attempt:
    found = store.latest(lesson)
    assert found is not None
    return found


def lines(attempt: Attempt) -> list[str]:
    return [line for _, line in attempt.lines]


def test_an_attempt_is_found_again_as_it_was_left(stores: list[Store]) -> None:
    attempt = begin(stores[0])
    attempt.result("look", "hint")
    attempt.append(START + 1, "aws iam list-users")
    attempt.append(START + 2, "phone alice scan")
    attempt.result("look", "met")
    attempt.result("scan", "answer", "q1 2")
    attempt.leave(START + 9, live=True)
    found = latest(stores[1])
    assert found.start == attempt.start
    assert found.lines == ((START + 1, "aws iam list-users"), (START + 2, "phone alice scan"))
    assert found.results == ((0, "look", "hint", ""), (2, "look", "met", ""), (2, "scan", "answer", "q1 2"))
    assert found.acts == attempt.acts
    assert (found.left, found.live) == (START + 9, True)
    assert (stores[0].notice, stores[0].saving) == (None, True)


def test_nothing_is_kept_before_the_first_act(store: Store) -> None:
    begin(store).leave(START, live=True)
    assert store.latest(LESSON) is None
    assert store.done() == {}


def test_an_attempt_that_was_not_left_stands_at_its_last_line(store: Store) -> None:
    attempt = begin(store)
    attempt.leave(START + 5)
    attempt.append(START + 8, "whoami")
    found = latest(store)
    assert (found.left, found.live) == (START + 8, None)
    assert begin(store).left == START


def test_the_latest_is_the_one_worked_on_last(store: Store) -> None:
    first, second = begin(store), begin(store)
    first.append(START, "first")
    second.append(START, "second")
    assert lines(latest(store)) == ["second"]
    first.append(START, "again")
    assert lines(latest(store)) == ["first", "again"]
    assert store.latest("02-other") is None


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.text(st.characters(exclude_categories=()), max_size=30), min_size=1, max_size=5))
def test_whatever_is_typed_is_kept(store: Store, typed: list[str]) -> None:
    attempt = begin(store)
    for number, line in enumerate(typed):
        attempt.append(START + number, line)
    assert lines(latest(store)) == typed
    assert store.notice is None


class TestTheCourseMap:
    def test_counts_the_steps_that_the_latest_attempt_met(self, store: Store) -> None:
        attempt = begin(store)
        attempt.append(START, "whoami")
        for step in ("look", "look", "scan"):
            attempt.result(step, "met")
        attempt.result("scan", "hint")
        begin(store, "02-other").append(START, "whoami")
        assert store.done() == {LESSON: (2, False), "02-other": (0, False)}

    def test_counts_anew_after_a_reset(self, store: Store) -> None:
        attempt = begin(store)
        attempt.append(START, "whoami")
        attempt.result("look", "met")
        attempt.result("scan", "met")
        attempt.append(START, " reset ")
        assert store.done() == {LESSON: (0, False)}
        attempt.result("look", "met")
        assert store.done() == {LESSON: (1, False)}

    def test_a_finished_lesson_stays_finished_when_begun_again(self, store: Store) -> None:
        attempt = begin(store)
        attempt.append(START, "whoami")
        attempt.result("look", "met")
        attempt.result("look", "finish")
        assert store.done() == {LESSON: (1, True)}
        store.restart(LESSON)
        assert store.latest(LESSON) is None
        assert store.done() == {LESSON: (0, True)}
        begin(store).append(START, "whoami")
        assert lines(latest(store)) == ["whoami"]

    def test_counts_what_an_undo_left_and_tells_what_was_left_for_later(self, store: Store) -> None:
        attempt = begin(store)
        attempt.append(START, "whoami")
        for step, what in (("look", "met"), ("scan", "leave"), ("scan", "left"), ("sign-in", "met"), ("look", "open")):
            attempt.result(step, what)
        assert store.reached() == {LESSON: Reached(frozenset({"sign-in"}), frozenset({"scan"}), False)}
        assert store.done() == {LESSON: (1, False)}


class TestTwoWindows:
    def test_one_attempt_in_two_windows_becomes_two(self, stores: list[Store]) -> None:
        begin(stores[0]).append(START, "common")
        here, there = latest(stores[0]), latest(stores[1])
        here.append(START + 1, "here 1")
        there.result("look", "hint")
        there.append(START + 2, "there 1")
        here.append(START + 3, "here 2")
        assert here.id != there.id
        assert lines(here) == ["common", "here 1", "here 2"]
        found = latest(stores[1])
        assert found.id == here.id
        assert found.acts == here.acts
        there.append(START + 4, "there 2")
        found = latest(stores[0])
        assert (lines(found), found.results) == (["common", "there 1", "there 2"], ((1, "look", "hint", ""),))

    def test_leaving_without_an_act_does_not_disturb_the_other(self, stores: list[Store]) -> None:
        begin(stores[0]).append(START, "common")
        here, there = latest(stores[0]), latest(stores[1])
        here.append(START + 1, "here")
        there.leave(START + 50)
        found = latest(stores[0])
        assert (lines(found), found.left, found.id) == (["common", "here"], START + 1, here.id)

    def test_many_windows_at_once_lose_and_mix_nothing(self, tmp_path: Path) -> None:
        program = """
import sys
from pathlib import Path
from course.progress.store import open_store
store = open_store(Path(sys.argv[1]))
attempt = store.latest("L") or store.begin("L", "", 1, 0)
print(store.notice, flush=True)
sys.stdin.readline()
for n in range(10):
    attempt.append(n, f"{sys.argv[2]} {n}")
sys.exit(0 if store.saving else store.notice)
"""
        first = open_store(tmp_path)
        begin(first, "L").append(START, "common")
        first.close()
        windows = [
            subprocess.Popen(
                [sys.executable, "-c", program, str(tmp_path), str(number)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
            )
            for number in range(4)
        ]
        for window in windows:
            assert window.stdout is not None
            assert window.stdout.readline() == "None\n"
        for window in windows:
            assert window.stdin is not None
            window.stdin.write("go\n")
            window.stdin.flush()
        for window in windows:
            window.communicate()
            assert window.returncode == 0
        with sqlite3.connect(tmp_path / FILE_NAME) as db:
            rows = db.execute("SELECT attempt, line FROM lines ORDER BY attempt, n").fetchall()
        db.close()
        attempts = {attempt: [line for of, line in rows if of == attempt] for attempt, _ in rows}
        assert sorted(attempts.values()) == [["common", *(f"{number} {n}" for n in range(10))] for number in range(4)]


def test_a_crash_loses_nothing_that_was_done(tmp_path: Path) -> None:
    program = """
import sys
from pathlib import Path
from course.progress.store import open_store
attempt = open_store(Path(sys.argv[1])).begin("L", "", 1, 0)
for n in range(100_000):
    attempt.append(n, f"line {n}")
    attempt.result("look", "hint", str(n))
    print(n, flush=True)
"""
    window = subprocess.Popen([sys.executable, "-c", program, str(tmp_path)], stdout=subprocess.PIPE, text=True)
    assert window.stdout is not None
    while window.stdout.readline() != "20\n":
        pass
    window.send_signal(signal.SIGKILL)
    told = ["20", *window.stdout.read().split("\n")]
    window.communicate()
    done = max(int(number) for number in told if number)
    store = open_store(tmp_path)
    assert (store.notice, store.saving) == (None, True)
    found = latest(store, "L")
    assert lines(found) == [f"line {n}" for n in range(len(found.lines))]
    assert [detail for *_, detail in found.results] == [str(n) for n in range(len(found.results))]
    # What was told is there; at most the act in flight is more.
    assert len(found.results) >= done + 1
    assert len(found.lines) - len(found.results) in (0, 1)
    store.close()


def written(folder: Path) -> Path:
    store = open_store(folder)
    attempt = begin(store)
    for number in range(3):
        attempt.append(START + number, f"aws iam get-user --user-name number-{number}".ljust(20_000))
    store.close()
    return folder / FILE_NAME


def overwritten(path: Path, at: int, data: bytes) -> None:
    with path.open("r+b") as file:
        file.seek(at)
        file.write(data)


DAMAGES = {
    "no database": lambda path: path.write_bytes(b"Dear diary,\n" * 500),
    "random bytes": lambda path: path.write_bytes(bytes((17 * n * n + n) % 251 for n in range(9_000))),
    "cut short": lambda path: os.truncate(path, 5_000),
    "zeros inside": lambda path: overwritten(path, 4_096, bytes(8_192)),
    "a broken header": lambda path: overwritten(path, 16, b"\xff" * 40),
}


class TestADamagedFile:
    @pytest.mark.parametrize("damage", DAMAGES)
    def test_is_set_aside_whole_and_told(self, tmp_path: Path, damage: str) -> None:
        path = written(tmp_path)
        DAMAGES[damage](path)
        damaged = path.read_bytes()
        store = open_store(tmp_path)
        aside = tmp_path / "progress-damaged-1.sqlite3"
        assert store.notice == f"The file with your progress was damaged. It is set aside: {aside}"
        assert aside.read_bytes() == damaged
        assert store.saving
        assert store.latest(LESSON) is None
        begin(store).append(START, "whoami")
        store.close()
        again = open_store(tmp_path)
        assert (again.notice, lines(latest(again))) == (None, ["whoami"])
        again.close()

    def test_never_takes_the_name_of_another(self, tmp_path: Path) -> None:
        path = tmp_path / FILE_NAME
        for number in (1, 2):
            path.write_bytes(b"no database %d" % number)
            store = open_store(tmp_path)
            assert store.notice is not None
            assert store.notice.endswith(f"progress-damaged-{number}.sqlite3")
            store.close()
        kept = [(tmp_path / f"progress-damaged-{number}.sqlite3").read_bytes() for number in (1, 2)]
        assert kept == [b"no database 1", b"no database 2"]

    def test_another_programs_database_is_set_aside_too(self, tmp_path: Path) -> None:
        with sqlite3.connect(tmp_path / FILE_NAME) as db:
            db.execute("CREATE TABLE attempts (mine)")
        db.close()
        store = open_store(tmp_path)
        assert store.saving
        assert (tmp_path / "progress-damaged-1.sqlite3").is_file()
        begin(store).append(START, "whoami")
        assert lines(latest(store)) == ["whoami"]
        store.close()

    def test_an_empty_file_is_simply_begun(self, tmp_path: Path) -> None:
        (tmp_path / FILE_NAME).touch()
        store = open_store(tmp_path)
        assert (store.notice, store.saving) == (None, True)
        store.close()


def works_without_saving(store: Store) -> str:
    """Check that a store without a disk lets the course run; gives its notice."""
    attempt = begin(store)
    attempt.append(START, "whoami")
    attempt.result("look", "met")
    attempt.leave(START)
    store.restart(LESSON)
    assert lines(attempt) == ["whoami"]
    assert (store.latest(LESSON), store.done(), store.saving) == (None, {}, False)
    store.close()
    assert store.notice is not None
    return store.notice


class TestWithoutADisk:
    def test_a_file_where_the_folder_should_be(self, tmp_path: Path) -> None:
        (tmp_path / "home").write_text("I am a file.")
        for folder in (tmp_path / "home", tmp_path / "home" / "below"):
            notice = works_without_saving(open_store(folder))
            assert str(folder / FILE_NAME) in notice
            assert notice.endswith("nothing is saved. MFA_COURSE_HOME can name another folder.")
        assert (tmp_path / "home").read_text() == "I am a file."

    def test_a_folder_where_the_file_should_be(self, tmp_path: Path) -> None:
        (tmp_path / FILE_NAME).mkdir()
        assert "it cannot be opened" in works_without_saving(open_store(tmp_path))

    def test_no_home_folder(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.delenv(place.HOME_VARIABLE, raising=False)
        monkeypatch.setattr("platformdirs.user_data_path", lambda *_, **__: Path("~/.local/share/mfa-course"))
        assert "you have no home folder" in works_without_saving(open_store())

    def test_a_newer_file_is_left_alone(self, tmp_path: Path) -> None:
        path = written(tmp_path)
        with sqlite3.connect(path) as db:
            db.execute(f"PRAGMA user_version = {VERSION + 1}")
            db.execute("ALTER TABLE lines ADD COLUMN more")
        db.close()
        before = path.read_bytes()
        notice = works_without_saving(open_store(tmp_path))
        assert notice.startswith(f"{path} is from a newer mfa-course.")
        assert path.read_bytes() == before

    def test_a_file_that_may_not_be_written_is_read(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        path = written(tmp_path)
        connect = sqlite3.connect
        monkeypatch.setattr(sqlite3, "connect", lambda _, **how: connect(f"{path.as_uri()}?mode=ro", uri=True, **how))
        store = open_store(tmp_path)
        attempt = latest(store)
        attempt.append(START, "whoami")
        assert (len(attempt.lines), len(latest(store).lines), store.saving) == (4, 3, False)
        assert store.notice is not None
        assert "it may not be written" in store.notice
        store.close()


class TestTrouble:
    @pytest.mark.long
    def test_a_lock_is_waited_out_and_nothing_is_lost(self, tmp_path: Path, store: Store) -> None:
        attempt = begin(store)
        attempt.append(START, "before")
        other = sqlite3.connect(tmp_path / FILE_NAME, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        attempt.append(START + 1, "meanwhile")
        attempt.result("look", "met")
        assert store.notice is not None
        assert store.notice.endswith("now: another program has locked it. Each act tries again.")
        assert not store.saving
        assert lines(latest(store)) == ["before"]
        other.execute("ROLLBACK")
        other.close()
        attempt.append(START + 2, "after")
        assert (store.notice, store.saving) == (None, True)
        found = latest(store)
        assert (lines(found), found.results) == (["before", "meanwhile", "after"], ((2, "look", "met", ""),))

    def test_a_full_disk_is_told(self, store: Store) -> None:
        attempt = begin(store)
        attempt.append(START, "before")
        assert store._db is not None
        pages = store._db.execute("PRAGMA page_count").fetchone()[0]
        store._db.execute(f"PRAGMA max_page_count = {pages}")
        attempt.append(START, "x" * 100_000)
        assert store.notice is not None
        assert "the disk is full" in store.notice
        assert lines(latest(store)) == ["before"]
        store._db.execute("PRAGMA max_page_count = 100000")
        attempt.append(START, "after")
        assert [line[:6] for line in lines(latest(store))] == ["before", "xxxxxx", "after"]

    def test_an_interruption_inside_an_act_keeps_it_for_the_next(
        self, store: Store, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        attempt = begin(store)

        def interrupted(*_: object) -> None:
            raise KeyboardInterrupt

        with monkeypatch.context() as patch:
            patch.setattr("course.progress.store._added", interrupted)
            with pytest.raises(KeyboardInterrupt):
                attempt.append(START, "first")
        assert store.latest(LESSON) is None
        attempt.append(START, "second")
        assert lines(latest(store)) == ["first", "second"]

    def test_a_store_goes_from_one_thread_to_another(self, tmp_path: Path) -> None:
        opened: list[Store] = []
        worker = threading.Thread(target=lambda: opened.append(open_store(tmp_path)))
        worker.start()
        worker.join()
        begin(opened[0]).append(START, "whoami")
        assert lines(latest(opened[0])) == ["whoami"]
        opened[0].close()


class TestTheFolder:
    def test_the_variable_names_it(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv(place.HOME_VARIABLE, str(tmp_path / "deep" / "home"))
        store = open_store()
        begin(store).append(START, "whoami")
        store.close()
        assert (tmp_path / "deep" / "home" / FILE_NAME).is_file()

    def test_else_it_is_the_users_own(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv(place.HOME_VARIABLE, "")
        monkeypatch.setenv("HOME", str(tmp_path))
        monkeypatch.delenv("XDG_DATA_HOME", raising=False)
        folder = place.data_folder()
        assert folder.name == "mfa-course"
        assert tmp_path in folder.parents


def test_a_programs_pace_does_not_wait_for_the_disk(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    now = 100.0
    monkeypatch.setattr("course.progress.store.monotonic", lambda: now)
    waits: list[int] = []

    def act(seconds: float) -> None:
        nonlocal now
        now += seconds
        attempt.append(START + round(now * 1_000), "aws iam list-users")
        assert store._db is not None
        waits.append(store._db.execute("PRAGMA synchronous").fetchone()[0])

    full, normal = 2, 1
    attempt = begin(store)
    for _ in range(20):
        act(0.3)
    assert waits == [full] * 20, "a person's pace"
    waits.clear()
    for _ in range(200):
        act(0.005)
    assert waits[:3] == [full] * 3
    assert waits[8:] == [normal] * 192
    act(5)
    assert waits[-1] == full
    assert len(latest(store).lines) == 221
