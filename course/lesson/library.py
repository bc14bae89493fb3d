"""Where lessons and scenarios are, and how they are found by what people type."""

import os
import re
import stat
from collections.abc import Iterable
from dataclasses import dataclass, replace
from difflib import get_close_matches
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from course.lesson.error import LessonError
from course.lesson.front_matter import FrontMatter

if TYPE_CHECKING:
    from course.lesson.model import Lesson

MAX_BYTES = 250_000
"""The size of a file that is read at all; a lesson of this course has about 10,000. Markdown made to be slow to parse
takes some 20 microseconds a byte."""

DRAFT = " (draft)"
"""What is done in a lesson while it is written is kept under its id with this behind it, apart from progress."""

MOST_LESSONS = 200
"""Lessons of one folder that are listed."""

MOST_FILES = 10_000
"""Files of one folder that are looked at."""

_LESSON = re.compile(r"([0-9]+)-([a-z0-9]+(?:-[a-z0-9]+)*)\.md")
_TRANSLATION = re.compile(r"([^.]+)\.([A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*)\.md")


class NotFoundError(Exception):
    """No lesson or scenario by that name: `message` says so and `remedy` what there is, as plain sentences."""

    def __init__(self, message: str, remedy: str) -> None:
        super().__init__(f"{message}. {remedy}.")
        self.message = message
        self.remedy = remedy


@dataclass(frozen=True)
class Entry:
    """A lesson on the course map: its number, its file, and either what it says of itself or why it cannot be read."""

    number: int
    name: str
    path: Path
    front: FrontMatter | None
    error: LessonError | None
    course: str = ""
    """The title of the course from elsewhere that the lesson belongs to; empty for ours."""
    key: str = ""
    word: str = ""

    @property
    def id(self) -> str:
        """What progress is kept under: the file's name without its ending, behind the key of another course."""
        return f"{self.key}/{self.path.stem}" if self.key else self.path.stem

    @property
    def call(self) -> str:
        """What the lesson is called by on the command line."""
        return f"{self.word}/{self.path.stem}" if self.word else self.path.stem

    @cached_property
    def fault(self) -> LessonError | None:
        """Why the whole lesson cannot be loaded, if it cannot. Reads all of it, so it takes milliseconds."""
        if self.error:
            return self.error
        try:
            load(self.path)
        except LessonError as error:
            return error
        return None


def folder() -> Path:
    """Give the folder of the course's lessons: inside the installed package, else in the checkout."""
    package = Path(__file__).resolve().parent.parent
    installed = package / "lessons"
    return installed if installed.is_dir() else package.parent / "lessons"


def catalogue(lessons: Path | None = None) -> tuple[Entry, ...]:
    """List the lessons NN-name.md of a folder in their order. Only front matter is read; a broken one is listed too."""
    from course.lesson.front_matter import front_matter

    place, key = lessons or folder(), "" if lessons is None else _key(lessons)
    named = [(path, matched) for path in _files(place) if (matched := _LESSON.fullmatch(path.name))]
    entries: list[Entry] = []
    for path, matched in named[:MOST_LESSONS]:
        number, name = int(matched[1][:9]), matched[2]
        try:
            entries.append(Entry(number, name, path, front_matter(read_text(path), path), None, key=key))
        except LessonError as error:
            entries.append(Entry(number, name, path, None, error, key=key))
    entries.sort(key=lambda entry: (entry.number, entry.name))
    if len(named) > MOST_LESSONS:
        message = f"the folder holds {len(named):,} lessons, of which {MOST_LESSONS} are listed"
        fault = LessonError(place, message, "Part it into several courses")
        entries.append(Entry(0, place.name, place, None, fault, key=key))
    return tuple(entries)


def find(word: str, lessons: Path | None = None) -> Path:
    """Give the file of the lesson that `word` means: a number, a name with or without its number, or a path.

    Without a folder, `course/name` and `course/number` mean a lesson from elsewhere. Raises NotFoundError with the
    nearest name.
    """
    if word.endswith(".md") and Path(word).is_file():
        return Path(word)
    entries = catalogue(lessons)
    for entry in entries:
        if word in (entry.id, entry.name, entry.path.stem, entry.path.name) or (
            word.isdecimal() and int(word[:9]) == entry.number
        ):
            return entry.path
    if lessons is None:
        from course.lesson.elsewhere import elsewhere

        others = elsewhere().entries
        for entry in others:
            if word in (entry.id, entry.call, f"{entry.word}/{entry.name}", f"{entry.word}/{entry.number}"):
                return entry.path
        entries += others
    if word.endswith(".md") or (("/" in word or "\\" in word) and os.path.lexists(word)):
        return Path(word)
    known = [entry.call for entry in entries]
    names = {name: entry.call for entry in entries for name in (entry.call, entry.name)}
    near = get_close_matches(word, names, 1, 0.4)
    remedy = f"The nearest is {names[near[0]]}" if near else _listing("There are", known)
    raise NotFoundError(f"there is no lesson {word!r}", remedy)


