"""A user's page: the security credentials, the permissions and the groups, a tab each."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from course.reading.reader import Reader, day
from course.tui.console import words
from course.tui.console.iam.permissions import Permissions
from course.tui.console.iam.user_credentials import UserCredentials
from course.tui.console.iam.user_groups import UserGroups
from course.tui.console.routes import Address, at
from course.tui.console.tabbed import Tab, TabbedPage
from course.tui.console.word import Word


class UserPage(TabbedPage):
    """Sign-in credentials with the MFA devices, access keys, groups and policies of one user."""

    TABS: ClassVar[Mapping[str, tuple[Word, type[Tab]]]] = {
        "credentials": (words.SECURITY_CREDENTIALS, UserCredentials),
        "permissions": (words.PERMISSIONS, Permissions),
        "groups": (words.GROUPS, UserGroups),
    }

    def __init__(self, user_name: str, tab: str = "") -> None:
        super().__init__(user_name, tab)
        self.user_name: str = user_name

    @property
    def crumbs(self) -> tuple[str, ...]:
        return ("IAM", self.word(words.USERS), self.user_name)

    @property
    def above(self) -> Address | None:
        return at("users")

    def about(self, reader: Reader) -> str:
        user = reader.call("get-user", user_name=self.user_name)["User"]
        return f"{user['Arn']}   since {day(user['CreateDate'])}"
