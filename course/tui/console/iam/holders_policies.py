"""Pages that give a user, group or role a policy, show one of theirs, or take it away."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, cast

from textual.app import ComposeResult
from textual.widget import Widget
from textual.widgets import Static

from course.reading.commands import aws
from course.reading.reader import Kind, Policy, Reader, RefusedError, attempt
from course.tui.console import words
from course.tui.console.changes import mark
from course.tui.console.fields import Buttons, Row, TextInput, button
from course.tui.console.form import FormPage
from course.tui.console.iam.document_form import DocumentForm
from course.tui.console.iam.summary import document_pane, summary_text, written
from course.tui.console.json_box import EMPTY
from course.tui.console.list_page import ListPage
from course.tui.console.listing import Column, Entry
from course.tui.console.page import Page
from course.tui.console.routes import Address, at
from sim.policy.document import Kind as DocumentKind

PLACES = {"user": words.USERS, "group": words.GROUPS, "role": words.ROLES}
"""The list that each kind of holder stands in."""


class OfHolder:
    """To stand before a page's class: the page is about a holder of policies, a user, a group or a role."""

    def __init__(self, kind: str, holder: str) -> None:
        super().__init__()
        self.kind = cast(Kind, kind)
        self.holder = holder
        self.user_name = holder if kind == "user" else None

    @property
    def place(self) -> tuple[str, ...]:
        """The crumbs of the holder's own page."""
        page = cast(Page, self)
        return ("IAM", page.word(PLACES[self.kind]), self.holder)

    @property
    def above(self) -> Address | None:
        """The holder's permissions."""
        return at(self.kind, self.holder, "permissions")


class HoldersPage(OfHolder, FormPage):
    """A page about one policy of a holder."""

    @property
    def crumbs(self) -> tuple[str, ...]:
        return (*self.place, self.word(words.PERMISSIONS))

    def line(self, operation: str, **options: str) -> str:
        """A command line about the holder; `operation` has `{}` where its kind stands."""
        return aws(operation.format(self.kind), **{f"{self.kind}_name": self.holder}, **options)


class AttachPolicyPage(OfHolder, ListPage):
    """The policies that the holder has not yet; enter attaches one."""

    things = "policy"
    more = "Enter, or a second click, attaches the chosen policy."

    @property
    def crumbs(self) -> tuple[str, ...]:
        return (*self.place, self.word(words.ATTACH_POLICY))

    @property
    def title(self) -> str:
        return f"{self.word(words.ATTACH_POLICY)}: {self.holder}"

    @property
    def nothing(self) -> str:  # type: ignore[override]
        return f"{self.holder} has every policy that there is."

    @property
    def command(self) -> str:
        return aws("list-policies")

    def columns(self) -> Sequence[Column]:
        return (
            Column(self.word(words.POLICY_NAME), 30),
            Column(self.word(words.TYPE), 17),
            Column(self.word(words.ATTACHED), 8),
        )

    def entries(self, reader: Reader) -> Sequence[Entry]:
        theirs = {policy.arn for policy in reader.policies_of(self.kind, self.holder)}
        found = reader.call("list-policies")["Policies"]
        return [_entry(policy) for policy in found if policy["Arn"] not in theirs]

    def opened(self, key: str) -> None:
        line = aws(f"attach-{self.kind}-policy", **{f"{self.kind}_name": self.holder}, policy_arn=key)
        self.issue(line, self.finishing(f"{key.rpartition('/')[2]} is attached to {self.holder}."))


class AttachedPolicyPage(HoldersPage):
    """A managed policy that the holder has: its document, and taking it away."""

    def __init__(self, kind: str, holder: str, policy_arn: str) -> None:
        super().__init__(kind, holder)
        self._arn = policy_arn

    def reads(self) -> tuple[dict[str, Any] | RefusedError, str]:
        """The policy's document, and the mark of a change."""
        return attempt(lambda: self._document(self.reader)), mark(self._document, self.was, self.reader)

    def _document(self, reader: Reader) -> dict[str, Any]:
        return reader.document(self._arn)

    def compose(self) -> ComposeResult:
        yield Static(self._arn.rpartition("/")[2], classes="title", markup=False)
        document, changes = self.reads()
        yield Static(f"{self._arn}   attached to {self.kind} {self.holder}{changes}", classes="aside", markup=False)
        if isinstance(document, RefusedError):
            yield self.refused(document)
        else:
            yield summary_text(document, "managed")
            yield document_pane(document)
        yield Buttons(
            button(self.word(words.CANCEL), "cancel"),
            button(self.word(words.OPEN_POLICY), "policy"),
            button(self.word(words.DETACH), "detach", chief=True),
        )

    def on_button_pressed(self, event: Any) -> None:
        """Beside what every form does."""
        if event.button.name == "policy":
            self.open("policy", self._arn)

    def go_on(self) -> None:
        name = self._arn.rpartition("/")[2]
        line = self.line("detach-{}-policy", policy_arn=self._arn)
        about = f"{self.holder} loses what the policy allows, and what it denies is denied no more. The policy stays."
        done = f"{name} is no longer attached to {self.holder}."
        back = (self.kind, self.holder, "permissions")
        self.open("confirm", (f"{self.word(words.DETACH)}: {name}?", about, line, done, *back))


class InlinePolicyPage(HoldersPage, DocumentForm):
    """An inline policy of the holder: read, changed, deleted; or without a name, a new one."""

    document_kind: DocumentKind = "identity"

    def __init__(self, kind: str, holder: str, policy_name: str = "") -> None:
        super().__init__(kind, holder)
        self._policy_name = policy_name

    @property
    def title(self) -> str:
        return f"{self._policy_name or self.word(words.INLINE_POLICY)}   of {self.kind} {self.holder}"

    @property
    def chief(self) -> str:
        return self.word(words.SAVE_POLICY)

    def boxes(self) -> Iterable[Widget]:
        if not self._policy_name:
            yield Row(self.word(words.POLICY_NAME), TextInput(name="policy-name"))

    def others(self) -> Iterable[Widget]:
        if self._policy_name:
            yield button(self.word(words.DELETE_POLICY), "delete")

    def begin(self, reader: Reader) -> str:
        if not self._policy_name:
            return EMPTY
        options = {f"{self.kind}_name": self.holder, "policy_name": self._policy_name}
        return written(reader.call(f"get-{self.kind}-policy", **options)["PolicyDocument"])

    def on_button_pressed(self, event: Any) -> None:
        """Beside what every form does."""
        if event.button.name == "delete":
            line = self.line("delete-{}-policy", policy_name=self._policy_name)
            question = f"{self.word(words.DELETE_POLICY)}: {self._policy_name}?"
            about = f"{self.holder} loses what it allows, and what it denies is denied no more."
            back = (self.kind, self.holder, "permissions")
            self.open("confirm", (question, about, line, f"{self._policy_name} was deleted.", *back))

    def save(self, document: str) -> None:
        name = self._policy_name or self.needed("policy-name", "The policy needs a name.")
        if name:
            line = self.line("put-{}-policy", policy_name=name, policy_document=document)
            self.issue(line, self.finishing(f"{name} is an inline policy of {self.holder} now."))


def _entry(policy: dict[str, Any]) -> Entry:
    kind = Policy(policy["PolicyName"], policy["Arn"]).type
    return Entry(policy["Arn"], (policy["PolicyName"], kind, str(policy["AttachmentCount"])))
