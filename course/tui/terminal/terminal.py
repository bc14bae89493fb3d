"""The terminal: what was run, by hand or by a click, what came of it, and a line to type the next command on."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import ClassVar

from rich.cells import cell_len
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, Label, Static

from course.tui.in_turn import focus
from course.tui.json_colour import coloured
from course.tui.keys.bindings import MOVING
from course.tui.messages import CommandIssued
from course.tui.terminal.candidates import CandidateList
from course.tui.terminal.command_line import CommandLine
from course.tui.terminal.completion import Completer
from course.tui.terminal.listing import Listing
from course.tui.terminal.output import KEPT, Output
from sim.shell.run import CONTROLS

LONGEST_OUTPUT = 400
"""Lines of one command's output that are shown."""

LONGEST_KEPT = 300_000
"""Characters of a typed command's output that its plain view has, and that can be copied."""

BY_THEMSELVES = ("wait 0s", "wait now", *CONTROLS)
"""Lines of an earlier sitting that are kept for its replay, or were keys: the arrows do not go through them."""

NOTHING = ("null", "[]", "None")
"""What `aws` prints where a query found nothing."""

UNREMEMBERED = ("key", "history")
"""Sources of lines that the arrows do not go through: keys that were pressed."""


class FindBox(Input):
    """What is looked for in the output."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,down,ctrl+g", "submit", show=False, tooltip="The match before", id="find-next", group=MOVING),
        Binding("up,shift+enter", "find_back", show=False, tooltip="The match after", id="find-back", group=MOVING),
        Binding("escape", "end_find", "end the search", tooltip="End the search", id="find-end", group=MOVING),
    ]

    def action_find_back(self) -> None:
        self.post_message(Terminal.FindStep(1))

    def action_end_find(self) -> None:
        self.post_message(Terminal.FindStep(0))


class Terminal(Vertical):
    """The output is plain text that can be selected; every command of the screen passes through here."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+l", "clear", "clear", show=False, tooltip="Clear the terminal", id="clear", group=MOVING),
        Binding("ctrl+f", "find", "search", tooltip="Search the output", id="find", group=MOVING, priority=True),
        Binding("pageup", "page(-1)", show=False, tooltip="The output a page back", id="output-back", group=MOVING),
        Binding("pagedown", "page(1)", show=False, tooltip="The output a page on", id="output-on", group=MOVING),
    ]

    class EmptyLine(Message):
        """Enter was pressed with nothing typed."""

    class FindStep(Message):
        """Another match is wanted; 0 ends the search."""

        def __init__(self, by: int) -> None:
            super().__init__()
            self.by = by

    DEFAULT_CSS = """
    Terminal {
        border-top: solid $rule; border-title-color: $quiet; background: $background;
        & > Output { height: 1fr; scrollbar-size-vertical: 1; }
        & > Horizontal { height: 1; padding: 0 1; }
        & #prompt { color: $success; text-style: bold; width: auto; }
        & Input { width: 1fr; background: $background; border: none; padding: 0; }
        & Input:focus { background: $background; }
        & #terminal-hint {
            height: 1; padding: 0 1; color: $quiet; text-wrap: nowrap; text-overflow: ellipsis;
        }
        & > #find-line { display: none; background: $panel; }
        & #found { width: auto; color: $quiet; }
        &.-long #terminal-hint { height: 2; text-wrap: wrap; }
        &.-finding #terminal-hint { display: none; }
        &.-finding #find-line { display: block; }
    }
    Terminal:focus-within { border-top: solid $primary; }
    """

    def __init__(
        self,
        completer: Completer,
        can_explain: Callable[[], bool],
        *,
        id: str = "terminal",  # noqa: A002
    ) -> None:
        """`can_explain` tells whether a refusal may be explained now."""
        super().__init__(id=id)
        self._completer, self._can_explain = completer, can_explain
        self._who = self._told = ""
        self.border_title = "terminal"

    def compose(self) -> ComposeResult:
        yield Output()
        yield CandidateList(id="candidates")
        with Horizontal():
            yield Label("$ ", id="prompt", markup=False)
            yield CommandLine(self._completer, self.tell)
        yield Static("", id="terminal-hint", markup=False)
        with Horizontal(id="find-line"):
            yield Label("find: ", markup=False)
            yield FindBox(compact=True, id="find", select_on_focus=True)
            yield Label("", id="found", markup=False)

    @property
    def line(self) -> CommandLine:
        """The line to type on."""
        return self.query_one(CommandLine)

    @property
    def output(self) -> Output:
        """What was printed."""
        return self.query_one(Output)

    def show(self, line: str, output: str, error: str, source: str | None = None) -> None:
        """Add a command that was run; `source` says where it came from when it was not typed here."""
        parts: list[Content | str | tuple[str, str]] = [("$ ", "bold $success"), (line, "bold")]
        if source is not None:
            parts.append((f"  ({source})", "$quiet"))
        kept = source is None and len(output) <= LONGEST_KEPT
        printed = output.rstrip("\n")
        shown = shortened(printed, kept=kept)
        if output:
            parts += ["\n", coloured(shown)]
        if error:
            parts.append(("\n" + shortened(error.rstrip("\n")), "$error"))
        whole = f"$ {line}\n{output}{error}".rstrip("\n") if kept and shown != printed else None
        self.output.add(Content.assemble(*parts), line, whole)
        remembered, refused = None if source in UNREMEMBERED else line, bool(error) and self._can_explain()
        self.line.ran(remembered, refused=refused, empty=source is None and printed in NOTHING)

    def happened(self, told: str) -> None:
        """Tell what happened by itself."""
        if told:
            self.note(Content.styled(told.rstrip("\n"), "$warning"))

    def recall(self, acts: Sequence[str], lines: Iterable[str]) -> None:
        """Show the last acts of an earlier sitting; the arrows find every line that was run."""
        for act in acts[-KEPT:]:
            self.output.add(Content.assemble(("$ ", "$quiet"), (act, "$quiet")), act)
        for line in lines:
            if line not in BY_THEMSELVES:
                self.line.history.add(line)

    def note(self, text: Content) -> None:
        """Add something that is no command."""
        self.output.add(text)

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

    def tell(self, hint: str, listing: Listing | None) -> None:
        """Show what is expected next, and the candidates.

        What is too long for a row has two, until the line is done: so the screen moves once in a line.
        """
        if hint != self._told:
            self._told = hint
            shown = self.query_one("#terminal-hint", Static)
            shown.update(hint, layout=False)
            if cell_len(hint) > shown.content_size.width > 0:
                self.add_class("-long")
            elif not self.line.value:
                self.remove_class("-long")
        candidates = self.query_one(CandidateList)
        if listing is not candidates.listing:
            candidates.show(listing)

    @on(CandidateList.Picked)
    def pick(self, event: CandidateList.Picked) -> None:
        event.stop()
        self.line.take(event.chosen)

    @on(Output.LineWanted)
    def to_the_box(self, event: Output.LineWanted) -> None:
        event.stop()
        if event.line is not None:
            self.line.value = event.line
            self.line.cursor_position = len(event.line)
        focus(self.line)

    def action_clear(self) -> None:
        self.output.clear()

    def action_page(self, pages: int) -> None:
        output = self.output
        output.scroll_page_down(animate=False) if pages > 0 else output.scroll_page_up(animate=False)

    def action_find(self) -> None:
        """Look for a text in the output: from the next key on, whatever keys wait already."""
        self.add_class("-finding")
        box = self.query_one(FindBox)
        focus(box)
        box.select_all()
        self._find()

    @on(Input.Changed, "#find")
    def look_for(self, event: Input.Changed) -> None:
        event.stop()
        self._find()

    def _find(self) -> None:
        self.output.find(self.query_one(FindBox).value)
        self._tell_found()

    @on(Input.Submitted, "#find")
    def find_next(self, event: Input.Submitted) -> None:
        event.stop()
        self.output.go_to_match(-1)
        self._tell_found()

    @on(FindStep)
    def find_step(self, event: FindStep) -> None:
        event.stop()
        if event.by:
            self.output.go_to_match(event.by)
            self._tell_found()
        else:
            self.output.find("")
            self.remove_class("-finding")
            focus(self.line)

    def _tell_found(self) -> None:
        at, count = self.output.found
        typed = self.query_one(FindBox).value
        told = (
            f"{at} of {count} · enter the one before · ↑ after"
            if count
            else "in lines that only the plain view of an act has"
            if self.output.only_hidden
            else "not found"
            if typed
            else "type what to find"
        )
        self.query_one("#found", Label).update(f"  {told} · esc ends")


class TypedLine(CommandIssued):
    """A command line that the learner typed."""


def shortened(text: str, *, kept: bool = False) -> str:
    """The first LONGEST_OUTPUT lines of an output, bounded in characters too, with a word about the rest.

    `kept` tells that the act's plain view has the rest.
    """
    lines = text[: LONGEST_OUTPUT * 100].split("\n")
    if len(lines) <= LONGEST_OUTPUT and len(text) <= LONGEST_OUTPUT * 100:
        return text
    where = "the plain view of this act has all" if kept else "> FILE keeps all"
    rest = f"… {LONGEST_OUTPUT} lines are shown here, and there is more: --query picks a part, {where} of it."
    return "\n".join([*lines[:LONGEST_OUTPUT], rest])
