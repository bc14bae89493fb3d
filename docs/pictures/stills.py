"""The single pictures: what stands in each, and how the course comes there."""

from __future__ import annotations

import json
from collections.abc import Callable, Coroutine
from typing import NamedTuple

from course.tui.console import Console
from course.tui.console.routes import at
from course.tui.desk import SANDBOX
from docs.pictures.frame import Frame
from docs.pictures.studio import Studio

ALICE = "06-enabling-mfa-for-alice"
BEFORE_ALICE = (
    "01-getting-started",
    "02-introduction-to-iam",
    "03-iam-basic-concepts",
    "04-a-practical-example",
    "05-why-passwords-are-not-enough",
)
DEVICE = "arn:aws:iam::123456789012:mfa/Alice"
SAME_CODE_TWICE = (
    "code=$(phone alice code)",
    f"aws iam enable-mfa-device --user-name Alice --serial-number {DEVICE} "
    "--authentication-code1 $code --authentication-code2 $code",
)


async def course_map(studio: Studio) -> Frame:
    """Five lessons done, the sixth begun."""
    for lesson in BEFORE_ALICE:
        studio.solve(lesson)
    studio.solve(ALICE, "two-codes")
    async with studio.course():
        return studio.frame()


async def lesson(studio: Studio) -> Frame:
    """Alice's phone shows its first code beside the QR code that it was given."""
    studio.solve(ALICE, "two-codes")
    async with studio.course(ALICE):
        await studio.run("phone alice scan")
        return studio.frame()


async def time_lab(studio: Studio) -> Frame:
    """Alan's phone has run ahead, and its codes are tried."""
    sign_in = "as alan sign-in Alan --password Turing-Machine-36 --code"
    async with studio.course(SANDBOX):
        await studio.run(
            f"{sign_in} $(phone alan code)",
            "c=$(phone alan code)",
            f"{sign_in} $c",
            "wait 1m",
            "phone alan clock +95s",
            f"{sign_in} $(phone alan code)",
            "phone alan clock +20s",
            f"{sign_in} $(phone alan code)",
            "phone alan clock +95s",
        )
        await studio.press("f6")
        return studio.frame()


async def policy(studio: Studio) -> Frame:
    """What a policy allows and on what condition, in words and as the document."""
    document = {
        "Version": "2012-10-17",
        "Statement": {
            "Sid": "StopServersWithMFA",
            "Effect": "Allow",
            "Action": "ec2:StopInstances",
            "Resource": "*",
            "Condition": {"Bool": {"aws:MultiFactorAuthPresent": "true"}},
        },
    }
    async with studio.course(SANDBOX, rows=54):
        line = f"aws iam create-policy --policy-name StopServers --policy-document '{json.dumps(document)}'"
        await studio.run(line)
        studio.lesson.query_one(Console).open(at("policy", "arn:aws:iam::123456789012:policy/StopServers"))
        await studio.pilot.pause()
        return studio.frame()


async def history(studio: Studio) -> Frame:
    """A strip of what was done, with what was undone as a branch."""
    studio.solve(ALICE, "two-codes")
    studio.do(ALICE, "phone alice scan", *SAME_CODE_TWICE, "undo", "undo")
    studio.solve(ALICE, "once")
    async with studio.course(ALICE):
        await studio.press("H", "left", "left")
        return studio.frame()


async def end(studio: Studio) -> Frame:
    """What was learned, what went wrong on the way, and what to try at work."""
    studio.solve(ALICE, "two-codes")
    studio.do(ALICE, "phone alice scan", *SAME_CODE_TWICE)
    studio.solve(ALICE)
    async with studio.course(ALICE):
        return studio.frame()


class Still(NamedTuple):
    """A picture: how it is made, and what it shows in words."""

    make: Callable[[Studio], Coroutine[None, None, Frame]]
    words: str


STILLS = {
    "map": Still(course_map, "The course map: each lesson with what it gives, its minutes and how far you are"),
    "lesson": Still(lesson, "A lesson, the console with a QR code, Alice's phone and the terminal side by side"),
    "time-lab": Still(
        time_lab, "The time lab: AWS's clock and the phone's on one row of codes, with each try's verdict"
    ),
    "policy": Still(policy, "The console's page of a policy: what it allows in plain words, and its document"),
    "history": Still(history, "The history: a strip of what was done, and the account as it was at one act"),
    "end": Still(end, "The end of a lesson: what was done, what went wrong on the way, and what to try at work"),
}
"""The pictures by the names of their files."""
