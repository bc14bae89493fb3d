"""Decisions by principal, from the pages on Principal, NotPrincipal, other accounts, and role trust."""

from policy_rows import ACCOUNT, USER, Row, allow, deny, document
from policy_rows_logic import ALL_S3, IAM, LOGIC, NOTHING, OBJECT, ROOT, SESSION, granted

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


def assumed(page: str, case: str, who: str, trust: dict, expected: str, context: dict | None = None, **more) -> Row:
    action = more.pop("action", "sts:AssumeRole")
    return Row(page, case, action, ROLE, expected, context or {}, principal=who, trust=document(trust), **more)


def trusting(principal: object, condition: dict | None = None, action: object = "sts:AssumeRole") -> dict:
    return allow(action, None, condition, Principal=principal)


EXTERNAL = "id_roles_create_for-user_externalid"
EXAMPLE_CORP = trusting({"AWS": "999999999999"}, {"StringEquals": {"sts:ExternalId": "12345"}})
RIGHT, WRONG = {"sts:ExternalId": "12345"}, {"sts:ExternalId": "67890"}
MAY = {"identity": (document(allow("sts:AssumeRole", ROLE)),)}
MAY_NOT = {"identity": (document(deny("sts:AssumeRole", ROLE)),)}
COGNITO = trusting(
    {"Federated": "cognito-identity.amazonaws.com"},
    {"StringEquals": {"cognito-identity.amazonaws.com:aud": "us-east-1:x"}},
    "sts:AssumeRoleWithWebIdentity",
)
POOL = "cognito-identity.amazonaws.com"
AUDIENCE = f"{POOL}:aud"
WEB = {"action": "sts:AssumeRoleWithWebIdentity"}
OFFICE = trusting({"AWS": "*"}, {"IpAddress": {"aws:SourceIp": "203.0.113.0/24"}})
SERVICES = trusting({"Service": ["ecs.amazonaws.com", "ec2.amazonaws.com"]})
BY_ROLE = trusting({"AWS": f"{IAM}:role/examplerole"})
TRUST_ROWS = [
    assumed(EXTERNAL, "the right external id", STRANGER, EXAMPLE_CORP, "allow", RIGHT, **MAY),
    assumed(EXTERNAL, "another customer's id", STRANGER, EXAMPLE_CORP, "implicit-deny", WRONG, **MAY),
    assumed(EXTERNAL, "no external id", STRANGER, EXAMPLE_CORP, "implicit-deny", **MAY),
    assumed(EXTERNAL, "another account", USER, EXAMPLE_CORP, "implicit-deny", RIGHT, **MAY),
    assumed(LOGIC, "the trust policy must allow", USER, trusting({"AWS": f"{IAM}:user/Bob"}), "implicit-deny", **MAY),
    assumed(LOGIC, "the trust policy names the user", USER, trusting({"AWS": USER}), "allow"),
    assumed(LOGIC, "the trust policy names the account", USER, trusting({"AWS": ROOT}), "implicit-deny"),
    assumed(LOGIC, "the account, and the user may", USER, trusting({"AWS": ROOT}), "allow", **MAY),
    assumed(LOGIC, "the user may not", USER, trusting({"AWS": USER}), "explicit-deny", **MAY_NOT),
    assumed(PRINCIPAL, "a service", "ec2.amazonaws.com", SERVICES, "allow"),
    assumed(PRINCIPAL, "another service", "lambda.amazonaws.com", SERVICES, "implicit-deny"),
    assumed(PRINCIPAL, "a session that the role is trusted for", SESSION, BY_ROLE, "allow"),
    assumed(PRINCIPAL, "a session named itself", SESSION, trusting({"AWS": SESSION}), "allow"),
    assumed(PRINCIPAL, "everyone, limited by address", USER, OFFICE, "allow", {"aws:SourceIp": "203.0.113.5"}),
    assumed(PRINCIPAL, "everyone, from elsewhere", USER, OFFICE, "implicit-deny", {"aws:SourceIp": "198.51.100.5"}),
    assumed(PRINCIPAL, "a web identity", POOL, COGNITO, "allow", {AUDIENCE: "us-east-1:x"}, **WEB),
    assumed(
        PRINCIPAL, "a web identity of another pool", POOL, COGNITO, "implicit-deny", {AUDIENCE: "us-east-1:y"}, **WEB
    ),
]

ROWS = [*PRINCIPAL_ROWS, *NOT_PRINCIPAL_ROWS, *CROSS_ROWS, *TRUST_ROWS]
