"""What a proof found wrong, and how it is said: like a good compiler, with the place, the line and a likely mend."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

WIDTH = 80
"""Columns of a printed finding, where words allow."""

MOST_LINES = 40
"""Lines of a printed finding at most."""

_LABEL = 12
_SHOWN = 8
"""The command lines of a transcript that are shown; of a longer one, its end."""

_MOST = {"expected": 4, "found": 5, "where": 2, "expression": 4, "read": 5, "mend": 3}
_CUT = " …"


@dataclass(frozen=True)
class Finding:
    """One thing that does not hold.

    `line` and `column` count from 1; `column` is None where a whole line is meant. `message` is one sentence without a
    full stop. `transcript` holds the command lines up to there, each followed by the refusals that it got, which begin
    with two blanks. `expression` is the one concerned, `read` what it read of the state, as short JSON. `source` is the
    line of the file; `phases` are the seconds of the 30-second window at which it was found, `seeds` the variants of
    the scenario (None: its own seed). `elsewhere` is the path when the proof belongs to another file.
    """

    kind: str
    path: Path
    line: int
    column: int | None
    step: str | None
    message: str
    expected: str
    found: str
    transcript: tuple[str, ...] = ()
    expression: str | None = None
    read: str | None = None
    remedy: str = ""
    source: str = ""
    phases: tuple[int, ...] = ()
    seeds: tuple[int | None, ...] = (None,)

    def __str__(self) -> str:
        place = ":".join(str(part) for part in (self.path, self.line, self.column or 1)) + ": "
        # The place is never broken, however long: editors and terminals follow it.
        lines = _wrapped(f"{self.message} [{self.kind}]", " " * min(len(place), WIDTH // 2), "    ", 4)
        lines[0] = place + lines[0].lstrip()
        lines += _excerpt(self.source, self.line, self.column)
        lines += _labelled("expected", self.expected)
        lines += _labelled("found", self.found)
        lines += _labelled("where", self.where)
        lines += _transcript(self.transcript)
        lines += _labelled("expression", self.expression or "")
        lines += _labelled("read", self.read or "")
        lines += _labelled("mend", self.remedy)
        return "\n".join(lines[:MOST_LINES])

    @property
    def where(self) -> str:
        """The step, the moments and the variants at which it was found, in words; empty where none are concerned."""
        parts = [f"step {self.step}"] if self.step else []
        if self.phases:
            parts.append(f"{_and([str(phase) for phase in self.phases])} s into the 30-second window")
        others = [str(seed) for seed in self.seeds if seed is not None]
        if others:
            own = ["the scenario's own variant"] if None in self.seeds else []
            listed = others if len(others) <= 6 else [*others[:5], f"{len(others) - 5} more"]
            parts.append(_and([*own, f"seed{'s'[: len(others) != 1]} {_and(listed)}"]))
        return "; ".join(parts)

    @property
    def about(self) -> tuple[object, ...]:
        """What makes two findings the same one, found at several moments or in several variants."""
        return (self.kind, self.path, self.line, self.step, _general(self.message))


def collapse(findings: Sequence[Finding]) -> list[Finding]:
    """The findings, each once, with the phases and seeds of all that say the same; in the order of the file."""
    first: dict[tuple[object, ...], Finding] = {}
    for finding in findings:
        same = first.get(finding.about)
        if same is None:
            first[finding.about] = finding
            continue
        phases = tuple(sorted({*same.phases, *finding.phases}))
        seeds = tuple(sorted({*same.seeds, *finding.seeds}, key=lambda seed: (seed is not None, seed or 0)))
        first[finding.about] = replace(same, phases=phases, seeds=seeds)
    return sorted(first.values(), key=lambda finding: (str(finding.path), finding.line, finding.kind))


def _general(message: str) -> str:
    """A message without what differs from one moment to the next: digits."""
    return re.sub("[0-9]+", "#", message)


def _excerpt(source: str, line: int, column: int | None) -> Iterator[str]:
    if not source.strip():
        return
    lead = f"{line:>{_LABEL - 4}} | "
    at = (column or len(source) - len(source.lstrip()) + 1) - 1
    text, room = source.rstrip().replace("\t", " "), WIDTH - len(lead)
    if len(text) > room:
        start = max(0, min(at - room // 2, len(text) - room))
        cut = text[start : start + room]
        text = ("…" + cut[1:] if start else cut)[: room - 1] + ("…" if start + room < len(text) else cut[-1])
        at -= start
    yield lead + text
    if column is not None:
        yield " " * (len(lead) - 2) + "| " + " " * min(at, room) + "^"


def _transcript(lines: Sequence[str]) -> Iterator[str]:
    shown = [line if len(line) <= 4 * WIDTH else line[: 4 * WIDTH] + _CUT for line in lines[-_SHOWN:]]
    if len(lines) > _SHOWN:
        shown.insert(0, f"({len(lines) - _SHOWN} more before)")
    label = "so far"
    for line in shown:
        indent = " " * (_LABEL + len(line) - len(line.lstrip()))
        yield from _wrapped(line.strip(), f"{label:{len(indent)}}", indent + "  ", 2)
        label = ""


def _labelled(label: str, text: str) -> Iterator[str]:
    if not text.strip():
        return
    most, lead = _MOST[label], f"{label:{_LABEL}}"
    for line in text.strip().split("\n")[:most]:
        for part in _wrapped(line, lead, " " * _LABEL, most):
            yield part
            most -= 1
        lead = " " * _LABEL
        if most <= 0:
            return


def _wrapped(text: str, first: str, indent: str, most: int) -> list[str]:
    return textwrap.wrap(
        text, WIDTH, initial_indent=first, subsequent_indent=indent, max_lines=max(1, most), placeholder=_CUT,
        break_on_hyphens=False,
    ) or [first.rstrip()]  # fmt: skip


def _and(words: Sequence[str]) -> str:
    return " and ".join(part for part in (", ".join(words[:-1]), words[-1]) if part) if words else ""
