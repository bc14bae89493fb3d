"""The built wheel, installed into a new environment: what it holds, and that the course runs from it alone."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

from course import __version__

pytestmark = pytest.mark.long

PACKED = {".py", ".tcss", ".json", ".md", ".yaml", ".html", ".css", ".js"}
"""What the program reads of itself."""

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (built,) = folder.iterdir()
    return built


@pytest.fixture(scope="module")
def scripts(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The commands of an environment with the wheel in it, which finds the dependencies where this one has them."""
    folder = tmp_path_factory.mktemp("environment")
    venv.create(folder, with_pip=False)
    python = folder / ("Scripts" if os.name == "nt" else "bin") / "python"
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet", "--python", str(python)]
    subprocess.run([*pip, "install", "--no-deps", "--no-index", str(wheel)], check=True, capture_output=True)
    where = "import sysconfig; print(sysconfig.get_path('purelib'))"
    found = subprocess.run([python, "-c", where], check=True, capture_output=True, text=True)
    dependencies = {sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}
    Path(found.stdout.strip(), "dependencies.pth").write_text("\n".join(sorted(dependencies)), encoding="utf-8")
    return python.parent


def run(scripts: Path, folder: Path, name: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {key: value for key, value in os.environ.items() if not key.startswith(("PYTHON", "COV", "VIRTUAL"))}
    environment |= {"MFA_COURSE_HOME": str(folder / "data"), "PYTHONUTF8": "1"}
    return subprocess.run(
        [scripts / name, *arguments],
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
    )


def test_holds_the_packages_and_nothing_else(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    assert {name.partition("/")[0] for name in names} == {"sim", "course", f"mfa_course-{__version__}.dist-info"}
    assert {"sim/state.schema.json", "course/commands/examples/lesson.md", "course/docs/cheat-sheet.md"} <= names
    assert {f"course/web/page/{name}" for name in ("index.html", "page.css", "page.js")} <= names
    assert not [name for name in names if "__pycache__" in name or "/tests/" in name]
    for package in ("sim", "course"):
        files = {path.relative_to(ROOT).as_posix() for path in (ROOT / package).rglob("*") if path.is_file()}
        assert {name for name in files if Path(name).suffix in PACKED} <= names


def test_holds_the_lessons(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    lessons = {
        f"course/{path.relative_to(ROOT).as_posix()}"
        for path in (ROOT / "lessons").rglob("*")
        if path.is_file() and path.parent.name != "__pycache__"
    }
    assert "course/lessons/06-enabling-mfa-for-alice.md" in lessons
    assert lessons <= names


def test_runs_from_the_environment_alone(scripts: Path, tmp_path: Path) -> None:
    program = "import course, sim, sys; print(course.__file__, sim.__file__, *sys.path, sep='\\n')"
    course_file, sim_file, *paths = run(scripts, tmp_path, "python", "-c", program).stdout.splitlines()
    environment = scripts.parent.resolve()
    assert environment in Path(course_file).resolve().parents
    assert environment in Path(sim_file).resolve().parents
    assert str(ROOT) not in paths


def test_tells_its_version(scripts: Path, tmp_path: Path) -> None:
    done = run(scripts, tmp_path, "mfa-course", "--version")
    assert (done.stdout, done.stderr, done.returncode) == (f"mfa-course {__version__}\n", "", 0)


def test_plays_a_lesson_to_its_end(scripts: Path, tmp_path: Path) -> None:
    done = run(scripts, tmp_path, "mfa-course", "play", "06-enabling-mfa-for-alice", "--solve")
    assert (done.stderr, done.returncode) == ("", 0)
    assert "Every step is met. The lesson is done.\n" in done.stdout


def test_hands_out_the_exercises(scripts: Path, tmp_path: Path) -> None:
    done = run(scripts, tmp_path, "mfa-course", "exercises", "mine")
    assert (done.stderr, done.returncode) == ("", 0)
    assert (tmp_path / "mine" / "test_01_one_prefix.py").is_file()
