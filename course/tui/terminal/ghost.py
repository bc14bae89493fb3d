"""How the line may go on, shown quietly behind the cursor."""

from __future__ import annotations

from collections.abc import Callable

from textual.suggester import Suggester

from course.tui.terminal.completion import Completer
from course.tui.terminal.line_history import LineHistory


class Ghost(Suggester):
    """The line as one that was run, or with the first word that fits; never with a passing code."""

    def __init__(self, history: LineHistory, completer: Completer, wanted: Callable[[], bool]) -> None:
        """`wanted` tells whether anything is to stand behind the cursor now."""
        super().__init__(use_cache=False, case_sensitive=True)
        self._history, self._completer, self._wanted = history, completer, wanted

    async def get_suggestion(self, value: str) -> str | None:
        return self.of(value)

    def of(self, value: str) -> str | None:
        """The whole line that is shown while the box holds `value`."""
        if not value.strip() or not self._wanted():
            return None
        if (line := self._history.latest(value)) is not None:
            return line
        completion = self._completer.complete(value, patient=False)
        word = value[completion.start :]
        fitting = (each for each in completion.candidates if word and each.text.startswith(word) and not each.passing)
        first = next(fitting, None)
        return None if first is None else value[: completion.start] + completion.written(first).rstrip(" ")
