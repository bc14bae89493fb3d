"""Who has a managed policy: the tab that lists them, and the page that attaches it to one more."""

from __future__ import annotations

from collections.abc import Sequence

from textual.widget import Widget

from course.reading.commands import aws
from course.reading.reader import Reader
from course.tui.console import words
from course.tui.console.fields import Buttons, button
from course.tui.console.list_page import ListPage
from course.tui.console.listing import Column, Entry, Listing
from course.tui.console.routes import Address, at
from course.tui.console.tabbed import ListTab

KINDS = ("User", "Group", "Role")


class PolicyUsage(ListTab):
    """The users, groups and roles that the page's policy is attached to; enter takes it from one."""

    more = "Enter, or a second click, detaches the policy from the chosen one."
    nothing = "Nobody has it: it does nothing until it is attached."

    @property
    def command(self) -> str:
        return aws("list-entities-for-policy", policy_arn=self.subject)

    def acts(self) -> Sequence[Widget]:
        return [Buttons(button(self.page.word(words.ATTACH), "attach-entity", chief=True))]

    def listing(self) -> Listing:
        return Listing(Column(self.word(words.NAME), 30), Column(self.word(words.TYPE), 10), things="entity")

    def entries(self, reader: Reader) -> Sequence[Entry]:
        return [Entry(f"{kind} {name}", (name, kind)) for kind, name in holders(reader, self.subject)]

    def pressed(self, name: str) -> None:
        if name == "attach-entity":
            self.page.open("attach-entity", self.subject)

    def opened(self, key: str) -> None:
        kind, name = key.split(" ", 1)
        lower, called = kind.lower(), self.subject.rpartition("/")[2]
        line = aws(f"detach-{lower}-policy", **{f"{lower}_name": name}, policy_arn=self.subject)
        question = f"{self.page.word(words.DETACH_POLICY)}: {called} from the {lower} {name}?"
        about = f"{name} loses what it allows, and what it denies is denied no more. The policy stays."
        done = f"{called} is no longer attached to {name}."
        self.page.open("confirm", (question, about, line, done, "policy", self.subject, "usage"))


def holders(reader: Reader, arn: str) -> list[tuple[str, str]]:
    """The kind (User, Group, Role) and name of each that has a policy attached; raises RefusedError."""
    found = reader.call("list-entities-for-policy", policy_arn=arn)
    return [(kind, holder[f"{kind}Name"]) for kind in KINDS for holder in found[f"Policy{kind}s"]]


class AttachEntityPage(ListPage):
    """The users, groups and roles that do not have a policy yet; enter attaches it to one."""

    things = "entity"
    nothing = "Every user, group and role has it."
    more = "Enter, or a second click, attaches the policy to the chosen one. A group is best: then nobody is forgotten."

    def __init__(self, arn: str) -> None:
        super().__init__()
        self._arn = arn

    @property
    def crumbs(self) -> tuple[str, ...]:
        return ("IAM", self.word(words.POLICIES), self._arn.rpartition("/")[2], self.word(words.ATTACH))

    @property
    def title(self) -> str:
        return f"{self.word(words.ATTACH)}: {self._arn.rpartition('/')[2]}"

    @property
    def above(self) -> Address | None:
        return at("policy", self._arn, "usage")

    @property
    def command(self) -> str:
        return aws("list-entities-for-policy", policy_arn=self._arn)

    def columns(self) -> Sequence[Column]:
        return Column(self.word(words.NAME), 30), Column(self.word(words.TYPE), 10)

    def entries(self, reader: Reader) -> Sequence[Entry]:
        has = holders(reader, self._arn)
        every = [
            (kind, found[f"{kind}Name"])
            for kind in ("Group", "User", "Role")
            for found in reader.call(f"list-{kind.lower()}s")[f"{kind}s"]
        ]
        return [Entry(f"{kind} {name}", (name, kind)) for kind, name in every if (kind, name) not in has]

    def opened(self, key: str) -> None:
        kind, name = key.split(" ", 1)
        lower = kind.lower()
        line = aws(f"attach-{lower}-policy", **{f"{lower}_name": name}, policy_arn=self._arn)
        self.issue(line, self.finishing(f"{self._arn.rpartition('/')[2]} is attached to the {lower} {name}."))
