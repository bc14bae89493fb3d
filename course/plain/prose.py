"""Markdown as plain wrapped text that reads well aloud: no boxes, no signs that only please the eye."""

from textwrap import TextWrapper
from typing import TYPE_CHECKING

from course.lesson.markdown import markdown
from course.plain.width import width as columns

if TYPE_CHECKING:
    from markdown_it.token import Token


def plain(text: str, width: int | None = None, indent: str = "") -> str:
    """Give Markdown as lines of at most `width` characters where words allow, every line after `indent`.

    Without a `width` lines are as long as those of other plain text.

    Emphasis gives its words, a code span of several words stands in quotes, a link gives its words and address, and
    a code block stays as it is, four columns in.
    """
    writer = _Writer(columns() if width is None else width, indent)
    writer.write(markdown().parse(text))
    return "\n".join(line.rstrip() for line in writer.lines).strip("\n")


class _Writer:
    def __init__(self, width: int, indent: str) -> None:
        self.lines: list[str] = []
        self._width = width
        self._indents = [indent]
        self._numbers: list[int | None] = []
        self._lead = ""
        self._row: list[str] = []
        self._heads: list[str] = []

    def write(self, tokens: list["Token"]) -> None:
        for index, token in enumerate(tokens):
            if token.type == "inline":
                self._inline(token, tokens[index - 1])
            elif token.type in ("fence", "code_block", "colon_fence"):
                self._gap()
                self.lines += [f"{self._indents[-1]}    {line}" for line in token.content.rstrip("\n").split("\n")]
            else:
                self._structure(token)

    def _structure(self, token: "Token") -> None:
        kind = token.type
        if kind in ("bullet_list_open", "ordered_list_open"):
            start = token.attrGet("start")
            self._numbers.append(None if kind == "bullet_list_open" else int(start or 1))
            self._gap()
        elif kind in ("bullet_list_close", "ordered_list_close"):
            self._numbers.pop()
        elif kind == "list_item_open":
            number = self._numbers[-1]
            self._lead = "- " if number is None else f"{number}. "
            self._numbers[-1] = None if number is None else number + 1
            self._indents.append(self._indents[-1] + " " * len(self._lead))
        elif kind in ("list_item_close", "blockquote_close"):
            self._indents.pop()
        elif kind == "blockquote_open":
            self._gap()
            self._indents.append(self._indents[-1] + "  ")
        elif (kind == "paragraph_open" and not token.hidden and not self._lead) or kind == "heading_open":
            self._gap()
        elif kind == "table_open":
            self._gap()
            self._heads = []
        elif kind == "tr_open":
            self._row = []
        elif kind == "tr_close" and self._heads:
            pairs = (f"{head}: {cell}" if head else cell for head, cell in zip(self._heads, self._row, strict=False))
            self._paragraph("; ".join(pairs) + ".")
        elif kind == "tr_close":
            self._heads = self._row

    def _inline(self, token: "Token", before: "Token") -> None:
        text = inline_text(token)
        if before.type in ("td_open", "th_open"):
            self._row.append(text)
        else:
            self._paragraph(text)

    def _paragraph(self, text: str) -> None:
        indent = self._indents[-1]
        first = indent[: len(indent) - len(self._lead)] + self._lead
        self._lead = ""
        for part in text.split("\n"):
            wrapper = TextWrapper(
                self._width, first, indent, break_long_words=False, break_on_hyphens=False, drop_whitespace=True
            )
            self.lines += wrapper.wrap(part) or [first]
            first = indent

    def _gap(self) -> None:
        if self.lines and self.lines[-1].strip():
            self.lines.append("")


def inline_text(token: "Token") -> str:
    """Give the words of an inline token; a hard break is a newline."""
    words: list[str] = []
    address: str | None = None
    for child in token.children or ():
        if child.type == "softbreak":
            words.append(" ")
        elif child.type == "hardbreak":
            words.append("\n")
        elif child.type == "link_open":
            address = str(child.attrGet("href"))
        elif child.type == "link_close":
            if address and not address.startswith("#") and words[-1:] != [address]:
                words.append(f" ({address})")
            address = None
        elif child.type == "code_inline" and " " in child.content:
            words.append(f'"{child.content}"')
        elif child.type == "image":
            words.append(f"picture: {child.content}")
        else:
            words.append(child.content)
    return "".join(words)
