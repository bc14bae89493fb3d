"""A lesson's Markdown cut into pieces: headings, directives, and the prose between them.

The cut follows markdown-it-py's own tokens. What a lesson may not hold is refused here: HTML, a directive inside a
list, a quote or another directive, a fence that is never closed, reference definitions.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from course.lesson.bounds import MAX_NESTING
from course.lesson.error import LessonError
from sim.shown import unseen_character

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock
    from markdown_it.token import Token

_INFO = re.compile(r"\{([^{}]*)\}[ \t]*(.*)")
_ID_AT_END = re.compile(r"\{#([^{}\s]*)\}[ \t]*\Z")
_HIDDEN = re.compile(r"^[ \t>*+-]*(`{3,}|~{3,}|:{3,})[ \t]*\{", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Heading:
    """A `##` heading: its words, and its id where it ends in `{#id}`."""

    title: str
    id: str | None
    line: int


@dataclass(frozen=True, slots=True)
class Directive:
    """A fence whose info string is `{name} argument`; `fence` is one of ` ~ :, `text` begins on `line` + 1."""

    name: str
    argument: str
    fence: str
    text: str
    line: int


@dataclass(frozen=True, slots=True)
class Words:
    """Prose, blank lines around it left out."""

    text: str
    line: int


Piece = Heading | Directive | Words


@dataclass(frozen=True, slots=True)
class Link:
    """A link to an id in the same file."""

    id: str
    line: int


@lru_cache(maxsize=1)
def markdown() -> "MarkdownIt":
    """Give the parser: CommonMark with tables and colon fences. HTML is recognised, so that it can be refused."""
    from markdown_it import MarkdownIt
    from mdit_py_plugins.colon_fence import colon_fence_plugin

    parser = MarkdownIt("commonmark", {"html": True}).enable("table").use(colon_fence_plugin)
    parser.block.ruler.before("table", "nesting", _nesting)
    return parser


class _TooDeepError(Exception):
    """A block that stands too deep in lists and quotes, at a line from 0 of what is parsed."""

    def __init__(self, line: int) -> None:
        super().__init__(line)
        self.line = line


def _nesting(state: "StateBlock", line: int, _end: int, _silent: bool) -> bool:
    """Stop a lesson that nests deeper than markdown-it follows, which would leave the rest of the text out."""
    if state.level > MAX_NESTING:
        raise _TooDeepError(line)
    return False


class Cutter:
    """Cuts one text into pieces; `links` gathers the links that it passes."""

    def __init__(self, path: Path | str) -> None:
        self._path = path
        self.links: list[Link] = []

    def pieces(self, text: str) -> Iterator[Piece]:
        """Give the pieces in order. Raises LessonError at the first thing that a lesson may not hold."""
        lines = text.split("\n")
        tokens, definitions = self._parse(text, 0)
        if definitions:
            first = min(definitions)
            raise self._error(first, "a link definition stands apart from its link", "Write [words](address)")
        prose_from = 0
        for index, token in enumerate(tokens):
            if token.level or token.map is None or token.nesting < 0:
                continue
            start, end = token.map
            piece = self._piece(token, tokens[min(index + 1, len(tokens) - 1)], lines)
            if piece is None:
                continue
            yield from _words(lines, prose_from, start)
            yield piece
            prose_from = end
        yield from _words(lines, prose_from, len(lines))

    def check(self, text: str, line: int) -> None:
        """Refuse in a directive's prose, which begins on `line`, what a lesson may not hold."""
        tokens, definitions = self._parse(text, line - 1)
        if definitions:
            raise self._error(line + min(definitions) - 1, "a link definition stands here", "Write [words](address)")
        for token in tokens:
            at = line + token.map[0] if token.map else line
            if token.type == "heading_open" and token.tag in ("h1", "h2"):
                raise self._error(at, "a step's heading stands inside a directive", "Close the directive first")
            if token.type == "colon_fence" or (token.type == "fence" and token.info.lstrip().startswith("{")):
                raise self._error(at, "a directive stands inside another", "Close the outer one first")

    def _parse(self, text: str, lines_before: int) -> tuple[list["Token"], list[int]]:
        env: dict[str, dict[str, dict[str, list[int]]]] = {}
        try:
            tokens = markdown().parse(text, env)
        except _TooDeepError as error:
            line = lines_before + error.line + 1
            raise self._error(line, "lists or quotes are nested too deep here", "Write it flatter") from None
        for token in tokens:
            self._inspect(token, lines_before)
        return tokens, [reference["map"][0] + 1 for reference in env.get("references", {}).values()]

    def _inspect(self, token: "Token", lines_before: int) -> None:
        line = lines_before + (token.map[0] if token.map else 0) + 1
        if token.type == "html_block":
            raise self._html(line, token.content)
        if token.type in ("code_block", "inline") and (hidden := _HIDDEN.search(token.content)):
            line += token.content.count("\n", 0, hidden.start())
            raise self._error(line, "a directive does not begin here", "Begin it at the left, on a line of its own")
        if token.type in ("fence", "colon_fence") and token.level and token.info.lstrip().startswith("{"):
            raise self._error(line, "a directive stands inside a list or a quote", "Begin it at the left")
        self._seen(token.info, line)
        for child in token.children or ():
            if child.type == "html_inline":
                raise self._html(line, child.content)
            self._seen(child.content, line)
            if child.type in ("softbreak", "hardbreak"):
                line += 1
            href = child.attrGet("href") if child.type == "link_open" else None
            if isinstance(href, str) and href.startswith("#"):
                self.links.append(Link(href[1:], line))

    def _piece(self, token: "Token", after: "Token", lines: list[str]) -> Heading | Directive | None:
        line = (token.map or [0])[0] + 1
        if token.type == "heading_open" and token.tag == "h1":
            raise self._error(line, "a lesson has no heading of the first rank", "Put the title in the front matter")
        if token.type == "heading_open" and token.tag == "h2":
            return _heading(after, line)
        if token.type not in ("fence", "colon_fence"):
            return None
        info = token.info.strip()
        if token.type == "fence" and not info.startswith("{"):
            self._closed(token, lines)
            return None
        matched = _INFO.fullmatch(info)
        if matched is None:
            raise self._error(line, f"{info or ':::'!r} does not name a directive", "Write `{name} argument`")
        self._closed(token, lines)
        return Directive(matched[1].strip(), matched[2].strip(), token.markup[0], token.content, line)

    def _closed(self, token: "Token", lines: list[str]) -> None:
        start, end = token.map or (0, 0)
        last = lines[min(end, len(lines)) - 1].strip()
        if end - start < 2 or len(last) < len(token.markup) or set(last) != {token.markup[0]}:
            remedy = f"Write a line {token.markup} after its last line"
            raise self._error(start + 1, "this fence is never closed", remedy)

    def _seen(self, text: str, line: int) -> None:
        """Refuse what an entity, such as &#x202e;, stands for where that cannot be seen."""
        if found := unseen_character(text):
            raise self._error(line, f"an entity stands for the invisible character {found[1]}", "Take it out")

    def _html(self, line: int, content: str) -> LessonError:
        shown = content.strip().split("\n")[0][:30]
        remedy = "Use Markdown, or a code span where a sign < is meant"
        return self._error(line, f"HTML is not taken in lessons: {shown}", remedy)

    def _error(self, line: int, message: str, remedy: str) -> LessonError:
        return LessonError(self._path, message, remedy, line, 1)


def _words(lines: list[str], start: int, end: int) -> Iterator[Words]:
    while start < end and not lines[start].strip():
        start += 1
    while start < end and not lines[end - 1].strip():
        end -= 1
    if start < end:
        yield Words("\n".join(lines[start:end]), start + 1)


def _heading(inline: "Token", line: int) -> Heading:
    words = "".join(" " if child.type == "softbreak" else child.content for child in inline.children or ())
    matched = _ID_AT_END.search(words)
    return Heading(words[: matched.start()].rstrip(" \t"), matched[1], line) if matched else Heading(words, None, line)
