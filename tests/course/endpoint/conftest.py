"""One server for all tests of the door; each test begins with the world of Alice and Alan."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from doorroom import Room, Served

from sim.world import World


@pytest.fixture(scope="session")
def running(start: World) -> Iterator[Served]:
    served = Served(Room(start))
    yield served
    served.close()


@pytest.fixture
def served(running: Served, start: World) -> Served:
    running.room.begin(start)
    return running


@pytest.fixture
def door(start: World) -> Room:
    """A room for requests in process."""
    return Room(start)
