"""The root user: MFA on the console alone, and every way back in when the device is lost."""

from __future__ import annotations

import re

import pytest
from simroom import SCENARIO, START, Room

from sim.scenario import ScenarioError, load
from sim.view import state

PASSWORD = "Correct-Horse-9-Battery"
SIGN_IN = f"sign-in root --password {PASSWORD}"
DEVICE = "arn:aws:iam::123456789012:mfa/root-account-mfa-device"
CODES = "--authentication-code1 $code1 --authentication-code2 $code2"
PAIR = ("code1=$(phone alice code)", "wait next-code", "code2=$(phone alice code)")
ENROL = (
    SIGN_IN,
    "aws iam create-virtual-mfa-device --virtual-mfa-device-name root-account-mfa-device --outfile root.png "
    "--bootstrap-method QRCodePNG",
    "phone alice scan",
    *PAIR,
    f"console enable-root-mfa-device --serial-number {DEVICE} {CODES}",
)


def room_of(changes: str) -> Room:
    """The course's scenario with lines added under `root:`."""
    return Room(
        load(SCENARIO.replace(f"  password: {PASSWORD}\n", f"  password: {PASSWORD}\n{changes}", 1), "t", START)
    )


def serials(room: Room) -> list[str]:
    return [device["SerialNumber"] for device in state(room.world)["root"]["MFADevices"]]


@pytest.fixture
def guarded(room: Room) -> Room:
    """Root has a device, on Alice's phone; nobody is signed in as root."""
    room.ok(*ENROL, "sign-out")
    return room


class TestOnTheConsole:
    def test_enable_sign_in_and_deactivate(self, guarded: Room) -> None:
        assert serials(guarded) == [DEVICE]
        guarded.ok(SIGN_IN, "wait next-code", "sign-in --code $(phone alice code)")
        guarded.ok(f"console deactivate-root-mfa-device --serial-number {DEVICE}")
        assert serials(guarded) == []
        guarded.ok(f"aws iam delete-virtual-mfa-device --serial-number {DEVICE}")

    def test_the_trail_names_root_as_cloudtrail_does(self, guarded: Room) -> None:
        event = next(event for event in state(guarded.world)["trail"] if event["eventName"] == "EnableMFADevice")
        assert event["userIdentity"]["type"] == "Root"
        assert event["requestParameters"] == {"userName": "AWS ROOT USER", "serialNumber": DEVICE}
        assert event["responseElements"] is None

    def test_resync(self, guarded: Room) -> None:
        guarded.ok(SIGN_IN, "wait next-code", "sign-in --code $(phone alice code)", "phone alice clock -20m")
        guarded.ok("wait 20m", *PAIR, f"console resync-root-mfa-device --serial-number {DEVICE} {CODES}")
        assert state(guarded.world)["root"]["MFADevices"][0]["SkewSteps"] == -40

    def test_not_with_the_same_pair_again(self, guarded: Room) -> None:
        guarded.ok(SIGN_IN, "wait next-code", "sign-in --code $(phone alice code)")
        assert guarded.cause(f"console resync-root-mfa-device --serial-number {DEVICE} {CODES}") == "reused"
        assert state(guarded.world)["trail"][-1]["errorCode"] == "InvalidAuthenticationCodeException"

    @pytest.mark.parametrize(
        "line",
        [
            f"console enable-root-mfa-device --serial-number {DEVICE} {CODES}",
            f"console deactivate-root-mfa-device --serial-number {DEVICE}",
        ],
    )
    def test_for_root_alone(self, guarded: Room, line: str) -> None:
        guarded.ok("sign-in Admin --password Keep-The-Keys-41")
        assert guarded.cause(line) == "not-root"
        guarded.ok("sign-out")
        assert guarded.cause(line) == "not-root"

    def test_somebody_elses_device(self, room: Room) -> None:
        room.ok(SIGN_IN)
        alans = "arn:aws:iam::123456789012:mfa/Alan"
        assert room.cause(f"console deactivate-root-mfa-device --serial-number {alans}") == "not-this-users-device"
        codes = "--authentication-code1 123456 --authentication-code2 654321"
        assert room.cause(f"console enable-root-mfa-device --serial-number {alans} {codes}") == "in-use"

    def test_never_by_the_api(self, guarded: Room) -> None:
        guarded.ok(SIGN_IN, "wait next-code", "sign-in --code $(phone alice code)", *PAIR)
        device = f"--serial-number {DEVICE}"
        for line in (
            f"enable-mfa-device --user-name root {device} {CODES}",
            f"resync-mfa-device --user-name root {device} {CODES}",
            f"deactivate-mfa-device --user-name root {device}",
            f"deactivate-mfa-device {device}",
        ):
            assert guarded.cause(f"aws iam {line}") == "root-on-the-console-only"
        assert serials(guarded) == [DEVICE]

    @pytest.mark.parametrize(
        "line",
        ["console", "console enable", "console deactivate-root-mfa-device", "console deactivate-root-mfa-device -x 1"],
    )
    def test_what_is_no_act(self, room: Room, line: str) -> None:
        assert room(line).status == 252


