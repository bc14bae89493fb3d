"""The pytest plug-in: lessons as proofs, and the fixtures of the exercises.

pytest loads it wherever the course is installed, so it imports nothing heavy until a lesson is met or a fixture asked
for. A fixture of a project's own wins over one of the same name here.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Generator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from course.exercise.account import Account, Result
    from course.exercise.hands import Clock, Person, Phone
    from course.exercise.work import Work

_ACCOUNT = pytest.StashKey["Account"]()

MARK = "catalogue.yaml"
"""The file that marks a folder `exercises` as one to hand out: what lies there fails until a learner works on it."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """How many variants of a lesson's scenario are proved."""
    text = "prove lessons with so many variants of their scenario (mfa-course)"
    parser.getgroup("mfa-course").addoption("--lesson-seeds", type=_count, metavar="N", help=text)
    parser.addini("lesson_seeds", text, default="1")


def _count(text: str) -> int:
    if not (text.isascii() and text.isdigit() and 1 <= int(text[:9]) <= 1_000_000):
        raise argparse.ArgumentTypeError(f"{text!r} is no number from 1 to 1000000")
    return int(text)


def pytest_configure(config: pytest.Config) -> None:
    """Tell pytest of the marker."""
    config.addinivalue_line(
        "markers", "scenario(name, seed=None): the scenario of a test's simulated account (mfa-course)"
    )


def pytest_ignore_collect(collection_path: Path) -> bool | None:
    """Leave out exercises that are there to be handed out."""
    if collection_path.name == "exercises" and (collection_path / MARK).is_file():
        return True
    return None


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    """Lessons NN-name.md and the scenarios beside them; whatever else there is, is left alone."""
    if file_path.suffix == ".md" and file_path.name[:1].isdigit():
        from course.exercise.collect import is_lesson
        from course.library.files import is_of_course

        found = is_of_course(file_path) and is_lesson(file_path)
    elif file_path.suffix == ".yaml" and file_path.parent.name == "scenarios":
        from course.exercise.collect import is_scenario

        found = is_scenario(file_path)
    else:
        return None
    if not found:
        return None
    from course.exercise.collect import LessonFile

    return LessonFile.from_parent(parent, path=file_path)


@pytest.hookimpl(hookwrapper=True)  # older releases of pytest know no other wrappers
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Generator[None, Any, None]:
    """Show beside a failure what the test's account looked like."""
    report: pytest.TestReport = (yield).get_result()
    account = item.stash.get(_ACCOUNT, None)
    if account is not None and report.failed and call.when == "call":
        from course.exercise.report import sections

        report.sections.extend(sections(account))


@pytest.fixture
def account(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Account:
    """A simulated AWS account of the test's own: `.run(line)`, `.state`, `.may(who, action, arn)`, `.give(…)`.

    Its scenario is alice-and-alan, unless the test has a marker `scenario(name, seed=…)`. Its time stands still until
    somebody moves it, follows freezegun, and moves on by `time.sleep` at once.
    """
    from course.exercise.open import open_account

    marker = request.node.get_closest_marker("scenario")
    opened = open_account(marker.args if marker else (), marker.kwargs if marker else {}, request.path)
    request.node.stash[_ACCOUNT] = opened
    monkeypatch.setattr("time.sleep", opened.sleep)
    return opened


@pytest.fixture
def run(account: Account) -> Callable[..., Result]:
    """Run command lines, or a script file, in the account: gives `.output`, `.error`, `.status` and `.cause`."""
    return account.run


@pytest.fixture
def clock(account: Account) -> Clock:
    """Service time: `.now`, `.wait("30s")`, `.wait_for_next_code()`. It follows freezegun; else it stands still."""
    from course.exercise.hands import Clock

    return Clock(account)


@pytest.fixture
def alice(account: Account) -> Person:
    """Alice, who has no MFA device yet: `.sign_in(code)`, `.phone`, `.password`."""
    from course.exercise.hands import Person

    return Person(account, "alice")


@pytest.fixture
def alan(account: Account) -> Person:
    """Alan, whose phone shows codes of his MFA device."""
    from course.exercise.hands import Person

    return Person(account, "alan")


@pytest.fixture
def attacker(account: Account) -> Person:
    """Somebody who should not be here."""
    from course.exercise.hands import Person

    return Person(account, "attacker")


@pytest.fixture
def phone(alice: Person) -> Phone:
    """Alice's phone: `.scan()`, `.code()`, `.serial`."""
    return alice.phone


@pytest.fixture
def work(request: pytest.FixtureRequest) -> Work:
    """The learner's own file beside the test: `.policy()`, `.function(name)`, `.text`, `.path`."""
    from course.exercise.work import Work

    return Work(request.path, getattr(request, "param", request.path.parent))


@pytest.fixture
def aws(account: Account, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Any]:
    """Makes boto3 clients for the account: `aws("iam")`, `aws("sts", user="Alan")` by an access key of Alan's.

    While a test has it, `boto3.client(…)` in anybody's code reaches the account too, and never AWS.
    """
    from course.exercise.open import boto3_clients

    return boto3_clients(account, monkeypatch)


@pytest.fixture
def iam(aws: Callable[..., Any]) -> Any:
    """A boto3 client for IAM, the administrator's."""
    return aws("iam")


@pytest.fixture
def sts(aws: Callable[..., Any]) -> Any:
    """A boto3 client for STS, the administrator's."""
    return aws("sts")


@pytest.fixture
def s3(aws: Callable[..., Any]) -> Any:
    """A boto3 client for S3, the administrator's."""
    return aws("s3")


@pytest.fixture
def ec2(aws: Callable[..., Any]) -> Any:
    """A boto3 client for EC2, the administrator's."""
    return aws("ec2")
