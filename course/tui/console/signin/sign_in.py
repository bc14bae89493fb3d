"""Signing in: the password page and the page that asks for an MFA code."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.widgets import Button, Input, Static

from course.reading import commands
from course.reading.reader import words_of
from course.reading.session import waiting
from course.tui.console import words
from course.tui.console.fields import Buttons, CodeInput, PhoneLine, Row, TextInput, button
from course.tui.console.page import Page
from course.tui.console.signin.steps import StepPage
from course.tui.in_turn import focus
from sim.account import ROOT
from sim.world import Outcome

USER_PROBLEMS = (
    "Problems with the device? A user cannot help that alone: an administrator deactivates it or resynchronizes it."
)
ROOT_PROBLEMS = (
    "The device is lost? The root user can prove by e-mail and telephone who is signing in. Where those are lost too, "
    "AWS Support helps."
)


class SignInPage(Page):
    """Account, user name and password; or the root user's e-mail address and password."""

    def __init__(self, who: str = "user") -> None:
        """`who` signs in: an IAM "user" or "root"."""
        super().__init__()
        self._root = who == "root"

    @property
    def crumbs(self) -> tuple[str, ...]:
        return (self.word(words.SIGN_IN),)

    def compose(self) -> ComposeResult:
        account = self.world.account
        yield Static(self.word(words.SIGN_IN_ROOT) if self._root else self.word(words.SIGN_IN_IAM), classes="title")
        if self._root:
            yield Row(self.word(words.ROOT_EMAIL), TextInput(name="email"))
        else:
            yield Row(self.word(words.ACCOUNT_ID), TextInput(value=account.alias or account.account_id, name="account"))
            yield Row(self.word(words.IAM_USER_NAME), TextInput(name="user"))
        yield Row(self.word(words.PASSWORD), TextInput(password=True, name="password"))
        other = self.word(words.SIGN_IN_AS_IAM if self._root else words.SIGN_IN_USING_ROOT)
        support = [button(self.word(words.SUPPORT), "support")] if self._root else []
        yield Buttons(button(other, "other"), *support, button(self.word(words.SIGN_IN), "sign-in", chief=True))
        yield Static(
            "Who is who: the command people, in the terminal, tells the passwords of this simulated account.",
            classes="aside",
            markup=False,
        )

    def focus_first(self, *, scroll_visible: bool = False) -> None:
        boxes = list(self.query(Input))
        focus(next((box for box in boxes if not box.value), boxes[-1]), scroll_visible)

    def on_button_pressed(self, event: Button.Pressed) -> None:
        event.stop()
        if event.button.name == "other":
            self.open("sign-in", "user" if self._root else "root")
        elif event.button.name == "support":
            self.open("support")
        else:
            self._sign_in({box.name: box.value.strip() for box in self.query(Input)})

    def _sign_in(self, typed: dict[str | None, str]) -> None:
        name = typed["email" if self._root else "user"]
        if not name or not typed["password"]:
            self.refuse("Both a name and a password are needed.")
            self.focus_first()
            return
        self.issue(commands.sign_in(name, typed["password"], typed.get("account")), self._answered)

    def _answered(self, outcome: Outcome) -> None:
        if outcome.status:
            self.refuse(words_of(outcome))
            for box in self.query(Input):
                if box.password:  # nobody sees what stands in it: it is typed anew
                    box.value = ""
                    focus(box)


class CodePage(StepPage):
    """The prompt for an MFA code after a right password."""

    @property
    def crumbs(self) -> tuple[str, ...]:
        return (self.word(words.SIGN_IN), self.word(words.MFA_PAGE))

    def on_mount(self) -> None:
        pending = waiting(self.world)
        self.user_name = pending.owner if pending else None

    def compose(self) -> ComposeResult:
        yield Static(self.word(words.MFA_PAGE), classes="title")
        yield Static(
            "The password was right. This user has an MFA device: enter the code that it shows now.",
            classes="text",
            markup=False,
        )
        yield PhoneLine()
        yield Row(self.word(words.MFA_CODE), CodeInput(name="code"))
        pending = waiting(self.world)
        if pending is not None and pending.owner == ROOT:
            lost = [button(self.word(words.ALTERNATIVE_FACTORS), "alternative")]
            about = ROOT_PROBLEMS
        else:
            lost, about = [], USER_PROBLEMS
        yield Buttons(
            button(self.word(words.CANCEL), "cancel"), *lost, button(self.word(words.SUBMIT), "submit", chief=True)
        )
        yield Static(about, classes="aside", markup=False)
        if lost:
            yield Buttons(button(self.word(words.SUPPORT), "support"))

    def on_button_pressed(self, event: Button.Pressed) -> None:
        event.stop()
        if event.button.name == "cancel":
            self.leave()
            return
        if event.button.name == "support":
            self.open("support")
            return
        if event.button.name == "alternative":
            self.issue(commands.sign_in_step("--alternative-factors"), self.answered)
            return
        box = self.query_one(CodeInput)
        if box.complete:
            self.issue(commands.sign_in_code(box.code), self.answered)
        else:
            self.refuse("The code has six digits.")
            focus(box)
