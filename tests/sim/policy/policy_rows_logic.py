"""Decisions among identity, resource and session policies, from the pages on evaluation."""

from policy_rows import ACCOUNT, USER, Row, allow, deny, document

IAM = f"arn:aws:iam::{ACCOUNT}"
ROOT = f"{IAM}:root"
SESSION = f"arn:aws:sts::{ACCOUNT}:assumed-role/examplerole/examplerolesessionname"
FEDERATED = f"arn:aws:sts::{ACCOUNT}:federated-user/exampleuser"
OBJECT = "arn:aws:s3:::DOC-EXAMPLE-BUCKET/k"

LOGIC = "reference_policies_evaluation-logic"
CARLOS = document(
    allow(["s3:GetBucketLocation", "s3:ListAllMyBuckets"], "arn:aws:s3:::*", Sid="AllowS3ListRead"),
    allow("s3:*", ["arn:aws:s3:::carlossalazar/*", "arn:aws:s3:::carlossalazar"], Sid="AllowS3Self"),
    deny("s3:*", "arn:aws:s3:::*log*", Sid="DenyS3Logs"),
)
CARLOS_BUCKET = document(
    allow(
        "s3:*",
        ["arn:aws:s3:::carlossalazar/*", "arn:aws:s3:::carlossalazar"],
        Principal={"AWS": f"{IAM}:user/carlossalazar"},
    ),
)
REPORTS = document(allow(["iam:Get*", "iam:List*"], Sid="AllowGetList"), deny("iam:*Report", Sid="DenyReports"))
CARLOS_ARN = f"{IAM}:user/carlossalazar"
LOGIC_ROWS = [
    Row(
        LOGIC,
        "Carlos saves a log",
        "s3:PutObject",
        "arn:aws:s3:::carlossalazar-logs/k",
        "explicit-deny",
        {},
        (CARLOS,),
        CARLOS_ARN,
    ),
    Row(
        LOGIC,
        "Carlos saves to his bucket",
        "s3:PutObject",
        "arn:aws:s3:::carlossalazar/k",
        "allow",
        {},
        (CARLOS,),
        CARLOS_ARN,
        resource_policy=CARLOS_BUCKET,
    ),
    Row(
        LOGIC,
        "the bucket policy alone is enough",
        "s3:PutObject",
        "arn:aws:s3:::carlossalazar/k",
        "allow",
        {},
        (),
        CARLOS_ARN,
        resource_policy=CARLOS_BUCKET,
    ),
    Row(
        LOGIC,
        "the identity policy alone is enough",
        "s3:PutObject",
        "arn:aws:s3:::carlossalazar/k",
        "allow",
        {},
        (CARLOS,),
        CARLOS_ARN,
    ),
    Row(
        LOGIC,
        "neither allows",
        "s3:PutObject",
        "arn:aws:s3:::other/k",
        "implicit-deny",
        {},
        (CARLOS,),
        CARLOS_ARN,
        resource_policy=CARLOS_BUCKET,
    ),
    Row(LOGIC, "an allowed read", "iam:GetUser", USER, "allow", {}, (REPORTS,)),
    Row(LOGIC, "an implicit deny", "iam:CreatePolicy", f"{IAM}:policy/x", "implicit-deny", {}, (REPORTS,)),
    Row(LOGIC, "an explicit deny", "iam:GetOrganizationsAccessReport", "*", "explicit-deny", {}, (REPORTS,)),
    Row(
        LOGIC,
        "another policy does not lift it",
        "iam:GenerateCredentialReport",
        "*",
        "explicit-deny",
        {},
        (REPORTS, document(allow("iam:GenerateCredentialReport"))),
    ),
    Row(LOGIC, "the root user has full access", "iam:CreateUser", USER, "allow", {}, (), ROOT),
    Row(
        LOGIC,
        "a bucket policy may deny the root user",
        "s3:GetObject",
        OBJECT,
        "explicit-deny",
        {},
        (),
        ROOT,
        resource_policy=document(deny("s3:*", "arn:aws:s3:::*", Principal="*")),
    ),
]


def granted(case: str, who: str, principal: object, expected: str, **more) -> Row:
    """A bucket policy that allows `principal`, and `who` asks; identity, boundary and session as given."""
    policy = document(allow("s3:GetObject", "arn:aws:s3:::DOC-EXAMPLE-BUCKET/*", Principal=principal))
    return Row(LOGIC, case, "s3:GetObject", OBJECT, expected, {}, principal=who, resource_policy=policy, **more)


