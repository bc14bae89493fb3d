"""What is imported when: the simulator stays alone, and the command answers before anything heavy is loaded."""

from __future__ import annotations

import subprocess
import sys

import pytest
from simroom import ROOT_FOLDER, START

AROUND = ("textual", "rich", "boto3", "botocore", "awscli", "starlette", "uvicorn", "sqlite3", "course")
"""What the simulator must not need."""

HEAVY = ("textual", "rich", "markdown_it", "mdit_py_plugins", "yaml", "qrcode", "jmespath", "sqlite3", "platformdirs")
HEAVY += ("aiohttp", "textual_serve", "starlette", "uvicorn")
"""What the command line must not load to answer for itself."""


def modules_after(program: str) -> set[str]:
    """The top-level modules that a fresh interpreter has loaded once it ran a program."""
    program += "\nimport sys\nprint('\\n' + ' '.join({name.partition('.')[0] for name in sys.modules}))"
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT_FOLDER, check=True, capture_output=True, encoding="utf-8"
    )
    return set(done.stdout.splitlines()[-1].split())


def test_the_simulator_stands_alone() -> None:
    loaded = modules_after(
        "import importlib, pkgutil, sim\n"
        "for module in pkgutil.walk_packages(sim.__path__, 'sim.'):\n"
        "    importlib.import_module(module.name)"
    )
    assert "sim" in loaded
    assert not loaded & set(AROUND)


def test_it_stands_alone_while_it_runs() -> None:
    loaded = modules_after(
        "from pathlib import Path\n"
        "from sim.scenario import load\n"
        "from sim.shell import run\n"
        "from sim.view import state\n"
        f"world = load(Path('lessons/scenarios/alice-and-alan.yaml').read_text(encoding='utf-8'), 'a', {START})\n"
        "outcome = run(world, 'aws iam create-virtual-mfa-device --virtual-mfa-device-name Alice "
        "--outfile Alice.png --bootstrap-method QRCodePNG && phone alice scan && phone alice code')\n"
        "assert outcome.status == 0, outcome.error\n"
        "assert run(outcome.world, 'aws iam list-users --query Users[].UserName --output table').output\n"
        "state(outcome.world)"
    )
    assert not loaded & set(AROUND)


@pytest.mark.parametrize("option", ["--version", "--help"])
def test_the_command_answers_for_itself_at_once(option: str) -> None:
    loaded = modules_after(
        "import course.cli\n"
        f"try:\n    course.cli.main(['{option}'])\n"
        "except SystemExit as end:\n    assert not end.code"
    )
    assert "course" in loaded
    assert not loaded & set(HEAVY)


def test_the_course_map_needs_no_simulator() -> None:
    loaded = modules_after(
        "import course.commands.run, course.tui.app, course.tui.desk, sys\n"
        "assert not {'sim.world', 'sim.shell', 'course.tui.screens.lesson'} & set(sys.modules)"
    )
    assert not loaded & {"markdown_it", "mdit_py_plugins", "yaml", "qrcode", "jmespath", "pyotp"}


def test_the_store_is_cheap_to_name() -> None:
    loaded = modules_after("import course.progress.store, course.progress.transcript")
    assert not loaded & {*HEAVY, "sim"}
