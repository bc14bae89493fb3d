import pytest
from policy_rows import ACCOUNT, USER, Row, allow, decide, deny, document
from policy_rows_mfa import CONSOLE, MFA, NAME, S3_READ, SELF_MANAGE

from sim.policy.denial import access_denied_message
from sim.policy.document import parse
from sim.policy.evaluate import NamedPolicy, Request, assume_role, evaluate
from sim.policy.explain import StatementReason, explain, missing_keys
from sim.policy.managed import MANAGED
from sim.policy.principal import principal_keys

OBJECT = "arn:aws:s3:::b/k"


def read(context: dict, action: str = "s3:GetObject", resource: str = OBJECT) -> Row:
    return Row("page", "case", action, resource, "", context, (SELF_MANAGE, S3_READ))


def by_name(row: Row) -> dict[str, StatementReason]:
    return {reason.statement.name: reason for reason in explain(decide(row))}


def test_the_statement_that_denied() -> None:
    decision = decide(read(NAME))
    assert (decision.kind, decision.policy_type) == ("explicit-deny", "identity")
    assert decision.policy is not None
    assert decision.policy.name == "identity0"
    assert decision.statement is not None
    assert (decision.statement.sid, decision.statement.index) == ("DenyAllExceptListedIfNoMFA", 3)


def test_a_condition_that_held_on_an_absent_key() -> None:
    (condition,) = by_name(read(NAME))["DenyAllExceptListedIfNoMFA"].conditions
    assert condition.holds
    assert condition.values == ()
    assert condition.text == 'aws:MultiFactorAuthPresent is absent, which meets BoolIfExists "false"'  # fmt: skip


def test_a_condition_that_failed_on_a_value() -> None:
    reason = by_name(read(MFA))["DenyAllExceptListedIfNoMFA"]
    assert not reason.applies
    assert reason.action
    assert reason.resource
    assert reason.failed == ('aws:MultiFactorAuthPresent is "true", and the condition is BoolIfExists "false"',)


def test_what_did_not_match() -> None:
    reasons = by_name(read(CONSOLE, "iam:EnableMFADevice", f"arn:aws:iam::{ACCOUNT}:user/Bob"))
    assert reasons["AllowViewAccountInfo"].failed == ("the action does not match",)
    assert reasons["AllowManageOwnUserMFA"].failed == ("the resource does not match",)
    assert reasons["DenyAllExceptListedIfNoMFA"].failed == ("the action is listed in NotAction",)
    assert reasons["statement 1"].policy.name == "identity1"


def test_a_variable_without_a_value_is_told() -> None:
    policy = document(allow("s3:*", "*", {"StringLike": {"s3:prefix": ["${aws:username}/*"]}}))
    row = Row("page", "case", "s3:ListBucket", "arn:aws:s3:::b", "", {"s3:prefix": "x/"}, (policy,))
    (reason,) = explain(decide(row))
    assert reason.failed == (
        's3:prefix is "x/", and the condition is StringLike "${aws:username}/*"; there is no aws:username to put in',
    )
    assert missing_keys(decide(row)) == ("aws:username",)


def test_not_resource_with_a_missing_variable_does_not_apply() -> None:
    policy = document(deny("s3:*", None, NotResource="arn:aws:s3:::b/${aws:username}/*"))
    row = Row("page", "case", "s3:GetObject", "arn:aws:s3:::b/Bob/k", "", {}, (policy,))
    (reason,) = explain(decide(row))
    assert reason.failed == ("there is no aws:username to put into the resource",)
    assert decide(row).kind == "implicit-deny"
    assert decide(row._replace(context={"aws:username": "Alice"})).kind == "explicit-deny"


def test_a_principal_that_does_not_match() -> None:
    other = allow("s3:*", "*", Principal={"AWS": "999999999999"})
    policy = document(other, deny("s3:*", [OBJECT[:-1]], Principal="*"))
    row = read(NAME)._replace(identity=(), resource_policy=policy)
    first, second = explain(decide(row))
    assert first.failed == ("the principal does not match",)
    assert second.failed == ("the resource does not match",)


