"""Ids as people read them."""

from collections.abc import Iterable

_ABBREVIATIONS = {word.lower(): word for word in ("AWS", "CLI", "IAM", "MFA", "QR", "TOTP")}


def in_words(name: str, proper: Iterable[str] = ()) -> str:
    """Give an id as words, with `proper` names and abbreviations as they are written: Alice has an MFA device."""
    known = _ABBREVIATIONS | {word.lower(): word for word in proper}
    words = " ".join(known.get(word, word) for word in name.split("-"))
    return words[:1].upper() + words[1:]
