"""Deleting users, groups, policies and roles: the console takes away first what would hinder it, as AWS's does.

The IAM User Guide's pages on deleting each say what goes along in the console, and what the command line has to remove
by itself.
"""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.widgets import Static

from course.reading.commands import aws, delete_device
from course.reading.reader import Kind, Reader, RefusedError, attempt
from course.tui.console import words
from course.tui.console.fields import AsCommand
from course.tui.console.form import FormPage
from course.tui.console.routes import Address, at
from course.tui.console.word import Word


class DeletePage(FormPage):
    """Are you sure? What goes along, and the lines that do it."""

    act: Word
    """What the deleting is called."""

    place: Word
    """The list that the thing stands in."""

    about: str
    """What goes along."""

    after: str
    """The page to be on afterwards."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.subject = name

    @property
    def called(self) -> str:
        """The thing's name."""
        return self.subject.rpartition("/")[2] if self.subject.startswith("arn:") else self.subject

    @property
    def crumbs(self) -> tuple[str, ...]:
        return ("IAM", self.word(self.place), self.called, self.word(self.act))

    def lines(self, reader: Reader) -> Sequence[str]:
        """The command lines, in order; raises RefusedError."""
        raise NotImplementedError

    def reads(self) -> Sequence[str] | RefusedError:
        """The command lines, or why there are none."""
        return attempt(lambda: self.lines(self.reader))

    def compose(self) -> ComposeResult:
        yield Static(f"{self.word(self.act)}: {self.called}?", classes="title", markup=False)
        lines = self.reads()
        if isinstance(lines, RefusedError):
            yield self.refused(lines)
            yield self.back()
            return
        yield Static(self.about, classes="text", markup=False)
        yield self.buttons(self.word(self.act))
        yield AsCommand("\n".join(lines), "as commands\n", "text")

    def go_on(self) -> None:
        lines = self.reads()
        if isinstance(lines, RefusedError):
            self.refuse(lines.message)
            return
        self.issue(" && ".join(lines), self.finishing(f"{self.called} was deleted.", at(self.after)))


class DeleteUserPage(DeletePage):
    """A user, with all that the API reference of DeleteUser says has to go first."""

    act, place, after = words.DELETE_USER, words.USERS, "users"
    about = "The user goes, and with it password, keys, devices, memberships and inline policies."

    @property
    def above(self) -> Address | None:
        return at("user", self.subject)

    def lines(self, reader: Reader) -> Sequence[str]:
        name, user = self.subject, {"user_name": self.subject}
        lines = [aws("delete-login-profile", **user)] if reader.has_password(name) else []
        lines += [aws("delete-access-key", **user, access_key_id=key) for key, _, _ in reader.access_keys(name)]
        for device in reader.devices(name):
            lines.append(aws("deactivate-mfa-device", **user, serial_number=device.serial_number))
            if device.kind == "Virtual":
                lines.append(delete_device(device.serial_number))
        lines += _without_policies(reader, "user", name)
        lines += [aws("remove-user-from-group", **user, group_name=group) for group in reader.groups(name)]
        return [*lines, aws("delete-user", **user)]


class DeleteGroupPage(DeletePage):
    """A group, with its memberships and policies; its users stay."""

    act, place, after = words.DELETE_GROUP, words.GROUPS, "groups"
    about = "The group goes. Its users stay, without what it allowed. Managed policies are detached and stay."

    @property
    def above(self) -> Address | None:
        return at("group", self.subject)

    def lines(self, reader: Reader) -> Sequence[str]:
        users = reader.call("get-group", group_name=self.subject)["Users"]
        return [
            *(aws("remove-user-from-group", group_name=self.subject, user_name=user["UserName"]) for user in users),
            *_without_policies(reader, "group", self.subject),
            aws("delete-group", group_name=self.subject),
        ]


class DeleteRolePage(DeletePage):
    """A role, with its policies; sessions of it end."""

    act, place, after = words.DELETE_ROLE, words.ROLES, "roles"
    about = "The role goes, and all its sessions end. Managed policies are detached and stay."

    @property
    def above(self) -> Address | None:
        return at("role", self.subject, "trust")

    def lines(self, reader: Reader) -> Sequence[str]:
        return [*_without_policies(reader, "role", self.subject), aws("delete-role", role_name=self.subject)]


class DeletePolicyPage(DeletePage):
    """A managed policy, known by its ARN, with all its versions, taken from everybody who has it."""

    act, place, after = words.DELETE_POLICY, words.POLICIES, "policies"
    about = "The policy goes, with all its versions. Whoever has it loses what it allows; what it denies is free again."

    @property
    def above(self) -> Address | None:
        return at("policy", self.subject)

    def lines(self, reader: Reader) -> Sequence[str]:
        policy = {"policy_arn": self.subject}
        found = reader.call("list-entities-for-policy", **policy)
        holders = [
            (kind.lower(), holder[f"{kind}Name"])
            for kind in ("User", "Group", "Role")
            for holder in found[f"Policy{kind}s"]
        ]
        versions = reader.call("list-policy-versions", **policy)["Versions"]
        return [
            *(aws(f"detach-{kind}-policy", **{f"{kind}_name": name}, **policy) for kind, name in holders),
            *(
                aws("delete-policy-version", **policy, version_id=version["VersionId"])
                for version in versions
                if not version["IsDefaultVersion"]
            ),
            aws("delete-policy", **policy),
        ]


def _without_policies(reader: Reader, kind: Kind, name: str) -> Sequence[str]:
    holder = {f"{kind}_name": name}
    return [
        aws(f"delete-{kind}-policy", **holder, policy_name=policy.name)
        if policy.arn is None
        else aws(f"detach-{kind}-policy", **holder, policy_arn=policy.arn)
        for policy in reader.policies_of(kind, name)
    ]
