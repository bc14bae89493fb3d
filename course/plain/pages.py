"""Pages of the screen that a played lesson tells by a word: the time lab, the console's dashboard and users."""

from __future__ import annotations

from collections.abc import Callable

from course.plain import dashboard, time_lab, users
from sim.world import World

PAGES: dict[str, Callable[[World, bool], list[str]]] = {
    "time lab": lambda world, _: time_lab.told(world),
    "dashboard": lambda world, closed_book: dashboard.told(world, closed_book=closed_book),
    "users": lambda world, closed_book: users.all_told(world, closed_book=closed_book),
}
"""What tells each page of a world, and whether help is kept back."""

USER = "user"
"""The word that a user's name stands behind."""


def is_page(line: str) -> bool:
    """Whether a line asks for a page."""
    return line in PAGES or line.split()[:1] == [USER]


def told(line: str, world: World, *, closed_book: bool) -> list[str]:
    """The lines of the page that a line asks for."""
    if line in PAGES:
        return PAGES[line](world, closed_book)
    name = " ".join(line.split()[1:])
    return users.one_told(name, world, closed_book=closed_book) if name else PAGES["users"](world, closed_book)
