"""A moment of an attempt's history told: the act, what it changed, and the account as it was then."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from textual.content import Content

from course.timing.words import moment as spoken
from course.timing.words import pace
from course.tui.history.strip import Strip
from sim.summary import HEADINGS, Change, Fact, differences, summary, time_between
from sim.world import World

SET_IN = 6

SIGN_STYLES = {"new": "$success", "gone": "$error", "changed": "$warning"}
HOW = {
    "here": "you are here",
    "done": "done",
    "undone": "undone: redo brings it back",
    "left": "on a branch that you left",
}

Styled = str | tuple[str, str]


def moment(strip: Strip, number: int) -> list[Content]:
    """The act of that number: its line, its time, what it was answered, how it stands and what it changed."""
    entry, world = strip.entry(number), _world(strip, number)
    where = HOW[strip.how(number)]
    if entry is None:
        return [
            Content.assemble(("The beginning", "bold"), ("  ·  " + where if where != "done" else "", "bold $accent")),
            Content.styled(f"{_time(world)}, before anything was done", "$quiet"),
        ]
    line = " ".join(entry.line.split())
    lines = [Content.assemble((f"Act {number}  ", "$quiet"), (line, "bold"))]
    before = entry.parent.after if entry.parent else entry.before
    since = time_between(before, entry.after)
    lines.append(Content.styled(f"{_time(world)}{', ' + since if since else ''}  ·  {where}", "$quiet"))
    if entry.answer.strip("{[") or entry.status:
        head = ("✗ refused: ", "bold $error") if entry.status else ("answered: ", "$quiet")
        lines.append(Content.assemble(head, entry.answer))
    changes = differences(entry.before, entry.after)
    if not changes:
        lines.append(Content.styled("It changed nothing but the time.", "$quiet"))
    lines += [Content.assemble((f"{each.sign} ", f"bold {SIGN_STYLES[each.kind]}"), str(each)) for each in changes]
    meanwhile = differences(before, entry.before)
    if meanwhile:
        lines.append(Content.styled("Before it, as time passed:", "$quiet"))
        lines += [Content.assemble((f"{each.sign} ", "$quiet"), str(each)) for each in meanwhile]
    return lines


def account_then(strip: Strip, number: int, width: int) -> list[Content]:
    """The account as that act left it, thing by thing, in so many columns; what the act changed is marked."""
    entry, world = strip.entry(number), _world(strip, number)
    changes = differences(entry.before, entry.after) if entry else []
    return [part for line in _sections(summary(world), changes) for part in _hanging(line, width)]


def _hanging(line: Content, width: int) -> Iterator[Content]:
    """A line in parts that fit, the later ones set in."""
    if line.cell_length <= width or width <= SET_IN * 2:
        yield line
        return
    first, *rest = line.wrap(width)
    yield first
    for part in Content(" ").join(rest).wrap(width - SET_IN):
        yield Content(" " * SET_IN) + part


def _sections(facts: Sequence[Fact], changes: Sequence[Change]) -> Iterator[Content]:
    marked = {change.place: change for change in changes}
    by_subject: dict[tuple[str, str], list[Fact]] = {}
    for fact in facts:
        by_subject.setdefault((fact.section, fact.subject), []).append(fact)
    section = ""
    for (name, subject), told in by_subject.items():
        shown = [fact for fact in told if fact.values or fact.place in marked]
        if not shown and name in ("people", "around"):
            continue
        if name != section:
            section = name
            yield Content.styled(HEADINGS[name], "bold $primary")
            yield from (_gone(change) for change in changes if change.kind == "gone" and change.section == name)
        yield _subject(subject, shown, marked, marked.get((name, subject, "")))
    listed = {fact.section for fact in facts}
    yield from (_gone(change) for change in changes if change.kind == "gone" and change.section not in listed)


def _gone(change: Change) -> Content:
    return Content.assemble(("- ", "bold $error"), (f"{change.subject}: gone", "$quiet"))


def _subject(
    subject: str, facts: Iterable[Fact], marked: dict[tuple[str, str, str], Change], whole: Change | None
) -> Content:
    parts: list[Styled] = []
    sign: Styled = "  "
    if whole is not None:
        sign = (f"{whole.sign} ", f"bold {SIGN_STYLES[whole.kind]}")
    for fact in facts:
        change = marked.get(fact.place)
        if change is not None and whole is None:
            sign = (f"{change.sign} ", f"bold {SIGN_STYLES[change.kind]}")
        name = f"{fact.aspect} " if fact.aspect else ""
        parts += ["; "] if parts else []
        parts += [(name, "$quiet"), (fact.words, "bold underline" if change is not None else "")]
    return Content.assemble(sign, (subject, "bold" if whole is not None else ""), ("  ", ""), *parts)


def _world(strip: Strip, number: int) -> World:
    world = strip.history.world_at(number)
    assert world is not None
    return world


def _time(world: World) -> str:
    return f"{spoken(world.time)}, {pace(world.clock)}"
