"""Why a device's codes were refused: the causes behind AWS's one "not valid".

A code is looked for where the evidence points: first in what the devices in the room show or showed, then near the
device's known time. Six digits repeat by chance, so a find far off never outweighs a device that shows the code.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Literal

from sim.totp import time_step, truncated
from sim.verdict import PAIR_AHEAD, PAIR_BEHIND, SKEW, Emitter, Evidence, Verdict

RECENT = 20
"""How many steps back (ten minutes) a code in the room still counts as one that somebody read there."""

FAR = 5_760
"""How many steps (two days) either side a pair is looked for: two codes in a row do not meet by chance."""


def why_not_pair(seed: bytes, skew: int, first: int, second: int, time: int, evidence: Evidence) -> Verdict:
    """The cause of a refused pair; `first` and `second` are the codes as integers, `time` the service's."""
    known = time_step(time) + skew
    near = _places(seed, range(known + PAIR_BEHIND - 1, known + PAIR_AHEAD + 1))
    at1, at2 = near.get(first, ()), near.get(second, ())
    if first == second:
        if not at1 and (foreign := _foreign(seed, (first,), evidence)):
            return foreign
        return Verdict("same-code-twice", _nearest(at1, known) - known if at1 else None)
    if consecutive := [step for step in at2 if step - 1 in at1]:
        return Verdict("reused", _nearest(consecutive, known) - known)
    if swapped := [step for step in at1 if step - 1 in at2]:
        return Verdict("swapped", _nearest(swapped, known) - known)
    if at1 and at2 and not _foreign(seed, (first, second), evidence):
        return Verdict("not-consecutive", _nearest(at2, known) - known)
    return (
        _foreign(seed, (first, second), evidence)
        or _far_pair(seed, skew, first, second, time, evidence)
        or Verdict("never-valid")
    )


def why_not_single(seed: bytes, skew: int, value: int, time: int, evidence: Evidence) -> Verdict:
    """The cause of a refused single code (an integer) at service `time`."""
    known = time_step(time) + skew
    shown = [step for emitter in _own(seed, evidence) for step in _places(seed, _recent(emitter)).get(value, ())]
    if not shown and (foreign := _foreign(seed, (value,), evidence)):
        return foreign
    window = range(known + PAIR_BEHIND, known + PAIR_AHEAD + 1)
    steps = shown or _places(seed, window).get(value, [])
    if not steps:
        return Verdict("never-valid")
    return _misplaced(seed, skew, _nearest(steps, known), time, evidence)


def _far_pair(seed: bytes, skew: int, first: int, second: int, time: int, evidence: Evidence) -> Verdict | None:
    known = time_step(time) + skew
    places = [_recent(emitter) for emitter in _own(seed, evidence)]
    places += [range(known - FAR, known + PAIR_BEHIND + 1), range(known + PAIR_AHEAD - 1, known + FAR)]
    for place in places:
        table = _places(seed, place)
        for step in table.get(second, ()):
            if step - 1 in table.get(first, ()):
                return _misplaced(seed, skew, step, time, evidence)
    return None


def _misplaced(seed: bytes, skew: int, step: int, time: int, evidence: Evidence) -> Verdict:
    off = step - time_step(time) - skew
    return Verdict("too-new" if off > 0 else "too-old", off, _whose_clock(seed, step, time, evidence))


def _whose_clock(seed: bytes, step: int, time: int, evidence: Evidence) -> Literal["phone", "service"] | None:
    """Whose clock is likely wrong when the device's code of `step` was refused at service `time`.

    A device that shows the code now, at a time well apart from the service's, has a wrong clock. A code that nothing
    in the room can have shown yet comes from outside; then the service's time is wrong if it was moved. A code that
    the device showed a while ago is merely old.
    """
    own = [time_step(emitter.time) for emitter in _own(seed, evidence)]
    if any(abs(now - step) <= 1 for now in own):
        apart = min((abs(now - time_step(time)) for now in own if abs(now - step) <= 1), default=0)
        return "phone" if apart > SKEW else None
    if all(step > now for now in own) and evidence.service_moved:
        return "service"
    return None


def _foreign(seed: bytes, values: tuple[int, ...], evidence: Evidence) -> Verdict | None:
    """another-device, if a device in the room that holds another secret shows all the codes now or did lately."""
    for emitter in evidence.emitters:
        if emitter.seed != seed:
            shown = _places(emitter.seed, _recent(emitter))
            if all(value in shown for value in values):
                return Verdict("another-device", device=emitter.name)
    return None


def _own(seed: bytes, evidence: Evidence) -> list[Emitter]:
    return [emitter for emitter in evidence.emitters if emitter.seed == seed]


@lru_cache(maxsize=16)
def _places(seed: bytes, steps: range) -> dict[int, list[int]]:
    """The steps at which a seed's codes stand. One refusal often follows another within the same 30 seconds."""
    table: dict[int, list[int]] = {}
    for step in steps:
        if step >= 0:
            table.setdefault(truncated(seed, step), []).append(step)
    return table


def _recent(emitter: Emitter) -> range:
    step = time_step(emitter.time)
    return range(step - RECENT, step + 2)


def _nearest(steps: Iterable[int], known: int) -> int:
    return min(steps, key=lambda step: (abs(step - known), step))
