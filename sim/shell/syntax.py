"""The command language's grammar: a small part of the POSIX shell's (XCU section 2), read into a tree.

Quotes, backslashes, `$name`, `${name}`, `$(command)`, NAME=value, `;`, `&&`, `||`, `> file`, `>> file` and comments.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

LONGEST = 20_000
"""Characters of a line at most."""

LONGEST_KEPT = 3_500_000
"""Characters of a line at most that keeps a call made through the door (`as-key …`)."""

DEEPEST = 8
"""How deep `$(…)` may stand in `$(…)`."""


class ShellSyntaxError(Exception):
    """A line that the grammar does not take; the message says what was expected."""


@dataclass(frozen=True, slots=True)
class Text:
    """Characters that stand for themselves."""

    text: str


@dataclass(frozen=True, slots=True)
class Variable:
    """`$name`; unquoted, its value is split at blanks."""

    name: str
    quoted: bool


@dataclass(frozen=True, slots=True)
class Substitution:
    """`$(line)`; unquoted, its output is split at blanks."""

    line: Line
    quoted: bool


Part = Text | Variable | Substitution
Word = tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Simple:
    """One command: assignments, then words, then where its output goes (path, and whether it is appended)."""

    assignments: tuple[tuple[str, Word], ...]
    words: tuple[Word, ...]
    target: Word | None = None
    append: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """Commands with what joins each to the one before: ";", "&&" or "||"."""

    commands: tuple[tuple[str, Simple], ...]


_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_ASSIGNMENT = re.compile(r"([A-Za-z_][A-Za-z0-9_]*)=")
_SPECIAL = " \t\n;&|<>()'\"\\$`#"
_REFUSED = {
    "|": "Pipes are not part of this shell. aws has --query to pick from its output.",
    "&": "Background commands are not part of this shell: use && or ; between commands.",
    "<": "Reading from a file is not part of this shell: cat FILE shows one.",
    "(": "A ( belongs after a $, as in $(phone alice code), or inside quotes.",
    ")": "This ) closes nothing. Inside a text it belongs in quotes.",
    "`": "Write $(command) in place of backticks.",
}


def parse(text: str) -> Line:
    """Read a command line.

    Raises ShellSyntaxError with what is wrong and what to write instead.
    """
    longest = LONGEST_KEPT if text.startswith("as-key ") else LONGEST
    if len(text) > longest:
        raise ShellSyntaxError(f"A line may have {longest:,} characters; this one has {len(text):,}.")
    reader = _Reader(text)
    line = reader.line(0)
    if not reader.done:
        raise ShellSyntaxError(_REFUSED[")"])
    return line


def lines(text: str) -> list[str]:
    """The command lines of a block: lines ending in a backslash are joined, blank lines and comments are left out."""
    joined = re.sub(r"(?<![ \t])[ \t]*\\[ \t]*\r?\n[ \t]*", " ", text)
    stripped = (line.strip() for line in joined.splitlines())
    return [line for line in stripped if line and not line.startswith("#")]


class _Reader:
    def __init__(self, text: str) -> None:
        self.text, self.at = text, 0

    @property
    def done(self) -> bool:
        return self.at >= len(self.text)

    def _peek(self, size: int = 1) -> str:
        return self.text[self.at : self.at + size]

    def _blanks(self) -> None:
        while not self.done:
            if self._peek() in " \t":
                self.at += 1
            elif self._peek(2) == "\\\n":
                self.at += 2
            elif self._peek() == "#" and (self.at == 0 or self.text[self.at - 1] in " \t\n;"):
                end = self.text.find("\n", self.at)
                self.at = len(self.text) if end < 0 else end
            else:
                return

    def line(self, depth: int) -> Line:
        """Commands up to the end, or up to the `)` that closes a substitution."""
        commands: list[tuple[str, Simple]] = []
        joint = ";"
        while True:
            self._blanks()
            if self._peek() in ("\n", ";") and self._peek():
                self.at += 1
                continue
            if self.done or self._peek() == ")":
                if joint != ";":
                    raise ShellSyntaxError(f"After {joint} a command is expected.")
                return Line(tuple(commands))
            if self._peek(2) in ("&&", "||"):
                raise ShellSyntaxError(f"Before {self._peek(2)} a command is expected.")
            commands.append((joint, self._simple(depth)))
            joint = ";"
            if self._peek(2) in ("&&", "||"):
                joint = self._peek(2)
                self.at += 2

    def _simple(self, depth: int) -> Simple:
        assignments: list[tuple[str, Word]] = []
        words: list[Word] = []
        target: Word | None = None
        append = False
        while True:
            self._blanks()
            sign = self._peek()
            if not sign or sign in "\n;)" or self._peek(2) in ("&&", "||"):
                return Simple(tuple(assignments), tuple(words), target, append)
            if sign == ">" and (self._peek(2) == ">&" or self._number_before()):
                raise ShellSyntaxError("Only > FILE and >> FILE are known here: what goes wrong is shown in any case.")
            if sign == ">":
                append = self._peek(2) == ">>"
                self.at += 2 if append else 1
                self._blanks()
                target = self._word(depth)
                if not target:
                    raise ShellSyntaxError("After > the name of a file is expected.")
            elif sign in _REFUSED:
                raise ShellSyntaxError(_REFUSED[sign])
            elif not words and (match := _ASSIGNMENT.match(self.text, self.at)):
                self.at = match.end()
                assignments.append((match[1], self._word(depth)))
            else:
                words.append(self._word(depth))

    def _number_before(self) -> bool:
        """Whether a number stands right before this place, as in `2> FILE`."""
        return re.search(r"(?<!\S)\d+\Z", self.text[: self.at]) is not None

    def _word(self, depth: int) -> Word:
        parts: list[Part] = []
        while not self.done:
            sign = self._peek()
            if sign in " \t\n;&|<>()`":
                break
            if sign == "'":
                parts.append(Text(self._single_quoted()))
            elif sign == '"':
                self.at += 1
                parts += self._double_quoted(depth)
            elif sign == "\\":
                parts.append(Text(self._escaped()))
            elif sign == "$":
                parts.append(self._dollar(depth, quoted=False))
            else:
                parts.append(Text(self._plain(_SPECIAL.replace("#", ""))))
        return tuple(parts)

    def _plain(self, stop: str) -> str:
        start = self.at
        while not self.done and self._peek() not in stop:
            self.at += 1
        return self.text[start : self.at]

    def _single_quoted(self) -> str:
        end = self.text.find("'", self.at + 1)
        if end < 0:
            raise ShellSyntaxError("A ' is opened and not closed.")
        text = self.text[self.at + 1 : end]
        self.at = end + 1
        return text

    def _escaped(self) -> str:
        following = self.text[self.at + 1 : self.at + 2]
        if not following:
            raise ShellSyntaxError(r"A \ at the end joins the next line, and there is none: leave it out.")
        self.at += 2
        return "" if following == "\n" else following

    def _double_quoted(self, depth: int) -> list[Part]:
        parts: list[Part] = [Text("")]
        while True:
            sign = self._peek()
            if not sign:
                raise ShellSyntaxError('A " is opened and not closed.')
            if sign == '"':
                self.at += 1
                return parts
            if sign == "$":
                parts.append(self._dollar(depth, quoted=True))
            elif sign == "\\" and self.text[self.at + 1 : self.at + 2] in ("$", '"', "\\", "`", "\n"):
                parts.append(Text(self._escaped()))
            elif sign == "\\":
                self.at += 1
                parts.append(Text("\\"))
            else:
                parts.append(Text(self._plain('"$\\')))

    def _dollar(self, depth: int, *, quoted: bool) -> Part:
        if self._peek(2) == "$(":
            if depth >= DEEPEST:
                raise ShellSyntaxError(f"$(…) may stand {DEEPEST} deep in $(…), not deeper.")
            self.at += 2
            line = self.line(depth + 1)
            if self._peek() != ")":
                raise ShellSyntaxError("A $( is opened and not closed with ).")
            self.at += 1
            return Substitution(line, quoted)
        braced = self._peek(2) == "${"
        match = _NAME.match(self.text, self.at + (2 if braced else 1))
        if match is None:
            if braced:
                raise ShellSyntaxError("After ${ the name of a variable is expected, then }.")
            self.at += 1
            return Text("$")
        self.at = match.end()
        if braced:
            if self._peek() != "}":
                raise ShellSyntaxError(f"${{{match[0]} is not closed with }}.")
            self.at += 1
        return Variable(match[0], quoted)
