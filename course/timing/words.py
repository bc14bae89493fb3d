"""Times and differences in words, so that nothing depends on a picture or a colour."""

from __future__ import annotations

from sim.clock import ServiceClock, iso
from sim.shell.quantities import say_offset


def clock(time: int) -> str:
    """The time of day, UTC: 12:00:14."""
    return iso(time)[11:19]


def difference(offset: int) -> str:
    """How a device's clock stands to the service's: "46 s behind", "2 min ahead", "in step"."""
    words = say_offset(offset)
    return "in step" if words == "right" else words


def pace(service: ServiceClock) -> str:
    """How service time runs: "live", "paused", "10x"."""
    if service.live:
        return "live"
    return f"{service.rate:g}x" if service.rate else "paused"
