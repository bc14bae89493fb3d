"""The lines that were run, to be had back: by the arrows, those that begin as what is typed; by ctrl+r, those that
hold it."""

from __future__ import annotations

KEPT = 2_000
"""Lines that are remembered."""


class LineHistory:
    """The lines run, oldest first, none twice in a row."""

    def __init__(self) -> None:
        self.past: list[str] = []
        self._at = 0
        self._typed = ""

    def add(self, line: str) -> None:
        """Take a line that was run; walking begins anew from it."""
        if line and (not self.past or self.past[-1] != line):
            self.past = [*self.past[-KEPT + 1 :], line]
        self.begin("")

    def begin(self, typed: str) -> None:
        """Walk anew from what is typed."""
        self._at, self._typed = len(self.past), typed

    def older(self, now: str) -> str | None:
        """The line before that begins as what was typed; None where there is none. `now` is what the box holds."""
        if self._at >= len(self.past) or self.past[self._at] != now:
            self.begin(now)
        for at in range(self._at - 1, -1, -1):
            if self.past[at].startswith(self._typed) and self.past[at] != now:
                self._at = at
                return self.past[at]
        return None

    def newer(self, now: str) -> str | None:
        """The line after it that begins so, at the end what was typed; None where the box holds that."""
        if self._at >= len(self.past) or self.past[self._at] != now:
            return None
        for at in range(self._at + 1, len(self.past)):
            if self.past[at].startswith(self._typed) and self.past[at] != now:
                self._at = at
                return self.past[at]
        self._at = len(self.past)
        return self._typed

    def latest(self, typed: str) -> str | None:
        """The last line run that begins so and goes on."""
        return next((line for line in reversed(self.past) if line.startswith(typed) and line != typed), None)

    def found(self, part: str) -> list[str]:
        """The lines that hold the text, in any case where it is written small; the newest first, each once."""
        exact = part != part.lower()
        lines = dict.fromkeys(reversed(self.past))
        return [line for line in lines if part in (line if exact else line.lower())] if part else []
