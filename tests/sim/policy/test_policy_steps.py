"""Decisions told step by step."""

from __future__ import annotations

from typing import Any

from sim.policy.document import parse
from sim.policy.evaluate import Decision, NamedPolicy, Request, evaluate
from sim.policy.steps import Finding, steps, verdict

ALICE = "arn:aws:iam::123456789012:user/Alice"
FILE = "arn:aws:s3:::reports/a.csv"


def named(name: str, *statements: dict[str, Any]) -> NamedPolicy:
    return NamedPolicy(name, None, parse({"Version": "2012-10-17", "Statement": list(statements)}))


READ = named(
    "Reading",
    {"Sid": "Files", "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::reports/*"},
    {"Sid": "List", "Effect": "Allow", "Action": "s3:ListBucket", "Resource": "arn:aws:s3:::reports"},
)
NO_MFA = named(
    "DemandMFA",
    {
        "Sid": "WithoutMFA",
        "Effect": "Deny",
        "Action": "s3:*",
        "Resource": "*",
        "Condition": {"Bool": {"aws:MultiFactorAuthPresent": "false"}},
    },
)


def decided(*identity: NamedPolicy, resource: str = FILE, boundary: NamedPolicy | None = None, **keys: str) -> Decision:
    context = {key.replace("_", ":"): value for key, value in keys.items()}
    request = Request(ALICE, "123456789012", "s3:GetObject", resource, context)
    return evaluate(request, identity, boundary)


def test_a_condition_whose_key_is_absent_is_told_with_the_statement_that_it_keeps_from_applying() -> None:
    decision = decided(READ, NO_MFA)
    denying, granting = steps(decision)
    [finding] = denying.findings
    assert (finding.statement, finding.policy, finding.applies) == ("WithoutMFA", "DemandMFA", False)
    assert finding.why == ('aws:MultiFactorAuthPresent is absent, and the condition is Bool "false"',)
    assert denying.answer == "No."
    assert granting.findings == (Finding("Files", "Reading", True, ()),)
    assert (granting.elsewhere, granting.answer) == (1, "Yes: Files allows it.")
    assert verdict(decision) == "Nothing denies it, and a statement allows it."


def test_a_deny_ends_the_asking() -> None:
    decision = decided(READ, NO_MFA, aws_MultiFactorAuthPresent="false")
    [denying] = steps(decision)
    assert denying.answer == "Yes: WithoutMFA denies it."
    assert "a deny wins" in verdict(decision)


def test_what_nobody_allows_names_the_resources_that_did_not_match() -> None:
    decision = decided(READ, resource="arn:aws:s3:::payroll/a.csv")
    _, granting = steps(decision)
    assert granting.findings[0].why == ("the resource does not match: it names arn:aws:s3:::reports/*",)
    assert "implicit deny" in verdict(decision)


def test_a_boundary_has_a_step_of_its_own() -> None:
    boundary = named("Bounds", {"Effect": "Allow", "Action": "ec2:*", "Resource": "*"})
    decision = decided(READ, boundary=boundary)
    *_, limit = steps(decision)
    assert limit.question == "Does the permissions boundary allow it too?"
    assert (limit.elsewhere, limit.answer) == (1, "No.")
    assert "the permissions boundary does not" in verdict(decision)
