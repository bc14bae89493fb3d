"""The console's pages of the account as a whole, of CloudTrail, EventBridge, EC2, S3, AWS Support and root's mail."""

from __future__ import annotations

import pytest
from test_console import Hands
from test_console_iam import Room, box, first_cells, play, press
from test_console_iam import turn as go
from textual.widgets import Static

from course.tui.console.check_boxes import CheckBoxes
from course.tui.console.fields import RadioButtons
from course.tui.console.iam.credential_report import content, rows
from course.tui.console.json_box import JSONBox
from course.tui.console.listing import Listing
from course.tui.console.routes import Address, at
from course.tui.console.services.event_history import AT_FIRST, lookup
from course.tui.console.services.rules import laid_out
from course.tui.console.services_page import PAGES as HOME
from course.tui.screens.plain_text import PlainText

NIGHT, BOOKS, PHONE = "a-night-in-the-trail", "the-monthly-reports", "one-phone-for-root"
TRIAL = "i-0f1e2d3c4b5a69788"
EVERY_USER = """aws events put-rule --name new-users --event-pattern \
'{"source": ["aws.iam"], "detail": {"eventName": ["CreateUser"]}}'"""
NO_MFA = """{
  "detail": {
    "responseElements": {"ConsoleLogin": ["Success"]},
    "additionalEventData": {"MFAUsed": ["No"]}
  }
}"""

PAGES = [
    at("services"),
    at("event-history", *AT_FIRST),
    at("mail"),
    at("rule", "new-users"),
    at("edit-rule", "new-users"),
    at("password-policy"),
    at("account-alias"),
    at("open-bucket"),
    at("object", "example-reports", "reports/2027-02.csv"),
    at("create-case"),
    at("case", "1"),
    at("letter", "1"),
]


async def turn(room: Room, hands: Hands, address: Address) -> None:
    """Open a page: the focus is in view, and Tab comes to each of its controls."""
    await go(room, hands, address)
    able = {widget for widget in room.page.query("*") if widget.focusable and widget.display}
    assert room.focused in able, address
    assert able <= set(room.screen.focus_chain), address
    assert room.focused.region.intersection(room.page.region), address


@pytest.mark.long
@pytest.mark.parametrize(("size", "pages"), [((78, 23), PAGES), ((71, 31), PAGES[2::5])])
def test_every_page_opens(size: tuple[int, int], pages: list[Address]) -> None:
    async def scene(room: Room, hands: Hands) -> None:
        for line in ("wait 9h", "sign-in Admin --password Keep-The-Keys-41", EVERY_USER, "support open mfa"):
            assert not room.run_line(line).status
        for address in pages:
            await turn(room, hands, address)
            assert not room.page.query(".refused"), address

    play(scene, NIGHT, size)


def cells(room: Room) -> list[tuple[str, ...]]:
    return [entry.cells for entry in room.page.query_one(Listing).in_view]


def test_what_the_home_page_says_fits_beside_the_names() -> None:
    assert all(len(about) <= 30 for _, _, about in HOME.values())


@pytest.mark.long
def test_from_an_event_to_its_user_and_the_lookup_is_in_the_trail() -> None:
    async def scene(room: Room, hands: Hands) -> None:
        room.run_line("wait 9h")
        room.run_line("sign-in Admin --password Keep-The-Keys-41")
        await turn(room, hands, at("event-history"))
        await press(room, hands, "filter", "go-on")
        assert "Which value?" in room.banner
        box(room, "value").value = "CreateUser"
        await press(room, hands, "go-on")
        assert room.lines == [
            "aws cloudtrail lookup-events --lookup-attributes AttributeKey=EventName,AttributeValue=CreateUser"
        ]
        [event] = [event for event in room.driver.world.trail if event.name == "LookupEvents"]
        assert event.request is not None and "CreateUser" in str(event.request)
        [(_, user, name, source, error)] = cells(room)
        assert (user, name, source, error) == ("Alan", "CreateUser", "iam", "")
        await hands.press("enter")
        assert "Alan called CreateUser of iam on Helpdesk, from 203.0.113.66" in " ".join(room.text.split())
        await press(room, hands, "plain")
        assert isinstance(room.screen, PlainText)
        await hands.press("escape")
        await press(room, hands, "by-key")
        assert {row[1] for row in cells(room)} == {"Alan"}
        await hands.press("enter")
        await press(room, hands, "user")
        assert room.page.address == at("user", "Alan")

    play(scene, NIGHT)


