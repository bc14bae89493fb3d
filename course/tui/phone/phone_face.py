"""Drawing a phone or a token in cells: pure functions from what a device shows to lines of text."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from textual.content import Content
from textual.style import Style

from course.timing.words import still_asks
from course.tui.phone.room import STEP_SECONDS, Device, Entry, grouped
from course.tui.pointing import CURSOR

LOW_SECONDS = 5
"""From here on the countdown speaks of the code that comes, rather than of the time left."""

BLOCK_SECONDS = 5
"""The countdown's bar loses a block as often as this, and stands still in between."""

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
"""The style of a part: edge, title, clock, issuer, label, code, display, bar, faint, warning, chosen."""


@dataclass(frozen=True, slots=True)
class Face:
    """What to draw: a device, which of its entries is chosen, and the keys it answers to, the chief ones first.

    `ahead` says that the code which comes next was asked for, `lit` that a token's display shows something; `named`
    gives words the keys that the learner has.
    """

    device: Device
    chosen: int
    style: GetStyle
    keys: tuple[Content, ...]
    ahead: bool = False
    lit: bool = True
    named: Callable[[str], str] = str

    @property
    def entry(self) -> Entry | None:
        """The chosen entry, where the device can be read and has one."""
        return self.device.entry(self.chosen)


def big_digits(text: str) -> tuple[str, str, str]:
    """Digits and blanks as three rows of block glyphs; six digits and a blank are 25 cells wide."""
    top, middle, bottom = zip(*(_DIGIT_ROWS[character] for character in text), strict=True)
    return " ".join(top), " ".join(middle), " ".join(bottom)


def countdown(seconds_left: int, width: int) -> str:
    """A bar of at most `width` cells, in blocks of five seconds each, that empties as the code's 30 seconds go by."""
    blocks = STEP_SECONDS // BLOCK_SECONDS
    cells = max(width // blocks, 1)
    full = -(-seconds_left // BLOCK_SECONDS)
    return "▰" * (full * cells) + "▱" * ((blocks - full) * cells)


def time_left(seconds: int) -> str:
    """How long the code is shown yet, in words."""
    return f"{seconds} s left" if seconds > LOW_SECONDS else f"new in {seconds} s"


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
    shown = device.serial_number or (device.clock if device.readable else device.state)
    clock = Content.assemble((f" {shown} ", style("clock")))
    top = _between(title, clock, "─", edge, width - 4)
    keys = Content("   ").join(_fitting(face.keys, width - 6))
    told = Content.assemble(" ", keys, " ").stylize_before(style("faint")) if keys else Content("")
    bottom = _between(Content(""), told, "─", edge, width - 4)
    lines = [Content.assemble(("╭─", edge), top, ("─╮", edge))]
    lines += [
        Content.assemble(("│ ", edge), row.truncate(inner, ellipsis=True, pad=True), (" │", edge)) for row in body
    ]
    lines.append(Content.assemble(("╰─", edge), bottom, ("─╯", edge)))
    return [line.stylize_before(style("body")) for line in lines]


def _fitting(words: tuple[Content, ...], width: int) -> tuple[Content, ...]:
    """The first of `words` that stand side by side in `width` cells."""
    while words and Content("   ").join(words).cell_length > width:
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
    place = _place(face)
    digits = big_digits(grouped(entry.code))
    if not face.lit:
        dark, dashes = " " * len(digits[0]), "– – –   – – –".center(len(digits[0]))
        digits = (dark, dashes, dark)
    bar_width = 18 if width >= 76 else 12
    left_width = max(width - len(digits[0]) - bar_width - 6, 8)
    token = face.device.kind == "token"
    names = (
        Content.assemble((entry.issuer or "Account", style("issuer"))),
        Content.assemble((f"◉─  {entry.label}" if token else entry.label, style("label"))),
        Content.assemble((place, style("faint"))),
    )
    bar, words = _remaining(face, bar_width)
    sides = (_ahead(face, entry), bar, words)
    if not face.lit:
        sides = (Content(""), Content.assemble(("display dark", style("label"))), Content(""))
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
    head = _between(Content("Authenticator"), Content(_place(face)), " ", style("faint"), inner)
    lines = [head.stylize_before(style("faint")), Content("")]
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


def _place(face: Face) -> str:
    """Which of several accounts is chosen, and the keys that choose another."""
    count = len(face.device.entries)
    return f"{min(face.chosen, count - 1) + 1} of {count}   {face.named('↑ ↓')}" if count > 1 else ""


def _card(face: Face, entry: Entry, inner: int) -> list[Content]:
    style = face.style
    digits = big_digits(grouped(entry.code))
    bar, words = _remaining(face, len(digits[0]))
    mark = f"{CURSOR} " if len(face.device.entries) > 1 else "  "
    return [
        Content.assemble((mark, style("chosen")), (entry.issuer or "Account", style("issuer"))),
        Content.assemble(("  ", style("label")), (entry.label, style("label"))),
        Content(""),
        *(_centre(Content.assemble((row, face.style("code"))), inner) for row in digits),
        Content(""),
        _centre(bar, inner),
        _centre(words, inner),
        _centre(_ahead(face, entry), inner),
    ]


def _around_chosen(lines: list[Content], rows: int, face: Face) -> list[Content]:
    """As many of `lines` as fit, with the chosen account's card in view."""
    lines += [Content("")] * (rows - len(lines))
    first = 2 + 2 * face.chosen
    start = 0 if first + 10 <= rows else min(first, len(lines) - rows)
    return lines[start : start + rows]


def _remaining(face: Face, width: int) -> tuple[Content, Content]:
    left = face.device.seconds_left
    bar = Content.assemble((countdown(left, width), face.style("bar")))
    return bar, Content.assemble((time_left(left), face.style("label")))


def _ahead(face: Face, entry: Entry) -> Content:
    if not face.ahead or not entry.following:
        return Content("")
    return Content.assemble(("then ", face.style("label")), (grouped(entry.following), face.style("issuer")))


def _words(face: Face, width: int, rows: int) -> list[Content]:
    """What to know or do about a device that shows no code."""
    device, style = face.device, face.style
    state, *rest = map(face.named, about(device))
    lines = [Content.assemble((state, style("issuer" if device.readable else "warning")))]
    if rows > 3:
        lines = lines[0].wrap(width)
    for words in rest:
        lines += Content.assemble((words, style("label"))).wrap(width)
    return lines if rows <= 3 else [_centre(line, width) for line in lines]


def about(device: Device) -> tuple[str, ...]:
    """How it is with a device that shows no code: its state, what that means, what AWS does meanwhile."""
    if device.readable:
        return "No accounts yet.", "Press s once the console shows a QR code."
    since = f" since {device.since}" if device.since else ""
    holder = device.holder.capitalize() if device.holder else "Somebody else"
    states = {
        "lost": (f"Lost{since}. Nobody has it.", "Nobody can read its codes now."),
        "stolen": (
            f"Stolen{since}. {holder} has it.",
            "Whoever has it reads its codes; a password is needed too.",
        ),
        "broken": (f"Broken{since}. Its screen stays dark.", "Its codes are gone, as with an empty battery."),
    }
    return *states[device.state], _what_aws_does(device)


def _what_aws_does(device: Device) -> str:
    return f"{still_asks(device.asked)} for them."


def _centre(line: Content, width: int) -> Content:
    return line.pad_left(max((width - line.cell_length) // 2, 0))


def _centred(lines: list[Content], rows: int) -> list[Content]:
    above = max((rows - len(lines)) // 2, 0)
    return [Content("")] * above + lines + [Content("")] * max(rows - above - len(lines), 0)
