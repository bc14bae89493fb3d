"""A mistake made, as its `try` makes it."""

from __future__ import annotations

from dataclasses import dataclass

from course.lesson.model import Mistake
from course.proof.worlds import Place, Variant, Way, numbered


@dataclass(frozen=True, slots=True)
class Mistaken:
    """A mistake made: where it led, where its words first came up (None: nowhere), and whose words came besides."""

    place: Place
    came_up: Place | None
    others: tuple[tuple[str | None, str, Place], ...]


def mistaken(variant: Variant, way: Way, index: int, mistake: Mistake) -> Mistaken:
    """Make a mistake where step `index` begins."""

    def make() -> Mistaken:
        place, came_up = variant.begin(way, index), None
        others: list[tuple[str | None, str, Place]] = []
        for _, command in numbered(mistake.attempt):
            before = place.run.words
            place, _ = place.act(command)
            words = place.run.words
            if words is None or words is before:
                continue
            if words.mistake == mistake.id:
                came_up = came_up or place
            else:
                others.append((words.mistake, words.text, place))
        return Mistaken(place, came_up, tuple(others))

    made: Mistaken = variant.once(("mistake", way, index, mistake.id), make)
    return made
