"""Proofs of prose: what its code spans and code blocks name exists in some world of the lesson."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from course.lesson.model import Aside, Block, Lesson, Mistake, Predict, Prose, Quiz, Step
from course.proof.finding import Finding
from course.proof.judge import Judge, Source
from course.proof.mistaken import mistaken
from course.proof.names import Known, Misnomer, of_block, of_span
from course.proof.worlds import Variant, Way, scripts

_NAME_OF = {
    "users": "UserName", "groups": "GroupName", "roles": "RoleName", "buckets": "Name", "people": "Name",
    "policies": "PolicyName",
}  # fmt: skip
_PASSWORD = re.compile(r"(?:password|root): *['\"]?([^\s'\"{},]+)")
_PARAMETERS = re.compile(r"^parameters:.*?(?=^\S|\Z)", re.MULTILINE | re.DOTALL)
_SCALAR = re.compile(r"[^\s:,\[\]{}\"'#]+")


def names_in_prose(
    source: Source, lesson: Lesson, step: Step | None, known: Known, seed: int | None
) -> Iterator[Finding]:
    """What the prose of a step (None: before the first) names and is nowhere to be found."""
    from course.lesson.markdown import markdown

    judge = Judge(source, step, None, seed)
    for text, line in _texts(step.blocks if step else lesson.blocks):
        for token in markdown().parse(text):
            if token.type == "fence":
                for misnomer in of_block(token.content, token.info.strip(), known):
                    yield _finding(judge, misnomer, misnomer.word, line)
            before = ""
            for child in token.children or ():
                if child.type == "code_inline" and (found := of_span(child.content, before, known)):
                    yield _finding(judge, found, child.content, line)
                before += " " if child.type == "softbreak" else child.content


def known_names(variant: Variant, scenario_text: str, scenarios: Iterable[str]) -> Known:
    """The names in all worlds that a lesson's solutions, mistakes and predictions lead to, at phase 0."""
    lesson, way = variant.lesson, Way(0)
    places = [variant.start(0)]
    for index, step in enumerate(lesson.steps):
        leg = variant.leg(way, index)
        places.append(leg.end)
        for mistake in (*step.mistakes, *(lesson.mistakes if index == 0 else ())):
            places.append(mistaken(variant, way, index, mistake).place)
        for question in step.questions:
            if isinstance(question, Predict):
                places.append(leg.begin.acts(question.run.commands()))
    things: dict[str, set[str]] = {kind: set() for kind in (*_NAME_OF, "instances")}
    texts = {word for script in scripts(lesson) for word in script.text.split()}
    texts |= set(_SCALAR.findall(_PARAMETERS.sub("", scenario_text)))
    for place in places:
        state = place.state
        for kind, key in _NAME_OF.items():
            things[kind] |= {item[key] for item in state[kind] if key in item}
        for item in state["instances"]:
            things["instances"] |= set(_strings(item))
        texts |= set(_strings(state))
        texts |= set(place.room.history.world.files)
    things["policies"] |= {text.rpartition("/")[2] for text in texts if ":policy/" in text}
    things["passwords"] = set(_PASSWORD.findall(scenario_text))
    things["steps"] = {step.id for step in lesson.steps}
    things["scenarios"] = set(scenarios)
    texts |= {lesson.path.stem, *(block.id for step in lesson.steps for block in (*step.checks, *step.questions))}
    return Known({kind: frozenset(names) for kind, names in things.items()}, frozenset(texts))


def _texts(blocks: Iterable[Block]) -> Iterator[tuple[str, int]]:
    """The Markdown texts of blocks, each with the line to look for them from."""
    for block in blocks:
        if isinstance(block, Prose | Aside):
            yield block.text, block.line
        elif isinstance(block, Mistake):
            yield block.say, block.line
        elif isinstance(block, Quiz | Predict):
            yield block.question, block.line
            for choice in block.choices:
                yield choice.text, choice.line
                yield choice.say, choice.line


def _finding(judge: Judge, misnomer: Misnomer, written: str, line: int) -> Finding:
    at = judge.source.find(f"`{written}`", line)
    if at[1] is None:
        at = judge.source.find(misnomer.word, line)
    elif misnomer.word in written:
        at = at[0], (at[1] or 1) + 1 + written.index(misnomer.word)
    some = ", ".join(misnomer.known[:8]) + (" …" if len(misnomer.known) > 8 else "")
    return judge.finding(
        "names",
        at,
        f"there is no {misnomer.what} {misnomer.word!r}",
        f"one of {some}" if some else f"a known {misnomer.what}",
        misnomer.word,
        f"Did you mean {misnomer.nearest}?"
        if misnomer.nearest
        else "Name one that exists, or write it without backticks",
    )


def _strings(value: Any) -> Iterator[str]:
    waiting = [value]
    while waiting:
        value = waiting.pop()
        if isinstance(value, str):
            yield value
        elif isinstance(value, dict):
            yield from value
            waiting += value.values()
        elif isinstance(value, list):
            waiting += value