def id_of(path: Path) -> str:
    """What progress in the lesson of a file is kept under; a translation's is that of its original.

    Of a lesson outside the course it is the file's name behind a key of its folder, so that no two courses mix.
    """
    stem = path.stem
    if (matched := _TRANSLATION.fullmatch(path.name)) and path.with_name(f"{matched[1]}.md").is_file():
        stem = matched[1]
    key = _key(path.parent)
    return f"{key}/{stem}" if key else stem


def translations(path: Path) -> dict[str, Path]:
    """The translations NN-name.CODE.md that stand beside a lesson: language code to file."""
    found: dict[str, Path] = {}
    for other in _files(path.parent):
        matched = _TRANSLATION.fullmatch(other.name)
        if matched and matched[1] == path.stem:
            found.setdefault(matched[2].lower(), other)
    return found


def load(
    path: Path, seed: int | None = None, language: str | None = None, *, scenario_text: str | None = None
) -> "Lesson":
    """Read a lesson file, its scenario's parameters filled in, and make sure that its scenario exists.

    `seed` draws the parameters' values (None: the scenario's own seed), of `scenario_text` where an attempt has kept
    one. `language` asks for its translation, if it has one; the original, with a notice, comes where that cannot be
    used. Raises LessonError.
    """
    lesson = _load(path, seed, scenario_text)
    if language is None:
        return lesson
    from course.lesson.translation import choose, settle

    other = choose(translations(path), language)
    if other is None:
        return lesson
    try:
        return settle(lesson, _load(other, seed, scenario_text))
    except LessonError as error:
        return replace(lesson, notice=f"The translation cannot be used, so this is the original: {error}")


def _load(path: Path, seed: int | None, scenario_text: str | None) -> "Lesson":
    from course.lesson.parse import parse

    text = read_text(path)
    if "{{" in text:
        text = _filled(text, path, seed, scenario_text)
    lesson = parse(text, path)
    scenario_of(lesson.front, path)
    return lesson


def _filled(text: str, path: Path, seed: int | None, scenario_text: str | None) -> str:
    from course.lesson.front_matter import front_matter
    from course.lesson.parameters import fill, mentions, values_of

    if not mentions(text):
        return text
    place = scenario_of(front_matter(text, path), path)
    values = values_of(read_text(place), place, seed)
    if scenario_text is not None:
        values |= values_of(scenario_text, place, seed)
    text = fill(text, path, values)
    if len(text.encode()) > MAX_BYTES:
        message = f"the lesson is larger than {MAX_BYTES:,} bytes once its parameters are filled in"
        raise LessonError(path, message, "Split the lesson", 1, 1)
    return text


def scenario_of(front: FrontMatter, path: Path) -> Path:
    """Give the file of the scenario that a lesson's front matter names. Raises LessonError."""
    try:
        return scenario(front.scenario, path)
    except NotFoundError as error:
        line = front.lines["scenario"]
        raise LessonError(path, error.message, error.remedy, line, len("scenario: ") + 1) from None


def scenario(name: str, beside: Path | None = None) -> Path:
    """Give the file of a scenario: from the folder `scenarios` next to the lesson `beside`, else the course's own.

    Raises NotFoundError with the nearest name.
    """
    folders = [folder() / "scenarios"]
    if beside is not None and beside.parent.resolve() != folder():
        folders.insert(0, beside.parent / "scenarios")
    known: dict[str, Path] = {}
    for place in folders:
        for path in _files(place):
            if path.suffix == ".yaml":
                known.setdefault(path.stem, path)
    if name in known:
        return known[name]
    near = get_close_matches(name, known, 1, 0.4)
    remedy = f"The nearest is {near[0]}" if near else _listing("There are", sorted(known))
    raise NotFoundError(f"there is no scenario {name!r}", remedy)


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


def _key(place: Path) -> str:
    """What keeps the progress of a folder's lessons apart; empty for our own."""
    place = Path(os.path.realpath(place))
    if place == folder():
        return ""
    from course.lesson.places import key_of, packages

    return next((known.key for known in packages() if known.folder == place), None) or key_of(place)


def _files(place: Path) -> Iterable[Path]:
    try:
        return sorted(islice(place.iterdir(), MOST_FILES))
    except OSError:
        return ()


def _listing(lead: str, names: list[str]) -> str:
    return f"{lead} {', '.join(names)}" if names else "There are none"
