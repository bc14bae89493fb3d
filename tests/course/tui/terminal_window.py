"""A terminal, which has only what was written to it: so that what was painted anew can be held against all that is."""

from __future__ import annotations

import re
from typing import Any

from rich.cells import cell_len
from textual._compositor import CompositorUpdate
from textual.app import App

_WRITTEN = re.compile(
    r"\x1b\[(?P<row>\d+);(?P<column>\d+)H|\x1b\[(?P<style>[\d;]*)m|\x1b\][^\x1b]*\x1b\\|(?P<text>[^\x1b\n])"
)
Cells = dict[tuple[int, int], tuple[str, str]]
"""By row and column what stands there, and in what style."""


class TerminalWindow:
    """What an app's terminal shows from now on."""

    def __init__(self, app: App[Any]) -> None:
        self._app, self._cells = app, dict[tuple[int, int], tuple[str, str]]()
        display = app._display

        def displayed(screen: Any, update: Any) -> None:
            if isinstance(update, CompositorUpdate) and not app._batch_count:
                self._cells |= _written(update, app)
            display(screen, update)

        app._display = displayed  # type: ignore[method-assign]

    def differing(self) -> list[str]:
        """The cells that show something else than they would if the whole window were painted anew."""
        app, screen = self._app, self._app.screen
        screen._on_timer_update()
        whole = screen._compositor.render_update(full=True, screen_stack=app._background_screens)
        assert isinstance(whole, CompositorUpdate), whole
        right = _written(whole, app)
        assert len(right) > app.size.height
        return [
            f"{place}: {self._cells.get(place)} instead of {cell}"
            for place, cell in right.items()
            if self._cells.get(place) != cell
        ]


def _written(update: CompositorUpdate, app: App[Any]) -> Cells:
    cells: Cells = {}
    row = column = 0
    style = ""
    for part in _WRITTEN.finditer(update.render_segments(app.console)):
        if part["row"] is not None:
            row, column = int(part["row"]), int(part["column"])
        elif part["style"] is not None:
            style = "" if part["style"] == "0" else part["style"]
        elif part["text"] is not None:
            cells[row, column] = part["text"], style
            column += cell_len(part["text"])
    return cells
