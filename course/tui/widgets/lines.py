"""A widget of lines: where one of them changes, that one is painted."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence

from textual.content import Content
from textual.geometry import Region, Size
from textual.strip import Strip
from textual.visual import Visual
from textual.widget import Widget


class Lines(Widget):
    """`lines` says what stands in it, each no wider than it. `look` asks again; a plain `refresh` paints all of it."""

    _drawn: list[Content] | None = None
    """What was asked last; None once all is to be painted."""
    _strips: dict[int, Strip]
    _drawn_for: Size | None = None

    @abstractmethod
    def lines(self) -> Sequence[Content]:
        """What stands in it now, from the top."""

    def render(self) -> Content:
        return Content("\n").join(self.lines())

    def look(self) -> None:
        """Paint the lines that are others now than those in view."""
        if self._drawn is None:
            return
        if self.size != self._drawn_for or not self.is_on_screen:
            self.refresh()
            return
        before, now = self._drawn, list(self.lines())
        changed = [
            row
            for row in range(max(len(before), len(now)))
            if not (row < len(before) and row < len(now) and now[row].is_same(before[row]))
        ]
        self._drawn = now
        for row in changed:
            self._strips.pop(row, None)
        if changed:
            self.refresh(*(Region(0, row, self.size.width, 1) for row in changed))

    def refresh(self, *regions: Region, repaint: bool = True, layout: bool = False, recompose: bool = False) -> Lines:
        if repaint and not regions:
            self._drawn = None
        return super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)

    def render_line(self, y: int) -> Strip:
        if self.text_selection is not None:
            return super().render_line(y)
        if self._drawn is None or self._drawn_for != self.size:
            self._drawn, self._strips, self._drawn_for = list(self.lines()), {}, self.size
        strip = self._strips.get(y)
        if strip is None:
            strip = self._strips[y] = self._strip(self._drawn[y] if y < len(self._drawn) else Content(""))
        return strip

    def _strip(self, line: Content) -> Strip:
        strips = Visual.to_strips(self, line, self.size.width, 1, self.visual_style)
        return strips[0] if strips else Strip.blank(self.size.width, self.visual_style.rich_style)
