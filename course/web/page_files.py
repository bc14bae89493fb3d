"""What the page is made of: the course's own files, and textual-serve's script fitted to them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files

FITTINGS = (
    ("fontFamily:\"'Roboto Mono', Monaco, 'Courier New', monospace\"", "fontFamily:getComputedStyle(e).fontFamily"),
    ("this.terminal.open(e)", "e.terminal=this.terminal,this.terminal.open(e)"),
)
"""What is other in textual-serve's script: its font is the page's, and the page can reach its terminal."""

KNOWN = "textual-serve==1.1.3"
"""The release that they were made for."""


class UnfitError(Exception):
    """The script of textual-serve that is installed cannot be fitted; the message is one for people."""


@dataclass(frozen=True, slots=True)
class PageFile:
    """A file as a browser gets it."""

    content_type: str
    body: bytes


def page_files() -> Mapping[str, PageFile]:
    """The files of the page by their names; that of the page itself is empty. Raises UnfitError."""
    ours, theirs = files("course.web").joinpath("page"), files("textual_serve").joinpath("static")
    script = theirs.joinpath("js", "textual.js").read_text(encoding="utf-8")
    return {
        "": PageFile("text/html", ours.joinpath("index.html").read_bytes()),
        "page.css": PageFile("text/css", ours.joinpath("page.css").read_bytes()),
        "page.js": PageFile("text/javascript", ours.joinpath("page.js").read_bytes()),
        "xterm.css": PageFile("text/css", theirs.joinpath("css", "xterm.css").read_bytes()),
        "textual.js": PageFile("text/javascript", fitted(script).encode()),
    }


def fitted(script: str) -> str:
    """The script with the fittings in it. Raises UnfitError where one has not its one place."""
    for theirs, ours in FITTINGS:
        if script.count(theirs) != 1:
            raise UnfitError(f"textual-serve has another form than the course knows; install {KNOWN}. ({theirs})")
        script = script.replace(theirs, ours)
    return script
