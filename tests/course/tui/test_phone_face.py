from __future__ import annotations

from dataclasses import replace

import pytest
from simroom import Room
from textual.style import Style

from course.tui.phone.holding import Holding
from course.tui.phone.phone_face import Face, about, countdown, draw, time_left
from course.tui.phone.room import Device, devices, fitting_devices, followed
from sim.devices import AuthenticatorAccount
from sim.world import World

ALAN = "arn:aws:iam::123456789012:mfa/Alan"


def device_of(world: World, title: str) -> Device:
    return next(device for device in devices(world) if device.title == title)


def painted(device: Device, width: int = 66, height: int = 5, **options: bool) -> str:
    face = Face(device, 0, lambda _: Style(), (), **options)
    return "\n".join(line.plain for line in draw(face, width, height))


def test_the_countdown_stands_still_for_five_seconds_at_a_time() -> None:
    assert countdown(30, 12) == "▰" * 12
    assert countdown(26, 12) == countdown(30, 12)
    assert countdown(25, 12) == countdown(21, 12) == "▰" * 10 + "▱" * 2
    assert countdown(1, 12) == "▰" * 2 + "▱" * 10
    assert (time_left(6), time_left(5)) == ("6 s left", "new in 5 s")


def test_the_newest_account_stands_first(room: Room) -> None:
    for name in ("First", "Second"):
        room.ok(
            f"aws iam create-virtual-mfa-device --virtual-mfa-device-name {name} --outfile {name}.png"
            " --bootstrap-method QRCodePNG",
            "phone alice scan",
        )
    phone = device_of(room.world, "Alice's phone")
    assert [entry.label.split("@")[0] for entry in phone.entries][:2] == ["Second", "First"]
    assert "1 of 2   ↑ ↓" in painted(phone)
    assert "1 of 2   ↑ ↓" in painted(phone, 78, 20)


def several(room: Room) -> Holding:
    """Alan's phone, with an account of the device Spare, the newer one, beside Alan's."""
    room.ok(
        "aws iam create-virtual-mfa-device --virtual-mfa-device-name Spare --outfile q --bootstrap-method QRCodePNG",
        "phone alan scan q",
    )
    return Holding("phone", "alan")


def account(room: Room, label: str) -> AuthenticatorAccount:
    phone = room.world.people["alan"].phone
    found = phone.find(label) if phone else None
    assert found is not None
    return found


def test_the_account_in_view_is_the_one_that_the_time_lab_is_about(room: Room) -> None:
    newest = several(room)
    spare, alan = (replace(newest, account=account(room, label)) for label in ("Spare", "Alan"))
    assert newest.device(room.world) == spare.device(room.world) != alan.device(room.world)
    assert alan.device(room.world) is room.world.account.mfa_devices[ALAN]
    assert alan.account_label(room.world) == "Alan@123456789012"
    room.ok(f"aws iam delete-virtual-mfa-device --serial-number {ALAN.replace('Alan', 'Spare')}")
    assert spare.device(room.world) is None
    assert newest.device(room.world) == alan.device(room.world)


def test_the_account_in_view_stays_in_view_until_a_new_one_comes(room: Room) -> None:
    one = device_of(room.world, "Alan's phone")
    several(room)
    two = device_of(room.world, "Alan's phone")
    room.ok("wait 1m")
    later = device_of(room.world, "Alan's phone")
    room.ok('phone alan add "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP" --label Alan@123456789012')
    three = device_of(room.world, "Alan's phone")
    assert [followed(0, one, two), followed(1, two, later), followed(1, later, three)] == [0, 1, 0]
    assert [followed(2, three, two), followed(0, two, one), followed(1, two, one)] == [1, 0, 0]
    assert followed(0, one, replace(one, entries=())) == followed(0, replace(one, entries=()), one) == 0


def test_the_users_own_account_comes_into_view_whoever_holds_the_phone(room: Room) -> None:
    several(room)
    spare = ALAN.replace("Alan", "Spare")
    room.ok("c=$(phone alan code)", "wait next-code alan")
    room.ok(
        f"aws iam enable-mfa-device --user-name Admin --serial-number {spare} "
        "--authentication-code1 $c --authentication-code2 $(phone alan code)"
    )
    found = devices(room.world)
    phone = device_of(room.world, "Alan's phone")
    assert fitting_devices(found, "Alan") == fitting_devices(found, "Admin") == [phone]
    assert [phone.place_of(chosen, "Alan", None) for chosen in (0, 1)] == [1, 1]
    assert [phone.place_of(chosen, "Admin", None) for chosen in (0, 1)] == [0, 0]
    assert [phone.place_of(chosen, "Alice", None) for chosen in (0, 1)] == [0, 1]
    assert phone.place_of(1, "Alan", spare) == 0
    assert fitting_devices(found, "Alice", "phone", ALAN) == [phone]
    assert [each.title for each in fitting_devices(found, "Alice", "phone", f"{ALAN}-2")] == ["Alice's phone"]
    assert [each.title for each in fitting_devices(found, "Alice", "token")] == ["Alice's token"]
    assert [each.title for each in fitting_devices(found, "Alice")] == ["Alice's phone", "Alice's token"]
    assert fitting_devices(found, "nobody") == []


