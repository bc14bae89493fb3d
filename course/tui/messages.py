"""What the simulated things on the screen say to the screen that holds them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from textual.message import Message

from course.settings import Words


@dataclass
class CommandIssued(Message):
    """A click or key stands for this command line; the screen runs it and hands its Outcome back."""

    line: str


@dataclass
class CodePicked(Message):
    """A code was copied from a phone or token, for the box that wants it."""

    code: str


@dataclass
class PhoneWanted(Message):
    """A box of the console asks the phone in view to scan the code on the screen, or for its present code."""

    act: Literal["scan", "copy"]


@dataclass
class PageChanged(Message):
    """The console shows another page, known by its name."""

    page: str
    breadcrumb: tuple[str, ...]


@dataclass
class DeviceWanted(Message):
    """What the console shows is about a device of this IAM user: the one of that serial number, or one of that kind."""

    user_name: str
    kind: Literal["phone", "token"] | None = None
    serial_number: str | None = None


@dataclass
class WordsChosen(Message):
    """The learner chose whose words the console speaks."""

    words: Words


@dataclass
class Left(Message):
    """The learner leaves the lesson: for the course map, or for the lesson named."""

    name: str | None = None
