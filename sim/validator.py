"""What AWS remembers of a TOTP device, and its observed rules for pairs of codes and single ones.

AWS does not publish the figures of its validator: the single use and the throttle are as observed by third parties
(September 2026). RFC 6238 section 5.2 asks for the single use.
"""

from __future__ import annotations

import hmac
from collections.abc import Callable, Iterator
from typing import NamedTuple

from rpds import HashTrieSet

from sim.diagnosis import why_not_pair, why_not_single
from sim.totp import TIME_STEP, WORD, time_step, truncated
from sim.verdict import PAIR_AHEAD, PAIR_BEHIND, SKEW, Evidence, Verdict

TRIES = 9
"""Codes that sign-in and STS verify for one device, right or wrong, before they refuse all."""

TRIES_RESET = 180_000
"""Tries are counted anew at each multiple of this (milliseconds): three-minute boundaries of UTC."""

_NEAREST_FIRST = tuple(sorted(range(-SKEW, SKEW + 1), key=abs))
_CORRECT = {off: Verdict("correct", off) for off in _NEAREST_FIRST}
_NOTHING_USED: HashTrieSet[int] = HashTrieSet()


class Validator(NamedTuple):
    """What AWS remembers of one TOTP device in order to judge its codes.

    `skew` is in steps: the device's clock less the service's, as the last accepted pair showed. `last_pair` is the
    step of that pair's second code; it outlives deactivation. `used` are the steps whose codes sign-in or STS took.
    """

    seed: bytes
    skew: int = 0
    last_pair: int | None = None
    used: HashTrieSet[int] = _NOTHING_USED
    tries: int = 0
    tries_period: int = -1

    def pair(
        self, code1: str, code2: str, time: int, evidence: Callable[[], Evidence] = Evidence
    ) -> tuple[Validator, Verdict]:
        """Judge two consecutive codes, older first, at service `time` (EnableMFADevice, ResyncMFADevice).

        The codes are six ASCII digits each; `evidence` is asked for only when they are refused.

        On success the returned validator remembers the skew found and the pair; a refusal changes nothing.
        """
        step, first, second = time_step(time), int(code1), int(code2)
        found = self._find_pair(first, second, step + self.skew)
        if found is None:
            return self, why_not_pair(self.seed, self.skew, first, second, time, evidence())
        verdict = Verdict("correct", found - step - self.skew)
        return self._replace(skew=found - step, last_pair=found), verdict

    def single(self, code: str, time: int, evidence: Callable[[], Evidence] = Evidence) -> tuple[Validator, Verdict]:
        """Judge one code at service `time` (sign-in, STS), and count the try, right or wrong."""
        if self.refused_until(time) is not None:
            return self, Verdict("throttled")
        period = time // TRIES_RESET
        tries = self.tries + 1 if self.tries_period == period else 1
        seed, used, value = self.seed, self.used, int(code)
        known = time // TIME_STEP + self.skew
        reused: int | None = None
        for off in _NEAREST_FIRST:
            step = known + off
            if step >= 0 and truncated(seed, step) == value:
                if step not in used:
                    taken = Validator(seed, self.skew, self.last_pair, used.insert(step), tries, period)
                    return taken, _CORRECT[off]
                reused = off
        counted = self._replace(tries=tries, tries_period=period)
        if reused is not None:
            return counted, Verdict("reused", reused)
        return counted, why_not_single(self.seed, self.skew, value, time, evidence())

    def refused_until(self, time: int) -> int | None:
        """When single codes are verified again, where at service `time` all are refused after too many tries."""
        period = time // TRIES_RESET
        return (period + 1) * TRIES_RESET if self.tries >= TRIES and self.tries_period == period else None

    def _find_pair(self, first: int, second: int, known: int) -> int | None:
        """The step of the pair's second code, the nearest to `known`; no step's code is computed twice."""
        low = max(known + PAIR_BEHIND, 1 if self.last_pair is None else self.last_pair + 2)
        high = known + PAIR_AHEAD
        if low > high:
            return None
        seed, digest, wanted = self.seed, hmac.digest, {first, second}
        firsts, seconds = set[int](), set[int]()
        for step in _outwards(min(max(known, low), high), low - 1, high):
            mac = digest(seed, step.to_bytes(8, "big"), "sha1")
            value = (WORD(mac, mac[19] & 15)[0] & 0x7FFFFFFF) % 1_000_000
            if value in wanted:
                if value == second:
                    if step - 1 in firsts:
                        return step
                    seconds.add(step)
                if value == first:
                    if step + 1 in seconds:
                        return step + 1
                    firsts.add(step)
        return None


def _outwards(middle: int, low: int, high: int) -> Iterator[int]:
    """The steps of low…high, those nearest to `middle` first."""
    yield middle
    for off in range(1, max(high - middle, middle - low) + 1):
        if middle - off >= low:
            yield middle - off
        if middle + off <= high:
            yield middle + off
