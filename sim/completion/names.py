"""The names of a large account in order, found by how they begin without looking at each of them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping
from typing import Any

MOST = 200
"""Candidates that are told at most."""

SMALL = 2_000
"""Names of a map that are looked at one by one, to find a word in their midst too."""

_KEPT = 12


class Names:
    """Remembers the sorted names of the maps it was asked of last, which never change themselves.

    Sorting a large map takes time once; while `patient` is false one that is not sorted yet gives no names.
    """

    def __init__(self) -> None:
        self.patient = True
        self._sorted: list[tuple[Mapping[str, Any], list[str], list[str]]] = []

    def like(self, names: Mapping[str, Any], word: str) -> tuple[list[str], int]:
        """The names that begin as `word` does, in any case; in a small map else those that hold it.

        Gives MOST of them in order, and how many more there are.
        """
        if not self.patient and len(names) > SMALL and not any(known is names for known, _, _ in self._sorted):
            return [], 0
        keys, ordered = self._of(names)
        low = word.casefold()
        first, last = bisect_left(keys, low), bisect_left(keys, low + "\U0010ffff")
        if first < last:
            return ordered[first : min(last, first + MOST)], max(0, last - first - MOST)
        if len(word) < 2 or len(ordered) > SMALL:
            return [], 0
        held = [name for key, name in zip(keys, ordered, strict=True) if low in key]
        return held[:MOST], max(0, len(held) - MOST)

    def _of(self, names: Mapping[str, Any]) -> tuple[list[str], list[str]]:
        for known, keys, ordered in self._sorted:
            if known is names:
                return keys, ordered
        ordered = sorted(names, key=str.casefold)
        keys = [name.casefold() for name in ordered]
        self._sorted = [(names, keys, ordered), *self._sorted[: _KEPT - 1]]
        return keys, ordered
