"""Commands for the world's own files, which are never the host's: `ls`, `cat`, `echo`, `rm`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sim.qr import png
from sim.shell.command import Command, Refusal, did_you_mean
from sim.world import File, Outcome, World

LARGEST = 1_000_000
"""Characters of a file at most."""

LARGEST_TOGETHER = 4_000_000
"""Characters of all files together."""

MOST_FILES = 1_000


def write(world: World, path: str, file: File) -> World:
    """The world with a file written.

    Raises Refusal for a name, a size or a number of files that the world does not take.
    """
    if not path or len(path) > 255 or not path.isprintable():
        raise Refusal(f"{path[:80]!r} is no name for a file: up to 255 printable characters are expected.")
    if len(file.text) > LARGEST:
        raise Refusal(f"{path} would be too large: at most {LARGEST:,} characters.")
    if path not in world.files and len(world.files) >= MOST_FILES:
        raise Refusal(f"There are {MOST_FILES:,} files already: remove one first (rm FILE).")
    before = world.files.get(path)
    grown = len(file.text) - (len(before.text) if before else 0)
    if grown > 0 and grown + sum(len(each.text) for each in world.files.values()) > LARGEST_TOGETHER:
        raise Refusal(f"Files may hold {LARGEST_TOGETHER:,} characters together: remove one first (rm FILE).")
    return replace(world, files=world.files.insert(path, file))


def content(file: File) -> bytes:
    """A file's bytes: text in UTF-8, a QR code as its PNG."""
    return png(file.otpauth) if file.otpauth is not None else file.text.encode("utf-8", "replace")


def write_content(world: World, path: str, data: bytes) -> World:
    """The world with a file written from bytes: a picture of a QR code that the world has stays one, all else is text.

    Raises Refusal as `write` does.
    """
    if data.startswith(b"\x89PNG"):
        for file in world.files.values():
            if file.otpauth is not None and png(file.otpauth) == data:
                return write(world, path, file)
    return write(world, path, File(data.decode("utf-8", "replace")))


def _ls(world: World, person: str, words: Sequence[str]) -> Outcome:
    missing = [path for path in words if path not in world.files]
    if missing and missing[0].startswith("-"):
        raise Refusal(f"ls takes names of files, and no {missing[0]}: it lists their names alone.")
    if missing:
        raise Refusal(f"ls: there is no file {missing[0]}.{did_you_mean(missing[0], world.files)}")
    return Outcome(world, "".join(f"{path}\n" for path in sorted(words or world.files)))


def _cat(world: World, person: str, words: Sequence[str]) -> Outcome:
    if not words:
        raise Refusal("Which file? cat FILE (ls lists them)")
    text = ""
    for path in words:
        file = world.files.get(path)
        if file is None:
            raise Refusal(f"cat: there is no file {path}.{did_you_mean(path, world.files)}")
        if file.otpauth is None:
            text += file.text
        else:
            text += f"{path} is a picture (PNG): a QR code that says\n{file.otpauth}\n"
    return Outcome(world, text)


def _echo(world: World, person: str, words: Sequence[str]) -> Outcome:
    return Outcome(world, " ".join(words) + "\n")


def _rm(world: World, person: str, words: Sequence[str]) -> Outcome:
    if not words:
        raise Refusal("Which file? rm FILE (ls lists them)")
    files = world.files
    for path in words:
        if path not in files:
            raise Refusal(f"rm: there is no file {path}.{did_you_mean(path, files)}")
        files = files.remove(path)
    return Outcome(replace(world, files=files))


COMMANDS = (
    Command("ls", "ls [FILE …]", "list the files of this world", _ls),
    Command("cat", "cat FILE …", "show a file", _cat),
    Command("echo", "echo TEXT …", "say something back: echo $code1", _echo),
    Command("rm", "rm FILE …", "remove a file", _rm),
)