def test_missing_keys_are_those_of_statements_for_the_action() -> None:
    assert missing_keys(decide(read({}))) == ("aws:MultiFactorAuthPresent",)
    assert missing_keys(decide(read({}, "iam:GetUser", USER))) == ("aws:username",)
    assert missing_keys(decide(read(MFA))) == ()


S3_ALL, NOTHING = document(allow("s3:*")), document(allow("sqs:x"))
DENY = document(allow("*"), deny("s3:*"))
TRUST = document(allow("sts:AssumeRole", None, Principal={"AWS": f"arn:aws:iam::{ACCOUNT}:user/Bob"}))
TRUST_DENY = document(deny("sts:AssumeRole", None, Principal={"AWS": USER}))


@pytest.mark.parametrize(
    ("more", "ending"),
    [
        ({}, "because no identity-based policy allows the s3:GetObject action"),
        ({"identity": (DENY,)}, "with an explicit deny in an identity-based policy"),
        (
            {"identity": (S3_ALL,), "boundary": NOTHING},
            "because no permissions boundary allows the s3:GetObject action",
        ),
        ({"identity": (S3_ALL,), "boundary": DENY}, "with an explicit deny in a permissions boundary"),
        ({"identity": (S3_ALL,), "session": (NOTHING,)}, "because no session policy allows the s3:GetObject action"),
        ({"identity": (S3_ALL,), "session": (DENY,)}, "with an explicit deny in a session policy"),
        (
            {"identity": (S3_ALL,), "account": "999999999999"},
            "because no resource-based policy allows the s3:GetObject action",
        ),
        (
            {"identity": (S3_ALL,), "resource_policy": document(deny("s3:*", "*", Principal="*"))},
            "with an explicit deny in a resource-based policy",
        ),
    ],
)
def test_messages(more: dict, ending: str) -> None:
    decision = decide(read({})._replace(identity=())._replace(**more))
    message = access_denied_message(USER, "s3:GetObject", OBJECT, decision)
    assert message == f'User: {USER} is not authorized to perform: s3:GetObject on resource: "{OBJECT}" {ending}'


@pytest.mark.parametrize(
    ("trust", "ending"),
    [
        (TRUST, "because no role trust policy allows the sts:AssumeRole action"),
        (TRUST_DENY, "with an explicit deny in the role trust policy"),
    ],
)
def test_messages_of_trust_policies(trust: dict, ending: str) -> None:
    role = f"arn:aws:iam::{ACCOUNT}:role/Ops"
    decision = decide(Row("page", "case", "sts:AssumeRole", role, "", identity=(document(allow("*")),), trust=trust))
    message = access_denied_message(USER, "sts:AssumeRole", role, decision)
    assert message == f"User: {USER} is not authorized to perform: sts:AssumeRole on resource: {role} {ending}"


def test_a_message_without_a_resource() -> None:
    decision = decide(read({}, "iam:ListUsers", "*")._replace(identity=()))
    assert access_denied_message(USER, "iam:ListUsers", None, decision) == (
        f"User: {USER} is not authorized to perform: iam:ListUsers "
        "because no identity-based policy allows the iam:ListUsers action"
    )


def test_a_trust_policy_may_name_unique_ids_and_roles_with_paths() -> None:
    session = f"arn:aws:sts::{ACCOUNT}:assumed-role/Ops/me"
    keys = principal_keys(session, "AROAEXAMPLEEXAMPLE123:me", role_arn=f"arn:aws:iam::{ACCOUNT}:role/path/Ops")
    for name in (f"arn:aws:iam::{ACCOUNT}:role/path/Ops", "AROAEXAMPLEEXAMPLE123"):
        trust = NamedPolicy(
            "trust", None, parse(document(allow("sts:AssumeRole", None, Principal={"AWS": name})), "trust")
        )
        assert assume_role(Request(session, ACCOUNT, "sts:AssumeRole", "*", keys), trust).allowed


