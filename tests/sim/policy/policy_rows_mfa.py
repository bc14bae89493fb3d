"""Decisions about MFA, from the pages that explain it."""

from policy_rows import ACCOUNT, USER, Row, allow, deny, document

IAM = f"arn:aws:iam::{ACCOUNT}"
NAME = {"aws:username": "Alice"}
MFA = NAME | {"aws:MultiFactorAuthPresent": "true", "aws:MultiFactorAuthAge": "60"}
CONSOLE = NAME | {"aws:MultiFactorAuthPresent": "false"}

SELF_MANAGE = document(
    allow("iam:ListVirtualMFADevices", Sid="AllowViewAccountInfo"),
    allow(["iam:CreateVirtualMFADevice"], "arn:aws:iam::*:mfa/*", Sid="AllowManageOwnVirtualMFADevice"),
    allow(
        [
            "iam:DeactivateMFADevice",
            "iam:EnableMFADevice",
            "iam:GetUser",
            "iam:ListMFADevices",
            "iam:ResyncMFADevice",
        ],
        "arn:aws:iam::*:user/${aws:username}",
        Sid="AllowManageOwnUserMFA",
    ),
    deny(
        None,
        "*",
        {"BoolIfExists": {"aws:MultiFactorAuthPresent": "false"}},
        Sid="DenyAllExceptListedIfNoMFA",
        NotAction=[
            "iam:CreateVirtualMFADevice",
            "iam:EnableMFADevice",
            "iam:GetUser",
            "iam:ListMFADevices",
            "iam:ListVirtualMFADevices",
            "iam:ResyncMFADevice",
            "sts:GetSessionToken",
        ],
    ),
)
S3_READ = document(allow(["s3:Get*", "s3:List*"]))

PAGE = "reference_policies_examples_aws_my-sec-creds-self-manage-mfa-only"


def own(case: str, action: str, resource: str, expected: str, context: dict = NAME, **more) -> Row:
    return Row(PAGE, case, action, resource, expected, context, (SELF_MANAGE, S3_READ), **more)


SELF_ROWS = [
    own("keys may list virtual devices", "iam:ListVirtualMFADevices", f"{IAM}:mfa/", "allow"),
    own("keys may create a device of any name", "iam:CreateVirtualMFADevice", f"{IAM}:mfa/MyPhone", "allow"),
    own("keys may enable an own device", "iam:EnableMFADevice", USER, "allow"),
    own("keys may resync an own device", "iam:ResyncMFADevice", USER, "allow"),
    own("keys may look at the own user", "iam:GetUser", USER, "allow"),
    own("keys may list own devices", "iam:ListMFADevices", USER, "allow"),
    own("keys may not list another's devices", "iam:ListMFADevices", f"{IAM}:user/Bob", "implicit-deny"),
    own("keys may not enable for another", "iam:EnableMFADevice", f"{IAM}:user/Bob", "implicit-deny"),
    own("keys may not deactivate", "iam:DeactivateMFADevice", USER, "explicit-deny"),
    own("keys may not delete a device", "iam:DeleteVirtualMFADevice", f"{IAM}:mfa/MyPhone", "explicit-deny"),
    own("keys may not list users", "iam:ListUsers", f"{IAM}:user/", "explicit-deny"),
    own("keys may not read what another policy allows", "s3:GetObject", "arn:aws:s3:::b/k", "explicit-deny"),
    own("GetSessionToken is not denied, nor allowed", "sts:GetSessionToken", "*", "implicit-deny"),
    own("a console session without MFA may not read", "s3:GetObject", "arn:aws:s3:::b/k", "explicit-deny", CONSOLE),
    own("a console session without MFA may enable", "iam:EnableMFADevice", USER, "allow", CONSOLE),
    own("a console session without MFA may not deactivate", "iam:DeactivateMFADevice", USER, "explicit-deny", CONSOLE),
    own("an MFA session may read", "s3:GetObject", "arn:aws:s3:::b/k", "allow", MFA),
    own("an MFA session may deactivate", "iam:DeactivateMFADevice", USER, "allow", MFA),
    own("an MFA session may not for another", "iam:DeactivateMFADevice", f"{IAM}:user/Bob", "implicit-deny", MFA),
    own("deleting is in no statement", "iam:DeleteVirtualMFADevice", f"{IAM}:mfa/MyPhone", "implicit-deny", MFA),
    own("the user's name is case sensitive", "iam:GetUser", f"{IAM}:user/alice", "implicit-deny", MFA),
    own(
        "a role session has no user name",
        "iam:GetUser",
        f"{IAM}:user/Alice",
        "implicit-deny",
        {"aws:MultiFactorAuthPresent": "true"},
        principal=f"arn:aws:sts::{ACCOUNT}:assumed-role/Ops/Alice",
    ),
]

