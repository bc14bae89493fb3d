"""The baseline of startup.py: a Textual application of one widget, which shows the key pressed last."""

from textual.app import App, ComposeResult
from textual.events import Key
from textual.widgets import Static


class OneWidget(App[None]):
    def compose(self) -> ComposeResult:
        yield Static("Ready to answer keys", markup=False)

    def on_key(self, event: Key) -> None:
        self.query_one(Static).update(event.character or event.key)


OneWidget().run()
