"""Ids as people read them."""

from collections.abc import Iterable, Sequence

_ABBREVIATIONS = {word.lower(): word for word in ("AWS", "CLI", "CloudTrail", "IAM", "JSON", "MFA", "QR", "TOTP")}


def in_words(name: str, proper: Iterable[str] = ()) -> str:
    """Give an id as words, with `proper` names and abbreviations as they are written: Alice has an MFA device."""
    known = _ABBREVIATIONS | {word.lower(): word for word in proper}
    words = " ".join(known.get(word, word) for word in name.split("-"))
    return words[:1].upper() + words[1:]


def steps_in_words(numbers: Sequence[int]) -> str:
    """Give the steps of these numbers, one at least, as the subject of a sentence: Steps 2, 3 and 5 were."""
    if len(numbers) == 1:
        return f"Step {numbers[0]} was"
    return f"Steps {', '.join(map(str, numbers[:-1]))} and {numbers[-1]} were"
