"""What tests share: worlds of the course's own scenario."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator
from functools import lru_cache

import pytest
from hypothesis import settings
from simroom import SCENARIO, START, Room

import course.lesson.parse
from sim.scenario import load
from sim.world import World

# Where CI is set, examples are the same each time: a change is judged by itself, and not by the luck of the draw.
settings.register_profile("course", deadline=None, max_examples=40, derandomize="CI" in os.environ)
settings.load_profile("course")


course.lesson.parse.parse = lru_cache(maxsize=64)(course.lesson.parse.parse)
"""A lesson is a value: hundreds of tests open the same ones."""


def pytest_collection_finish() -> None:
    """What is imported by now stays to the end: the collector need not go through it at every few hundred objects."""
    gc.freeze()
    gc.set_threshold(100_000, 50, 50)


@pytest.fixture(autouse=True, scope="session")
def nobodys_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """No test reads or writes the progress and the courses of whoever runs it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MFA_COURSE_HOME", str(tmp_path_factory.mktemp("home")))
        patch.delenv("MFA_COURSE_LESSONS", raising=False)
        patch.delenv("MFA_COURSE_LANG", raising=False)
        yield


@pytest.fixture(scope="session")
def start() -> World:
    """Alice and Alan, at START."""
    return load(SCENARIO, "alice-and-alan", START)


@pytest.fixture
def room(start: World) -> Room:
    return Room(start)


@pytest.fixture
def enrolled(room: Room) -> Room:
    """The room after Alice got her virtual device, her phone showing codes."""
    room.ok(
        "aws iam create-virtual-mfa-device --virtual-mfa-device-name alice --outfile alice.png "
        "--bootstrap-method QRCodePNG",
        "phone alice scan",
        "code1=$(phone alice code)",
        "wait next-code",
        "code2=$(phone alice code)",
        "aws iam enable-mfa-device --user-name Alice --serial-number $(phone alice serial) "
        "--authentication-code1 $code1 --authentication-code2 $code2",
    )
    return room
