"""Pages about one IAM user, each below the user's own page."""

from __future__ import annotations

from course.tui.console import words
from course.tui.console.page import Page
from course.tui.console.routes import Address, at
from course.tui.console.word import Word


class OfUserPage(Page):
    """A page that does something about a user."""

    act: Word
    """What is done."""

    def __init__(self, user_name: str) -> None:
        super().__init__()
        self.user_name: str = user_name

    @property
    def crumbs(self) -> tuple[str, ...]:
        return ("IAM", self.word(words.USERS), self.user_name, self.word(self.act))

    @property
    def above(self) -> Address | None:
        return at("user", self.user_name)
