"""Decisions by principal, from the pages on Principal, NotPrincipal, other accounts, and role trust."""

from policy_rows import ACCOUNT, USER, Row, allow, deny, document
from policy_rows_logic import ALL_S3, IAM, NOTHING, OBJECT, ROOT, granted

STRANGER = "arn:aws:iam::999999999999:user/Mallory"
ROLE = f"{IAM}:role/UpdateData"

PRINCIPAL = "reference_policies_elements_principal"
EXCEPT = document(
    deny(
        "s3:*",
        "arn:aws:s3:::DOC-EXAMPLE-BUCKET/*",
        {"ArnNotEquals": {"aws:PrincipalArn": "arn:aws:iam::123456789012:user/Alice"}},
        Principal="*",
    )
)
PRINCIPAL_ROWS = [
    row._replace(page=PRINCIPAL)
    for row in (
        granted("the account: users still need permission", USER, {"AWS": ACCOUNT}, "implicit-deny"),
        granted("the account: users with permission", USER, {"AWS": ACCOUNT}, "allow", identity=ALL_S3),
        granted("the account's ARN means the same", USER, {"AWS": ROOT}, "allow", identity=ALL_S3),
        granted("everyone: no other permission needed", USER, "*", "allow"),
        granted("AWS everyone is the same", USER, {"AWS": "*"}, "allow"),
        granted("everyone: a stranger needs his own", STRANGER, "*", "implicit-deny"),
        granted("everyone: a stranger with his own", STRANGER, "*", "allow", identity=ALL_S3),
        granted("one of two accounts", STRANGER, {"AWS": ["555555555555", "999999999999"]}, "allow", identity=ALL_S3),
        granted("user names are case sensitive", USER, {"AWS": f"{IAM}:user/alice"}, "implicit-deny"),
        granted("a service's bucket", "cloudtrail.amazonaws.com", {"Service": "cloudtrail.amazonaws.com"}, "allow"),
        granted(
            "another service's bucket", "ec2.amazonaws.com", {"Service": "cloudtrail.amazonaws.com"}, "implicit-deny"
        ),
    )
] + [
    Row(
        PRINCIPAL,
        "all but one, he",
        "s3:GetObject",
        OBJECT,
        "allow",
        {"aws:PrincipalArn": USER},
        ALL_S3,
        resource_policy=EXCEPT,
    ),
    Row(
        PRINCIPAL,
        "all but one, another",
        "s3:GetObject",
        OBJECT,
        "explicit-deny",
        {"aws:PrincipalArn": f"{IAM}:user/Bob"},
        ALL_S3,
        f"{IAM}:user/Bob",
        resource_policy=EXCEPT,
    ),
]

NOT_PRINCIPAL = "reference_policies_elements_notprincipal"
BOB = "arn:aws:iam::444455556666:user/Bob"
AUDIT = "arn:aws:sts::444455556666:assumed-role/cross-account-read-only-role/cross-account-audit-app"


def spared(*arns: str) -> dict:
    return document(
        deny("s3:*", "arn:aws:s3:::DOC-EXAMPLE-BUCKET/*", NotPrincipal={"AWS": list(arns)}),
        allow("s3:*", "arn:aws:s3:::DOC-EXAMPLE-BUCKET/*", Principal="*"),
    )


def not_principal(case: str, who: str, expected: str, *arns: str) -> Row:
    return Row(NOT_PRINCIPAL, case, "s3:GetObject", OBJECT, expected, {}, ALL_S3, who, resource_policy=spared(*arns))


OTHER_ROOT, OTHER_ROLE = "arn:aws:iam::444455556666:root", "arn:aws:iam::444455556666:role/cross-account-read-only-role"
NOT_PRINCIPAL_ROWS = [
    not_principal("Bob with his account", BOB, "allow", BOB, OTHER_ROOT),
    not_principal("Bob without his account", BOB, "explicit-deny", BOB),
    not_principal("someone else", USER, "explicit-deny", BOB, OTHER_ROOT),
    not_principal("a session with role and account", AUDIT, "allow", AUDIT, OTHER_ROLE, OTHER_ROOT),
    not_principal("a session without its role", AUDIT, "explicit-deny", AUDIT, OTHER_ROOT),
]

CROSS = "reference_policies_evaluation-logic-cross-account"
CROSS_ROWS = [
    row._replace(page=CROSS)
    for row in (
        granted("both accounts allow", STRANGER, {"AWS": STRANGER}, "allow", identity=ALL_S3),
        granted("the trusted account does not", STRANGER, {"AWS": STRANGER}, "implicit-deny"),
        granted("the trusting account does not", STRANGER, {"AWS": USER}, "implicit-deny", identity=ALL_S3),
        granted(
            "a boundary limits the identity policy",
            STRANGER,
            {"AWS": STRANGER},
            "implicit-deny",
            identity=ALL_S3,
            boundary=NOTHING,
        ),
    )
]

ROWS = [*PRINCIPAL_ROWS, *NOT_PRINCIPAL_ROWS, *CROSS_ROWS, *TRUST_ROWS]
