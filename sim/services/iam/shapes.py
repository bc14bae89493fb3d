"""Shapes and resources that several IAM operations share; the bounds are those of AWS's service model."""

from __future__ import annotations

import base64
from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sim.account import User
from sim.clock import Timestamp
from sim.errors import invalid, invalid_input
from sim.services.context import Context
from sim.services.declare import Parameter, Shape
from sim.world import World

NAME = r"[\w+=,.@-]+"

EXISTING_USER_NAME = Shape(minimum=1, maximum=128, pattern=NAME)
NEW_USER_NAME = Shape(minimum=1, maximum=64, pattern=NAME)
PATH = Shape(minimum=1, maximum=512, pattern=r"(\u002F)|(\u002F[\u0021-\u007E]+\u002F)")
PATH_PREFIX = Shape(minimum=1, maximum=512, pattern=r"\u002F[\u0021-\u007F]*")
POLICY_PATH_PREFIX = Shape(minimum=1, maximum=512, pattern=r"((/[A-Za-z0-9\.,\+@=_-]+)*)/")
MARKER = Shape(minimum=1, maximum=320, pattern=r"[\u0020-\u00FF]+")
MAX_ITEMS = Shape("integer", minimum=1, maximum=1000)
TAG = Shape(
    "structure",
    members={
        "Key": Shape(minimum=1, maximum=128, pattern=r"[\p{L}\p{Z}\p{N}_.:/=+\-@]+"),
        "Value": Shape(minimum=0, maximum=256, pattern=r"[\p{L}\p{Z}\p{N}_.:/=+\-@]*"),
    },
    required=("Key", "Value"),
)
TAGS = Shape("list", maximum=50, member=TAG)

USER_NAME = Parameter("UserName", EXISTING_USER_NAME, "The user's name.", required=True)
OWN_USER_NAME = Parameter("UserName", EXISTING_USER_NAME, "The user's name; the caller's own when left out.")
SHORT_USER_NAME = Parameter("UserName", NEW_USER_NAME, "The user's name.", required=True)
OWN_SHORT_USER_NAME = Parameter("UserName", NEW_USER_NAME, "The user's name; the caller's own when left out.")
PAGING = (
    Parameter("Marker", MARKER, "Where the next page begins, from the page before."),
    Parameter("MaxItems", MAX_ITEMS, "How many items a page holds at most; 100 when left out."),
)

TRUNCATED = ("IsTruncated", "Marker")


def user_resource(context: Context, parameters: Mapping[str, Any]) -> str:
    """The ARN of the user that UserName means; of an unknown one, as if its path were /."""
    name = parameters.get("UserName")
    account = context.world.account
    if name is None:
        return context.arn
    user = account.users.get(name)
    return account.user_arn(user) if user else account.arn(f"user/{name}")


def user_document(world: World, user: User, *, whole: bool = False) -> dict[str, Any]:
    """A user as IAM describes it; `whole` adds what only GetUser tells."""
    document: dict[str, Any] = {
        "Path": user.path,
        "UserName": user.user_name,
        "UserId": user.user_id,
        "Arn": world.account.user_arn(user),
        "CreateDate": Timestamp(user.create_date),
    }
    if user.password and user.password.last_used is not None:
        document["PasswordLastUsed"] = Timestamp(user.password.last_used)
    if whole and user.permissions_boundary is not None:
        document["PermissionsBoundary"] = boundary_document(user.permissions_boundary)
    if whole and user.tags:
        document["Tags"] = [{"Key": key, "Value": value} for key, value in user.tags]
    return document


def boundary_document(arn: str) -> dict[str, str]:
    """A permissions boundary as results show it."""
    return {"PermissionsBoundaryType": "Policy", "PermissionsBoundaryArn": arn}


def tags_of(parameters: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    """The Tags parameter as pairs.

    Raises ServiceError (InvalidInput) when a key stands twice, or begins with aws:, which AWS keeps for itself (IAM
    User Guide, "Tags for AWS Identity and Access Management resources"); the words of the latter are chosen here.
    """
    pairs = tuple((tag["Key"], tag["Value"]) for tag in parameters.get("Tags", ()))
    if any(key.casefold().startswith("aws:") for key, _ in pairs):
        raise invalid_input("Tag keys that begin with aws: are reserved for AWS use.")
    if len({key.casefold() for key, _ in pairs}) != len(pairs):
        raise invalid_input("Duplicate tag keys found. Please note that Tag keys are case insensitive.")
    return pairs


def page(
    name: str,
    items: Sequence[Any],
    parameters: Mapping[str, Any],
    document: Callable[[Any], Any],
    place: Callable[[Any], str] | None = None,
) -> dict[str, Any]:
    """One page of `items` under `name`, by Marker and MaxItems; only that page's documents are made.

    With `place`, what the items are sorted by (at most 240 bytes), a Marker says after which item to go on: nothing is
    passed over or shown twice when items come and go between two pages. Without, it counts.

    Raises ServiceError (ValidationError) for a Marker that no page gave.
    """
    size = parameters.get("MaxItems", 100)
    start = _start(items, parameters.get("Marker"), place)
    result: dict[str, Any] = {
        name: [document(item) for item in items[start : start + size]],
        "IsTruncated": start + size < len(items),
    }
    if result["IsTruncated"]:
        result["Marker"] = _marker(place(items[start + size - 1])) if place else str(start + size)
    return result


def _marker(place: str) -> str:
    return base64.urlsafe_b64encode(place.encode()).decode()


def _start(items: Sequence[Any], marker: str | None, place: Callable[[Any], str] | None) -> int:
    """Where the page that a Marker asks for begins."""
    if marker is None:
        return 0
    try:
        if place is None:
            start = int(marker) if marker.isascii() and marker.isdigit() else -1
        else:
            start = bisect_right(items, base64.b64decode(marker, b"-_", validate=True).decode(), key=place)
    except ValueError:
        start = -1
    if not 0 <= start <= len(items):
        raise invalid(f"Invalid Marker: {marker}")
    return start
