"""A moment of an attempt's history in words: the act, what it changed, and the account as it was then."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from sim.clock import iso
from sim.summary import HEADINGS, differences, summary, time_between

if TYPE_CHECKING:
    from sim.acts import Entry
    from sim.history import History
    from sim.world import World


def tell(history: History, number: int) -> str | None:
    """The moment behind the act of that number, 0 being the beginning; None where that act is not kept."""
    entry, world = history.find(number) if number else None, history.world_at(number)
    if world is None:
        return None
    here = ", you are here" if number == history.number else ""
    lines = [*(_act(entry) if entry else ["The beginning"]), f"It was {_time(world)}{here}."]
    return (
        "\n".join([*lines, *(_changes(entry) if entry else ()), "The account as it was then:", *_account(world)]) + "\n"
    )


def _act(entry: Entry) -> list[str]:
    answer = [f"{'Refused' if entry.status else 'Answered'}: {entry.answer}"] if entry.answer else []
    return [f"Act {entry.number}: {' '.join(entry.line.split())}", *answer]


def _time(world: World) -> str:
    return f"{iso(world.time)[:19].replace('T', ' ')} UTC"


def _changes(entry: Entry) -> Iterator[str]:
    changes = differences(entry.before, entry.after)
    yield "It changed:" if changes else "It changed nothing but the time."
    for change in changes:
        yield f"  {change.sign} {change}"
    passed = time_between(entry.before, entry.after)
    if passed:
        yield f"  ~ service time: {passed}"
    before = entry.parent.after if entry.parent else entry.before
    meanwhile = differences(before, entry.before)
    if meanwhile:
        yield "Before it, as time passed:"
        for change in meanwhile:
            yield f"  {change.sign} {change}"


def _account(world: World) -> Iterator[str]:
    section = subject = ""
    line = ""
    for fact in summary(world):
        if not fact.values:
            continue
        if (fact.section, fact.subject) != (section, subject) and line:
            yield line
            line = ""
        if fact.section != section:
            yield f"  {HEADINGS[fact.section]}"
        section, subject = fact.section, fact.subject
        told = f"{fact.aspect} {fact.words}".strip()
        line = f"{line}; {told}" if line else f"    {subject}: {told}"
    yield line
