"""The validator's rules for pairs and single codes, and the causes it names."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from simroom import START

from sim.totp import hotp, time_step
from sim.validator import TRIES, Validator
from sim.verdict import Emitter, Evidence, Verdict

SEED, OTHER = b"the seed of Alice's device, 40 bytes....", b"the seed of Alan's device, forty bytes.."
NOW = time_step(START)


def code(step: int, seed: bytes = SEED) -> str:
    return hotp(seed, step)


def pair(validator: Validator, first: int, second: int, *emitters: Emitter, moved: bool = False) -> Verdict:
    evidence = Evidence(emitters, moved)
    return validator.pair(code(first), code(second), START, lambda: evidence)[1]


def single(validator: Validator, step: int, *emitters: Emitter, moved: bool = False) -> Verdict:
    evidence = Evidence(emitters, moved)
    return validator.single(code(step), START, lambda: evidence)[1]


@pytest.mark.parametrize("second", [-998, -997, -1, 0, 1, 2, 999, 1000])
def test_a_pair_is_taken_within_the_window_and_its_skew_remembered(second: int) -> None:
    validator, verdict = Validator(SEED).pair(code(NOW + second - 1), code(NOW + second), START)
    assert verdict == Verdict("correct", second)
    assert (validator.skew, validator.last_pair) == (second, NOW + second)


@pytest.mark.parametrize(("second", "cause"), [(-999, "too-old"), (1001, "too-new"), (-3000, "too-old")])
def test_a_pair_outside_the_window_is_refused_by_its_distance(second: int, cause: str) -> None:
    verdict = pair(Validator(SEED), NOW + second - 1, NOW + second)
    assert (verdict.cause, verdict.steps_off) == (cause, second)


def test_the_window_moves_with_the_remembered_skew() -> None:
    validator = Validator(SEED, skew=900)
    assert pair(validator, NOW + 1899, NOW + 1900).cause == "correct"
    assert pair(validator, NOW - 100, NOW - 99).cause == "too-old"


@pytest.mark.parametrize(
    ("first", "second", "cause", "off"),
    [
        (0, 0, "same-code-twice", 0),
        (1, 0, "swapped", 1),
        (-5, -6, "swapped", -5),
        (0, 2, "not-consecutive", 2),
        (-7, 1, "not-consecutive", 1),
        (3, 0, "not-consecutive", 0),
    ],
)
def test_refused_pairs_have_their_own_causes(first: int, second: int, cause: str, off: int) -> None:
    assert pair(Validator(SEED), NOW + first, NOW + second) == Verdict(cause, off)  # type: ignore[arg-type]


def test_a_pair_must_be_newer_than_the_last_without_overlap() -> None:
    validator, _ = Validator(SEED).pair(code(NOW - 1), code(NOW), START)
    assert pair(validator, NOW - 1, NOW).cause == "reused"
    assert pair(validator, NOW, NOW + 1).cause == "reused"
    assert pair(validator, NOW - 9, NOW - 8).cause == "reused"
    assert pair(validator, NOW + 1, NOW + 2).cause == "correct"


def test_codes_of_another_device_in_the_room_are_named() -> None:
    alan = Emitter("Alan@123456789012", OTHER, START)
    codes = code(NOW - 1, OTHER), code(NOW, OTHER)
    _, verdict = Validator(SEED).pair(*codes, START, lambda: Evidence((alan,)))
    assert verdict == Verdict("another-device", device="Alan@123456789012")
    _, verdict = Validator(SEED).single(codes[1], START, lambda: Evidence((alan,)))
    assert verdict == Verdict("another-device", device="Alan@123456789012")


def test_a_code_of_nobody_is_never_valid() -> None:
    wrong = next(f"{n:06d}" for n in range(10) if not any(code(NOW + i) == f"{n:06d}" for i in range(-1100, 1100)))
    assert Validator(SEED).pair(wrong, code(NOW), START)[1].cause == "never-valid"
    assert Validator(SEED).single(wrong, START)[1].cause == "never-valid"


@pytest.mark.parametrize("off", [-2, -1, 0, 1, 2])
def test_a_single_code_within_two_steps_is_taken_once(off: int) -> None:
    validator, verdict = Validator(SEED).single(code(NOW + off), START)
    assert verdict == Verdict("correct", off)
    validator, verdict = validator.single(code(NOW + off), START)
    assert verdict == Verdict("reused", off)


@pytest.mark.parametrize(("off", "cause"), [(-3, "too-old"), (3, "too-new"), (-10, "too-old"), (900, "too-new")])
def test_a_single_code_farther_off_is_refused(off: int, cause: str) -> None:
    verdict = single(Validator(SEED), NOW + off)
    assert (verdict.cause, verdict.steps_off) == (cause, off)


def test_older_codes_stay_good_after_newer_ones_and_after_a_pair() -> None:
    validator, _ = Validator(SEED).pair(code(NOW - 1), code(NOW), START)
    for off in (0, -2, -1, 1):
        validator, verdict = validator.single(code(NOW + off), START)
        assert verdict.cause == "correct", off


def test_nine_tries_then_nothing_until_the_next_three_minutes() -> None:
    validator = Validator(SEED)
    wrong = "000000" if code(NOW) != "000000" else "000001"
    for _ in range(TRIES):
        validator, verdict = validator.single(wrong, START)
        assert verdict.cause != "throttled"
    assert validator.single(code(NOW), START)[1].cause == "throttled"
    assert validator.single(code(NOW + 5), START + 179_999)[1].cause == "throttled"
    assert validator.single(code(NOW + 6), START + 180_000)[1].cause == "correct"


def test_right_codes_count_as_tries_too() -> None:
    validator = Validator(SEED)
    for off in (-2, -1, 0, 1, 2, -2, -1, 0, 1):
        validator, _ = validator.single(code(NOW + off), START)
    assert validator.single(code(NOW + 2), START)[1].cause == "throttled"


@pytest.mark.parametrize(
    ("phone_steps", "code_steps", "moved", "clock"),
    [
        (-4, -4, False, "phone"),  # the phone shows it now, and is four steps behind
        (5, 5, True, "phone"),
        (0, -5, False, None),  # the phone is right: the code was read a while ago
        (0, 40, True, "service"),  # nothing here can have shown it yet, and time was moved
        (0, 40, False, None),
    ],
)
def test_whose_clock_is_likely_wrong(phone_steps: int, code_steps: int, moved: bool, clock: str | None) -> None:
    phone = Emitter("alice", SEED, START + phone_steps * 30_000)
    verdict = single(Validator(SEED), NOW + code_steps, phone, moved=moved)
    assert (verdict.steps_off, verdict.clock) == (code_steps, clock)


def test_evidence_decides_between_two_causes_that_could_both_hold() -> None:
    """A code that some far step of the device shares by chance with what another phone shows now is the other's."""
    near = {code(NOW + off): off for off in range(-990, -40)}
    step, shared = next((s, code(s, OTHER)) for s in range(1, 10_000_000) if code(s, OTHER) in near)
    validator = Validator(SEED)
    alan = Emitter("alan", OTHER, step * 30_000)
    assert validator.single(shared, START)[1] == Verdict("too-old", near[shared])
    assert validator.single(shared, START, lambda: Evidence((alan,)))[1].cause == "another-device"
    alice = Emitter("alice", SEED, (NOW + near[shared]) * 30_000)
    verdict = validator.single(shared, START, lambda: Evidence((alan, alice)))[1]
    assert (verdict.cause, verdict.clock) == ("too-old", "phone")


@given(st.lists(st.tuples(st.integers(-4, 4), st.integers(0, 90_000)), max_size=30))
def test_no_code_is_accepted_twice(tries: list[tuple[int, int]]) -> None:
    validator, time, accepted = Validator(SEED), START, set[int]()
    for off, pause in tries:
        time += pause
        step = time_step(time) + off
        validator, verdict = validator.single(code(step), time)
        if verdict.accepted:
            assert step not in accepted
            accepted.add(step)


@given(st.integers(-1200, 1200), st.integers(-1200, 1200), st.integers(-50, 50))
def test_a_pair_is_taken_exactly_when_the_rules_say(first: int, second: int, skew: int) -> None:
    verdict = pair(Validator(SEED, skew=skew), NOW + skew + first, NOW + skew + second)
    assert verdict.accepted == (second == first + 1 and -998 <= second <= 1000)
