"""Drawing a phone or a token in cells: pure functions from what a device shows to lines of text."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from textual.content import Content
from textual.style import Style

from course.tui.widgets.room import STEP_SECONDS, Device, Entry, grouped

LOW_SECONDS = 5
"""From here on the countdown says that the code is about to change."""

TALL_HEIGHT = 14
"""With at least this many rows a phone stands upright and lists its accounts."""

TALL_WIDTH = 44

TOKEN_WIDTH = 70
"""A token is no wider than this."""

_DIGIT_ROWS = {
    "0": ("█▀█", "█ █", "▀▀▀"),
    "1": ("▀█ ", " █ ", "▀▀▀"),
    "2": ("▀▀█", "█▀▀", "▀▀▀"),
    "3": ("▀▀█", "▀▀█", "▀▀▀"),
    "4": ("█ █", "▀▀█", "  ▀"),
    "5": ("█▀▀", "▀▀█", "▀▀▀"),
    "6": ("█▀▀", "█▀█", "▀▀▀"),
    "7": ("▀▀█", "  █", "  ▀"),
    "8": ("█▀█", "█▀█", "▀▀▀"),
    "9": ("█▀█", "▀▀█", "▀▀▀"),
    " ": (" ", " ", " "),
}

GetStyle = Callable[[str], Style]
"""The style of a part: edge, title, clock, issuer, label, code, display, bar, low, faint, warning, chosen."""


@dataclass(frozen=True, slots=True)
class Face:
    """What to draw: a device, which of its entries is chosen, and the keys it answers to, the chief ones first."""

    device: Device
    chosen: int
    style: GetStyle
    keys: tuple[str, ...]

    @property
    def entry(self) -> Entry | None:
        """The chosen entry, where the device can be read and has one."""
        entries = self.device.entries if self.device.readable else ()
        return entries[min(self.chosen, len(entries) - 1)] if entries else None


def big_digits(text: str) -> tuple[str, str, str]:
    """Digits and blanks as three rows of block glyphs; six digits and a blank are 25 cells wide."""
    top, middle, bottom = zip(*(_DIGIT_ROWS[character] for character in text), strict=True)
    return " ".join(top), " ".join(middle), " ".join(bottom)


def countdown(seconds_left: int, width: int) -> str:
    """A bar of `width` cells that empties as the code's 30 seconds go by."""
    full = -(-seconds_left * width // STEP_SECONDS)
    return "▰" * full + "▱" * (width - full)


def draw(face: Face, width: int, height: int) -> list[Content]:
    """The device in at most `width` by `height` cells."""
    tall = height >= TALL_HEIGHT and face.device.kind == "phone"
    if tall:
        return _framed(face, _tall(face, height - 2), min(width, TALL_WIDTH))
    if face.device.kind == "token":
        width = min(width, TOKEN_WIDTH)
    return _framed(face, _wide(face, max(width - 4, 1))[: max(height - 2, 1)], width)


def _framed(face: Face, body: Sequence[Content], width: int) -> list[Content]:
    device, style = face.device, face.style
    edge = style("edge")
    inner = max(width - 4, 1)
    title = Content.assemble((f" {device.title} ", style("title")))
    clock = Content.assemble((f" {device.clock or device.serial_number} ", style("clock")))
    top = _between(title, clock, "─", edge, width - 4)
    keys = "   ".join(_fitting(face.keys, width - 6))
    told = Content.assemble((f" {keys} " if keys else "", style("faint")))
    bottom = _between(Content(""), told, "─", edge, width - 4)
    lines = [Content.assemble(("╭─", edge), top, ("─╮", edge))]
    lines += [
        Content.assemble(("│ ", edge), row.truncate(inner, ellipsis=True, pad=True), (" │", edge)) for row in body
    ]
    lines.append(Content.assemble(("╰─", edge), bottom, ("─╯", edge)))
    return [line.stylize_before(style("body")) for line in lines]


def _fitting(words: tuple[str, ...], width: int) -> tuple[str, ...]:
    """The first of `words` that stand side by side in `width` cells."""
    while words and len("   ".join(words)) > width:
        words = words[:-1]
    return words


def _between(left: Content, right: Content, fill: str, edge: Style, width: int) -> Content:
    gap = width - left.cell_length - right.cell_length
    if gap < 0:
        return left.truncate(width, ellipsis=True, pad=True)
    return Content.assemble(left, (fill * gap, edge), right)


def _wide(face: Face, width: int) -> list[Content]:
    """Three rows: whose account, the code, the time left."""
    style, entry = face.style, face.entry
    if entry is None:
        return _words(face, width, 3)
    count = len(face.device.entries)
    place = f"{min(face.chosen, count - 1) + 1} of {count}   ↑ ↓" if count > 1 else ""
    digits = big_digits(grouped(entry.code))
    bar_width = 14 if width >= 60 else 10
    left_width = max(width - len(digits[0]) - bar_width - 6, 8)
    token = face.device.kind == "token"
    names = (
        Content.assemble((entry.issuer or "Account", style("issuer"))),
        Content.assemble((f"◉─  {entry.label}" if token else entry.label, style("label"))),
        Content.assemble((place, style("faint"))),
    )
    bar, words = _remaining(face, bar_width)
    sides = (Content(""), bar, words)
    ink = style("display" if token else "code")
    return [
        Content.assemble(name.truncate(left_width, ellipsis=True, pad=True), "  ", (f" {row} ", ink), "  ", side)
        for name, row, side in zip(names, digits, sides, strict=True)
    ]


def _tall(face: Face, rows: int) -> list[Content]:
    """An upright screen: the app's name, the chosen account large, the others below it."""
    style, device = face.style, face.device
    inner = TALL_WIDTH - 4
    if face.entry is None:
        return _centred(_words(face, inner, rows), rows)
    lines = [Content.assemble(("Authenticator", style("faint"))), Content("")]
    for place, entry in enumerate(device.entries):
        if entry is face.entry:
            lines += _card(face, entry, inner)
        else:
            name = Content.assemble(("  ", style("label")), (entry.label, style("label")))
            code = Content.assemble((grouped(entry.code), style("label")))
            lines.append(_between(name.truncate(inner - 9, ellipsis=True), code, " ", style("label"), inner))
        if place + 1 < len(device.entries):
            lines.append(Content(""))
    return _around_chosen(lines, rows, face)


def _card(face: Face, entry: Entry, inner: int) -> list[Content]:
    style = face.style
    digits = big_digits(grouped(entry.code))
    bar, words = _remaining(face, len(digits[0]))
    mark = "▸ " if len(face.device.entries) > 1 else "  "
    return [
        Content.assemble((mark, style("chosen")), (entry.issuer or "Account", style("issuer"))),
        Content.assemble(("  ", style("label")), (entry.label, style("label"))),
        Content(""),
        *(_centre(Content.assemble((row, face.style("code"))), inner) for row in digits),
        Content(""),
        _centre(bar, inner),
        _centre(words, inner),
    ]


def _around_chosen(lines: list[Content], rows: int, face: Face) -> list[Content]:
    """As many of `lines` as fit, with the chosen account's card in view."""
    lines += [Content("")] * (rows - len(lines))
    first = 2 + 2 * face.chosen
    start = 0 if first + 9 <= rows else min(first, len(lines) - rows)
    return lines[start : start + rows]


def _remaining(face: Face, width: int) -> tuple[Content, Content]:
    left = face.device.seconds_left
    low = left <= LOW_SECONDS
    words = f"{left} s left" if not low else f"{left} s, then new"
    style = face.style("low" if low else "bar")
    return Content.assemble((countdown(left, width), style)), Content.assemble((words, face.style("label")))


def _words(face: Face, width: int, rows: int) -> list[Content]:
    """What to know or do about a device that shows no code."""
    device, style = face.device, face.style
    name = device.person
    what = "phone" if device.kind == "phone" else "token"
    find = f"phone {name} find, or: phone {name} replace" if what == "phone" else f"token {name} find"
    told: dict[str, tuple[str, str]] = {
        "held": ("No accounts yet.", "Press s to scan the QR code on the screen."),
        "lost": (f"Lost. Nobody has this {what}.", find),
        "stolen": (f"Stolen. Somebody else holds this {what}.", f"A new one: phone {name} replace"),
        "broken": ("Broken. The screen stays dark.", f"A new one: phone {name} replace"),
    }
    state, advice = told[device.state]
    lines = [Content.assemble((state, style("issuer" if device.readable else "warning")))]
    lines += Content.assemble((advice, style("label"))).wrap(width)
    return lines if rows <= 3 else [_centre(line, width) for line in lines]


def _centre(line: Content, width: int) -> Content:
    return line.pad_left(max((width - line.cell_length) // 2, 0))


def _centred(lines: list[Content], rows: int) -> list[Content]:
    above = max((rows - len(lines)) // 2, 0)
    return [Content("")] * above + lines + [Content("")] * max(rows - above - len(lines), 0)
