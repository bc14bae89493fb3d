"""Proofs of hints: the command lines that they show are the solution's."""

from __future__ import annotations

from collections.abc import Iterator

from course.lesson.model import Script, Step
from course.proof.finding import Finding
from course.proof.judge import Judge, Source


def code_of_hints(source: Source, step: Step, seed: int | None) -> Iterator[Finding]:
    """What stands in a code block of a hint and is no line of the step's solution."""
    from course.lesson.markdown import markdown
    from sim.shell.command import nearest

    judge = Judge(source, step, None, seed)
    solution = step.solution.script.commands() if step.solution else ()
    for hint in step.hints:
        for token in markdown().parse(hint.text):
            if token.type not in ("fence", "code_block"):
                continue
            for command in Script(token.content, 0).commands():
                if command in solution:
                    continue
                near = nearest(command, solution)
                yield judge.finding(
                    "hint",
                    source.find(command.split("  ")[0][:40], hint.line),
                    "a hint shows a line that the solution does not have",
                    near or "a line of the solution" if solution else "no code: the step has no solution",
                    command,
                    "Copy the line from the solution, or say it in words",
                )
