"""Who is signed in: in the learner's browser, and in the terminal by the session of a role."""

from __future__ import annotations

from dataclasses import dataclass

from sim.account import ROOT
from sim.people import YOU, PendingSignIn
from sim.services.signin import is_over
from sim.world import World

VARIABLES = ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN")
"""The variables of a terminal that the AWS CLI signs with before all else."""


@dataclass(frozen=True, slots=True)
class SignedIn:
    """The learner's console session: `owner` is a user name or ROOT."""

    owner: str
    mfa: bool

    @property
    def is_root(self) -> bool:
        """Whether it is the root user's."""
        return self.owner == ROOT

    @property
    def name(self) -> str:
        """The owner as people say it."""
        return "root" if self.is_root else self.owner


def signed_in(world: World) -> SignedIn | None:
    """Who has the learner's browser signed in, if anybody."""
    person = world.people.get(YOU)
    session = world.sessions.get(person.browser) if person and person.browser else None
    if session is None or session.expires <= world.time:
        return None
    return SignedIn(session.owner, session.mfa_time is not None)


def role_taken(world: World) -> str | None:
    """The role whose session is in the variables of the learner's terminal, if one is and has not expired.

    Calls are made as that role then, those of the console's pages too.
    """
    person = world.people.get(YOU)
    session = world.sessions.get(person.variables.get(VARIABLES[0], "")) if person else None
    if session is None or session.role is None or session.expires <= world.time:
        return None
    return session.role.role_name


def session_expired(world: World) -> bool:
    """Whether the learner's browser still holds a session whose time is over."""
    person = world.people.get(YOU)
    return bool(person and person.browser) and signed_in(world) is None


def waiting(world: World) -> PendingSignIn | None:
    """The half-done sign-in that waits for the learner, if one does."""
    person = world.people.get(YOU)
    pending = person.pending if person else None
    return pending if pending and not is_over(world, pending) else None
