"""The versions of a managed policy: the tab that lists them, and a page for each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from textual.app import ComposeResult
from textual.widgets import Static

from course.reading.commands import aws
from course.reading.reader import Reader, RefusedError, attempt, day
from course.tui.console import words
from course.tui.console.fields import Buttons, button
from course.tui.console.home import HomePage, Ways
from course.tui.console.iam.summary import document_pane, summary_text
from course.tui.console.listing import Column, Entry, Listing
from course.tui.console.routes import Address, at
from course.tui.console.tabbed import ListTab

MOST = 5
"""Versions of a managed policy (IAM User Guide, "Versioning IAM policies")."""


class PolicyVersions(ListTab):
    """The versions of the page's policy; enter opens one."""

    more = "Enter, or a second click, opens one: it shows the text, and can be made the default."

    @property
    def command(self) -> str:
        return aws("list-policy-versions", policy_arn=self.subject)

    def listing(self) -> Listing:
        return Listing(
            Column(self.word(words.VERSION), 10),
            Column(self.word(words.IN_FORCE), 12),
            Column(self.word(words.CREATED), 12),
            things="version",
        )

    def entries(self, reader: Reader) -> Sequence[Entry]:
        return [
            Entry(name, (name, "✓ default" if default else "no", created))
            for name, default, created in versions(reader, self.subject)
        ]

    def opened(self, key: str) -> None:
        self.page.open("policy-version", (self.subject, key))


def versions(reader: Reader, arn: str) -> list[tuple[str, bool, str]]:
    """A policy's versions, the newest first: id, whether it is the default, day of making; raises RefusedError."""
    found = reader.call("list-policy-versions", policy_arn=arn)["Versions"]
    return [(each["VersionId"], each["IsDefaultVersion"], day(each["CreateDate"])) for each in found]


class PolicyVersionPage(HomePage):
    """One version: what it says, and making it the one in force."""

    chief_first = True

    def __init__(self, arn: str, version_id: str) -> None:
        super().__init__()
        self._arn, self._version = arn, version_id

    @property
    def crumbs(self) -> tuple[str, ...]:
        return ("IAM", self.word(words.POLICIES), self._arn.rpartition("/")[2], self._version)

    @property
    def above(self) -> Address | None:
        return at("policy", self._arn, "versions")

    @property
    def command(self) -> str:
        return aws("get-policy-version", policy_arn=self._arn, version_id=self._version)

    def reads(self) -> dict[str, Any] | RefusedError:
        """The version as AWS tells it."""
        options = {"policy_arn": self._arn, "version_id": self._version}
        return attempt(lambda: self.reader.call("get-policy-version", **options)["PolicyVersion"])

    def compose(self) -> ComposeResult:
        name, version = self._arn.rpartition("/")[2], self.reads()
        if isinstance(version, RefusedError):
            yield Static(f"{name} {self._version}", classes="title", markup=False)
            yield self.refused(version)
            yield Ways(self)
            return
        default = version["IsDefaultVersion"]
        state = "the default: this one is in force" if default else "not the default: it is saved, and not in force"
        yield Static(f"{name} {self._version}", classes="title", markup=False)
        yield Static(f"{state}; made {day(version['CreateDate'])}", classes="aside", markup=False)
        if not default and not self._arn.startswith("arn:aws:iam::aws:"):
            yield Buttons(
                button(self.word(words.DELETE_VERSION), "delete-version"),
                button(self.word(words.SET_DEFAULT), "set-default", chief=True),
            )
        yield summary_text(version["Document"], "managed")
        yield document_pane(version["Document"])
        yield Ways(self)

    def pressed(self, name: str) -> None:
        options = {"policy_arn": self._arn, "version_id": self._version}
        called = self._arn.rpartition("/")[2]
        if name == "set-default":
            line = aws("set-default-policy-version", **options)
            self.issue(line, self.finishing(f"{called}: {self._version} is in force now."))
        elif name == "delete-version":
            question = f"{self.word(words.DELETE_VERSION)}: {self._version} of {called}?"
            about = "Its text is gone then. Nobody's rights change, since it is not in force."
            line = aws("delete-policy-version", **options)
            done = f"{called}: {self._version} was deleted."
            self.open("confirm", (question, about, line, done, "policy", self._arn, "versions"))
