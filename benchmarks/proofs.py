"""What a proof of a lesson costs, in milliseconds and against what it cannot do without: a line run, a state read.

python benchmarks/proofs.py [--quick]
"""

from __future__ import annotations

import statistics
import sys
import time
from functools import partial
from pathlib import Path

from ratio import Ratio, interleaved, report

from course.proof import proofs
from course.proof.worlds import NOON
from sim.scenario import load
from sim.shell import run
from sim.view import state
from sim.world import World

LESSONS = Path(__file__).parent.parent / "lessons"
SCENARIO = LESSONS / "scenarios" / "alice-and-alan.yaml"
LINE = "as alan sign-in Alan --password Turing-Machine-36 --code $(phone alan code)"
LIMIT_MS = 5.0
LIMIT_RATIO = 8.0
"""Proofs of mistakes have AWS's whole window of codes searched, which a sign-in has not."""


def all_of(path: Path) -> int:
    """Prove a lesson from nothing: its file read, its worlds made; gives the number of proofs."""
    tried = proofs(path)
    for proof in tried:
        if finding := proof.run():
            raise SystemExit(str(finding))
    return len(tried)


def baseline(world: World) -> None:
    for _ in range(100):
        state(run(world, LINE).world)


def processor_ms(path: Path, rounds: int) -> float:
    """Milliseconds of the processor that all proofs of a lesson take: what else the machine does is not in them."""
    times = []
    for _ in range(rounds):
        begun = time.process_time()
        all_of(path)
        times.append(time.process_time() - begun)
    return statistics.median(times) * 1e3


def main() -> int:
    rounds = 3 if "--quick" in sys.argv[1:] else 11
    world = load(SCENARIO.read_text(encoding="utf-8"), "alice-and-alan", NOON)
    ratios, costs, slow = [], [], 0.0
    for path in sorted(LESSONS.glob("[0-9]*.md")):
        if path.name.count(".") > 1:
            continue
        count = all_of(path)
        whole = interleaved(
            path.stem, partial(all_of, path), partial(baseline, world), limit=None, rounds=rounds, repeat=1
        )
        slow = max(slow, cost := processor_ms(path, rounds) / count)
        costs.append(f"{cost:.1f} ms")
        subject, base = [each / count for each in whole.subject], [each / 100 for each in whole.baseline]
        ratios.append(Ratio(f"{path.stem}, {count} proofs", subject, base, LIMIT_RATIO, 1e3, "ms"))
    status = report("A proof, against one line run and one state document", ratios)
    held = "held" if slow <= LIMIT_MS else "exceeded"
    print(f"  Of the processor's time: {', '.join(costs)} a proof; the limit, {LIMIT_MS:g} ms, is {held}")
    return status if slow <= LIMIT_MS else 1


if __name__ == "__main__":
    sys.exit(main())
