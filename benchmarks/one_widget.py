"""The baseline of startup.py and living.py: a Textual application of one widget, which shows the key pressed last.

With --ticking it shows the time of day as well, anew each second.
"""

import sys
import time

from textual.app import App, ComposeResult
from textual.events import Key
from textual.widgets import Static


class OneWidget(App[None]):
    def compose(self) -> ComposeResult:
        yield Static("Ready to answer keys", markup=False)

    def on_mount(self) -> None:
        if "--ticking" in sys.argv[1:]:
            self.set_interval(1, self.tick)

    def tick(self) -> None:
        self.query_one(Static).update(time.strftime("%H:%M:%S"))

    def on_key(self, event: Key) -> None:
        self.query_one(Static).update(event.character or event.key)


OneWidget().run()
