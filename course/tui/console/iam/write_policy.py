"""Writing managed policies and trust policies."""

from __future__ import annotations

from collections.abc import Iterable

from textual.widget import Widget
from textual.widgets import Button

from course.reading.commands import aws
from course.reading.reader import Reader, RefusedError
from course.tui.console import words
from course.tui.console.fields import Row, TextInput
from course.tui.console.iam.document_form import DocumentForm
from course.tui.console.iam.policy_versions import MOST, versions
from course.tui.console.iam.summary import written
from course.tui.console.routes import Address, at
from course.tui.in_turn import focus
from sim.policy.document import Kind


class CreatePolicyPage(DocumentForm):
    """A new managed policy."""

    @property
    def crumbs(self) -> tuple[str, ...]:
        return ("IAM", self.word(words.POLICIES), self.word(words.CREATE_POLICY))

    @property
    def above(self) -> Address | None:
        return at("policies")

    @property
    def chief(self) -> str:
        return self.word(words.CREATE_POLICY)

    def boxes(self) -> Iterable[Widget]:
        yield Row(self.word(words.POLICY_NAME), TextInput(name="policy-name"))

    def save(self, document: str) -> None:
        name = self.needed("policy-name", "The policy needs a name.")
        if name is None:
            return
        line = aws("create-policy", policy_name=name, policy_document=document)
        done = f"{name} was made. It does nothing until it is attached to somebody."
        self.issue(line, self.finishing(done, at("policy", self.world.account.arn(f"policy/{name}"), "usage")))


class EditPolicyPage(DocumentForm):
    """A new version of a managed policy, which is in force at once."""

    def __init__(self, arn: str) -> None:
        super().__init__()
        self._arn = arn
        self._asked = ""

    @property
    def crumbs(self) -> tuple[str, ...]:
        return ("IAM", self.word(words.POLICIES), self._arn.rpartition("/")[2], self.word(words.EDIT_POLICY))

    @property
    def title(self) -> str:
        return f"{self.word(words.EDIT_POLICY)}: {self._arn.rpartition('/')[2]}"

    @property
    def above(self) -> Address | None:
        return at("policy", self._arn)

    @property
    def chief(self) -> str:
        return self.word(words.SAVE_CHANGES)

    def begin(self, reader: Reader) -> str:
        return written(reader.document(self._arn))

    def save(self, document: str) -> None:
        name = self._arn.rpartition("/")[2]
        policy = {"policy_arn": self._arn}
        line = f"{aws('create-policy-version', **policy, policy_document=document)} --set-as-default"
        try:
            every = versions(self.reader, self._arn)
        except RefusedError:
            every = []  # who may not list them may still save; AWS says if there are too many
        if len(every) >= MOST:
            oldest = [version for version, default, _ in every if not default][-1]
            if self._asked != oldest:
                self._ask(oldest)
                return
            line = f"{aws('delete-policy-version', **policy, version_id=oldest)} && {line}"
        self.issue(line, self.finishing(f"{name} was changed. The new version is in force."))

    def _ask(self, oldest: str) -> None:
        """AWS's console asks the same, and its button is then called the same."""
        self._asked = oldest
        word = self.word(words.DELETE_VERSION_AND_SAVE)
        self.refuse(
            f"A policy has {MOST} versions at most. The oldest one not in force is {oldest}: “{word}” removes it."
        )
        for chief in self.query("Button.chief").results(Button):
            chief.label = word
            focus(chief)


class EditTrustPage(DocumentForm):
    """Who may assume a role."""

    document_kind: Kind = "trust"

    def __init__(self, role_name: str) -> None:
        super().__init__()
        self._role = role_name

    @property
    def crumbs(self) -> tuple[str, ...]:
        return ("IAM", self.word(words.ROLES), self._role, self.word(words.EDIT_TRUST))

    @property
    def title(self) -> str:
        return f"{self.word(words.EDIT_TRUST)}: {self._role}"

    @property
    def above(self) -> Address | None:
        return at("role", self._role, "trust")

    @property
    def chief(self) -> str:
        return self.word(words.UPDATE_TRUST)

    def begin(self, reader: Reader) -> str:
        return written(reader.call("get-role", role_name=self._role)["Role"]["AssumeRolePolicyDocument"])

    def save(self, document: str) -> None:
        line = aws("update-assume-role-policy", role_name=self._role, policy_document=document)
        self.issue(line, self.finishing(f"Who may assume {self._role} was changed."))