def test_the_events_of_the_last_act_are_marked() -> None:
    def marked(room: Room) -> list[str]:
        rows = zip(first_cells(room), cells(room), strict=True)
        return [row[2] for first, row in rows if "●" in first]

    async def scene(room: Room, hands: Hands) -> None:
        await turn(room, hands, at("event-history", "", "", "", ""))
        assert marked(room) == []
        room.run_line("aws iam create-user --user-name Bob")
        await hands.settle()
        assert marked(room) == ["CreateUser"]
        assert "● written by the last act. Enter" in " ".join(room.text.split())
        room.run_line("wait 1m")
        room.run_line("as robot aws iam list-users")
        await hands.settle()
        assert (marked(room), cells(room)[1][2]) == (["ListUsers"], "CreateUser")
        await turn(room, hands, at("users"))
        await turn(room, hands, at("event-history", "", "", "", ""))
        assert marked(room) == ["ListUsers"]
        room.run_line("undo")
        room.run_line("undo")
        await hands.settle()
        assert marked(room) == []
        room.run_line("time pause")
        for name in ("ListUsers", "ListRoles"):
            room.run_line("aws iam list-users" if name == "ListUsers" else "aws iam list-roles")
            await hands.settle()
            assert marked(room) == [name], "also while time stands still"

    play(scene, NIGHT)


@pytest.mark.long
def test_older_events_are_a_page_further_and_times_narrow_the_table() -> None:
    async def scene(room: Room, hands: Hands) -> None:
        for _ in range(60):
            room.run_line("aws iam list-users")
        await turn(room, hands, at("event-history", "", "", "", ""))
        assert len(cells(room)) == 50
        assert "Enter, or a second click, opens the chosen event." in " ".join(room.text.split())
        await hands.press("slash", *"robot", "enter")
        assert "0 of 50 events in view" in room.text
        await press(room, hands, "older")
        older = len(cells(room))
        assert 10 <= older < 50
        await press(room, hands, "older")
        assert "There are no older events" in room.banner
        await turn(room, hands, at("event-filter", "Username", "Alice"))
        assert room.page.query_one(RadioButtons).choice.name == "Username"
        await hands.press("up", "enter")
        assert room.focused is box(room, "value")
        box(room, "value").value = "ListUsers"
        box(room, "start").value = "2027-03-02T00:00:00Z"
        await press(room, hands, "go-on")
        assert cells(room) == []
        room.run_line("wait 3h")
        room.run_line("as robot aws iam list-users")
        await hands.settle()
        assert [row[4] for row in cells(room)] == ["AccessDenied"]

    play(scene, NIGHT)


@pytest.mark.long
def test_the_alarm_is_written_in_the_console() -> None:
    async def scene(room: Room, hands: Hands) -> None:
        room.run_line("wait 9h")
        room.run_line("sign-in Admin --password Keep-The-Keys-41")
        await turn(room, hands, at("rules"))
        await press(room, hands, "create-rule", "go-on")
        assert "The rule needs a name" in room.banner
        box(room, "name").value = "sign-in-without-mfa"
        editor = room.page.query_one(JSONBox)
        for text, fault in (
            ('{\n "a": [1],\n}', "Line 3: This is not JSON"),
            ('{"source": "aws.iam"}', "must be an object or an array"),
        ):
            editor.text = text
            await press(room, hands, "go-on")
            assert fault in " ".join(room.banner.split())
            assert room.focused is editor
        editor.text = NO_MFA
        await hands.settle()
        verdict = str(room.page.query_one("#verdict", Static).content)
        assert verdict.endswith("it picks 2 events: ConsoleLogin of Admin, ConsoleLogin of Helpdesk.")
        await press(room, hands, "go-on")
        assert "The rule sign-in-without-mfa is there." in room.banner
        assert "ENABLED" in room.driver.world.account.rules["sign-in-without-mfa"].state
        await go(room, hands, at("rule", "sign-in-without-mfa", "noticed"))
        assert [row[1:3] for row in cells(room)] == [("Admin", "ConsoleLogin"), ("Helpdesk", "ConsoleLogin")]
        await hands.press("enter")
        assert room.page.address.name == "event"
        await hands.press("escape", "shift+tab", "left")
        await press(room, hands, "switch")
        assert "Disabled · 0 events noticed" in room.text
        await press(room, hands, "edit-rule")
        box(room, "description").value = "wake me"
        await press(room, hands, "go-on")
        rule = room.driver.world.account.rules["sign-in-without-mfa"]
        assert (rule.state, rule.description) == ("DISABLED", "wake me")
        await press(room, hands, "switch", "delete-rule", "go-on")
        assert room.lines[-1] == "aws events delete-rule --name sign-in-without-mfa"
        assert "sign-in-without-mfa was deleted." in room.banner

    play(scene, NIGHT)