NOTHING = document(allow("sqs:ListQueues"))
ALL_S3 = (document(allow("s3:*")),)
ROLE_ARN, USER_ARN = {"AWS": f"{IAM}:role/examplerole"}, {"AWS": USER}
GRANT_ROWS = [
    granted("to the user: no boundary stops it", USER, USER_ARN, "allow", boundary=NOTHING),
    granted("to the role: its session needs no identity policy", SESSION, ROLE_ARN, "allow"),
    granted("to the role: a boundary stops it", SESSION, ROLE_ARN, "implicit-deny", boundary=NOTHING),
    granted("to the role: a session policy stops it", SESSION, ROLE_ARN, "implicit-deny", session=(NOTHING,)),
    granted(
        "to the role: boundary and session policy let it",
        SESSION,
        ROLE_ARN,
        "allow",
        boundary=ALL_S3[0],
        session=ALL_S3,
    ),
    granted("to the session: no boundary stops it", SESSION, {"AWS": SESSION}, "allow", boundary=NOTHING),
    granted("to the session: no session policy stops it", SESSION, {"AWS": SESSION}, "allow", session=(NOTHING,)),
    granted("to another session", SESSION, {"AWS": SESSION + "2"}, "implicit-deny"),
    granted(
        "to the federated user: no session policy stops it", FEDERATED, {"AWS": FEDERATED}, "allow", session=(NOTHING,)
    ),
    granted(
        "to the user who federated: a session policy stops it",
        FEDERATED,
        {"AWS": f"{IAM}:user/exampleuser"},
        "implicit-deny",
        session=(NOTHING,),
    ),
    Row(
        LOGIC,
        "a federated user without session policies",
        "s3:GetObject",
        OBJECT,
        "implicit-deny",
        {},
        ALL_S3,
        FEDERATED,
    ),
    Row(
        LOGIC,
        "a federated user with session policies",
        "s3:GetObject",
        OBJECT,
        "allow",
        {},
        ALL_S3,
        FEDERATED,
        session=ALL_S3,
    ),
    Row(LOGIC, "a role session without session policies", "s3:GetObject", OBJECT, "allow", {}, ALL_S3, SESSION),
    Row(
        LOGIC,
        "a session policy alone allows nothing",
        "s3:GetObject",
        OBJECT,
        "implicit-deny",
        {},
        (),
        SESSION,
        session=ALL_S3,
    ),
]

POLICIES = "access_policies"
THREE = document(
    allow(["iam:ChangePassword"], Sid="FirstStatement"),
    allow("s3:ListAllMyBuckets", Sid="SecondStatement"),
    allow(
        ["s3:List*", "s3:Get*"],
        ["arn:aws:s3:::confidential-data", "arn:aws:s3:::confidential-data/*"],
        {"Bool": {"aws:MultiFactorAuthPresent": "true"}},
        Sid="ThirdStatement",
    ),
)
SECRET = "arn:aws:s3:::confidential-data/k"
POLICY_ROWS = [
    Row(POLICIES, "the first of three statements", "iam:ChangePassword", USER, "allow", {}, (THREE,)),
    Row(
        POLICIES,
        "the third, with MFA",
        "s3:GetObject",
        SECRET,
        "allow",
        {"aws:MultiFactorAuthPresent": "true"},
        (THREE,),
    ),
    Row(POLICIES, "the third, without", "s3:GetObject", SECRET, "implicit-deny", {}, (THREE,)),
    Row(
        POLICIES, "a session is the intersection", "s3:GetObject", OBJECT, "allow", {}, ALL_S3, SESSION, session=ALL_S3
    ),
    Row(
        POLICIES,
        "a session policy that lacks it",
        "s3:GetObject",
        OBJECT,
        "implicit-deny",
        {},
        ALL_S3,
        SESSION,
        session=(NOTHING,),
    ),
    Row(
        POLICIES,
        "a session policy that denies it",
        "s3:GetObject",
        OBJECT,
        "explicit-deny",
        {},
        ALL_S3,
        SESSION,
        session=(document(allow("*"), deny("s3:GetObject")),),
    ),
]


OF_BOTH = [allow("s3:*", OBJECT, Principal={"AWS": ROOT}), allow("s3:*", OBJECT, Principal=USER_ARN)]
BOTH_ROWS = [
    Row(LOGIC, "the strongest grant counts, last", "s3:GetObject", OBJECT, "allow", resource_policy=document(*OF_BOTH)),
    Row(
        LOGIC,
        "the strongest grant counts, first",
        "s3:GetObject",
        OBJECT,
        "allow",
        resource_policy=document(*reversed(OF_BOTH)),
    ),
]

ROWS = [*BOTH_ROWS, *LOGIC_ROWS, *GRANT_ROWS, *POLICY_ROWS]
