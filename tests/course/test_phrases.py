"""Counts and nouns."""

from __future__ import annotations

from course.phrases import many_of, plural


def test_nouns_that_end_in_y() -> None:
    assert (many_of("policy"), many_of("day"), many_of("step")) == ("policies", "days", "steps")
    assert (plural(1, "entity"), plural(0, "entity"), plural(2, "box", "boxes")) == (
        "1 entity",
        "0 entities",
        "2 boxes",
    )
