"""What belongs to an access key id: the secret that a request's signature is checked with, and whose hands hold it."""

from __future__ import annotations

from sim.people import YOU, Credentials
from sim.world import World


def credentials_of(world: World, access_key_id: str) -> Credentials | None:
    """The whole credentials behind an access key id: a session's, or a user's access key; None for an unknown one.

    Whether they still count (an inactive key, an expired session) is `authenticate`'s to say.
    """
    session = world.sessions.get(access_key_id)
    if session is not None:
        return Credentials(access_key_id, session.secret_access_key, session.session_token)
    owner = world.account.access_keys.get(access_key_id)
    user = world.account.users.get(owner) if owner is not None else None
    if user is not None:
        for key in user.access_keys:
            if key.access_key_id == access_key_id:
                return Credentials(access_key_id, key.secret_access_key)
    return None


def holder(world: World, access_key_id: str) -> str:
    """Whose hands a request with this key comes from.

    Who opened the session; else who has the key in a profile, the learner before others; else the person whose user it
    is; else the learner.
    """
    session = world.sessions.get(access_key_id)
    if session is not None:
        return session.person
    if _has(world, YOU, access_key_id):
        return YOU
    names = sorted(world.people, key=lambda name: (name != YOU, name))
    for name in names:
        if _has(world, name, access_key_id):
            return name
    owner = world.account.access_keys.get(access_key_id)
    return next((name for name in names if owner and world.people[name].user_name == owner), YOU)


def _has(world: World, name: str, access_key_id: str) -> bool:
    person = world.people.get(name)
    return person is not None and any(each.access_key_id == access_key_id for each in person.profiles.values())
