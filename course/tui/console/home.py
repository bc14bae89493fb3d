"""The pages of somebody signed in share one row of ways to go."""

from __future__ import annotations

from textual.containers import Vertical
from textual.widgets import Button, Static

from course.tui.console.fields import Buttons, button
from course.tui.console.page import Page
from course.tui.console.reading import signed_in
from sim.account import ROOT


def credentials_page(user_name: str) -> Page:
    """The page with somebody's security credentials."""
    from course.tui.console.root import RootPage
    from course.tui.console.user import UserPage

    return RootPage() if user_name == ROOT else UserPage(user_name)


def crumbs_of(user_name: str) -> tuple[str, ...]:
    """Where that page is."""
    return ("IAM", "Root user") if user_name == ROOT else ("IAM", "Users", user_name)


class Ways(Vertical):
    """The page's command line, where else to go, and signing out."""

    def __init__(self, here: str, command: str) -> None:
        ways = {
            "users": "Users",
            "own": "My security credentials",
            "root": "Root user",
            "sign-out": "Sign out",
        }
        super().__init__(
            Static(f"as a command   {command}", classes="as-command", markup=False),
            Buttons(*(button(label, f"to-{name}") for name, label in ways.items() if name != here)),
        )


class HomePage(Page):
    """A page with the command line that reads the same, and the row of ways, at its foot."""

    def on_button_pressed(self, event: Button.Pressed) -> None:
        from course.tui.console.root import RootPage
        from course.tui.console.user import UserPage
        from course.tui.console.users import UsersPage

        user = signed_in(self.world)
        match event.button.name:
            case "to-users":
                self.console.go(UsersPage())
            case "to-root":
                self.console.go(RootPage())
            case "to-own" if user is not None:
                self.console.go(RootPage() if user.is_root else UserPage(user.owner))
            case "to-sign-out":
                self.issue("sign-out")
