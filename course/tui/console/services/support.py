"""AWS Support: its cases, the form that opens one, and the three answers that it asks of root's owner."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Button, Static

from course.reading.cases import NEXT
from course.reading.commands import quoted
from course.tui.console import words
from course.tui.console.fields import AsCommand, Buttons, Row, TextInput, button
from course.tui.console.form import FormPage
from course.tui.console.listing import Column, Entry, Listing
from course.tui.console.routes import Address, at
from course.tui.console.services.outside import OutsidePage
from course.tui.in_turn import focus
from course.tui.keys.bindings import in_prose
from sim.clock import cli_iso
from sim.desk import Case
from sim.world import World


class SupportPage(OutsidePage):
    """The cases, and how to open one."""

    @property
    def crumbs(self) -> tuple[str, ...]:
        return (self.word(words.SUPPORT),)

    def beyond(self, world: World) -> object:
        return world.cases

    def compose(self) -> ComposeResult:
        yield Static(self.word(words.CASES), classes="title", markup=False)
        yield Static(
            "Open to everybody, signed in or not: whoever has lost root's device and the way round it cannot sign in.",
            classes="text",
        )
        yield Buttons(
            button(self.word(words.BACK), "back"), button(self.word(words.MAIL), "mail"),
            button(self.word(words.CREATE_CASE), "create-case", chief=True),
        )  # fmt: skip
        yield Listing(
            Column(self.word(words.CASE), 4),
            Column(self.word(words.STATUS), 23),
            Column(self.word(words.SUBJECT), 30),
            things="case",
        )
        yield AsCommand("support list")

    def on_mount(self) -> None:
        self.read_again()

    def read_again(self) -> None:
        rows = [Entry(str(case.number), (str(case.number), case.status, case.subject)) for case in self.world.cases]
        self.query_one(Listing).show(rows, None, "Enter, or a second click, opens the chosen case.")

    def focus_first(self, *, scroll_visible: bool = False) -> None:
        """The cases, or opening the first one."""
        chief = self._chief_button()
        if self.world.cases or chief is None:
            super().focus_first(scroll_visible=scroll_visible)
        else:
            focus(chief, scroll_visible)

    @on(Listing.Opened)
    def row_opened(self, message: Listing.Opened) -> None:
        message.stop()
        self.open("case", message.key)

    def on_button_pressed(self, event: Button.Pressed) -> None:
        event.stop()
        if event.button.name == "back":
            self.leave()
        elif event.button.name is not None:
            self.open(event.button.name)


class CreateCasePage(FormPage):
    """What the case is about."""

    for_everybody = True

    @property
    def crumbs(self) -> tuple[str, ...]:
        return (self.word(words.SUPPORT), self.word(words.CREATE_CASE))

    @property
    def above(self) -> Address | None:
        return at("support")

    def compose(self) -> ComposeResult:
        yield Static(self.word(words.CREATE_CASE), classes="title", markup=False)
        yield Static("Say in the subject what is lost. The form needs no sign-in.", classes="text")
        yield Row(self.word(words.SUBJECT), TextInput(name="subject", placeholder="root MFA device lost"))
        yield self.buttons(self.word(words.CREATE_CASE))

    def go_on(self) -> None:
        subject = self.needed("subject", "What is it about? Write it, as: root MFA device lost.")
        if subject is not None:
            number = str(len(self.world.cases) + 1)
            done = self.finishing(f"Case {number} is open. {in_prose(NEXT['unassigned'], self)}", at("case", number))
            self.issue(f"support open {quoted(subject)}", done)


class CasePage(FormPage):
    """What was written in a case; where AWS Support asks, boxes for the answers."""

    for_everybody = True

    def __init__(self, number: str) -> None:
        super().__init__()
        self._number = number

    @property
    def crumbs(self) -> tuple[str, ...]:
        return (self.word(words.SUPPORT), f"{self.word(words.CASE)} {self._number}")

    @property
    def above(self) -> Address | None:
        return at("support")

    def beyond(self, world: World) -> object:
        return world.cases

    @property
    def case(self) -> Case | None:
        """The case, while there is one of that number."""
        return next((case for case in self.world.cases if str(case.number) == self._number), None)

    def compose(self) -> ComposeResult:
        case = self.case
        if case is None:
            yield Static(self.word(words.NO_SUCH_CASE), classes="title")
            yield Buttons(button(self.word(words.BACK), "cancel"))
            return
        yield Static(f"{case.subject}   {case.status}", classes="title", markup=False)
        yield Static(in_prose(NEXT[case.status], self), classes="aside", markup=False)
        yield VerticalScroll(Static(correspondence(case), classes="letter", markup=False), classes="document-pane")
        if case.status != "pending-customer-action":
            yield Buttons(button(self.word(words.BACK), "cancel"))
            return
        yield Row(self.word(words.ACCOUNT_NUMBER), TextInput(name="account", placeholder="twelve digits"))
        yield Row(self.word(words.ROOTS_EMAIL), TextInput(name="email"))
        yield Row(self.word(words.CARD_DIGITS), TextInput(name="card", placeholder="four digits"))
        yield self.buttons(self.word(words.REPLY))

    def focus_first(self, *, scroll_visible: bool = False) -> None:
        """The first box that is empty, where there are boxes."""
        for box in self.query(TextInput):
            if not box.value:
                focus(box, scroll_visible)
                return
        super().focus_first(scroll_visible=scroll_visible)

    def read_again(self) -> None:
        self.open(*self.address, keep_banner=True)

    def go_on(self) -> None:
        account = self.needed("account", "The account's number is wanted: twelve digits.")
        email = self.needed("email", "Root's e-mail address is wanted.") if account else None
        card = self.needed("card", "The last four digits of the card are wanted.") if email else None
        if account and email and card:
            text = quoted(f"Account {account}, {email}, card {card}")
            done = f"Sent. {in_prose(NEXT['work-in-progress'], self)}"
            self.issue(f"support reply {self._number} {text}", self.finishing(done, at("case", self._number)))


def correspondence(case: Case) -> str:
    """All that was written in a case, the newest first."""
    written = (f"{each.author}, {cli_iso(each.time)}:\n{each.text}\n" for each in reversed(case.communications))
    return "\n".join(written)
