"""An attempt turned into solution blocks, each proved."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from course.lesson.model import Step
from course.recording.acts import Part
from course.recording.block import Builder, Item, folded, joined, needed
from course.recording.codes import unknown_codes
from course.recording.holding import Failure, after, at_phases, failure, failure_at_any_pace
from course.recording.suggest import suggestions
from sim.shell import lines as lines_of
from sim.world import World


@dataclass(frozen=True, slots=True)
class Recorded:
    """A block for one step (None: for the sandbox): its rows, why it does not hold (None: it does), what to know.

    `dropped` are the lines that were left out, each with the reason; `checks` are expressions that are false before
    the acts and true after them.
    """

    step: Step | None
    rows: tuple[str, ...]
    failure: str | None
    dropped: tuple[tuple[str, str], ...] = ()
    notes: tuple[str, ...] = ()
    checks: tuple[str, ...] = ()
    met: bool = False

    @property
    def holds(self) -> bool:
        """Whether the block can be used as it is: no line is refused, and the step that has checks is met."""
        return self.failure is None and (self.met or self.step is None or not self.step.checks)


def recorded(parts: Sequence[Part]) -> list[Recorded]:
    """A block for each part, in order; each is proved at every phase, and right after the blocks before it.

    It begins where these lead, not where the learner was: whoever typed codes late left AWS with another clock skew.
    Only after a block that does not hold the learner's own world is taken.
    """
    builder = Builder(parts)
    chain: list[World] = []
    found: list[Recorded] = []
    for part in parts:
        begun = list(at_phases(chain[0] if chain else part.begin))
        worlds = [*begun, *chain]
        items, why = _block(builder, part, worlds)
        chain = _ends(chain or begun, items, part) if why is None else []
        builder.went_on(part)
        if part.own:
            found.append(_made(builder, part, items, why, worlds))
    return found


def _block(builder: Builder, part: Part, worlds: Sequence[World]) -> tuple[list[Item], Failure | None]:
    step = part.step if part.met else None
    if not part.own:
        return [Item(act.line.strip(), asked=True) for act in part.acts], None
    first = builder.items(part, gaps=False)
    why = failure(worlds, first, step)
    items = first
    if why is not None:
        items = builder.items(part, gaps=True)
        if failure(worlds, items, step) is not None:
            return first, why
    return needed(items, lambda fewer: failure(worlds, fewer, step) is None), None


def _ends(chain: Sequence[World], items: Sequence[Item], part: Part) -> list[World]:
    results = [after(world, items, part.step if part.met else None) for world in chain]
    return [result for result in results if not isinstance(result, Failure)]


def _made(
    builder: Builder, part: Part, items: Sequence[Item], why: Failure | None, worlds: Sequence[World]
) -> Recorded:
    own = joined(items)
    rows = tuple(folded(line) for line in own)
    if why is None and not any(item.asked for item in items):
        step, final = part.step if part.met else None, [Item(line) for line in lines_of("\n".join(rows))]
        why = failure(worlds, final, step) or failure_at_any_pace(worlds[0], final, step)
    failed = str(why) if why is not None else None
    if lines_of("\n".join(rows)) != own:
        failed = "a line of it cannot stand in a block: it begins with # or holds a line break"
    notes = []
    for act in part.own:
        for code in unknown_codes(act.line, act.before):
            notes.append(
                f"The code {code} was shown by nothing in the scenario, so it stays as it is. "
                "Scan the QR code with a phone of the scenario (phone alice scan), and record again."
            )
    idle = _idle(part, items, worlds) if why is None else []
    if idle:
        which = "this line" if len(idle) == 1 else "these lines"
        notes.append(f"The step is met without {which}: {'; '.join(idle)}. Leave it out, or end it in # optional.")
    if part.step is not None and part.step.checks and not part.met:
        notes.append(f"The step {part.step.id} is not met yet: this is what was done in it so far.")
    gone = [(line, "not needed") for line in builder.left_out(part, items)]
    last = part.own[-1].after
    checks = suggestions(part.begin, last) if part.step is None or not part.step.checks else ()
    return Recorded(part.step, rows, failed, (*part.dropped, *gone), tuple(notes), checks, part.met)


def _idle(part: Part, items: Sequence[Item], worlds: Sequence[World]) -> list[str]:
    """The lines that the step is met without: those alone, then those that undo each other, up to four in a row."""
    if part.step is None or not part.step.checks or not part.met:
        return []
    left, length = list(items), 1
    while length <= min(4, len(left) - 1):
        for at in range(len(left) - length + 1):
            fewer = [*left[:at], *left[at + length :]]
            if not any(item.asked for item in left[at : at + length]) and not failure(worlds, fewer, part.step):
                left, length = fewer, 0
                break
        length += 1
    kept = set(map(id, left))
    return [item.line for item in items if id(item) not in kept]
