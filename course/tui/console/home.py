"""The pages of somebody signed in share one row of ways to go."""

from __future__ import annotations

from textual.containers import Vertical
from textual.widgets import Button

from course.reading.session import signed_in
from course.tui.console import words
from course.tui.console.fields import AsCommand, Buttons, button
from course.tui.console.page import Page
from course.tui.console.routes import Address, at
from sim.account import ROOT


def named(user_name: str) -> str:
    """A user as a page's title names them."""
    return "the root user" if user_name == ROOT else user_name


def credentials_page(user_name: str) -> Address:
    """The page with somebody's security credentials."""
    return at("root") if user_name == ROOT else at("user", user_name)


def crumbs_of(page: Page, user_name: str) -> tuple[str, ...]:
    """Where that page is, in the words of `page`."""
    place = (page.word(words.ROOT_USER),) if user_name == ROOT else (page.word(words.USERS), user_name)
    return ("IAM", *place)


class Ways(Vertical):
    """The page's command line, where else to go, and signing out."""

    def __init__(self, page: HomePage) -> None:
        ways = {
            "services": page.word(words.SERVICES),
            "users": page.word(words.USERS),
            "own": page.word(words.OWN_CREDENTIALS),
            "sign-out": page.word(words.SIGN_OUT),
        }
        super().__init__(
            AsCommand(page.command),
            Buttons(*(button(label, f"to-{name}") for name, label in ways.items() if name != page.here)),
        )


class HomePage(Page):
    """A page with the command line that reads the same, and the row of ways, at its foot."""

    here = ""
    """Which of the ways leads to this page."""

    @property
    def command(self) -> str:
        """The command line that tells what the page shows."""
        raise NotImplementedError

    @property
    def above(self) -> Address | None:
        return at("services")

    def on_button_pressed(self, event: Button.Pressed) -> None:
        user = signed_in(self.world)
        match event.button.name:
            case "to-services":
                self.open("services")
            case "to-users":
                self.open("users")
            case "to-own" if user is not None:
                self.open(*credentials_page(user.owner))
            case "to-sign-out":
                self.issue("sign-out")
            case name if name is not None:
                event.stop()
                self.pressed(name)

    def on_descendant_focus(self) -> None:
        self.call_after_refresh(self._clear_of_the_ways)

    def _clear_of_the_ways(self) -> None:
        """Scroll a button with the focus out from under the row of ways: Textual takes it for in view there."""
        focused = self.screen.focused if self.is_attached else None
        if not isinstance(focused, Button) or self not in focused.ancestors:
            return
        for ways in self.query(Ways):
            if ways not in focused.ancestors and focused.region.bottom > ways.region.y:
                focused.scroll_visible(animate=False)

    def pressed(self, name: str) -> None:
        """A button of the page's own was pressed."""
