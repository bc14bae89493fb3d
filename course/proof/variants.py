"""A lesson under the seeds of its scenario; what goes wrong with a variant itself is a finding too."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from course.lesson.error import LessonError
from course.proof.finding import Finding
from course.proof.judge import Judge, Source
from course.proof.names import Known
from course.proof.worlds import Patience, TooLong, Variant
from sim.scenario import ScenarioError

PATIENCE = 10.0
"""Seconds of the processor's time that a lesson's proofs may take in all, beside what each of them is granted."""

GRANTED = 0.05
"""Seconds that are granted for each proof: ten times what one takes."""

Try = Callable[[], Finding | Sequence[Finding] | None]


class Variants:
    """A lesson under the seeds of its scenario, each read when it is first wanted; the latest few are kept."""

    def __init__(self, text: str, path: Path, scenario: tuple[str, str]) -> None:
        self._text, self._path, self._scenario = text, path, scenario
        self._kept: dict[int | None, Variant] = {}
        self._known: dict[int | None, Known] = {}
        self.patience = Patience(PATIENCE)

    @property
    def vary(self) -> bool:
        """Whether the lesson's own text differs from seed to seed."""
        return "{{" in self._text

    def of(self, seed: int | None) -> Variant:
        """The variant of a seed; None is the scenario's own. Raises LessonError or ScenarioError."""
        if seed not in self._kept:
            from course.lesson.parse import parse

            name, scenario = self._scenario
            if seed is not None and not self.vary:
                lesson = self.of(None).lesson
            else:
                lesson = parse(self._filled(seed), self._path)
            for old in [old for old in self._kept if old is not None][:-1]:
                del self._kept[old]
            self._kept[seed] = Variant(lesson, name, scenario, seed, self.patience)
        return self._kept[seed]

    def known(self, seed: int | None) -> Known:
        """The names that the lesson may use under a seed."""
        if seed not in self._known:
            from course import library
            from course.proof.prose import known_names

            folders = {self._path.parent / "scenarios", library.folder() / "scenarios"}
            names = [file.stem for folder in folders for file in folder.glob("*.yaml")]
            self._known = {seed: known_names(self.of(seed), self._scenario[1], [*names, self._scenario[0]])}
        return self._known[seed]

    def broken(self, error: ScenarioError, seed: int | None) -> Finding:
        """The finding that the scenario makes no world under a seed."""
        from course.proof.scenarios import broken

        return broken(self._source(), error, None, seed)

    def happenings(self, seed: int | None) -> Sequence[Finding]:
        """What the scenario's happenings name under a seed and is not there."""
        from course.proof.scenarios import happenings

        return happenings(self._source(), self._scenario[1], seed)

    def _source(self) -> Source:
        from course import library

        name, text = self._scenario
        try:
            path = library.scenario(name, self._path)
        except library.NotFoundError:
            path = Path(f"{name}.yaml")
        return Source(path, text.split("\n"))

    def _filled(self, seed: int | None) -> str:
        if not self.vary:
            return self._text
        from sim.scenario import parameters
        from sim.scenario.parameters import UnknownParameterError, filled

        name, scenario = self._scenario
        try:
            return filled(self._text, parameters(scenario, name, seed))
        except UnknownParameterError as error:
            line = self._text.count("\n", 0, error.start) + 1
            column = error.start - self._text.rfind("\n", 0, error.start)
            remedy = error.remedy.rstrip(".")
            raise LessonError(self._path, f"there is no parameter {error.name!r}", remedy, line, column) from None


def guarded(attempt: Try, source: Source, variants: Variants, seed: int | None) -> Sequence[Finding]:
    """Try a proof; that a variant cannot be made at all is a finding too."""
    try:
        with variants.patience:
            found = attempt()
    except TooLong:
        return [_too_long(source, variants.patience.granted)]
    except ScenarioError as error:
        return [variants.broken(error, seed)]
    except LessonError as error:
        remedy = "Mend the lesson, or take the value out of the scenario's parameter"
        at = error.line or 1, error.column
        message = "the lesson cannot be read in every variant"
        return [Judge(source, None, None, seed).finding("scenario", at, message, "a lesson", error.message, remedy)]
    return found if isinstance(found, Sequence) else [] if found is None else [found]


def _too_long(source: Source, granted: float) -> Finding:
    expected = f"at most {granted:.0f} s of work for all of them"
    remedy = "Let solutions, mistakes and expressions do less, or split the lesson"
    return Judge(source, None, None, None).finding(
        "after", (1, None), "the proofs take too long, and were given up", expected, "more", remedy
    )
