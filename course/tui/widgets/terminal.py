"""The terminal: what was run, by hand or by a click, what came of it, and a line to type the next command on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.events import Key
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.widgets import Input, Label, Static

from course.tui.keys import MOVING
from course.tui.messages import CommandIssued

KEPT = 200
"""Commands that stay in the scrollback."""

LONGEST_OUTPUT = 400
"""Lines of one command's output that are shown."""

Completer = Callable[[str], Sequence[str]]


class CommandLine(Input):
    """The line to type on: the arrows go through what was run before, tab completes."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "older", "older", show=False, tooltip="The line run before", id="older", group=MOVING),
        Binding("down", "newer", "newer", show=False, tooltip="The line run after it", id="newer", group=MOVING),
        Binding(
            "tab", "complete", "complete", tooltip="Complete the word; go on when empty", id="complete", group=MOVING
        ),
        Binding("ctrl+l", "clear_screen", "clear", show=False, tooltip="Clear the terminal", id="clear", group=MOVING),
    ]

    @dataclass
    class Candidates(Message):
        """More than one word fits what was typed."""

        words: Sequence[str]

    @dataclass
    class ClearWanted(Message):
        """The scrollback is to be emptied."""

    virtual_size = reactive(Size(0, 0), layout=False)
    """The width of what is typed; the box keeps its own, so the screen is not laid out anew at each key."""

    def __init__(self, complete: Completer | None = None) -> None:
        super().__init__(placeholder="type a command, or help", compact=True, id="command", select_on_focus=False)
        self.complete = complete
        self.past: list[str] = []
        self._at = 0
        self._draft = ""

    def on_input_changed(self, event: Input.Changed) -> None:
        """Nobody above waits for single letters."""
        event.stop()

    async def on_key(self, event: Key) -> None:
        """Take enter in its turn: as a binding it would come back from the app after letters that were typed later."""
        if event.key == "enter":
            event.stop()
            event.prevent_default()
            await self.action_submit()

    async def action_submit(self) -> None:
        """Hand the line over and empty the box in one go: what is typed on at once belongs to the next line."""
        await super().action_submit()
        self.value = ""

    def remember(self, line: str) -> None:
        """Take a line that was run into the history that the arrows go through."""
        if not self.past or self.past[-1] != line:
            self.past.append(line)
        self._at = len(self.past)
        self._draft = ""

    def action_older(self) -> None:
        if self._at == len(self.past):
            self._draft = self.value
        self._recall(max(0, self._at - 1))

    def action_newer(self) -> None:
        self._recall(min(len(self.past), self._at + 1))

    def _recall(self, at: int) -> None:
        self._at = at
        self.value = self.past[at] if at < len(self.past) else self._draft
        self.cursor_position = len(self.value)

    def action_complete(self) -> None:
        if self.complete is None or not self.value.strip():
            self.screen.focus_next()
            return
        head = self.value[: self.cursor_position]
        words = list(self.complete(head))
        if not words:
            return
        typed = len(head) - head.rfind(" ") - 1
        common = shared_start(words)
        if len(words) == 1:
            common += "" if common.endswith("/") else " "
        if len(common) > typed:
            self.value = head[: len(head) - typed] + common + self.value[self.cursor_position :].lstrip(" ")
            self.cursor_position = len(head) - typed + len(common)
        elif len(words) > 1:
            self.post_message(self.Candidates(words))

    def action_clear_screen(self) -> None:
        self.post_message(self.ClearWanted())


class Terminal(Vertical):
    """The scrollback is plain text that can be selected; every command of the screen passes through here."""

    class EmptyLine(Message):
        """Enter was pressed with nothing typed."""

    DEFAULT_CSS = """
    Terminal {
        border-top: solid $rule; border-title-color: $quiet; padding: 0 1; background: $background;
        & > VerticalScroll { height: 1fr; scrollbar-size-vertical: 1; }
        & .entry { height: auto; }
        & > Horizontal { height: 1; }
        & #prompt { color: $success; text-style: bold; width: auto; }
        & #command { width: 1fr; background: $background; border: none; padding: 0; }
        & #command:focus { background: $background; }
    }
    Terminal:focus-within { border-top: solid $primary; }
    """

    def __init__(self, complete: Completer | None = None, *, id: str = "terminal") -> None:  # noqa: A002
        super().__init__(id=id)
        self._complete = complete
        self._who = ""
        self.border_title = "terminal"

    def compose(self) -> ComposeResult:
        yield VerticalScroll(id="scrollback", can_focus=False)
        with Horizontal():
            yield Label("$ ", id="prompt", markup=False)
            yield CommandLine(self._complete)

    def on_mount(self) -> None:
        self.query_one("#scrollback", VerticalScroll).anchor()

    def show(self, line: str, output: str, error: str, source: str | None = None) -> None:
        """Add a command that was run; `source` says where it came from when it was not typed here."""
        parts: list[str | tuple[str, str]] = [("$ ", "bold $success"), (line, "bold")]
        if source is not None:
            parts.append((f"  ({source})", "$quiet"))
        if output:
            parts.append("\n" + shortened(output.rstrip("\n")))
        if error:
            parts.append(("\n" + shortened(error.rstrip("\n")), "$error"))
        self.note(Content.assemble(*parts))
        self.query_one(CommandLine).remember(line)

    def happened(self, told: str) -> None:
        """Tell what happened by itself."""
        if told:
            self.note(Content.styled(told.rstrip("\n"), "$warning"))

    def recall(self, line: str) -> None:
        """Show a line of an earlier sitting, and let the arrows find it."""
        self.note(Content.assemble(("$ ", "$quiet"), (line, "$quiet")))
        self.query_one(CommandLine).remember(line)

    def note(self, text: Content) -> None:
        """Add something that is no command."""
        scrollback = self.query_one("#scrollback", VerticalScroll)
        scrollback.mount(Static(text, classes="entry"))
        if len(scrollback.children) > KEPT:
            scrollback.children[0].remove()
        scrollback.anchor()

    def whose(self, who: str) -> None:
        """Say in the prompt who acts."""
        if who != self._who:
            self._who = who
            self.query_one("#prompt", Label).update(f"{who} $ ")

    @on(Input.Submitted, "#command")
    def run_line(self, event: Input.Submitted) -> None:
        event.stop()
        line = event.value.strip()
        self.post_message(TypedLine(line) if line else self.EmptyLine())

    @on(CommandLine.Candidates)
    def list_candidates(self, event: CommandLine.Candidates) -> None:
        self.note(Content.styled("  ".join(event.words), "$quiet"))

    @on(CommandLine.ClearWanted)
    def clear(self) -> None:
        self.query_one("#scrollback", VerticalScroll).remove_children()


class TypedLine(CommandIssued):
    """A command line that the learner typed."""


def shortened(text: str) -> str:
    """The first LONGEST_OUTPUT lines of an output, bounded in characters too, with a word about the rest."""
    lines = text[: LONGEST_OUTPUT * 100].split("\n")
    if len(lines) <= LONGEST_OUTPUT and len(text) <= LONGEST_OUTPUT * 100:
        return text
    return "\n".join([*lines[:LONGEST_OUTPUT], "… and more than is shown here; --query picks a part of a result."])


def shared_start(words: Sequence[str]) -> str:
    """The longest text that all the words start with."""
    first, last = min(words), max(words)
    for index, letter in enumerate(first):
        if index >= len(last) or last[index] != letter:
            return first[:index]
    return first
