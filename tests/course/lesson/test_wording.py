"""Ids as people read them."""

import pytest

from course.lesson import wording
from course.tui import phrases


@pytest.mark.parametrize("in_words", [wording.in_words, phrases.in_words])
@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("cloudtrail", "CloudTrail"),
        ("policy-json", "Policy JSON"),
        ("root-mfa", "Root MFA"),
        ("the-alarm-would-have-rung", "The alarm would have rung"),
    ],
)
def test_an_id_reads_as_words_with_names_spelt_as_their_makers_do(in_words, name, words):
    assert in_words(name) == words
