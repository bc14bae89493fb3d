"""What every screen that lies over another has: it closes once, and its keys are told as those of the one below."""

from __future__ import annotations

from typing import Any, ClassVar, cast

from textual.await_complete import AwaitComplete
from textual.binding import Binding, BindingType
from textual.screen import ModalScreen, Screen, ScreenResultType

from course.tui.keys.bindings import EVERYWHERE


class ClosesOnce:
    """To stand before a screen's own class: a second key in the same moment closes nothing more.

    Textual takes the uppermost screen away at each `dismiss`, whichever screen that is by then.
    """

    def dismiss(self, result: Any = None) -> AwaitComplete:
        """Close this screen, where it is the uppermost; one that is still being made is closed once it is there."""
        screen = cast("Screen[Any]", self)
        if screen.app.screen is not screen:
            return AwaitComplete()
        if not screen.is_mounted:
            screen.call_later(self._close, result)
            return AwaitComplete()
        return cast(AwaitComplete, super().dismiss(result))  # type: ignore[misc]

    def _close(self, result: Any) -> None:
        """Close, and wait for nothing: a screen's own handler may not wait for that."""
        self.dismiss(result)


class Modal(ClosesOnce, ModalScreen[ScreenResultType]):
    """A screen that lets the one below shine through."""


class Window(Modal[ScreenResultType]):
    """A window that has to be closed before the screen below has the keys again.

    Textual keeps the app's own keys from such a screen, but for those with priority: help is given back here.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "question_mark,f1", "app.help", "help", tooltip="The keys of where you are", id="help", group=EVERYWHERE
        ),
    ]  # fmt: skip
