"""JSON as it is read: names, texts and words in their own colours and weights."""

from __future__ import annotations

import json
import re

from textual.content import Content

_TOKEN = re.compile(r'(?P<text>"(?:[^"\\]|\\.)*")(?P<name>\s*:)?|(?P<word>\b(?:true|false|null)\b|-?\d[\d.eE+-]*)')


def pretty(document: object) -> str:
    """A document, or its text, laid out one member a line; text that is no JSON stays as it is."""
    if isinstance(document, str):
        try:
            document = json.loads(document)
        except ValueError:
            return str(document)
    return json.dumps(document, indent=2, ensure_ascii=False)


def coloured(text: str) -> Content:
    """JSON text with colours: names bold, texts and words set apart; the signs alone say all, too."""
    parts: list[tuple[str, str]] = []
    end = 0
    for found in _TOKEN.finditer(text):
        parts.append((text[end : found.start()], ""))
        if found["name"] is not None:
            parts += [(found["text"], "bold $primary"), (found["name"], "")]
        else:
            parts.append((found.group(), "$success" if found["text"] else "$warning"))
        end = found.end()
    return Content.assemble(*(part for part in (*parts, (text[end:], "")) if part[0]))
