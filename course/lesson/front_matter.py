"""The YAML at the top of a lesson: what the course map shows, read without the rest of the lesson."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from course.lesson.bounds import MAX_LINE, MAX_TITLE
from course.lesson.error import LessonError
from course.lesson.fields import Fields
from course.lesson.yaml_tree import Items, Mapping, Text, Tree

_REQUIRED = ("title", "scenario", "minutes")
_OPTIONAL = ("teaches", "source", "examination")
_EXAMPLE = "Begin the file with a line `---`, the keys title, scenario and minutes, and a line `---`"

_PLAIN = re.compile(r"([a-z]+): ([A-Za-z0-9](?:[^#:\t\n]*[^#:\s])?) *")
_QUOTED = re.compile(r'([a-z]+): "([^"\\\t\n]*[^"\\\s])" *')
_LIST = re.compile(r"([a-z]+): \[([a-z0-9-]+(?:, [a-z0-9-]+)*)\] *")


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What a lesson says of itself. `lines` maps each key to its line.

    In an `examination` there is no help before its end, which tells what was reached.
    """

    title: str
    scenario: str
    minutes: int
    teaches: tuple[str, ...]
    source: str
    lines: dict[str, int]
    examination: bool = False


def front_matter(text: str, path: Path | str) -> FrontMatter:
    """Read the front matter of a lesson's text, newlines as `\\n`. Raises LessonError.

    Neither Markdown nor, for plainly written front matter, YAML machinery is loaded for it.
    """
    lines = text.split("\n", 400)
    end = front_matter_end(lines, path)
    inside = lines[1 : end - 1]
    for number, line in enumerate(inside, 2):
        if len(line) > MAX_LINE:
            message = f"this line is longer than {MAX_LINE:,} characters"
            raise LessonError(path, message, "Break it into several", number, MAX_LINE + 1)
    fields = Fields(_read_plainly(inside) or _read_yaml(inside, path), path, "the front matter", _REQUIRED, _OPTIONAL)
    minutes = fields.text("minutes")
    if not re.fullmatch("[0-9]{1,3}", minutes.text) or not 1 <= int(minutes.text) <= 600:
        raise fields.error(minutes, f"minutes is {minutes.text!r}", "Give a whole number from 1 to 600")
    title = fields.line("title")
    if len(title.text) > MAX_TITLE:
        raise fields.error(title, f"the title is longer than {MAX_TITLE} characters", "Shorten it")
    return FrontMatter(
        title=title.text,
        scenario=fields.name("scenario").text,
        minutes=int(minutes.text),
        teaches=tuple(item.text for item in fields.texts("teaches")),
        source=fields.optional("source"),
        lines=fields.lines(),
        examination=fields.flag("examination"),
    )


def front_matter_end(lines: Sequence[str], path: Path | str) -> int:
    """Give the number of lines that the front matter takes, both its fences among them. Raises LessonError."""
    if not any(line.strip() for line in lines):
        raise LessonError(path, "the file is empty", _EXAMPLE, 1, 1)
    if lines[0].rstrip() != "---":
        raise LessonError(path, "the lesson does not begin with front matter", _EXAMPLE, 1, 1)
    for number, line in enumerate(lines[1:], 2):
        if line.rstrip() == "---":
            return number
    raise LessonError(path, "the front matter is never closed", "Write a line `---` after its last key", 1, 1)


def _read_plainly(lines: Sequence[str]) -> Mapping | None:
    """Read `key: words`, `key: [a, b]` and comments; None when anything else stands there."""
    entries: dict[str, Tree] = {}
    keys: dict[str, Text] = {}
    for number, line in enumerate(lines, 2):
        if line.startswith("#"):
            continue
        if matched := _PLAIN.fullmatch(line):
            key = matched[1]
            value: Tree = Text(matched[2], number, len(key) + 3, True, False)
        elif matched := _QUOTED.fullmatch(line):
            key = matched[1]
            value = Text(matched[2], number, len(key) + 3, False, False)
        elif matched := _LIST.fullmatch(line):
            key = matched[1]
            items = (Text(item, number, len(key) + 4, True, False) for item in matched[2].split(", "))
            value = Items(tuple(items), number, len(key) + 3)
        else:
            return None
        if key in entries:
            return None
        entries[key] = value
        keys[key] = Text(key, number, 1, True, False)
    return Mapping(entries, keys, 2, 1) if entries else None


def _read_yaml(lines: Sequence[str], path: Path | str) -> Tree | None:
    from course.lesson.fields import read_yaml

    return read_yaml("\n".join(lines), path, 2)
