"""A role's page: permissions, trust relationships and revoking sessions, a tab each."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from textual.widget import Widget
from textual.widgets import Static

from course.reading.commands import aws
from course.reading.reader import Reader, day
from course.tui.console import words
from course.tui.console.fields import Buttons, button
from course.tui.console.iam.permissions import Permissions
from course.tui.console.iam.summary import document_pane, summary_text
from course.tui.console.routes import Address, at
from course.tui.console.tabbed import Tab, TabbedPage
from course.tui.console.tabs import TabRow
from course.tui.console.word import Word
from course.tui.in_turn import focus
from sim.clock import utc

REVOCATION = "AWSRevokeOlderSessions"
"""The inline policy that the console puts into a role (IAM User Guide, "Revoking IAM role temporary … credentials")."""


class RoleTab(Tab):
    """A tab about the page's role."""


class Trust(RoleTab):
    """Who may assume the role."""

    @property
    def command(self) -> str:
        return aws("get-role", role_name=self.subject)

    def parts(self) -> Sequence[Widget]:
        role = self.page.reader.call("get-role", role_name=self.subject)["Role"]
        document, minutes = role["AssumeRolePolicyDocument"], role["MaxSessionDuration"] // 60
        word = self.page.word
        return [
            Buttons(
                button(word(words.EDIT_TRUST), "edit-trust"),
                button(word(words.SWITCH_ROLE), "switch-role"),
                button(word(words.DELETE_ROLE), "delete-role"),
            ),
            summary_text(document, "trust"),
            Static(f"A session lasts {minutes} minutes at most.", classes="aside"),
            document_pane(document),
        ]

    def pressed(self, name: str) -> None:
        if name in ("edit-trust", "switch-role", "delete-role"):
            self.page.open(name, self.subject)


class Revoke(RoleTab):
    """Taking the rights from all sessions of the role that are open now."""

    @property
    def command(self) -> str:
        return revoking(self.subject, self.page.world.time)

    def parts(self) -> Sequence[Widget]:
        policies = self.page.reader.policies_of("role", self.subject)
        before = [policy for policy in policies if policy.name == REVOCATION and policy.arn is None]
        return [
            Buttons(button(self.page.word(words.REVOKE_ACTIVE), "revoke", chief=True)),
            Static(
                f"Sessions of this role that are open now lose all rights: the inline policy {REVOCATION} denies them "
                "everything. Who assumes the role after this moment is not affected.",
                classes="text",
                markup=False,
            ),
            *([self._done_before()] if before else []),
        ]

    def _done_before(self) -> Static:
        options = {"role_name": self.subject, "policy_name": REVOCATION}
        document = self.page.reader.call("get-role-policy", **options)["PolicyDocument"]
        return Static(f"Revoked so far: sessions issued before {_moment(document)}.", classes="text", markup=False)

    def pressed(self, name: str) -> None:
        if name == "revoke":
            done = f"Sessions of {self.subject} that were open are worth nothing now."
            line = revoking(self.subject, self.page.world.time)
            self.page.issue(line, self.page.finishing(done, at("role", self.subject, "revoke")))


class RolePage(TabbedPage):
    """The permissions of one role, and who may have them."""

    TABS: ClassVar[Mapping[str, tuple[Word, type[Tab]]]] = {
        "permissions": (words.PERMISSIONS, Permissions),
        "trust": (words.TRUST, Trust),
        "revoke": (words.REVOKE, Revoke),
    }

    @property
    def crumbs(self) -> tuple[str, ...]:
        return ("IAM", self.word(words.ROLES), self.subject)

    @property
    def above(self) -> Address | None:
        return at("roles")

    def document(self, reader: Reader) -> object:
        return reader.call("get-role", role_name=self.subject)["Role"]["AssumeRolePolicyDocument"]

    def about(self, reader: Reader) -> str:
        role = reader.call("get-role", role_name=self.subject)["Role"]
        text = f"{role['Arn']}   since {day(role['CreateDate'])}"
        return f"{role['Description']}\n{text}" if role.get("Description") else text

    def focus_first(self, *, scroll_visible: bool = False) -> None:
        """The tabs, while the trust policy is read; else the tab's chief act."""
        if self.tab == "trust":
            focus(self.query_one(TabRow), scroll_visible)
        else:
            super().focus_first(scroll_visible=scroll_visible)


def revoking(role_name: str, time: int) -> str:
    """The line that takes the rights from sessions issued before a time, in milliseconds since 1970."""
    moment = f"{utc(time):%Y-%m-%dT%H:%M:%S}.{time % 1_000:03}Z"
    statement = {
        "Effect": "Deny",
        "Action": ["*"],
        "Resource": ["*"],
        "Condition": {"DateLessThan": {"aws:TokenIssueTime": moment}},
    }
    document = json.dumps({"Version": "2012-10-17", "Statement": [statement]})
    return aws("put-role-policy", role_name=role_name, policy_name=REVOCATION, policy_document=document)


def _moment(document: dict[str, Any]) -> str:
    """The moment that such a policy names; a word where somebody has written it anew."""
    try:
        return str(document["Statement"][0]["Condition"]["DateLessThan"]["aws:TokenIssueTime"])
    except (KeyError, IndexError, TypeError):
        return "a time of its own"
