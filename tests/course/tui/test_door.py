"""The door inside the app: a program's call is an act of the lesson that is open."""

from __future__ import annotations

import asyncio
import socket
from pathlib import Path
from typing import Any

import boto3
import pyotp
import pytest
from botocore.config import Config
from botocore.exceptions import EndpointConnectionError
from textual.pilot import Pilot

from course.commands.host import host_time
from course.progress.store import open_store
from course.tui.app import CourseApp
from course.tui.desk import Desk
from course.tui.messages import CommandIssued
from course.tui.screens.lesson import LessonScreen
from course.tui.terminal.terminal import Terminal

FIRST = "06-enabling-mfa-for-alice"


def client(screen: LessonScreen) -> Any:
    assert screen.door is not None
    keys = screen.attempt.world.people["you"].profiles["default"]
    return boto3.client(
        "iam",
        endpoint_url=f"http://127.0.0.1:{screen.door.port}",
        region_name="us-east-1",
        aws_access_key_id=keys.access_key_id,
        aws_secret_access_key=keys.secret_access_key,
        config=Config(retries={"total_max_attempts": 1}),
    )


async def type_in(screen: LessonScreen, pilot: Pilot[None], line: str) -> None:
    screen.post_message(CommandIssued(line))
    await pilot.pause()


def in_terminal(screen: LessonScreen) -> str:
    return "\n".join(block.text for block in screen.query_one(Terminal).output.blocks)


async def enrol(screen: LessonScreen, iam: Any) -> None:
    """Give Alice a device as a script would: real codes, made of the seed."""
    made = await asyncio.to_thread(iam.create_virtual_mfa_device, VirtualMFADeviceName="Alice")
    device = made["VirtualMFADevice"]
    codes = pyotp.TOTP(device["Base32StringSeed"].decode())
    now = screen.attempt.world.time // 1_000
    await asyncio.to_thread(
        iam.enable_mfa_device,
        UserName="Alice",
        SerialNumber=device["SerialNumber"],
        AuthenticationCode1=codes.at(now - 30),
        AuthenticationCode2=codes.at(now),
    )


@pytest.mark.long
def test_a_programs_calls_tick_the_lesson(tmp_path: Path) -> None:
    async def session() -> None:
        app = CourseApp(Desk(host_time, open_store(tmp_path)), FIRST)
        async with app.run_test(size=(120, 40)) as pilot:
            await pilot.pause()
            screen = app.lesson
            assert screen is not None
            await words_that_open_nothing(screen, pilot)
            await type_in(screen, pilot, "api on")
            assert "export AWS_ENDPOINT_URL=http://127.0.0.1:" in in_terminal(screen)
            iam = client(screen)
            sitting = screen.attempt.sitting
            assert sitting is not None
            while sitting.run.step is not None and sitting.run.step.id != "virtual-device":
                sitting.pass_by(sitting.run.step)
            await enrol(screen, iam)
            await screen.door.follow()
            await pilot.pause()
            assert sitting.run.step is not None
            assert sitting.run.step.id == "sign-in", "the device's step and the codes' are met"
            assert "enable-mfa-device" in in_terminal(screen)
            assert screen.world is not None
            assert screen.world.account.users["Alice"].mfa_devices
            await type_in(screen, pilot, "undo")
            assert not screen.attempt.world.account.users["Alice"].mfa_devices
            await type_in(screen, pilot, "api off")
            assert screen.door is None
            with pytest.raises(EndpointConnectionError):
                await asyncio.to_thread(iam.list_users)
            iam.close()
            await type_in(screen, pilot, "api on")
            assert screen.door is not None, "and the app closes it when it ends"

    asyncio.run(session())


async def words_that_open_nothing(screen: LessonScreen, pilot: Pilot[None]) -> None:
    await type_in(screen, pilot, "api")
    assert "The door is closed" in in_terminal(screen)
    await type_in(screen, pilot, "api on sesame")
    assert screen.door is None
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        await type_in(screen, pilot, f"api on {taken.getsockname()[1]}")
    assert screen.door is None
    assert "cannot be had" in in_terminal(screen)


def test_the_screen_waits_while_somebody_types(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    now = [100.0]
    monkeypatch.setattr("course.tui.door.monotonic", lambda: now[0])

    async def session() -> None:
        app = CourseApp(Desk(host_time, open_store(tmp_path)), FIRST)
        async with app.run_test(size=(120, 40)) as pilot:
            await pilot.pause()
            screen = app.lesson
            assert screen is not None
            await type_in(screen, pilot, "api on")
            assert screen.door is not None
            for now[0], key_time, line, shown in (
                (100.0, 0.0, "group=Staff", True),
                (100.5, 100.4, "group=Sales", False),
                (103.0, 102.9, "group=Law", True),
            ):
                app.key_time = key_time
                screen.door.run(line)
                await pilot.pause()
                assert (line in in_terminal(screen)) is shown, line
                await screen.door.follow()
                assert line in in_terminal(screen)

    asyncio.run(session())
