"""A managed policy's page: what it says, its versions, and who has it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.widget import Widget
from textual.widgets import Static

from course.reading.commands import aws
from course.reading.reader import Policy, Reader, RefusedError, attempt
from course.tui.console import words
from course.tui.console.fields import Buttons, button
from course.tui.console.iam.policy_usage import PolicyUsage
from course.tui.console.iam.policy_versions import PolicyVersions
from course.tui.console.iam.summary import document_pane, summary_text
from course.tui.console.routes import Address, at
from course.tui.console.tabbed import Tab, TabbedPage
from course.tui.console.tabs import TabRow
from course.tui.console.word import Word
from course.tui.in_turn import focus


class PolicyPermissions(Tab):
    """The default version: a summary in plain words, and the document."""

    @property
    def command(self) -> str:
        found = attempt(lambda: self.page.reader.call("get-policy", policy_arn=self.subject)["Policy"])
        if isinstance(found, RefusedError):
            return aws("get-policy", policy_arn=self.subject)
        return aws("get-policy-version", policy_arn=self.subject, version_id=found["DefaultVersionId"])

    def parts(self) -> Sequence[Widget]:
        document = self.page.reader.document(self.subject)
        own = not self.subject.startswith("arn:aws:iam::aws:")
        word = self.page.word
        changes = [button(word(words.EDIT_POLICY), "edit-policy"), button(word(words.DELETE_POLICY), "delete-policy")]
        return [
            Buttons(*(changes if own else []), button(word(words.SIMULATOR), "simulator")),
            summary_text(document, "managed"),
            document_pane(document),
        ]

    def pressed(self, name: str) -> None:
        if name == "simulator":
            self.page.open("simulator", ("policy", self.subject))
        elif name in ("edit-policy", "delete-policy"):
            self.page.open(name, self.subject)


class PolicyPage(TabbedPage):
    """One managed policy, known by its ARN."""

    TABS: ClassVar[Mapping[str, tuple[Word, type[Tab]]]] = {
        "permissions": (words.PERMISSIONS, PolicyPermissions),
        "usage": (words.POLICY_USAGE, PolicyUsage),
        "versions": (words.POLICY_VERSIONS, PolicyVersions),
    }

    @property
    def crumbs(self) -> tuple[str, ...]:
        return ("IAM", self.word(words.POLICIES), self.subject.rpartition("/")[2])

    @property
    def above(self) -> Address | None:
        return at("policies")

    def compose(self) -> ComposeResult:
        for part in super().compose():
            if isinstance(part, Static) and part.has_class("title"):
                part.update(self.subject.rpartition("/")[2])
            yield part

    def about(self, reader: Reader) -> str:
        policy = reader.call("get-policy", policy_arn=self.subject)["Policy"]
        kind = Policy(policy["PolicyName"], policy["Arn"]).type
        return f"{policy['Arn']}   {kind}"

    def document(self, reader: Reader) -> object:
        return reader.document(self.subject)

    def focus_first(self, *, scroll_visible: bool = False) -> None:
        """The tabs, while the policy is read; else the tab's chief act."""
        if self.tab == "permissions":
            focus(self.query_one(TabRow), scroll_visible)
        else:
            super().focus_first(scroll_visible=scroll_visible)
