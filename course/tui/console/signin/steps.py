"""What the sign-in page may want besides a code: a new password; of root, e-mail and telephone for a lost device."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.widgets import Button, Input, Static

from course.reading import commands
from course.reading.reader import words_of
from course.reading.session import waiting
from course.tui.console import words
from course.tui.console.fields import Buttons, Row, TextInput, button
from course.tui.console.page import Page
from course.tui.console.routes import Address, at
from course.tui.in_turn import focus
from sim.world import Outcome


class StepPage(Page):
    """A page of a sign-in that is half done; leaving it gives the sign-in up."""

    @property
    def above(self) -> Address | None:
        return at("sign-in")

    def leave(self) -> None:
        self.issue("sign-out")

    def answered(self, outcome: Outcome) -> None:
        """Show a refusal and begin anew; what went well leads to the next page."""
        if outcome.status:
            self.again(words_of(outcome))

    def again(self, refusal: str) -> None:
        """Show a refusal, and empty the boxes for another try."""
        self.refuse(refusal)
        for box in self.query(Input):
            box.value = ""
        self.focus_first()


class NewPasswordPage(StepPage):
    """The password must be changed, or has expired."""

    @property
    def crumbs(self) -> tuple[str, ...]:
        return (self.word(words.SIGN_IN), self.word(words.NEW_PASSWORD))

    def compose(self) -> ComposeResult:
        pending = waiting(self.world)
        yield Static(self.word(words.MUST_CHANGE_NOW), classes="title")
        yield Row(self.word(words.IAM_USER_NAME), pending.owner if pending else "")
        yield Row(self.word(words.NEW_PASSWORD), TextInput(password=True, name="new"))
        yield Row(self.word(words.RETYPE_PASSWORD), TextInput(password=True, name="again"))
        yield Buttons(
            button(self.word(words.CANCEL), "cancel"), button(self.word(words.CONFIRM_CHANGE), "confirm", chief=True)
        )

    def on_button_pressed(self, event: Button.Pressed) -> None:
        event.stop()
        if event.button.name == "cancel":
            self.leave()
            return
        new, again = (box.value for box in self.query(Input))
        if not new or new != again:
            self.again("The two new passwords must be the same.")
        else:
            self.issue(commands.sign_in_step("--new-password", new), self.answered)


class AlternativePage(StepPage):
    """Root's device is lost: the link in an e-mail, then a telephone call, then in."""

    @property
    def crumbs(self) -> tuple[str, ...]:
        return (self.word(words.SIGN_IN), self.word(words.ALTERNATIVE))

    def compose(self) -> ComposeResult:
        pending = waiting(self.world)
        way = pending.alternative if pending else None
        yield Static(self.word(words.ALTERNATIVE_TITLE), classes="title")
        if way is None:
            return
        email = self.world.account.root.email
        yield Static(self.word(words.STEP_EMAIL), classes="section")
        if not way.email_verified:
            yield Static(
                f"A verification e-mail was sent to {email}. Open it here, or by the command mail in the terminal.",
                classes="text",
                markup=False,
            )
            yield Row(self.word(words.LINK), TextInput(name="link"))
            yield Buttons(
                button(self.word(words.CANCEL), "cancel"),
                button(self.word(words.OPEN_EMAIL), "mail"),
                button(self.word(words.SUPPORT), "support"),
                button(self.word(words.FOLLOW_LINK), "link", chief=True),
            )
            return
        yield Static(f"✓ {email} is verified.", classes="text", markup=False)
        yield Static(self.word(words.STEP_PHONE), classes="section")
        if way.phone_verified:
            yield Static("✓ The telephone number is verified.", classes="text")
            yield Buttons(
                button(self.word(words.CANCEL), "cancel"),
                button(self.word(words.SIGN_IN_TO_CONSOLE), "enter", chief=True),
            )
        elif way.digits is None:
            support = button(self.word(words.SUPPORT), "support")
            yield Buttons(
                button(self.word(words.CANCEL), "cancel"),
                support,
                button(self.word(words.CALL_ME_NOW), "call", chief=True),
            )
        else:
            who = self.world.account.root.phone
            yield Static(
                f"The telephone rings. Answer it and key in {way.digits}: phone {who} answer {way.digits}",
                classes="text",
                markup=False,
            )
            yield Buttons(
                button(self.word(words.CANCEL), "cancel"),
                button(self.word(words.CALL_AGAIN), "call"),
                button(self.word(words.ANSWER), "answer", chief=True),
            )

    def on_button_pressed(self, event: Button.Pressed) -> None:
        event.stop()
        match event.button.name:
            case "cancel":
                self.leave()
            case "support":
                self.open("support")
            case "mail":
                self.issue("mail last link", self._opened)
            case "answer":
                who = self.world.account.root.phone
                self.issue(f"phone {who} answer $(sign-in --digits)", self.answered)
            case "link":
                if link := self.query_one(Input).value.strip():
                    self.issue(commands.sign_in_step("--verify-email", link), self.answered)
                else:
                    self.refuse("Open the e-mail first: its link goes into the box.")
            case "call":
                self.issue(commands.sign_in_step("--call-me-now"), self.answered)
            case "enter":
                self.issue(commands.sign_in_step("--to-console"), self.answered)

    def _opened(self, outcome: Outcome) -> None:
        """The link of the e-mail goes into its box."""
        self.answered(outcome)
        if not outcome.status:
            self.query_one(Input).value = outcome.output.strip()
            focus(next(found for found in self.query(Button) if found.name == "link"))
