"""YAML is read by libyaml where it is there, and means the same."""

from __future__ import annotations

import pytest
import yaml

from course.lesson.yaml_tree import Tree, YamlError, read

TEXTS = [
    "say: no\nlines: |\n  one\n   two # three\n'a b': [c, {d: \"e\\tf\"}]\n",
    "",
    "a:\tb",
    "{a: , b: c}",
    "- a\n-\n- b",
    "a: [b",
    "a: b: c",
    "a: 'b",
    "a: b\n---\nc: d",
    "a: &b c\nd: *b",
    "a: !!int 1",
    'a: "\\U00110000"',
    "a: b\x07",
    "é: 🎉\na: b",
]


def told(text: str) -> Tree | tuple[object, ...] | None:
    try:
        return read(text, 5)
    except YamlError as error:
        return error.message, error.remedy, error.line, error.column


@pytest.mark.skipif(not yaml.__with_libyaml__, reason="PyYAML was built without libyaml")
@pytest.mark.parametrize("text", TEXTS)
def test_libyaml_makes_no_difference(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    by_libyaml = told(text)
    monkeypatch.delattr(yaml, "CSafeLoader")
    assert told(text) == by_libyaml
