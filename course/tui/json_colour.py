"""JSON in the theme's colours; what it says is the same without them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from textual.content import Content

STYLES = {"key": "$primary", "string": "$success", "value": "$secondary bold"}

LARGEST = 20_000
"""Characters that are coloured; a longer text stays plain."""

_TOKEN = re.compile(r'("(?:[^"\\\n]|\\.)*")(\s*:)?|\b(?:true|false|null|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)\b')


def tokens(text: str) -> Iterator[tuple[int, int, str]]:
    """Where the keys, strings and other values of JSON stand: begin, end, and which of `key`, `string`, `value`."""
    for match in _TOKEN.finditer(text):
        kind = "key" if match[2] else "string" if match[1] else "value"
        yield *(match.span(1) if match[1] else match.span()), kind


def coloured(text: str) -> Content:
    """The text, its keys, strings, numbers and constants coloured if it looks like JSON."""
    content = Content(text)
    if not text.lstrip().startswith(("{", "[")) or len(text) > LARGEST:
        return content
    for start, end, kind in tokens(text):
        content = content.stylize(STYLES[kind], start, end)
    return content
