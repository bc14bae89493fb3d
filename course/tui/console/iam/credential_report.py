"""The credential report: everybody's password, MFA and access keys, a set of columns at a time."""

from __future__ import annotations

import base64
import csv
import io
from collections.abc import Mapping, Sequence
from typing import ClassVar

from textual.widget import Widget
from textual.widgets import Static

from course.reading.commands import aws
from course.reading.reader import Reader, RefusedError
from course.tui.console import words
from course.tui.console.fields import AsCommand, Buttons, button
from course.tui.console.listing import Column, Entry, Listing
from course.tui.console.routes import Address, at
from course.tui.console.tabbed import ListTab, Tab, TabbedPage
from course.tui.console.word import Word
from sim.account import ROOT
from sim.services.iam.report import ABSENT, GOOD_FOR, TAKES
from sim.world import World

Row = Mapping[str, str]
"""A line of the report by the names of its columns."""


def content(reader: Reader) -> str:
    """The report as CSV; raises RefusedError, also where there is none yet."""
    answer = reader.call("get-credential-report")
    return base64.b64decode(answer["Content"]).decode()


def rows(text: str) -> list[Row]:
    """The lines of a report."""
    return list(csv.DictReader(io.StringIO(text)))


class ReportTab(ListTab):
    """A set of columns. Where there is no report yet, the button that has one made."""

    COLUMNS: ClassVar[Mapping[str, tuple[str, int]]] = {}
    """Columns of the report: what they are called here, and their width."""

    @property
    def command(self) -> str:
        return aws("get-credential-report")

    def listing(self) -> Listing:
        columns = (Column(label, width) for label, width in self.COLUMNS.values())
        return Listing(Column(self.word(words.REPORT_USER), 14), *columns, things="line", by="unlike the report before")

    def acts(self) -> Sequence[Widget]:
        return [Buttons(button(self.word(words.DOWNLOAD_REPORT), "plain"))]

    def entries(self, reader: Reader) -> Sequence[Entry]:
        lines = rows(content(reader))
        return [Entry(line["user"], (line["user"], *map(_short, self.cells(line)))) for line in lines]

    def earlier(self) -> Reader | None:
        """What was given out before the account's last change: a report that has expired since as it was when new."""
        world = self.page.console.before
        if world is None or (report := world.account.report) is None:
            return None
        return Reader.of(world.at(report.started + TAKES))

    def parts(self) -> Sequence[Widget]:
        try:
            return super().parts()
        except RefusedError as refusal:
            if refusal.code not in ABSENT:
                raise
            return [
                Buttons(button(self.word(words.DOWNLOAD_REPORT), "generate", chief=True)),
                Static(absence(refusal.code), classes="text"),
                AsCommand(aws("generate-credential-report")),
            ]

    def cells(self, line: Row) -> list[str]:
        """A line's cells in this set."""
        return [line[name] for name in self.COLUMNS]

    def pressed(self, name: str) -> None:
        if name == "generate":
            done = self.page.finishing("The report is in the making.", at("credential-report"))
            self.page.issue(aws("generate-credential-report"), done)
        elif name == "plain":
            from course.tui.screens.plain_text import PlainText

            self.app.push_screen(PlainText(content(self.page.reader)))

    def opened(self, key: str) -> None:
        if key == ROOT:
            self.page.open("root")
        else:
            self.page.open("user", key)


def absence(code: str) -> str:
    """Why there is no report, and what to do."""
    if code == "ReportInProgress":
        return "The report is in the making. It takes a moment."
    if code == "ReportExpired":
        return "The report is older than four hours. Have a new one made."
    return "There is no report yet. The button has one made, of everybody and of this moment."


def _short(value: str) -> str:
    """The day of a time; other values as they are."""
    return value[:10] if value[4:5] == "-" and value[10:11] == "T" else value


class PasswordSet(ReportTab):
    """Passwords and MFA."""

    COLUMNS: ClassVar[Mapping[str, tuple[str, int]]] = {
        "password_enabled": ("enabled", 7),
        "mfa_active": ("mfa_active", 10),
        "password_last_used": ("last_used", 11),
        "password_last_changed": ("last_changed", 13),
    }


class KeySet(ReportTab):
    """The first access key."""

    COLUMNS: ClassVar[Mapping[str, tuple[str, int]]] = {
        "access_key_1_active": ("active", 6),
        "access_key_1_last_rotated": ("last_rotated", 12),
        "access_key_1_last_used_date": ("last_used", 12),
        "access_key_1_last_used_service": ("service", 8),
    }


class OtherKeySet(ReportTab):
    """The second access key."""

    COLUMNS: ClassVar[Mapping[str, tuple[str, int]]] = {
        name.replace("_1_", "_2_"): told for name, told in KeySet.COLUMNS.items()
    }


class UserSet(ReportTab):
    """Who they are."""

    COLUMNS: ClassVar[Mapping[str, tuple[str, int]]] = {
        "user_creation_time": ("creation_time", 13),
        "password_next_rotation": ("next_rotation", 13),
        "arn": ("arn", 30),
    }


class CredentialReportPage(TabbedPage):
    """The report in sets of columns that fit a narrow window; the button shows all of it as AWS gives it."""

    TABS: ClassVar[Mapping[str, tuple[Word, type[Tab]]]] = {
        "password": (words.REPORT_PASSWORD, PasswordSet),
        "key-1": (words.REPORT_KEY_1, KeySet),
        "key-2": (words.REPORT_KEY_2, OtherKeySet),
        "user": (words.REPORT_USER, UserSet),
    }

    def __init__(self, *about: str) -> None:
        super().__init__(words.CREDENTIAL_REPORT.video, about[-1] if about else "")

    @property
    def crumbs(self) -> tuple[str, ...]:
        return ("IAM", self.word(words.CREDENTIAL_REPORT))

    @property
    def above(self) -> Address | None:
        return at("services")

    def beyond(self, world: World) -> object:
        report = world.account.report
        age = world.time - report.started - TAKES if report is not None else None
        return age is not None and (age >= 0, age > GOOD_FOR)

    def about(self, reader: Reader) -> str:
        try:
            answer = reader.call("get-credential-report")
        except RefusedError as refusal:
            if refusal.code not in ABSENT:
                raise
            return "no report"
        return f"made {answer['GeneratedTime'][:16].replace('T', ' ')} UTC; good for four hours"
