"""Managing a user's console password."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.widgets import Button, Static

from course.reading.commands import aws
from course.reading.reader import RefusedError, attempt
from course.tui.console import words
from course.tui.console.fields import RadioButtons, Row, TextInput, button
from course.tui.console.form import FormPage
from course.tui.console.iam.add_user import login_profile
from course.tui.console.iam.of_user import OfUserPage


class PasswordPage(OfUserPage, FormPage):
    """A new password, or none any more."""

    act = words.MANAGE_PASSWORD

    def compose(self) -> ComposeResult:
        has = self.reads() is True
        yield Static(f"{self.word(words.MANAGE_PASSWORD)} of {self.user_name}", classes="title", markup=False)
        yield Static(
            "The user has a password. A new one takes its place; sessions that are open stay open."
            if has
            else "The user has no password yet, and cannot sign in to the console.",
            classes="text",
        )
        yield Row(self.word(words.NEW_PASSWORD), TextInput(name="password"))
        yield RadioButtons(self.choice("change", words.MUST_CHANGE), self.choice("keep", words.KEEPS_PASSWORD))
        others = [button(self.word(words.DISABLE_PASSWORD), "disable")] if has else []
        yield self.buttons(self.word(words.APPLY), *others)

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """Beside what every form does."""
        if event.button.name == "disable":
            line = aws("delete-login-profile", user_name=self.user_name)
            question = f"{self.word(words.DISABLE_PASSWORD)} of {self.user_name}?"
            about = "The password is deleted: nobody signs in with it any more. Access keys go on working."
            done = f"{self.user_name} has no console password any more."
            self.open("confirm", (question, about, line, done, "user", self.user_name))

    def go_on(self) -> None:
        password = self.needed("password", "The new password is needed.")
        if password is not None:
            act = "update" if self.reads() is True else "create"
            must_change = self.query_one(RadioButtons).choice.name == "change"
            line = login_profile(act, self.user_name, password, must_change=must_change)
            self.issue(line, self.finishing(f"The password of {self.user_name} was set."))

    def reads(self) -> bool | RefusedError:
        """Whether the user has a password."""
        return attempt(lambda: self.reader.has_password(self.user_name))
