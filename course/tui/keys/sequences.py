"""Keys behind an Esc, as most terminals send Alt, that Textual does not read or takes for others."""

from __future__ import annotations

from enum import Enum
from string import ascii_lowercase, digits
from typing import Any, cast

from textual._ansi_sequences import ANSI_SEQUENCES_KEYS
from textual.keys import Keys

ALT_KEYS = Enum(  # type: ignore[misc]
    "ALT_KEYS",
    {letter: f"alt+{letter}" for letter in ascii_lowercase} | {".": "alt+full_stop", "\x7f": "alt+backspace"},
)
"""Such keys by what comes behind the Esc, with the names that the kitty keyboard protocol gives them."""

DIGITS = Enum("DIGITS", {digit: digit for digit in digits})  # type: ignore[misc]


def read_alt_keys() -> None:
    """Have Textual read them at once.

    Without that, Alt+. would type a full stop, Alt+Backspace be Ctrl+W, Alt+D, held down, type `^d`, and Esc with a
    digit soon after it one of the signs that a Mac has there.
    """
    sequences = cast(dict[str, Any], ANSI_SEQUENCES_KEYS)
    for behind, key in ALT_KEYS.__members__.items():
        if behind not in "bf":  # Textual reads these as Ctrl with an arrow
            sequences[f"\x1b{behind}"] = (key,)
    for digit, typed in DIGITS.__members__.items():
        sequences[f"\x1b{digit}"] = (Keys.Escape, typed)
