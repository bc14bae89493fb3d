"""What the policy simulator answered, in words."""

from __future__ import annotations

import pytest
from simroom import Room

from course.plain.answers import in_words
from course.plain.simulation import TOLD

ASK = "aws iam simulate-principal-policy --policy-source-arn arn:aws:iam::123456789012:user/Alice"
REPORT = "--resource-arns arn:aws:s3:::example-reports/reports/x"
WITH_MFA = "ContextKeyName=aws:MultiFactorAuthPresent,ContextKeyValues=true,ContextKeyType=boolean"


@pytest.fixture
def room(room: Room) -> Room:
    room.ok("sign-in Admin --password Keep-The-Keys-41")
    return room


def after(room: Room, line: str) -> list[str]:
    outcome = room(line)
    return [" ".join(each.split()) for each in in_words(line, outcome, room.world)]


def test_an_answer_is_told_with_the_steps_to_it(room: Room) -> None:
    lead, what, verdict, note, first, *_ = after(room, f"{ASK} --action-names s3:GetObject {REPORT}")
    assert lead == "In words:"
    assert what == "s3:GetObject on arn:aws:s3:::example-reports/reports/x:"
    assert verdict.startswith("✗ Denied A statement denies it.")
    assert "has no aws:MultiFactorAuthPresent: it is absent, not false." in note
    assert first.startswith("1. Does a statement deny it? Yes: DenyAllExceptListedIfNoMFA denies it.")


def test_keys_that_are_given_count(room: Room) -> None:
    lines = after(room, f"{ASK} --action-names s3:GetObject {REPORT} --context-entries {WITH_MFA}")
    assert lines[2].startswith("✓ Allowed")
    assert not any("absent, not false" in line for line in lines)


def test_of_many_results_the_first_are_told(room: Room) -> None:
    actions = " ".join(f"iam:Get{number}" for number in range(TOLD + 2))
    lines = after(room, f"{ASK} --action-names {actions}")
    assert sum(line.endswith(" on *:") for line in lines) == TOLD
    assert lines[-1] == "and 2 more results"


@pytest.mark.parametrize(
    "line",
    [
        f"{ASK} --action-names s3:GetObject --query EvaluationResults[].EvalDecision",
        f"{ASK} --action-names s3:GetObject --output text",
        f"{ASK} --action-names s3:GetObject --max-items 0",
        f"{ASK} --action-names s3:GetObject --query '{{EvaluationResults: EvaluationResults[].{{EvalActionName: @,"
        " EvalResourceName: EvalResourceName, MissingContextValues: MissingContextValues}}'",
        f"{ASK}x --action-names s3:GetObject",
        "whoami",
    ],
)
def test_nothing_is_told_where_no_answer_stands_in_json(room: Room, line: str) -> None:
    assert after(room, line) == []
