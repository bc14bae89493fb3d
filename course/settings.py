"""What a person chose once: the theme, the words of the console, other keys.

A small TOML file that people may edit. What cannot be used of it is told once and stays as it is: nothing is written
into a file that cannot be read.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType
from typing import Literal

from course.progress.place import settings_folder

Words = Literal["video", "today"]
"""Whose words the console speaks: those of the video of the course, or those of AWS's console today."""

FILE_NAME = "settings.toml"
MOST_BYTES = 100_000
MOST_FAULTS = 3
"""How many faults of a file are told at once; the rest is counted."""

_HEAD = "# What you chose in mfa-course. `mfa-course keys` says what can stand under [keys].\n"
_TABLE = re.compile(r"^[ \t]*\[", re.MULTILINE)
_VALUE = r"""(?:"[^"\r\n]*"|'[^'\r\n]*'|[^\s#"']+)"""
_PLAINLY = {
    "Cannot overwrite a value": "it gives a name a second time",
    "Invalid statement": "this is no line of a TOML file",
}
"""What Python says of such a file, where people may not understand it."""

_PLACE = re.compile(r" \(at (?:line (\d+), column \d+|end of document)\)$")


@dataclass(frozen=True, slots=True)
class Settings:
    """What was chosen; `theme` is None where nothing was. `keymap` gives keys, parted by commas, to ids of bindings."""

    theme: str | None = None
    words: Words = "video"
    keymap: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))


class SettingsFile:
    """Settings and the file they are kept in. `notice` is what the person should know of it, or None."""

    def __init__(self, path: Path | None = None) -> None:
        """Read the file; without a `path` nothing is kept beyond this run. Never fails."""
        self.path = path
        self.settings = Settings()
        self.notice: str | None = None
        self._readable = path is not None
        if path is not None:
            self._read(path)

    def remember(self, *, theme: str | None = None, words: Words | None = None) -> str | None:
        """Take what is not None as chosen, and keep it; says why it is not kept, or None."""
        before = self.settings
        self.settings = replace(before, theme=theme or before.theme, words=words or before.words)
        if self.path is None or self.settings == before:
            return None
        if not self._readable:
            return f"This is not kept: {self.path} cannot be read. Mend the file, or move it away."
        try:
            text = _text(self.path)
            for name, value in (("theme", theme), ("words", words)):
                text = text if value is None else with_value(text, name, value)
            _write(self.path, text)
        except (OSError, ValueError) as error:
            return f"This is not kept. {self.path}: {_reason(error)}."
        return None

    def line_of(self, name: str, table: str | None = None) -> int | None:
        """The line of the file in which `name` (of `table`) gets its value, from 1; None where it is not seen."""
        try:
            return _line(_text(self.path), name, table) if self.path is not None else None
        except (OSError, ValueError):
            return None

    def _read(self, path: Path) -> None:
        try:
            text = _text(path)
        except (OSError, ValueError) as error:
            self._readable = False
            self.notice = f"Your settings, {path}, cannot be read: {_reason(error)}. The course begins without them."
            return
        if not text:
            return
        import tomllib

        try:
            read = tomllib.loads(text)
        except (tomllib.TOMLDecodeError, RecursionError) as error:
            self._readable = False
            self.notice = _damaged(path, str(error))
            return
        faults = list(self._take(read))
        if faults:
            told = [f"line {line}: {what}" if (line := _line(text, *where)) else what for where, what in faults]
            more = f" And {len(told) - MOST_FAULTS} more." if len(told) > MOST_FAULTS else ""
            self.notice = f"Not all of your settings can be used. {path}, {'. '.join(told[:MOST_FAULTS])}.{more}"

    def _take(self, read: Mapping[str, object]) -> Iterator[tuple[tuple[str, str | None], str]]:
        """Take over what can be used; tells of the rest, each by its name and table, and what was expected there."""
        for name, value in read.items():
            match name, value:
                case "theme", str():
                    self.settings = replace(self.settings, theme=value)
                case "words", "video" | "today":
                    self.settings = replace(self.settings, words=value)
                case "keys", dict():
                    flat = dict(_flat(value))
                    keymap = {key: keys for key, keys in flat.items() if isinstance(keys, str) and keys.strip()}
                    self.settings = replace(self.settings, keymap=MappingProxyType(keymap))
                    for key in flat.keys() - keymap.keys():
                        yield (key, "keys"), f'{_shown(key)} wants keys in quotes, such as "x" or "x,ctrl+x"'
                case "theme", _:
                    yield (name, None), 'theme wants a name in quotes, such as "course-light"'
                case "words", _:
                    yield (name, None), 'words wants "video" or "today"'
                case "keys", _:
                    yield (name, None), 'keys wants to be a table: [keys], and below it lines such as hint = "h"'
                case _:
                    yield (name, None), f"there is no setting {_shown(name)}; there are theme, words and [keys]"


