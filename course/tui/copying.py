"""Copying text: handed to the terminal or the browser, which may take it or not and never says which."""

from __future__ import annotations

from typing import Any

from textual.app import App


def copy(app: App[Any], text: str, what: str, otherwise: str) -> None:
    """Send a text to the clipboard of what shows the course, and say no more than that.

    `what` names it, as “The command”, and `otherwise` says what to do where nothing arrives.
    """
    app.copy_to_clipboard(text)
    whose = "browser's" if app.is_web else "terminal's"
    app.notify(f"{what} was sent to the {whose} clipboard. {otherwise}", markup=False, timeout=8)
