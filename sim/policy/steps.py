"""A decision told step by step, in the order in which AWS asks: what denies, what allows, what limits.

Source for the order: IAM User Guide, "Policy evaluation logic".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sim.policy.evaluate import Decision, PolicyType
from sim.policy.explain import StatementReason, explain


@dataclass(frozen=True, slots=True)
class Finding:
    """A statement that was looked at: whether it applies, and in words why, or why not."""

    statement: str
    policy: str
    applies: bool
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """One question, the statements that were looked at for it, and the answer.

    `elsewhere` counts further statements of the same effect that are about other actions.
    """

    question: str
    findings: tuple[Finding, ...]
    elsewhere: int
    answer: str


def steps(decision: Decision) -> tuple[Step, ...]:
    """The steps to a decision; those that it did not come to any more are left out. Root's own right has none."""
    if decision.policy_type == "root":
        return ()
    reasons = explain(decision)
    denying = _step("Does a statement deny it?", [r for r in reasons if r.statement.effect == "Deny"], "denies")
    if decision.kind == "explicit-deny":
        return (denying,)
    granting = [r for r in reasons if r.statement.effect == "Allow" and r.policy_type in _GRANTING]
    found = [denying, _step("Does a statement allow it?", granting, "allows")]
    if not any(reason.applies for reason in granting):
        return tuple(found)
    for policy_type, question in _LIMITS:
        limiting = [r for r in reasons if r.statement.effect == "Allow" and r.policy_type == policy_type]
        limited = any(kind == policy_type and policies for kind, policies in decision.sources)
        if limited or decision.policy_type == policy_type:
            found.append(_step(question, limiting, "allows"))
    return tuple(found)


def verdict(decision: Decision) -> str:
    """The decision in a sentence."""
    if decision.policy_type == "root":
        return "The root user may do everything in the account: no policy is asked."
    if decision.kind == "explicit-deny":
        return "A statement denies it. That decides: a deny wins over every allow."
    if decision.allowed:
        return "Nothing denies it, and a statement allows it."
    limits = {"boundary": "the permissions boundary", "session": "the session policy"}
    if decision.policy_type in limits:
        return f"A statement allows it, but {limits[decision.policy_type]} does not; both must."
    return "Nothing allows it. What nobody allows is denied (an implicit deny)."


_GRANTING: frozenset[PolicyType] = frozenset({"identity", "resource", "trust"})

_LIMITS: tuple[tuple[PolicyType, str], ...] = (
    ("boundary", "Does the permissions boundary allow it too?"),
    ("session", "Does the session policy allow it too?"),
)


def _step(question: str, reasons: Sequence[StatementReason], verb: str) -> Step:
    near = [reason for reason in reasons if reason.action]
    applying = [reason.statement.name for reason in near if reason.applies]
    answer = f"Yes: {' and '.join(dict.fromkeys(applying))} {verb} it." if applying else "No."
    if len(applying) > 1 and verb == "allows":
        answer = f"Yes: {' and '.join(dict.fromkeys(applying))} allow it."
    return Step(question, tuple(map(_finding, near)), len(reasons) - len(near), answer)


def _finding(reason: StatementReason) -> Finding:
    why = tuple(condition.text for condition in reason.conditions) if reason.applies else _failed(reason)
    return Finding(reason.statement.name, reason.policy.name, reason.applies, why)


def _failed(reason: StatementReason) -> tuple[str, ...]:
    """Why it does not apply; the resources that it names beside a resource that does not match."""
    named = ", ".join(reason.statement.resources)
    listed = named if reason.statement.not_resource else f"it names {named}"
    return tuple(f"{why}: {listed}" if why.startswith("the resource") else why for why in reason.failed)
