"""What a row of the decision tables is: a page of AWS's documentation, its policies, a request, the decision."""

from typing import NamedTuple

import pytest

from sim.policy.document import Kind, PolicyError, parse
from sim.policy.evaluate import Decision, NamedPolicy, Request, assume_role, evaluate

ACCOUNT = "123456789012"
BUCKET = "arn:aws:s3:::example_bucket"
USER = f"arn:aws:iam::{ACCOUNT}:user/Alice"


class Row(NamedTuple):
    page: str  # the page's file name in the user guide's sources, without .md
    case: str
    action: str
    resource: str
    expected: str
    context: dict = {}  # noqa: RUF012 - never changed
    identity: tuple = ()
    principal: str = USER
    boundary: dict | None = None
    session: tuple = ()
    resource_policy: dict | None = None
    trust: dict | None = None
    account: str = ACCOUNT

    @property
    def id(self) -> str:
        return f"{self.page}: {self.case}"


def document(*statements: dict, version: str | None = "2012-10-17") -> dict:
    return ({"Version": version} if version else {}) | {"Statement": list(statements)}


def statement(effect: str, action, resource="*", condition: dict | None = None, **more) -> dict:
    found = {"Effect": effect, "Action": action, "Resource": resource} | more
    if condition is not None:
        found["Condition"] = condition
    return {key: value for key, value in found.items() if value is not None}


def allow(action, resource="*", condition: dict | None = None, **more) -> dict:
    return statement("Allow", action, resource, condition, **more)


def deny(action, resource="*", condition: dict | None = None, **more) -> dict:
    return statement("Deny", action, resource, condition, **more)


def refusal(source: object, kind: Kind = "identity") -> PolicyError:
    with pytest.raises(PolicyError) as caught:
        parse(source, kind)
    assert caught.value.detail
    return caught.value


def changed(**elements: object) -> dict:
    """A good policy with elements of its statement replaced; None takes one out."""
    return document(*[{k: v for k, v in (allow("s3:ListBucket", BUCKET) | elements).items() if v is not None}])


def named(policy: dict, kind: Kind, number: int = 0) -> NamedPolicy:
    return NamedPolicy(f"{kind}{number}", None, parse(policy, kind))


def decide(row: Row) -> Decision:
    request = Request(row.principal, row.account, row.action, row.resource, row.context)
    identity = [named(policy, "identity", number) for number, policy in enumerate(row.identity)]
    boundary = None if row.boundary is None else named(row.boundary, "managed")
    session = [named(policy, "session", number) for number, policy in enumerate(row.session)]
    if row.trust is not None:
        return assume_role(request, named(row.trust, "trust"), identity, boundary, session)
    resource_policy = None if row.resource_policy is None else named(row.resource_policy, "resource")
    return evaluate(request, identity, boundary, session, resource_policy)
