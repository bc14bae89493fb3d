"""Switching to a role: the terminal takes on its rights, and the console's pages ask with them too."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.widgets import Static

from course.reading.commands import of, quoted
from course.reading.session import VARIABLES, role_taken, signed_in
from course.tui.console import words
from course.tui.console.fields import Row, TextInput, button
from course.tui.console.form import FormPage
from course.tui.console.routes import Address, at


class SwitchRolePage(FormPage):
    """The role to take on; and the way back."""

    def __init__(self, role_name: str = "") -> None:
        super().__init__()
        self._role = role_name

    @property
    def crumbs(self) -> tuple[str, ...]:
        return ("IAM", self.word(words.ROLES), self.word(words.SWITCH_ROLE))

    @property
    def above(self) -> Address | None:
        return at("role", self._role, "trust") if self._role else at("roles")

    def reads(self) -> str | None:
        """The role that is taken on now."""
        return role_taken(self.world)

    def compose(self) -> ComposeResult:
        user = signed_in(self.world)
        yield Static(self.word(words.SWITCH_ROLE), classes="title", markup=False)
        yield Static(
            "Your own rights are set aside, and you have the role's. AWS's console shows the role at the top then. "
            "Here its session goes into your terminal's variables: aws lines, and these pages, ask as the role then.",
            classes="text",
        )
        yield Row(self.word(words.ACCOUNT), self.world.account.account_id)
        yield Row(self.word(words.ROLE), TextInput(value=self._role, name="role"))
        taken = self.reads()
        if taken is not None:
            yield Static(f"The role {taken} is taken on now. Back by a command: {BACK}", classes="text", markup=False)
        back = (
            [button(f"{self.word(words.BACK_TO)} {user.name}", "back")]
            if taken is not None and user is not None
            else []
        )
        yield self.buttons(self.word(words.SWITCH_ROLE), *back)

    def on_button_pressed(self, event: object) -> None:
        """Beside what every form does."""
        name = getattr(getattr(event, "button", None), "name", None)
        if name == "back":
            self.issue(BACK, self.finishing("You have your own rights again.", at("roles")))

    def go_on(self) -> None:
        role, user = self.needed("role", "Which role? Its name is wanted."), signed_in(self.world)
        if role is None or user is None:
            return
        arn = role if role.startswith("arn:") else self.world.account.arn(f"role/{role}")
        done = f"You have the rights of {role} now, and not your own. {self.word(words.SWITCH_ROLE)} leads back too."
        self.issue(switching(arn, user.name), self.finishing(done, at("switch-role", role)))


BACK = f"unset {' '.join(VARIABLES)}"
"""The line that gives one's own rights back."""


def switching(role_arn: str, session_name: str) -> str:
    """The line that assumes a role and keeps its credentials in the terminal's variables."""
    asked = of("sts", "assume-role", role_arn=role_arn, role_session_name=session_name)
    query = quoted("Credentials.[AccessKeyId,SecretAccessKey,SessionToken]")
    shape = quoted(" ".join(f"{name}=%s" for name in VARIABLES))
    return f"export $(printf {shape} $({asked} --query {query} --output text))"
