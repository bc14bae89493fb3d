"""Pages that follow the trail: read again when it has grown, once a second of service time, while that runs."""

from __future__ import annotations

from sim.clock import SECOND
from sim.world import World


class FollowsTrail:
    """For a page that looks at many events: programs may make hundreds of them in a second.

    It stands before the page's base, and is no widget, so that the page's styles are those of its base.
    """

    _looked = -1
    _length = 0

    def beyond(self, world: World) -> object:
        """How long the trail was when it was last looked at."""
        if world.time // SECOND != self._looked or not world.clock.rate:
            self._looked, self._length = world.time // SECOND, len(world.trail)
        return self._length