class TestAlternativeFactors:
    def link(self, room: Room) -> str:
        return re.findall(r"https://\S+", room.ok("mail 1"))[0]

    def digits(self, room: Room) -> str:
        return re.findall(r"\d{6}", room.ok("sign-in --call-me-now"))[0]

    def test_mail_then_call_then_in_then_the_old_device_goes(self, guarded: Room) -> None:
        guarded.ok(SIGN_IN, "phone alice lose", "sign-in --alternative-factors")
        guarded.ok(f"sign-in --verify-email {self.link(guarded)}")
        guarded.ok(f"phone you answer {self.digits(guarded)}")
        assert "as the root user, without MFA" in guarded.ok("sign-in --to-console")
        login = state(guarded.world)["trail"][-1]
        assert (login["eventName"], login["additionalEventData"]["MFAUsed"]) == ("ConsoleLogin", "No")
        guarded.ok(f"console deactivate-root-mfa-device --serial-number {DEVICE}")
        assert serials(guarded) == []

    def test_the_order_is_kept(self, guarded: Room) -> None:
        guarded.ok(SIGN_IN)
        assert guarded.cause("sign-in --to-console") == "no-prompt"
        assert guarded.cause("sign-in --call-me-now") == "no-prompt"
        guarded.ok("sign-in --alternative-factors")
        assert guarded.cause("sign-in --call-me-now") == "e-mail-first"
        assert guarded.cause("sign-in --to-console") == "not-verified"
        assert guarded.cause("sign-in --verify-email https://example.com/other") == "wrong-link"
        guarded.ok(f"sign-in --verify-email {self.link(guarded)}")
        assert guarded.cause("sign-in --to-console") == "not-verified"
        assert guarded("phone you answer 123456").status == 1, "it does not ring yet"
        digits = self.digits(guarded)
        wrong = "000000" if digits != "000000" else "111111"
        assert "not what the page shows" in guarded(f"phone you answer {wrong}").error
        assert guarded.cause("sign-in --to-console") == "not-verified"
        assert guarded("phone alice answer 123456").status == 1, "another telephone does not ring"
        guarded.ok(f"phone you answer {digits}", "sign-in --to-console")

    def test_in_a_script(self, guarded: Room) -> None:
        assert "no e-mails yet" in guarded("mail last").error
        guarded.ok(SIGN_IN, "phone alice lose", "sign-in --alternative-factors", "wait 1m")
        assert guarded.cause("sign-in --digits") == "no-call"
        guarded.ok("sign-in --alternative-factors", "sign-in --verify-email $(mail last link)", "sign-in --call-me-now")
        assert guarded("mail 1 link").output != guarded("mail last link").output == guarded("mail 2 link").output
        assert "Subject:" in guarded.ok("mail last")
        guarded.ok("phone you answer $(sign-in --digits)", "sign-in --to-console")
        assert guarded.cause("sign-in --digits") == "no-prompt"

    @pytest.mark.parametrize("line", ["mail last links", "mail link", "mail 2 link", "mail last link 1"])
    def test_what_is_no_letter(self, guarded: Room, line: str) -> None:
        guarded.ok(SIGN_IN, "sign-in --alternative-factors")
        assert guarded(line).status == 1

    def test_only_root_has_them(self, room: Room) -> None:
        room.ok("sign-in Alan --password Turing-Machine-36")
        assert room.cause("sign-in --alternative-factors") == "not-root"

    def test_the_password_comes_first(self, guarded: Room) -> None:
        assert guarded.cause("sign-in --alternative-factors") == "no-prompt"
        assert guarded(f"{SIGN_IN} --alternative-factors").status == 1

    def test_the_page_does_not_wait_for_ever(self, guarded: Room) -> None:
        guarded.ok(SIGN_IN, "sign-in --alternative-factors", "wait 16m")
        assert guarded.cause(f"sign-in --verify-email {self.link(guarded)}") == "no-prompt"

    def test_an_attacker_without_mailbox_gets_no_further(self, guarded: Room) -> None:
        guarded.ok(f"as attacker {SIGN_IN}", "as attacker sign-in --alternative-factors")
        assert "you read it" in guarded("as attacker mail 1").error
        assert guarded.cause("as attacker sign-in --call-me-now") == "e-mail-first"
        assert "Somebody who knows the password" in guarded.ok("mail 1")

    def test_whose_mailbox_and_telephone_the_scenario_says(self) -> None:
        room = room_of("  mailbox: alan\n  phone: alice\n")
        room.ok(*ENROL, "sign-out", SIGN_IN, "sign-in --alternative-factors")
        assert "as alan mail" in room("mail").error
        link = re.findall(r"https://\S+", room.ok("as alan mail 1"))[0]
        room.ok(f"sign-in --verify-email {link}")
        digits = self.digits(room)
        assert room(f"as alan phone alice answer {digits}").status == 1, "it is in Alice's hands"
        room.ok(f"as alice phone alice answer {digits}", "sign-in --to-console")

    def test_a_lost_telephone_is_not_answered(self) -> None:
        room = room_of("  phone: alice\n")
        room.ok(*ENROL, "sign-out", SIGN_IN, "phone alice lose", "sign-in --alternative-factors")
        room.ok(f"sign-in --verify-email {self.link(room)}")
        assert room.cause("sign-in --call-me-now") == "no-answer"
        room.ok("phone alice replace")
        room.ok(f"phone alice answer {self.digits(room)}", "sign-in --to-console")

    def test_nobody_reads_the_mail_any_more(self) -> None:
        room = room_of("  mailbox: nobody\n")
        assert "nobody can read it any more" in room("mail").error

    @pytest.mark.parametrize("line", ["mailbox: Nemo", "phone: ''", 'card: "42"', "cards: 1"])
    def test_what_a_scenario_may_not_say(self, line: str) -> None:
        with pytest.raises(ScenarioError):
            room_of(f"  {line}\n")


