"""What every window over a screen has: its keys are told as those of the screen itself."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.screen import ModalScreen, ScreenResultType

from course.tui.keys import EVERYWHERE


class Window(ModalScreen[ScreenResultType]):
    """A window that has to be closed before the screen below has the keys again.

    Textual keeps the app's own keys from such a screen, but for those with priority: help is given back here.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "question_mark,f1", "app.help", "help", tooltip="The keys of where you are", id="help", group=EVERYWHERE
        ),
    ]  # fmt: skip
