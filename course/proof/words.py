"""The words that an expression may be meant to say: the keys and texts of a lesson's worlds."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from importlib import resources
from typing import Any

from course.lesson.model import Check
from course.proof.names import declared
from course.proof.reading import literals
from course.proof.worlds import Leg, Variant, Way
from sim.expression.growing import Growing


def remedy_of_unmet(leg: Leg, check: Check) -> str:
    """How a check that stays unmet may be mended."""
    from sim.shell.command import nearest

    names = set(_texts(leg.end.state))
    for text in literals(check.expression.text):
        alike = {name for name in names if name[:1].casefold() == text[:1].casefold()}
        near = None if text in names else nearest(text, alike)
        if near:
            return f"Nothing here is called {text!r}. Did you mean {near!r}?"
    return "Mend the expression, or add what the solution lacks"


def names_in(variant: Variant) -> frozenset[str]:
    """Every key and short text of the worlds at the ends of the steps, the schema's, and what is declared."""
    states = [variant.start(0).state, *(variant.leg(Way(0), i).end.state for i in range(len(variant.lesson.steps)))]
    return frozenset({name for state in states for name in _texts(state)} | state_keys() | declared())


@cache
def state_keys() -> frozenset[str]:
    """The keys and values that the schema of the state document names."""
    text = resources.files("sim").joinpath("state.schema.json").read_text("utf-8")
    found: set[str] = set()
    waiting: list[Any] = [json.loads(text)]
    while waiting:
        value = waiting.pop()
        if isinstance(value, dict):
            found |= set(value.get("properties", ()))
            found |= {each for each in value.get("enum", ()) if isinstance(each, str)}
            waiting += value.values()
        elif isinstance(value, list):
            waiting += value
    return frozenset(found)


def _texts(value: object) -> Iterator[str]:
    waiting = [value]
    while waiting:
        value = waiting.pop()
        if isinstance(value, str):
            if len(value) < 80:
                yield value
        elif isinstance(value, dict):
            yield from value
            waiting += value.values()
        elif isinstance(value, list | Growing):
            waiting += value
