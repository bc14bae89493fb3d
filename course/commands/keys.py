"""`mfa-course keys`: every key with its id, as the learner's keymap has it, and where that is kept."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import TYPE_CHECKING

from course.commands.host import complain, write

if TYPE_CHECKING:
    from course.tui.keys.table import Entry

HEAD = """\
# Keys

Every key of the course, in each group by the name that a keymap knows it by. `?` shows those of where you are, Ctrl+P
finds any act by what it does, and `mfa-course keys` prints this table with your own keys.

To change keys, name them in your settings file, whose place `mfa-course keys` prints:

    [keys]
    hint = "j"
    undo = "z,f8"

Several keys are parted by commas. A key is a sign (`h`, `H`, `?`), `f1` to `f24`, or a name: `enter`, `escape`, `tab`,
`space`, `backspace`, `delete`, `insert`, `up`, `down`, `left`, `right`, `home`, `end`, `pageup`, `pagedown`, `comma`;
with `ctrl+`, `shift+` or `alt+` before it where the terminal has that. Names as the screen shows them (`esc`, `pgdn`,
`F3`) do as well. What cannot be used is told when the course opens, with its line. Every text of the course that names
a key names yours. While letters go into a box, acts whose keys are letters at first wait until the box is left,
whatever keys they have now; `F1` beside `?`, and the like, work there.
"""


def keys(*, markdown: bool = False) -> int:
    """Print the table; 2 when something in the keymap cannot be used."""
    from course.settings import open_settings
    from course.tui.keys.table import faults, table

    if markdown:
        write(page(table()))
        return 0
    file = open_settings()
    from course.tui.keys.names import well_named

    mine = well_named(file.settings.keymap)
    write("\n".join(lines(table(), mine)) + "\n\n")
    if file.path is None:
        write("You have no home folder, so there is no file to change them in.\n")
        return 0
    write(f'To change keys, write lines such as hint = "j" below [keys] in {file.path}\n')
    status = 0 if file.notice is None else complain(file.notice)
    for name, fault in faults(file.settings.keymap):
        status = complain(f"{file.path}, line {file.line_of(name, 'keys')}: {fault}.")
    return status


def lines(table: tuple[Entry, ...], keymap: Mapping[str, str]) -> Iterator[str]:
    """The table as plain text, with a sign before the keys that the keymap changed."""
    wide = max(len(pressed(entry, keymap)) for entry in table)
    wider = max(len(entry.id or "") for entry in table)
    for number, (group, entries) in enumerate(groupby(table, lambda entry: entry.group)):
        if number:
            yield ""
        yield group.description or ""
        for entry in entries:
            name = entry.id or ""
            mark = "*" if name in keymap else " "
            yield f"{mark} {pressed(entry, keymap):<{wide}}  {name:<{wider}}  {entry.says}"
    if keymap:
        yield "\n* changed by you"


def page(table: tuple[Entry, ...]) -> str:
    """The table as the keys' page of the documentation."""
    lines = [HEAD]
    for group, entries in groupby(table, lambda entry: entry.group):
        lines += [f"## {group.description}\n", "| key | does | name |", "| --- | --- | --- |"]
        for entry in entries:
            keys = " ".join(f"`{_cell(key)}`" for key in pressed(entry, {}).split())
            lines.append(f"| {keys} | {_cell(entry.says)} | {entry.id or ''} |")
        lines.append("")
    return "\n".join(lines)


def pressed(entry: Entry, keymap: Mapping[str, str]) -> str:
    """The keys of an entry, as people read them."""
    from course.tui.keys.bindings import spelt

    mapped = keymap.get(entry.id or "")
    return " ".join(spelt(key) for key in (mapped.split(",") if mapped else entry.keys))


def _cell(text: str) -> str:
    return text.replace("|", "\\|")
