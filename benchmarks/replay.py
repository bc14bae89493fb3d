"""What it takes to replay the whole course: a transcript of every lesson, done by its own solutions, run again.

python benchmarks/replay.py
"""

from __future__ import annotations

import sys
import time

from course.grading.replay import replay
from course.lesson.model import Predict
from course.library import catalogue, load, read_text, scenario_of
from course.progress.store import scratch_store
from course.proof.worlds import NOON
from course.sitting import Sitting
from sim.scenario import load as load_scenario

LIMIT_SECONDS = 2.0


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
    return 0 if held else 1


if __name__ == "__main__":
    sys.exit(main())
