"""Help: the keys of the screen in view and of its parts, then the command language in short."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from textwrap import wrap
from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from course.tui.in_turn import focus
from course.tui.keys.bindings import EVERYWHERE, GROUPS, MOVING, key_for
from course.tui.keys.key_bar import KeyBar
from course.tui.keys.key_line import typing
from course.tui.keys.reach import Reach, reach
from course.tui.screens.window import Modal
from course.tui.widgets.head import PARTS

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
    ("history · history 3 · goto 3", "the acts by number, and branches; of act 3; to where it had just been run"),
    ("help", "all of it, at every level"),
)


class HelpScreen(Modal[None]):
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

    def __init__(self, acts: Sequence[Reach], lead: str = "", more: str = "") -> None:
        """List what keys do; `lead` is what stands above them, and `more` below."""
        super().__init__()
        self.acts, self.lead, self.more = acts, lead, more
        self.ways = {act.id: act.keys for act in acts}

    def compose(self) -> ComposeResult:
        with VerticalScroll():
            yield Static(id="help-keys")
            yield Static(id="help-commands")
        yield KeyBar()

    def on_mount(self) -> None:
        focus(self.query_one(VerticalScroll))

    def on_resize(self) -> None:
        self.query_one("#help-keys", Static).update(self._keys())
        self.query_one("#help-commands", Static).update(self._commands())

    def _keys(self) -> Content:
        here = [act for act in self.acts if act.here]
        sections = [(group.description or "", [act for act in here if act.group == group]) for group in GROUPS]
        for part, name in PARTS.items():
            there = [act for act in self.acts if act.part == part]
            sections.append((f"In the {name} ({' '.join(self.ways.get(f'part-{part}', ()))})", there))
        sections.append(("Elsewhere on this screen", [act for act in self.acts if not act.here and not act.part]))
        blocks = [self._section(title, acts) for title, acts in sections if acts]
        lead = [Content.styled(self.lead, "$accent")] if self.lead else []
        return Content("\n\n").join([*lead, *blocks, self._more()])

    def _section(self, title: str, acts: Sequence[Reach]) -> Content:
        lines = [Content.styled(title, "bold $primary")]
        for act in acts:
            words = act.says if act.possible or not act.here else f"{act.says} (not now)"
            lines.append(self._entry(" ".join(act.keys), words, KEY_WIDTH))
        return Content("\n").join(lines)

    def _more(self) -> Content:
        lines = [
            Content.styled("Besides", "bold $primary"),
            self._entry("tab", "to the next thing that takes the focus; shift+tab to the one before", KEY_WIDTH),
            self._entry("click", "any key that is written on the screen, where there is a mouse", KEY_WIDTH),
        ]
        return Content("\n").join([*lines, *(self._entry("", line, 0) for line in self.more.splitlines())])

    def _entry(self, name: str, text: str, indent: int) -> Content:
        """A name in its column and the text beside it, wrapped under itself."""
        room = max(20, min(self.app.size.width * 96 // 100, 92) - 9 - indent)
        wrapped = ("\n" + " " * indent).join(wrap(text, room))
        lead = f"{name:<{indent}}" if len(name) < indent or not indent else f"{name}\n{' ' * indent}"
        return Content.assemble((lead, "bold"), wrapped)

    def _commands(self) -> Content:
        lines = [Content.styled("\nThe terminal's commands", "bold $primary")]
        lines += [self._entry(line, text, COMMAND_WIDTH) for line, text in COMMANDS]
        lines.append(Content.styled("\nTo copy text: select it with shift held down, as your terminal does.", "$quiet"))
        return Content("\n").join(lines)


def help_on(screen: Screen[Any], settings: Path | None) -> HelpScreen:
    """The help for a screen as it is; `settings` is the file in which keys can be changed, where there is one."""
    leave = key_for(screen, "leave-box")
    lead = f"Letters go into a box now. {leave} leaves it; then keys that are letters work." if typing(screen) else ""
    more = f"{key_for(screen, 'palette')} finds any act by its name.\n`mfa-course keys` lists the keys of all screens"
    more += f"; they can be changed in\n{settings}" if settings else "."
    return HelpScreen(reach(screen), lead, more)
