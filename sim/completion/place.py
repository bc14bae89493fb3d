"""Where the cursor stands in a command line that is not finished: the command's words before it, the word begun."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from sim.people import YOU
from sim.shell.syntax import LONGEST

_ASSIGNMENT = re.compile(r"[A-Za-z_][A-Za-z0-9_]*=")
_VARIABLE = re.compile(r"\$\{?([A-Za-z_][A-Za-z0-9_]*)?\Z")


@dataclass(frozen=True, slots=True)
class Place:
    """The end of an unfinished line.

    `words` are those of the command that the cursor is in, in `person`'s hands, before `word`, the one begun, which
    starts at `start` in the text. `quote` is the quote it stands in, if any. `variable` is the name begun after a $.
    `target` tells that a file's name after > is wanted. `comment` tells that nothing is, in a remark.
    """

    words: tuple[str, ...]
    word: str
    start: int
    quote: str = ""
    variable: str | None = None
    target: bool = False
    comment: bool = False
    person: str = YOU


@dataclass(slots=True)
class _Frame:
    """A command being read; in `$(…)` there is one more."""

    words: list[str] = field(default_factory=list)
    current: str | None = None
    start: int = 0
    quote: str = ""
    target: bool = False

    def add(self, text: str, at: int) -> None:
        if self.current is None:
            self.current, self.start = "", at
        self.current += text

    def end(self) -> None:
        if self.current is not None:
            if not self.target:
                self.words.append(self.current)
            self.target, self.current = False, None

    def begin_anew(self) -> None:
        self.end()
        self.words, self.target = [], False


def place(text: str) -> Place:
    """Read a line up to the cursor. Never raises: what is not closed yet is being written."""
    frames, at = [_Frame()], max(0, len(text) - LONGEST)
    while at < len(text):
        frame, sign = frames[-1], text[at]
        if frame.quote == "'":
            frame.quote = "" if sign == "'" else "'"
            frame.add("" if sign == "'" else sign, at)
        elif sign == "\\":
            frame.add(text[at + 1 : at + 2], at)
            at += 1
        elif text.startswith("$(", at):
            frame.add("", at)
            frames.append(_Frame())
            at += 1
        elif frame.quote:
            frame.quote = "" if sign == '"' else '"'
            frame.add("" if sign == '"' else sign, at)
        elif sign in "'\"":
            frame.add("", at)
            frame.quote = sign
        elif sign in " \t":
            frame.end()
        elif sign in ";\n|&":
            frame.begin_anew()
        elif sign == ")" and len(frames) > 1:
            frames.pop()
            frames[-1].add("$(…)", at)
        elif sign == ">":
            frame.end()
            frame.target = True
        elif sign == "#" and frame.current is None:
            return Place((), "", len(text), comment=True)
        else:
            frame.add(sign, at)
        at += 1
    return _placed(frames[-1], text)


def _placed(frame: _Frame, text: str) -> Place:
    words, word = list(frame.words), frame.current or ""
    start = frame.start if frame.current is not None else len(text)
    while words and _ASSIGNMENT.match(words[0]):
        del words[0]
    person = YOU
    while len(words) > 1 and words[0] == "as":
        person, words = words[1].lower(), words[2:]
    if not words and not frame.target and (match := _ASSIGNMENT.match(word)):
        start, word = start + match.end(), word[match.end() :]
        return Place(("",), word, start, frame.quote, _begun(frame, text), person=person)
    return Place(tuple(words), word, start, frame.quote, _begun(frame, text), frame.target, person=person)


def _begun(frame: _Frame, text: str) -> str | None:
    match = _VARIABLE.search(text)
    return None if match is None or frame.quote == "'" or frame.current is None else match[1] or ""


def value_after(words: Sequence[str], option: str) -> str | None:
    """What was written as the value of an option, if it was."""
    for at, word in enumerate(words):
        if word == option and at + 1 < len(words):
            return words[at + 1]
        if word.startswith(f"{option}="):
            return word.partition("=")[2]
    return None
