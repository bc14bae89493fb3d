"""Terms told as plain text: in a played lesson and by `mfa-course glossary`."""

from __future__ import annotations

from collections.abc import Iterable

from course.glossary.terms import Glossary, Term
from course.lesson.model import Aside, Block, Lesson, Prose, Question, Step
from course.plain.width import wrapped

UNBROKEN = "\N{NO-BREAK SPACE}"

SOURCES = "Sources"
"""The title of the note with a lesson's sources, which name guides rather than things."""


def told(term: Term) -> str:
    """A term with what it means, where that is from, and the console's words of today."""
    lines = [term.name, wrapped(term.says, "  ")]
    if term.today:
        lines.append(wrapped(f"In the console: {term.today}", "  "))
    lines.append(wrapped(f"Source: {term.source}", "  "))
    return "\n".join(lines)


def names(terms: Iterable[Term]) -> str:
    """The terms' names, separated by commas, as lines of text; no name is broken."""
    joined = ", ".join(term.name.replace(" ", UNBROKEN) for term in terms)
    return wrapped(joined).replace(UNBROKEN, " ")


def unknown(glossary: Glossary, words: str) -> str:
    """What to say of words that are no term: the nearest, or how to see all."""
    near = glossary.nearest(words)
    first = f"“{' '.join(words.split())[:40]}” is not in the glossary."
    return f"{first} The nearest is {near.name}." if near else f"{first} It has:\n{names(glossary.terms)}"


def text_of(title: str, blocks: Iterable[Block]) -> str:
    """What a learner reads of a step's blocks; what it keeps covered, its solution and the sources are left out."""
    parts = [title]
    for block in blocks:
        if isinstance(block, Prose) or (isinstance(block, Aside) and block.kind != "reveal" and block.title != SOURCES):
            parts.append(block.text)
        elif isinstance(block, Question):
            parts += [block.question, *(choice.text for choice in block.choices)]
    return "\n".join(parts)


def of_step(glossary: Glossary, lesson: Lesson, step: Step | None) -> tuple[Term, ...]:
    """The terms that stand in a step, and with the first step in what goes before it."""
    if step is None:
        return ()
    before = lesson.blocks if step is lesson.steps[0] else ()
    return glossary.standing_in(text_of(step.title, (*before, *step.blocks)))


def answer(glossary: Glossary, words: str, lesson: Lesson, step: Step | None) -> str:
    """What is said to `what is WORDS` in a lesson; without words, the terms that stand in the step."""
    if not words.strip(" ?"):
        here = of_step(glossary, lesson, step)
        return f"Words in this step:\n{names(here)}" if here else f"Words that are explained:\n{names(glossary.terms)}"
    term = glossary.find(words)
    if term is not None:
        return told(term)
    near = glossary.nearest(words)
    return unknown(glossary, words) + (f"\n\n{told(near)}" if near else "")