class TestSupport:
    OPEN = 'support open "root MFA device lost"'
    ANSWERS = 'support reply 1 "Account 1234-5678-9012, root@example.com. The card ends in 4242."'

    def statuses(self, room: Room) -> list[str]:
        return [case["Status"] for case in state(room.world)["support"]["Cases"]]

    def test_questions_answers_and_the_device_is_gone(self, guarded: Room) -> None:
        guarded.ok(self.OPEN)
        assert state(guarded.world)["support"]["Cases"][0]["Subject"] == "root MFA device lost"
        assert self.statuses(guarded) == ["unassigned"]
        guarded.ok("wait 4h")
        assert self.statuses(guarded) == ["pending-customer-action"]
        assert "last four digits" in guarded.ok("support show 1")
        guarded.ok(self.ANSWERS)
        assert self.statuses(guarded) == ["work-in-progress"]
        guarded.ok("wait 23h")
        assert serials(guarded) == [DEVICE]
        guarded.ok("wait 1h")
        assert self.statuses(guarded) == ["resolved"]
        assert serials(guarded) == []
        assert "was removed" in guarded.ok("mail")
        assert "no link" in guarded("mail last link").error
        guarded.ok(SIGN_IN)
        assert "arn:aws:iam::123456789012:root" in guarded.ok("aws sts get-caller-identity")

    def test_the_world_itself_has_caught_up_after_a_wait(self, guarded: Room) -> None:
        guarded.ok(self.OPEN, "wait 4h", self.ANSWERS, "wait 30h")
        assert guarded.world.account.root.mfa_devices == ()
        times = [written["TimeCreated"] for written in state(guarded.world)["support"]["Cases"][0]["Communications"]]
        assert times == sorted(times)
        assert times[-1] == "2027-03-02T16:00:30Z", "when it was due, not when somebody looked"

    def test_the_answer_is_there_for_the_next_command_of_the_line(self, guarded: Room) -> None:
        guarded.ok(self.OPEN)
        assert "last four digits" in guarded.ok("wait 4h; support show 1")

    @pytest.mark.parametrize(
        "reply",
        ["It is me, honestly", "123456789012 root@example.com 1111", "999999999999 root@example.com 4242"],
    )
    def test_wrong_answers_do_not_help(self, guarded: Room, reply: str) -> None:
        guarded.ok(self.OPEN, "wait 4h", f'support reply 1 "{reply}"', "wait 24h")
        assert self.statuses(guarded) == ["pending-customer-action"]
        assert serials(guarded) == [DEVICE]
        guarded.ok(self.ANSWERS, "wait 24h")
        assert serials(guarded) == []

    def test_answers_may_come_in_two_parts(self, guarded: Room) -> None:
        guarded.ok(self.OPEN, "wait 4h", 'support reply 1 "123456789012, root@example.com"')
        guarded.ok("wait 1h", 'support reply 1 "the card: 4242"', "wait 24h")
        assert serials(guarded) == []

    def test_other_subjects_and_a_root_without_a_device(self, room: Room) -> None:
        room.ok('support open "how do I pay"', 'support open "root MFA lost"', "wait 4h")
        assert self.statuses(room) == ["resolved", "resolved"]
        room.ok('support reply 1 "and now?"')
        assert self.statuses(room) == ["reopened", "resolved"]

    @pytest.mark.parametrize("line", ["support reply 7 hello", "support open ''", "support show x", "support shout"])
    def test_refusals(self, room: Room, line: str) -> None:
        assert room(line).status == 1

    def test_the_list(self, room: Room) -> None:
        assert room.ok("support") == "There are no cases.\n"
        room.ok(self.OPEN)
        assert room.ok("support list").startswith("Case 1  unassigned")

    def test_undo_takes_the_case_back(self, room: Room) -> None:
        room.ok(self.OPEN, "undo")
        assert self.statuses(room) == []


