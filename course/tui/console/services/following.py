"""Pages that follow the trail: read again when it has grown, once a second of service time at most."""

from __future__ import annotations

from course.tui.console.page import Page
from sim.clock import SECOND
from sim.world import World


class FollowsTrail(Page):
    """What such a page shows costs a look at many events, and programs may make hundreds of them in a second."""

    _looked = -1
    _length = 0

    def beyond(self, world: World) -> object:
        if world.time // SECOND != self._looked:
            self._looked, self._length = world.time // SECOND, len(world.trail)
        return self._length
