"""The console's labels come from one table."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from course.tui.console import words
from course.tui.console.word import Word

CONSOLE = Path(words.__file__).parent
LABELLED = {"button", "buttons", "Column", "Row", "Word"}
"""Calls whose first argument is a label."""


def _texts(node: ast.expr) -> Iterator[str]:
    """Labels that are written where they are used, also as one of two; without letters they are signs, not words."""
    if isinstance(node, ast.IfExp):
        yield from _texts(node.body)
        yield from _texts(node.orelse)
    elif isinstance(node, ast.Constant) and isinstance(node.value, str) and any(map(str.isalpha, node.value)):
        yield node.value


def _classes(call: ast.Call) -> set[str]:
    given = (each.value for each in call.keywords if each.arg == "classes")
    return {name for value in given if isinstance(value, ast.Constant) for name in str(value.value).split()}


def labels(tree: ast.Module) -> Iterator[str]:
    """The labels of buttons, columns, boxes, titles, sections and crumbs that a module writes itself."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and node.args:
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            if name in LABELLED or (name == "Static" and _classes(node) & {"title", "section"}):
                yield from _texts(node.args[0])


def test_no_page_has_labels_of_its_own() -> None:
    own = {
        f"{path.relative_to(CONSOLE)}: {label}"
        for path in CONSOLE.rglob("*.py")
        if path.name != "words.py"
        for label in labels(ast.parse(path.read_text(encoding="utf-8")))
    }
    assert own == set()


def test_every_word_of_the_table_is_said_somewhere() -> None:
    said = {
        name
        for path in CONSOLE.rglob("*.py")
        if path.name != "words.py"
        for name in re.findall(r"words\.([A-Z0-9_]+)", path.read_text(encoding="utf-8"))
    }
    table = {name for name, word in vars(words).items() if isinstance(word, Word)}
    assert table - said == set()
