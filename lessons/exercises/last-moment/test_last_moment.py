"""The last moment of a code: last_moment(alan, frozen) of last_moment.py finds it with freezegun."""

import pytest
from freezegun import freeze_time


def found(work, alan, ahead, when):
    with freeze_time(when) as frozen:
        alan.phone.set_clock(ahead)
        return work.function("last_moment")(alan, frozen)


@pytest.mark.parametrize("when", ["2027-03-01 12:00:00", "2018-03-01 09:41:29"])
def test_a_phone_with_the_right_time(work, alan, when):
    steps = found(work, alan, 0, when)
    assert steps == 2, f"At {when}, on a phone with the right time, a code is taken two steps later, not {steps}."


@pytest.mark.parametrize(("ahead", "expected"), [(30, 3), (-60, 0)])
def test_a_phone_with_a_clock_that_is_off(work, alan, ahead, expected):
    steps = found(work, alan, ahead, "2027-03-01 12:00:10")
    assert steps == expected, f"With the phone {ahead:+} s off, a code is taken {expected} steps later, not {steps}."


def test_a_phone_too_far_behind(work, alan):
    steps = found(work, alan, -120, "2027-03-01 12:00:10")
    assert steps is None, f"The phone is four steps behind, so no code of it is ever taken: None, not {steps}."
