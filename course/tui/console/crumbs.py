"""The console's breadcrumb: where the page in view is."""

from __future__ import annotations

from textual.content import Content
from textual.message import Message
from textual.widgets import Static


class Crumbs(Static):
    """The page and those above it."""

    class Clicked(Message):
        """The learner wants the page above."""

    def show(self, crumbs: tuple[str, ...]) -> None:
        self.update(Content(" › ").join(Content(crumb) for crumb in crumbs))

    def on_click(self) -> None:
        self.post_message(self.Clicked())