def test_an_account_is_known_to_aws_by_its_secret_alone(room: Room) -> None:
    make = "aws iam create-virtual-mfa-device --virtual-mfa-device-name Spare --outfile q --bootstrap-method"
    room.ok(f"{make} Base32StringSeed", 'phone alan add "$(cat q)" --label Typed')
    typed = Holding("phone", "alan", account=account(room, "Typed"))
    assert typed.device(room.world) is room.world.account.mfa_devices[ALAN.replace("Alan", "Spare")]
    room.ok(f"aws iam delete-virtual-mfa-device --serial-number {ALAN.replace('Alan', 'Spare')}")
    room.ok(f"{make} Base32StringSeed")
    assert typed.device(room.world) is None


def test_of_a_lost_phone_everybody_is_named_whom_aws_asks_for_a_code(room: Room) -> None:
    several(room)
    spare = ALAN.replace("Alan", "Spare")
    room.ok("c=$(phone alan code)", "wait next-code alan")
    room.ok(
        f"aws iam enable-mfa-device --user-name Alice --serial-number {spare} "
        "--authentication-code1 $c --authentication-code2 $(phone alan code)",
        "phone alan lose",
    )
    assert about(device_of(room.world, "Alan's phone"))[-1] == "AWS still asks Alice and Alan for them."


def test_the_code_that_comes_next_is_the_one_shown_half_a_minute_later(room: Room) -> None:
    (entry,) = device_of(room.world, "Alan's phone").entries
    room.ok("wait next-code alan")
    (later,) = device_of(room.world, "Alan's phone").entries
    assert entry.following == later.code
    shown = painted(device_of(room.world, "Alan's phone"), ahead=True)
    assert f"then {later.following[:3]} {later.following[3:]}" in shown
    assert "then" not in painted(device_of(room.world, "Alan's phone"))


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("phone alan lose", ("Lost since 12:00. Nobody has it.", "Nobody can read its codes now.")),
        ("as attacker phone alan steal", ("Stolen since 12:00. Attacker has it.", "Whoever has it reads its codes;")),
        ("phone alan break", ("Broken since 12:00. Its screen stays dark.", "Its codes are gone,")),
    ],
)
def test_what_happened_to_a_phone_is_told_with_when_and_what_it_means(
    room: Room, line: str, told: tuple[str, str]
) -> None:
    room.ok(line)
    device = device_of(room.world, "Alan's phone")
    state, means, aws = about(device)
    assert state == told[0]
    assert means.startswith(told[1])
    assert aws == "AWS still asks Alan for them."
    assert device.name == f"Alan's phone ({device.state})"
    for width, height in ((66, 5), (78, 20)):
        words = " ".join(painted(device, width, height).replace("│", " ").split())
        assert aws in words
        assert "12:00:" not in words


def test_of_another_day_the_day_is_told_and_a_found_phone_has_no_past(room: Room) -> None:
    day = room.world.time
    room.ok("phone alan lose", "wait 2d")
    device = device_of(room.world, "Alan's phone")
    assert day < room.world.time
    assert len(device.since) == len("2027-03-01 12:00")
    room.ok("phone alan find")
    assert device_of(room.world, "Alan's phone").since == ""


def test_a_device_that_aws_does_not_know_is_asked_for_by_nobody(room: Room) -> None:
    room.ok("phone alice lose")
    assert about(device_of(room.world, "Alice's phone"))[-1] == "AWS asks nobody for them."


def test_a_tokens_display_is_dark_before_its_button_is_pressed(room: Room) -> None:
    token = device_of(room.world, "Alice's token")
    assert "█" not in painted(token, lit=False)
    assert "display dark" in painted(token, lit=False)
    assert "█" in painted(token)


def test_a_broken_token_is_never_replaced_by_a_key(room: Room) -> None:
    room.ok("token alice break")
    token = device_of(room.world, "Alice's token")
    assert (token.change, token.replaceable) == (None, False)
    assert (replace(token, kind="phone").change, replace(token, kind="phone").replaceable) == (None, True)


def test_every_line_of_a_phone_fits_its_window(room: Room) -> None:
    for device in devices(room.world):
        for width, height in ((30, 5), (58, 5), (66, 5), (78, 21), (40, 14)):
            lines = painted(device, width, height).split("\n")
            assert max(map(len, lines)) <= width, device.title
            assert len(lines) <= height, device.title
