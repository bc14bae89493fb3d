"""Decisions under permissions boundaries, from their page."""

from policy_rows import ACCOUNT, USER, Row, allow, deny, document
from policy_rows_logic import ALL_S3, IAM, OBJECT

BOUNDARY = "access_policies_boundaries"
SHIRLEY = {"boundary": document(allow(["s3:*", "cloudwatch:*", "ec2:*"]))}
X_COMPANY = {
    "boundary": document(
        allow(["s3:*", "cloudwatch:*", "ec2:*", "dynamodb:*"], Sid="ServiceBoundaries"),
        allow(["iam:*AccessKey*", "iam:ChangePassword"], ["arn:aws:iam::*:user/${aws:username}"]),
        deny("s3:*", ["arn:aws:s3:::logs", "arn:aws:s3:::logs/*"], Sid="DenyS3Logs"),
        deny("ec2:*", "arn:aws:ec2:*:*:instance/i-1234567890abcdef0", Sid="DenyEC2Production"),
    )
}
NIKHIL = {"aws:username": "Nikhil"}
MACHINE = f"arn:aws:ec2:us-east-1:{ACCOUNT}:instance/i-1234567890abcdef0"
FULL = (document(allow("iam:*")), document(allow(["s3:Get*", "s3:List*"])))
ZHANG = {
    "boundary": document(
        allow(
            ["iam:CreateUser"],
            "*",
            {"StringEquals": {"iam:PermissionsBoundary": "arn:aws:iam::123456789012:policy/XCompanyBoundaries"}},
        ),
        allow(["cloudwatch:*", "iam:GetUser"]),
        deny("iam:DeleteUserPermissionsBoundary", Sid="NoBoundaryUserDelete"),
    )
}
ZHANG_HAS = (
    document(allow("iam:*"), allow("cloudwatch:GetDashboard"), allow("s3:ListBucket", "arn:aws:s3:::ZhangBucket")),
)
SET = {"iam:PermissionsBoundary": "arn:aws:iam::123456789012:policy/XCompanyBoundaries"}
BOUNDARY_ROWS = [
    Row(
        BOUNDARY,
        "allowed, but beyond the boundary",
        "iam:CreateUser",
        USER,
        "implicit-deny",
        {},
        (document(allow("iam:CreateUser")),),
        **SHIRLEY,
    ),
    Row(BOUNDARY, "within the boundary, but not allowed", "s3:GetObject", OBJECT, "implicit-deny", {}, (), **SHIRLEY),
    Row(BOUNDARY, "within both", "s3:GetObject", OBJECT, "allow", {}, ALL_S3, **SHIRLEY),
    Row(
        BOUNDARY,
        "Nikhil changes his password",
        "iam:ChangePassword",
        f"{IAM}:user/Nikhil",
        "allow",
        NIKHIL,
        FULL,
        **X_COMPANY,
    ),
    Row(BOUNDARY, "Nikhil creates a user", "iam:CreateUser", USER, "implicit-deny", NIKHIL, FULL, **X_COMPANY),
    Row(BOUNDARY, "Nikhil reads his bucket", "s3:GetObject", OBJECT, "allow", NIKHIL, FULL, **X_COMPANY),
    Row(
        BOUNDARY,
        "Nikhil reads the logs",
        "s3:GetObject",
        "arn:aws:s3:::logs/k",
        "explicit-deny",
        NIKHIL,
        FULL,
        **X_COMPANY,
    ),
    Row(
        BOUNDARY,
        "a resource's policy does not lift the boundary's deny",
        "ec2:StopInstances",
        MACHINE,
        "explicit-deny",
        NIKHIL,
        FULL,
        f"{IAM}:user/Nikhil",
        resource_policy=document(allow("ec2:*", Principal={"AWS": f"{IAM}:user/Nikhil"})),
        **X_COMPANY,
    ),
    Row(
        BOUNDARY,
        "a secret's policy adds to what the boundary lets",
        "secretsmanager:GetSecretValue",
        f"arn:aws:secretsmanager:us-east-1:{ACCOUNT}:secret:s",
        "allow",
        NIKHIL,
        FULL,
        f"{IAM}:user/Nikhil",
        resource_policy=document(allow("secretsmanager:*", Principal={"AWS": f"{IAM}:user/Nikhil"})),
        **X_COMPANY,
    ),
    Row(
        BOUNDARY,
        "Zhang creates a user without the boundary",
        "iam:CreateUser",
        USER,
        "implicit-deny",
        {},
        ZHANG_HAS,
        **ZHANG,
    ),
    Row(BOUNDARY, "Zhang creates a user with it", "iam:CreateUser", USER, "allow", SET, ZHANG_HAS, **ZHANG),
    Row(
        BOUNDARY,
        "Zhang deletes a boundary",
        "iam:DeleteUserPermissionsBoundary",
        USER,
        "explicit-deny",
        {},
        ZHANG_HAS,
        **ZHANG,
    ),
    Row(
        BOUNDARY,
        "Zhang lists his bucket",
        "s3:ListBucket",
        "arn:aws:s3:::ZhangBucket",
        "implicit-deny",
        {},
        ZHANG_HAS,
        **ZHANG,
    ),
    Row(BOUNDARY, "Zhang looks at a dashboard", "cloudwatch:GetDashboard", "*", "allow", {}, ZHANG_HAS, **ZHANG),
]

ROWS = BOUNDARY_ROWS
