"""Codes and their validation: HOTP (RFC 4226), TOTP (RFC 6238), and AWS's observed rules for pairs and single codes.

AWS's choice is SHA-1, six digits and 30 seconds; generation is general. AWS does not publish the figures of its
validator: the windows, the single use and the throttle here are as observed by third parties (September 2026).
"""

from __future__ import annotations

import base64
import binascii
import hmac
import struct
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, NamedTuple

from rpds import HashTrieSet

TIME_STEP = 30_000
"""RFC 6238's X for AWS, in milliseconds."""

SKEW = 2
"""Sign-in and STS take a code up to this many steps either side of the device's known time."""

PAIR_BEHIND, PAIR_AHEAD = -998, 1_000
"""The second code of a pair may lie this many steps from the device's known time."""

TRIES = 9
"""Codes that sign-in and STS verify for one device, right or wrong, before they refuse all."""

TRIES_RESET = 180_000
"""Tries are counted anew at each multiple of this (milliseconds): three-minute boundaries of UTC."""

_WORD = struct.Struct(">I").unpack_from

Cause = Literal[
    "correct",
    "reused",
    "same-code-twice",
    "swapped",
    "not-consecutive",
    "too-old",
    "too-new",
    "another-device",
    "throttled",
    "never-valid",
]


def time_step(time: int) -> int:
    """RFC 6238's T: the number of the 30-second step that `time` (milliseconds) falls in."""
    return time // TIME_STEP


def hotp(key: bytes, counter: int, digits: int = 6, algorithm: str = "sha1") -> str:
    """RFC 4226 section 5.3: the HOTP value of `counter`, as `digits` ASCII digits with leading zeros."""
    mac = hmac.digest(key, counter.to_bytes(8, "big"), algorithm)
    at = mac[-1] & 15
    return f"{(int.from_bytes(mac[at : at + 4], 'big') & 0x7FFFFFFF) % 10**digits:0{digits}d}"


def truncated(seed: bytes, step: int) -> int:
    """The six-digit SHA-1 code of `step` as an integer: what the search over a window compares."""
    mac = hmac.digest(seed, step.to_bytes(8, "big"), "sha1")
    return int(_WORD(mac, mac[19] & 15)[0] & 0x7FFFFFFF) % 1_000_000


@lru_cache(maxsize=4096)
def seed_bytes(secret: str) -> bytes:
    """The key of a base32 secret, as people copy it: lower case, blanks, dashes and absent padding are fine.

    Raises ValueError when it is not base32.
    """
    text = secret.replace(" ", "").replace("-", "").upper().rstrip("=")
    try:
        return base64.b32decode(text + "=" * (-len(text) % 8))
    except binascii.Error as error:
        raise ValueError("a secret is written in base32: the letters A to Z and the digits 2 to 7") from error


def code_at(secret: str, time: int) -> str:
    """The code that an authenticator app holding `secret` (base32) shows when its clock reads `time`.

    Raises ValueError when the secret is not base32 or shorter than 112 bits (RFC 4226 section 4 asks for 128).
    """
    import pyotp

    return pyotp.TOTP(secret.replace(" ", "").replace("-", "")).at(time // 1_000)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the validator found, in more detail than AWS tells.

    `steps_off` is how far the code (of a pair, the second) lies from the device's known time: negative is old.
    `clock` names whose clock is likely wrong: "phone", "service" or None. `device` is the serial number or label
    that the code belongs to when the cause is another-device.
    """

    cause: Cause
    steps_off: int | None = None
    clock: Literal["phone", "service"] | None = None
    device: str | None = None

    @property
    def accepted(self) -> bool:
        """Whether the codes were taken."""
        return self.cause == "correct"


@dataclass(frozen=True, slots=True)
class Emitter:
    """Something in the room that shows a device's codes, and what its clock reads now (milliseconds)."""

    name: str
    seed: bytes
    time: int


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a diagnosis may rest on: what is in the room, and whether the service's time was moved."""

    emitters: tuple[Emitter, ...] = ()
    service_moved: bool = False


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
            from sim.diagnosis import why_not_pair

            return self, why_not_pair(self, first, second, time, evidence())
        verdict = Verdict("correct", found - step - self.skew)
        return self._replace(skew=found - step, last_pair=found), verdict

    def single(self, code: str, time: int, evidence: Callable[[], Evidence] = Evidence) -> tuple[Validator, Verdict]:
        """Judge one code at service `time` (sign-in, STS), and count the try, right or wrong."""
        period = time // TRIES_RESET
        tries = self.tries + 1 if self.tries_period == period else 1
        if tries > TRIES:
            return self, Verdict("throttled")
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
        from sim.diagnosis import why_not_single

        return counted, why_not_single(self, value, time, evidence())

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
            value = (_WORD(mac, mac[19] & 15)[0] & 0x7FFFFFFF) % 1_000_000
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
