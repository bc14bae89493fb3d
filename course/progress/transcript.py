r"""Transcripts: an attempt as a text file that can be sent, read, kept in a repository and run again.

    mfa-course transcript 1
    scenario: alice-and-alan
    seed: 1
    start: 2027-03-01T12:00:00.000Z
    lesson: 06-enabling-mfa-for-alice
    scenario-sha256: 4a1f…

    answer<TAB>why-mfa<TAB>forum-hacked 1
    met<TAB>why-mfa
    2027-03-01T12:00:14.250Z<TAB>aws iam list-users

UTF-8. The first line names the format and its version. Header fields follow in any order up to an empty line; `lesson`
and `scenario-sha256` are optional. The latter, of the scenario's text, shows whether the scenario has changed since.

Then comes a row for each command line: the service time it ran at, a tab, the command line. Between them stands a row
for each thing that happened in the lesson: a word (`met`, `hint`, `answer`, `continue` or `finish`), a tab, the step's
id and, where there is more to tell, a tab and that (of an answer: the question's id and the number chosen).

In all of them `\\` stands for a backslash, `\n` `\r` `\t` for newline, return and tab, and `\uXXXX` or `\UXXXXXXXX`
for any other character that is not printable. Times are UTC, with milliseconds.
"""

from __future__ import annotations

import hashlib
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
_FIELDS = ("scenario", "seed", "start", "lesson", "scenario-sha256")
_HAPPENED = re.compile(r"[a-z][a-z-]{0,30}")
_SHA256 = re.compile(r"[0-9a-f]{64}")

MOST_ROWS = 50_000
"""Rows that a transcript may have; an hour of busy work has some hundred."""


@dataclass(frozen=True, slots=True)
class Transcript:
    """A start, and the command lines from there, each with the service time (milliseconds since 1970) it ran at.

    `results` are what happened in the lesson, as an attempt keeps it: the lines before, the step, what, a detail.
    """

    scenario: str
    seed: int
    start: int
    lines: tuple[tuple[int, str], ...] = ()
    lesson: str | None = None
    results: tuple[tuple[int, str, str, str], ...] = ()
    scenario_sha256: str | None = None


class TranscriptError(Exception):
    """A text that is no transcript: where (its name and line), what is wrong, and what was expected."""

    def __init__(self, name: str, line: int, message: str, expected: str) -> None:
        super().__init__(f"{name}:{line}: {message}. {expected}.")
        self.name, self.line, self.message, self.expected = name, line, message, expected


def fingerprint(scenario_text: str) -> str:
    """The SHA-256 of a scenario's text, however its lines end."""
    return hashlib.sha256(scenario_text.replace("\r\n", "\n").encode("utf-8", "surrogatepass")).hexdigest()


def dump(transcript: Transcript) -> str:
    """The text of a transcript; `load` reads it back the same."""
    header = [
        FIRST_LINE,
        f"scenario: {escaped(transcript.scenario)}",
        f"seed: {transcript.seed}",
        f"start: {_written(transcript.start)}",
    ]
    if transcript.lesson is not None:
        header.append(f"lesson: {escaped(transcript.lesson)}")
    if transcript.scenario_sha256 is not None:
        header.append(f"scenario-sha256: {transcript.scenario_sha256}")
    rows: list[str] = []
    results = list(transcript.results)[::-1]
    for number, (time, line) in enumerate(transcript.lines):
        while results and results[-1][0] <= number:
            rows.append(_happened(*results.pop()[1:]))
        rows.append(f"{_written(time)}\t{escaped(line)}")
    rows += [_happened(*rest) for _, *rest in reversed(results)]
    return "\n".join([*header, "", *rows]) + "\n"


def load(text: str, name: str) -> Transcript:
    """Read a transcript; `name` is the file's, for messages.

    Raises TranscriptError.
    """
    if not text.removeprefix("\ufeff").lstrip(" \t").startswith(FIRST_LINE):
        raise _no_transcript(name, text)
    if text.count("\n") > MOST_ROWS:
        raise TranscriptError(name, MOST_ROWS, "this goes on too long", f"At most {MOST_ROWS:,} rows are expected")
    rows = text.removeprefix("\ufeff").replace("\r\n", "\n").split("\n")
    if rows[0].strip() != FIRST_LINE:
        raise _no_transcript(name, rows[0])
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
    digest, at = fields.get("scenario-sha256", (None, 0))
    if digest is not None and not _SHA256.fullmatch(digest):
        message = f"{digest[:70]!r} is no SHA-256"
        raise TranscriptError(name, at, message, "Write its 64 hexadecimal digits, or leave the line out")
    lines, results = _rows(rows[number:], name, number + 1)
    return Transcript(
        _restored(scenario[0], name, scenario[1]),
        int(seed),
        _read_time(start[0], name, start[1]),
        lines,
        _restored(lesson[0], name, lesson[1]) if lesson else None,
        results,
        digest,
    )


_EXAMPLES = {
    "scenario": "scenario: alice-and-alan",
    "seed": "seed: 1",
    "start": "start: 2027-03-01T12:00:00.000Z",
}


def _expected(key: str) -> str:
    return f"Write a line such as {_EXAMPLES[key]}"


def _no_transcript(name: str, text: str) -> TranscriptError:
    if newer := re.match(r"\s*mfa-course transcript (\d{1,9})\s*$", text, re.MULTILINE):
        message = f"this transcript has the format {newer[1]}, and this program reads 1"
        return TranscriptError(name, 1, message, "Use the version of mfa-course that wrote it, or a later one")
    return TranscriptError(name, 1, "this is no transcript", f"The first line must be: {FIRST_LINE}")


def _rows(
    rows: list[str], name: str, first: int
) -> tuple[tuple[tuple[int, str], ...], tuple[tuple[int, str, str, str], ...]]:
    lines: list[tuple[int, str]] = []
    results: list[tuple[int, str, str, str]] = []
    for number, row in enumerate(rows, first):
        if not row:
            continue
        word, tab, rest = row.partition("\t")
        if not tab:
            message = f"{row[:60]!r} has no tab"
            raise TranscriptError(name, number, message, "A time, a tab and a command line are expected")
        if _HAPPENED.fullmatch(word):
            step, _, detail = rest.partition("\t")
            results.append((len(lines), _restored(step, name, number), word, _restored(detail, name, number)))
        else:
            lines.append((_read_time(word, name, number), _restored(rest, name, number)))
    return tuple(lines), tuple(results)


def _happened(step: str, what: str, detail: str) -> str:
    return f"{what}\t{escaped(step)}" + (f"\t{escaped(detail)}" if detail else "")


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


def escaped(text: str) -> str:
    """A text with what is not printable, and the backslash, written out: on one line, and harmless to a terminal."""
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
