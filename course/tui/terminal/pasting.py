"""Command lines out of a pasted text, as terminals hand it over and as people copy it."""

from __future__ import annotations

import re

_HERE = re.compile(
    r"""^cat[ ]*(?:>[ ]*(?P<file>\S+)[ ]*)?<<-?[ ]*(?P<q>['"]?)(?P<end>\w+)(?P=q)[ ]*(?:>[ ]*(?P<after>\S+)[ ]*)?\n"""
    r"""(?P<text>[^']*?)\n(?P=end)$""",
    re.MULTILINE,
)
"""A text written into a file by `cat > FILE <<EOF`."""

_QUOTED = re.compile(r"'[^']*'|\"(?:[^\"\\]|\\.)*\"|\\.|(?<!\S)#[^\n]*", re.DOTALL)


def pasted_lines(text: str) -> list[str]:
    """The command lines of a pasted text: a text in quotes over several lines is one, without its line breaks.

    Many terminals hand line breaks over as carriage returns. A `$` before a command, as documents have it, is left out.
    """
    from sim.shell import lines

    text = re.sub(r"\r\n?", "\n", text).strip("\n")
    if "\n" not in text:
        return [text]
    text = _HERE.sub(_as_echo, text)
    found = lines(_QUOTED.sub(lambda match: _on_one_line(match[0]), text))
    return [line.removeprefix("$ ") for line in found]


def waiting_hint(waiting: int) -> str:
    """What is said while so many of the lines wait for the one before them to be run."""
    return f"{waiting} more line{'s'[: waiting != 1]} pasted: enter runs this, then the next comes · ctrl+c forgets all"


def _on_one_line(text: str) -> str:
    return text if text.startswith("\\") else re.sub(r"\s*\n\s*", " ", text)


def _as_echo(found: re.Match[str]) -> str:
    file = found["file"] or found["after"]
    return found[0] if file is None else f"echo '{found['text']}' > {file}"
