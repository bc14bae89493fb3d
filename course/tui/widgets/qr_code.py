"""The QR code on the screen, and the same in a window of its own."""

from __future__ import annotations

from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.filter import NoColor
from textual.geometry import Size
from textual.reactive import reactive
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Static

from course.signs import writes
from course.tui.keys.bindings import ACTING, MOVING
from course.tui.keys.key_bar import KeyBar
from course.tui.screens.window import ClosesOnce
from sim import qr

BLOCKS = "▀▄█"
"""The signs that a code is drawn by."""

INK_ON_PAPER = "#000000 on #ffffff"

SHORT_CELLS = Size(45, 23)
"""The room that the short form of AWS's code takes, quiet zone included."""


class QrCode(Widget):
    """A code with its whole quiet zone, black on white in every theme, as scanners want it."""

    uri: reactive[str] = reactive("", layout=True)

    def __init__(self, uri: str = "", **options: Any) -> None:
        super().__init__(**options)
        self.set_reactive(QrCode.uri, uri)

    @property
    def cells(self) -> Size:
        """The columns and rows that the code takes."""
        return cells(self.uri)

    def get_content_width(self, *_room: Size) -> int:
        return self.cells.width

    def get_content_height(self, *_room: Size | int) -> int:
        return self.cells.height

    def render(self) -> Content:
        if not self.uri:
            return Content("")
        text = "\n".join(qr.half_blocks(qr.matrix(self.uri), inverse=self._on_black()))
        return Content.styled(text, INK_ON_PAPER)

    def _on_black(self) -> bool:
        """Whether colours are dropped on a dark terminal: the glyphs are then white ink, so they draw the paper."""
        dropped = any(isinstance(line_filter, NoColor) for line_filter in self.app.get_line_filters())
        return dropped and self.app.current_theme.dark


def cells(uri: str) -> Size:
    """The columns and rows that the code of `uri` takes, quiet zone included."""
    side = len(qr.matrix(uri)) if uri else 0
    return Size(side, (side + 1) // 2)


def fitting(uri: str, room: Size) -> str | None:
    """The form of `uri` whose code fits into `room`: the full label, else the short one, else None.

    None as well where the terminal has no blocks to draw it by.
    """
    if not writes(BLOCKS):
        return None
    for form in (uri, qr.shortened(uri)):
        needed = cells(form)
        if needed.width <= room.width and needed.height <= room.height:
            return form
    return None


def secret_groups(uri: str) -> list[str]:
    """The secret in groups of four characters, as people type it."""
    secret = qr.parse_uri(uri).secret
    return [secret[start : start + 4] for start in range(0, len(secret), 4)]


class QrScreen(ClosesOnce, Screen[bool]):
    """The code alone in the whole window, or the secret in words for those who type it.

    Its result says whether the phone shall scan the code now.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(False)", "back", tooltip="Back to the console", id="close", group=MOVING),
        Binding("enter", "dismiss(False)", show=False, tooltip="Back to the console", id="close-too", group=MOVING),
        Binding("q", "dismiss(False)", show=False, tooltip="Close it again", id="qr", group=ACTING),
        Binding("s", "dismiss(True)", "scan with the phone", tooltip="The phone scans it", id="scan", group=ACTING),
        Binding("t", "secret", "code or secret", tooltip="The code, or its secret as text", id="secret", group=ACTING),
        Binding("Y", "plain", "plain", tooltip="The secret alone, to select and copy", id="show-plain", group=ACTING),
    ]

    as_text: reactive[bool] = reactive(False)

    def __init__(self, uri: str, *, scans: bool = True) -> None:
        """Show the code of `uri`; `scans` says whether there is a phone to scan it."""
        super().__init__()
        self.uri = uri
        self._scans = scans
        self._fits = True

    def compose(self) -> ComposeResult:
        yield QrCode()
        yield Static(id="qr-secret")
        yield KeyBar()

    def on_mount(self) -> None:
        self._show(self.app.size)

    def on_resize(self) -> None:
        self._show(self.app.size)

    def watch_as_text(self) -> None:
        if self.is_mounted:
            self._show(self.app.size)

    def action_secret(self) -> None:
        self.as_text = not self.as_text

    def action_plain(self) -> None:
        from course.tui.screens.plain_text import PlainText

        self.app.push_screen(PlainText(f"{qr.parse_uri(self.uri).secret}\n\n{self.uri}\n"))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "dismiss" and parameters == (True,):
            return self._scans
        return self._fits or action != "secret"

    def _show(self, room: Size) -> None:
        form = fitting(self.uri, Size(room.width, room.height - 1))
        text = self.as_text or form is None
        code, secret = self.query_one(QrCode), self.query_one("#qr-secret", Static)
        code.uri = form or ""
        code.display, secret.display = not text, text
        secret.update(self._words("" if form else _why_not()))
        self._fits = form is not None
        self.refresh_bindings()

    def _words(self, why_not: str) -> str:
        key = qr.parse_uri(self.uri)
        groups = secret_groups(self.uri)
        lines = [" ".join(groups[start : start + 4]) for start in range(0, len(groups), 4)]
        return (
            f"{why_not}Secret key for {key.account_name}\n\n" + "\n".join(lines) + "\n\n"
            f"{key.secret}\n\n"
            f"In the authenticator app, choose to enter a setup key:\n"
            f"account {key.account_name}, time based."
        )


def _why_not() -> str:
    """Why no code can be drawn."""
    if not writes(BLOCKS):
        return "This terminal has no signs to draw a QR code by: it is not set to UTF-8.\n\n"
    return f"The window is too small for the QR code,\nwhich takes {SHORT_CELLS.width} columns and 24 rows.\n\n"
