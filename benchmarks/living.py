"""What a lesson costs while it is open: time that runs, keys while a program calls the account, memory over many acts.

    python benchmarks/living.py [--quick]

The lesson and an app of one widget that shows the time run in pseudo-terminals of 120 by 40. What the rest of the
machine does is left out: of the processor only the program's own time counts, and of the time that a key takes what
the program could not help, for want of a processor, is taken away.
"""

from __future__ import annotations

import gc
import itertools
import statistics
import subprocess
import sys
import tempfile
import time
import tracemalloc
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
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

EARLY, MIDDLE, LATE = 2_000, 6_000, 10_000
"""Acts after which the memory is looked at. By the first of them all is full that holds so much and no more."""

EVERY = 100
"""Acts between two looks at an attempt's memory, which goes up and down by what is kept of the last acts."""

BYTES_AN_ACT = 200
"""What an act may leave behind in an attempt's memory: its line, so that it can be undone, and its event."""

PROCESS_GROWTH = 8e6
"""Bytes by which the program may grow from the EARLYth call of a program's to the LATEth."""

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
        program, port = self._open_to_calls()
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

    def grown(self) -> list[float]:
        """The bytes that a lesson's process holds after EARLY, MIDDLE and LATE calls of a program."""
        program, port = self._open_to_calls()
        client, held = door.door_client(port), []
        with ThreadPoolExecutor(1) as calling:
            for before, number in itertools.pairwise((0, EARLY, MIDDLE, LATE)):
                called = calling.submit(_call_times, client, number - before)
                while not called.done():
                    program.watch(0.1)
                called.result()
                program.watch(1)
                held.append(program.resident_bytes)
        program.end(QUIT)
        return held

    def _open_to_calls(self) -> tuple[Program, int]:
        """A lesson whose account programs can call, and at which port."""
        program = self._shown(LESSON, LESSON_PAINT, "")
        program.press(TO_TERMINAL)
        program.shown(TYPING)
        port = door.free_port()
        for letter in f"api on {port}\r":
            program.press(letter)
            program.watch(0.05)
        program.shown(f"127.0.0.1:{port}")
        program.watch(1)
        return program, port

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


def _call_times(client: door.Client, times: int) -> None:
    for _ in range(times):
        client.get_user(1)


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
    """Megabytes that an attempt holds after EARLY acts; bytes that an act adds from there to MIDDLE, and to LATE."""
    path = find("11-time-and-drift")
    lesson = load(path)
    text = read_text(scenario_of(lesson.front, path))
    start, now = load_scenario(text, lesson.front.scenario, NOON), NOON
    with tempfile.TemporaryDirectory() as home:
        store = open_store(Path(home))
        kept = store.begin(path.stem, text, None, NOON, scenario=lesson.front.scenario)
        tracemalloc.start()
        sitting = Sitting(lesson, start, lambda: now, kept)
        held: dict[int, int] = {}
        for number in range(1, LATE + 1):
            now += 1_000
            sitting.act(ACTS[number % len(ACTS)])
            if number >= EARLY and not number % EVERY:
                gc.collect()
                held[number] = tracemalloc.get_traced_memory()[0]
        tracemalloc.stop()
        store.close()
    return held[EARLY] / 1e6, _slope(held, EARLY, MIDDLE), _slope(held, MIDDLE, LATE)


def _slope(held: dict[int, int], first: int, last: int) -> float:
    between = {number: size for number, size in held.items() if first <= number <= last}
    return statistics.linear_regression(list(between), list(between.values())).slope


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
        process = bench.grown()
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
    for name, grown in ((f"an act, to the {MIDDLE:,}th", first), (f"an act, to the {LATE:,}th", second)):
        held.append(_told(name, f"{grown:,.0f} bytes", f"{BYTES_AN_ACT:,} bytes", holds=grown < BYTES_AN_ACT))
    sizes = ", ".join(f"{size / 1e6:.1f}" for size in process)
    print(f"\nThe program, after {EARLY:,}, {MIDDLE:,} and {LATE:,} calls: {sizes} MB")
    grown = process[-1] - process[0]
    name, limit = "grown since the first of these", f"{PROCESS_GROWTH / 1e6:.0f} MB"
    held.append(_told(name, f"{grown / 1e6:.1f} MB", limit, holds=grown < PROCESS_GROWTH))
    return 0 if all(held) and not status else 1


if __name__ == "__main__":
    if sys.argv[1:2] == ["call"]:
        call(int(sys.argv[2]), float(sys.argv[3]))
        sys.exit()
    sys.exit(main())
