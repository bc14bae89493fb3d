"""The lab calls, and what `mfa-course api` promises."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import boto3
import pytest
from doorroom import Room, Served, ask, signed
from simroom import ROOT_FOLDER, START

from sim.clock import iso
from sim.view import state


def test_run_a_line(served: Served) -> None:
    status, answer = served.lab("POST", "run", {"line": "echo hello"})
    assert (status, answer) == (200, {"output": "hello\n", "error": "", "cause": None, "exit": 0})
    _, answer = served.lab("POST", "run", {"line": "as alice sign-in Alice --password wrong"})
    assert (answer["exit"], answer["cause"], answer["output"]) == (1, "wrong-password", "")
    assert answer["error"]
    _, answer = served.lab("POST", "run", {"line": "aws iam get-user --user-name Nobody"})
    assert answer["exit"] == 254
    _, answer = served.lab("POST", "run", {"line": "undo"})
    assert answer["exit"] == 0


def test_state(served: Served) -> None:
    served.client("iam").create_user(UserName="New")
    status, document = served.lab("GET", "state")
    assert status == 200
    assert document == state(served.room.world)
    assert "New" in [user["UserName"] for user in document["users"]]
    assert document["trail"][-1]["eventName"] == "CreateUser"


def test_clock(served: Served) -> None:
    assert served.lab("GET", "clock") == (200, {"service_time": "2027-03-01T12:00:00Z", "rate": 1.0})
    assert served.lab("POST", "clock", {"advance": 90}) == (200, {"service_time": "2027-03-01T12:01:30Z", "rate": 1.0})
    assert served.lab("POST", "clock", {"rate": 0})[1]["rate"] == 0
    served.room.time += 5_000
    assert served.lab("GET", "clock")[1]["service_time"] == "2027-03-01T12:01:30Z"
    assert served.lab("POST", "clock", {"rate": 10})[1]["rate"] == 10
    served.room.time += 5_000
    assert served.lab("GET", "clock")[1]["service_time"] == "2027-03-01T12:02:20Z"
    _, answer = served.lab("POST", "clock", {"set": "2028-02-29T23:59:59.500+01:00"})
    assert answer["service_time"] == "2028-02-29T22:59:59Z"
    served.client("iam").get_user()
    assert served.lab("POST", "clock", {"advance": 0})[0] == 200


@pytest.mark.parametrize(
    ("method", "path", "document", "status"),
    [
        ("POST", "clock", {"advance": -1}, 400),
        ("POST", "clock", {"advance": 1e18}, 400),
        ("POST", "clock", {"advance": True}, 400),
        ("POST", "clock", {"set": "today; reset"}, 400),
        ("POST", "clock", {"set": 5}, 400),
        ("POST", "clock", {"rate": -1}, 400),
        ("POST", "clock", {"rate": 1, "advance": 2}, 400),
        ("POST", "clock", {}, 400),
        ("POST", "clock", [], 400),
        ("POST", "run", {"line": 5}, 400),
        ("POST", "run", {}, 400),
        ("POST", "run", None, 400),
        ("POST", "run", {"line": "x" * 2_000_000}, 400),
        ("GET", "run", None, 405),
        ("POST", "state", {}, 405),
        ("GET", "nothing", None, 404),
    ],
)
def test_what_the_lab_does_not_take(served: Served, method: str, path: str, document: Any, status: int) -> None:
    before = served.room.history
    got, answer = served.lab(method, path, document)
    assert got == status
    assert set(answer) == {"error"}
    assert answer["error"]
    assert served.room.history.depth == before.depth


def test_a_call_is_an_act_that_can_be_undone(served: Served) -> None:
    iam = served.client("iam")
    iam.create_user(UserName="New", Tags=[{"Key": "a", "Value": "it is"}])
    assert served.room.history.undo_line == (
        f"as-key {served.room.administrator.access_key_id} aws iam create-user --user-name New "
        """--tags '[{"Key": "a", "Value": "it is"}]'"""
    )
    served.room.ok("undo")
    assert "New" not in served.room.world.account.users
    served.room.ok("redo")
    assert iam.get_user(UserName="New")["User"]["Tags"] == [{"Key": "a", "Value": "it is"}]


def test_many_calls_do_not_slow_the_clock(door: Room) -> None:
    door.ok("time set 2027-03-01T12:00:00Z", "time 0.5x")
    request = signed(door.administrator, "Action=GetUser&Version=2010-05-08")
    for _ in range(200):
        door.time += 1
        assert ask(door, request).status == 200
    assert door.world.time == START + 100


def test_many_clients_at_once(served: Served) -> None:
    """Each call sees the world whole, and each stands in the history."""
    iam = served.client("iam")
    with ThreadPoolExecutor(8) as pool:
        made = list(pool.map(lambda number: iam.create_user(UserName=f"u{number}")["User"]["UserId"], range(40)))
    assert len(set(made)) == 40
    assert served.room.history.depth == 40
    assert len(iam.list_users()["Users"]) == 43
    assert [event.name for event in served.room.world.trail] == ["ListUsers", *["CreateUser"] * 40]


def test_a_phone_scans_what_a_program_made(served: Served) -> None:
    iam = served.client("iam")
    serial = iam.create_virtual_mfa_device(VirtualMFADeviceName="alice")["VirtualMFADevice"]["SerialNumber"]
    served.room.ok("phone alice scan", "wait next-code")
    one = served.room.ok("phone alice code").strip()
    served.room.ok("wait next-code")
    two = served.room.ok("phone alice code").strip()
    iam.enable_mfa_device(UserName="Alice", SerialNumber=serial, AuthenticationCode1=one, AuthenticationCode2=two)
    assert served.room.world.account.users["Alice"].mfa_devices == (serial,)


def settings(text: str) -> dict[str, str]:
    """The variables that export lines set."""
    found = {}
    for line in text.splitlines():
        name, _, value = line.removeprefix("export ").partition("=")
        found[name] = value
    return found


@pytest.mark.long
def test_the_command(tmp_path: Path) -> None:
    """It prints the four lines, serves, answers the real CLI, and ends kindly."""
    path = tmp_path / "env"
    program = "import sys; from course.cli import main; sys.exit(main())"
    running = subprocess.Popen(
        [sys.executable, "-c", program, "api", "--seed", "7", "--env-file", str(path)],
        cwd=ROOT_FOLDER,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )
    try:
        assert running.stdout is not None
        lines = "".join(running.stdout.readline() for _ in range(4))
        given = settings(lines)
        assert list(given) == [
            "AWS_ENDPOINT_URL",
            "AWS_ACCESS_KEY_ID",
            "AWS_SECRET_ACCESS_KEY",
            "AWS_DEFAULT_REGION",
        ]
        assert given["AWS_DEFAULT_REGION"] == "us-east-1"
        sts = boto3.client(
            "sts",
            endpoint_url=given["AWS_ENDPOINT_URL"],
            aws_access_key_id=given["AWS_ACCESS_KEY_ID"],
            aws_secret_access_key=given["AWS_SECRET_ACCESS_KEY"],
            region_name="us-east-1",
        )
        assert sts.get_caller_identity()["Arn"] == "arn:aws:iam::123456789012:user/Admin"
        sts.close()
    finally:
        running.send_signal(signal.SIGINT)
        out, err = running.communicate(timeout=20)
    assert running.returncode == 0
    assert out == ""
    assert path.read_text(encoding="utf-8") == lines
    assert "aws configure set --profile mfa-course endpoint_url http://127.0.0.1:" in err
    assert "Traceback" not in err
    assert err.rstrip().endswith("The door is closed; the account is gone with it.")


@pytest.mark.parametrize(
    "arguments",
    [["--scenario", "nothing-of-that-name"], ["--port", "70000"], ["--env-file", "/nothing/there/env"]],
)
def test_what_the_command_cannot_do(arguments: list[str], capfd: pytest.CaptureFixture[str]) -> None:
    from course.cli import main

    try:
        status = main(["api", *arguments])
    except SystemExit as end:
        status = end.code if isinstance(end.code, int) else 1
    assert status == 2
    assert "mfa-course" in capfd.readouterr().err


def aws(folder: Path, line: str) -> subprocess.CompletedProcess[str]:
    """Run the real AWS CLI with the named profile of a folder's configuration."""
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": str(folder),
        "AWS_CONFIG_FILE": str(folder / "config"),
        "AWS_SHARED_CREDENTIALS_FILE": str(folder / "credentials"),
        "AWS_EC2_METADATA_DISABLED": "true",
    }
    return subprocess.run(
        [str(Path(sys.executable).with_name("aws")), "--profile", "mfa-course", *line.split()],
        env=environment,
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=60,
        cwd=folder,
    )


