"""The lines of a solution, made from acts: codes read anew, real time replaced by waits where these are needed."""

from __future__ import annotations

import re
import shlex
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from course.recording.acts import Act, Part
from course.recording.codes import Reading, Source, literal_codes, reads, window, with_readings, with_serials
from sim.clock import DAY, HOUR, MINUTE, SECOND
from sim.shell import lines as lines_of

WIDTH = 100
"""Columns at which a line is folded."""

_ASSIGN = re.compile(r"([A-Za-z_][A-Za-z0-9_]*)=\S")
_READS_CODE = re.compile(r"\w+=\$\((?:as \S+ )?(?:phone|token) [^;&|$]+ code[^;&|$]*\)")
_WAIT = re.compile(r"wait [^;&|$]+")
_SHORTEST_GAP = 1_500


@dataclass(frozen=True, slots=True)
class Item:
    """A command line of a block; `optional` ones stay only where the block does not hold without them.

    `asked` lines are run by a question: they stand in the proof, not in the block.
    """

    line: str
    optional: bool = False
    asked: bool = False


class Builder:
    """Makes blocks part by part; it remembers which codes were read last, for a code is taken only once."""

    def __init__(self, everything: Iterable[Part]) -> None:
        self._text = "\n".join(act.line for part in everything for act in part.acts)
        taken = {name.rstrip("0123456789") for name in re.findall(r"(?:\$\{?|(?<![\w-]))([a-z]+\d)\b", self._text)}
        self._base = next((base for base in ("code", "digits", "shown") if base not in taken), "taken_code")
        self._last: dict[tuple[str, str], tuple[Source, int]] = {}

    def items(self, part: Part, *, gaps: bool) -> list[Item]:
        """The candidate lines of a part, with a wait wherever a device went on to another code in real time.

        With `gaps` all other time that passed between the acts is a wait too.
        """
        last = dict(self._last)
        found: list[Item] = []
        end = part.begin.time
        for act in part.acts:
            line = with_serials(_named(act), act.before)
            readings = literal_codes(line, act.before)
            passed, waited = act.before.time - end, None
            for source, first, latest in _windows(line, readings, act):
                if waited is None and source.key in last and first > last[source.key][1]:
                    waited = Item(source.wait, optional=True)
                last[source.key] = source, latest
            _let_pass(last, act)
            if gaps and passed >= (MINUTE if waited else _SHORTEST_GAP):
                found.append(Item(f"wait {_length(passed)}", optional=True))
            found += [waited] if waited else []
            end = act.after.time
            if act.asked:
                found.append(Item(act.line.strip(), asked=True))
            else:
                found += [Item(each, self._optional(act, part)) for each in self._lines(line, readings)]
        passed = part.end.time - end
        if gaps and passed >= _SHORTEST_GAP:
            found.append(Item(f"wait {_length(passed)}", optional=True))
        return found

    def went_on(self, part: Part) -> None:
        """Remember the codes that a part read."""
        for act in part.acts:
            for source, _, latest in _windows(act.line, literal_codes(act.line, act.before), act):
                self._last[source.key] = source, latest
            _let_pass(self._last, act)

    def left_out(self, part: Part, items: Iterable[Item]) -> list[str]:
        """The acts of a part that might be left out, and were."""
        kept = {item.line for item in items}
        return [act.line.strip() for act in part.own if self._optional(act, part) and _named(act) not in kept]

    def _lines(self, line: str, readings: dict[str, Reading]) -> list[str]:
        """A line with its literal codes read anew; two that a device showed one after the other are taken first."""
        if not readings:
            return [line]
        words: dict[str, str] = {}
        before: list[str] = []
        number = 0
        for key in dict.fromkeys(reading.source.key for reading in readings.values()):
            own = sorted((r.step, code, r.source) for code, r in readings.items() if r.source.key == key)
            if len(own) == 1:
                words[own[0][1]] = f"$({own[0][2].code})"
                continue
            for place, (step, code, source) in enumerate(own):
                number += 1
                if place:
                    before += [source.wait] * (step - own[place - 1][0])
                before.append(f"{self._base}{number}=$({source.code})")
                words[code] = f"${self._base}{number}"
        taken = ["; ".join(before)] if before else []
        return [*taken, with_readings(line, words)]

    def _optional(self, act: Act, part: Part) -> bool:
        """Whether an act may be left out when the step is met without it."""
        if not part.met or part.step is None or not part.step.checks:
            return False
        line = act.line.strip()
        if act.is_wait or line.split()[-1:] == ["sign-out"]:
            return True
        match = _ASSIGN.match(line)
        if match is None or {";", "&"} & set(line):
            return False
        return not re.search(rf"\$\{{?{match[1]}\b", self._text)


