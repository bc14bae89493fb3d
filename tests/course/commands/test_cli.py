"""The command `mfa-course`: what it prints, its exit status, and, run as a process, what it does when cut off."""

from __future__ import annotations

import fcntl
import io
import os
import pty
import select
import signal
import subprocess
import sys
import termios
from collections.abc import Callable
from pathlib import Path

import pytest

from course.cli import main

COMMAND = [sys.executable, "-c", "import sys; from course.cli import main; sys.exit(main())"]


@pytest.fixture
def home(tmp_path: Path) -> dict[str, str]:
    return {**os.environ, "MFA_COURSE_HOME": str(tmp_path / "home"), "PYTHONUTF8": "1"}


def course(home: dict[str, str], *words: str, text: str | bytes = "") -> subprocess.CompletedProcess[str]:
    done = subprocess.run(
        [*COMMAND, *words],
        input=text if isinstance(text, bytes) else text.encode(),
        capture_output=True,
        timeout=60,
        env=home,
        check=False,
    )
    out, err = done.stdout.decode(), done.stderr.decode()
    assert "Traceback" not in out + err
    return subprocess.CompletedProcess(done.args, done.returncode, out, err)


Here = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def here(home: dict[str, str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Here:
    """As `course`, in this process: what a process has of its own is not what is looked at."""
    monkeypatch.setenv("MFA_COURSE_HOME", home["MFA_COURSE_HOME"])

    def run(*words: str, text: str | bytes = "") -> subprocess.CompletedProcess[str]:
        data = text if isinstance(text, bytes) else text.encode()
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data), encoding="utf-8"))
        try:
            status = main(words)
        except SystemExit as end:
            assert isinstance(end.code, int)
            status = end.code
        return subprocess.CompletedProcess(words, status, *capsys.readouterr())

    return run


def test_version_and_help(here: Here) -> None:
    assert here("--version").stdout.startswith("mfa-course 0.")
    done = here("--help")
    assert done.returncode == 0
    assert "usage: mfa-course" in done.stdout
    assert here("nonsense").returncode == 2


