"""The console and the phone, wired as on the lesson screen, on a clock of the test's own."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import ClassVar

import pytest
from painted import painted_text
from textual.app import App, ComposeResult
from textual.pilot import Pilot

from course.driver import Driver
from course.tui.console import Console
from course.tui.console.fields import CodeInput, TextInput
from course.tui.console.routes import at
from course.tui.messages import CodePicked, CommandIssued, DeviceWanted, PageChanged, PhoneWanted
from course.tui.phone.phone import Phone
from course.tui.themes import FALLBACKS
from sim.scenario import load
from sim.view import state
from sim.world import Outcome

NOON = 1_803_902_414_000  # 2027-03-01T12:00:14Z
ROOT = Path(__file__).parents[3]
STYLES = ROOT / "course/tui/styles"
SCENARIO = (ROOT / "lessons/scenarios/alice-and-alan.yaml").read_text(encoding="utf-8")
ALICE = "arn:aws:iam::123456789012:mfa/Alice"


class Host(App[None]):
    """The least that a screen has to do for a console and a phone."""

    CSS_PATH: ClassVar[list[Path]] = [STYLES / f"{name}.tcss" for name in ("console", "phone", "qr")]
    CSS = "Phone { height: 6; }"

    def __init__(self) -> None:
        super().__init__()
        self.now = NOON
        self.driver = Driver(load(SCENARIO, "alice-and-alan", NOON), lambda: self.now)
        self.lines: list[str] = []
        self.pages: list[str] = []

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return FALLBACKS

    def compose(self) -> ComposeResult:
        yield Console(self.driver.peek)
        yield Phone()

    def on_mount(self) -> None:
        self.refresh_world()
        self.query_one(Console).focus()

    def refresh_world(self) -> None:
        self.query_one(Console).world = self.driver.world
        self.query_one(Phone).world = self.driver.world

    def run_line(self, line: str) -> Outcome:
        outcome = self.driver.run(line)
        self.refresh_world()
        return outcome

    def on_command_issued(self, message: CommandIssued) -> None:
        self.lines.append(message.line)
        self.query_one(Console).answered(self.run_line(message.line))

    def on_code_picked(self, message: CodePicked) -> None:
        assert self.query_one(Console).take_code(message.code)

    def on_phone_wanted(self, message: PhoneWanted) -> None:
        phone = self.query_one(Phone)
        phone.scan() if message.act == "scan" else phone.pick()

    def on_page_changed(self, message: PageChanged) -> None:
        self.pages.append(message.page)

    def on_device_wanted(self, message: DeviceWanted) -> None:
        self.query_one(Phone).show_owner(message.user_name, message.kind, message.serial_number)
        self.query_one(Console).follow_phone()

    def devices(self, user_name: str) -> list[str]:
        users = state(self.driver.world)["users"]
        [user] = [user for user in users if user["UserName"] == user_name]
        return [device["SerialNumber"] for device in user["MFADevices"]]

    @property
    def text(self) -> str:
        return painted_text(self)


class Hands:
    """Presses keys and waits until all that follows from them has happened."""

    def __init__(self, pilot: Pilot[None], host: Host) -> None:
        self.pilot, self.host = pilot, host

    async def click(self, words: str) -> None:
        """Click the words where they stand last on the screen."""
        [*_, (x, y)] = [(line.rindex(words), y) for y, line in enumerate(self.host.text.splitlines()) if words in line]
        await self.pilot.click(offset=(x, y))
        await self.settle()

    async def press(self, *keys: str) -> None:
        for key in keys:
            await self.pilot.press(key)
            await self.settle()

    async def settle(self) -> None:
        await self.pilot.pause()

    async def type(self, text: str) -> None:
        await self.pilot.press(*text)

    async def open_wizard_for_alice(self) -> None:
        await self.press("down", "down", "enter")
        assert "MFA device          No" in self.host.text
        await self.press("enter", "enter", "enter")
        assert isinstance(self.host.focused, CodeInput)

    async def pass_time(self, seconds: int) -> None:
        self.host.now += 1_000 * seconds
        self.host.refresh_world()
        await self.settle()


Scene = Callable[[Host, Hands], Awaitable[None]]


def play(scene: Scene, size: tuple[int, int] = (71, 34)) -> None:
    async def sit() -> None:
        host = Host()
        async with host.run_test(size=size) as pilot:
            hands = Hands(pilot, host)
            await hands.settle()
            await scene(host, hands)

    asyncio.run(sit())


def test_the_whole_wizard_by_keyboard() -> None:
    async def scene(host: Host, hands: Hands) -> None:
        assert "Alan" in host.text
        await hands.open_wizard_for_alice()
        await hands.press("s", "c")
        await hands.pass_time(30)
        await hands.press("c", "enter")
        assert "Success   The MFA device was successfully associated." in host.text
        assert ALICE in host.text
        assert host.devices("Alice") == [ALICE]
        assert [line.split(" --")[0] for line in host.lines] == [
            "aws iam create-virtual-mfa-device",
            "phone alice scan",
            "aws iam enable-mfa-device",
        ]
        assert host.pages == ["users", "user", "assign", "notice", "virtual", "user"]

    play(scene)


def test_codes_may_be_typed_or_pasted_with_blanks() -> None:
    async def scene(host: Host, hands: Hands) -> None:
        await hands.open_wizard_for_alice()
        await hands.press("s")
        code = host.query_one(Phone).code
        assert code is not None
        await hands.type(f"{code[:3]} {code[3:]}")
        await hands.pass_time(30)
        await hands.press("enter")
        following = host.query_one(Phone).code
        assert following is not None
        host.focused.post_message(_paste(f"{following[:3]} {following[3:]}\n"))
        await hands.settle()
        await hands.press("enter")
        assert host.devices("Alice") == [ALICE]

    play(scene)


def test_unfinished_boxes_issue_no_line_and_a_wrong_pair_shows_the_refusal_and_can_be_mended() -> None:
    async def scene(host: Host, hands: Hands) -> None:
        await hands.open_wizard_for_alice()
        await hands.type("12345x")
        await hands.press("enter", "enter")
        assert "Each box takes a code of six digits." in host.text
        assert len(host.lines) == 1
        for code in host.query(CodeInput):
            code.value = ""
        await hands.press("s", "c", "c", "enter")
        assert "Error   Authentication code for device is not valid." in host.text
        assert host.devices("Alice") == []
        await hands.pass_time(30)
        await hands.press("c", "enter")
        assert host.devices("Alice") == [ALICE]

    play(scene)


@pytest.mark.long
def test_cancel_deletes_the_unassigned_device() -> None:
    async def scene(host: Host, hands: Hands) -> None:
        await hands.open_wizard_for_alice()
        assert ALICE in str(state(host.driver.world)["virtual_mfa_devices"])
        await hands.press("escape")
        assert ALICE not in str(state(host.driver.world)["virtual_mfa_devices"])
        assert host.pages[-1] == "user"

    play(scene)


@pytest.mark.long
def test_a_half_made_device_can_be_cleared_away() -> None:
    async def scene(host: Host, hands: Hands) -> None:
        host.run_line(
            "aws iam create-virtual-mfa-device --virtual-mfa-device-name Alice --outfile x.png "
            "--bootstrap-method QRCodePNG"
        )
        await hands.press("down", "down", "enter", "enter", "enter", "enter")
        assert "MFA device already exists." in host.text
        assert "Delete the half-made device" in host.text
        await hands.press("enter")
        assert "The half-made device is gone." in host.text
        await hands.press("enter")
        assert isinstance(host.focused, CodeInput)

    play(scene)


def test_todays_wizard_asks_for_a_name_and_clears_away_the_half_made_device_that_has_it() -> None:
    async def scene(host: Host, hands: Hands) -> None:
        half = "aws iam create-virtual-mfa-device --virtual-mfa-device-name half --outfile half.png"
        host.run_line(f"{half} --bootstrap-method QRCodePNG")
        console = host.query_one(Console)
        console.era = "today"
        console.open(at("notice", "Alice"))
        await hands.press("end")
        box = host.query_one(TextInput)
        assert box.value == "Alice"
        box.value = "half"
        await hands.press("enter")
        assert "Delete the half-made device" in host.text
        await hands.press("enter", "enter")
        assert isinstance(host.focused, CodeInput)
        assert host.lines[-1].startswith(half)

    play(scene)


def test_a_refusal_does_not_push_the_button_that_has_the_focus_out_of_view() -> None:
    async def scene(host: Host, hands: Hands) -> None:
        console = host.query_one(Console)
        console.open(at("notice", "Alice"))
        await hands.pilot.resize_terminal(80, 18)
        await hands.settle()
        button, page = host.focused, console.page
        assert button is not None
        assert page is not None
        assert button.name == "next"
        assert button.region.bottom == page.region.bottom
        console.refuse("Word. " * 30)
        await hands.settle()
        assert host.focused is button
        assert page.region.contains_region(button.region)

    play(scene)


@pytest.mark.long
def test_cancel_closes_the_wizard_and_escape_goes_one_page_back() -> None:
    async def scene(host: Host, hands: Hands) -> None:
        await hands.press("down", "down", "enter", "enter", "enter")
        assert host.pages[-1] == "notice"
        await hands.press("escape")
        assert host.pages[-1] == "assign"
        await hands.press("enter")
        assert host.pages[-1] == "notice"
        await hands.press("left", "enter")
        assert host.pages[-1] == "user"

    play(scene)


def test_a_hardware_token() -> None:
    async def scene(host: Host, hands: Hands) -> None:
        await hands.press("end", "enter", "enter", "down", "enter")
        await hands.press("enter", "enter", "enter")
        assert "The serial number is needed." in host.text
        phone = host.query_one(Phone)
        assert phone.device.title == "Alice's token"
        phone.show_owner("alan")
        await hands.type("GAHT12345678")
        await hands.press("enter")
        assert phone.device.title == "Alice's token", "its number was typed"
        await hands.press("enter", "c")
        assert [bool(box.code) for box in host.query(CodeInput)] == [True, False]
        await hands.pass_time(30)
        await hands.press("c", "enter")
        assert host.devices("Alice") == ["GAHT12345678"]
        assert "GAHT12345678" in host.text

    play(scene)


def test_deactivating_leaves_no_device_and_a_free_name() -> None:
    async def scene(host: Host, hands: Hands) -> None:
        await hands.press("end", "home", "down", "enter")
        assert "arn:aws:iam::123456789012:mfa/Alan" in host.text
        await hands.press("enter", "down", "down", "enter")
        assert "Alan signs in with the password alone" in " ".join(host.text.split())
        await hands.press("enter")
        assert host.devices("Alan") == []
        assert "MFA device          No" in host.text
        assert "The MFA device was deactivated." in host.text
        assert state(host.driver.world)["virtual_mfa_devices"] == []
        host.run_line("undo")
        await hands.settle()
        assert "arn:aws:iam::123456789012:mfa/Alan" in host.text
        assert "deactivated" not in host.text

    play(scene)


def test_resynchronizing_a_phone_that_is_behind() -> None:
    async def scene(host: Host, hands: Hands) -> None:
        host.run_line("phone alan clock -10m")
        await hands.press("down", "enter", "enter", "down", "enter", "c")
        await hands.pass_time(30)
        await hands.press("c", "enter")
        assert "The MFA device was successfully resynchronized." in host.text
        [alan] = [user for user in state(host.driver.world)["users"] if user["UserName"] == "Alan"]
        assert alan["MFADevices"][0]["SkewSteps"] == -20

    play(scene)


def test_signing_in_with_a_code_and_being_told_no() -> None:
    async def scene(host: Host, hands: Hands) -> None:
        host.run_line("sign-out")
        await hands.settle()
        host.query_one(Console).focus()
        await hands.type("Alan")
        await hands.press("enter")
        await hands.type("wrong")
        await hands.press("enter")
        assert "Your authentication information is incorrect. Please try again." in " ".join(host.text.split())
        host.run_line("sign-in Admin --password Keep-The-Keys-41")
        await hands.settle()
        assert "Add user" in host.text
        assert "✗ Error" not in host.text
        host.run_line("undo")
        await hands.settle()
        await hands.type("Alan")
        await hands.press("enter")
        await hands.type("Turing-Machine-36")
        await hands.press("enter")
        assert "enter the code that it shows now" in " ".join(host.text.split())
        await hands.press("c", "enter")
        assert "Alan (MFA)" in host.text
        host.query_one("#to-users").press()
        await hands.settle()
        assert "AccessDenied" in host.text
        host.query_one(Console).open(at("user", "Alice"))
        await hands.settle()
        assert "not authorized to perform: iam:GetUser" in " ".join(host.text.split())
        host.query_one(Console).query_one("#to-own").press()
        await hands.settle()
        assert "arn:aws:iam::123456789012:mfa/Alan" in host.text

    play(scene)


@pytest.mark.parametrize("size", [(71, 34), (80, 30)])
def test_undo_takes_the_page_back_too(size: tuple[int, int]) -> None:
    async def scene(host: Host, hands: Hands) -> None:
        await hands.open_wizard_for_alice()
        host.run_line("undo")
        await hands.settle()
        assert "A virtual MFA device is a program" in host.text
        host.run_line("redo")
        host.run_line("sign-out")
        await hands.settle()
        assert "Sign in as IAM user" in host.text

    play(scene, size)


def test_acts_that_follow_at_once_leave_the_last_ones_page() -> None:
    async def scene(host: Host, hands: Hands) -> None:
        for line in ("sign-out", "sign-in Alan --password Turing-Machine-36", "sign-in --code $(phone alan code)"):
            host.run_line(line)
        await hands.settle()
        assert "arn:aws:iam::123456789012:mfa/Alan" in host.text
        for name in ("Alan", "Alice", "Admin"):
            host.query_one(Console).open(at("user", name))
        host.run_line("sign-out")
        host.run_line("undo")
        await hands.settle()
        assert "arn:aws:iam::123456789012:mfa/Alan" in host.text
        assert len(host.query("UserPage")) == 1

    play(scene)


def test_a_session_ends_after_twelve_hours() -> None:
    async def scene(host: Host, hands: Hands) -> None:
        await hands.pass_time(12 * 3600 + 1)
        assert "Your session has expired. Sign in again." in host.text
        assert "Sign in as IAM user" in host.text

    play(scene)


def test_the_root_user_signs_in_by_email() -> None:
    async def scene(host: Host, hands: Hands) -> None:
        host.run_line("sign-out")
        await hands.settle()
        host.query_one("#other").press()
        await hands.settle()
        host.query_one(Console).focus()
        await hands.type("root@example.com")
        await hands.press("enter")
        await hands.type("Correct-Horse-9-Battery")
        await hands.press("enter")
        assert host.lines[-1] == "sign-in root@example.com --password Correct-Horse-9-Battery"
        host.query_one("#to-own").press()
        await hands.settle()
        assert "MFA device          No" in host.text

    play(scene)


def test_the_mouse_does_it_too() -> None:
    async def scene(host: Host, hands: Hands) -> None:
        assert "a second click, opens" in host.text
        await hands.pilot.click("DataTable", offset=(3, 3))
        await hands.pilot.click("DataTable", offset=(40, 3))  # the same row, in another column
        await hands.settle()
        assert host.pages[-1] == "user"
        await hands.pilot.click("#manage")
        await hands.settle()
        await hands.pilot.click("RadioButtons", offset=(6, 2))
        await hands.pilot.click("#next")
        await hands.settle()
        assert "Serial number" in host.text
        await hands.pilot.click("#console-crumbs", offset=(2, 0))
        await hands.settle()
        assert "A hardware MFA device" in host.text
        phone = host.query_one(Phone)
        await hands.pilot.click(Phone, offset=(4, 0))
        assert phone.device.title == "Alan's phone"
        await hands.pilot.click(Phone, offset=(20, 0))
        assert phone.device.title == "Alice's phone"

    play(scene)


def test_time_alone_reads_nothing() -> None:
    async def scene(host: Host, hands: Hands) -> None:
        peeked: list[str] = []
        console = host.query_one(Console)
        console.reader._peek = peeked.append
        for _ in range(5):
            await hands.pass_time(7)
        assert peeked == []

    play(scene)


def test_the_phone_says_what_to_do_and_what_happened() -> None:
    async def scene(host: Host, hands: Hands) -> None:
        phone = host.query_one(Phone)
        phone.show_owner("alice")
        await hands.settle()
        assert "No accounts yet." in host.text
        assert "Press s once the console shows a QR code." in host.text
        phone.show_owner("Alan")
        host.run_line("phone alan lose")
        await hands.settle()
        assert "Nobody has it." in host.text
        assert phone.code is None
        host.run_line("phone alan find")
        await hands.settle()
        assert "16 s left" in host.text
        await hands.pass_time(12)
        assert "new in 4 s" in host.text
        phone.focus()
        await hands.settle()
        await hands.click("v the next code")
        assert phone.ahead
        host.query_one(Console).focus()
        await hands.settle()
        await hands.click(" another")
        assert "v hide the next" in host.text
        assert phone.ahead, "with the focus another key stands there, which is not the one that was clicked"

    play(scene)


def _paste(text: str) -> object:
    from textual.events import Paste

    return Paste(text)