def open_settings() -> SettingsFile:
    """The settings of the user, which may not exist yet. Never fails: without a home nothing is kept."""
    try:
        return SettingsFile(settings_folder() / FILE_NAME)
    except OSError:
        return SettingsFile()


def with_value(text: str, name: str, value: str) -> str:
    """The text of a settings file with another value for a name outside of all tables; all else stays as it is.

    Raises ValueError where that cannot be done line by line.
    """
    import json
    import tomllib

    line = f"{name} = {json.dumps(value, ensure_ascii=False)}"
    matched = _TABLE.search(text)
    end = matched.start() if matched else len(text)
    above, below = text[:end], text[end:]
    above, count = re.subn(rf"(?m)^[ \t]*{name}[ \t]*=[ \t]*{_VALUE}", lambda _: line, above, count=1)
    if not count:
        gap = "" if not above or above.endswith("\n") else "\n"
        above = f"{above or _HEAD}{gap}{line}\n"
    expected = {**tomllib.loads(text), name: value}
    try:
        done = tomllib.loads(above + below) == expected
    except tomllib.TOMLDecodeError:
        done = False
    if not done:
        raise ValueError(f"the line of {name} cannot be found to be changed: write {line} there yourself")
    return above + below


def _text(path: Path) -> str:
    """The text of the file, empty where there is none. Raises OSError, or ValueError for what is no text."""
    try:
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except (FileNotFoundError, NotADirectoryError):
        return ""
    if len(data) > MOST_BYTES:
        raise ValueError(f"it is larger than {MOST_BYTES} bytes, so it is something else")
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise ValueError(f"line {line} is no UTF-8 text") from None


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    target = Path(os.path.realpath(path))
    beside = target.with_name(f"{target.name}.{os.getpid()}")
    try:
        beside.write_bytes(text.encode())
        beside.replace(target)
    except OSError:
        beside.unlink(missing_ok=True)
        raise


def _line(text: str, name: str, table: str | None = None) -> int | None:
    """Where a name gets its value, counted from 1."""
    inside: str | None = None
    for number, line in enumerate(text.splitlines(), 1):
        words = line.strip()
        if words.startswith("["):
            inside = words.strip("[] \t")
            if table is None and inside == name:
                return number
        elif inside == table and words.partition("=")[0].strip().strip("\"'") == name:
            return number
    return None


def _flat(table: Mapping[str, object], above: str = "") -> Iterator[tuple[str, object]]:
    """The entries of a table; a name with a dot, which TOML takes for a table in the table, in one piece again."""
    for name, value in table.items():
        if isinstance(value, dict) and value:
            yield from _flat(value, f"{above}{name}.")
        else:
            yield f"{above}{name}", value


def _damaged(path: Path, why: str) -> str:
    matched = _PLACE.search(why)
    where = f", line {matched[1]}" if matched and matched[1] else ", at its end" if matched else ""
    why = _PLACE.sub("", why).rstrip(".")
    why = _PLAINLY.get(why, why)
    return (
        f"Your settings, {path}{where}, cannot be read: {why[:1].lower()}{why[1:]}. Lines such as"
        ' theme = "course-light" are expected. The course begins without them, and leaves the file as it is.'
    )


def _reason(error: OSError | ValueError) -> str:
    return (error.strerror or str(error)) if isinstance(error, OSError) else str(error)


def _shown(name: str) -> str:
    """A name out of a file as it can be printed."""
    return "".join(sign if sign.isprintable() else "?" for sign in name[:40])
