"""Passwords that people used elsewhere too, and that those sites lost."""

from __future__ import annotations

from sim.account import ROOT
from sim.desk import Leak
from sim.services.signin import owner_named
from sim.world import World


def opens(world: World, leak: Leak) -> str | None:
    """Whose password here the leaked one still is: a user name, ROOT, or None."""
    owner = owner_named(world, leak.name)
    if owner is None:
        return None
    password = world.account.root.password if owner == ROOT else world.account.users[owner].password
    return owner if password is not None and password.text == leak.password else None
