"""What the app asks of whoever keeps the lessons and the attempts at them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from course.tui.screens.course_map import Row

if TYPE_CHECKING:
    from course.review.review import Review
    from course.tui.attempt import Attempt
    from course.tui.draft import Draft


class CannotOpenError(Exception):
    """A lesson that cannot be opened; the message is one for people."""


class Desk(Protocol):
    """Where lessons come from and attempts are kept."""

    @property
    def notice(self) -> str | None:
        """What the learner should know about the keeping of progress, if anything."""

    @property
    def latest(self) -> str | None:
        """The lesson that was worked on last; None when nothing was done yet."""

    def rows(self) -> list[Row]:
        """The lessons as the map shows them. Called before the first paint: it has to be quick."""

    @property
    def draft(self) -> Draft | None:
        """The lesson that is being written, if its files are watched."""

    def open(self, name: str, *, restart: bool = False) -> Attempt:
        """The attempt at a lesson: where it was left, or from its beginning. Raises CannotOpenError."""

    def review(self) -> Review:
        """The questions that are due again."""
