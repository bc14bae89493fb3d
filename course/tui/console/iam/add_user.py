"""Making a user: the name, and a password where they are to use the console."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.widgets import Static

from course.reading.commands import aws
from course.tui.console import words
from course.tui.console.fields import RadioButtons, Row, TextInput
from course.tui.console.form import FormPage
from course.tui.console.routes import Address, at


class AddUserPage(FormPage):
    """A new user; rights come afterwards, by way of a group or a policy."""

    @property
    def crumbs(self) -> tuple[str, ...]:
        return ("IAM", self.word(words.USERS), self.word(words.ADD_USER))

    @property
    def above(self) -> Address | None:
        return at("users")

    def compose(self) -> ComposeResult:
        yield Static(self.word(words.ADD_USER), classes="title", markup=False)
        yield Row(self.word(words.USER_NAME), TextInput(name="user-name"))
        yield Row(self.word(words.CONSOLE_PASSWORD), TextInput(name="password", placeholder="none: no console"))
        yield RadioButtons(
            self.choice("change", words.MUST_CHANGE),
            self.choice("keep", words.KEEPS_PASSWORD),
        )
        yield Static(
            "A new user may do nothing until a policy allows it. Their page is next: a group there gives them rights.",
            classes="text",
        )
        yield self.buttons(self.word(words.ADD_USER))

    def go_on(self) -> None:
        name = self.needed("user-name", "The user needs a name.")
        if name is None:
            return
        line, password = aws("create-user", user_name=name), self.value("password")
        if password:
            must_change = self.query_one(RadioButtons).choice.name == "change"
            line += " && " + login_profile("create", name, password, must_change=must_change)
        self.issue(line, self.finishing(f"{name} was added.", at("user", name)))


def login_profile(act: str, user_name: str, password: str, *, must_change: bool) -> str:
    """The line that makes or updates (`act`: create, update) a user's console password."""
    line = aws(f"{act}-login-profile", user_name=user_name, password=password)
    return f"{line} --{'' if must_change else 'no-'}password-reset-required"
