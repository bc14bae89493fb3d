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
LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*")
TRANSLATION = re.compile(rf"([^.]+)\.({LANGUAGE.pattern})\.md")
"""What lessons, languages and translations are called: NN-name.md, pt-br or pt_BR, NN-name.CODE.md."""


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


def language_code(text: str) -> str:
    """A language's code in the one spelling that is compared: pt-br."""
    return text.lower().replace("_", "-")


def original_of(path: Path) -> Path | None:
    """The lesson that a file NAME.CODE.md translates; None for a lesson of its own.

    NN-name.CODE.md is a translation even where its original is missing.
    """
    matched = TRANSLATION.fullmatch(path.name)
    original = path.with_name(f"{matched[1]}.md") if matched else None
    return original if original and (LESSON.fullmatch(original.name) or original.is_file()) else None


def is_of_course(path: Path) -> bool:
    """Whether a file of a folder is called as a lesson, NN-name.md, or as the translation of one, NN-name.CODE.md."""
    return LESSON.fullmatch((original_of(path) or path).name) is not None


def translations(path: Path) -> dict[str, Path]:
    """The translations NN-name.CODE.md that stand beside a lesson: language code to file."""
    return translations_in(path.parent).get(path.stem, {})


def translations_in(place: Path) -> dict[str, dict[str, Path]]:
    """The translations in a folder, by their lessons' names without the ending; of two for a language the first."""
    found: dict[str, dict[str, Path]] = {}
    for other in files_of(place):
        if matched := TRANSLATION.fullmatch(other.name):
            found.setdefault(matched[1], {}).setdefault(language_code(matched[2]), other)
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
