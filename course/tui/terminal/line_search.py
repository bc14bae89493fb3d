"""A search of the lines that were run: what is looked for, as it is typed, and which of those found is shown."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from rich.text import Text
from textual.events import Key

from course.tui.terminal.line_history import LineHistory

FOUND = "bold reverse underline"


@dataclass(frozen=True, slots=True)
class LineSearch:
    """What is looked for, which of the hits is shown, what the box held before."""

    history: LineHistory
    before: str
    part: str = ""
    hit: int = 0

    def typed(self, event: Key) -> LineSearch | None:
        """The search after a key; None where the key is none of it."""
        if event.key == "backspace":
            return replace(self, part=self.part[:-1], hit=0)
        if event.is_printable and event.character:
            return replace(self, part=self.part + event.character, hit=0)
        return None

    def moved(self, by: int) -> LineSearch:
        """An older hit, or a newer one where `by` is negative."""
        hits = self._hits
        return replace(self, hit=min(max(self.hit + by, 0), len(hits) - 1)) if hits else self

    @property
    def _hits(self) -> list[str]:
        return self.history.found(self.part)

    @property
    def line(self) -> str | None:
        """The line that is shown; None where no line holds the part."""
        hits = self._hits
        return hits[self.hit] if hits else None

    def marked(self, text: Text) -> Text:
        """The line with the part marked in it."""
        if self.part:
            text.highlight_regex(re.compile(re.escape(self.part), re.IGNORECASE), FOUND)
        return text

    @property
    def hint(self) -> str:
        """What is said of the search: which of the hits is shown, and the keys."""
        hits = len(self._hits)
        if not hits:
            return f"find “{self.part}”: {'no line holds it' if self.part else 'type a part'} · esc back"
        which = f"{self.hit + 1} of {hits}"
        return f"find “{self.part}”: {which} · ctrl+r older · enter runs · tab edits · esc back"
