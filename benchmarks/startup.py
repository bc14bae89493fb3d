"""How soon the course is there, how much memory it takes and how soon it answers, against an app of one widget.

    python benchmarks/startup.py [--quick]

Both run in pseudo-terminals of the same size, in turns.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

from ratio import Ratio, report
from terminal import Program

LETTERS = "жщюэёфъыњћџ"
"""Letters that stand nowhere in the course: one that is painted is the key that was pressed."""

COURSE = [sys.executable, "-c", "import sys; from course.cli import main; sys.exit(main())"]
ONE_WIDGET = [sys.executable, str(Path(__file__).with_name("one_widget.py"))]
LESSON = [*COURSE, "run", "06-enabling-mfa-for-alice"]
TO_TERMINAL, FIRST_PAINT, LESSON_PAINT = "4", "Enabling MFA for Alice", "type a command, or help"
TYPING = "F1 help"
"""What the line of keys says while letters go into a box."""

QUIT = "\x11"


@dataclass
class Times:
    """Of a program, one of each for a round: seconds to the first paint, seconds to answer keys, peak kilobytes."""

    paint: list[float] = field(default_factory=list)
    key: list[float] = field(default_factory=list)
    peak: list[float] = field(default_factory=list)


class Bench:
    def __init__(self, home: str) -> None:
        self._environment = {
            "TERM": "xterm-256color",
            "COLORTERM": "truecolor",
            "MFA_COURSE_HOME": home,
            "PYTHONDONTWRITEBYTECODE": "",  # an installed course has its byte code, as the baseline has Textual's
        }
        self.one_widget, self.map, self.lesson = Times(), Times(), Times()

    def round(self) -> None:
        self._run(ONE_WIDGET, "Ready to answer keys", "", self.one_widget)
        self._run(COURSE, FIRST_PAINT, None, self.map)
        self._run(LESSON, LESSON_PAINT, TO_TERMINAL, self.lesson)

    def _run(self, command: list[str], text: str, before: str | None, times: Times) -> None:
        program = Program(command, self._environment)
        times.paint.append(program.shown(text) - program.begun)
        program.quiet(0.2)
        if before:
            program.press(before)
            program.shown(TYPING)
            program.quiet(0.2)
        answers = []
        for number, letter in enumerate(LETTERS):
            # The map has no box to type in: there the cursor goes down and up, and any paint is the answer.
            key, answer = (letter, letter) if before is not None else ("jk"[number % 2], "")
            pressed = program.press(key)
            answers.append(program.shown(answer) - pressed)
            program.quiet(0.02)
        times.key.append(statistics.median(answers))
        times.peak.append(program.end(QUIT))


def main() -> int:
    rounds = 5 if "--quick" in sys.argv[1:] else 15
    with tempfile.TemporaryDirectory() as home:
        Bench(home).round()  # fills the caches of byte code and of the disk
        bench = Bench(home)
        for _ in range(rounds):
            bench.round()
    base, course, lesson = bench.one_widget, bench.map, bench.lesson
    return report(
        "The course, against an app of one widget",
        [
            Ratio("first paint", course.paint, base.paint, 1.5, 1e3, "ms"),
            Ratio("peak memory", course.peak, base.peak, 1.6, 1e-3, "MB"),
            Ratio("a key, on the course map", course.key, base.key, 2, 1e3, "ms"),
            Ratio("a key, in a lesson", lesson.key, base.key, 2, 1e3, "ms"),
            Ratio("a lesson, opened from the command line", lesson.paint, base.paint, None, 1e3, "ms"),
            Ratio("peak memory of a lesson", lesson.peak, base.peak, None, 1e-3, "MB"),
        ],
    )


if __name__ == "__main__":
    sys.exit(main())