OLD_SELF_MANAGE = document(
    allow(["iam:CreateVirtualMFADevice", "iam:DeleteVirtualMFADevice"], "arn:aws:iam::*:mfa/${aws:username}"),
)
OLD_ROWS = [
    Row(
        PAGE,
        "2019: a device of one's own name",
        "iam:CreateVirtualMFADevice",
        f"{IAM}:mfa/Alice",
        "allow",
        NAME,
        (OLD_SELF_MANAGE,),
    ),
    Row(
        PAGE,
        "2019: a device of another name",
        "iam:CreateVirtualMFADevice",
        f"{IAM}:mfa/Phone",
        "implicit-deny",
        NAME,
        (OLD_SELF_MANAGE,),
    ),
]

KEYS = "reference_policies_condition-keys"


def trap(effect: str, operator: str, value: str, context: dict, expected: str, case: str) -> Row:
    block = {operator: {"aws:MultiFactorAuthPresent": value}}
    policies = (
        (document(allow("*"), deny("*", "*", block)),) if effect == "Deny" else (document(allow("*", "*", block)),)
    )
    page = KEYS if operator.startswith("Bool") else "reference_policies_elements_condition_operators"
    return Row(page, case, "ec2:StopInstances", "*", expected, context, policies)


TRAP_ROWS = [
    trap("Deny", "Bool", "false", NAME, "allow", "Deny Bool false spares long-term keys"),
    trap("Deny", "Bool", "false", CONSOLE, "explicit-deny", "Deny Bool false bites sessions without MFA"),
    trap("Deny", "Bool", "false", MFA, "allow", "Deny Bool false spares MFA"),
    trap("Deny", "BoolIfExists", "false", NAME, "explicit-deny", "Deny BoolIfExists false bites long-term keys"),
    trap("Deny", "BoolIfExists", "false", CONSOLE, "explicit-deny", "Deny BoolIfExists false bites without MFA"),
    trap("Deny", "BoolIfExists", "false", MFA, "allow", "Deny BoolIfExists false spares MFA"),
    trap("Deny", "Null", "true", NAME, "explicit-deny", "Deny Null true bites long-term keys"),
    trap("Deny", "Null", "true", CONSOLE, "allow", "Deny Null true spares a session without MFA"),
    trap("Allow", "BoolIfExists", "true", NAME, "allow", "Allow BoolIfExists true lets long-term keys in"),
    trap("Allow", "BoolIfExists", "true", CONSOLE, "implicit-deny", "Allow BoolIfExists true stops without MFA"),
    trap("Allow", "BoolIfExists", "true", MFA, "allow", "Allow BoolIfExists true lets MFA in"),
    trap("Allow", "Bool", "true", NAME, "implicit-deny", "Allow Bool true stops long-term keys"),
    trap("Allow", "Bool", "true", CONSOLE, "implicit-deny", "Allow Bool true stops without MFA"),
    trap("Allow", "Bool", "true", MFA, "allow", "Allow Bool true lets MFA in"),
]

REQUIRE = "reference_policies_examples_ec2_require-mfa"
EC2 = document(
    allow("ec2:*", Sid="AllowAllActionsForEC2"),
    deny(
        ["ec2:StopInstances", "ec2:TerminateInstances"],
        "*",
        {"BoolIfExists": {"aws:MultiFactorAuthPresent": False}},
        Sid="DenyStopAndTerminateWhenMFAIsNotPresent",
    ),
)
INSTANCE = f"arn:aws:ec2:us-east-1:{ACCOUNT}:instance/i-0abc"
REQUIRE_ROWS = [
    Row(REQUIRE, "start without MFA", "ec2:StartInstances", INSTANCE, "allow", NAME, (EC2,)),
    Row(REQUIRE, "stop without MFA", "ec2:StopInstances", INSTANCE, "explicit-deny", NAME, (EC2,)),
    Row(
        REQUIRE,
        "terminate in a session without MFA",
        "ec2:TerminateInstances",
        INSTANCE,
        "explicit-deny",
        CONSOLE,
        (EC2,),
    ),
    Row(REQUIRE, "stop with MFA", "ec2:StopInstances", INSTANCE, "allow", MFA, (EC2,)),
]

RECENT = "reference_policies_examples_s3_full-access-except-production"
PRODUCTION = document(
    allow(["s3:PutObject", "s3:GetObject", "s3:DeleteObject"], "arn:aws:s3:::*/*", Sid="AllowBucketObjectActions"),
    deny(
        "s3:*",
        ["arn:aws:s3:::Production/*", "arn:aws:s3:::Production"],
        {"NumericGreaterThanIfExists": {"aws:MultiFactorAuthAge": "1800"}},
        Sid="RequireMFAForProductionBucket",
    ),
)
RECENT_ROWS = [
    Row(RECENT, "another bucket with keys", "s3:PutObject", "arn:aws:s3:::Test/k", "allow", NAME, (PRODUCTION,)),
    Row(
        RECENT,
        "production with keys",
        "s3:PutObject",
        "arn:aws:s3:::Production/k",
        "explicit-deny",
        NAME,
        (PRODUCTION,),
    ),
    Row(
        RECENT,
        "production after 1800 s",
        "s3:PutObject",
        "arn:aws:s3:::Production/k",
        "allow",
        NAME | {"aws:MultiFactorAuthAge": "1800"},
        (PRODUCTION,),
    ),
    Row(
        RECENT,
        "production after 1801 s",
        "s3:PutObject",
        "arn:aws:s3:::Production/k",
        "explicit-deny",
        NAME | {"aws:MultiFactorAuthAge": "1801"},
        (PRODUCTION,),
    ),
]

