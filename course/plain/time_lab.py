"""The time lab in words: each device's clock beside AWS's, the codes AWS takes, what was tried, where a drift leads."""

from __future__ import annotations

from collections.abc import Iterator

from course.plain.width import wrapped
from course.timing.drifting import drift_words
from course.timing.standing import Standing, known_device
from course.timing.tries import row, tries_of
from course.timing.words import clock, moment, out_of_hand, pace, still_asks
from sim.account import ROOT
from sim.devices import Device
from sim.shell.held import thing
from sim.totp import TIME_STEP, time_step
from sim.world import World

TRIED = 10
"""Tries that are told of a device, the newest."""

NOTHING = "No phone and no token shows codes of this account. Once one shares a secret with AWS, it is told here."


def told(world: World) -> list[str]:
    """The lab's lines at the world's time: AWS's clock, then each phone and token that shows codes of the account."""
    lines = [wrapped(f"AWS's clock: {moment(world.time)}, {pace(world.clock)}.")]
    for standing, device in _shown(world):
        lines += ["", *_told_of(world, standing, device)]
    if len(lines) == 1:
        lines.append(wrapped(NOTHING))
    return lines


def _shown(world: World) -> Iterator[tuple[Standing, Device]]:
    """How every MFA device stands that something in the room shows codes for, and what shows them."""
    for person in world.people.values():
        phone = person.phone
        for account in phone.accounts if phone else ():
            label = account.label if phone and len(phone.accounts) > 1 else ""
            if phone and (known := known_device(world, account)):
                yield Standing(thing(phone), known, phone.clock, world.time, account=label), phone
        for token in person.tokens:
            if known := world.account.mfa_devices.get(token.serial_number):
                which = f" {token.serial_number}" if len(person.tokens) > 1 else ""
                yield Standing(thing(token) + which, known, token.clock, world.time), token


def _told_of(world: World, standing: Standing, device: Device) -> list[str]:
    lines = [wrapped("".join(standing.words))]
    if away := out_of_hand(device):
        owner = standing.device.owner
        asked = () if owner is None else ("root" if owner == ROOT else owner,)
        lines.append(wrapped(f"{away} {still_asks(asked)} for its codes."))
    if drift := drift_words(device.clock, standing.device.validator.skew, world.time):
        lines.append(wrapped(drift))
    takes = "AWS takes" if standing.refused_until is None else "Once it looks at codes again, AWS takes"
    lines += [wrapped(f"{takes} the codes of these times, of 30 seconds each:"), *_window(standing)]
    tries = tries_of(world, standing.device.serial_number)
    if not tries:
        return [*lines, "No code has been tried yet."]
    lines += ["Tried, the newest first:", *(wrapped(row(each, world.time), "  ", "    ") for each in tries[:TRIED])]
    return [*lines, f"  and {len(tries) - TRIED} before"] if len(tries) > TRIED else lines


def _window(standing: Standing) -> Iterator[str]:
    """The codes of the window by their times, each with what there is to say of it."""
    for step in standing.window:
        notes = (
            ("AWS's clock stands here", step == time_step(standing.now)),
            ("AWS knows the device to be here", step == standing.known and standing.device.validator.skew),
            ("the device shows it now", step == standing.shown),
            ("used", step in standing.device.validator.used),
        )  # fmt: skip
        said = ", ".join(words for words, holds in notes if holds)
        yield wrapped(f"{clock(step * TIME_STEP)}  {standing.code(step)}  {said}".rstrip(), "  ", "    ")
