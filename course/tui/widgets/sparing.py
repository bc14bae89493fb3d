"""A compositor that asks only those widgets for their lines which stand where something is painted anew."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from textual._compositor import ChopsUpdate, Compositor
from textual.geometry import Region
from textual.strip import Strip


class SparingCompositor(Compositor):
    """Paints the same as Textual's, for less.

    Textual's asks each widget that lies in the smallest rectangle around all that changed, for all its lines. Of a
    screen with a clock at the bottom and a phone at the top that is every widget, each second.
    """

    _changed: Sequence[Region] | None = None
    """What a partial update paints anew, while it is rendered."""

    def render_partial_update(self) -> ChopsUpdate | None:
        self._changed = tuple(self._dirty_regions)
        try:
            return super().render_partial_update()
        finally:
            self._changed = None

    def _get_renders(self, crop: Region | None = None) -> Iterable[tuple[Region, Region, list[Strip]]]:
        if self._changed is None:
            yield from super()._get_renders(crop)
            return
        for widget, (region, clip) in self.visible_widgets.items():
            seen = region.intersection(clip)
            changed = [seen.intersection(part) for part in self._changed if seen.overlaps(part)]
            if changed:
                # Whole rows: the edges of widgets alone are places at which a row can be divided.
                rows = Region.from_union(changed)
                lines = Region(seen.x, rows.y, seen.width, rows.height)
                yield region, lines, widget.render_lines(lines.translate(-region.offset))