API = "id_credentials_mfa_configure-api-require"
STOP = document(
    allow(["ec2:StopInstances", "ec2:TerminateInstances"], ["*"], {"Bool": {"aws:MultiFactorAuthPresent": "true"}}),
)
TRUST = document(
    allow("sts:AssumeRole", None, {"Bool": {"aws:MultiFactorAuthPresent": "true"}}, Principal={"AWS": "111122223333"}),
)
MAY_ASSUME = document(allow(["sts:AssumeRole"], [f"{IAM}:role/CrossAccountRole"]))
RICHARD = "arn:aws:iam::111122223333:user/Richard"
BUCKET = document(
    allow(
        ["s3:PutObject", "s3:DeleteObject"],
        "arn:aws:s3:::ACCOUNT-A-BUCKET-NAME/*",
        {"Bool": {"aws:MultiFactorAuthPresent": "true"}},
        Principal={"AWS": ["111122223333", "444455556666"]},
    ),
)
API_ROWS = [
    Row(API, "Sofía stops with MFA", "ec2:StopInstances", INSTANCE, "allow", MFA, (STOP,)),
    Row(API, "Sofía stops with her keys", "ec2:StopInstances", INSTANCE, "implicit-deny", NAME, (STOP,)),
    Row(API, "Sofía stops without MFA", "ec2:TerminateInstances", INSTANCE, "implicit-deny", CONSOLE, (STOP,)),
    Row(
        API,
        "Richard assumes with MFA",
        "sts:AssumeRole",
        f"{IAM}:role/CrossAccountRole",
        "allow",
        MFA,
        (MAY_ASSUME,),
        RICHARD,
        trust=TRUST,
    ),
    Row(
        API,
        "Richard assumes without MFA",
        "sts:AssumeRole",
        f"{IAM}:role/CrossAccountRole",
        "implicit-deny",
        NAME,
        (MAY_ASSUME,),
        RICHARD,
        trust=TRUST,
    ),
    Row(
        API,
        "Richard assumes, and may not",
        "sts:AssumeRole",
        f"{IAM}:role/CrossAccountRole",
        "implicit-deny",
        MFA,
        (),
        RICHARD,
        trust=TRUST,
    ),
    Row(
        API,
        "another account assumes",
        "sts:AssumeRole",
        f"{IAM}:role/CrossAccountRole",
        "implicit-deny",
        MFA,
        (MAY_ASSUME,),
        "arn:aws:iam::777788889999:user/Richard",
        trust=TRUST,
    ),
    Row(
        API,
        "a bucket, with MFA",
        "s3:PutObject",
        "arn:aws:s3:::ACCOUNT-A-BUCKET-NAME/k",
        "allow",
        MFA,
        (document(allow("s3:*")),),
        "arn:aws:iam::444455556666:user/Nikhil",
        resource_policy=BUCKET,
    ),
    Row(
        API,
        "a bucket, without MFA",
        "s3:PutObject",
        "arn:aws:s3:::ACCOUNT-A-BUCKET-NAME/k",
        "implicit-deny",
        NAME,
        (document(allow("s3:*")),),
        "arn:aws:iam::444455556666:user/Nikhil",
        resource_policy=BUCKET,
    ),
]

NOT_ACTION = "reference_policies_elements_notaction"
UNLESS_MFA = document(
    deny(
        None,
        "*",
        {"BoolIfExists": {"aws:MultiFactorAuthPresent": "false"}},
        NotAction="iam:*",
        Sid="DenyAllUsersNotUsingMFA",
    ),
)
NOT_ACTION_ROWS = [
    Row(
        NOT_ACTION,
        "another service without MFA",
        "s3:ListAllMyBuckets",
        "*",
        "explicit-deny",
        NAME,
        (UNLESS_MFA, document(allow("*"))),
    ),
    Row(NOT_ACTION, "IAM without MFA", "iam:ListUsers", "*", "allow", NAME, (UNLESS_MFA, document(allow("*")))),
    Row(
        NOT_ACTION,
        "another service with MFA",
        "s3:ListAllMyBuckets",
        "*",
        "allow",
        MFA,
        (UNLESS_MFA, document(allow("*"))),
    ),
    Row(NOT_ACTION, "the deny alone allows nothing", "iam:ListUsers", "*", "implicit-deny", MFA, (UNLESS_MFA,)),
]

ROWS = [*SELF_ROWS, *OLD_ROWS, *TRAP_ROWS, *REQUIRE_ROWS, *RECENT_ROWS, *API_ROWS, *NOT_ACTION_ROWS]
