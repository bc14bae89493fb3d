"""Ids, counts and nouns."""

from __future__ import annotations

import pytest

from course.phrases import in_words, many_of, plural


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("cloudtrail", "CloudTrail"),
        ("policy-json", "Policy JSON"),
        ("root-mfa", "Root MFA"),
        ("the-alarm-would-have-rung", "The alarm would have rung"),
    ],
)
def test_an_id_reads_as_words_with_names_spelt_as_their_makers_do(name: str, words: str) -> None:
    assert in_words(name) == words


def test_nouns_that_end_in_y() -> None:
    assert (many_of("policy"), many_of("day"), many_of("step")) == ("policies", "days", "steps")
    assert (plural(1, "entity"), plural(0, "entity"), plural(2, "box", "boxes")) == (
        "1 entity",
        "0 entities",
        "2 boxes",
    )
