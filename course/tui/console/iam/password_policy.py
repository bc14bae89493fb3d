"""The form of the account's password policy."""

from __future__ import annotations

from typing import Any

from textual.app import ComposeResult
from textual.widgets import Static

from course.reading.commands import aws
from course.reading.reader import Reader, RefusedError
from course.tui.console import words
from course.tui.console.check_boxes import CheckBoxes
from course.tui.console.fields import Row, TextInput
from course.tui.console.form import FormPage
from course.tui.console.routes import Address, at

FLAGS = {
    "RequireUppercaseCharacters": ("--require-uppercase-characters", words.UPPERCASE),
    "RequireLowercaseCharacters": ("--require-lowercase-characters", words.LOWERCASE),
    "RequireNumbers": ("--require-numbers", words.NUMBERS),
    "RequireSymbols": ("--require-symbols", words.SYMBOLS),
    "AllowUsersToChangePassword": ("--allow-users-to-change-password", words.CHANGE_OWN),
    "HardExpiry": ("--hard-expiry", words.HARD_EXPIRY),
}
"""What can be asked for: the option, and what it is called."""


def policy_of(reader: Reader) -> dict[str, Any] | None:
    """The account's password policy, None where IAM's default holds; raises RefusedError."""
    try:
        policy: dict[str, Any] = reader.call("get-account-password-policy")["PasswordPolicy"]
    except RefusedError as refusal:
        if refusal.code == "NoSuchEntity":
            return None
        raise
    return policy


def number(name: str, value: object, placeholder: str) -> TextInput:
    """A box for a whole number, which may be left empty."""
    return TextInput(name=name, value=str(value), type="integer", placeholder=placeholder, valid_empty=True)


class PasswordPolicyPage(FormPage):
    """The policy as a whole: what is left out goes back to its default."""

    @property
    def crumbs(self) -> tuple[str, ...]:
        return ("IAM", self.word(words.ACCOUNT_SETTINGS), self.word(words.PASSWORD_POLICY))

    @property
    def above(self) -> Address | None:
        return at("account-settings")

    def compose(self) -> ComposeResult:
        yield Static(self.word(words.PASSWORD_POLICY), classes="title", markup=False)
        try:
            policy = policy_of(self.reader) or {}
        except RefusedError as refusal:
            yield self.refused(refusal)
            yield self.back()
            return
        age, former = policy.get("MaxPasswordAge", ""), policy.get("PasswordReusePrevention", "")
        length = policy.get("MinimumPasswordLength", 8)
        yield Row(self.word(words.MINIMUM_LENGTH), number("length", length, "6 to 128"))
        boxes = CheckBoxes([self.word(label) for _, label in FLAGS.values()])
        boxes.set_reactive(
            CheckBoxes.ticked, frozenset(self.word(label) for name, (_, label) in FLAGS.items() if policy.get(name))
        )
        yield boxes
        yield Row(self.word(words.EXPIRES_AFTER), number("age", age, "never"))
        yield Row(self.word(words.LAST_REFUSED), number("former", former, "none"))
        yield self.buttons(self.word(words.APPLY_PASSWORD_POLICY))

    def on_check_boxes_submitted(self) -> None:
        """Enter on the list leads on."""
        self.screen.focus_next()

    def go_on(self) -> None:
        length = self.needed("length", "The least length of a password is wanted: 6 to 128.")
        if length is None:
            return
        options = {"minimum_password_length": length}
        options |= {"max_password_age": self.value("age")} if self.value("age") else {}
        options |= {"password_reuse_prevention": self.value("former")} if self.value("former") else {}
        ticked = self.query_one(CheckBoxes).ticked
        flags = [option for option, label in FLAGS.values() if self.word(label) in ticked]
        line = " ".join([aws("update-account-password-policy", **options), *flags])
        self.issue(line, self.finishing("The password policy was changed. It counts for the next new passwords."))
