"""What went otherwise than meant on the way through a lesson, as a value: nothing of it is ever taken back."""

from dataclasses import dataclass, replace

MOST = 1_000
"""Mistakes that are kept, the latest, and as many refused calls: a program may make any number of them."""


@dataclass(frozen=True, slots=True)
class Way:
    """The mistakes made and the answers missed, in their order, and how many acts the learner took back.

    A mistake of the lesson is kept as the ids of its step and its own. A call that was refused for a reason that the
    lesson has no words for is kept as the id of the step and the tutor's words; an answer as those of the step and of
    the question.
    """

    mistakes: tuple[tuple[str, str], ...] = ()
    refused: tuple[tuple[str, str], ...] = ()
    missed: tuple[tuple[str, str], ...] = ()
    undone: int = 0

    def with_mistake(self, step: str, mistake: str) -> "Way":
        """The way with a mistake of the lesson more."""
        return replace(self, mistakes=(*self.mistakes[1 - MOST :], (step, mistake)))

    def with_refusal(self, step: str, words: str) -> "Way":
        """The way with a refused call more."""
        return replace(self, refused=(*self.refused[1 - MOST :], (step, words)))

    def with_missed(self, step: str, question: str) -> "Way":
        """The way with an answer more that was not the right one."""
        return replace(self, missed=(*self.missed, (step, question)))

    def with_undo(self) -> "Way":
        """The way with an act more taken back."""
        return replace(self, undone=self.undone + 1)

    def without_undos(self, count: int) -> "Way":
        """The way without the last `count` undos, which were not the learner's own."""
        return replace(self, undone=max(0, self.undone - count))


STRAIGHT = Way()
"""A way on which nothing went wrong."""
