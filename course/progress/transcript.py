r"""Transcripts: an attempt as a text file that can be sent, read, kept in a repository and run again.

    mfa-course transcript 1
    scenario: alice-and-alan
    seed: 1
    start: 2027-03-01T12:00:00.000Z
    lesson: 01-enable-mfa-for-alice

    2027-03-01T12:00:14.250Z<TAB>aws iam list-users

UTF-8. The first line names the format and its version. Header fields follow in any order, `lesson` being optional,
up to an empty line. Then comes a line for each command line: the service time it ran at, a tab, the command line, in
which `\\` stands for a backslash, `\n` `\r` `\t` for newline, return and tab, and `\uXXXX` or `\UXXXXXXXX` for any
other character that is not printable. Times are UTC, with milliseconds.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

FIRST_LINE = "mfa-course transcript 1"

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)
_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", re.ASCII)
_ESCAPE = re.compile(r"\\(u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|.?)", re.DOTALL)
_SHORT = {"\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_LONG = {written[1]: sign for sign, written in _SHORT.items()}
_FIELDS = ("scenario", "seed", "start", "lesson")


@dataclass(frozen=True, slots=True)
class Transcript:
    """A start, and the command lines from there, each with the service time (milliseconds since 1970) it ran at."""

    scenario: str
    seed: int
    start: int
    lines: tuple[tuple[int, str], ...] = ()
    lesson: str | None = None


class TranscriptError(Exception):
    """A text that is no transcript: where (its name and line), what is wrong, and what was expected."""

    def __init__(self, name: str, line: int, message: str, expected: str) -> None:
        super().__init__(f"{name}:{line}: {message}. {expected}.")
        self.name, self.line, self.message, self.expected = name, line, message, expected


def dump(transcript: Transcript) -> str:
    """The text of a transcript; `load` reads it back the same."""
    header = [
        FIRST_LINE,
        f"scenario: {_escaped(transcript.scenario)}",
        f"seed: {transcript.seed}",
        f"start: {_written(transcript.start)}",
    ]
    if transcript.lesson is not None:
        header.append(f"lesson: {_escaped(transcript.lesson)}")
    lines = (f"{_written(time)}\t{_escaped(line)}" for time, line in transcript.lines)
    return "\n".join([*header, "", *lines]) + "\n"


def load(text: str, name: str) -> Transcript:
    """Read a transcript; `name` is the file's, for messages.

    Raises TranscriptError.
    """
    rows = text.removeprefix("\ufeff").replace("\r\n", "\n").split("\n")
    if rows[0].strip() != FIRST_LINE:
        raise TranscriptError(name, 1, "this is no transcript", f"The first line must be: {FIRST_LINE}")
    fields: dict[str, tuple[str, int]] = {}
    number = 1
    for number, row in enumerate(rows[1:], 2):
        if not row.strip():
            break
        key, colon, value = row.partition(":")
        if not colon or key not in _FIELDS or key in fields:
            twice = f"{key!r} stands here twice" if key in fields else f"{row[:60]!r} is no field of the header"
            raise TranscriptError(name, number, twice, f"Fields are {', '.join(_FIELDS)}; an empty line ends them")
        fields[key] = value.strip(), number
    for key in ("scenario", "seed", "start"):
        if not fields.get(key, ("", 0))[0]:
            raise TranscriptError(name, number, f"the header has no {key}", _expected(key))
    seed, at = fields["seed"]
    if not re.fullmatch(r"\d{1,18}", seed, re.ASCII):
        raise TranscriptError(name, at, f"the seed {seed[:30]!r} is no whole number", _expected("seed"))
    scenario, start, lesson = fields["scenario"], fields["start"], fields.get("lesson")
    return Transcript(
        _restored(scenario[0], name, scenario[1]),
        int(seed),
        _read_time(start[0], name, start[1]),
        tuple(_line(row, name, at) for at, row in enumerate(rows[number:], number + 1) if row),
        _restored(lesson[0], name, lesson[1]) if lesson else None,
    )


_EXAMPLES = {
    "scenario": "scenario: alice-and-alan",
    "seed": "seed: 1",
    "start": "start: 2027-03-01T12:00:00.000Z",
}


def _expected(key: str) -> str:
    return f"Write a line such as {_EXAMPLES[key]}"


def _line(row: str, name: str, number: int) -> tuple[int, str]:
    time, tab, line = row.partition("\t")
    if not tab:
        raise TranscriptError(name, number, f"{row[:60]!r} has no tab", "A time, a tab and a command line are expected")
    return _read_time(time, name, number), _restored(line, name, number)


def _written(time: int) -> str:
    return (_EPOCH + time * _MILLISECOND).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _read_time(text: str, name: str, number: int) -> int:
    try:
        if not _TIME.fullmatch(text):
            raise ValueError
        return (datetime.fromisoformat(text) - _EPOCH) // _MILLISECOND
    except ValueError:
        message = f"{text[:40]!r} is no time"
        raise TranscriptError(name, number, message, "Write it as 2027-03-01T12:00:14.250Z") from None


def _escaped(text: str) -> str:
    if text.isprintable() and "\\" not in text:
        return text
    return "".join(_SHORT.get(sign) or (sign if sign.isprintable() else _coded(sign)) for sign in text)


def _coded(sign: str) -> str:
    return f"\\u{ord(sign):04x}" if ord(sign) < 0x10000 else f"\\U{ord(sign):08x}"


def _restored(text: str, name: str, number: int) -> str:
    def sign(match: re.Match[str]) -> str:
        code = match[1]
        if code in _LONG:
            return _LONG[code]
        if len(code) < 5 or int(code[1:], 16) > 0x10FFFF:
            message = f"{match[0]!r} stands for nothing"
            raise TranscriptError(name, number, message, r"A backslash is written \\")
        return chr(int(code[1:], 16))

    return _ESCAPE.sub(sign, text)
