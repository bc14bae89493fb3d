"""The world remembers each code that was judged: for which device, in which way, of which step, and the verdict."""

from __future__ import annotations

from simroom import Room

from sim.totp import time_step
from sim.tries import MOST_TRIES, Try
from sim.view import state

ALAN = "arn:aws:iam::123456789012:mfa/Alan"
SIGN_IN = "sign-in Alan --password Turing-Machine-36 --code {}"
RESYNC = f"aws iam resync-mfa-device --user-name Alan --serial-number {ALAN}"
ENABLE = "aws iam enable-mfa-device --user-name Alice --serial-number $(phone alice serial)"
KEY = "aws iam create-access-key --user-name Alan --query AccessKey.[AccessKeyId,SecretAccessKey] --output text"
MAKE = "aws iam create-virtual-mfa-device --virtual-mfa-device-name a --outfile a.png --bootstrap-method QRCodePNG"


def told(each: Try) -> tuple[str, str, int | None]:
    return each.way, each.verdict.cause, each.verdict.steps_off


def codes(room: Room, name: str) -> tuple[str, str]:
    first = room.ok(f"phone {name} code").strip()
    return first, room.ok("wait next-code", f"phone {name} code").strip()


def test_codes_of_the_sign_in_page_each_at_its_step(room: Room) -> None:
    step = time_step(room.world.time)
    code = room.ok("phone alan code").strip()
    room.ok(SIGN_IN.format(code), "sign-out")
    room(SIGN_IN.format(code), "wait 3m", SIGN_IN.format(code))
    assert [told(each) for each in room.world.tries] == [
        ("sign-in", "correct", 0),
        ("sign-in", "reused", 0),
        ("sign-in", "too-old", -6),
    ]
    assert {(each.serial_number, each.steps) for each in room.world.tries} == {(ALAN, ((step, code),))}

    assert [(each["Way"], each["Cause"], each["StepsOff"]) for each in state(room.world)["tries"]] == [
        told(each) for each in room.world.tries
    ]


def test_pairs_with_both_codes_and_codes_of_sts(room: Room) -> None:
    room.ok(MAKE, "phone alice scan")
    older, newer = codes(room, "alice")
    step = time_step(room.world.time)
    pair = "--authentication-code1 {} --authentication-code2 {}"
    room(f"{ENABLE} {pair.format(newer, older)}", f"{ENABLE} {pair.format(older, newer)}")
    swapped, taken = room.world.tries
    assert (told(swapped)[:2], told(taken)) == (("enable", "swapped"), ("enable", "correct", 0))
    assert swapped.steps == taken.steps == ((step - 1, older), (step, newer))
    room.ok("phone alan clock +5m")
    room.ok(f"{RESYNC} {pair.format(*codes(room, 'alan'))}")
    assert told(room.world.tries[-1]) == ("resync", "correct", 10)
    key, secret = room.ok(KEY).split()
    room(
        f"AWS_ACCESS_KEY_ID={key} AWS_SECRET_ACCESS_KEY={secret}",
        f"aws sts get-session-token --serial-number {ALAN} --token-code 000000",
    )
    assert told(room.world.tries[-1])[:2] == ("sts", "never-valid")
    assert room.world.tries[-1].steps == ()


def test_tries_go_with_the_history_and_only_so_many_are_kept(room: Room) -> None:
    code = room.ok("phone alan code").strip()
    room(SIGN_IN.format(code), SIGN_IN.format("000000"))
    after = room.world.tries
    assert [each.verdict.cause for each in after] == ["correct", "never-valid"]
    room.ok("undo")
    assert room.world.tries == after[:1]
    room.ok("redo")
    assert room.world.tries == after
    for _ in range(MOST_TRIES):
        room(SIGN_IN.format("000001"))
    assert len(room.world.tries) == MOST_TRIES
    assert {each.codes for each in room.world.tries} == {("000001",)}
