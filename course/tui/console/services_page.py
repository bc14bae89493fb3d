"""All pages of the console, by service."""

from __future__ import annotations

from collections.abc import Sequence

from course.tui.console import words
from course.tui.console.list_page import ListPage
from course.tui.console.listing import Column, Entry
from course.tui.console.reading import Reader
from course.tui.console.routes import Address
from course.tui.console.words import Word
from course.tui.keys import in_prose

PAGES: dict[str, tuple[str, Word, str]] = {
    "users": ("IAM", words.USERS, "who may sign in: passwords, MFA devices, keys"),
    "groups": ("IAM", words.GROUPS, "people with the same rights, put together"),
    "roles": ("IAM", words.ROLES, "rights for a while, for whoever may assume them"),
    "policies": ("IAM", words.POLICIES, "what is allowed and what is denied, in JSON"),
    "simulator": ("IAM", words.SIMULATOR, "whether a request would be allowed, and why"),
    "root": ("IAM", words.ROOT_USER, "the owner of the account, and its MFA devices"),
}
"""The pages to begin with: the service, the page's name, what it is for."""


class ServicesPage(ListPage):
    """Where everything is; enter opens a page."""

    here = "services"
    things = "page"

    @property
    def more(self) -> str:  # type: ignore[override]
        return in_prose(f"The console speaks {words.ERA[self.console.era]}. Press W for the others.", self)

    @property
    def crumbs(self) -> tuple[str, ...]:
        return ("Services",)

    @property
    def above(self) -> Address | None:
        return None

    @property
    def command(self) -> str:
        return "help"

    def columns(self) -> Sequence[Column]:
        return (Column("Service", 11), Column("Page", 18), Column("What for", 46))

    def entries(self, _reader: Reader) -> Sequence[Entry]:
        return [Entry(name, (service, self.word(word), about)) for name, (service, word, about) in PAGES.items()]

    def opened(self, key: str) -> None:
        self.open(key)
