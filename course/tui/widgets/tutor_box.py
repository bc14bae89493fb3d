"""What the tutor says about the last act, in view at once."""

from __future__ import annotations

from typing import Any

from textual.content import Content
from textual.reactive import reactive
from textual.screen import Screen
from textual.style import Style
from textual.widgets import Static

from course.tui.keys.bindings import in_prose, key_for
from course.tui.keys.key_line import typing
from course.tui.said import Said

TITLES = {"mistake": ("Look again", "$warning"), "good": ("Well done", "$success"), "note": ("", "$primary")}


class TutorBox(Static):
    """Shows what the tutor says and offers, by key or click; while that is nothing it takes no room."""

    DEFAULT_CSS = """
    TutorBox { height: auto; max-height: 12; padding: 0 1; background: $surface; border-left: thick $warning; }
    TutorBox.-good { border-left: thick $success; }
    TutorBox.-note { border-left: thick $primary; }
    """

    said: reactive[Said | None] = reactive[Said | None](None)
    auto_links = False
    _typing = False

    def __init__(self, *beside: str, id: str) -> None:  # noqa: A002
        """Say only what is about one of these parts of the screen; about any where none is given."""
        super().__init__(id=id)
        self.beside = beside

    def on_mount(self) -> None:
        self.screen.bindings_updated_signal.subscribe(self, self._bindings_changed)

    def on_unmount(self) -> None:
        self.screen.bindings_updated_signal.unsubscribe(self)

    def _bindings_changed(self, screen: Screen[Any]) -> None:
        """While letters go into a box, a key of one letter takes an escape first."""
        if screen is self.screen and self._typing != (now := typing(screen)):
            self._typing = now
            self.watch_said(self.said)

    def watch_said(self, said: Said | None) -> None:
        silent = said is None or (bool(self.beside) and said.beside not in self.beside)
        self.set_class(silent, "-silent")
        self.set_class(said is not None and said.beside == "console", "-of-console")
        if said is None or silent:
            return
        self.set_class(said.kind == "good", "-good")
        self.set_class(said.kind == "note", "-note")
        title, colour = TITLES[said.kind]
        parts: list[str | tuple[str, str]] = [(f"{title}. ", f"bold {colour}")] if title else []
        parts.append(one_line(in_prose(said.text, self)))
        content = Content.assemble(*parts)
        if said.undo:
            content += self._offer(
                (key_for(self, "undo"), "bold $foreground"), (" undo", "$quiet"), action="screen.undo"
            )
        self.update(content)

    def _offer(self, *parts: tuple[str, str], action: str) -> Content:
        return Content("  ") + Content.assemble(*parts).stylize(Style.from_meta({"@click": action}))


def one_line(text: str) -> str:
    """A short Markdown text without its line ends, emphasis and code marks."""
    return " ".join(text.split()).replace("**", "").replace("`", "")
