"""What a lesson costs while it is open: time that runs, keys while a program calls the account, memory over many acts.

    python benchmarks/living.py [--quick]

The lesson and an app of one widget that shows the time run in pseudo-terminals of 120 by 40. What the rest of the
machine does is left out: of the processor only the program's own time counts, and of the time that a key takes what
the program could not help, for want of a processor, is taken away.
"""

from __future__ import annotations

import gc
import statistics
import subprocess
import sys
import tempfile
import time
import tracemalloc
from collections.abc import Iterator
from pathlib import Path

import door
from ratio import Ratio, report
from startup import LESSON, LESSON_PAINT, LETTERS, ONE_WIDGET, QUIT, TO_TERMINAL, TYPING
from terminal import Program

from course.library import find, load, read_text, scenario_of
from course.progress.store import open_store
from course.proof.worlds import NOON
from course.sitting import Sitting
from sim.scenario import load as load_scenario

CORE_SHARE = 0.02
"""The part of a core that a lesson may take while time runs and nobody does anything."""

TIMES_ONE_WIDGET = 6
"""The same against the app of one widget, which shows a line where the lesson shows a phone and a line of time."""

TO_LAB = "5"

RATE = 200
"""Requests a second that a program sends."""

KEY_SECONDS = 0.050
"""How soon a key is to be answered all the same, 99 times of 100."""

BETWEEN_KEYS = 0.045
KEYS = 110

EARLY, LATE = 2_000, 10_000
"""Acts after which the memory of an attempt is looked at; and half-way between."""

BYTES_AN_ACT = 8_000
"""What an act may leave behind in memory: it can be undone, and its event stands in the trail for good."""

ACTS = (
    "aws iam list-users",
    "as alan sign-in Alan --password Turing-Machine-36 --code $(phone alan code)",
    "wait 30s",
    "aws iam create-group --group-name Staff",
    "phone alan",
    "aws iam delete-group --group-name Staff",
    "aws iam get-user --user-name Nobody",
    "undo",
)


