"""IAM's dashboard: what needs care in the account; each line leads to the page where it is mended."""

from __future__ import annotations

from collections.abc import Sequence

from course.reading.commands import aws
from course.reading.findings import findings
from course.reading.reader import Reader
from course.tui.console import words
from course.tui.console.list_page import ListPage
from course.tui.console.listing import Column, Entry


class DashboardPage(ListPage):
    """Root, MFA, keys and the password policy; what is not well stands first."""

    things = "finding"
    more = "Enter, or a second click, opens the page of the chosen line."

    @property
    def crumbs(self) -> tuple[str, ...]:
        return ("IAM", self.word(words.DASHBOARD))

    @property
    def title(self) -> str:
        return self.word(words.SECURITY_STATUS)

    @property
    def command(self) -> str:
        return aws("get-account-summary")

    def columns(self) -> Sequence[Column]:
        return Column("", 1), Column(self.word(words.WHAT), 24), Column(self.word(words.HOW_IT_STANDS), 40)

    def entries(self, reader: Reader) -> Sequence[Entry]:
        return [
            Entry(" ".join((each.page, *each.about, "-", each.what)), ("✓" if each.well else "✗", each.what, each.how))
            for each in findings(reader, self.world.time)
        ]

    def opened(self, key: str) -> None:
        name, *about = key.partition(" - ")[0].split(" ")
        self.open(name, tuple(about))
