"""Decisions by action, resource, variable and tag, from the element pages and the example policies."""

from policy_rows import ACCOUNT, USER, Row, allow, deny, document

NAME = {"aws:username": "Alice", "aws:userid": "AIDACKCEVSQ6C2EXAMPLE"}
IAM = f"arn:aws:iam::{ACCOUNT}"
S3 = "arn:aws:s3:::"


def rows(page: str, policies: tuple, *cases: tuple) -> list[Row]:
    """Cases of (what, action, resource, expected, context)."""
    return [
        Row(page, what, action, resource, expected, context, policies)
        for what, action, resource, expected, context in cases
    ]


ACTION_ROWS = rows(
    "reference_policies_elements_action",
    (document(allow(["iam:*AccessKey*", "sqs:SendMessage", "s3:*"])),),
    ("a wildcard in the name", "iam:CreateAccessKey", USER, "allow", {}),
    ("all of a service", "s3:PutObject", f"{S3}b/k", "allow", {}),
    ("another action", "sqs:ReceiveMessage", "*", "implicit-deny", {}),
    ("case does not matter", "IAM:listaccesskeys", USER, "allow", {}),
    ("a service whose name begins the same", "s3-object-lambda:GetObject", "*", "implicit-deny", {}),
)

NOT_ACTION_ROWS = rows(
    "reference_policies_elements_notaction",
    (document(allow(None, f"{S3}*", NotAction="s3:DeleteBucket")),),
    ("all but one, on S3's resources", "s3:PutObject", f"{S3}b/k", "allow", {}),
    ("the one", "s3:DeleteBucket", f"{S3}b", "implicit-deny", {}),
    ("an action that has no S3 resource", "s3:ListAllMyBuckets", "*", "implicit-deny", {}),
    ("another service's resource", "iam:GetUser", USER, "implicit-deny", {}),
) + rows(
    "reference_policies_elements_notaction",
    (document(allow(None, NotAction="iam:*")),),
    ("everything but IAM", "ec2:RunInstances", "*", "allow", {}),
    ("IAM", "iam:GetUser", USER, "implicit-deny", {}),
)

NOT_RESOURCE_ROWS = rows(
    "reference_policies_elements_notresource",
    (document(allow("s3:*"), deny("s3:*", None, NotResource=[f"{S3}HRBucket/Payroll", f"{S3}HRBucket/Payroll/*"])),),
    ("the listed folder", "s3:GetObject", f"{S3}HRBucket/Payroll/may", "allow", {}),
    ("the folder itself", "s3:GetObject", f"{S3}HRBucket/Payroll", "allow", {}),
    ("another folder", "s3:GetObject", f"{S3}HRBucket/Plans/may", "explicit-deny", {}),
    ("a new bucket", "s3:GetObject", f"{S3}new/k", "explicit-deny", {}),
)

TESTS = f"{S3}amzn-s3-demo-bucket"
RESOURCE = "reference_policies_elements_resource"
RESOURCE_ROWS = [
    *rows(
        RESOURCE,
        (document(allow("iam:*", f"{IAM}:user/accounting/*")),),
        ("a path", "iam:GetUser", f"{IAM}:user/accounting/Bob", "allow", {}),
        ("a longer path", "iam:GetUser", f"{IAM}:user/accounting/eu/Bob", "allow", {}),
        ("another path", "iam:GetUser", f"{IAM}:user/sales/Bob", "implicit-deny", {}),
    ),
    *rows(
        RESOURCE,
        (document(allow("s3:GetObject", f"{TESTS}/*/test/*")),),
        ("1/test/object.jpg", "s3:GetObject", f"{TESTS}/1/test/object.jpg", "allow", {}),
        ("1/2/test/object.jpg", "s3:GetObject", f"{TESTS}/1/2/test/object.jpg", "allow", {}),
        ("1/2/test/3/object.jpg", "s3:GetObject", f"{TESTS}/1/2/test/3/object.jpg", "allow", {}),
        ("1/2/3/test/4/object.jpg", "s3:GetObject", f"{TESTS}/1/2/3/test/4/object.jpg", "allow", {}),
        ("1///test///object.jpg", "s3:GetObject", f"{TESTS}/1///test///object.jpg", "allow", {}),
        ("1/test/.jpg", "s3:GetObject", f"{TESTS}/1/test/.jpg", "allow", {}),
        ("//test/object.jpg", "s3:GetObject", f"{TESTS}//test/object.jpg", "allow", {}),
        ("1/test/", "s3:GetObject", f"{TESTS}/1/test/", "allow", {}),
        ("1-test/object.jpg", "s3:GetObject", f"{TESTS}/1-test/object.jpg", "implicit-deny", {}),
        ("test/object.jpg", "s3:GetObject", f"{TESTS}/test/object.jpg", "implicit-deny", {}),
        ("1/2/test.jpg", "s3:GetObject", f"{TESTS}/1/2/test.jpg", "implicit-deny", {}),
    ),
    *rows(
        RESOURCE,
        (document(allow("sns:*", ["arn:aws:sns:us-*:123456789012:a?c", "arn:aws:sqs:eu*-1:*"])),),
        ("? in a name", "sns:Publish", "arn:aws:sns:us-east-1:123456789012:abc", "allow", {}),
        ("? is one character", "sns:Publish", "arn:aws:sns:us-east-1:123456789012:ac", "implicit-deny", {}),
        ("? and the name's case", "sns:Publish", "arn:aws:sns:us-east-1:123456789012:ABC", "implicit-deny", {}),
        ("a * that ends an ARN covers the rest", "sns:x", "arn:aws:sqs:eu-west-1:123456789012:q", "allow", {}),
        ("a * inside a segment stays in it", "sns:x", "arn:aws:sqs:eu:123456789012:q-1:x", "implicit-deny", {}),
    ),
    *rows(
        RESOURCE,
        (document(allow("dynamodb:*", "arn:aws:dynamodb:us-east-2:123456789012:table/${aws:username}")),),
        (
            "a table of one's name",
            "dynamodb:Query",
            "arn:aws:dynamodb:us-east-2:123456789012:table/Alice",
            "allow",
            NAME,
        ),
        (
            "another's table",
            "dynamodb:Query",
            "arn:aws:dynamodb:us-east-2:123456789012:table/Bob",
            "implicit-deny",
            NAME,
        ),
        ("no user name", "dynamodb:Query", "arn:aws:dynamodb:us-east-2:123456789012:table/", "implicit-deny", {}),
    ),
]

