"""The instructors' guide, tried as a new user would: its every command is run, what it shows is compared."""

from __future__ import annotations

import io
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from fnmatch import fnmatchcase
from pathlib import Path

import pytest
import yaml
from simroom import ROOT_FOLDER, START

from course.cli import main
from course.library import load
from course.tui.app import CourseApp
from sim.scenario import load as load_scenario
from sim.scenario import parameters

GUIDE = (ROOT_FOLDER / "docs" / "instructors.md").read_text("utf-8")
README = (ROOT_FOLDER / "README.md").read_text("utf-8")


def blocks(language: str) -> list[str]:
    """The fenced blocks of a language."""
    found = re.findall(rf"^(`{{3,}}){language}\n(.*?)^\1\n", GUIDE, re.DOTALL | re.MULTILINE)
    return [text for _, text in found]


def commands() -> Iterator[tuple[str, str]]:
    """Each command line of the guide in its order, with what the guide shows of its output."""
    for block in blocks("console"):
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            line, _, output = part.partition("\n")
            yield line, output


def as_shown(output: str) -> str:
    """Output without what differs from run to run: how long it took, of how many proofs, and how columns are spaced."""
    output = re.sub(r"\d+ proofs in [\d.]+ s", "N proofs in N s", output.strip())
    return re.sub(r" +", " ", re.sub(r"\d:\d\d:\d\d", "0:00:00", output))


def pattern(shown: str) -> str:
    """What the guide shows as a pattern, in which a line `…` stands for any number of lines."""
    text = re.sub(r"([][*?])", r"[\1]", as_shown(shown))
    return re.sub(r"^…$", "*", text, flags=re.MULTILINE)


class Author:
    """Somebody who types what the guide says."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
        self._patch, self._capsys = monkeypatch, capsys
        self.ran: list[str] = []

    def types(self, line: str) -> str:
        """Run a command line; gives all that it wrote."""
        words = shlex.split(line)
        name = words[0]
        if name == "mfa-course":
            self.ran.append(words[1])
            return self._course(words[1:])
        if name == "pipx":
            assert words in (["pipx", "install", "."], ["pipx", "inject", "--include-apps", "mfa-course", "pytest"])
            assert "pipx install ." in README
        elif name == "cd":
            self._patch.chdir(words[1])
        elif name == "mkdir":
            Path(words[1]).mkdir()
        elif name == "pytest":
            done = subprocess.run(
                [sys.executable, "-m", *words, "-p", "no:hypothesispytest"],
                capture_output=True,
                text=True,
                check=False,
                timeout=60,
            )
            assert done.returncode == 0, done.stdout + done.stderr
            return done.stdout
        else:
            assert name == "sed", line
            before = Path(words[-1]).read_text("utf-8")
            subprocess.run(words, check=True)
            assert Path(words[-1]).read_text("utf-8") != before
        return ""

    def _course(self, words: list[str]) -> str:
        if words[:1] == ["run"]:
            self._on_the_screen(words)
        elif words[:1] == ["play"]:
            lesson = load(Path("01-second-lock.md"))
            self._patch.setattr("sys.stdin", io.StringIO("\n".join(["1", "1", "hint", *solution(lesson.path)]) + "\n"))
            assert main(words) == 0
        else:
            jobs = ["--jobs", "1"] if words[0] == "prove" else []
            main([*words, *jobs])
        out, err = self._capsys.readouterr()
        return out if words[0] in ("record", "replay") else out + err

    def _on_the_screen(self, words: list[str]) -> None:
        def use(app: CourseApp) -> None:
            assert app.desk.draft is not None
            assert app.first is not None
            attempt = app.desk.open(app.first)
            attempt.go_on()
            attempt.go_on()  # the first time it said that a question is still open
            for line in solution(app.desk.draft.path):
                attempt.act(line)
            assert app.desk.draft.look() is False

        with self._patch.context() as patch:
            patch.setattr("course.commands.run.has_screen", lambda: True)
            patch.setattr(CourseApp, "run", use)
            assert main(words) == 0


def solution(path: Path) -> tuple[str, ...]:
    """The command lines of a lesson's last step."""
    last = load(path).steps[-1].solution
    assert last is not None
    return last.script.commands()


@pytest.mark.long
def test_every_command_of_the_guide_does_what_the_guide_shows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("MFA_COURSE_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("MFA_COURSE_LESSONS", raising=False)
    author = Author(monkeypatch, capsys)
    for line, shown in commands():
        written = author.types(line)
        if shown:
            assert fnmatchcase(as_shown(written), pattern(shown)), f"$ {line}\n{written}\n--- the guide shows\n{shown}"
        else:
            assert not written.strip() or "run" in line, f"$ {line}\n{written}"
    assert set(author.ran) == {"new", "run", "prove", "record", "lessons", "play", "transcript", "replay", "grade"}
    assert (tmp_path / "my-course" / "handed-in" / "ada.txt").is_file()


def test_the_parameters_and_happenings_of_the_guide_can_be_used() -> None:
    text = next(block for block in blocks("yaml") if block.startswith("parameters:"))
    around = (
        'title: T\naccount: {id: "123456789012"}\n'
        "users: {Alan: {password: Turing-Machine-36}, Alice: {}}\npeople: {attacker: {}}\n"
    )
    assert set(parameters(around + text, "s.yaml")) == {"victim", "minutes"}
    (coming,) = load_scenario(around + text, "s.yaml", START).coming
    assert coming.person == "attacker"


def test_the_workflow_of_the_guide_is_yaml() -> None:
    text = next(block for block in blocks("yaml") if block.startswith("on:"))
    assert "pytest" in str(yaml.safe_load(text)["jobs"]["prove"]["steps"][-1])


def test_the_guide_stays_readable_at_a_sitting() -> None:
    assert len(GUIDE.splitlines()) <= 350
