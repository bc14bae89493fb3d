"""The plug-in in a project of somebody's: what it collects, what it leaves alone, what a failure shows."""

from __future__ import annotations

import subprocess
import sys
import textwrap
from collections.abc import Callable
from pathlib import Path

# What a run imports, a run below would import anew, as pytester forgets what came with one.
import boto3  # noqa: F401
import markdown_it  # noqa: F401
import pytest
import yaml  # noqa: F401
from simroom import ROOT_FOLDER, SCENARIO

import course.endpoint.protocols.query
import course.exercise.boto
import course.exercise.collect
import course.exercise.hands
import course.exercise.open
import course.exercise.report
import course.lesson.parse
import course.proof.scenarios
import course.proof.translations  # noqa: F401
from course.pytest_plugin import pytest_ignore_collect

pytest_plugins = ["pytester"]

QUIET = ["-pno:cacheprovider", "-pno:hypothesispytest", "-pno:xdist", "-pno:unraisableexception", "-Wdefault"]

LESSON = """\
---
title: A device for Alice
scenario: small
minutes: 2
---
A lesson of one step.

## Give it {#give}

Make it.

```{check} there-is-one
length(virtual_mfa_devices) == `2`
```

```{solution}
aws iam create-virtual-mfa-device --virtual-mfa-device-name alice --outfile a.png --bootstrap-method QRCodePNG
```
"""

Run = Callable[..., pytest.RunResult]


@pytest.fixture
def run(pytester: pytest.Pytester) -> Run:
    """Run pytest in the project, in this process."""
    return lambda *words: pytester.runpytest_inprocess(*QUIET, *words)


@pytest.fixture
def project(pytester: pytest.Pytester) -> Path:
    """A folder of lessons with one lesson and its scenario."""
    write(pytester.path, {"lessons/01-a-device.md": LESSON, "lessons/scenarios/small.yaml": SCENARIO})
    return pytester.path


