"""What it takes to replay the whole course: a transcript of every lesson, done by its own solutions, run again.

And what a long transcript takes, whose last lines must cost what its first ones do.

python benchmarks/replay.py
"""

from __future__ import annotations

import sys
import time

from course.grading.replay import replay
from course.lesson.model import Predict
from course.library import catalogue, find, load, read_text, scenario_of
from course.progress.store import scratch_store
from course.proof.worlds import NOON
from course.sitting import Sitting
from sim.scenario import load as load_scenario

LIMIT_SECONDS = 2.0

LONG, SHORT = 5_000, 1_000
"""Lines of a long transcript, and of one that it is held against."""

LONG_LIMIT_SECONDS = 15.0
"""Half of what `grade` waits for a transcript."""

LINE_LIMIT = 2.0
"""What a line of the long transcript may cost, as a multiple of a line of the short one."""

LINES = (
    "aws iam list-users",
    "as alan sign-in Alan --password Turing-Machine-36 --code $(phone alan code)",
    "aws iam create-group --group-name Staff",
    "aws iam delete-group --group-name Staff",
    "aws iam get-user --user-name Nobody",
    "undo",
    "wait 10s",
)
LONG_LESSON = "11-time-and-drift"


def long_transcript(count: int) -> float:
    """Seconds of the processor that replaying so many lines at a lesson takes, whose first step looks at the trail."""
    path = find(LONG_LESSON)
    lesson = load(path)
    start = load_scenario(read_text(scenario_of(lesson.front, path)), lesson.front.scenario, NOON)
    lines = [(NOON + number * 1_000, LINES[number % len(LINES)]) for number in range(count)]
    begun = time.process_time()
    done = sum(1 for _ in replay(start, lines, (), lesson))
    if done != count:
        raise SystemExit(f"{done} of {count} lines were replayed")
    return time.process_time() - begun


def long_ones() -> bool:
    short, long = long_transcript(SHORT), long_transcript(LONG)
    times = long / LONG / (short / SHORT)
    held = long <= LONG_LIMIT_SECONDS and times <= LINE_LIMIT
    each = f"{long / LONG * 1e3:.2f} ms a line"
    print(f"A transcript of {LONG:,} lines replayed in {long:.2f} s of the processor's time: {each}")
    print(f"  {times:.2f} times what a line takes of {SHORT:,}")
    told = "are held" if held else "are exceeded"
    print(f"  The limits, {LONG_LIMIT_SECONDS:g} s and {LINE_LIMIT:g} times, {told}")
    return held


def main() -> int:
    lines, steps, took = 0, 0, 0.0
    for entry in catalogue():
        lesson = load(entry.path)
        name = lesson.front.scenario
        text = read_text(scenario_of(lesson.front, entry.path))
        start = load_scenario(text, name, NOON)
        kept = scratch_store().begin(entry.id, text, None, NOON, scenario=name)
        sitting = Sitting(lesson, start, lambda: NOON, kept)
        for step in lesson.steps:
            for question in step.questions:
                if isinstance(question, Predict):
                    sitting.predict(question, 1, lambda *_: None)
                else:
                    sitting.answer(question, next(n for n, each in enumerate(question.choices, 1) if each.right))
            for line in step.solution.lines() if step.solution else ():
                sitting.act(line)
            sitting.pass_by(step)
        if not sitting.run.finished:
            raise SystemExit(f"{entry.id} is not finished by its own solutions")
        begun = time.process_time()
        moments = list(replay(start, kept.lines, kept.results, lesson))
        took += time.process_time() - begun
        if moments[-1].run.met != len(lesson.steps):
            raise SystemExit(f"{entry.id} is not finished when it is replayed")
        lines, steps = lines + len(kept.lines), steps + len(lesson.steps)
    held = took <= LIMIT_SECONDS
    print(f"The whole course replayed: {lines} lines, {steps} steps in {took:.2f} s of the processor's time")
    print(f"  The limit, {LIMIT_SECONDS:g} s, is {'held' if held else 'exceeded'}")
    return 0 if long_ones() and held else 1


if __name__ == "__main__":
    sys.exit(main())
