"""An app that looks and answers keys as the learner chose, and keeps what they choose."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import TYPE_CHECKING

from textual import on
from textual.app import App
from textual.filter import Monochrome

from course.settings import Settings, SettingsFile, Words
from course.tui.messages import WordsChosen
from course.tui.themes import FALLBACKS, OWN, SIXTEEN

if TYPE_CHECKING:
    from textual.theme import Theme

UNHURRIED = 1.0
"""Seconds after the start at which what comes next is made ready."""


class WithSettings(App[None]):
    """Theme, words and keymap of a settings file; without one, choices hold for this run alone."""

    def __init__(self, settings: SettingsFile | None = None, *, few_colours: bool = False) -> None:
        """`few_colours` says that the terminal has sixteen."""
        super().__init__()
        self._file = settings or SettingsFile()
        self.keymap: dict[str, str] = {}
        if self.settings.keymap:
            from course.tui.keys.names import well_named

            self.keymap = well_named(self.settings.keymap)
        for theme in (*OWN, SIXTEEN):
            self.register_theme(theme)
        if any(isinstance(each, Monochrome) for each in self.get_line_filters()):
            for name in [name for name, theme in self.available_themes.items() if theme.ansi]:
                self.unregister_theme(name)  # without colours the terminal's own would be black on black
        self._themes = [theme.name for theme in ((SIXTEEN, *OWN) if few_colours and not self.no_color else OWN)]
        if "TEXTUAL_THEME" not in os.environ:
            chosen = self.settings.theme
            self.theme = chosen if chosen in self.available_themes else self._themes[0]
        self._begun_with = self.theme

    @property
    def settings(self) -> Settings:
        """What the learner chose."""
        return self._file.settings

    def settle(self) -> None:
        """Take the keymap, tell what of the file cannot be meant as it stands, and keep from now on what is chosen."""
        for notice in self._notices():
            self.notify(notice, severity="warning", markup=False, timeout=20)
        self.theme_changed_signal.subscribe(self, self._remember_theme)
        if self.settings.keymap:
            self.set_keymap(self.keymap)
            self.set_timer(UNHURRIED, self.tell_keymap)

    def remember(self, *, theme: str | None = None, words: Words | None = None) -> None:
        """Take what is not None as the learner's choice and keep it; what cannot be kept is told."""
        notice = self._file.remember(theme=theme, words=words)
        if notice is not None:
            self.notify(notice, severity="warning", markup=False, timeout=20)

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return FALLBACKS

    def action_other_theme(self) -> None:
        at = self._themes.index(self.theme) if self.theme in self._themes else -1
        self.theme = self._themes[(at + 1) % len(self._themes)]

    @on(WordsChosen)
    def words_chosen(self, message: WordsChosen) -> None:
        self.remember(words=message.words)

    def tell_keymap(self) -> None:
        """Say what of the keymap cannot be meant as it stands."""
        from course.tui.keys.table import faults

        told = list(faults(self.settings.keymap))
        if not told:
            return
        name, fault = told[0]
        where = f"{self._file.path}, line {self._file.line_of(name, 'keys')}"
        more = f" And {len(told) - 1} more: `mfa-course keys` tells them all." if len(told) > 1 else ""
        self.notify(
            f"{where}: {fault}.{more}", title=f"A key of yours: {name}", severity="warning", markup=False, timeout=20
        )

    def _remember_theme(self, theme: Theme) -> None:
        """Keep a theme once another was chosen: the one of the start may be that of TEXTUAL_THEME."""
        if theme.name != self._begun_with:
            self._begun_with = ""
            self.remember(theme=theme.name)

    def _notices(self) -> Iterator[str]:
        if self._file.notice is not None:
            yield self._file.notice
        theme = self.settings.theme
        if theme is None or theme in self.available_themes or theme.startswith(("ansi-", SIXTEEN.name)):
            return
        line = self._file.line_of("theme")
        own = ", ".join(each.name for each in OWN)
        yield f"There is no theme {theme!r}. {self._file.path}, line {line}: the course's own are {own}."
