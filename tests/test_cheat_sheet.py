"""The cheat sheet: it fits on one page, and each of its commands does in the account what stands above it."""

from __future__ import annotations

import json
import re
import textwrap
from collections.abc import Iterator

import pytest
from simroom import ROOT_FOLDER, Room

from course.cli import main
from course.commands.cheat_sheet import FILE, as_plain, page
from sim.policy.document import parse
from sim.shell import lines

SHEET = (ROOT_FOLDER / "docs" / FILE).read_text("utf-8")
COLUMNS, ROWS = 80, 66
"""What a printer has room for on a page, at ten characters and six lines an inch."""

DEVICE = "arn:aws:iam::123456789012:mfa/Alice"
TRUST = {
    "Version": "2012-10-17",
    "Statement": {
        "Effect": "Allow",
        "Action": "sts:AssumeRole",
        "Principal": {"AWS": "arn:aws:iam::123456789012:user/Alice"},
        "Condition": {"Bool": {"aws:MultiFactorAuthPresent": "true"}},
    },
}
BY_THE_USER = ("aws sts get-session-token", "aws sts assume-role")
"""Commands that the device's owner gives, with an access key."""


def blocks() -> list[str]:
    return [textwrap.dedent(block).strip() for block in re.findall(r"(?:^ {4}.*\n)+", SHEET, re.MULTILINE)]


def documents() -> Iterator[str]:
    for block in blocks():
        if block.startswith(("{", '"')):
            yield block.replace("TIME", "2027-03-01T12:00:00Z")


def commands() -> Iterator[str]:
    for block in blocks():
        if block.startswith("aws "):
            yield from lines(block)


class Office:
    """Somebody with the sheet, who fills in its capitals for Alice."""

    def __init__(self, room: Room) -> None:
        self.room = room
        self.key = ""
        for text in documents():
            if text.startswith("{"):
                room.ok(f"echo '{text}' > now.json")

    def types(self, line: str) -> None:
        words = {"NAME": "Alice", "DEVICE": "Alice", "SERIAL": DEVICE, "SESSION": "night", "PASSWORD": "Cold-Water-58"}
        if "CODE1" in line:
            for name in ("CODE1", "CODE2"):
                self.room.ok("wait next-code alice")
                words[name] = self.room.ok("phone alice code").strip()
        words |= {"ROLE": "arn:aws:iam::123456789012:role/Night", "KEY-ID": self.key}
        for name, value in words.items():
            line = re.sub(rf"(?<![\w-]){name}(?![\w-])", value, line)
        assert not re.search(r"(?<![\w])[A-Z]{4,}(?!\w)", line.replace("QRCodePNG", "")), line
        self.room.ok(f"as alice {line}" if line.startswith(BY_THE_USER) else line)
        if line.startswith("aws iam create-virtual"):
            self.room.ok("phone alice scan qr.png")

    def give_a_key_and_a_role(self) -> None:
        made = json.loads(self.room.ok("aws iam create-access-key --user-name Alice"))["AccessKey"]
        self.key = made["AccessKeyId"]
        for name, value in (("ACCESS_KEY_ID", self.key), ("SECRET_ACCESS_KEY", made["SecretAccessKey"])):
            self.room.ok(f"as alice export AWS_{name}={value}")
        self.room.ok(f"aws iam create-role --role-name Night --assume-role-policy-document '{json.dumps(TRUST)}'")
        allow = {"Effect": "Allow", "Action": "sts:AssumeRole", "Resource": "*"}
        document = json.dumps({"Version": "2012-10-17", "Statement": allow})
        self.room.ok(f"aws iam put-user-policy --user-name Alice --policy-name A --policy-document '{document}'")


def test_it_fits_on_one_page() -> None:
    printed = as_plain(SHEET).splitlines()
    assert len(printed) <= ROWS
    assert max(map(len, printed)) <= COLUMNS
    assert SHEET.isascii()


def test_the_command_prints_the_page(capsys: pytest.CaptureFixture[str]) -> None:
    assert page() == ROOT_FOLDER / "docs" / FILE
    assert main(["cheat-sheet"]) == 0
    printed = capsys.readouterr().out
    assert printed.startswith("MFA on AWS, on one page\n")
    assert [line for line in printed.splitlines() if line not in SHEET] == []


def test_its_commands_run_in_their_order(room: Room) -> None:
    office = Office(room)
    every = list(commands())
    assert len(every) > 12
    stolen = next(index for index, line in enumerate(every) if "update-login-profile" in line)
    after = next(index for index, line in enumerate(every) if line.startswith(BY_THE_USER))
    for line in every[:stolen]:
        office.types(line)
        room.ok("wait 2s")
    assert len(room.world.account.devices_of("Alice")) == 1
    office.give_a_key_and_a_role()
    for line in (*every[after:], *every[stolen:after]):
        office.types(line)
    assert room.world.account.devices_of("Alice") == ()
    assert DEVICE not in room.world.account.mfa_devices


def test_its_documents_are_policies() -> None:
    for text in documents():
        if not text.startswith("{"):
            statement = f'{{"Effect": "Deny", "Action": "*", "Resource": "*", {text}}}'
            text = f'{{"Version": "2012-10-17", "Statement": {statement}}}'
        assert parse(text)
