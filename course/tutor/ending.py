"""How a lesson ends: what was done and learned, what went wrong on the way, and what to try at work."""

import re
from collections import Counter
from collections.abc import Iterable

from course.lesson.model import Aside, Lesson, Mistake, Predict, Step
from course.phrases import in_words, joined
from course.tutor.run import LessonRun

AT_WORK = "at work"
"""How the title of the note begins that holds what a lesson has to try at work; it stands in the last step."""

PASSED = " (a question passed by)"

_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z“\"`*])")
_TIMES = {1: "", 2: " (twice)"}


def ending(run: LessonRun) -> str:
    """The end of a lesson that is done, as Markdown."""
    parts = [learned(run), on_the_way(run), at_work(run.lesson)]
    return "\n\n".join(part for part in parts if part)


def learned(run: LessonRun) -> str:
    """The steps that were done, those with a question passed by marked so, and what they taught."""
    lesson, passed = run.lesson, run.passed_by
    told = [f"- {step.title}{PASSED * any(each in passed for each in step.questions)}" for step in lesson.steps]
    parts = ["**What you did**", "\n".join(told)]
    if lesson.front.teaches:
        parts.append(f"You have practised: {joined(_within(in_words(name)) for name in lesson.front.teaches)}.")
    return "\n\n".join(parts)


def on_the_way(run: LessonRun) -> str:
    """What went wrong, from the record of the attempt, in kind words."""
    slips = [f"- {words}{_TIMES.get(count, f' ({count} times)')}" for words, count in _slips(run).items()]
    counts = _counts(run)
    parts = ["**On the way**"]
    if not slips and not counts and not run.passed_by:
        return "\n\n".join([*parts, "Nothing went wrong. You needed no hint, and took nothing back."])
    if slips:
        parts += ["Each of these is worth having met here, where it costs nothing:", "\n".join(slips)]
    else:
        parts.append("Nothing went wrong.")
    if counts:
        parts.append(f"{counts}.")
    if passed := len(run.passed_by):
        what = "A question was" if passed == 1 else f"{passed} questions were"
        parts.append(f"{what} passed by, and will be asked again in the review.")
    return "\n\n".join(parts)


def at_work(lesson: Lesson) -> str:
    """What the lesson has to try at work: its own words; empty where it has none, as in a lesson from elsewhere."""
    note = work_note(lesson.steps)
    return f"**To try at work**\n\n{note.text.strip()}" if note else ""


def work_note(steps: Iterable[Step]) -> Aside | None:
    """The note of the last steps that is about work."""
    notes = [block for step in steps for block in step.blocks if isinstance(block, Aside) and block.kind == "note"]
    return next((note for note in reversed(notes) if note.title.casefold().startswith(AT_WORK)), None)


def _slips(run: LessonRun) -> Counter[str]:
    """The mistakes, refusals and missed questions, each in a line of Markdown, with how often; step by step."""
    steps = {step.id: step for step in run.lesson.steps}
    found: list[tuple[str, str]] = []
    for place, name in run.way.mistakes:
        mistake = _mistake((*steps[place].mistakes, *run.lesson.mistakes), name)
        found.append((place, _first_sentence(mistake.say)))
    found += [(place, _first_sentence(words)) for place, words in run.way.refused]
    for place, name in run.way.missed:
        question = next(each for each in steps[place].questions if each.id == name)
        lead = "you expected otherwise of" if isinstance(question, Predict) else "you first answered otherwise to"
        found.append((place, f"{lead} “{_line(question.question)}”"))
    in_order = sorted(found, key=lambda slip: list(steps).index(slip[0]))
    return Counter(f"{_in(steps[place])}: {words}" for place, words in in_order)


def _mistake(mistakes: Iterable[Mistake], name: str) -> Mistake:
    return next(mistake for mistake in mistakes if mistake.id == name)


def _counts(run: LessonRun) -> str:
    """The hints taken and the acts undone, in a sentence without its end; empty for none."""
    hints = sum(len(run.hints_taken(step)) for step in run.lesson.steps)
    parts = [_said(hints, "took", "hint"), _said(run.way.undone, "took back", "act")]
    told = [part for part in parts if part]
    return f"You {' and '.join(told)}" if told else ""


def _said(count: int, verb: str, noun: str) -> str:
    return f"{verb} {'one' if count == 1 else count} {noun}{'s'[: count != 1]}" if count else ""


def _in(step: Step) -> str:
    return f"“{_line(step.title)}”"


def _first_sentence(text: str) -> str:
    return _SENTENCE.split(_line(text), maxsplit=1)[0]


def _within(words: str) -> str:
    """Words as they stand within a sentence: names and abbreviations, with capitals inside, keep their own."""
    return words if words.split()[0][1:] != words.split()[0][1:].lower() else words[:1].lower() + words[1:]


def _line(text: str) -> str:
    return " ".join(text.split())
