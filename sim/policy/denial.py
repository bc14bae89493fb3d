"""The message of an AccessDenied error.

Source: IAM User Guide, "Troubleshoot access denied error messages", section "Access denied error message examples".
Its role trust examples leave the resource out; the message here keeps it, as STS is widely seen to. S3 puts its
resource in quotation marks, as reported by many.
"""

from __future__ import annotations

from sim.policy.evaluate import Decision, PolicyType

_EXPLICIT: dict[PolicyType, str] = {
    "identity": "an identity-based policy",
    "resource": "a resource-based policy",
    "boundary": "a permissions boundary",
    "session": "a session policy",
    "trust": "the role trust policy",
}
_IMPLICIT: dict[PolicyType, str] = {
    "identity": "identity-based policy",
    "resource": "resource-based policy",
    "boundary": "permissions boundary",
    "session": "session policy",
    "trust": "role trust policy",
}


def access_denied_message(principal_arn: str, action: str, resource: str | None, decision: Decision) -> str:
    """AWS's sentence for a request that `decision` refuses; `resource` None or empty leaves it out."""
    text = f"User: {principal_arn} is not authorized to perform: {action}"
    if resource:
        text += f' on resource: "{resource}"' if action.startswith("s3:") else f" on resource: {resource}"
    if decision.kind == "explicit-deny":
        return f"{text} with an explicit deny in {_EXPLICIT[decision.policy_type]}"
    return f"{text} because no {_IMPLICIT[decision.policy_type]} allows the {action} action"
