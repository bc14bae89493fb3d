"""The codes that were tried in words: a sign and a verdict, for the ruler of the time lab and the list below it."""

from __future__ import annotations

from collections.abc import Sequence

from course.phrases import plural
from course.timing.words import clock
from sim.clock import iso
from sim.tries import Try
from sim.verdict import SKEW
from sim.world import World

SHORT = {
    "correct": "accepted",
    "reused": "used",
    "same-code-twice": "twice",
    "swapped": "swapped",
    "not-consecutive": "apart",
    "too-old": "too old",
    "too-new": "too new",
    "another-device": "another's",
    "throttled": "too many",
    "never-valid": "unknown",
}
"""Verdicts in a word or two, for a mark on the ruler."""

WAYS = {"sign-in": "sign-in", "sts": "STS", "enable": "enable", "resync": "resync"}


def tries_of(world: World, serial_number: str) -> Sequence[Try]:
    """The tries of a device that the world remembers, the newest first."""
    return [each for each in reversed(world.tries) if each.serial_number == serial_number]


def mark(each: Try) -> str:
    """A try as a mark: ✓accepted, ✗too old."""
    return f"{sign(each)}{SHORT[each.verdict.cause]}"


def sign(each: Try) -> str:
    """✓ for a code that was taken, ✗ for one that was not."""
    return "✓" if each.verdict.accepted else "✗"


def codes(each: Try) -> str:
    """What was typed in: one code, or the two of a pair."""
    return " ".join(each.codes)


def verdict(each: Try) -> str:
    """The verdict with its cause, short enough for a line: "too old: 3 steps, and AWS takes 2"."""
    off = each.verdict.steps_off or 0
    pair = len(each.codes) == 2
    steps = plural(abs(off), "step")
    match each.verdict.cause:
        case "correct" if pair:
            moved = f"AWS now reckons {steps} {'on' if off > 0 else 'back'}" if off else "AWS reckons as before"
            return f"accepted: {moved}"
        case "correct":
            return f"accepted: {steps} {'old' if off < 0 else 'ahead'}" if off else "accepted: at its known time"
        case "reused":
            return "used: not newer than the last pair" if pair else "used: AWS takes no code twice"
        case "same-code-twice":
            return "twice the same code, not two in a row"
        case "swapped":
            return "swapped: the older code goes first"
        case "not-consecutive":
            return "apart: another code lies between"
        case "too-old" | "too-new":
            return f"{SHORT[each.verdict.cause]}: {steps}" + ("" if pair else f", and AWS takes {SKEW}")
        case "another-device":
            return f"another's: of {(each.verdict.device or 'another device').rpartition('/')[2]}"
        case "throttled":
            return "too many: wait for the full 3 minutes"
    return "unknown: no such code near now"


def when_tried(each: Try, now: int) -> str:
    """When a try was: the time of day, of another day the day too."""
    return clock(each.time) if iso(each.time)[:10] == iso(now)[:10] else iso(each.time)[5:16].replace("T", " ")


def row(each: Try, now: int) -> str:
    """A try on a line: when it was, in what way it was given, the code, the verdict."""
    return f"{when_tried(each, now)}  {WAYS[each.way]:<7}  {codes(each):<13}  {sign(each)} {verdict(each)}"
