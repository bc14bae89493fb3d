"""JSON in the theme's colours; what it says is the same without them."""

from __future__ import annotations

import re

from textual.content import Content

LARGEST = 20_000
"""Characters that are coloured; a longer text stays plain."""

_TOKEN = re.compile(r'("(?:[^"\\\n]|\\.)*")(\s*:)?|\b(?:true|false|null|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)\b')


def coloured(text: str) -> Content:
    """The text, its keys, strings, numbers and constants coloured if it looks like JSON."""
    content = Content(text)
    if not text.lstrip().startswith(("{", "[")) or len(text) > LARGEST:
        return content
    for match in _TOKEN.finditer(text):
        style = "$primary" if match[2] else "$success" if match[1] else "$secondary bold"
        start, end = match.span(1) if match[1] else match.span()
        content = content.stylize(style, start, end)
    return content