VARIABLES = "reference_policies_variables"
OWN_PREFIX = (
    allow(["s3:ListBucket"], [f"{S3}mybucket"], {"StringLike": {"s3:prefix": ["${aws:username}/*"]}}),
    allow(["s3:GetObject", "s3:PutObject"], [f"{S3}mybucket/${{aws:username}}/*"]),
)
VARIABLE_ROWS = [
    *rows(
        VARIABLES,
        (document(*OWN_PREFIX),),
        ("own prefix listed", "s3:ListBucket", f"{S3}mybucket", "allow", NAME | {"s3:prefix": "Alice/2027"}),
        ("another's prefix", "s3:ListBucket", f"{S3}mybucket", "implicit-deny", NAME | {"s3:prefix": "Bob/2027"}),
        ("own object", "s3:PutObject", f"{S3}mybucket/Alice/k", "allow", NAME),
        ("another's object", "s3:PutObject", f"{S3}mybucket/Bob/k", "implicit-deny", NAME),
        ("without a user name", "s3:PutObject", f"{S3}mybucket//k", "implicit-deny", {}),
    ),
    *rows(
        VARIABLES,
        (document(*OWN_PREFIX, version="2008-10-17"),),
        ("an old Version has no variables", "s3:PutObject", f"{S3}mybucket/Alice/k", "implicit-deny", NAME),
        ("in an old Version it is text", "s3:PutObject", f"{S3}mybucket/${{aws:username}}/k", "allow", NAME),
    ),
    *rows(
        VARIABLES,
        (document(*OWN_PREFIX, version=None),),
        ("without a Version no variables", "s3:PutObject", f"{S3}mybucket/Alice/k", "implicit-deny", NAME),
    ),
    *rows(
        VARIABLES,
        (document(allow(["iam:*AccessKey*"], [f"{IAM}:user/${{aws:username}}"])),),
        ("own access keys", "iam:CreateAccessKey", f"{IAM}:user/Alice", "allow", NAME),
        ("another's access keys", "iam:CreateAccessKey", f"{IAM}:user/Bob", "implicit-deny", NAME),
        ("variable names have no case", "iam:CreateAccessKey", f"{IAM}:user/Alice", "allow", {"AWS:UserName": "Alice"}),
    ),
    *rows(
        VARIABLES,
        (document(allow("sqs:*", "arn:aws:sqs:us-east-2:*:${aws:username}-queue")),),
        ("a queue of one's name", "sqs:SendMessage", f"arn:aws:sqs:us-east-2:{ACCOUNT}:Alice-queue", "allow", NAME),
        ("another region", "sqs:SendMessage", f"arn:aws:sqs:us-east-1:{ACCOUNT}:Alice-queue", "implicit-deny", NAME),
    ),
    *rows(
        VARIABLES,
        (document(allow("s3:*", f"{S3}bucket/${{aws:PrincipalTag/department}}")),),
        ("a tag in the resource", "s3:GetObject", f"{S3}bucket/HR", "allow", {"aws:PrincipalTag/department": "HR"}),
        ("no such tag", "s3:GetObject", f"{S3}bucket/HR", "implicit-deny", {}),
    ),
    *rows(
        VARIABLES,
        (document(allow("s3:*", f"{S3}bucket/${{aws:userid, 'anonymous'}}/*")),),
        ("a default, not needed", "s3:GetObject", f"{S3}bucket/AIDACKCEVSQ6C2EXAMPLE/k", "allow", NAME),
        ("a default, needed", "s3:GetObject", f"{S3}bucket/anonymous/k", "allow", {}),
        ("a default does not add to the value", "s3:GetObject", f"{S3}bucket/anonymous/k", "implicit-deny", NAME),
    ),
    *rows(
        VARIABLES,
        (document(allow("s3:*", [f"{S3}b/a${{*}}", f"{S3}b/b${{?}}", f"{S3}b/c${{$}}"])),),
        ("${*} is an asterisk", "s3:GetObject", f"{S3}b/a*", "allow", {}),
        ("${*} is no wildcard", "s3:GetObject", f"{S3}b/ax", "implicit-deny", {}),
        ("${?} is a question mark", "s3:GetObject", f"{S3}b/b?", "allow", {}),
        ("${?} is no wildcard", "s3:GetObject", f"{S3}b/bx", "implicit-deny", {}),
        ("${$} is a dollar sign", "s3:GetObject", f"{S3}b/c$", "allow", {}),
    ),
    *rows(
        VARIABLES,
        (document(allow(["iam:*user*"], "*", {"StringLike": {"iam:ResourceTag/costCenter": ["12345", "67890"]}})),),
        ("one of two tag values", "iam:GetUser", USER, "allow", {"iam:ResourceTag/costCenter": "67890"}),
        ("another value", "iam:GetUser", USER, "implicit-deny", {"iam:ResourceTag/costCenter": "1"}),
        ("no tag", "iam:GetUser", USER, "implicit-deny", {}),
    ),
]