@pytest.mark.long
def test_an_instance_is_stopped_and_the_page_follows_the_time() -> None:
    async def scene(room: Room, hands: Hands) -> None:
        await turn(room, hands, at("instances"))
        await hands.press("down", "enter")
        assert room.page.address == at("instance", TRIAL)
        await press(room, hands, "stop", "go-on")
        assert room.lines == [f"aws ec2 stop-instances --instance-ids {TRIAL}"]
        assert "stopping   ● changed" in room.text
        assert not room.page.query("#start")
        await hands.pass_time(40)
        await press(room, hands, "start")
        assert room.lines[-1] == f"aws ec2 start-instances --instance-ids {TRIAL}"
        await hands.pass_time(20)
        await press(room, hands, "terminate")
        assert "for good" in room.text
        await press(room, hands, "go-on")
        assert "shutting down" in room.banner

    play(scene, BOOKS)


@pytest.mark.long
def test_objects_are_read_put_and_deleted_and_a_refusal_is_told() -> None:
    async def scene(room: Room, hands: Hands) -> None:
        await turn(room, hands, at("objects", "example-reports"))
        await hands.press("down", "enter", "enter")
        assert "2027-02,1812" in room.text
        assert room.lines == ["aws s3 cp s3://example-reports/2027-02.csv -"]
        await turn(room, hands, at("upload", "example-reports"))
        box(room, "key").value, box(room, "text").value = "new/it's.txt", "a  b $x"
        await press(room, hands, "go-on")
        stored = room.driver.world.account.buckets["example-reports"].objects["new/it's.txt"]
        assert stored.content == b"a  b $x\n"
        await turn(room, hands, at("object", "example-reports", "new/it's.txt"))
        await press(room, hands, "delete", "go-on")
        assert [row[0] for row in cells(room)] == ["2027-01.csv", "2027-02.csv"]
        room.run_line("sign-in Alice --password Looking-Glass-7")
        for name in ("event-history", "rules", "dashboard", "credential-report", "password-policy", "buckets"):
            await go(room, hands, at(name))
            assert room.page.query(".refused"), name
        await press(room, hands, "open-bucket")
        box(room, "bucket").value = "example-reports"
        await press(room, hands, "go-on")
        assert "not authorized to perform: s3:ListBucket" in " ".join(room.banner.split())

    play(scene, BOOKS)


@pytest.mark.long
def test_the_dashboard_leads_to_what_needs_care() -> None:
    async def scene(room: Room, hands: Hands) -> None:
        await turn(room, hands, at("dashboard"))
        assert [row[1] for row in cells(room) if row[0] == "✗"] == [
            "MFA of the root user", "MFA of Admin", "MFA of Alice", "Password policy",
        ]  # fmt: skip
        await hands.press("end", "ctrl+end", "enter")
        assert room.page.address == at("account-settings")
        await press(room, hands, "password-policy")
        box(room, "length").value = "5"
        room.page.query_one(CheckBoxes).ticked = frozenset({"Require a number"})
        await press(room, hands, "go-on")
        assert "MinimumPasswordLength" in room.banner or "minimumPasswordLength" in room.banner
        box(room, "length").value, box(room, "age").value = "14", "90"
        await press(room, hands, "go-on")
        assert room.lines[-1] == (
            "aws iam update-account-password-policy --minimum-password-length 14 --max-password-age 90"
            " --require-numbers"
        )
        assert "after 90 days   ● changed" in room.text
        await press(room, hands, "account-alias")
        box(room, "alias").value = "books"
        await press(room, hands, "go-on")
        assert room.driver.world.account.alias == "books"
        await press(room, hands, "delete", "go-on")
        assert room.driver.world.account.password_policy is None

    play(scene, BOOKS)


