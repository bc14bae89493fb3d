"""Lessons made to harm: each is refused with one clear error at its place, before it costs much."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from course import library
from course.lesson.bounds import MAX_COMMANDS, MAX_LINES, MAX_SIGNS
from course.lesson.error import LessonError
from course.lesson.parse import parse
from course.lesson.yaml_tree import MAX_DEPTH
from sim.scenario.nodes import DEEPEST, LARGEST
from sim.shown import shortened, unseen_character

HEAD = "---\ntitle: A\nscenario: alice-and-alan\nminutes: 3\n---\n"
STEP = "\n## A {#a}\n"
QUIZ = "question: Q?\nchoices:\n  - {text: a, right: true, say: b}\n  - {text: c, say: d}"


def body(text: str) -> str:
    return HEAD + STEP + text


def block(name: str, inside: str) -> str:
    return body(f"```{{{name}}} q\n{inside}\n```\n")


def choices(count: int) -> str:
    return "question: Q?\nchoices:\n" + "".join(f"  - {{text: a{n}, right: true, say: b}}\n" for n in range(count))


HOSTILE: list[tuple[str, str, int, int, str]] = [
    # what it is, its text, line, column, words of the error
    ("more lines than are read", HEAD + "a\n" * MAX_LINES, 5_001, 1, "more than 5,000 lines"),
    ("more text than is read", HEAD + ("a" * 3_999 + "\n") * 90, 68, 1, "more than 250,000 characters by here"),
    ("one endless line", HEAD + "a" * 200_000, 6, 4_001, "this line is longer than 4,000 characters"),
    ("brackets without end", HEAD + ("[" * 3_900 + "\n") * 6, 11, 1, f"more than {MAX_SIGNS:,} signs of Markdown"),
    ("emphasis without end", HEAD + ("*a_ " * 900 + "\n") * 20, 17, 1, f"more than {MAX_SIGNS:,} signs"),
    ("links in links", HEAD + ("![" * 1_000 + "](" * 1_000 + "\n") * 9, 12, 1, f"more than {MAX_SIGNS:,} signs"),
    ("code spans that never close", HEAD + "".join("`" * n + " a\n" for n in range(3, 190)), 6, 1, "never closed"),
    ("quotes in quotes", HEAD + ">" * 100 + " a\n", 6, 1, "nested too deep"),
    ("lists in lists", HEAD + "".join("  " * n + "- a\n" for n in range(40)), 12, 1, "nested too deep"),
    ("numbered lists in quotes", HEAD + "> 1. " * 50 + "a\n", 6, 1, "nested too deep"),
    ("a table as wide as a wall", HEAD + "|" + "a|" * 900 + "\n|" + "-|" * 900 + "\n", 7, 1, "more than 10 columns"),
    ("steps without end", HEAD + "".join(f"## A {{#a{n}}}\n" for n in range(2_000)), 66, 1, "more than 60 steps"),
    ("blocks without end", body(":::{note}\na\n:::\n" * 500), 308, 1, "more than 100 blocks"),
    ("a script without end", body("```{solution}\n" + "ls\n" * 1_000 + "```\n"), 9, 1, f"more than {MAX_COMMANDS} "),
    ("choices without end", block("quiz", choices(100)), 23, 1, "more than 12 choices"),
    ("values without end", block("quiz", choices(900)), 296, 5, "more than 2,000 values"),
    ("a title as long as a book", HEAD.replace("A", "a" * 3_000), 2, 8, "longer than 200 characters"),
    ("a step's title as long as a book", HEAD + "## " + "a " * 1_900 + "{#a}\n", 6, 1, "longer than 200 characters"),
    ("an id as long as a book", HEAD + "## A {#" + "a" * 3_900 + "}\n", 6, 1, "longer than 200 characters"),
    ("an id that is a path", HEAD + "## A {#../../etc/passwd}\n", 6, 1, "'../../etc/passwd' is not an id"),
    ("a scenario that is a path", HEAD.replace("alice-and-alan", "../../etc/passwd"), 3, 11, "is not a name"),
    ("blanks before a broken id", HEAD + "## a" + " " * 3_000 + "b{#a\n", 6, 1, "this title is longer than 200"),
    ("flow lists in flow lists", block("quiz", "question: " + "[" * 3_000), 9, 22, "nested more than 12 levels"),
    ("mappings in mappings", block("quiz", "".join(" " * n + "a:\n" for n in range(500))), 21, 13, "more than 12 "),
    ("keys of keys", block("quiz", "? " * 1_000), 9, 25, "nested more than 12 levels"),
    ("aliases that explode", block("quiz", "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]"), 9, 4, "anchors (&name)"),
    ("an alias to nothing", block("quiz", "question: *a"), 9, 11, "aliases (*name)"),
    ("a merge key", block("quiz", "<<: {question: a}"), 9, 1, "has no key '<<'"),
    ("a tag that names Python", block("quiz", "question: !!python/object/apply:os.system [ls]"), 9, 11, "tags (!name)"),
    ("a second document", block("quiz", "question: a\n---\nb: c"), 10, 1, "a second YAML document"),
    ("a key twice", block("quiz", "question: a\nquestion: b"), 10, 1, "'question' stands twice"),
    ("a list as a key", block("quiz", "? [a]\n: b"), 9, 3, "a key is a plain word"),
    ("a tab for indentation", block("quiz", "question: a\nchoices:\n\t- a"), 11, 1, "Indent with spaces"),
    ("an escape beyond Unicode", block("quiz", 'question: "\\UFFFFFFFF"'), 9, 12, "stands for no character"),
    ("half a character", block("quiz", QUIZ.replace("Q?", '"\\ud800"')), 9, 11, "the invisible character U+D800"),
    ("a terminal's escape in quotes", block("quiz", QUIZ.replace("Q?", '"\\e[2J"')), 9, 11, "character U+001B"),
    ("a text that runs backwards", HEAD + "a\u202eb\n", 6, 2, "the invisible character U+202E"),
    ("an entity that runs backwards", HEAD + "a\nb &#x202e;c\n", 7, 1, "for the invisible character U+202E"),
    ("an entity in a title", HEAD + "## A &#8238;b {#a}\n", 6, 1, "the invisible character U+202E"),
    ("a nul", HEAD + "a\x00b\n", 6, 2, "the invisible character U+0000"),
    ("a byte order mark in the middle", HEAD + "a\ufeffb\n", 6, 2, "the invisible character U+FEFF"),
    ("returns without newlines", body("a\n").replace("\n", "\r"), 1, 4, "Save the file with line ends LF or CRLF"),
    ("an unclosed front matter", "---\n" + "a: b\n" * 4_000, 1, 1, "the front matter is never closed"),
    ("front matter that closes too soon", "---\ntitle: |\n  a\n---\n---\n" + STEP, 2, 1, "lacks the key 'scenario'"),
    ("more minutes than there are", HEAD.replace("3", "9" * 3_000), 4, 10, "whole number from 1 to 600"),
    ("an expression too deep", block("check", "(" * 3_000), 9, 61, "nested too deep"),
    ("an expression too long", block("check", "\n".join(["a ||"] * 1_000)), 809, 1, "longer than 4,000 characters"),
    ("operators without end", block("check", "a||" * 1_000 + "a"), 9, 1, "more than 60 operators"),
    ("a literal too deep", block("check", "`" + "[" * 2_000 + "`"), 9, 1, "nested more than 20 levels"),
    ("a function that is not there", block("check", "open('/etc/passwd')"), 9, 1, "has no function open()"),
    ("an unknown directive of great length", body("```{" + "chec" * 900 + "}\na\n```\n"), 8, 1, "there is no "),
    ("a script that is HTML", HEAD + "<script>\n" + "a\n" * 300, 6, 1, "HTML is not taken"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "line", "column", "words"), [row[1:] for row in HOSTILE], ids=[r[0] for r in HOSTILE])
def test_a_hostile_lesson_gets_one_error_at_its_place(text: str, line: int, column: int, words: str) -> None:
    with pytest.raises(LessonError) as refused:
        parse(text, "x.md")
    error = refused.value
    assert words in str(error), str(error)
    assert (error.line, error.column) == (line, column), str(error)
    assert error.remedy
    assert len(str(error)) < 700
    assert unseen_character(str(error)) is None


def of_bytes(data: bytes) -> Callable[[Path], None]:
    return lambda path: path.write_bytes(data) and None


def loop(path: Path) -> None:
    path.symlink_to(path)


FILES: list[tuple[str, Callable[[Path], None], int | None, int | None, str]] = [
    ("UTF-16", of_bytes("---\ntitle: é\n".encode("utf-16")), 1, 1, "0xff is not UTF-8. Save the file as UTF-8"),
    ("UTF-32", of_bytes(b"\x00\x00\xfe\xff\x00\x00\x00-"), 1, 3, "the byte 0xfe is not UTF-8"),
    ("Latin-1", of_bytes("---\ntitle: é\n".encode("latin-1")), 2, 8, "the byte 0xe9 is not UTF-8"),
    ("a surrogate in UTF-8", of_bytes(b"---\ntitle: \xed\xa0\x80\n"), 2, 8, "the byte 0xed is not UTF-8"),
    ("one byte too large", of_bytes(b"a" * (library.MAX_BYTES + 1)), None, None, "larger than 250,000 bytes"),
    ("nothing", of_bytes(b""), 1, 1, "the file is empty"),
    ("a folder", Path.mkdir, None, None, "this is a folder"),
    ("a pipe that nobody fills", os.mkfifo, None, None, "this is not a file"),
    ("a link to itself", loop, None, None, "cannot be read"),
    ("a link to a device", lambda path: path.symlink_to("/dev/zero"), None, None, "this is not a file"),
    ("a link to nothing", lambda path: path.symlink_to("nowhere"), None, None, "there is no such file"),
]  # fmt: skip


@pytest.mark.parametrize(("make", "line", "column", "words"), [row[1:] for row in FILES], ids=[row[0] for row in FILES])
def test_a_hostile_file_is_listed_as_broken_and_harms_no_other(
    tmp_path: Path, make: Callable[[Path], None], line: int | None, column: int | None, words: str
) -> None:
    path = tmp_path / "01-bad.md"
    make(path)
    (tmp_path / "02-good.md").write_text(body(":::{note}\na\n:::\n"))
    with pytest.raises(LessonError) as refused:
        library.load(path)
    assert words in str(refused.value)
    assert (refused.value.line, refused.value.column) == (line, column)
    bad, good = library.catalogue(tmp_path)
    assert str(bad.error) == str(refused.value)
    assert good.error is None
    assert library.load(good.path).steps


def test_a_scenario_that_is_no_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "scenarios").mkdir()
    os.mkfifo(tmp_path / "scenarios" / "pipe.yaml")
    with pytest.raises(LessonError, match="not a file"):
        library.read_text(library.scenario("pipe", tmp_path / "01-a.md"))


def test_both_readers_of_yaml_have_the_same_bounds() -> None:
    assert (MAX_DEPTH, library.MAX_BYTES) == (DEEPEST, LARGEST)


@pytest.mark.parametrize("text", ["😀 " * 500, "é\t\n" * 500, "\u200d\u200c"])
def test_what_can_be_shown_is_no_invisible_character(text: str) -> None:
    assert unseen_character(text) is None


def test_a_long_message_keeps_its_beginning_and_its_end() -> None:
    assert shortened("short") == "short"
    long = shortened("begin " + "x" * 5_000 + " end")
    assert len(long) <= 301
    assert long.startswith("begin ")
    assert long.endswith(" end")