HOME_ROWS = rows(
    "reference_policies_examples_s3_home-directory-console",
    (
        document(
            allow(["s3:ListAllMyBuckets", "s3:GetBucketLocation"]),
            allow(
                "s3:ListBucket",
                f"{S3}bucket-name",
                {"StringLike": {"s3:prefix": ["", "home/", "home/${aws:username}/*"]}},
            ),
            allow("s3:*", [f"{S3}bucket-name/home/${{aws:username}}", f"{S3}bucket-name/home/${{aws:username}}/*"]),
        ),
    ),
    ("the list of buckets", "s3:ListAllMyBuckets", "*", "allow", NAME),
    ("the top folder", "s3:ListBucket", f"{S3}bucket-name", "allow", NAME | {"s3:prefix": ""}),
    ("the home folder", "s3:ListBucket", f"{S3}bucket-name", "allow", NAME | {"s3:prefix": "home/"}),
    ("the own folder", "s3:ListBucket", f"{S3}bucket-name", "allow", NAME | {"s3:prefix": "home/Alice/a"}),
    ("another's folder", "s3:ListBucket", f"{S3}bucket-name", "implicit-deny", NAME | {"s3:prefix": "home/Bob/"}),
    ("no prefix at all", "s3:ListBucket", f"{S3}bucket-name", "implicit-deny", NAME),
    ("an own object", "s3:PutObject", f"{S3}bucket-name/home/Alice/k", "allow", NAME),
    ("another's object", "s3:PutObject", f"{S3}bucket-name/home/Bob/k", "implicit-deny", NAME),
    ("a name that begins the same", "s3:PutObject", f"{S3}bucket-name/home/Alice2/k", "implicit-deny", NAME),
)

