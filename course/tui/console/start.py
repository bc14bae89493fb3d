"""Which page the console opens with."""

from __future__ import annotations

from course.reading.reader import Reader, RefusedError
from course.reading.session import signed_in, waiting
from course.tui.console.routes import Address, at
from sim.account import ROOT
from sim.world import World


def start_page(world: World, reader: Reader) -> Address:
    """What a half-done sign-in waits for, or sign-in; for somebody signed in the users, or where they may not list them
    their own page. Who may not see that either begins with the services.
    """
    pending = waiting(world)
    if pending is not None:
        if pending.wants == "new-password":
            return at("new-password")
        return at("code" if pending.alternative is None else "alternative-factors")
    user = signed_in(world)
    if user is None:
        return at("sign-in")
    if _may(reader, "list-users"):
        return at("users")
    if user.owner == ROOT:
        return at("root")
    own = any(_may(reader, call, user_name=user.owner) for call in ("get-user", "list-mfa-devices"))
    return at("user", user.owner) if own else at("services")


def _may(reader: Reader, operation: str, **parameters: str) -> bool:
    try:
        reader.call(operation, **parameters)
    except RefusedError:
        return False
    return True


def unfinished_page(world: World, reader: Reader) -> Address | None:
    """The page of a virtual device that was made for a user and not yet given to them, while its QR code is there."""
    shown = world.shown
    if shown is None or shown.serial_number is None or signed_in(world) is None:
        return None
    user_name = shown.serial_number.rpartition("/")[2]
    picture = next((name for name, file in world.files.items() if file == shown), None)
    try:
        if picture is None or user_name not in world.account.users or shown.serial_number not in reader.unassigned():
            return None
    except RefusedError:
        return None
    return at("virtual", user_name, shown.serial_number, picture)
