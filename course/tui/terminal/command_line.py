"""The line to type on: what each key does to it, to the candidates listed for it, to the search of lines run before."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar, Literal

from rich.text import Text
from textual.actions import SkipAction
from textual.binding import BindingType
from textual.events import Key, Paste
from textual.geometry import Size
from textual.reactive import reactive
from textual.widgets import Input

from course.tui.in_turn import focus, run_in_turn
from course.tui.keys.bindings import in_hints, key_for, quiet
from course.tui.terminal.completion import Completer
from course.tui.terminal.ghost import Ghost
from course.tui.terminal.line_history import LineHistory
from course.tui.terminal.line_search import LineSearch
from course.tui.terminal.listing import Listing
from course.tui.terminal.pasting import pasted_lines, waiting_hint
from course.tui.terminal.readline import word_after
from course.tui.terminal.readline_input import ReadlineInput

IDLE = "tab completes · ↑ earlier · ctrl+r finds a line · shift+tab output"
"""What is said while nothing is typed."""

REFUSED = "That was refused. Type explain to hear why, step by step."


class CommandLine(ReadlineInput):
    """The box of the terminal, which shows what this knows of the line beside it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        quiet("up", "walk(-1)", "The line run before that begins so", "older"),
        quiet("down", "walk(1)", "The line run after it", "newer"),
        quiet(
            "tab", "complete(1)", "Complete the word, or the next candidate; go on when empty", "complete", "complete"
        ),
        quiet(
            "shift+tab", "complete(-1)", "The candidate before; into the output when none is listed", "complete-back"
        ),
        quiet("ctrl+r", "search", "Find a line that was run, as you type", "search-lines"),
        quiet("escape,ctrl+g", "back", "Leave the list, the search or the box", "back-from-list"),
        quiet("ctrl+c", "forget", "Clear the box, or copy what is chosen in it", "forget-line"),
        quiet("ctrl+d", "delete_or_leave", "Delete the letter under the cursor; leave an empty box", "delete-or-leave"),
        quiet("alt+full_stop", "last_word", "The last word of the line before", "last-word"),
        quiet("alt+f,ctrl+right", "word_on", "A word on, also of what is shown behind the cursor", "word-on"),
    ]

    virtual_size = reactive(Size(0, 0), layout=False)
    """The width of what is typed; the box keeps its own, so the screen is not laid out anew at each key."""

    def __init__(self, completer: Completer, tell: Callable[[str, Listing | None], None]) -> None:
        """`tell` takes what is to be said beside the box and the candidates to list, to be painted with the letter."""
        super().__init__("type a command, or help", "command")
        self._teller = tell
        self._told = True
        self.history = LineHistory()
        self.suggester = self._ghost = Ghost(self.history, completer, self._goes_on)
        self.waiting: list[str] = []
        self.answer = ""
        """What is said of the line that was run, until another is typed."""
        self._completer = completer
        self._listing: Listing | None = None
        self._search: LineSearch | None = None

    def on_mount(self) -> None:
        self._tell()

    async def on_key(self, event: Key) -> None:
        """Take keys in their turn: bindings come back from the app behind letters that were typed later."""
        if event.key in ("enter", "ctrl+j"):  # as line breaks come that are pasted without brackets
            event.stop()
            event.prevent_default()
            await self.action_submit()
        elif (action := self.own_keys().get(event.key)) is not None:
            if await self.app.run_action(action, self):
                event.stop()
                event.prevent_default()
        elif event.key.startswith("alt+"):
            event.prevent_default()  # else its letter would be typed
        elif self._search is None:
            await run_in_turn(self, event)
        elif (search := self._search.typed(event)) is not None:
            event.stop()
            event.prevent_default()
            self._show_hit(search)
        else:
            self._end_search()

    def on_focus(self) -> None:
        """What completes words is imported once the focus is painted, before the first letter comes."""
        self.call_after_refresh(self._completer.make_ready)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Nobody above waits for single letters. The letter is painted first, what is told of the line after it."""
        event.stop()
        if self._listing is not None and self._listing.line[0] != self.value:
            self._listing = self._listing.narrowed(self._completer, *self._parts)
        self._tell_soon()

    def on_paste(self, event: Paste) -> None:
        """Several lines stay lines: the first goes into the box, the others come one after another."""
        event.stop()
        event.prevent_default()
        if pasted := pasted_lines(event.text):
            self.replace(pasted[0] if self.value else pasted[0].strip().removeprefix("$ "), *sorted(self.selection))
            self.waiting += pasted[1:]
            self._tell()

    async def action_submit(self) -> None:
        """Hand the line over and empty the box in one go: what is typed on at once belongs to the next line.

        Where candidates are walked through, take the one that is chosen instead.
        """
        if self._listing is not None and self._listing.chosen is not None:
            self._end_listing(self._listing.taken(self._listing.chosen))
            return
        self._listing, self._search, self.highlighter = None, None, None
        await super().action_submit()
        self.value = self.waiting.pop(0) if self.waiting else ""
        self.cursor_position = len(self.value)
        self._tell()

    def _goes_on(self) -> bool:
        """Whether the line is just typed on, at its end."""
        return self.cursor_at_end and self._listing is None and self._search is None

    def action_walk(self, by: Literal[-1, 1]) -> None:
        """Go to an older line that was run, or a newer one; to another candidate while they are listed."""
        if self._search is not None:
            self._show_hit(self._search.moved(-by))
        elif self._listing is not None:
            self._choose(self._listing.moved(by))
        else:
            line = self.history.older(self.value) if by < 0 else self.history.newer(self.value)
            if line is not None:
                self.write(line, len(line))

    def action_complete(self, by: Literal[-1, 1]) -> None:
        """Complete the word as far as it is certain, and list the candidates; then walk through them."""
        if self._search is not None:
            self._end_search()
        elif self._listing is not None:
            self._choose(self._listing.moved(by))
        elif by < 0:
            self.screen.focus_previous()
        elif not self.value.strip():
            self.screen.focus_next()
        else:
            self._complete()

    @property
    def _parts(self) -> tuple[str, str]:
        """What is typed, up to the cursor and behind it."""
        return self.value[: self.cursor_position], self.value[self.cursor_position :]

    def _complete(self) -> None:
        head, tail = self._parts
        listing = Listing(self._completer.complete(head), head, tail)
        if not listing.candidates:
            self._tell(f"Nothing that is known fits here. {self._completer.hint(head)}".rstrip())
        elif len(listing.candidates) == 1:
            self._end_listing(listing.taken(0))
        else:
            self._choose(listing.certain(self._completer))

    def take(self, chosen: int) -> None:
        """Put a listed candidate into the line."""
        if self._listing is not None:
            self._end_listing(self._listing.taken(chosen))
        focus(self)

    def _end_listing(self, line: tuple[str, int]) -> None:
        """Go on with this line, and where its cursor stands."""
        self._listing = None
        self.write(*line)
        self._tell()

    def _choose(self, listing: Listing) -> None:
        self._listing = listing
        self.write(*listing.line)
        self._tell()

    def action_search(self) -> None:
        """Find a line that was run; again: one before it."""
        if self._search is None:
            self._listing, self._search = None, LineSearch(self.history, self.value)
            self._tell()
        else:
            self._show_hit(self._search.moved(1))

    def _show_hit(self, search: LineSearch) -> None:
        self._search = search
        if (line := search.line) is not None:
            self.highlighter = self._marked  # type: ignore[assignment]
            self.write(line, len(line))
        self.refresh()
        self._tell()

    def _marked(self, text: Text) -> Text:
        return text if self._search is None else self._search.marked(text)

    def _end_search(self) -> None:
        self._search, self.highlighter = None, None
        self.refresh()
        self._tell()

    def action_back(self) -> None:
        if self._search is not None:
            before = self._search.before
            self._end_search()
            self.write(before, len(before))
        elif self._listing is not None:
            self._end_listing(self._listing.typed)
        else:
            raise SkipAction

    def action_forget(self) -> None:
        if self.selected_text:
            self.action_copy()
        elif self.value or self.waiting or self._search is not None:
            self.kills.cut(self.value)
            self.waiting = []
            self._listing, self._search, self.highlighter = None, None, None
            self.write("", 0)
            self._tell()
        else:
            self._tell(f"Nothing is typed here. To leave the course, press {key_for(self, 'quit')}: you resume here.")

    async def action_delete_or_leave(self) -> None:
        if self.value:
            self.action_delete_right()
        else:
            await self.run_action("screen.leave_box")

    def action_word_on(self) -> None:
        if ghost := self._ghost.of(self.value):
            end = word_after(ghost, len(self.value))
            self.write(ghost[:end], end)
        else:
            self.cursor_position = word_after(self.value, self.cursor_position)

    def action_end(self, select: bool = False) -> None:
        if not select and (ghost := self._ghost.of(self.value)):
            self.write(ghost, len(ghost))
        else:
            super().action_end(select)

    def ran(self, line: str | None, *, refused: bool, empty: bool = False) -> None:
        """Take into the history what was run; `refused` tells that its refusal can be explained, `empty` that it
        printed nothing of what it could have."""
        if line is not None:
            self.history.add(line)
        before, query, _ = (line or "").rpartition("--query")
        self.answer = REFUSED if refused else ""
        if empty and query:
            self.answer = f"The query found nothing. {self._completer.hint(f'{before}--query ')}"
        self._tell_soon()

    def action_last_word(self) -> None:
        words = self.history.past[-1].split() if self.history.past else []
        if words:
            self.insert_text_at_cursor(words[-1])

    def _tell_soon(self) -> None:
        """Tell once of all that happens to the line until it is painted."""
        if self._told:
            self._told = False
            self.call_after_refresh(self._tell)

    def _tell(self, hint: str | None = None) -> None:
        self._told = True
        self._teller(self._hint() if hint is None else hint, self._listing)

    def _hint(self) -> str:
        beside = self._search or self._listing
        if beside is not None:
            return in_hints(beside.hint, self)
        if self.waiting:
            return in_hints(waiting_hint(len(self.waiting)), self)
        idle = self.answer or in_hints(IDLE, self)
        head, _ = self._parts
        return (self._completer.hint(head) if head else "") or idle