def needed(items: Sequence[Item], holds: Callable[[Sequence[Item]], bool]) -> list[Item]:
    """The items without the optional ones that `holds` can do without."""
    kept = list(items)
    for at in range(len(kept) - 1, -1, -1):
        if kept[at].optional:
            without = kept[:at] + kept[at + 1 :]
            if holds(without):
                kept = without
    return kept


def joined(items: Sequence[Item]) -> list[str]:
    """The block's lines: codes taken one after the other stand on one line, so that none slips by in between."""
    own = [item.line for item in items if not item.asked]
    found: list[str] = []
    at = 0
    while at < len(own):
        end = at
        if _READS_CODE.fullmatch(own[at]):
            ahead = at + 1
            while ahead < len(own) and (_WAIT.fullmatch(own[ahead]) or _READS_CODE.fullmatch(own[ahead])):
                end = ahead if _READS_CODE.fullmatch(own[ahead]) else end
                ahead += 1
        found.append("; ".join(own[at : end + 1]))
        at = end + 1
    return found


def folded(line: str, width: int = WIDTH) -> str:
    """A line with backslashes at the ends of its rows where it is longer than `width`; before an option if possible."""
    rows: list[str] = []
    rest = line
    while len(rest) + (4 if rows else 0) > width:
        room = width - 2 - (4 if rows else 0)
        breaks = [at for at in _breaks(rest) if at <= room]
        options = [at for at in breaks if rest.startswith("--", at + 1)]
        at = (options or breaks or [0])[-1]
        if not at:
            break
        rows.append(rest[:at])
        rest = rest[at + 1 :]
    text = " \\\n    ".join([*rows, rest])
    return text if lines_of(text) == [line] else line


def fenced(rows: Iterable[str]) -> str:
    """The rows as a directive, ready to be pasted into a lesson."""
    text = "\n".join(rows)
    fence = "`" * max(3, *(len(run) + 1 for run in re.findall("`+", text)), 3)
    return f"{fence}{{solution}}\n{text}\n{fence}\n"


def _breaks(line: str) -> list[int]:
    """Where single blanks stand outside quotes and substitutions."""
    found, quote, depth = [], "", 0
    for at, sign in enumerate(line):
        if quote:
            quote = "" if sign == quote else quote
        elif sign in "'\"":
            quote = sign
        elif sign == "(":
            depth += 1
        elif sign == ")":
            depth -= 1
        elif (
            sign == " "
            and not depth
            and at
            and line[at - 1] not in "\\ "
            and line[at + 1 : at + 2] not in ("", " ", "#")
        ):
            found.append(at)
    return found


def _let_pass(last: dict[tuple[str, str], tuple[Source, int]], act: Act) -> None:
    """Count the steps that a wait of the learner's own let pass: for these no other wait is needed."""
    if act.is_wait:
        for key, (source, step) in last.items():
            last[key] = source, step + window(source, act.after.time) - window(source, act.before.time)


def _named(act: Act) -> str:
    """The act's line; a bare `wait next-code` names the phone that it was about."""
    line, phone = act.line.strip(), act.before.phone_in_use
    return f"{line} {shlex.quote(phone)}" if line == "wait next-code" and phone else line


def _windows(line: str, readings: dict[str, Reading], act: Act) -> list[tuple[Source, int, int]]:
    """The devices that a line has codes of, each with the first and the last step of its clock that it read."""
    found: dict[tuple[str, str], tuple[Source, int, int]] = {}
    for source in reads(line, act.before):
        found[source.key] = source, window(source, act.before.time), window(source, act.after.time)
    for reading in readings.values():
        key, step = reading.source.key, reading.step
        _, first, latest = found.get(key, (None, step, step))
        found[key] = reading.source, min(first, step), max(latest, step)
    return list(found.values())


def _length(milliseconds: int) -> str:
    """A length of time as `wait` takes it, rounded up to whole seconds."""
    seconds = -(-milliseconds // SECOND)
    text = ""
    for unit, size in (("d", DAY), ("h", HOUR), ("m", MINUTE), ("s", SECOND)):
        count, seconds = divmod(seconds, size // SECOND)
        text += f"{count}{unit}" if count else ""
    return text
