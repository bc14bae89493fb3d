"""A user's page: the security credentials, the permissions and the groups, a tab each."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widget import Widget
from textual.widgets import Button, Static

from course.tui.console import words
from course.tui.console.commands import aws
from course.tui.console.home import HomePage, Ways
from course.tui.console.reading import RefusedError
from course.tui.console.routes import Address, at
from course.tui.console.tabs import TabRow

TABS = {"credentials": "user_credentials", "permissions": "user_permissions", "groups": "user_groups"}
"""The tabs, and the modules whose `parts(page)` makes what stands below each and whose `pressed(page, name)` answers
its buttons.
"""

COMMANDS = {
    "credentials": "list-mfa-devices",
    "permissions": "list-attached-user-policies",
    "groups": "list-groups-for-user",
}


class UserPage(HomePage):
    """Sign-in credentials with the MFA devices, access keys, groups and policies of one user."""

    def __init__(self, user_name: str, tab: str = "credentials") -> None:
        super().__init__()
        self.user_name: str = user_name
        self.tab = tab

    @property
    def crumbs(self) -> tuple[str, ...]:
        return ("IAM", self.word(words.USERS), self.user_name)

    @property
    def command(self) -> str:
        return aws(COMMANDS[self.tab], user_name=self.user_name)

    @property
    def above(self) -> Address | None:
        return at("users")

    def compose(self) -> ComposeResult:
        yield Static(self.user_name, classes="title", markup=False)
        yield Static(classes="aside arn", markup=False)
        labels = {
            "credentials": self.word(words.SECURITY_CREDENTIALS),
            "permissions": self.word(words.PERMISSIONS),
            "groups": self.word(words.GROUPS),
        }
        yield TabRow(labels, self.tab)
        yield Vertical(classes="details")
        yield Ways(self)

    def on_mount(self) -> None:
        self.read_again()

    @on(TabRow.Turned)
    def turned(self, message: TabRow.Turned) -> None:
        message.stop()
        if message.name != self.tab:
            self.tab = message.name
            self.address = at("user", self.user_name, self.tab)
            self.query_one(".as-command", Static).update(f"as a command   {self.command}")
            self.read_again()

    def read_again(self) -> None:
        try:
            user = self.reader.call("get-user", user_name=self.user_name)["User"]
        except RefusedError as refusal:
            about = ""
            parts: list[Widget] = [self.refused(refusal)]
        else:
            about = f"{user['Arn']}   since {user['CreateDate'][:10]}"
            parts = self._module().parts(self)
        self.query_one(".arn", Static).update(about)
        holder = self.query_one(".details", Vertical)
        had_focus = holder.has_focus_within
        holder.remove_children()
        holder.mount(*parts)
        if had_focus:
            self.call_after_refresh(self.focus_first)

    def focus_first(self, *, scroll_visible: bool = False) -> None:
        """The chief act of the tab, or what can be chosen there."""
        details = self.query_one(".details", Vertical)
        able = [widget for widget in details.query("*") if widget.focusable]
        chief = [widget for widget in able if widget.has_class("chief")] or [
            widget for widget in able if not isinstance(widget, Button)
        ]
        for widget in (chief or able)[:1]:
            widget.focus(scroll_visible)
            return
        self.query_one(TabRow).focus(scroll_visible)

    def pressed(self, name: str) -> None:
        self._module().pressed(self, name)

    def _module(self) -> TabModule:
        module = import_module(f"course.tui.console.iam.{TABS[self.tab]}")
        return TabModule(module.parts, module.pressed)


class TabModule:
    """What a tab's module does."""

    def __init__(self, parts: Callable[[UserPage], list[Widget]], pressed: Callable[[UserPage, str], None]) -> None:
        self.parts, self.pressed = parts, pressed
