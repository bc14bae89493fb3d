"""A policy document that a command line answered, in plain words."""

import json

from course.plain.width import wrapped
from course.tutor.driving import Outcome
from sim.policy.document import Kind, PolicyError, parse
from sim.policy.summary import summary
from sim.policy.summary import told as line_told
from sim.world import Call

PLACES: dict[str, tuple[Kind, tuple[str, ...]]] = {
    "GetPolicyVersion": ("managed", ("PolicyVersion", "Document")),
    "GetUserPolicy": ("identity", ("PolicyDocument",)),
    "GetGroupPolicy": ("identity", ("PolicyDocument",)),
    "GetRolePolicy": ("identity", ("PolicyDocument",)),
    "GetRole": ("trust", ("Role", "AssumeRolePolicyDocument")),
}
"""Operations that answer with a policy: what it is for, and where it stands in the answer."""


def told(outcome: Outcome) -> list[str]:
    """What the policy in an answer says, a line for each statement and service; nothing where there is none in JSON."""
    call = outcome.call
    if outcome.status or not isinstance(call, Call) or call.operation not in PLACES:
        return []
    kind, place = PLACES[call.operation]
    _, brace, answered = outcome.output.partition("{")  # what happened meanwhile is told before the answer
    try:
        answer = json.loads(brace + answered)
        for name in place:
            answer = answer[name]
        lines = summary(parse(answer, kind))
    except (json.JSONDecodeError, TypeError, KeyError, PolicyError):
        return []  # asked for as text or as a table, or only a part of it
    return ["In words:", *(_wrapped("".join(line_told(line))) for line in lines)]


def _wrapped(text: str) -> str:
    first, *others = text.split("\n")
    indents = [("  ", first), *(("    ", other.strip()) for other in others)]
    return "\n".join(wrapped(words, indent, indent + "  ") for indent, words in indents)
