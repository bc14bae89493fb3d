"""Ids, counts and steps as people write them; it needs nothing of the rest."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

_SPELLINGS = ("AWS", "CLI", "CloudTrail", "IAM", "JSON", "MFA", "QR", "TOTP")
SPELT = {word.lower(): word for word in _SPELLINGS}
"""Words that an id writes small."""


def in_words(name: str, proper: Iterable[str] = ()) -> str:
    """An id as words, with `proper` names and abbreviations as they are written: Alice has an MFA device."""
    spelt = SPELT | {each.lower(): each for each in proper}
    words = [spelt.get(word, word) for word in name.split("-")]
    return " ".join([words[0][:1].upper() + words[0][1:], *words[1:]])


def steps_in_words(numbers: Sequence[int]) -> str:
    """Give the steps of these numbers, one at least, as the subject of a sentence: Steps 2, 3 and 5 were."""
    if len(numbers) == 1:
        return f"Step {numbers[0]} was"
    return f"Steps {joined(map(str, numbers))} were"


def joined(words: Iterable[str]) -> str:
    """Words as a sentence lists them: Alice, Bob and root."""
    *before, last = words
    return f"{', '.join(before)} and {last}" if before else last


def plural(count: int, one: str, many: str | None = None) -> str:
    """A count with its noun: 1 step, 3 steps, 2 policies."""
    return f"{count} {one if count == 1 else many or many_of(one)}"


def many_of(noun: str) -> str:
    """The plural of a noun: steps, days, policies."""
    return noun[:-1] + "ies" if noun.endswith("y") and noun[-2] not in "aeiou" else noun + "s"