class Bench:
    def __init__(self, home: str) -> None:
        self._environment = {"TERM": "xterm-256color", "COLORTERM": "truecolor", "MFA_COURSE_HOME": home}

    def ticking(self, command: list[str], text: str, keys: str, seconds: float) -> float:
        """The processor's time a second of a program that is left alone."""
        program = self._shown(command, text, keys)
        program.watch(2)
        spent, begun = program.processor_seconds, time.perf_counter()
        program.watch(seconds)
        share = (program.processor_seconds - spent) / (time.perf_counter() - begun)
        program.end(QUIT)
        return share

    def keys(self) -> tuple[list[float], list[float], float]:
        """Seconds that keys take in a lesson, with nothing else to do and under requests; and requests a second."""
        program = self._shown(LESSON, LESSON_PAINT, "")
        program.press(TO_TERMINAL)
        program.shown(TYPING)
        port = door.free_port()
        for letter in f"api on {port}\r":
            program.press(letter)
            program.watch(0.05)
        program.shown(f"127.0.0.1:{port}")
        program.watch(1)
        alone = list(_answers(program, KEYS // 2))
        seconds = KEYS * 2 * BETWEEN_KEYS + 2
        caller = [sys.executable, __file__, "call", str(port), str(seconds)]
        with subprocess.Popen(caller, stdout=subprocess.PIPE, text=True) as calling:
            program.watch(1)
            called = list(_answers(program, KEYS))
            while calling.poll() is None:
                program.watch(0.1)
            assert calling.stdout is not None
            rate = float(calling.stdout.read())
        program.end(QUIT)
        return alone, called, rate

    def _shown(self, command: list[str], text: str, keys: str) -> Program:
        program = Program(command, self._environment)
        program.shown(text)
        program.quiet(0.2)
        for key in keys:
            program.press(key)
            program.quiet(0.2)
        return program


def _answers(program: Program, count: int) -> Iterator[float]:
    for number in range(count):
        letter = LETTERS[number % len(LETTERS)]
        if letter == LETTERS[0]:
            program.press("\x15")  # empties the line, so that a letter is painted where none like it stands
            program.watch(BETWEEN_KEYS)
        queued, pressed = program.queued_seconds, program.press(letter)
        taken = program.shown(letter) - pressed
        yield max(0.0, taken - (program.queued_seconds - queued))
        program.watch(BETWEEN_KEYS)


def call(port: int, seconds: float) -> None:
    """Send a signed GetUser RATE times a second, evenly; prints how many a second were answered."""
    client, begun, answered = door.door_client(port), time.perf_counter(), 0
    while (now := time.perf_counter()) < begun + seconds:
        due = begun + answered / RATE
        time.sleep(max(0.0, due - now))
        client.get_user(1)
        answered += 1
    print(answered / (time.perf_counter() - begun))


def memory() -> tuple[float, float, float]:
    """Megabytes that an attempt holds after EARLY acts; bytes that an act adds in the two halves from there to LATE."""
    path = find("11-time-and-drift")
    lesson = load(path)
    text = read_text(scenario_of(lesson.front, path))
    start, now = load_scenario(text, lesson.front.scenario, NOON), NOON
    with tempfile.TemporaryDirectory() as home:
        store = open_store(Path(home))
        kept = store.begin(path.stem, text, None, NOON, scenario=lesson.front.scenario)
        tracemalloc.start()
        sitting = Sitting(lesson, start, lambda: now, kept)
        held = []
        for number in range(1, LATE + 1):
            now += 1_000
            sitting.act(ACTS[number % len(ACTS)])
            if number in (EARLY, (EARLY + LATE) // 2, LATE):
                gc.collect()
                held.append(tracemalloc.get_traced_memory()[0])
        tracemalloc.stop()
        store.close()
    half = (LATE - EARLY) / 2
    return held[0] / 1e6, (held[1] - held[0]) / half, (held[2] - held[1]) / half


def _told(name: str, value: str, limit: str, *, holds: bool) -> bool:
    print(f"  {name:44} {value:>16}  at most {limit}{'' if holds else '  exceeded'}")
    return holds


def main() -> int:
    quick = "--quick" in sys.argv[1:]
    rounds, seconds = (1, 5.0) if quick else (3, 10.0)
    with tempfile.TemporaryDirectory() as home:
        bench = Bench(home)
        one, lesson, lab = [], [], []
        for _ in range(rounds):
            one.append(bench.ticking([*ONE_WIDGET, "--ticking"], "Ready to answer keys", "", seconds))
            lesson.append(bench.ticking(LESSON, LESSON_PAINT, "", seconds))
            lab.append(bench.ticking(LESSON, LESSON_PAINT, TO_LAB, seconds))
        keys = [bench.keys() for _ in range(rounds)]
    status = report(
        "A second of a lesson in which nobody does anything, against an app of one widget that shows the time",
        [
            Ratio("a lesson", lesson, one, TIMES_ONE_WIDGET, 1e3, "ms"),
            Ratio("a lesson with the time lab open", lab, one, None, 1e3, "ms"),
        ],
    )
    share = statistics.median(lesson)
    held = [_told("a lesson", f"{share:.2%} of a core", f"{CORE_SHARE:.0%}", holds=share < CORE_SHARE)]
    print(f"  {'with the time lab open':44} {statistics.median(lab):>7.2%} of a core")
    # What disturbs a round only makes it slower: the best one tells most of the program.
    alone, called, rate = min(keys, key=lambda each: statistics.quantiles(each[1], n=100)[-1])
    print(f"\nA key in a lesson's terminal, while a program makes {rate:,.0f} requests a second")
    print(f"  {'with nothing else to do':44} {statistics.median(alone) * 1e3:13.1f} ms")
    for name, answered in (
        ("median", statistics.median(called)),
        ("99th of 100", statistics.quantiles(called, n=100)[-1]),
    ):
        held.append(
            _told(name, f"{answered * 1e3:.1f} ms", f"{KEY_SECONDS * 1e3:.0f} ms", holds=answered < KEY_SECONDS)
        )
    if rate < 0.95 * RATE:
        print(f"  The machine was too busy for {RATE} requests a second: this says little.")
        held.append(False)
    megabytes, first, second = memory()
    print(f"\nMemory of an attempt: {megabytes:.1f} MB after {EARLY:,} acts")
    for name, grown in ((f"an act, to the {(EARLY + LATE) // 2:,}th", first), (f"an act, to the {LATE:,}th", second)):
        held.append(_told(name, f"{grown:,.0f} bytes", f"{BYTES_AN_ACT:,} bytes", holds=grown < BYTES_AN_ACT))
    held.append(
        _told(
            "a later act against an earlier one", f"{second / first:.2f} times", "1.1 times", holds=second < 1.1 * first
        )
    )
    return 0 if all(held) and not status else 1


if __name__ == "__main__":
    if sys.argv[1:2] == ["call"]:
        call(int(sys.argv[2]), float(sys.argv[3]))
        sys.exit()
    sys.exit(main())
