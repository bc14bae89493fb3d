"""Every proof of a lesson file or a scenario file."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path

from course.lesson.error import LessonError
from course.lesson.model import Lesson, Mistake, Predict
from course.proof.finding import Finding
from course.proof.hints import code_of_hints
from course.proof.idle import idle_check, idle_line, narration
from course.proof.judge import Source
from course.proof.marks import is_narration
from course.proof.mistakes import MistakeProofs
from course.proof.proof import Proof, stated
from course.proof.questions import QuestionProofs
from course.proof.steps import StepProofs
from course.proof.variants import GRANTED, PATIENCE, Try, Variants, guarded
from course.proof.worlds import PACES, PHASES, Way, numbered

MOST_ACTS = 100_000
"""Command lines at most that the proofs of one variant of a lesson would run."""


def proofs(path: Path, seeds: int = 1) -> Sequence[Proof]:
    """The proofs of a lesson, a translation or a scenario, in `seeds` variants: the file's own seed, then 1, 2 …

    Raises LessonError, ScenarioError or NotFoundError when it cannot be read.
    """
    from course import library
    from course.library.files import original_of

    if path.suffix in (".yaml", ".yml"):
        from course.proof.scenarios import scenario_proofs

        return scenario_proofs(library.read_text(path), path, seeds)
    if (original := original_of(path)) is not None:
        from course.proof.translations import translation_proofs

        return translation_proofs(path, original)
    text = library.read_text(path)
    lesson = library.load(path)
    file = library.scenario(lesson.front.scenario, path)
    return lesson_proofs(text, path, (file.stem, library.read_text(file)), seeds)


def prove_text(text: str, path: Path, *, scenario: tuple[str, str] | None = None, seeds: int = 1) -> Iterator[Finding]:
    """Everything wrong with a lesson held in memory; `scenario` is a name and YAML text in place of the file.

    Raises as `proofs` does.
    """
    if scenario is None:
        from course import library
        from course.lesson.front_matter import front_matter

        file = library.scenario(front_matter(text, path).scenario, path)
        scenario = file.stem, library.read_text(file)
    for proof in lesson_proofs(text, path, scenario, seeds):
        yield from proof.findings()


def lesson_proofs(text: str, path: Path, scenario: tuple[str, str], seeds: int) -> Sequence[Proof]:
    """The proofs of a lesson's text in a scenario, given by its name and text.

    Raises LessonError or ScenarioError.
    """
    variants = Variants(text, path, scenario)
    own = variants.of(None)
    own.start(0)
    _bound(own.lesson)
    source = Source(path, text.removeprefix("\ufeff").replace("\r\n", "\n").split("\n"))
    every = [None, *range(1, seeds)]
    found: list[Proof] = []
    for seed in every:
        found += _in_variant(source, variants, seed, every if seed is None else ())
    variants.patience.granted = PATIENCE + GRANTED * len(found)
    return found


def _in_variant(source: Source, variants: Variants, seed: int | None, every: Sequence[int | None]) -> Iterator[Proof]:
    """The proofs in one variant; those of idle parts look at all seeds of `every` and are made where it is given."""
    lesson = variants.of(None).lesson
    variant = "" if seed is None else f"#seed{seed}"
    tried = partial(guarded, partial(variants.happenings, seed), source, variants, seed)
    yield Proof(f"scenario{variant}", "scenario", None, lesson.front.lines["scenario"], tried)
    attempt: Try
    if every or variants.vary:
        attempt = partial(_names, source, variants, seed, None)
        yield Proof(f"names{variant}", "names", None, 1, partial(guarded, attempt, source, variants, seed))
    for index, step in enumerate(lesson.steps):

        def of(index: int = index) -> StepProofs:
            return StepProofs(source, variants.of(seed), index)

        def proof(
            name: str, kind: str, line: int, attempt: Try, phase: int | None = None, step_id: str = step.id
        ) -> Proof:
            at = "" if phase is None else f"@{phase}s"
            tried = partial(guarded, attempt, source, variants, seed)
            return Proof(f"{step_id}/{name}{at}{variant}", kind, step_id, line, tried)

        solution = step.solution.line if step.solution else step.line
        has_prediction = any(
            isinstance(question, Predict) and not each.checks
            for each in lesson.steps[: index + 1]
            for question in each.questions
        )
        mistakes: tuple[Mistake, ...] = (*step.mistakes, *(lesson.mistakes if index == 0 else ()))
        for phase in PHASES:
            if step.checks:
                attempt = partial(_not_before, of, phase)
                yield proof("not-before", "not-before", step.checks[0].line, attempt, phase)
            if step.checks or step.solution:
                yield proof("after", "after", solution, partial(_after, of, Way(phase)), phase)
                if has_prediction:
                    attempt = partial(_after, of, Way(phase, answered=True))
                    yield proof("after/answered", "after", solution, attempt, phase)
            for place, question in enumerate(step.questions):
                if not isinstance(question, Predict):
                    continue
                for solved in (False, True) if step.checks and step.solution else (False,):
                    name = f"predict/{question.id}{'/solved' if solved else ''}"
                    attempt = partial(_comes_true, of, place, phase, solved)
                    yield proof(name, "predict", question.line, attempt, phase)
                if step.checks:
                    attempt = partial(_no_dead_end_of_prediction, of, place, phase)
                    yield proof(f"dead-end/{question.id}", "dead-end", question.line, attempt, phase)
        for place, mistake in enumerate(mistakes):
            for phase in PHASES:
                attempt = partial(_own_words, of, place, phase)
                yield proof(f"mistake/{mistake.id}", "mistake", mistake.line, attempt, phase)
                attempt = partial(_no_dead_end, of, place, phase)
                yield proof(f"dead-end/{mistake.id}", "dead-end", mistake.line, attempt, phase)
        if step.solution:
            for pace in PACES:
                attempt = partial(_after, of, Way(0, pace=pace))
                yield proof(f"after/every-{pace}s", "after", solution, attempt)
        if every or variants.vary:
            yield proof("names", "names", step.line, partial(_names, source, variants, seed, index))
        if not every:
            continue
        yield stated(f"{step.id}/hint", "hint", step.id, step.line, list(code_of_hints(source, step, None)))
        for place, question in enumerate(step.questions):
            attempt = partial(_has_reasons, of, place)
            yield proof(f"quiz/{question.id}", "quiz", question.line, attempt)
        for place, (line, command) in enumerate(numbered(step.solution.script) if step.solution else ()):
            of_line = _narration if is_narration(command) else _idle_line
            attempt = partial(of_line, of, place, variants, every)
            yield proof(f"idle-line/{place + 1}", "idle-line", line, attempt)
        for place, check in enumerate(step.checks if len(step.checks) > 1 else ()):
            yield proof(f"idle-check/{check.id}", "idle-check", check.line, partial(_idle_check, of, place))


Of = Callable[[], StepProofs]


def _names(source: Source, variants: Variants, seed: int | None, index: int | None) -> Sequence[Finding]:
    from course.proof.prose import names_in_prose

    lesson = variants.of(seed).lesson
    step = None if index is None else lesson.steps[index]
    return list(names_in_prose(source, lesson, step, variants.known(seed), seed))


def _not_before(of: Of, phase: int) -> Finding | None:
    return of().not_before(phase)


def _after(of: Of, way: Way) -> Finding | None:
    return of().after(way)


def _own_words(of: Of, place: int, phase: int) -> Finding | None:
    return MistakeProofs(of(), place).own_words(phase)


def _no_dead_end(of: Of, place: int, phase: int) -> Finding | None:
    return MistakeProofs(of(), place).no_dead_end(phase)


def _comes_true(of: Of, place: int, phase: int, solved: bool) -> Finding | None:
    return QuestionProofs(of(), place).one_comes_true(phase, solved=solved)


def _no_dead_end_of_prediction(of: Of, place: int, phase: int) -> Finding | None:
    return QuestionProofs(of(), place).no_dead_end(phase)


def _has_reasons(of: Of, place: int) -> Finding | None:
    return QuestionProofs(of(), place).has_reasons()


def _idle_line(of: Of, place: int, variants: Variants, every: Sequence[int | None]) -> Finding | None:
    return idle_line(of(), place, ((variants.of(seed), phase) for seed in every for phase in PHASES))


def _narration(of: Of, place: int, variants: Variants, every: Sequence[int | None]) -> Finding | None:
    return narration(of(), place, ((variants.of(seed), phase) for seed in every for phase in PHASES))


def _idle_check(of: Of, place: int) -> Finding | None:
    proofs = of()
    return idle_check(proofs, proofs.step.checks[place], 0)


def _bound(lesson: Lesson) -> None:
    """Refuse a lesson whose proofs would have no end in sight. Raises LessonError."""
    acts = 0
    for step in lesson.steps:
        lines = len(step.solution.script.commands()) if step.solution else 0
        mistakes = sum(len(mistake.attempt.commands()) + 2 * lines for mistake in (*step.mistakes, *lesson.mistakes))
        runs = [len(q.run.commands()) + lines for q in step.questions if isinstance(q, Predict)]
        acts += len(PHASES) * (3 * lines + 2 * mistakes + 3 * sum(runs)) + len(PACES) * lines + lines * lines
    if acts > MOST_ACTS:
        message = f"its proofs would run {acts:,} command lines, and {MOST_ACTS:,} are tried at most"
        raise LessonError(lesson.path, message, "Split the lesson", 1, 1)
