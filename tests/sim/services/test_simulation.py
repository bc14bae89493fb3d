"""Policy simulation: the decision, the statements that matched and where they stand, the keys that are missing."""

from __future__ import annotations

import json
from typing import Any

import pytest
from simroom import Room

from sim.policy.positions import statement_positions

ALICE = "arn:aws:iam::123456789012:user/Alice"
ALLOW = '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"*"}]}'
DENY = '{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"s3:GetObject","Resource":"*"}]}'
ADMINISTRATOR = """{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "*",
      "Resource": "*"
    }
  ]
}"""


def results(room: Room, line: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(room.ok(f"aws iam simulate-{line}"))["EvaluationResults"]
    return found


def test_positions_as_published_results_have_them() -> None:
    """AdministratorAccess is reported from line 3, column 17, to line 8, column 6."""
    assert statement_positions(ADMINISTRATOR) == (((3, 17), (8, 6)),)
    two = '{"Statement":[{"a":"}\\""},{"b":[{}]}],"Version":"1"}'
    assert statement_positions(two) == (((1, 15), (1, 26)), ((1, 26), (1, 37)))
    assert statement_positions('{"Statement": {"a": 1}}') == (((1, 14), (1, 23)),)


def test_a_users_own_policies(room: Room) -> None:
    resource = f"--policy-source-arn {ALICE} --resource-arns {ALICE}"
    denied, allowed = results(room, f"principal-policy {resource} --action-names iam:ListUsers iam:GetUser")
    assert (denied["EvalActionName"], denied["EvalDecision"]) == ("iam:ListUsers", "explicitDeny")
    assert denied["MissingContextValues"] == ["aws:MultiFactorAuthPresent"]
    assert [m["SourcePolicyId"] for m in denied["MatchedStatements"]] == ["ManageOwnMFA"]
    assert (allowed["EvalDecision"], allowed["EvalResourceName"]) == ("allowed", ALICE)


@pytest.mark.parametrize(("present", "decision"), [("true", "allowed"), ("false", "explicitDeny")])
def test_context_that_is_given(room: Room, present: str, decision: str) -> None:
    entry = f"ContextKeyName=aws:MultiFactorAuthPresent,ContextKeyValues={present},ContextKeyType=boolean"
    line = f"principal-policy --policy-source-arn {ALICE} --action-names iam:DeactivateMFADevice"
    (result,) = results(room, f"{line} --resource-arns {ALICE} --context-entries {entry}")
    assert (result["EvalDecision"], result["MissingContextValues"]) == (decision, [])


def test_given_policies(room: Room) -> None:
    asked = "--action-names s3:GetObject s3:PutObject ec2:StartInstances"
    found = results(room, f"custom-policy --policy-input-list '{ALLOW}' '{DENY}' {asked}")
    assert [(r["EvalDecision"], r["EvalResourceName"]) for r in found] == [
        ("explicitDeny", "*"),
        ("allowed", "*"),
        ("implicitDeny", "*"),
    ]
    assert [m["SourcePolicyId"] for m in found[0]["MatchedStatements"]] == ["PolicyInputList.2"]
    assert found[2]["MatchedStatements"] == []


def test_a_boundary(room: Room) -> None:
    read = "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"
    room.ok(f"aws iam put-user-permissions-boundary --user-name Admin --permissions-boundary {read}")
    room.ok("sign-in root --password Correct-Horse-9-Battery")
    admin = ALICE.replace("Alice", "Admin")
    line = f"principal-policy --policy-source-arn {admin} --action-names s3:GetObject s3:PutObject"
    inside, outside = results(room, line)
    assert (inside["EvalDecision"], outside["EvalDecision"]) == ("allowed", "implicitDeny")
    assert inside["PermissionsBoundaryDecisionDetail"] == {"AllowedByPermissionsBoundary": True}
    assert outside["PermissionsBoundaryDecisionDetail"] == {"AllowedByPermissionsBoundary": False}
    (result,) = results(room, f"{line.partition(' s3:PutObject')[0]} --permissions-boundary-policy-input-list '{DENY}'")
    assert result["EvalDecision"] == "explicitDeny"


def test_inline_policies_are_named_after_who_has_them(room: Room) -> None:
    room.ok(f"aws iam put-group-policy --group-name Staff --policy-name buckets --policy-document '{ALLOW}'")
    entry = "ContextKeyName=aws:MultiFactorAuthPresent,ContextKeyValues=true,ContextKeyType=boolean"
    line = f"principal-policy --policy-source-arn {ALICE} --action-names s3:DeleteObject --context-entries {entry}"
    (result,) = results(room, line)
    assert [m["SourcePolicyId"] for m in result["MatchedStatements"]] == ["group_Staff_buckets"]


def test_a_resource_policy_and_a_caller(room: Room) -> None:
    statement = {"Effect": "Allow", "Principal": {"AWS": ALICE}, "Action": "s3:GetObject", "Resource": "*"}
    policy = json.dumps({"Version": "2012-10-17", "Statement": [statement]})
    line = f"custom-policy --policy-input-list '{DENY.replace('GetObject', 'PutObject')}' --action-names s3:GetObject"
    (result,) = results(room, f"{line} --resource-policy '{policy}' --caller-arn {ALICE}")
    assert result["EvalDecision"] == "allowed"
    assert result["MatchedStatements"][0]["SourcePolicyId"] == "ResourcePolicy"
    (result,) = results(room, f"{line} --resource-policy '{policy}' --caller-arn {ALICE.replace('Alice', 'Alan')}")
    assert result["EvalDecision"] == "implicitDeny"


@pytest.mark.parametrize(
    ("arn", "code", "words"),
    [
        (ALICE.replace("Alice", "Nobody"), "NoSuchEntity", "The user with name Nobody cannot be found."),
        ("arn:aws:iam::123456789012:role/Nope", "NoSuchEntity", "The role with name Nope cannot be found."),
        ("arn:aws:sts::123456789012:assumed-role/a/b", "InvalidInput", "does not clearly define entity type and name."),
        (ALICE.replace("123456789012", "999999999999"), "InvalidInput", "Invalid Policy Source Arn: caller's account"),
    ],
)
def test_refusals(room: Room, arn: str, code: str, words: str) -> None:
    outcome = room(f"aws iam simulate-principal-policy --policy-source-arn {arn} --action-names iam:ListUsers")
    assert f"({code})" in outcome.error
    assert words in outcome.error


def test_pages(room: Room) -> None:
    line = f"aws iam simulate-custom-policy --policy-input-list '{ALLOW}' --action-names s3:A s3:B s3:C --max-items 2"
    assert len(json.loads(room.ok(line))["EvaluationResults"]) == 2


def test_the_keys_that_policies_ask_for(room: Room) -> None:
    found = json.loads(room.ok(f"aws iam get-context-keys-for-principal-policy --policy-source-arn {ALICE}"))
    assert {"aws:MultiFactorAuthPresent", "aws:username"} <= set(found["ContextKeyNames"])
    line = f"aws iam get-context-keys-for-custom-policy --policy-input-list '{ALLOW}'"
    assert json.loads(room.ok(line)) == {"ContextKeyNames": []}


def test_everything_at_once(room: Room) -> None:
    found = json.loads(room.ok("aws iam get-account-authorization-details"))
    assert [user["UserName"] for user in found["UserDetailList"]] == ["Admin", "Alan", "Alice"]
    assert found["UserDetailList"][2]["GroupList"] == ["Staff"]
    assert {policy["PolicyName"] for policy in found["Policies"]} == {"ManageOwnMFA", "AdministratorAccess"}
    own = next(policy for policy in found["Policies"] if policy["PolicyName"] == "ManageOwnMFA")
    assert own["PolicyVersionList"][0]["Document"]["Version"] == "2012-10-17"
    found = json.loads(room.ok("aws iam get-account-authorization-details --filter Group"))
    assert (len(found["GroupDetailList"]), found["UserDetailList"]) == (1, [])