@pytest.mark.long
def test_the_aws_cli(served: Served, tmp_path: Path) -> None:
    from course.endpoint.setup import profiles

    lines = profiles(served.room.world, served.port).splitlines()
    pairs = [line.split()[-2:] for line in lines if "--profile mfa-course " in line]
    (tmp_path / "config").write_text("[profile mfa-course]\n" + "".join(f"{name} = {value}\n" for name, value in pairs))
    create = "iam create-virtual-mfa-device --virtual-mfa-device-name alice --outfile alice.png"
    made = aws(tmp_path, f"{create} --bootstrap-method QRCodePNG")
    assert made.returncode == 0, made.stderr
    assert '"SerialNumber": "arn:aws:iam::123456789012:mfa/alice"' in made.stdout
    assert (tmp_path / "alice.png").read_bytes().startswith(b"\x89PNG")
    users = aws(tmp_path, "iam list-users --page-size 1 --query Users[].UserName --output text")
    assert users.stdout.split() == ["Admin", "Alan", "Alice"], users.stderr
    serial = "--serial-number arn:aws:iam::123456789012:mfa/alice"
    codes = "--authentication-code1 000000 --authentication-code2 000000"
    refused = aws(tmp_path, f"iam enable-mfa-device --user-name Alice {serial} {codes}")
    assert refused.returncode in (254, 255)
    assert refused.stderr.strip().endswith(
        "An error occurred (InvalidAuthenticationCode) when calling the EnableMFADevice operation: "
        "Authentication code for device is not valid."
    )
    assert iso(served.room.world.time) == iso(START)
