"""Groups, policies, roles and the policy simulator in the console."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from test_console import NOON, ROOT, Hands, Host
from textual.widgets import Button, Static

from course.driver import Driver
from course.reading.simulation import UnreadableError, read_keys
from course.tui.console import Console
from course.tui.console.check_boxes import CheckBoxes
from course.tui.console.fields import RadioButtons, TextInput
from course.tui.console.iam.create_role import trust_policy
from course.tui.console.iam.simulator import holder
from course.tui.console.iam.summary import DocumentPane
from course.tui.console.json_box import JSONBox
from course.tui.console.page import Page
from course.tui.console.routes import Address, at
from course.tui.console.table import Table
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
    def banner(self) -> str:
        return str(self.query_one("#console-banner", Static).content)

    @property
    def verdict(self) -> str:
        return str(self.page.query_one(".verdict", Static).content)

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


def first_cells(room: Room) -> list[str]:
    return [str(cell) for cell in room.page.query_one(Table).get_column_at(0)]


PAGES = [
    at("services"),
    at("groups"),
    at("create-group"),
    at("group", "Sales"),
    at("group", "Sales", "permissions"),
    at("add-users", "Sales"),
    at("inline-policy", "role", "ReportWriter", "WriteReports"),
    at("new-inline-policy", "user", "Alice"),
    at("attached-policy", "group", "Sales", READ),
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


@pytest.mark.long
@pytest.mark.parametrize(("size", "pages"), [((78, 23), PAGES), ((71, 31), PAGES[3::6])])
def test_every_page_opens_with_the_focus_in_view_and_tab_comes_to_each_control(
    size: tuple[int, int], pages: list[Address]
) -> None:
    async def scene(room: Room, hands: Hands) -> None:
        for address in pages:
            await turn(room, hands, address)
            assert not room.page.query(".refused"), address
            able = {widget for widget in room.page.query("*") if widget.focusable and widget.display}
            assert room.focused in able, address
            assert able <= set(room.screen.focus_chain), address
            assert room.focused.region.intersection(room.page.region), address

    play(scene, size=size)


def test_whoever_may_not_read_is_told_so_in_place() -> None:
    async def scene(room: Room, hands: Hands) -> None:
        room.run_line("sign-in Alice --password Looking-Glass-7")
        for name, *about in (("groups",), ("policy", READ), ("role", "ReportWriter", "trust"), ("edit-policy", READ)):
            await turn(room, hands, at(name, *about))
            assert room.page.query(".refused"), name

    play(scene)


def test_a_group_is_made_filled_and_deleted() -> None:
    async def scene(room: Room, hands: Hands) -> None:
        await turn(room, hands, at("create-group"))
        await press(room, hands, "go-on")
        assert "The group needs a name." in room.banner
        box(room, "group-name").value = "Books"
        await press(room, hands, "go-on", "add-users", "go-on")
        assert "Nobody is ticked" in room.banner
        assert isinstance(room.focused, CheckBoxes)
        await hands.press("space", "down", "down", "space", "enter")
        assert room.lines[-1] == (
            "aws iam add-user-to-group --group-name Books --user-name Admin"
            " && aws iam add-user-to-group --group-name Books --user-name Alice"
        )
        assert "Admin and Alice are in Books now." in room.banner
        room.page.query_one("Table").focus()
        await hands.press("down", "enter")
        await press(room, hands, "go-on")
        assert room.lines[-1] == "aws iam remove-user-from-group --group-name Books --user-name Alice"
        await press(room, hands, "delete-group", "go-on")
        assert room.lines[-1] == (
            "aws iam remove-user-from-group --group-name Books --user-name Admin"
            " && aws iam delete-group --group-name Books"
        )
        assert "Books was deleted." in room.banner

    play(scene)


@pytest.mark.long
def test_versions_and_attached_entities_of_a_policy() -> None:
    async def scene(room: Room, hands: Hands) -> None:
        await turn(room, hands, at("policy", READ, "versions"))
        await hands.press("enter", "tab", "y")
        assert isinstance(room.focused, DocumentPane)
        assert json.loads(room.clipboard)["Statement"][0]["Sid"] == "ListTheBucket"
        await hands.press("shift+tab", "enter")
        assert room.lines == [f"aws iam set-default-policy-version --policy-arn {READ} --version-id v4"]
        assert "v4 is in force now." in room.banner
        await turn(room, hands, at("policy", READ))
        assert str(room.page.query_one(".about", Static).content).endswith("● changed")
        await turn(room, hands, at("policies"))
        assert [name for name in first_cells(room) if "●" in name] == [" ● ReadReports"]
        await turn(room, hands, at("policy", READ, "versions"))
        await hands.press("down", "enter")
        await press(room, hands, "delete-version", "go-on")
        assert room.lines[-1] == f"aws iam delete-policy-version --policy-arn {READ} --version-id v3"
        await turn(room, hands, at("attach-entity", KEEP))
        await hands.press("down", "enter")
        assert room.lines[-1] == f"aws iam attach-group-policy --group-name Sales --policy-arn {KEEP}"
        assert "KeepSalariesPrivate is attached to the group Sales." in room.banner
        room.page.query_one("Table").focus()
        await hands.press("enter")
        assert room.page.crumbs == ("KeepSalariesPrivate", "Are you sure?")
        await press(room, hands, "go-on")
        assert room.lines[-1] == f"aws iam detach-group-policy --group-name Sales --policy-arn {KEEP}"
        await turn(room, hands, at("delete-policy", READ))
        await press(room, hands, "go-on")
        assert "ReadReports was deleted." in room.banner

    play(scene)


@pytest.mark.long
def test_a_policy_is_written_only_where_it_can_be_read_and_a_sixth_version_takes_the_oldest_ones_place() -> None:
    async def scene(room: Room, hands: Hands) -> None:
        await turn(room, hands, at("create-policy"))
        box(room, "policy-name").value = "Mine"
        written = room.page.query_one(JSONBox)
        box(room, "policy-name").focus()
        await hands.press("enter")
        assert room.focused is written
        await hands.press("ctrl+a", "x")
        assert written.text == "x"
        written.text = '{\n  "Version": "2012-10-17",\n  "Statement": [,]\n}'
        await press(room, hands, "go-on")
        assert "Error   Line 3" in room.banner
        assert room.focused is written
        assert written.cursor_location[0] == 2
        written.text = written.text.replace("\n", "\n" * 30, 1)
        await press(room, hands, "go-on")
        top = written.scroll_offset.y
        assert top <= written.cursor_location[0] < top + written.scrollable_content_region.height
        written.text = written.text.replace("\n" * 30, "\n")
        written.move_cursor((2, 0))
        await hands.press("up", "end", "enter", "x", "tab")
        assert written.text.splitlines()[:3] == ["{", '  "Version": "2012-10-17",', "  x"]
        assert room.focused is not written
        statement = {"Effect": "Allow", "Action": "s3:ListAllMyBuckets", "Resource": "*"}
        written.text = json.dumps({"Version": "2012-10-17", "Statement": [statement]}, indent=2)
        room.query_one(Console).era = "today"
        await hands.settle()
        assert str(room.page.query_one("#verdict", Static).content) == "✓ A policy that AWS can read."
        await press(room, hands, "go-on")
        assert "Mine was made." in room.banner
        assert "\n" not in room.lines[-1]
        for _ in range(2):
            await turn(room, hands, at("edit-policy", READ))
            await press(room, hands, "go-on")
        assert "A policy has 5 versions at most." in room.banner
        assert str(room.page.query_one("#go-on", Button).label) == "Delete version and save"
        await press(room, hands, "go-on")
        assert room.lines[-1].startswith(f"aws iam delete-policy-version --policy-arn {READ} --version-id v1 && ")
        assert room.lines[-1].endswith(" --set-as-default")
        assert "ReadReports was changed." in room.banner

    play(scene)


@pytest.mark.long
def test_a_document_that_another_act_changed_is_marked_and_its_box_is_in_colours() -> None:
    async def scene(room: Room, hands: Hands) -> None:
        await turn(room, hands, at("inline-policy", "role", "ReportWriter", "WriteReports"))
        written = room.page.query_one(JSONBox)
        line = written.get_line(1)
        coloured = {line.plain[span.start : span.end]: str(span.style) for span in line.spans}
        assert coloured.keys() == {'"Version"', '"2012-10-17"'}
        assert len(set(coloured.values())) == 2
        written.text = written.text.replace('"Allow"', '"Deny"')
        await press(room, hands, "go-on")
        await turn(room, hands, at("role", "ReportWriter"))
        assert [name for name in first_cells(room) if "●" in name] == [" ● WriteReports"]
        assert "●" not in str(room.page.query_one(".about", Static).content)
        await turn(room, hands, at("inline-policy", "role", "ReportWriter", "WriteReports"))
        assert title(room).endswith("● changed")
        await turn(room, hands, at("edit-trust", "ReportWriter"))
        written = room.page.query_one(JSONBox)
        written.text = written.text.replace('"Allow"', '"Deny"')
        await press(room, hands, "go-on")
        await turn(room, hands, at("role", "ReportWriter", "trust"))
        assert str(room.page.query_one(".about", Static).content).endswith("● changed")

    play(scene)


def title(room: Room) -> str:
    return str(room.page.query_one(".title", Static).content)


def test_a_form_follows_what_is_changed_elsewhere_but_keeps_what_was_written() -> None:
    async def scene(room: Room, hands: Hands) -> None:
        def put(effect: str) -> None:
            document = json.dumps(json.loads(saved.replace('"Allow"', f'"{effect}"')))
            named = "--role-name ReportWriter --policy-name WriteReports"
            assert not room.run_line(f"aws iam put-role-policy {named} --policy-document '{document}'").status

        await turn(room, hands, at("inline-policy", "role", "ReportWriter", "WriteReports"))
        written = room.page.query_one(JSONBox)
        saved = written.text
        put("Deny")
        await hands.settle()
        assert '"Deny"' in written.text
        assert title(room).endswith("● changed")
        written.text = "{}"
        put("Allow")
        await hands.settle()
        assert written.text == "{}"
        assert "It was changed elsewhere meanwhile." in room.banner
        room.run_line("aws iam delete-role-policy --role-name ReportWriter --policy-name WriteReports")
        await hands.settle()
        assert "NoSuchEntity" in room.banner
        assert written.text == "{}"

    play(scene)


@pytest.mark.long
def test_a_role_is_made_taken_on_left_revoked_and_deleted() -> None:
    async def scene(room: Room, hands: Hands) -> None:
        await turn(room, hands, at("create-role"))
        box(room, "role-name").value = "Auditor"
        room.page.query_one("#trusted", RadioButtons).chosen = 1
        await press(room, hands, "go-on")
        assert "The other account's number has twelve digits." in room.banner
        room.page.query_one("#trusted", RadioButtons).chosen = 0
        await press(room, hands, "go-on")
        assert "Auditor was made." in room.banner
        assert trust_policy("123456789012", mfa=False) in room.lines[-1]
        await turn(room, hands, at("switch-role", "Auditor"))
        await press(room, hands, "go-on")
        assert "You have the rights of Auditor now" in room.banner
        assert "role Auditor (of Admin)" in str(room.query_one("#console-account", Static).content)
        assert "assumed-role/Auditor/Admin" in room.driver.peek("aws sts get-caller-identity").output
        await press(room, hands, "back")
        assert "You have your own rights again." in room.banner
        assert str(room.query_one("#console-account", Static).content).startswith("Admin ")
        await turn(room, hands, at("role", "Auditor", "revoke"))
        await press(room, hands, "revoke")
        assert '"aws:TokenIssueTime": "2027-03-01T12:00:14.000Z"' in room.lines[-1]
        await turn(room, hands, at("edit-trust", "Auditor"))
        await press(room, hands, "go-on")
        assert room.lines[-1].startswith("aws iam update-assume-role-policy --role-name Auditor ")
        await press(room, hands, "delete-role", "go-on")
        assert room.lines[-1] == (
            "aws iam delete-role-policy --role-name Auditor --policy-name AWSRevokeOlderSessions"
            " && aws iam delete-role --role-name Auditor"
        )
        assert "Auditor was deleted." in room.banner

    play(scene)


def test_the_simulator_says_why_and_its_line_says_the_same() -> None:
    async def scene(room: Room, hands: Hands) -> None:
        await turn(room, hands, at("simulator", "user", "Alice"))
        await press(room, hands, "go-on")
        assert "Which action?" in room.banner
        box(room, "action").value = "s3:ListAllMyBuckets"
        room.page.query_one(RadioButtons).chosen = 2
        box(room, "keys").value = "nonsense"
        await press(room, hands, "go-on")
        assert "write aws:SourceIp=203.0.113.5." in room.banner
        box(room, "keys").value = "aws:SourceIp=203.0.113.5"
        await press(room, hands, "go-on")
        room.run_line(f"aws iam attach-group-policy --group-name Staff --policy-arn {POLICY}DemandMFA")
        await hands.settle()
        assert "✓ Allowed   Nothing denies it, and a statement allows it." in room.verdict
        assert 'aws:MultiFactorAuthPresent is absent, and the condition is Bool "false"' in room.verdict
        assert "has no aws:MultiFactorAuthPresent: it is absent, not false." in room.verdict
        line = str(room.page.query_one(".result .as-command", Static).content).removeprefix("as a command   ")
        assert "ContextKeyName=aws:SourceIp,ContextKeyValues=203.0.113.5,ContextKeyType=ip" in line
        assert '"EvalDecision": "allowed"' in run(room.driver.world, line).output
        await press(room, hands, "go-on")
        assert box(room, "action").value == "s3:ListAllMyBuckets"
        await turn(room, hands, at("simulation", "policy", f"{POLICY}DemandMFA", "s3:GetObject", "*", "no-mfa", ""))
        assert "✗ Denied   A statement denies it." in room.verdict
        line = str(room.page.query_one(".result .as-command", Static).content).removeprefix("as a command   ")
        assert '"EvalDecision": "explicitDeny"' in run(room.driver.world, line).output

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