def write(folder: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")


def test_a_lesson_is_its_proofs(project: Path, run: Run) -> None:
    write(project, {"lessons/01-a-device.pt_BR.md": LESSON.replace("Make it.", "Faça.")})
    result = run("lessons", "-v")
    assert result.ret == 0
    items = ["01-a-device.md::give/after@28s", "01-a-device.pt_BR.md::*", "scenarios/small.yaml::*"]
    result.stdout.fnmatch_lines([f"lessons/{item} PASSED*" for item in items])


def test_a_proof_that_fails_reads_as_its_finding(project: Path, run: Run) -> None:
    write(project, {"lessons/01-a-device.md": LESSON.replace("`2`", "`3`")})
    result = run("lessons/01-a-device.md", "--lesson-seeds", "1")
    assert result.ret == 1
    text = result.stdout.str()
    assert "01-a-device.md:13" in text
    assert "Traceback" not in text and "collect.py" not in text and "def runtest" not in text
    result.stdout.fnmatch_lines(["FAILED lessons/01-a-device.md::give/after@0s*"])


@pytest.mark.parametrize(
    ("files", "words"),
    [
        (
            {"lessons/01-a-device.md": LESSON.replace("{check}", "{chek}")},
            "*01-a-device.md:12:1: there is no directive 'chek'.*",
        ),
        (
            {"lessons/01-a-device.md": "# Nothing\n"},
            "*01-a-device.md:1:1: the lesson does not begin with front matter*",
        ),
        ({"lessons/01-a-device.md": LESSON.replace("small", "smal")}, "*there is no scenario 'smal'*"),
        ({"lessons/scenarios/small.yaml": SCENARIO.replace("seed:", "sed:")}, "*small*sed*"),
        ({"pytest.ini": "[pytest]\nlesson_seeds = many\n"}, "*lesson_seeds in */pytest.ini is 'many': a number*"),
    ],
)
def test_what_cannot_be_read_is_one_error(project: Path, run: Run, files: dict[str, str], words: str) -> None:
    write(project, files)
    result = run("lessons/01-a-device.md", "--continue-on-collection-errors")
    assert result.ret == 1
    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines([words])
    assert "Traceback" not in result.stdout.str() and "collect.py" not in result.stdout.str()


def test_seeds_are_counted_from_one(project: Path, run: Run) -> None:
    result = run("lessons", "--lesson-seeds", "0")
    assert result.ret == 4
    result.stderr.fnmatch_lines(["*--lesson-seeds: '0' is no number from 1 to 1000000*"])


def test_other_files_are_left_alone(pytester: pytest.Pytester, run: Run) -> None:
    write(
        pytester.path,
        {
            "README.md": LESSON,
            "docs/intro.md": LESSON,
            "docs/01-intro.md": "---\ntitle: A page of a blog\nlayout: post\n---\nText.\n",
            "docs/02-intro.md": "# A page\n",
            "docs/scenarios/compose.yaml": "title: x\nservices: {}\n",
            "docs/03-Intro.md": LESSON,
            "lessons/scenarios.yaml": SCENARIO,
            "exercises/test_own.py": "def test_own(): pass\n",
            "handed/exercises/catalogue.yaml": "themes: []\n",
            "handed/exercises/test_to_hand_out.py": "def test_not_yet(): assert False\n",
        },
    )
    result = run("-v")
    assert result.ret == 0
    result.assert_outcomes(passed=1)
    result.stdout.fnmatch_lines(["exercises/test_own.py::test_own PASSED*"])


def test_a_projects_own_fixture_wins(pytester: pytest.Pytester, run: Run) -> None:
    pytester.makeconftest("import pytest\n@pytest.fixture\ndef account(): return 'mine'\n")
    pytester.makepyfile("def test_it(account): assert account == 'mine'")
    run().assert_outcomes(passed=1)


def test_a_failed_exercise_shows_the_account(pytester: pytest.Pytester, run: Run) -> None:
    pytester.makepyfile(
        """
        def test_codes(account, alan):
            alan.sign_in("000000")
            assert not "a code by chance"

        def test_before_the_account():
            assert False
        """
    )
    result = run()
    result.assert_outcomes(failed=2)
    result.stdout.fnmatch_lines(
        [
            "*- The account at the end -*",
            "2027-03-01T12:00:00Z, account 123456789012",
            "*- What the validator saw -*",
            "*ConsoleLogin for Alan: never-valid. *",
            "*- What AWS answered -*",
            "*ConsoleLogin: FailedAuthentication: *",
        ]
    )
    assert result.stdout.str().count("The account at the end") == 1


def test_the_marker_chooses_a_scenario(pytester: pytest.Pytester, run: Run) -> None:
    write(pytester.path, {"other/scenarios/small.yaml": SCENARIO.replace('"123456789012"', '"210987654321"')})
    text = """
        import pytest

        @pytest.mark.scenario("small", seed=7)
        def test_own(account, sts):
            assert sts.get_caller_identity()["Account"] == "210987654321"

        @pytest.mark.scenario("smal")
        def test_misspelt(account): pass

        @pytest.mark.scenario("small", sed=7)
        def test_miswritten(account): pass
        """
    write(pytester.path, {"other/test_own.py": textwrap.dedent(text)})
    result = run("--strict-markers", "other/test_own.py")
    result.assert_outcomes(passed=1, errors=2)
    result.stdout.fnmatch_lines(
        [
            "The scenario cannot be used: there is no scenario 'smal'. The nearest is small.",
            'The marker is written @pytest.mark.scenario("NAME", seed=NUMBER); seed may be left out.',
        ]
    )


def test_without_boto3_it_is_said_what_to_install(
    pytester: pytest.Pytester, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("course.exercise.open.find_spec", lambda name: None)
    pytester.makepyfile("def test_it(iam): pass")
    result = run()
    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(["boto3 is not installed. *pip install 'mfa-course[[]exercises]'"])


def test_costs_other_projects_nothing(tmp_path: Path) -> None:
    (tmp_path / "test_own.py").write_text("def test_own(): pass\n", encoding="utf-8")
    program = (
        "import pytest, sys\n"
        "assert pytest.main(['-q', '-pno:cacheprovider', '-pno:hypothesispytest']) == 0\n"
        "assert 'course.pytest_plugin' in sys.modules\n"
        "print(sorted(name for name in sys.modules if name.partition('.')[0] in "
        "('sim', 'yaml', 'boto3', 'botocore', 'textual', 'rich', 'starlette', 'freezegun', 'rpds') "
        "or name.startswith('course.')))\n"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "['course.pytest_plugin']"


def test_our_own_exercises_are_not_run_as_tests() -> None:
    assert pytest_ignore_collect(ROOT_FOLDER / "lessons" / "exercises") is True
    assert pytest_ignore_collect(ROOT_FOLDER / "lessons") is None
