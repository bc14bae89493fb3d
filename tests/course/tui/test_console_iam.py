"""Groups, policies, roles and the policy simulator in the console."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from test_console import NOON, ROOT, Hands, Host
from textual.widgets import Button

from course.driver import Driver
from course.tui.console import Console
from course.tui.console.check_boxes import CheckBoxes
from course.tui.console.fields import RadioButtons, TextInput
from course.tui.console.iam.create_role import trust_policy
from course.tui.console.iam.simulation import UnreadableError, read_keys
from course.tui.console.iam.simulator import holder
from course.tui.console.json_box import JSONBox
from course.tui.console.page import Page
from course.tui.console.routes import Address, at
from sim.scenario import load
from sim.shell import run

POLICY = "arn:aws:iam::123456789012:policy/"
READ, KEEP = f"{POLICY}ReadReports", f"{POLICY}KeepSalariesPrivate"
SALARIES = "arn:aws:s3:::example-reports/private/salaries.csv"


class Room(Host):
    """The console on another scenario."""

    def __init__(self, scenario: str) -> None:
        super().__init__()
        text = (ROOT / f"lessons/scenarios/{scenario}.yaml").read_text(encoding="utf-8")
        self.driver = Driver(load(text, scenario, NOON), lambda: self.now)

    @property
    def page(self) -> Page:
        page = self.query_one(Console).page
        assert page is not None
        return page


Scene = Callable[[Room, Hands], Awaitable[None]]


def play(scene: Scene, scenario: str = "too-wide", size: tuple[int, int] = (78, 23)) -> None:
    async def sit() -> None:
        room = Room(scenario)
        async with room.run_test(size=size) as pilot:
            hands = Hands(pilot, room)
            await hands.settle()
            await scene(room, hands)

    asyncio.run(sit())


async def turn(room: Room, hands: Hands, address: Address) -> None:
    room.query_one(Console).open(address)
    await hands.settle()


async def press(room: Room, hands: Hands, *buttons: str) -> None:
    for name in buttons:
        room.page.query_one(f"#{name}", Button).press()
        await hands.settle()


def box(room: Room, name: str) -> TextInput:
    return next(each for each in room.page.query(TextInput) if each.name == name)


PAGES = [
    at("services"),
    at("groups"),
    at("create-group"),
    at("group", "Sales"),
    at("group", "Sales", "permissions"),
    at("add-users", "Sales"),
    at("delete-group", "Sales"),
    at("policies"),
    at("policy", READ),
    at("policy", READ, "usage"),
    at("policy", READ, "versions"),
    at("policy-version", READ, "v2"),
    at("attach-entity", READ),
    at("create-policy"),
    at("edit-policy", READ),
    at("delete-policy", READ),
    at("roles"),
    at("role", "ReportWriter"),
    at("role", "ReportWriter", "trust"),
    at("role", "ReportWriter", "revoke"),
    at("create-role"),
    at("edit-trust", "ReportWriter"),
    at("delete-role", "ReportWriter"),
    at("switch-role", "ReportWriter"),
    at("simulator", "user", "Alice"),
    at("simulation", "user", "Alice", "s3:GetObject", SALARIES, "key", ""),
]


@pytest.mark.parametrize("size", [(78, 23), (71, 31)])
def test_every_page_opens_and_tab_comes_to_each_control_in_view(size: tuple[int, int]) -> None:
    async def scene(room: Room, hands: Hands) -> None:
        for address in PAGES:
            await turn(room, hands, address)
            assert "✗ " not in room.text or address.name in ("create-policy", "simulation"), address
            assert room.page.has_focus_within, address
            able = [widget for widget in room.page.query("*") if widget.focusable and widget.display]
            assert set(able) <= set(room.screen.focus_chain), address
            for widget in able:
                widget.focus()
                await hands.settle()
                region = widget.region.intersection(room.page.region)
                assert region.height > 0 and region.width > 0, (address, widget)

    play(scene, size=size)


def test_whoever_may_not_read_is_told_so_in_place() -> None:
    async def scene(room: Room, hands: Hands) -> None:
        room.run_line("sign-in Alice --password Looking-Glass-7")
        await hands.settle()
        for address in PAGES:
            if address.name not in ("services", "create-group", "create-policy", "create-role", "switch-role"):
                await turn(room, hands, address)
                assert "AccessDenied" in room.text or address.name == "simulator", address

    play(scene)


def test_a_group_is_made_filled_and_deleted() -> None:
    async def scene(room: Room, hands: Hands) -> None:
        await turn(room, hands, at("create-group"))
        await press(room, hands, "go-on")
        assert "The group needs a name." in room.text
        await hands.type("Books")
        await press(room, hands, "go-on", "add-users", "go-on")
        assert "Nobody is ticked" in room.text
        assert isinstance(room.focused, CheckBoxes)
        await hands.press("space", "down", "down", "space", "enter")
        assert room.lines[-1] == (
            "aws iam add-user-to-group --group-name Books --user-name Admin"
            " && aws iam add-user-to-group --group-name Books --user-name Alice"
        )
        assert "Admin and Alice are in Books now." in room.text
        room.page.query_one("Table").focus()
        await hands.press("down", "enter")
        await press(room, hands, "go-on")
        assert room.lines[-1] == "aws iam remove-user-from-group --group-name Books --user-name Alice"
        await press(room, hands, "delete-group", "go-on")
        assert room.lines[-1] == (
            "aws iam remove-user-from-group --group-name Books --user-name Admin"
            " && aws iam delete-group --group-name Books"
        )
        assert "Books was deleted." in room.text

    play(scene)


def test_the_draft_that_is_right_comes_into_force_and_the_policy_on_a_group() -> None:
    async def scene(room: Room, hands: Hands) -> None:
        await turn(room, hands, at("policy", READ, "versions"))
        await hands.press("enter")
        await hands.press("enter")
        assert room.lines == [f"aws iam set-default-policy-version --policy-arn {READ} --version-id v4"]
        assert "v4 is in force now." in room.text
        await hands.press("down", "enter")
        await press(room, hands, "delete-version", "go-on")
        assert room.lines[-1] == f"aws iam delete-policy-version --policy-arn {READ} --version-id v3"
        await turn(room, hands, at("attach-entity", KEEP))
        await hands.press("down", "enter")
        assert room.lines[-1] == f"aws iam attach-group-policy --group-name Sales --policy-arn {KEEP}"
        assert "KeepSalariesPrivate is attached to the group Sales." in room.text
        room.page.query_one("Table").focus()
        await hands.press("enter")
        await press(room, hands, "go-on")
        assert room.lines[-1] == f"aws iam detach-group-policy --group-name Sales --policy-arn {KEEP}"
        await turn(room, hands, at("delete-policy", READ))
        await press(room, hands, "go-on")
        assert "ReadReports was deleted." in room.text

    play(scene)


def test_a_policy_that_cannot_be_read_is_not_sent() -> None:
    async def scene(room: Room, hands: Hands) -> None:
        await turn(room, hands, at("create-policy"))
        await hands.type("Mine")
        written = room.page.query_one(JSONBox)
        written.text = '{\n  "Version": "2012-10-17",\n  "Statement": [,]\n}'
        await press(room, hands, "go-on")
        assert "Error   Line 3" in room.text
        assert room.focused is written
        assert written.cursor_location[0] == 2
        await hands.press("tab")
        assert room.focused is not written
        statement = {"Effect": "Allow", "Action": "s3:ListAllMyBuckets", "Resource": "*"}
        written.text = json.dumps({"Version": "2012-10-17", "Statement": [statement]}, indent=2)
        await hands.settle()
        assert "✓ A policy that AWS can read." in room.text
        await press(room, hands, "go-on")
        assert "Mine was made." in room.text
        assert "\n" not in room.lines[-1]
        await turn(room, hands, at("create-policy"))
        box(room, "policy-name").value = "Mine"
        room.page.query_one(JSONBox).text = written.text
        await press(room, hands, "go-on")
        assert "already exists" in " ".join(room.text.split())

    play(scene)


def test_a_sixth_version_takes_the_place_of_the_oldest() -> None:
    async def scene(room: Room, hands: Hands) -> None:
        for _ in range(2):
            await turn(room, hands, at("edit-policy", READ))
            await press(room, hands, "go-on")
        assert room.page.address.name == "edit-policy"
        assert "five" not in room.text and "A policy has 5 versions at most." in room.text
        assert "Delete version and save" in room.text
        await press(room, hands, "go-on")
        assert room.lines[-1].startswith(f"aws iam delete-policy-version --policy-arn {READ} --version-id v1 && ")
        assert room.lines[-1].endswith(" --set-as-default")
        assert "ReadReports was changed." in room.text

    play(scene)


def test_roles_are_made_trusted_revoked_and_deleted() -> None:
    async def scene(room: Room, hands: Hands) -> None:
        await turn(room, hands, at("create-role"))
        await hands.type("Auditor")
        room.page.query_one("#trusted", RadioButtons).chosen = 1
        await press(room, hands, "go-on")
        assert "The other account's number has twelve digits." in room.text
        room.page.query_one("#trusted", RadioButtons).chosen = 0
        room.page.query_one("#mfa", RadioButtons).chosen = 1
        await press(room, hands, "go-on")
        assert "Auditor was made." in room.text
        assert trust_policy("123456789012", mfa=True) in room.lines[-1]
        await turn(room, hands, at("role", "Auditor", "revoke"))
        await press(room, hands, "revoke")
        assert '"aws:TokenIssueTime": "2027-03-01T12:00:14.000Z"' in room.lines[-1]
        assert "Revoked so far: sessions issued before 2027-03-01T12:00:14.000Z." in room.text
        await turn(room, hands, at("edit-trust", "Auditor"))
        await press(room, hands, "go-on")
        assert room.lines[-1].startswith("aws iam update-assume-role-policy --role-name Auditor ")
        await press(room, hands, "delete-role", "go-on")
        assert room.lines[-1] == (
            "aws iam delete-role-policy --role-name Auditor --policy-name AWSRevokeOlderSessions"
            " && aws iam delete-role --role-name Auditor"
        )
        assert "Auditor was deleted." in room.text

    play(scene)


def test_a_role_is_taken_on_and_left_again() -> None:
    async def scene(room: Room, hands: Hands) -> None:
        document = trust_policy("123456789012", mfa=False)
        room.run_line(f"aws iam create-role --role-name Auditor --assume-role-policy-document '{document}'")
        await turn(room, hands, at("switch-role", "Auditor"))
        await press(room, hands, "go-on")
        assert "You have the rights of Auditor now" in room.text
        assert "assumed-role/Auditor/Admin" in room.driver.peek("aws sts get-caller-identity").output
        await turn(room, hands, at("roles"))
        assert "AccessDenied" in room.text
        await turn(room, hands, at("switch-role"))
        await press(room, hands, "back")
        assert "You have your own rights again." in room.text
        assert "ReportWriter" in room.text

    play(scene)


def test_the_simulator_says_why_and_its_line_says_the_same() -> None:
    async def scene(room: Room, hands: Hands) -> None:
        await turn(room, hands, at("user", "Alice", "permissions"))
        await press(room, hands, "simulator")
        assert box(room, "whose").value == "user Alice"
        await press(room, hands, "go-on")
        assert "Which action?" in room.text
        box(room, "action").value = "s3:GetObject"
        box(room, "resource").value = SALARIES
        await press(room, hands, "go-on")
        assert "✓ Allowed   Nothing denies it, and a statement allows it." in room.text
        assert "• ReadTheReports of ReadReports applies" in room.text
        shown = room.page.query_one(".result .as-command").render()
        line = str(shown).removeprefix("as a command").strip()
        assert '"EvalDecision": "allowed"' in run(room.driver.world, line).output
        room.run_line(f"aws iam attach-group-policy --group-name Sales --policy-arn {KEEP}")
        await hands.settle()
        assert "✗ Denied   A statement denies it." in room.text
        await press(room, hands, "go-on")
        assert box(room, "resource").value == SALARIES
        box(room, "keys").value = "nonsense"
        await press(room, hands, "go-on")
        assert "write aws:SourceIp=203.0.113.5." in " ".join(room.text.split())

    play(scene)


def test_an_access_key_shows_why_bool_does_not_bite() -> None:
    async def scene(room: Room, hands: Hands) -> None:
        arn = f"{POLICY}DemandMFA"
        for way, said in (("key", "✗ Denied   Nothing allows it."), ("no-mfa", "✗ Denied   A statement denies it.")):
            await turn(room, hands, at("simulation", "policy", arn, "s3:ListAllMyBuckets", "*", way, ""))
            assert said in room.text
        room.run_line(f"aws iam attach-group-policy --group-name Staff --policy-arn {arn}")
        await turn(room, hands, at("simulation", "user", "Alice", "s3:ListAllMyBuckets", "*", "key", ""))
        text = str(room.page.query_one(".verdict").render())
        assert 'aws:MultiFactorAuthPresent is absent, and the condition is Bool "false"' in text
        assert "No value was given for aws:MultiFactorAuthPresent" in text
        assert "✓ Allowed" in text

    play(scene, "keys-in-a-repository")


def test_whose_rights_and_which_keys_are_read_from_what_is_typed() -> None:
    world = load(Path(ROOT / "lessons/scenarios/too-wide.yaml").read_text(encoding="utf-8"), "too-wide", NOON)
    assert holder(world, "Alice") == holder(world, "user Alice") == ("user", "Alice")
    assert holder(world, "arn:aws:iam::123456789012:role/ReportWriter") == ("role", "ReportWriter")
    assert holder(world, "policy ReadReports") == holder(world, READ) == ("policy", READ)
    for wrong in ("Alicia", "user Sales", "root", "policy Nothing", "arn:aws:iam::123456789012:user/Bob"):
        with pytest.raises(UnreadableError):
            holder(world, wrong)
    assert read_keys("aws:SourceIp=10.0.0.1 aws:TagKeys=a,b") == (("aws:SourceIp", "10.0.0.1"), ("aws:TagKeys", "a,b"))
    for wrong in ("aws:SourceIp", "SourceIp=1", "aws:SourceIp="):
        with pytest.raises(UnreadableError):
            read_keys(wrong)
