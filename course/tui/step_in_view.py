"""Which step of a lesson is in view: it may lag behind the steps that are met, as the learner goes on when ready."""

from __future__ import annotations

from collections.abc import Sequence

from course.tutor.run import LessonRun


class StepInView:
    """The place of the step, counted from 0; behind the last one once all were turned past."""

    def __init__(self, run: LessonRun | None) -> None:
        """Begin at the step to do; without a lesson at the first place."""
        self.place = to_do(run) if run else 0
        self._read = _met(run) if run else set[int]()
        self._last_met: int | None = None

    def is_met(self, run: LessonRun) -> bool:
        """Whether it is a step that is met."""
        return self.place in _met(run)

    def follow(self, run: LessonRun, before: LessonRun) -> list[int]:
        """Stay at a step that there is; gives the places of the steps that are met now, not `before`."""
        newly = [run.lesson.steps.index(step) for step in run.newly_met(before)]
        self._read -= set(newly)
        if newly:
            self._last_met = newly[-1]
        if not self.is_met(run):
            self.place = to_do(run)
        return newly

    def turn(self, run: LessonRun) -> None:
        """Turn to a step behind this one that was met meanwhile, to read it; else to the one to do, or to the end."""
        self._read.add(self.place)
        unread = sorted(place for place in _met(run) - self._read if place > self.place)
        self.place = unread[0] if unread else to_do(run)

    def go_along(self, run: LessonRun) -> None:
        """Turn to the step to do, past this one, which was read."""
        self._read.add(self.place)
        self.place = to_do(run)

    def told(self, run: LessonRun, newly: Sequence[int]) -> int | None:
        """The place of the step to praise: of those met just now, or the last one until its page is turned."""
        last = self._last_met
        if last is None or last not in _met(run):
            return None
        return last if newly or (self.is_met(run) and last not in self._read) else None


def to_do(run: LessonRun) -> int:
    """The place of the step to do; behind the last one once the lesson is over."""
    return len(run.lesson.steps) if run.number is None or run.handed_in else run.number - 1


def _met(run: LessonRun) -> set[int]:
    return {place for place, step in enumerate(run.lesson.steps) if run.is_met(step)}