@pytest.mark.parametrize(
    ("arn", "user_id", "expected"),
    [
        (USER, "AIDA1", {"aws:PrincipalType": "User", "aws:username": "Alice", "aws:PrincipalArn": USER}),
        (f"arn:aws:iam::{ACCOUNT}:user/a/b/Bob", "AIDA2", {"aws:PrincipalType": "User", "aws:username": "Bob"}),
        (f"arn:aws:iam::{ACCOUNT}:root", ACCOUNT, {"aws:PrincipalType": "Account"}),
        (
            f"arn:aws:sts::{ACCOUNT}:assumed-role/Ops/me",
            "AROA1:me",
            {"aws:PrincipalType": "AssumedRole", "aws:PrincipalArn": f"arn:aws:iam::{ACCOUNT}:role/Ops"},
        ),
        (f"arn:aws:sts::{ACCOUNT}:federated-user/f", f"{ACCOUNT}:f", {"aws:PrincipalType": "FederatedUser"}),
    ],
)
def test_keys_of_the_principal(arn: str, user_id: str, expected: dict) -> None:
    keys = principal_keys(arn, user_id, {"team": "blue"})
    assert expected.items() <= keys.items()
    assert ("aws:username" in keys) == ("aws:username" in expected)
    assert keys["aws:PrincipalAccount"] == ACCOUNT
    assert keys["aws:userid"] == user_id
    assert keys["aws:PrincipalTag/team"] == "blue"


def test_managed_policies_are_read() -> None:
    assert list(MANAGED) == sorted(MANAGED)
    for arn, policy in MANAGED.items():
        assert policy.arn == arn
        assert policy.document.version == "2012-10-17"
        assert policy.description


@pytest.mark.parametrize(
    ("name", "action", "resource", "allowed"),
    [
        ("AdministratorAccess", "iam:CreateUser", USER, True),
        ("PowerUserAccess", "ec2:RunInstances", "*", True),
        ("PowerUserAccess", "iam:ListRoles", "*", True),
        ("PowerUserAccess", "iam:ListUsers", "*", False),
        ("IAMFullAccess", "iam:EnableMFADevice", USER, True),
        ("IAMFullAccess", "s3:GetObject", OBJECT, False),
        ("IAMReadOnlyAccess", "iam:ListMFADevices", USER, True),
        ("IAMReadOnlyAccess", "iam:EnableMFADevice", USER, False),
        ("IAMUserChangePassword", "iam:ChangePassword", USER, True),
        ("IAMUserChangePassword", "iam:ChangePassword", f"arn:aws:iam::{ACCOUNT}:user/a/b/Alice", True),
        ("IAMUserChangePassword", "iam:ChangePassword", f"arn:aws:iam::{ACCOUNT}:user/Bob", False),
        ("AmazonS3ReadOnlyAccess", "s3:GetObject", OBJECT, True),
        ("AmazonS3ReadOnlyAccess", "s3:PutObject", OBJECT, False),
        ("AmazonS3FullAccess", "s3:PutObject", OBJECT, True),
        ("AmazonEC2ReadOnlyAccess", "ec2:DescribeInstances", "*", True),
        ("AmazonEC2ReadOnlyAccess", "ec2:StopInstances", "*", False),
        ("AmazonEC2FullAccess", "ec2:TerminateInstances", "*", True),
        ("AmazonEC2FullAccess", "iam:CreateServiceLinkedRole", "*", False),
    ],
)
def test_what_managed_policies_allow(name: str, action: str, resource: str, allowed: bool) -> None:
    policy = MANAGED[f"arn:aws:iam::aws:policy/{name}"]
    request = Request(USER, ACCOUNT, action, resource, {"aws:username": "Alice"})
    assert evaluate(request, [NamedPolicy(name, policy.arn, policy.document)]).allowed is allowed
