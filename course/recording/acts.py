"""What of an attempt goes into a solution: the acts that stand, step by step, without those that only look."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, fields, replace

from course.grading.path import Path
from course.grading.replay import Moment
from course.lesson.model import Predict, Step
from course.tutor.run import LessonRun
from sim.account import Account
from sim.world import World

_CLOCK = ("wait", "time")


@dataclass(slots=True, eq=False)
class Act:
    """A command line that was run, and the worlds before and after it.

    `undone` tells that it does not stand, `idle` that it left the world as it was, `asked` that a prediction ran it.
    """

    line: str
    before: World
    after: World
    step: Step | None
    refused: bool
    undone: bool = True
    idle: bool = False
    asked: bool = False

    @property
    def is_wait(self) -> bool:
        """Whether it lets service time pass by a length, as a solution may."""
        words = self.line.split()
        return words[:1] == ["wait"] and words[1:] != ["now"] and not {";", "&", "|"} & set(self.line)


@dataclass(slots=True)
class Part:
    """What was done in one step (None: in the sandbox), and whether that met it.

    `acts` go into its solution or were run by its questions (`asked`); `dropped` are the others, each with the reason.
    `begin` is the world where the part before ended, `end` where this one did, at the time when the next act ran.
    """

    step: Step | None
    begin: World
    end: World
    acts: list[Act] = field(default_factory=list)
    dropped: list[tuple[str, str]] = field(default_factory=list)
    met: bool = False

    @property
    def own(self) -> list[Act]:
        """The acts that its solution is made of."""
        return [act for act in self.acts if not act.asked]


def parts(start: World, moments: Iterable[Moment]) -> list[Part]:
    """Sort the acts of an attempt by its steps, in the order in which these were begun."""
    acts, run = _acts(moments)
    found: list[Part] = []
    world = start
    for act in acts:
        part = next((part for part in found if part.step is act.step), None)
        why = _why_not(act)
        if not act.undone and act.line.strip() == "reset":
            found, world = [], act.after
            continue
        if run is not None and act.step is None:
            continue  # every step is met: this is play
        if found and (act.idle or not act.undone):
            found[-1].end = found[-1].end.at(max(found[-1].end.time, act.before.time))
        if part is None:
            part = Part(act.step, world, world, met=act.step is not None and run is not None and run.is_met(act.step))
            found.append(part)
        if not act.undone:
            world = part.end = act.after
        if why is None or (act.asked and not act.undone):
            part.acts.append(act)
        elif not act.asked:
            part.dropped.append((act.line.strip(), why))
    return found


def _acts(moments: Iterable[Moment]) -> tuple[list[Act], LessonRun | None]:
    """Every command line but undo and its kin, with what became of it; and where the learner stands at the end."""
    made: list[Act] = []
    path: Path[Act] = Path(lambda _: made[-1])
    recent: list[Act] = []
    run = None
    for moment in moments:
        run = moment.run
        if moment.what == "line":
            if not moment.control or moment.line.strip() == "reset":
                made.append(_act(moment))
                recent.append(made[-1])
            path.follow(moment)
            if not moment.control and made[-1] is not path.here:
                made[-1].idle = True
        elif moment.what == "answer" and isinstance(moment.question, Predict):
            _mark(recent, moment.question)
    for act in path.every:
        act.undone = False
    return made, run


def _act(moment: Moment) -> Act:
    return Act(moment.line, moment.before, moment.after, moment.step, moment.refused)


def _mark(recent: Sequence[Act], question: Predict) -> None:
    """Mark the acts that a prediction ran just before it was answered."""
    wanted = question.run.commands()
    ran = recent[-len(wanted) :] if wanted else ()
    if [act.line.strip() for act in ran] == [line.strip() for line in wanted]:
        for act in ran:
            act.asked = True


def _why_not(act: Act) -> str | None:
    """Why an act does not belong in a solution; None when it does."""
    if act.refused:
        return "refused"
    if act.is_wait and not act.undone:
        return None
    if act.line.split()[:1] in ([word] for word in _CLOCK):
        return "about the clock alone"
    if not changes(act.before, act.after):
        return "changes nothing"
    return "undone" if act.undone else None


def changes(before: World, after: World) -> bool:
    """Whether anything is different but the time, the trail, and what only tells when something was last used."""
    same = (
        after.people == before.people
        and after.sessions == before.sessions
        and after.files == before.files
        and after.shown == before.shown
        and (after.cases, after.mail, after.leaks) == (before.cases, before.mail, before.leaks)
    )
    return not same or (after.account is not before.account and _bare(after.account) != _bare(before.account))


def _bare(account: Account) -> dict[str, object]:
    """An account without its credential report and without times of last use."""
    bare: dict[str, object] = {each.name: getattr(account, each.name) for each in fields(account)}
    del bare["report"]
    bare["root"] = replace(account.root, password=replace(account.root.password, last_used=None))
    bare["roles"] = {name: replace(role, last_used=None) for name, role in account.roles.items()}
    bare["users"] = {
        name: replace(
            user,
            password=replace(user.password, last_used=None) if user.password else None,
            access_keys=tuple(replace(key, last_used=None) for key in user.access_keys),
        )
        for name, user in account.users.items()
    }
    return bare