INSTANCE = f"arn:aws:ec2:us-east-1:{ACCOUNT}:instance/i-0abc"
OWNER = document(
    allow(
        ["ec2:StartInstances", "ec2:StopInstances"],
        "arn:aws:ec2:*:*:instance/*",
        {"StringEquals": {"ec2:ResourceTag/Owner": "${aws:username}"}},
    ),
    allow("ec2:DescribeInstances"),
)
CREATE_TAGS = document(
    allow(
        "ec2:CreateTags",
        "arn:aws:ec2:*:*:instance/*",
        {
            "StringEquals": {"aws:RequestTag/environment": ["preprod", "production"]},
            "ForAllValues:StringEquals": {"aws:TagKeys": "environment"},
        },
    ),
)
PREPROD = {"aws:RequestTag/environment": "preprod"}
TAG_ROWS = [
    *rows(
        "access_tags",
        (OWNER, CREATE_TAGS),
        ("an own instance", "ec2:StopInstances", INSTANCE, "allow", NAME | {"ec2:ResourceTag/Owner": "Alice"}),
        (
            "the tag key in lower case",
            "ec2:StopInstances",
            INSTANCE,
            "allow",
            NAME | {"ec2:ResourceTag/owner": "Alice"},
        ),
        ("another's instance", "ec2:StopInstances", INSTANCE, "implicit-deny", NAME | {"ec2:ResourceTag/Owner": "Bob"}),
        ("an instance without the tag", "ec2:StopInstances", INSTANCE, "implicit-deny", NAME),
        ("describing", "ec2:DescribeInstances", "*", "allow", NAME),
        ("an allowed tag", "ec2:CreateTags", INSTANCE, "allow", PREPROD | {"aws:TagKeys": ("environment",)}),
        (
            "another value",
            "ec2:CreateTags",
            INSTANCE,
            "implicit-deny",
            {"aws:RequestTag/environment": "test", "aws:TagKeys": ("environment",)},
        ),
        (
            "one key too many",
            "ec2:CreateTags",
            INSTANCE,
            "implicit-deny",
            PREPROD | {"aws:TagKeys": ("environment", "cost-center")},
        ),
        (
            "a key of another case",
            "ec2:CreateTags",
            INSTANCE,
            "implicit-deny",
            PREPROD | {"aws:TagKeys": ("Environment",)},
        ),
    ),
    *rows(
        "access_iam-tags",
        (
            document(
                allow("iam:DeleteUser", "*", {"StringLike": {"iam:ResourceTag/status": "terminated"}}),
                allow("iam:TagUser", "*", {"StringLike": {"aws:RequestTag/department": ["HR", "CS"]}}),
                allow("iam:UntagUser", "*", {"ForAllValues:StringEquals": {"aws:TagKeys": ["temporary"]}}),
                allow(
                    ["ec2:startInstances", "ec2:stopInstances"],
                    "*",
                    {"StringEquals": {"ec2:ResourceTag/costcenter": "${aws:PrincipalTag/cost-center}"}},
                ),
            ),
        ),
        ("deleting a terminated user", "iam:DeleteUser", USER, "allow", {"iam:ResourceTag/status": "terminated"}),
        ("deleting another user", "iam:DeleteUser", USER, "implicit-deny", {"iam:ResourceTag/status": "active"}),
        ("tagging with CS", "iam:TagUser", USER, "allow", {"aws:RequestTag/department": "CS"}),
        ("tagging with IT", "iam:TagUser", USER, "implicit-deny", {"aws:RequestTag/department": "IT"}),
        ("untagging temporary", "iam:UntagUser", USER, "allow", {"aws:TagKeys": ("temporary",)}),
        ("untagging more", "iam:UntagUser", USER, "implicit-deny", {"aws:TagKeys": ("temporary", "owner")}),
        (
            "the same cost center",
            "ec2:StartInstances",
            INSTANCE,
            "allow",
            {"ec2:ResourceTag/costcenter": "1", "aws:PrincipalTag/cost-center": "1"},
        ),
        (
            "another cost center",
            "ec2:StartInstances",
            INSTANCE,
            "implicit-deny",
            {"ec2:ResourceTag/costcenter": "1", "aws:PrincipalTag/cost-center": "2"},
        ),
        (
            "a principal without the tag",
            "ec2:StartInstances",
            INSTANCE,
            "implicit-deny",
            {"ec2:ResourceTag/costcenter": "1"},
        ),
    ),
]

REGION_ROWS = rows(
    "reference_policies_examples_aws_deny-requested-region",
    (
        document(allow("*")),
        document(
            deny(
                None,
                "*",
                {"StringNotEquals": {"aws:RequestedRegion": ["eu-central-1", "eu-west-1"]}},
                NotAction=["cloudfront:*", "iam:*", "route53:*", "support:*"],
            )
        ),
    ),
    ("inside the regions", "ec2:RunInstances", "*", "allow", {"aws:RequestedRegion": "eu-west-1"}),
    ("outside", "ec2:RunInstances", "*", "explicit-deny", {"aws:RequestedRegion": "us-east-1"}),
    ("a global service", "iam:GetUser", USER, "allow", {"aws:RequestedRegion": "us-east-1"}),
)

ROWS = [
    *ACTION_ROWS,
    *NOT_ACTION_ROWS,
    *NOT_RESOURCE_ROWS,
    *RESOURCE_ROWS,
    *VARIABLE_ROWS,
    *HOME_ROWS,
    *TAG_ROWS,
    *REGION_ROWS,
]
