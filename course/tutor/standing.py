"""Which steps of a lesson are met and which were left for later, as a value. Steps are counted from 0 here."""

from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Standing:
    """The steps met and left of `count`; for each one, how many lines of its solution were run while it was at hand."""

    count: int
    shown: tuple[int, ...]
    met: frozenset[int] = frozenset()
    left: frozenset[int] = frozenset()

    @classmethod
    def begin(cls, count: int) -> "Standing":
        """The standing at the beginning of a lesson of `count` steps."""
        return cls(count, (0,) * count)

    @property
    def unmet(self) -> tuple[int, ...]:
        """The steps that are not met."""
        return tuple(step for step in range(self.count) if step not in self.met)

    @property
    def here(self) -> int | None:
        """The step at hand: the first to do, a left one only when no other is to be done."""
        unmet = self.unmet
        return next((step for step in unmet if step not in self.left), unmet[0] if unmet else None)

    @property
    def waiting(self) -> tuple[int, ...]:
        """The steps that were left and are not at hand."""
        return tuple(sorted(self.left - {self.here}))

    def with_met(self, step: int) -> "Standing":
        """The standing with a step ticked off."""
        return replace(self, met=self.met | {step}, left=self.left - {step})

    def with_line_shown(self) -> "Standing":
        """The standing after the next line of the solution at hand was run."""
        shown = (number + (step == self.here) for step, number in enumerate(self.shown))
        return replace(self, shown=tuple(shown))

    def leaving(self) -> "Standing":
        """The standing with the step at hand left; the last one to do cannot be left.

        Where all others to do were left before, the next of those is taken up again.
        """
        here = self.here
        others = [step for step in self.unmet if step != here]
        if here is None or not others:
            return self
        left = self.left | {here}
        if left.issuperset(others):
            left -= {next((step for step in others if step > here), others[0])}
        return replace(self, left=left)

    def returning_to(self, step: int) -> "Standing":
        """The standing with a left step at hand; those to do before it are then left."""
        if step not in self.waiting:
            return self
        before = {other for other in self.unmet if other < step}
        return replace(self, left=(self.left | before) - {step})
