"""What the terminal asks while a line is typed: candidates and the hint, of the world as it is now."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from sim.world import World

if TYPE_CHECKING:
    from sim.completion import Completion, Names

ALSO = {"api": ("api on [PORT]  open this account to boto3 and the aws CLI\napi off  close it again", "the door")}
"""Commands of the course's own."""


class Completer:
    """Asks the world that `world` gives, and remembers the last answer."""

    def __init__(self, world: Callable[[], World]) -> None:
        self._world = world
        self._names: Names | None = None
        self._last: tuple[World, tuple[str, bool], Completion] | None = None

    def make_ready(self) -> None:
        """Import what completes, so that the first letter need not wait for it."""
        self.hint("aws ")

    def complete(self, text: str, *, patient: bool = True) -> Completion:
        """What the line, up to the cursor, can go on with.

        Not `patient`, as between two letters, it passes over names that would take long to be sorted.
        """
        from sim.completion import Names, complete

        world, asked = self._world(), (text, patient)
        if self._last is None or self._last[0] is not world or self._last[1] != asked:
            self._names = self._names or Names()
            self._names.patient = patient
            self._last = world, asked, complete(world, text, self._names, ALSO)
        return self._last[2]

    def hint(self, text: str) -> str:
        """What is expected at the end of the line up to the cursor."""
        from sim.completion import hint

        return hint(text, ALSO)
