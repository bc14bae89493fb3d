"""What a person pastes into a shell so that real AWS tools find the door."""

from __future__ import annotations

from sim.people import YOU, Credentials
from sim.services.context import LOOPBACK
from sim.world import World

REGION = "us-east-1"


def address(port: int) -> str:
    """The door's URL."""
    return f"http://{LOOPBACK}:{port}"


def administrator(world: World) -> Credentials | None:
    """The keys that the learner begins with: the default profile of `you`."""
    person = world.people.get(YOU)
    return person.profiles.get("default") if person is not None else None


def exports(port: int, credentials: Credentials) -> str:
    """The lines that set up a shell."""
    return (
        f"export AWS_ENDPOINT_URL={address(port)}\n"
        f"export AWS_ACCESS_KEY_ID={credentials.access_key_id}\n"
        f"export AWS_SECRET_ACCESS_KEY={credentials.secret_access_key}\n"
        f"export AWS_DEFAULT_REGION={REGION}\n"
    )


def profiles(world: World, port: int, prefix: str = "mfa-course") -> str:
    """Lines that set up a named profile for each profile of the world's people, for `aws --profile`.

    The learner's default profile is `mfa-course`; Alan's, if he had one, would be `mfa-course-alan`.
    """
    lines = []
    for name in sorted(world.people):
        for profile, credentials in sorted(world.people[name].profiles.items()):
            parts = [prefix, *([name] if name != YOU else []), *([profile] if profile != "default" else [])]
            settings = {
                "aws_access_key_id": credentials.access_key_id,
                "aws_secret_access_key": credentials.secret_access_key,
                "aws_session_token": credentials.session_token,
                "region": REGION,
                "endpoint_url": address(port),
            }
            lines += [
                f"aws configure set --profile {'-'.join(parts)} {key} {value}"
                for key, value in settings.items()
                if value
            ]
    return "".join(f"{line}\n" for line in lines)
