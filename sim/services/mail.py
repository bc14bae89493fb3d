"""The root user's mailbox: what AWS writes to the account's e-mail address."""

from __future__ import annotations

from dataclasses import replace

from sim.desk import Mail
from sim.world import World


def to_root(world: World, subject: str, text: str, time: int | None = None) -> World:
    """The world in which AWS sent root an e-mail, now or at `time`."""
    letter = Mail(world.time if time is None else time, subject, text)
    return replace(world, mail=(*world.mail, letter))
