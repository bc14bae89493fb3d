"""Times and differences in words, so that nothing depends on a picture or a colour."""

from __future__ import annotations

from collections.abc import Collection

from course.phrases import joined
from sim.clock import ServiceClock, iso
from sim.devices import Device
from sim.shell.quantities import say_offset


def clock(time: int) -> str:
    """The time of day, UTC: 12:00:14."""
    return iso(time)[11:19]


def moment(time: int) -> str:
    """The day and the time of day: 2027-03-01 12:00:14 UTC."""
    return f"{iso(time)[:10]} {clock(time)} UTC"


def out_of_hand(device: Device) -> str:
    """What to say of a device that is not in its owner's hand, as a sentence; empty of one that is."""
    return "" if device.state == "held" else f"It is {device.state}; its clock runs on all the same."


def still_asks(owners: Collection[str]) -> str:
    """Whom AWS asks for the codes of a device, by the names of its owners, as the beginning of a sentence."""
    return f"AWS {f'still asks {joined(owners)}' if owners else 'asks nobody'}"


def difference(offset: int) -> str:
    """How a device's clock stands to the service's: "46 s behind", "2 min ahead", "in step"."""
    words = say_offset(offset)
    return "in step" if words == "right" else words


def pace(service: ServiceClock) -> str:
    """How service time runs: "live", "paused", "10x"."""
    if service.live:
        return "live"
    return f"{service.rate:g}x" if service.rate else "paused"
