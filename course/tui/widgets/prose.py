"""How a lesson's prose is parsed for the screen."""

from __future__ import annotations

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore


def parser() -> MarkdownIt:
    """Textual's own parser, with a language for every block of code: for one without, Textual tries all it knows."""
    made = MarkdownIt("gfm-like")
    made.core.ruler.push("code_languages", _name_languages)
    return made


def _name_languages(state: StateCore) -> None:
    for token in state.tokens:
        if token.type in ("fence", "code_block") and not token.info.strip():
            token.info = "json" if token.content.lstrip().startswith(("{", "[")) else "text"