def test_the_credential_report_is_made_shown_in_sets_and_as_it_is() -> None:
    async def scene(room: Room, hands: Hands) -> None:
        await turn(room, hands, at("credential-report"))
        await press(room, hands, "generate")
        assert "in the making" in room.text
        await hands.pass_time(2)
        assert [row[0] for row in cells(room)] == ["<root_account>", "Admin", "Alice"]
        assert cells(room)[1][1:3] == ("true", "false")
        await turn(room, hands, at("credential-report", "key-1"))
        assert cells(room)[1][1:3] == ("true", "2026-12-01")
        assert len(rows(content(room.page.reader))) == 3
        await press(room, hands, "plain")
        assert isinstance(room.screen, PlainText)
        await hands.press("escape", "enter")
        assert room.page.address == at("root")

    play(scene, BOOKS)


def test_of_a_new_report_the_lines_are_marked_that_are_unlike_the_one_before() -> None:
    async def scene(room: Room, hands: Hands) -> None:
        for line in ("aws iam generate-credential-report", "wait 5h", "aws iam delete-login-profile --user-name Alice"):
            assert not room.run_line(line).status
        await turn(room, hands, at("credential-report"))
        await press(room, hands, "generate")
        await hands.pass_time(2)
        assert [name for name in first_cells(room) if "●" in name] == [" ● Alice"]
        assert "● unlike the report before." in room.text
        await turn(room, hands, at("credential-report", "key-1"))
        assert not any("●" in name for name in first_cells(room))
        await turn(room, hands, at("credential-report"))
        await hands.pass_time(4 * 3_600 + 1)
        assert "older than four hours" in room.text

    play(scene, BOOKS)


def test_root_comes_back_by_mail_and_support_without_typing() -> None:
    async def scene(room: Room, hands: Hands) -> None:
        room.run_line("phone alan lose")
        room.run_line("sign-in root --password Correct-Horse-9-Battery")
        await hands.settle()
        await press(room, hands, "alternative")
        await turn(room, hands, at("mail"))
        await hands.press("enter", "enter")
        assert room.lines[-1] == "sign-in --verify-email $(mail 1 link)"
        assert room.page.address == at("alternative-factors")
        await press(room, hands, "support", "create-case")
        box(room, "subject").value = "root MFA device lost"
        await press(room, hands, "go-on")
        assert "Case 1 is open." in room.banner
        assert "press w four times" in room.banner
        room.run_line("wait 4h")
        await hands.settle()
        assert "AWS Support waits for your answers." in room.text
        box(room, "account").value, box(room, "email").value = "123456789012", "root@example.com"
        await press(room, hands, "go-on")
        assert "The last four digits of the card are wanted." in room.banner
        box(room, "card").value = "4242"
        await press(room, hands, "go-on")
        assert room.lines[-1] == "support reply 1 'Account 123456789012, root@example.com, card 4242'"
        assert "Sent." in room.text
        room.run_line("wait 1d")
        await hands.settle()
        assert "Sent." not in room.text
        assert room.driver.world.cases[0].status == "resolved"
        assert "The case is closed." in room.text

    play(scene, PHONE)


def test_a_filter_as_options() -> None:
    assert lookup("", "", "", "") == {}
    assert lookup("Username", "Alice", "2027-03-01", "") == {
        "lookup_attributes": "AttributeKey=Username,AttributeValue=Alice",
        "start_time": "2027-03-01",
    }


def test_a_pattern_laid_out() -> None:
    assert laid_out({"source": ["aws.iam", "aws.sts"], "detail": {"a": [{"prefix": "b"}]}}) == (
        '{\n  "source": ["aws.iam", "aws.sts"],\n  "detail": {\n    "a": [{"prefix": "b"}]\n  }\n}'
    )
