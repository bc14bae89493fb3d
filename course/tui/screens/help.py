"""Help: the keys that work here, then the command language in short."""

from __future__ import annotations

from collections.abc import Iterable
from textwrap import wrap
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import ActiveBinding, Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from course.tui.keys import EVERYWHERE, MOVING
from course.tui.widgets.key_bar import KeyBar

KEY_WIDTH, COMMAND_WIDTH = 12, 36

COMMANDS = (
    ("sign-in Alice --password '…'", "sign in to the console; add --code 123456 where MFA asks for it"),
    ("sign-out · whoami · people", "leave; who you are; who is in the story and what they hold"),
    ("aws iam list-users", "any call of the AWS CLI that the account knows; aws iam help lists them"),
    ("phone alice scan", "her phone scans the QR code last shown"),
    ("phone alice code", "reads the code that her phone shows now"),
    ("code1=$(phone alice code)", "keeps it under a name; $code1 puts it in"),
    ("token alan code", "the same from a hardware token"),
    ("wait 30s · wait next-code", "moves time on"),
    ("time pause · time 10x · time live", "stops time, runs it faster, follows your computer's clock again"),
    ("phone alan clock +95s", "sets a phone's clock apart; auto puts it right"),
    ("phone alan drift 40ppm", "lets it run fast"),
    ("as alan sign-in …", "the same acts in somebody else's hands"),
    ("undo · redo · reset", "take back, bring back, start anew"),
    ("history · goto 3", "the acts by number, and branches; to where act 3 had just been run"),
    ("help", "all of it, at every level"),
)


class HelpScreen(ModalScreen[None]):
    """What the keys do on the screen below; the rest is the same everywhere."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss", "close", tooltip="Close this window", id="close", group=MOVING),
        Binding("enter", "dismiss", show=False, tooltip="Close this window", id="close-too", group=MOVING),
        Binding("question_mark,f1", "dismiss", show=False, tooltip="Close it again", id="help", group=EVERYWHERE),
    ]

    DEFAULT_CSS = """
    HelpScreen { align: center middle; background: $background 60%; }
    HelpScreen > VerticalScroll {
        width: 92; max-width: 96%; height: auto; max-height: 90%; padding: 1 2; background: $surface;
        border: round $border-blurred;
    }
    HelpScreen Static { height: auto; }
    """

    def __init__(self, bindings: Iterable[ActiveBinding], notes: str = "") -> None:
        super().__init__()
        self.bindings = tuple(bindings)
        self.notes = notes

    def compose(self) -> ComposeResult:
        with VerticalScroll():
            if self.notes:
                yield Static(self.notes + "\n", markup=False)
            yield Static(self._keys())
            yield Static(self._commands())
        yield KeyBar()

    def on_mount(self) -> None:
        self.query_one(VerticalScroll).focus()

    def _keys(self) -> Content:
        rows: dict[str, tuple[list[str], str]] = {}
        for active in self.bindings:
            binding = active.binding
            text = binding.tooltip or binding.description
            if text and (binding.show or binding.tooltip) and not binding.system:
                keys = rows.setdefault(binding.action, ([], text))[0]
                display = self.app.get_key_display(binding)
                if display not in keys:
                    keys.append(display)
        lines = [Content.styled("Keys", "bold $primary")]
        for keys, text in rows.values():
            lines.append(self._entry(" ".join(keys), text, KEY_WIDTH))
        return Content("\n").join(lines)

    def _entry(self, name: str, text: str, indent: int) -> Content:
        """A name in its column and the text beside it, wrapped under itself."""
        room = max(20, min(self.app.size.width * 96 // 100, 92) - 9 - indent)
        wrapped = ("\n" + " " * indent).join(wrap(text, room))
        return Content.assemble((f"{name:<{indent}}", "bold"), wrapped)

    def _commands(self) -> Content:
        lines = [Content.styled("\nThe terminal's commands", "bold $primary")]
        lines += [self._entry(line, text, COMMAND_WIDTH) for line, text in COMMANDS]
        lines.append(Content.styled("\nTo copy text: select it with shift held down, as your terminal does.", "$quiet"))
        return Content("\n").join(lines)