class TestLeaks:
    LEAKED = "leaked:\n  - {site: forum.example, user: Alice, password: Looking-Glass-7}\n"
    LEAKED += "  - {site: shop.example, user: root, password: old-one}\n"

    @pytest.fixture
    def leaky(self) -> Room:
        return Room(load(SCENARIO + self.LEAKED, "t", START))

    def test_what_attackers_know(self, leaky: Room) -> None:
        shown = leaky.ok("leaks")
        assert "forum.example" in shown
        assert "opens, without an MFA code" in shown
        assert max(map(len, shown.splitlines())) < 78
        assert state(leaky.world)["leaks"] == [
            {"Site": "forum.example", "UserName": "Alice", "Password": "Looking-Glass-7", "Opens": "Alice"},
            {"Site": "shop.example", "UserName": "root", "Password": "old-one", "Opens": None},
        ]
        leaky.ok("as attacker sign-in Alice --password Looking-Glass-7")

    def test_another_password_shuts_it(self, leaky: Room) -> None:
        leaky.ok("aws iam update-login-profile --user-name Alice --password New-Glass-8")
        assert [leak["Opens"] for leak in state(leaky.world)["leaks"]] == [None, None]
        assert "opens," not in leaky.ok("leaks")

    def test_none(self, room: Room) -> None:
        assert room.ok("leaks") == "None are known.\n"
        assert state(room.world)["leaks"] == []

    @pytest.mark.parametrize(
        "item", ["{site: a, user: Alice}", "{site: a, user: Nobody, password: b}", "{sight: a}", "text"]
    )
    def test_what_a_scenario_may_not_say(self, item: str) -> None:
        with pytest.raises(ScenarioError):
            load(f"{SCENARIO}leaked:\n  - {item}\n", "t", START)
