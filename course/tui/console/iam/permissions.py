"""The tab with the policies of a user, a group or a role."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from textual.widget import Widget

from course.reading.commands import aws
from course.reading.permissions import permissions
from course.reading.reader import Kind, Policy, Reader, RefusedError, attempt
from course.tui.console import words
from course.tui.console.fields import Buttons, button
from course.tui.console.listing import Column, Entry, Listing
from course.tui.console.tabbed import ListTab


class Permissions(ListTab):
    """Attached and inline policies, and of a user those of the groups; enter opens one.

    The page's address names the holder: its kind is the page's own name (user, group, role).
    """

    more = "Enter, or a second click, opens the chosen policy."

    @property
    def nothing(self) -> str:  # type: ignore[override]
        return f"No policies: none allows {self.subject} anything."

    @property
    def kind(self) -> Kind:
        """What the holder is."""
        return cast(Kind, self.page.address.name)

    @property
    def command(self) -> str:
        return aws(f"list-attached-{self.kind}-policies", **{f"{self.kind}_name": self.subject})

    def acts(self) -> Sequence[Widget]:
        return [
            Buttons(
                button(self.page.word(words.ATTACH_POLICY), "attach-policy"),
                button(self.page.word(words.INLINE_POLICY), "new-inline-policy"),
                button(self.page.word(words.SIMULATOR), "simulator"),
            )
        ]

    def listing(self) -> Listing:
        return Listing(
            Column(self.word(words.POLICY_NAME), 26),
            Column(self.word(words.TYPE), 17),
            Column(self.word(words.ATTACHED), 20),
            things="policy",
        )

    def entries(self, reader: Reader) -> Sequence[Entry]:
        return [
            Entry(policy.arn or policy.name, (policy.name, policy.type, "directly"), self._document(reader, policy))
            if group is None
            else Entry(f"group {group} {policy.arn or policy.name}", (policy.name, policy.type, f"group {group}"))
            for policy, group in permissions(reader, self.kind, self.subject)
        ]

    def _document(self, reader: Reader, policy: Policy) -> object:
        """An inline policy's document; none where it may not be read, and of a managed policy, which has its page."""
        if policy.arn is not None:
            return None
        options = {f"{self.kind}_name": self.subject, "policy_name": policy.name}
        found = attempt(lambda: reader.call(f"get-{self.kind}-policy", **options)["PolicyDocument"])
        return None if isinstance(found, RefusedError) else found

    def pressed(self, name: str) -> None:
        match name:
            case "attach-policy":
                self.page.open("attach-policy", (self.kind, self.subject))
            case "new-inline-policy":
                self.page.open("new-inline-policy", (self.kind, self.subject))
            case "simulator":
                self.page.open("simulator", (self.kind, self.subject))

    def opened(self, key: str) -> None:
        kind, holder = str(self.kind), self.subject
        if key.startswith("group "):
            kind, holder, key = key.split(" ", 2)
        if key.startswith("arn:"):
            self.page.open("attached-policy", (kind, holder, key))
        else:
            self.page.open("inline-policy", (kind, holder, key))
