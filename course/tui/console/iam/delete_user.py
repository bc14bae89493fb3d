"""Deleting a user, and with the user what hangs on it."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.widgets import Static

from course.tui.console import words
from course.tui.console.commands import aws, delete_device
from course.tui.console.form import FormPage
from course.tui.console.reading import Reader, RefusedError
from course.tui.console.routes import Address, at


class DeleteUserPage(FormPage):
    """The console takes away first what would hinder DeleteUser; the lines that do it are shown."""

    def __init__(self, user_name: str) -> None:
        super().__init__()
        self.user_name: str = user_name

    @property
    def crumbs(self) -> tuple[str, ...]:
        return ("IAM", self.word(words.USERS), str(self.user_name), self.word(words.DELETE_USER))

    @property
    def above(self) -> Address | None:
        return at("user", str(self.user_name))

    def compose(self) -> ComposeResult:
        yield Static(f"{self.word(words.DELETE_USER)}: {self.user_name}?", classes="title", markup=False)
        try:
            lines = deleting(self.reader, str(self.user_name))
        except RefusedError as refusal:
            yield self.refused(refusal)
            return
        yield Static(
            "The user goes, and with it password, keys, devices, memberships and inline policies. As commands:",
            classes="text",
        )
        yield Static("\n".join(lines), classes="as-command", markup=False)
        yield self.buttons(self.word(words.DELETE_USER))

    def go_on(self) -> None:
        try:
            lines = deleting(self.reader, str(self.user_name))
        except RefusedError as refusal:
            self.refuse(refusal.message)
            return
        self.issue(" && ".join(lines), self.finishing(f"{self.user_name} was deleted.", at("users")))


def deleting(reader: Reader, user_name: str) -> list[str]:
    """The command lines that delete a user with all that would hinder it. Raises RefusedError.

    From the API reference of DeleteUser, which names what has to go first.
    """
    user = {"user_name": user_name}
    lines = [aws("delete-login-profile", **user)] if reader.has_password(user_name) else []
    lines += [aws("delete-access-key", **user, access_key_id=key) for key, _, _ in reader.access_keys(user_name)]
    for device in reader.devices(user_name):
        lines.append(aws("deactivate-mfa-device", **user, serial_number=device.serial_number))
        if device.kind == "Virtual":
            lines.append(delete_device(device.serial_number))
    for policy in reader.policies_of("user", user_name):
        lines.append(
            aws("delete-user-policy", **user, policy_name=policy.name)
            if policy.arn is None
            else aws("detach-user-policy", **user, policy_arn=policy.arn)
        )
    lines += [aws("remove-user-from-group", **user, group_name=group) for group in reader.groups(user_name)]
    return [*lines, aws("delete-user", **user)]
