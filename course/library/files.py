"""The files of lessons and scenarios: what they are called, where the course's own are, and how one is read."""

import re
import stat
from collections.abc import Iterable
from itertools import islice
from pathlib import Path

from course.lesson.error import LessonError

MAX_BYTES = 250_000
"""The size of a file that is read at all; a lesson of this course has about 10,000. Markdown made to be slow to parse
takes some 20 microseconds a byte."""

MOST_FILES = 10_000
"""Files of one folder that are looked at."""

LESSON = re.compile(r"([0-9]+)-([a-z0-9]+(?:-[a-z0-9]+)*)\.md")
TRANSLATION = re.compile(r"([^.]+)\.([A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*)\.md")
"""What lessons and their translations are called: NN-name.md, NN-name.CODE.md."""


class NotFoundError(Exception):
    """No lesson or scenario by that name: `message` says so and `remedy` what there is, as plain sentences."""

    def __init__(self, message: str, remedy: str) -> None:
        super().__init__(f"{message}. {remedy}.")
        self.message = message
        self.remedy = remedy


def folder() -> Path:
    """Give the folder of the course's lessons: inside the installed package, else in the checkout."""
    package = Path(__file__).resolve().parent.parent
    installed = package / "lessons"
    return installed if installed.is_dir() else package.parent / "lessons"


def translations(path: Path) -> dict[str, Path]:
    """The translations NN-name.CODE.md that stand beside a lesson: language code to file."""
    found: dict[str, Path] = {}
    for other in files_of(path.parent):
        matched = TRANSLATION.fullmatch(other.name)
        if matched and matched[1] == path.stem:
            found.setdefault(matched[2].lower(), other)
    return found


def read_text(path: Path) -> str:
    """Read a text file in UTF-8, bounded by MAX_BYTES, newlines as `\\n`. Raises LessonError."""
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            what = "a folder" if path.is_dir() else "not a file"
            raise LessonError(path, f"this is {what}", "Name a lesson file")
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except FileNotFoundError:
        raise LessonError(path, "there is no such file", "Check the path") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise LessonError(path, f"the file cannot be read ({reason})", "Check the path and its rights") from None
    if len(data) > MAX_BYTES:
        raise LessonError(path, f"the file is larger than {MAX_BYTES:,} bytes", "Make it smaller, or two of it")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        column = error.start - data.rfind(b"\n", 0, error.start)
        message = f"the byte 0x{data[error.start]:02x} is not UTF-8"
        raise LessonError(path, message, "Save the file as UTF-8", line, column) from None
    return text.replace("\r\n", "\n")


def files_of(place: Path) -> Iterable[Path]:
    """The files of a folder in the order of their names; none when it cannot be read."""
    try:
        return sorted(islice(place.iterdir(), MOST_FILES))
    except OSError:
        return ()


def listing(lead: str, names: list[str]) -> str:
    """The names after their lead, or that there are none."""
    return f"{lead} {', '.join(names)}" if names else "There are none"
