"""The console's pages for root's own MFA, for root's lost device and for a new password."""

from __future__ import annotations

import asyncio
import re

import pytest
from test_console import Hands, Host, play
from textual.app import App, ComposeResult
from textual.widgets import Input

from course.tui.console import Console
from course.tui.console.fields import Row, TextInput
from sim.view import state

SIGN_IN = "sign-in root --password Correct-Horse-9-Battery"
DEVICE = "arn:aws:iam::123456789012:mfa/root-account-mfa-device"


def serials(host: Host) -> list[str]:
    return [device["SerialNumber"] for device in state(host.driver.world)["root"]["MFADevices"]]


async def click(hands: Hands, name: str) -> None:
    await hands.pilot.click(f"#{name}")
    await hands.settle()


async def to_root_page(host: Host, hands: Hands) -> None:
    await click(hands, "to-own")
    assert "owner of account" in host.text


def enrol(host: Host) -> None:
    """Root's device, its codes on Alice's phone; root is signed in."""
    for line in (
        SIGN_IN,
        "aws iam create-virtual-mfa-device --virtual-mfa-device-name root-account-mfa-device --outfile root.png "
        "--bootstrap-method QRCodePNG",
        "phone alice scan",
        "code1=$(phone alice code)",
        "wait next-code",
        f"console enable-root-mfa-device --serial-number {DEVICE} --authentication-code1 $code1 "
        "--authentication-code2 $(phone alice code)",
    ):
        assert host.driver.run(line).status == 0
    host.refresh_world()


def fill(host: Host, *values: str) -> None:
    for box, value in zip(host.query_one(Console).query(Input), values, strict=True):
        box.value = value


def test_root_assigns_a_device_on_the_console_alone() -> None:
    async def scene(host: Host, hands: Hands) -> None:
        host.run_line(SIGN_IN)
        await hands.settle()
        await to_root_page(host, hands)
        await click(hands, "manage")
        assert "Manage MFA device for the root user" in host.text
        await click(hands, "next")
        await click(hands, "next")
        host.run_line("phone alice scan")
        code1 = host.run_line("phone alice code").output.strip()
        host.run_line("wait next-code")
        fill(host, code1, host.run_line("phone alice code").output.strip())
        await click(hands, "activate")
        assert serials(host) == [DEVICE]
        enable = next(line for line in host.lines if "enable" in line)
        assert enable.startswith(f"console enable-root-mfa-device --serial-number {DEVICE} --authentication-code1 ")
        assert DEVICE in host.text
        assert "✓ Success" in host.text

    play(scene)


def test_and_takes_it_away_again() -> None:
    async def scene(host: Host, hands: Hands) -> None:
        enrol(host)
        await hands.settle()
        await to_root_page(host, hands)
        await click(hands, "manage")
        assert "Manage MFA device of the root user" in host.text
        await hands.press("down", "down")
        await click(hands, "next")
        await click(hands, "deactivate")
        assert serials(host) == []
        assert host.lines[-1] == (
            f"console deactivate-root-mfa-device --serial-number {DEVICE} && "
            f"aws iam delete-virtual-mfa-device --serial-number {DEVICE}"
        )

    play(scene)


@pytest.mark.long
def test_a_lost_device_of_roots_by_e_mail_and_telephone() -> None:
    async def scene(host: Host, hands: Hands) -> None:
        enrol(host)
        host.run_line("sign-out")
        host.run_line("phone alice lose")
        host.run_line(SIGN_IN)
        await hands.settle()
        assert "Sign in using alternative factors" in host.text
        await click(hands, "alternative")
        assert "Step 1: email address verification" in host.text
        await click(hands, "link")
        assert "Open the e-mail first" in host.text
        assert "not valid" not in host.text
        fill(host, "https://example.com/wrong")
        await click(hands, "link")
        assert "This verification link is not valid." in host.text
        await click(hands, "mail")
        await click(hands, "link")
        assert "root@example.com is verified" in host.text
        await click(hands, "call")
        [digits] = re.findall(r"key in (\d{6})", host.text)
        assert host.run_line("sign-in --digits").output.strip() == digits
        await click(hands, "answer")
        assert "telephone number is verified" in host.text
        await click(hands, "enter")
        assert host.lines[-1] == "sign-in --to-console"
        await to_root_page(host, hands)
        assert DEVICE in host.text
        host.run_line("sign-out")
        host.run_line(SIGN_IN)
        host.run_line("sign-in --alternative-factors")
        await hands.settle()
        await click(hands, "cancel")
        assert "Sign in as IAM user" in host.text, "giving up signs out"

    play(scene)


def test_what_another_reader_sees_otherwise_is_not_marked_as_changed() -> None:
    async def scene(host: Host, hands: Hands) -> None:
        host.run_line("sign-out")
        host.run_line("sign-in Alice --password Looking-Glass-7")
        await hands.settle()
        assert "not shown: AccessDenied" in host.text
        assert "changed" not in host.text

    play(scene)


def test_a_user_has_no_alternative_factors() -> None:
    async def scene(host: Host, hands: Hands) -> None:
        host.run_line("sign-in Alan --password Turing-Machine-36")
        await hands.settle()
        assert "Multi-factor authentication" in host.text
        assert "alternative" not in host.text

    play(scene)


def test_a_password_that_must_be_changed() -> None:
    async def scene(host: Host, hands: Hands) -> None:
        for line in (
            "aws iam create-user --user-name Ada",
            "aws iam create-login-profile --user-name Ada --password First-One-1 --password-reset-required",
            "aws iam update-account-password-policy --allow-users-to-change-password --minimum-password-length 8",
            "sign-in Ada --password First-One-1",
        ):
            host.run_line(line)
        await hands.settle()
        assert "You must change your password to continue" in host.text
        fill(host, "Second-One-2", "Second")
        await click(hands, "confirm")
        assert "must be the same" in host.text
        fill(host, "Second-One-2", "Second-One-2")
        await click(hands, "confirm")
        assert host.lines[-1] == "sign-in --new-password Second-One-2"
        principals = [session["Principal"] for session in state(host.driver.world)["sessions"]]
        assert "Ada" in principals

    play(scene)


def test_a_click_on_a_label_goes_into_its_box() -> None:
    class Form(App[None]):
        def compose(self) -> ComposeResult:
            yield TextInput(name="account")
            yield Row("IAM user name", TextInput(name="user"))

    async def session() -> None:
        app = Form()
        async with app.run_test() as pilot:
            await pilot.click("Row .label")
            assert app.focused is not None
            assert app.focused.name == "user"

    asyncio.run(session())
