"""What a line of a solution says of itself in a comment at its end, and refusals that stand in nobody's way."""

from __future__ import annotations

from course.lesson.model import NARRATION, REFUSED
from sim.world import Outcome

STANDS_ALREADY = frozenset(
    {
        "EntityAlreadyExists", "DeleteConflict", "NoSuchEntity", "BucketAlreadyOwnedByYou", "BucketAlreadyExists",
        "BucketNotEmpty", "NoSuchBucket", "NoSuchKey", "InvalidInstanceID.NotFound", "IncorrectInstanceState",
        "IncorrectState",
    }
)  # fmt: skip
"""Codes of refusals that come of what stands already, or is gone already."""


def is_narration(command: str) -> bool:
    """Whether a line of a solution ends in the comment that says it may be left out."""
    return " ".join(command.split()).endswith(NARRATION)


def is_marked_refused(command: str) -> bool:
    """Whether a line of a solution ends in the comment that says it is refused."""
    return " ".join(command.split()).endswith(REFUSED)


def stands(outcome: Outcome) -> bool:
    """Whether a line was done, or refused only because what it makes stands already."""
    if outcome.status == 0:
        return True
    error = outcome.call.error if outcome.call else None
    return error["Code"] in STANDS_ALREADY if error else outcome.status == 1 and " already" in outcome.error
