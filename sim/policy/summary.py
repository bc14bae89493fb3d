"""A policy in plain words: for each statement and service, what it allows or denies, on what, under which conditions.

The columns are those of the console's policy summary (IAM User Guide, "Understanding policy summary"): service, access,
resource, request condition. The words are this simulator's own.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sim.policy.conditions import Condition, split
from sim.policy.document import Document, Effect, Statement
from sim.policy.principal import Principals

SERVICES = {
    "s3": "S3",
    "ec2": "EC2",
    "iam": "IAM",
    "sts": "STS",
    "cloudtrail": "CloudTrail",
    "*": "All services",
}
"""How services are called; others by their prefix, as in policies."""

_COMPARISONS = {
    "StringEquals": "is",
    "StringEqualsIgnoreCase": "is, in capitals or not,",
    "StringLike": "is like",
    "Bool": "is",
    "BinaryEquals": "is",
    "IpAddress": "is within",
    "ArnEquals": "is like",
    "ArnLike": "is like",
    "NumericEquals": "is",
    "NumericLessThan": "is less than",
    "NumericLessThanEquals": "is at most",
    "NumericGreaterThan": "is more than",
    "NumericGreaterThanEquals": "is at least",
    "DateEquals": "is",
    "DateLessThan": "is before",
    "DateLessThanEquals": "is not after",
    "DateGreaterThan": "is after",
    "DateGreaterThanEquals": "is not before",
}


@dataclass(frozen=True, slots=True)
class Summary:
    """One line of a policy's summary: what one statement says of one service.

    `principals` are there in a trust policy and in the policy of a resource; an empty tuple is no Principal at all.
    """

    statement: str
    effect: Effect
    service: str
    access: str
    resources: tuple[str, ...]
    conditions: tuple[str, ...]
    principals: tuple[str, ...] = ()


def summary(document: Document) -> tuple[Summary, ...]:
    """The document's summary, statement by statement."""
    return tuple(line for statement in document.statements for line in _lines(statement))


def told(line: Summary) -> tuple[str, str]:
    """A line for people: which statement allows or denies, and what, below it on what and under which conditions."""
    verb = "allows" if line.effect == "Allow" else "denies"
    name = f"S{line.statement[1:]}" if line.statement.startswith("statement ") else line.statement
    who = f" {_listed(line.principals)} to use" if line.principals else ""
    on = f"\n    on {_listed(line.resources)}" if line.resources else ""
    conditions = f"\n    if {' and '.join(line.conditions)}" if line.conditions else ""
    return f"{name} {verb}", f"{who} {line.service}: {line.access}{on}{conditions}"


def _listed(words: tuple[str, ...]) -> str:
    """Joined by commas, an exception kept together with what follows it."""
    return ", ".join(words).replace(" except,", " except")


def in_words(condition: Condition) -> str:
    """A condition as a clause: aws:MultiFactorAuthPresent is false, or is absent."""
    values = " or ".join(condition.values) if condition.values else "nothing"
    _, base, _ = split(condition.operator) or (None, condition.operator, False)
    if base == "Null":
        return f"{condition.key} is {'absent' if 'true' in condition.values else 'present'}"
    positive = base.replace("Not", "", 1) if condition.negated else base
    verb = _COMPARISONS.get(positive, base)
    if condition.negated:
        verb = verb.replace("is", "is not", 1)
    clause = f"{condition.key} {verb} {values}"
    if condition.quantifier is not None:
        which = "every value of" if condition.quantifier == "ForAllValues" else "some value of"
        clause = f"{which} {clause}"
    absent = condition.if_exists or (condition.negated and condition.quantifier is None)
    return f"{clause}, or is absent" if absent else clause


def trusted(document: Document) -> tuple[str, ...]:
    """Whom a trust policy's Allow statements name, in words, each once."""
    found = (who for statement in document.allows for who in _principals(statement.principals))
    return tuple(dict.fromkeys(found))


def resource_in_words(resource: str) -> str:
    """A resource as a phrase: the bucket reports, everything in it, the user Alice; an ARN where there is none."""
    if resource == "*":
        return "everything"
    parts = resource.split(":", 5)
    if len(parts) < 6:
        return resource
    service, name = parts[2], parts[5]
    if service == "s3":
        return _bucket(name)
    kind, slash, rest = name.partition("/")
    if service in ("iam", "ec2") and slash and kind in _KINDS:
        return _thing(kind, rest)
    return resource


_KINDS = {
    "user": "user",
    "group": "group",
    "role": "role",
    "policy": "policy",
    "mfa": "MFA device",
    "instance": "instance",
}


def _thing(kind: str, name: str) -> str:
    if name == "*":
        return f"every {_KINDS[kind]}"
    if name == "${aws:username}":
        return "the user who asks" if kind == "user" else f"the {_KINDS[kind]} called as the user who asks"
    return f"the {_KINDS[kind]} {name}"


def _bucket(name: str) -> str:
    bucket, slash, key = name.partition("/")
    called = "every bucket" if bucket == "*" else f"the bucket {bucket}"
    if not slash:
        return called
    if key == "*":
        return f"everything in {called}"
    if key.endswith("/*"):
        return f"what is below {key[:-1]} in {called}"
    return f"{key} in {called}"


def _lines(statement: Statement) -> Iterable[Summary]:
    resources = tuple(map(resource_in_words, statement.resources))
    if statement.not_resource:
        resources = ("everything except", *resources)
    conditions = tuple(map(in_words, statement.conditions))
    principals = tuple(_principals(statement.principals))
    if statement.not_principal:
        principals = ("everybody except", *principals)
    for service, access in _access(statement):
        yield Summary(statement.name, statement.effect, service, access, resources, conditions, principals)


def _access(statement: Statement) -> Iterable[tuple[str, str]]:
    if statement.not_action:
        return [("All services", f"everything except {', '.join(statement.actions)}")]
    by_service: dict[str, list[str]] = {}
    for action in statement.actions:
        prefix, _, name = action.rpartition(":")
        by_service.setdefault(prefix.lower() or "*", []).append(name)
    return [(SERVICES.get(prefix, prefix), _actions(names)) for prefix, names in by_service.items()]


def _actions(names: list[str]) -> str:
    return "full access" if "*" in names else ", ".join(names)


def _principals(principals: Principals | None) -> Iterable[str]:
    for kind, value in principals.values if principals is not None else ():
        if value == "*":
            yield "everybody"
        elif kind != "AWS":
            yield f"the service {value}" if kind == "Service" else value
        elif value.isdecimal():
            yield f"the account {value}"
        elif value.endswith(":root"):
            yield f"the account {value.split(':')[4]}"
        elif ":user/" in value or ":role/" in value:
            kind_of, _, name = value.split(":", 5)[5].partition("/")
            yield f"the {kind_of} {name}"
        else:
            yield value
