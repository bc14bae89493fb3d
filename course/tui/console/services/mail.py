"""Root's mailbox, which is no part of the console: the letters of AWS, and the links in them."""

from __future__ import annotations

import re

from textual import on
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Button, Static

from course.reading.session import waiting
from course.tui.console import words
from course.tui.console.fields import AsCommand, Buttons, button
from course.tui.console.listing import Column, Entry, Listing
from course.tui.console.routes import Address, at
from course.tui.console.services.outside import OutsidePage
from sim.clock import cli_iso
from sim.people import YOU
from sim.world import World

LINK = re.compile(r"https://\S+")


class MailPage(OutsidePage):
    """The letters to root's address, for whoever reads that mailbox."""

    @property
    def crumbs(self) -> tuple[str, ...]:
        return (self.word(words.MAIL), self.world.account.root.email)

    def beyond(self, world: World) -> object:
        return world.mail

    def compose(self) -> ComposeResult:
        root = self.world.account.root
        yield Static(f"{self.word(words.MAIL)}: {root.email}", classes="title", markup=False)
        yield Static("A mailbox outside AWS. Whoever reads it holds one of root's two factors.", classes="text")
        if root.mailbox == YOU:
            yield Buttons(button(self.word(words.BACK), "back"))
            yield Listing(
                Column(self.word(words.NUMBER), 3),
                Column(self.word(words.DATE), 16),
                Column(self.word(words.SUBJECT), 40),
                things="letter",
            )
        else:
            reads = f"{root.mailbox} reads it." if root.mailbox else "Nobody can read it any more."
            yield Static(f"✗ This mailbox is not yours. {reads}", classes="refused", markup=False)
            yield Buttons(button(self.word(words.BACK), "back"))
        yield AsCommand("mail")

    def on_mount(self) -> None:
        self.read_again()

    def read_again(self) -> None:
        for listing in self.query(Listing):
            letters = sorted(enumerate(self.world.mail, 1), key=lambda pair: (pair[1].time, pair[0]), reverse=True)
            rows = [
                Entry(str(number), (str(number), cli_iso(letter.time)[:16].replace("T", " "), letter.subject))
                for number, letter in letters
            ]
            listing.show(rows, None, "Enter, or a second click, opens the chosen letter.")

    @on(Listing.Opened)
    def row_opened(self, message: Listing.Opened) -> None:
        message.stop()
        self.open("letter", message.key)

    def on_button_pressed(self, event: Button.Pressed) -> None:
        event.stop()
        self.leave()


class LetterPage(OutsidePage):
    """One letter; its link can be followed while root's sign-in waits for it."""

    chief_first = True

    def __init__(self, number: str) -> None:
        super().__init__()
        self._number = number

    @property
    def crumbs(self) -> tuple[str, ...]:
        return (self.word(words.MAIL), self._number)

    @property
    def above(self) -> Address | None:
        return at("mail")

    def compose(self) -> ComposeResult:
        number, mine = int(self._number), self.world.account.root.mailbox == YOU
        if not mine or not 1 <= number <= len(self.world.mail):
            yield Static(self.word(words.NO_SUCH_LETTER), classes="title")
            yield Buttons(button(self.word(words.BACK), "back"))
            return
        letter = self.world.mail[number - 1]
        yield Static(letter.subject, classes="title", markup=False)
        yield Static(f"Amazon Web Services, {cli_iso(letter.time)}", classes="aside", markup=False)
        yield VerticalScroll(Static(letter.text, classes="letter", markup=False), classes="document-pane")
        pending = waiting(self.world)
        follow = LINK.search(letter.text) and pending is not None and pending.alternative is not None
        yield Buttons(
            button(self.word(words.BACK), "back"),
            *([button(self.word(words.FOLLOW_LINK), "follow", chief=True)] if follow else []),
        )
        yield AsCommand(f"mail {number}")

    def on_button_pressed(self, event: Button.Pressed) -> None:
        event.stop()
        if event.button.name == "follow":
            done = self.finishing("The e-mail address is verified.", at("alternative-factors"))
            self.issue(f"sign-in --verify-email $(mail {self._number} link)", done)
        else:
            self.leave()
