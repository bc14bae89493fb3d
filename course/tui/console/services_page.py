"""All pages of the console, by service."""

from __future__ import annotations

from collections.abc import Sequence

from course.reading.reader import Reader
from course.tui.console import words
from course.tui.console.list_page import ListPage
from course.tui.console.listing import Column, Entry
from course.tui.console.routes import Address
from course.tui.console.word import Word
from course.tui.keys.bindings import in_prose

PAGES: dict[str, tuple[Word, Word, str]] = {
    "users": (words.IAM, words.USERS, "who may sign in, and with what"),
    "groups": (words.IAM, words.GROUPS, "people with the same rights"),
    "roles": (words.IAM, words.ROLES, "rights for a while"),
    "policies": (words.IAM, words.POLICIES, "what is allowed, in JSON"),
    "simulator": (words.IAM, words.SIMULATOR, "whether a call is allowed"),
    "dashboard": (words.IAM, words.DASHBOARD, "what needs care in the account"),
    "credential-report": (words.IAM, words.CREDENTIAL_REPORT, "everybody's passwords and keys"),
    "account-settings": (words.IAM, words.ACCOUNT_SETTINGS, "password policy, alias"),
    "root": (words.IAM, words.ROOT_USER, "the account's owner"),
    "event-history": (words.CLOUDTRAIL, words.EVENT_HISTORY, "who did what, and from where"),
    "rules": (words.EVENTS_SERVICE, words.RULES, "what is noticed of the trail"),
    "instances": (words.EC2, words.INSTANCES, "servers: started and stopped"),
    "buckets": (words.S3, words.BUCKETS, "files, and who may read them"),
    "support": (words.SUPPORT_SERVICE, words.SUPPORT, "when root's device is lost"),
    "mail": (words.YOUR_DESK, words.MAIL, "root's mailbox, outside AWS"),
}
"""The pages to begin with: the service, the page's name, what it is for in at most 30 characters."""


class ServicesPage(ListPage):
    """Where everything is; enter opens a page."""

    here = "services"
    things = "page"

    @property
    def more(self) -> str:  # type: ignore[override]
        other = "2018's" if self.console.era == "today" else "today's"
        return in_prose(f"Enter, or a second click, opens a page; press W for {other} words.", self)

    @property
    def crumbs(self) -> tuple[str, ...]:
        return (self.word(words.SERVICES),)

    @property
    def above(self) -> Address | None:
        return None

    @property
    def command(self) -> str:
        return "help"

    def columns(self) -> Sequence[Column]:
        return (
            Column(self.word(words.SERVICE), 11),
            Column(self.word(words.PAGE), 18),
            Column(self.word(words.WHAT_FOR), 46),
        )

    def entries(self, _reader: Reader) -> Sequence[Entry]:
        return [
            Entry(name, (self.word(service), self.word(word), about)) for name, (service, word, about) in PAGES.items()
        ]

    def opened(self, key: str) -> None:
        self.open(key)
