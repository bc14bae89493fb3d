"""A policy document that a command line answered or wrote, in plain words."""

import json
from typing import Any

from course.plain.answered import document
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

WRITTEN: dict[str, tuple[Kind, str]] = {
    "CreatePolicy": ("managed", "PolicyDocument"),
    "CreatePolicyVersion": ("managed", "PolicyDocument"),
    "PutUserPolicy": ("identity", "PolicyDocument"),
    "PutGroupPolicy": ("identity", "PolicyDocument"),
    "PutRolePolicy": ("identity", "PolicyDocument"),
    "CreateRole": ("trust", "AssumeRolePolicyDocument"),
    "UpdateAssumeRolePolicy": ("trust", "PolicyDocument"),
}
"""Operations that are given a policy: what it is for, and the parameter that it is."""


def told(outcome: Outcome) -> list[str]:
    """What the policy says that was written or answered, a line for each statement and service.

    Nothing where there is none, or it was not answered in JSON.
    """
    call = outcome.call
    if outcome.status or not isinstance(call, Call) or call.operation is None:
        return []
    try:
        kind, policy = _policy(call, outcome.output)
        lines = summary(parse(policy, kind))
    except (json.JSONDecodeError, TypeError, KeyError, PolicyError):
        return []  # another operation, or asked for as text or as a table, or only a part of it
    return ["In words:", *(_wrapped("".join(line_told(line))) for line in lines)]


def _policy(call: Call, output: str) -> tuple[Kind, Any]:
    operation = call.operation or ""
    if operation in WRITTEN:
        kind, parameter = WRITTEN[operation]
        return kind, json.loads(call.parameters[parameter])
    kind, place = PLACES[operation]
    answer = document(output)
    for name in place:
        answer = answer[name]
    return kind, answer


def _wrapped(text: str) -> str:
    first, *others = text.split("\n")
    indents = [("  ", first), *(("    ", other.strip()) for other in others)]
    return "\n".join(wrapped(words, indent, indent + "  ") for indent, words in indents)
