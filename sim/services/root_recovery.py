"""Root's way in when its MFA device is lost: alternative factors of authentication.

The steps and their names are those of the IAM User Guide, "What if an MFA device is lost or stops working?": a link in
an e-mail, then a telephone call and six digits to key in. AWS publishes no words for what goes wrong on the way.
"""

from __future__ import annotations

from dataclasses import replace

from sim.account import ROOT
from sim.errors import ServiceError
from sim.people import Alternative, PendingSignIn, Person
from sim.services.mail import to_root
from sim.services.signin import SignedIn, admitted, is_over, no_prompt
from sim.world import World

LINK = "https://signin.aws.amazon.com/verify-email/"


def alternative_factors(world: World, person: str) -> World:
    """Choose "Sign in using alternative factors" and "Send verification email".

    Raises ServiceError unless the sign-in page waits for root's MFA code.
    """
    pending = _pending(world, person)
    world, token = world.draw_id("", 24)
    world = _moved(world, person, replace(pending, alternative=Alternative(token)))
    return to_root(
        world,
        "Amazon Web Services: email address verification",
        "Somebody who knows the password asked to sign in to your AWS account without its MFA device.\n"
        f"If that was you, follow this link:\n\n  {LINK}{token}\n\n"
        "If it was not, do not follow it, and change the root user's password.",
    )


def verify_email(world: World, person: str, link: str) -> World:
    """Follow the link of the verification e-mail, or give the word that it ends in.

    Raises ServiceError for a link that was not sent for this sign-in.
    """
    pending, way = _on_the_way(world, person)
    if link.rpartition("/")[2] != way.token:
        raise ServiceError("InvalidLink", 400, "This verification link is not valid.", cause="wrong-link")
    return _moved(world, person, replace(pending, alternative=replace(way, email_verified=True)))


def call_me(world: World, person: str) -> tuple[World, str, str]:
    """Choose "Call me now": the world, the name of whose telephone rings, and the six digits that the page shows.

    Raises ServiceError before the e-mail address is verified, and where nobody can answer.
    """
    pending, way = _on_the_way(world, person)
    if not way.email_verified:
        raise ServiceError("EmailNotVerified", 400, "Verify the e-mail address first.", cause="e-mail-first")
    owner = world.people.get(world.account.root.phone or "")
    if owner is None or (owner.phone is not None and owner.phone.state in ("lost", "broken")):
        raise ServiceError(
            "NoAnswer", 400, "Nobody answered the call. Is this telephone number still yours?", cause="no-answer"
        )
    world, data = world.draw(8)
    digits = f"{int.from_bytes(data, 'big') % 1_000_000:06d}"
    return _moved(world, person, replace(pending, alternative=replace(way, digits=digits))), owner.name, digits


def digits_shown(world: World, person: str) -> str:
    """The six digits that the page shows while the telephone rings.

    Raises ServiceError where it does not ring.
    """
    _, way = _on_the_way(world, person)
    if way.digits is None:
        raise ServiceError(
            "NoCall", 400, "The page shows no digits yet. Be called first: sign-in --call-me-now", cause="no-call"
        )
    return way.digits


def answer(world: World, owner: Person, digits: str) -> World | None:
    """Key `digits` in on `owner`'s telephone: the world in which the number is verified, None for wrong digits.

    Raises ServiceError when the telephone does not ring.
    """
    ringing = [
        person
        for person in (world.people[name] for name in sorted(world.people))
        if person.pending and person.pending.alternative and person.pending.alternative.digits
    ]
    if world.account.root.phone != owner.name or not ringing:
        raise ServiceError("NoCall", 400, f"{owner.name.capitalize()}'s phone is not ringing.", cause="no-call")
    for person in ringing:
        pending = person.pending
        way = pending.alternative if pending else None
        if pending and way and way.digits == digits:
            verified = replace(way, digits=None, phone_verified=True)
            return _moved(world, person.name, replace(pending, alternative=verified))
    return None


def enter_console(world: World, person: str) -> SignedIn:
    """Choose "Sign in to the console" once e-mail address and telephone number are verified.

    Raises ServiceError before.
    """
    _, way = _on_the_way(world, person)
    if not (way.email_verified and way.phone_verified):
        raise ServiceError(
            "NotVerified",
            400,
            "The e-mail address and the telephone number must be verified first.",
            cause="not-verified",
        )
    return admitted(world, person, ROOT, None)


def _pending(world: World, person: str) -> PendingSignIn:
    pending = world.people[person].pending
    if pending is None or pending.wants != "code" or is_over(world, pending):
        raise no_prompt("an MFA code")
    if pending.owner != ROOT:
        raise ServiceError(
            "NotRoot",
            400,
            "Only the root user has alternative factors. An administrator must deactivate the device of an IAM user.",
            cause="not-root",
        )
    return pending


def _on_the_way(world: World, person: str) -> tuple[PendingSignIn, Alternative]:
    pending = _pending(world, person)
    if pending.alternative is None:
        raise ServiceError(
            "NoAlternative", 400, "Choose alternative factors first: sign-in --alternative-factors", cause="no-prompt"
        )
    return pending, pending.alternative


def _moved(world: World, person: str, pending: PendingSignIn) -> World:
    """The world in which a person's sign-in has come further; the page waits anew."""
    return world.with_person(replace(world.people[person], pending=replace(pending, time=world.time)))
