"""A box with the editing keys that fingers know from shells: words, cutting out, putting back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, Literal

from textual.actions import SkipAction
from textual.binding import BindingType
from textual.widgets import Input

from course.tui.keys.bindings import bound, keymap_of, quiet
from course.tui.keys.sequences import read_alt_keys
from course.tui.terminal.readline import KillRing, blank_word_before, swapped, word_after, word_before


class ReadlineInput(Input):
    """What Textual's own box lacks or has otherwise than readline: a kill ring, and words as shells see them."""

    BINDINGS: ClassVar[list[BindingType]] = [
        quiet("ctrl+u", "kill('start')", "Cut out all before the cursor", "kill-start"),
        quiet("ctrl+k", "kill('end')", "Cut out all behind the cursor", "kill-end"),
        quiet("ctrl+w", "kill('blank')", "Cut out the word before the cursor", "kill-word"),
        quiet("alt+backspace,ctrl+backspace", "kill('before')", "Cut out letters before the cursor", "kill-before"),
        quiet("alt+d", "kill('after')", "Cut out the word behind the cursor", "kill-after"),
        quiet("ctrl+y", "yank", "Put back what was cut out", "yank"),
        quiet("alt+y", "yank_older", "Put back what was cut out before that", "yank-older"),
        quiet("alt+b,ctrl+left", "word_back", "A word back", "word-back"),
        quiet("ctrl+t", "swap", "Swap two letters; other colours where nothing is typed", "swap-letters"),
        quiet("alt+u", "case('upper')", "The word behind the cursor in capitals", "upper-word"),
        quiet("alt+l", "case('lower')", "The word behind the cursor in small letters", "lower-word"),
        quiet("alt+c", "case('title')", "The word behind the cursor with a capital", "capital-word"),
    ]

    _cut: tuple[str, int] | None = None
    _yanked: tuple[int, int] | None = None
    _actions: tuple[Mapping[str, str], Mapping[str, str]] | None = None

    def __init__(self, placeholder: str, id: str) -> None:  # noqa: A002
        super().__init__(placeholder=placeholder, compact=True, id=id, select_on_focus=False)
        self.kills = KillRing()
        read_alt_keys()

    def own_keys(self) -> Mapping[str, str]:
        """The actions of the keys that are not Textual's own box's, as the keymap has them."""
        keymap = keymap_of(self.app)
        if self._actions is None or self._actions[0] is not keymap:
            classes = [each for each in type(self).__mro__ if issubclass(each, ReadlineInput)]
            own = {binding.id for each in classes for binding in each.__dict__.get("BINDINGS", ())}
            every = (binding for name in own for binding in bound(self, name))
            self._actions = keymap, {binding.key: binding.action for binding in every}
        return self._actions[1]

    def action_kill(self, what: Literal["start", "end", "blank", "before", "after"]) -> None:
        """Cut out a part of the line; parts cut out one after the other are put back together."""
        value, at = self.value, self.cursor_position
        bounds = {
            "start": (0, at),
            "end": (at, len(value)),
            "blank": (blank_word_before(value, at), at),
            "before": (word_before(value, at), at),
            "after": (at, word_after(value, at)),
        }
        start, end = bounds[what] if self.selection.is_empty else sorted(self.selection)
        again = self._cut == (value, at)
        self.kills.cut(value[start:end], ("before" if end == at and start < at else "behind") if again else None)
        self.delete(start, end)
        self._cut = self.value, self.cursor_position

    def action_yank(self) -> None:
        self._put_back(self.kills.newest(), self.cursor_position)

    def action_yank_older(self) -> None:
        if self._yanked is not None and self._yanked[1] == self.cursor_position:
            start, end = self._yanked
            self.delete(start, end)
            self._put_back(self.kills.older(), start)

    def _put_back(self, text: str, at: int) -> None:
        self.insert(text, at)
        self._yanked = at, at + len(text)

    def action_word_back(self) -> None:
        self.cursor_position = word_before(self.value, self.cursor_position)

    def action_swap(self) -> None:
        if not self.value:
            raise SkipAction
        self.write(*swapped(self.value, self.cursor_position))

    def action_case(self, how: Literal["upper", "lower", "title"]) -> None:
        value, at = self.value, self.cursor_position
        end = word_after(value, at)
        word = value[at:end]
        changed = {"upper": word.upper(), "lower": word.lower(), "title": word.title()}[how]
        self.write(value[:at] + changed + value[end:], end)

    def write(self, line: str, at: int) -> None:
        """Let the box hold a line, with the cursor there."""
        self.value = line
        self.cursor_position = at
