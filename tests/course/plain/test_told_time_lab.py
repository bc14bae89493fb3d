"""The time lab in words, and the credential report."""

from __future__ import annotations

from dataclasses import replace

import pytest
from rpds import HashTrieMap
from simroom import SCENARIO, START, Room

from course.driver import Driver
from course.lesson.model import Lesson
from course.plain.play import play
from course.plain.time_lab import NOTHING, TRIED, told
from sim.scenario import load

ALAN = "arn:aws:iam::123456789012:mfa/Alan"
SIGN_IN = "as alan sign-in Alan --password Turing-Machine-36 --code "


@pytest.fixture(autouse=True)
def _each_sentence_on_a_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("course.plain.width.width", lambda: 300)


def room() -> Room:
    return Room(load(SCENARIO, "alice-and-alan", START))


def of_alan(made: Room) -> list[str]:
    lines = told(made.world)
    begin = next(at for at, line in enumerate(lines) if line.startswith("Alan's phone"))
    return [*lines[begin:], ""][: [*lines[begin:], ""].index("")]


def test_it_tells_both_clocks_the_window_the_tries_and_the_drift() -> None:
    made = room()
    made.ok("phone alan drift -3000ppm", f"{SIGN_IN}$(phone alan code)")
    made("phone alan clock -90s", f"{SIGN_IN}$(phone alan code)")
    assert told(made.world)[0] == "AWS's clock: 2027-03-01 12:00:00 UTC, live."
    standing, drift, lead, *codes = of_alan(made)
    window, tried = codes[:5], codes[5:]
    assert "is 1 min 30 s behind: ✗ AWS refuses it, too old: 3 steps, and it takes 2." in standing
    assert drift.startswith("It drifts -3000 ppm: 4 min 19 s behind in a day")
    assert lead == "AWS takes the codes of these times, of 30 seconds each:"
    assert [line.split()[0] for line in window] == ["11:59:00", "11:59:30", "12:00:00", "12:00:30", "12:01:00"]
    assert window[2].endswith("AWS's clock stands here, used")
    assert tried[0] == "Tried, the newest first:"
    assert tried[1].endswith("✗ too old: 3 steps, and AWS takes 2")
    assert tried[2].endswith("✓ accepted: at its known time")


def test_after_a_resync_the_window_stands_around_the_device() -> None:
    made = room()
    made.ok(
        "phone alan clock +10m",
        "a=$(phone alan code)",
        "wait next-code alan",
        f"aws iam resync-mfa-device --user-name Alan --serial-number {ALAN} "
        "--authentication-code1 $a --authentication-code2 $(phone alan code)",
    )
    lines = of_alan(made)
    assert lines[0].endswith("✓ AWS accepts it. AWS has learnt that this device is 20 steps ahead.")
    assert sum("AWS knows the device to be here, the device shows it now" in line for line in lines) == 1
    assert not any("AWS's clock stands here" in line for line in lines)


def test_where_all_codes_are_refused_it_says_until_when_and_old_tries_are_counted() -> None:
    made = room()
    made(*[f"{SIGN_IN}{number:06d}" for number in range(TRIED + 2)])
    lines = of_alan(made)
    assert "✗ AWS refuses all codes until 12:03:00" in lines[0]
    assert "Once it looks at codes again, AWS takes the codes of these times, of 30 seconds each:" in lines
    assert lines[-1] == "  and 2 before"


def test_each_account_of_a_phone_is_told_by_its_name_and_none_that_aws_no_longer_knows() -> None:
    made = room()
    made.ok("phone alan lose")
    lost = "It is lost; its clock runs on all the same."
    assert f"{lost} AWS still asks Alan for its codes." in of_alan(made)
    made.ok(f"aws iam deactivate-mfa-device --user-name Alan --serial-number {ALAN}")
    assert f"{lost} AWS asks nobody for its codes." in of_alan(made)
    made.ok("undo")
    made.ok(
        "phone alan find",
        "aws iam create-virtual-mfa-device --virtual-mfa-device-name Spare --outfile q --bootstrap-method QRCodePNG",
        "phone alan scan q",
    )
    named = [line.split(", shows ")[0] for line in told(made.world) if line.startswith("Alan's phone")]
    assert named == ["Alan's phone, account Alan@123456789012", "Alan's phone, account Spare@123456789012"]
    made.ok(f"aws iam deactivate-mfa-device --user-name Alan --serial-number {ALAN}")
    made.ok(f"aws iam delete-virtual-mfa-device --serial-number {ALAN}")
    assert of_alan(made)[0].startswith("Alan's phone, account Spare@123456789012, shows ")
    made.ok("phone alan replace")
    assert not any(line.startswith("Alan's phone") for line in told(made.world))


def test_without_any_device_it_says_when_one_is_told() -> None:
    made = replace(room().world, people=HashTrieMap())
    assert told(made)[1:] == [NOTHING]


def test_play_has_a_word_for_it(lesson: Lesson) -> None:
    written: list[str] = []
    play(lesson, Driver(room().world, lambda: START), ["time lab"], written.append)
    assert "AWS's clock: 2027-03-01 12:00:00 UTC, live." in "".join(written)


def test_the_credential_report_is_read_out_once_there_is_one(lesson: Lesson) -> None:
    made = room()
    made.ok("sign-in Admin --password Keep-The-Keys-41")
    written: list[str] = []
    lines = ["credential report", "aws iam generate-credential-report", "wait 5s", "credential report"]
    play(lesson, Driver(made.world, lambda: START), lines, written.append)
    absent, report = "".join(written).split("Type aws iam generate-credential-report to have one made.")
    assert "(ReportNotPresent)" in absent
    alan = report[report.index("\nAlan:\n") : report.index("\nAlice:\n")]
    assert "mfa_active true; " in " ".join(alan.split())
    assert "N/A" not in report
