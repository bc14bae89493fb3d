"""The keys of a YAML mapping in a lesson, asked for by name, every complaint with its place in the file."""

import re
from collections.abc import Sequence
from dataclasses import replace
from difflib import get_close_matches
from pathlib import Path

from course.lesson.error import LessonError
from course.lesson.yaml_tree import Items, Mapping, Text, Tree
from sim.shown import unseen_character

NAME = re.compile("[a-z0-9]+(-[a-z0-9]+)*")
NAME_RULE = "Use small letters, digits and single hyphens, as in two-codes"


def read_yaml(text: str, path: Path | str, first_line: int) -> Tree | None:
    """Read YAML that begins on `first_line` of the file at `path`, its lines counted in the file."""
    from course.lesson.yaml_tree import YamlError, read

    try:
        return read(text, first_line)
    except YamlError as error:
        raise LessonError(path, error.message, error.remedy, error.line, error.column) from None


def nearest(word: str, known: Sequence[str]) -> str:
    """Name the known word most like `word`, else all known words."""
    near = get_close_matches(word, known, 1, 0.5)
    return f"The nearest known word is {near[0]}" if near else f"Known are {', '.join(known)}"


class Fields:
    """The values of a mapping, checked against the keys that `of` (as in "a quiz") may have."""

    def __init__(
        self, tree: Tree | None, path: Path | str, of: str, required: Sequence[str], optional: Sequence[str] = (),
        line: int = 2,
    ) -> None:  # fmt: skip
        self._path = path
        self._of = of
        known = (*required, *optional)
        if not isinstance(tree, Mapping):
            place = tree or Text("", line, 1, True, False)
            raise self.error(place, f"{of} is not made of keys", f"Write {', '.join(f'`{key}:`' for key in known)}")
        self._mapping = tree
        for key, place in tree.keys.items():
            if key not in known:
                raise self.error(place, f"{of} has no key {key!r}", nearest(key, known))
        for key in required:
            if key not in tree.entries:
                raise self.error(Text("", line, 1, True, False), f"{of} lacks the key {key!r}", f"Add `{key}:`")

    def error(self, place: Tree, message: str, remedy: str) -> LessonError:
        """Make the error for something at `place`."""
        return LessonError(self._path, message, remedy, place.line, place.column)

    def lines(self) -> dict[str, int]:
        """Give the line of each key that is there."""
        return {key: place.line for key, place in self._mapping.keys.items()}

    def text(self, key: str) -> Text:
        """Give a text that is not blank, without blanks around it."""
        value = self._mapping.entries[key]
        if not isinstance(value, Text):
            raise self.error(value, f"{key} of {self._of} is not a text", f"Write `{key}: words`")
        if not value.text.strip():
            raise self.error(value, f"{key} of {self._of} is empty", "Say something there")
        if found := unseen_character(value.text):
            raise self.error(value, f"{key} holds the invisible character {found[1]}", "Take it out")
        return value if value.block else replace(value, text=value.text.strip())

    def line(self, key: str) -> Text:
        """Give a text of one line."""
        value = self.text(key)
        if "\n" in value.text.strip():
            raise self.error(value, f"{key} of {self._of} has more than one line", "Write it on one line")
        return replace(value, text=value.text.strip())

    def name(self, key: str) -> Text:
        """Give a name: small letters, digits and hyphens."""
        value = self.line(key)
        if not NAME.fullmatch(value.text):
            raise self.error(value, f"{value.text!r} is not a name", NAME_RULE)
        return value

    def optional(self, key: str) -> str:
        """Give a text of one line, or nothing when the key is not there."""
        return self.line(key).text if key in self._mapping.entries else ""

    def flag(self, key: str) -> bool:
        """Give true or false; false when the key is not there."""
        if key not in self._mapping.entries:
            return False
        value = self.text(key)
        if value.text not in ("true", "false"):
            raise self.error(value, f"{key} is {value.text!r}", "Write true or false")
        return value.text == "true"

    def items(self, key: str) -> tuple[Tree, ...]:
        """Give the elements of a list; none when the key is not there."""
        if key not in self._mapping.entries:
            return ()
        value = self._mapping.entries[key]
        if not isinstance(value, Items):
            raise self.error(value, f"{key} of {self._of} is not a list", "Begin each element with `- `")
        return value.items

    def texts(self, key: str) -> tuple[Text, ...]:
        """Give a list of names; none when the key is not there."""
        items = self.items(key)
        for item in items:
            if not isinstance(item, Text) or not NAME.fullmatch(item.text):
                raise self.error(item, f"{key} of {self._of} holds something that is not a name", NAME_RULE)
        return tuple(item for item in items if isinstance(item, Text))