@pytest.mark.parametrize("name", ["run", "play", "shell", "lessons"])
def test_the_help_of_a_command(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        main([name, "--help"])
    assert end.value.code == 0
    assert f"usage: mfa-course {name}" in capsys.readouterr().out


def test_the_shell_reads_a_pipe_and_ends_with_the_last_lines_status(home: dict[str, str], here: Here) -> None:
    done = course(home, "shell", "--start", "2027-03-01T12:00:00Z", text="nonsense\necho a \\\n  b\n# c\n\ntime\n")
    assert done.stdout == "a b\n2027-03-01T12:00:00+00:00, running at 1x\n"
    assert "'nonsense' is no command here" in done.stderr
    assert done.returncode == 0
    assert here("shell", text="aws iam get-user --user-name Nobody").returncode == 254
    assert here("shell", "--errexit", text="nonsense\necho a\n").stdout == ""


def test_the_same_seed_start_and_lines_give_the_same_output_in_every_process(home: dict[str, str], here: Here) -> None:
    lines = "aws iam create-access-key --user-name Alice\nphone alan code\n"
    words = ["shell", "--start", "2027-03-01T12:00:00Z", "--seed"]
    first = course(home, *words, "7", text=lines)
    assert first.stdout == here(*words, "7", text=lines).stdout
    assert first.stdout != here(*words, "8", text=lines).stdout


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["shell", "--scenario", "alice-and-alun"], "The nearest is alice-and-alan"),
        (["shell", "--scenario", "missing.yaml"], "missing.yaml"),
        (["shell", "--start", "soon"], "2027-03-01T12:00:00Z"),
        (["play", "enabling-mfa-for-alise"], "06-enabling-mfa-for-alice"),
        (["play", "/missing/lesson.md"], "/missing/lesson.md"),
        (["run", "enabling-mfa-for-alise"], "06-enabling-mfa-for-alice"),
    ],
)
def test_what_cannot_be_used_is_one_clear_message(
    words: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(words) == 2
    error = capsys.readouterr().err
    assert said in error
    assert error.startswith("mfa-course: ")
    assert error.count("\n") == 1


def test_a_broken_scenario_file_names_its_place(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "wrong.yaml"
    path.write_text("title: T\naccount: {id: 12}\npeople: {}\n", encoding="utf-8")
    assert main(["shell", "--scenario", str(path)]) == 2
    assert capsys.readouterr().err.startswith("mfa-course: wrong:2:15: ")


@pytest.mark.parametrize("data", [b"\xff\xfe\x00 echo", b"echo \xc3\x28\n", b"\x00" * 50_000])
def test_input_of_any_bytes(here: Here, data: bytes) -> None:
    assert here("shell", text=data).returncode in (0, 127, 252)


@pytest.mark.parametrize("number", [1, 2])
def test_every_lesson_plays_with_its_own_solutions(here: Here, number: int) -> None:
    done = here("play", str(number), "--solve")
    assert done.returncode == 0, done.stdout
    assert "Every step is met." in done.stdout
    assert f"”:\n\n    mfa-course play {number + 1:02}-" in done.stdout


def test_a_lesson_from_a_pipe_that_ends_early(here: Here) -> None:
    done = here("play", "6", text="hint\nwhere\naws iam list-users\n")
    assert done.returncode == 1
    assert "Hint" in done.stdout
    assert "steps are met" in done.stdout


def test_without_a_terminal_the_course_is_plain_text(home: dict[str, str], here: Here) -> None:
    done = course(home)
    assert done.returncode == 0
    assert "mfa-course play 06-enabling-mfa-for-alice" in done.stdout
    assert "\x1b" not in done.stdout
    assert "Step 1 of" in here("run", "1").stdout


def test_a_closed_pipe(home: dict[str, str]) -> None:
    process = subprocess.Popen(
        [*COMMAND, "shell"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=home
    )
    assert process.stdin and process.stdout and process.stderr
    process.stdout.close()
    process.stdin.write(b"help\n" * 2_000)
    process.stdin.close()
    assert process.stderr.read() == b""
    process.stderr.close()
    assert process.wait(60) == 141


@pytest.mark.long
@pytest.mark.parametrize("words", [["shell"], ["play", "6"]])
def test_ctrl_c_in_a_pipe(home: dict[str, str], words: list[str]) -> None:
    process = subprocess.Popen(
        [*COMMAND, *words], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=home
    )
    assert process.stdin and process.stdout and process.stderr
    process.stdin.write(b"whoami\n")
    process.stdin.flush()
    while b"You act as" not in process.stdout.readline():
        pass
    process.send_signal(signal.SIGINT)
    _, error = process.communicate(timeout=60)
    assert (process.returncode, b"Traceback" in error, b"Nothing that was done is lost" in error) == (130, False, True)


@pytest.mark.long
def test_the_shell_at_a_terminal(home: dict[str, str]) -> None:
    """A prompt, editing, Tab, Ctrl+C that only forgets the line, and Ctrl+D that ends."""
    master, slave = pty.openpty()
    process = subprocess.Popen(
        [*COMMAND, "shell"],
        stdin=slave,
        stdout=slave,
        stderr=slave,
        env=home,
        start_new_session=True,
        preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),
    )
    os.close(slave)
    seen = b""

    def until(text: bytes, *, nudge: bytes = b"") -> None:
        """Read until `text` comes; a signal may fall between two waits of readline, so `nudge` is sent again."""
        nonlocal seen
        for _ in range(60):
            if text in seen:
                break
            if select.select([master], [], [], 1)[0]:
                seen += os.read(master, 4096)
            else:
                os.write(master, nudge)
        assert text in seen, f"{text!r} did not come after {seen!r}"
        seen = seen.partition(text)[2]

    until(b"\r\n")
    until(b"$ ")
    os.write(master, b"half a line")
    until(b"half a line")
    os.write(master, b"\x03")
    until(b"$ ", nudge=b"\x03")
    os.write(master, b"who\t\n")
    until(b"You act as: you")
    until(b"$ ")
    os.write(master, b"\x04")
    assert process.wait(60) == 0
    os.close(master)


@pytest.mark.parametrize("seed", ["-5", "9" * 30, "9007199254740993", "x", ""])
def test_a_seed_that_no_transcript_could_hold_is_refused(capsys: pytest.CaptureFixture[str], seed: str) -> None:
    try:
        status = main(["play", "1", f"--seed={seed}"])
    except SystemExit as end:
        status = end.code  # type: ignore[assignment]
    assert status == 2
    assert "is no whole number from 0 to 9007199254740992" in capsys.readouterr().err
