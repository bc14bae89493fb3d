"""Making a role: who may assume it, and its name."""

from __future__ import annotations

import json
import re

from textual.app import ComposeResult
from textual.widgets import Static

from course.reading.commands import aws
from course.tui.console import words
from course.tui.console.fields import Choice, RadioButtons, Row, TextInput
from course.tui.console.form import FormPage
from course.tui.console.routes import Address, at
from course.tui.in_turn import focus

_ACCOUNT = re.compile(r"[0-9]{12}\Z")
_SERVICE = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)*\.amazonaws\.com\Z")


class CreateRolePage(FormPage):
    """A new role; what it may do comes on its own page."""

    @property
    def crumbs(self) -> tuple[str, ...]:
        return ("IAM", self.word(words.ROLES), self.word(words.CREATE_ROLE))

    @property
    def above(self) -> Address | None:
        return at("roles")

    def compose(self) -> ComposeResult:
        yield Static(self.word(words.CREATE_ROLE), classes="title", markup=False)
        yield Row(self.word(words.ROLE_NAME), TextInput(name="role-name"))
        yield RadioButtons(
            self.choice("this", words.THIS_ACCOUNT),
            self.choice("other", words.OTHER_ACCOUNT),
            Choice("service", self.word(words.AWS_SERVICE), "by its name, as ec2.amazonaws.com"),
            id="trusted",
        )
        yield Row(self.word(words.ACCOUNT_OR_SERVICE), TextInput(name="who", placeholder="empty for this account"))
        yield RadioButtons(
            self.choice("without", words.NO_MFA_NEEDED),
            self.choice("mfa", words.REQUIRE_MFA),
            id="mfa",
        )
        yield Static(
            "An account may then let its users assume the role. The role itself may do nothing yet: its page is next.",
            classes="text",
        )
        yield self.buttons(self.word(words.CREATE_ROLE))

    def go_on(self) -> None:
        name = self.needed("role-name", "The role needs a name.")
        if name is None:
            return
        kind = self.query_one("#trusted", RadioButtons).choice.name
        who = self.world.account.account_id if kind == "this" else self.value("who").replace("-", "")
        if kind == "other" and not _ACCOUNT.match(who):
            self._wrong("The other account's number has twelve digits.")
        elif kind == "service" and not _SERVICE.match(self.value("who")):
            self._wrong("A service has a name such as ec2.amazonaws.com.")
        else:
            mfa = self.query_one("#mfa", RadioButtons).choice.name == "mfa" and kind != "service"
            document = trust_policy(self.value("who") if kind == "service" else who, mfa=mfa)
            line = aws("create-role", role_name=name, assume_role_policy_document=document)
            self.issue(line, self.finishing(f"{name} was made.", at("role", name)))

    def _wrong(self, text: str) -> None:
        self.refuse(text)
        focus(next(box for box in self.query(TextInput) if box.name == "who"))


def trust_policy(who: str, *, mfa: bool) -> str:
    """The trust policy that the console writes for an account's number or a service's name."""
    principal = {"Service": who} if "." in who else {"AWS": f"arn:aws:iam::{who}:root"}
    statement: dict[str, object] = {"Effect": "Allow", "Principal": principal, "Action": "sts:AssumeRole"}
    if mfa:
        statement["Condition"] = {"Bool": {"aws:MultiFactorAuthPresent": "true"}}
    return json.dumps({"Version": "2012-10-17", "Statement": [statement]})
