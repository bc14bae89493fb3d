"""`mfa-course record`: what was just done in the course, as a solution block."""

from __future__ import annotations

import re
import sys
import textwrap
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from course.commands.host import complain
from course.progress.store import open_store

if TYPE_CHECKING:
    from course.lesson.model import Lesson
    from course.progress.attempt import Attempt
    from course.progress.store import Store
    from course.recording.record import Recorded


WIDTH = 80


def record(word: str | None, step: str | None) -> int:
    """Print the acts of the latest attempt as solution blocks; 0 when each holds, 1 when one does not."""
    from course import library
    from course.grading.submission import SubmissionError
    from course.grading.telling import NoStepError, step_called
    from course.lesson.error import LessonError
    from sim.scenario import ScenarioError

    store = open_store()
    try:
        found = _found(word, store)
        if found is None:
            what = f"in {word} " if word else ""
            return complain(
                f"nothing was done {what}yet: do it in the course, then record it. {store.notice or ''}".strip()
            )
        attempt, place = found
        start = attempt.start
        lesson = library.load(place, start.seed, scenario_text=start.scenario_text) if place else None
        wanted = step_called(step, lesson) if step is not None else None
        blocks = _blocks(attempt, lesson)
    except (NoStepError, library.NotFoundError, LessonError, ScenarioError, SubmissionError) as error:
        return complain(error)
    finally:
        store.close()
    chosen = [block for block in blocks if wanted is None or block.step is wanted]
    if not chosen:
        where = f"in the step {wanted.id}" if wanted else f"in {attempt.start.lesson}"
        return complain(f"nothing was done {where} that a solution could hold")
    for number, block in enumerate(chosen):
        _print(block, headed=len(chosen) > 1, first=number == 0)
        _say(block)
    _say_parameters(attempt, chosen)
    return 0 if all(block.holds for block in chosen) else 1


def _found(word: str | None, store: Store) -> tuple[Attempt, Path | None] | None:
    """The attempt that `word` means (None: the latest of all) and its lesson's file (None: the sandbox).

    Of a lesson that was also open as a draft, it is the attempt that was begun last.
    """
    from course import library
    from course.grading.submission import SANDBOX, place_of

    place = None
    if word is None:
        identity = store.latest_lesson()
        identity = identity.removesuffix(library.DRAFT) if identity is not None else None
        place = place_of(identity, "record")
    elif word == SANDBOX:
        identity = SANDBOX
    else:
        place = library.find(word)
        identity = library.id_of(place)
    kept = [] if identity is None else [store.latest(identity), store.latest(identity + library.DRAFT)]
    attempt = max((each for each in kept if each is not None), key=lambda each: each.id or 0, default=None)
    return (attempt, place) if attempt is not None else None


def _blocks(attempt: Attempt, lesson: Lesson | None) -> list[Recorded]:
    from course.grading.replay import replay
    from course.recording.acts import parts
    from course.recording.record import recorded
    from sim.scenario import load

    start = attempt.start
    world = load(start.scenario_text, start.scenario, start.time, start.seed)
    return recorded(parts(world, replay(world, attempt.lines, attempt.results, lesson)))


def _print(block: Recorded, *, headed: bool, first: bool) -> None:
    from course.recording.block import fenced

    if not first:
        print()
    if headed and block.step is not None:
        print(f"## {block.step.title} {{#{block.step.id}}}\n")
    print(fenced(block.rows), end="", flush=True)


def _say(block: Recorded) -> None:
    """What an author should know of a block, on standard error."""
    name = f"The block for {block.step.id}" if block.step else "The block"
    if block.failure is None:
        met = " and meets its checks" if block.step and block.step.checks and block.met else ""
        _tell(f"{name} holds in every phase of the 30 seconds{met}.")
    else:
        _tell(f"{name} does not hold: {block.failure}.")
    for note in block.notes:
        _tell(note)
    for line, why in block.dropped:
        _tell(f"left out ({why}): {line}", "  ")
    for check in block.checks:
        _tell(f"a check for what changed: {check}", "  ")


def _say_parameters(attempt: Attempt, blocks: Sequence[Recorded]) -> None:
    """Which words of the blocks are another in every variant of the scenario."""
    from sim.scenario import parameters

    start, text = attempt.start, "\n".join(row for block in blocks for row in block.rows)
    for name, value in parameters(start.scenario_text, start.scenario, start.seed).items():
        if re.search(rf"(?<!\w){re.escape(value)}(?!\w)", text, re.IGNORECASE):
            _tell(f"In this variant {{{{{name}}}}} is {value}: write {{{{{name}}}}} wherever that is meant.")


def _tell(text: str, indent: str = "") -> None:
    from course.grading.telling import printable

    rows = textwrap.wrap(
        printable(text), WIDTH, initial_indent=indent, subsequent_indent=f"{indent}  ", break_on_hyphens=False
    )
    print("\n".join(rows), file=sys.stderr)
