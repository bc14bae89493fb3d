"""Decisions by condition operator, from the pages on the Condition element."""

from policy_rows import ACCOUNT, Row, allow, deny, document

PAGE = "reference_policies_elements_condition_operators"
KEY = f"arn:aws:iam::{ACCOUNT}:user/Bob"


def one(case: str, block: dict, context: dict, expected: bool, page: str = PAGE) -> Row:
    """A statement that allows everything under the condition."""
    return Row(
        page,
        case,
        "iam:CreateAccessKey",
        KEY,
        "allow" if expected else "implicit-deny",
        context,
        (document(allow("iam:*AccessKey*", "*", block)),),
    )


JOB = {"aws:PrincipalTag/job-category": "iamuser-admin"}
STRING_ROWS = [
    one("StringEquals", {"StringEquals": JOB}, JOB, True),
    one(
        "StringEquals is case sensitive",
        {"StringEquals": JOB},
        {"aws:PrincipalTag/job-category": "IAMUser-Admin"},
        False,
    ),
    one("StringEquals, key absent", {"StringEquals": JOB}, {}, False),
    one("StringNotEquals, another value", {"StringNotEquals": JOB}, {"aws:PrincipalTag/job-category": "x"}, True),
    one("StringNotEquals, the value", {"StringNotEquals": JOB}, JOB, False),
    one("StringNotEquals, key absent", {"StringNotEquals": JOB}, {}, True),
    one(
        "StringEqualsIgnoreCase",
        {"StringEqualsIgnoreCase": JOB},
        {"aws:PrincipalTag/job-category": "IAMUSER-ADMIN"},
        True,
    ),
    one(
        "StringNotEqualsIgnoreCase",
        {"StringNotEqualsIgnoreCase": JOB},
        {"aws:PrincipalTag/job-category": "IAMUSER-ADMIN"},
        False,
    ),
    one("StringLike with *", {"StringLike": {"s3:prefix": "home/*"}}, {"s3:prefix": "home/alice/x"}, True),
    one("StringLike with ?", {"StringLike": {"s3:prefix": "home/?"}}, {"s3:prefix": "home/a"}, True),
    one("StringLike with ?, two characters", {"StringLike": {"s3:prefix": "home/?"}}, {"s3:prefix": "home/ab"}, False),
    one(
        "StringLike needs a wildcard for a part", {"StringLike": {"s3:prefix": "home/"}}, {"s3:prefix": "home/a"}, False
    ),
    one("StringEquals has no wildcards", {"StringEquals": {"s3:prefix": "home/*"}}, {"s3:prefix": "home/a"}, False),
    one("StringNotLike", {"StringNotLike": {"s3:prefix": "home/*"}}, {"s3:prefix": "tmp/"}, True),
    one("StringNotLike, key absent", {"StringNotLike": {"s3:prefix": "home/*"}}, {}, True),
    one("key names have no case", {"StringEquals": {"AWS:principaltag/JOB-CATEGORY": "iamuser-admin"}}, JOB, True),
]

NUMERIC_ROWS = [
    one("NumericLessThanEquals 10", {"NumericLessThanEquals": {"s3:max-keys": "10"}}, {"s3:max-keys": "10"}, True),
    one("NumericLessThanEquals 11", {"NumericLessThanEquals": {"s3:max-keys": "10"}}, {"s3:max-keys": "11"}, False),
    one("numbers, not texts", {"NumericLessThanEquals": {"s3:max-keys": "10"}}, {"s3:max-keys": "9"}, True),
    one("a bare number in the policy", {"NumericLessThan": {"s3:max-keys": 10}}, {"s3:max-keys": "9.5"}, True),
    one("NumericEquals of decimals", {"NumericEquals": {"s3:max-keys": "10"}}, {"s3:max-keys": "10.0"}, True),
    one("NumericNotEquals", {"NumericNotEquals": {"s3:max-keys": "10"}}, {"s3:max-keys": "10"}, False),
    one("NumericGreaterThan", {"NumericGreaterThan": {"s3:max-keys": "10"}}, {"s3:max-keys": "10"}, False),
    one("NumericGreaterThanEquals", {"NumericGreaterThanEquals": {"s3:max-keys": "10"}}, {"s3:max-keys": "10"}, True),
    one("Numeric, key absent", {"NumericLessThanEquals": {"s3:max-keys": "10"}}, {}, False),
]

ISSUED = {"DateGreaterThan": {"aws:TokenIssueTime": "2020-01-01T00:00:01Z"}}
DATES = "reference_policies_examples_aws-dates"
YEAR = {
    "DateGreaterThan": {"aws:CurrentTime": "2017-07-01T00:00:00Z"},
    "DateLessThan": {"aws:CurrentTime": "2017-12-31T23:59:59Z"},
}
EPOCH = {"DateLessThan": {"aws:EpochTime": "1514764799"}}
DATE_ROWS = [
    one("DateGreaterThan", ISSUED, {"aws:TokenIssueTime": "2020-01-01T00:00:02Z"}, True),
    one("DateGreaterThan, the same second", ISSUED, {"aws:TokenIssueTime": "2020-01-01T00:00:01Z"}, False),
    one("long-term keys have no TokenIssueTime", ISSUED, {}, False),
    one("within the dates", YEAR, {"aws:CurrentTime": "2017-10-01T12:00:00Z"}, True, DATES),
    one("before the dates", YEAR, {"aws:CurrentTime": "2017-06-30T23:59:59Z"}, False, DATES),
    one("after the dates", YEAR, {"aws:CurrentTime": "2018-01-01T00:00:00Z"}, False, DATES),
    one("a zone counts", YEAR, {"aws:CurrentTime": "2017-07-01T01:00:00+02:00"}, False, DATES),
    one("epoch time", EPOCH, {"aws:EpochTime": "1514764798"}, True),
    one(
        "epoch time against ISO",
        {"DateLessThan": {"aws:CurrentTime": "1514764799"}},
        {"aws:CurrentTime": "2017-12-31T23:59:58Z"},
        True,
    ),
    one(
        "EpochTime takes numeric operators",
        {"NumericLessThan": {"aws:EpochTime": "1514764799"}},
        {"aws:EpochTime": "1514764800"},
        False,
        "reference_policies_condition-keys",
    ),
    one(
        "a date alone is its midnight",
        {"DateEquals": {"aws:CurrentTime": "2027-03-01"}},
        {"aws:CurrentTime": "2027-03-01T00:00:00Z"},
        True,
    ),
    one(
        "DateNotEquals",
        {"DateNotEquals": {"aws:CurrentTime": "2027-03-01"}},
        {"aws:CurrentTime": "2027-03-01T00:00:00Z"},
        False,
    ),
    one(
        "DateLessThanEquals",
        {"DateLessThanEquals": {"aws:CurrentTime": "2027-03-01T00:00:00.5Z"}},
        {"aws:CurrentTime": "2027-03-01T00:00:00.500Z"},
        True,
    ),
]

RANGE = {"IpAddress": {"aws:SourceIp": "203.0.113.0/24"}}
BOTH = {"IpAddress": {"aws:SourceIp": ["203.0.113.0/24", "2001:DB8:1234:5678::/64"]}}
DENY_IP = "reference_policies_examples_aws_deny-ip"
OUTSIDE = document(allow("*"), deny("*", "*", {"NotIpAddress": {"aws:SourceIp": ["192.0.2.0/24", "203.0.113.0/24"]}}))
IP_ROWS = [
    one("IpAddress, first of the range", RANGE, {"aws:SourceIp": "203.0.113.0"}, True),
    one("IpAddress, last of the range", RANGE, {"aws:SourceIp": "203.0.113.255"}, True),
    one("IpAddress, outside", RANGE, {"aws:SourceIp": "203.0.114.0"}, False),
    one("IpAddress through a VPC endpoint: key absent", RANGE, {}, False),
    one("IPv6 in the range", BOTH, {"aws:SourceIp": "2001:db8:1234:5678::1"}, True),
    one("IPv6 outside", BOTH, {"aws:SourceIp": "2001:db8:1234:5679::1"}, False),
    one("IPv4 beside IPv6", BOTH, {"aws:SourceIp": "203.0.113.9"}, True),
    one("no prefix means /32", {"IpAddress": {"aws:SourceIp": "203.0.113.9"}}, {"aws:SourceIp": "203.0.113.10"}, False),
    Row(DENY_IP, "from the office", "ec2:DescribeInstances", "*", "allow", {"aws:SourceIp": "192.0.2.17"}, (OUTSIDE,)),
    Row(
        DENY_IP,
        "from elsewhere",
        "ec2:DescribeInstances",
        "*",
        "explicit-deny",
        {"aws:SourceIp": "198.51.100.7"},
        (OUTSIDE,),
    ),
    Row(DENY_IP, "an address nobody knows", "ec2:DescribeInstances", "*", "explicit-deny", {}, (OUTSIDE,)),
]

FINANCE = "arn:aws:someservice:*:111122223333:finance/*"
LONG = {"aws:SourceArn": "arn:aws:someservice:us-east-2:999999999999:store/abc:111122223333:finance/document.txt"}
TOPIC = {"ArnEquals": {"aws:SourceArn": "arn:aws:sns:us-east-1:123456789012:TOPIC-ID"}}
SECURE = {"Bool": {"aws:SecureTransport": "false"}}
OTHER_ROWS = [
    one("StringLike goes over colons", {"StringLike": {"aws:SourceArn": FINANCE}}, LONG, True),
    one("ArnLike does not", {"ArnLike": {"aws:SourceArn": FINANCE}}, LONG, False),
    one(
        "ArnLike",
        {"ArnLike": {"aws:SourceArn": FINANCE}},
        {"aws:SourceArn": "arn:aws:someservice:us-east-2:111122223333:finance/a/b"},
        True,
    ),
    one("ArnEquals", TOPIC, {"aws:SourceArn": "arn:aws:sns:us-east-1:123456789012:TOPIC-ID"}, True),
    one("ArnEquals, called directly", TOPIC, {}, False),
    one(
        "ArnEquals takes wildcards too",
        {"ArnEquals": {"aws:SourceArn": FINANCE}},
        {"aws:SourceArn": "arn:aws:someservice:eu-west-1:111122223333:finance/x"},
        True,
    ),
    one("ArnNotEquals", {"ArnNotEquals": {"aws:SourceArn": FINANCE}}, LONG, True),
    one("ArnNotLike, key absent", {"ArnNotLike": {"aws:SourceArn": FINANCE}}, {}, True),
    one("Bool", {"Bool": {"aws:SecureTransport": "true"}}, {"aws:SecureTransport": "true"}, True),
    one("Bool has no case", {"Bool": {"aws:SecureTransport": "True"}}, {"aws:SecureTransport": "true"}, True),
    Row(
        PAGE,
        "S3 over plain HTTP",
        "s3:GetObject",
        "arn:aws:s3:::DOC-EXAMPLE-BUCKET/k",
        "explicit-deny",
        {"aws:SecureTransport": "false"},
        (document(allow("s3:*"), deny("s3:*", ["arn:aws:s3:::DOC-EXAMPLE-BUCKET/*"], SECURE)),),
    ),
    Row(
        PAGE,
        "S3 over TLS",
        "s3:GetObject",
        "arn:aws:s3:::DOC-EXAMPLE-BUCKET/k",
        "allow",
        {"aws:SecureTransport": "true"},
        (document(allow("s3:*"), deny("s3:*", ["arn:aws:s3:::DOC-EXAMPLE-BUCKET/*"], SECURE)),),
    ),
    one(
        "BinaryEquals",
        {"BinaryEquals": {"key": "QmluYXJ5VmFsdWVJbkJhc2U2NA=="}},
        {"key": "QmluYXJ5VmFsdWVJbkJhc2U2NA=="},
        True,
    ),
    one("BinaryEquals, other bytes", {"BinaryEquals": {"key": "QmluYXJ5VmFsdWVJbkJhc2U2NA=="}}, {"key": "QQ=="}, False),
    one("Null true: own keys", {"Null": {"aws:TokenIssueTime": "true"}}, {}, True),
    one(
        "Null true: a session",
        {"Null": {"aws:TokenIssueTime": "true"}},
        {"aws:TokenIssueTime": "2020-01-01T00:00:01Z"},
        False,
    ),
    one(
        "Null false: a session",
        {"Null": {"aws:TokenIssueTime": "false"}},
        {"aws:TokenIssueTime": "2020-01-01T00:00:01Z"},
        True,
    ),
    one("Null false: own keys", {"Null": {"aws:TokenIssueTime": False}}, {}, False),
]

TYPES = ["t1.*", "t2.*", "m3.*"]
IF_ROWS = [
    one("without IfExists an image fails", {"StringLike": {"ec2:InstanceType": TYPES}}, {}, False),
    one("with IfExists an image passes", {"StringLikeIfExists": {"ec2:InstanceType": TYPES}}, {}, True),
    one(
        "with IfExists a t2 passes",
        {"StringLikeIfExists": {"ec2:InstanceType": TYPES}},
        {"ec2:InstanceType": "t2.micro"},
        True,
    ),
    one(
        "with IfExists an x1 fails",
        {"StringLikeIfExists": {"ec2:InstanceType": TYPES}},
        {"ec2:InstanceType": "x1.32xlarge"},
        False,
    ),
    Row(
        PAGE,
        "Deny with StringNotEqualsIfExists, tag missing",
        "ec2:RunInstances",
        "*",
        "explicit-deny",
        {},
        (document(allow("*"), deny("*", "*", {"StringNotEqualsIfExists": {"aws:RequestTag/x": "y"}})),),
    ),
]

SETS = "reference_policies_multi-value-conditions"
LISTED = {"dynamodb:requestedAttributes": ["PostDateTime", "Message", "Tags"]}
ONLY, SOME = {"ForAllValues:StringLike": LISTED}, {"ForAnyValue:StringLike": LISTED}


def asked(*names: str) -> dict:
    return {"dynamodb:requestedAttributes": names}


VIA = {"ForAnyValue:StringEquals": {"aws:CalledVia": ["dynamodb.amazonaws.com"]}}
SET_ROWS = [
    one("ForAllValues, all listed", ONLY, asked("PostDateTime", "Message"), True, SETS),
    one("ForAllValues, one not listed", ONLY, asked("PostDateTime", "UserName"), False, SETS),
    one("ForAllValues, none asked", ONLY, asked(), True, SETS),
    one("ForAllValues, key absent", ONLY, {}, True, SETS),
    one("ForAllValues, an empty text", ONLY, asked(""), True, SETS),
    one("ForAnyValue, one listed", SOME, asked("UserName", "Message"), True, SETS),
    one("ForAnyValue, none listed", SOME, asked("UserName"), False, SETS),
    one("ForAnyValue, key absent", SOME, {}, False, SETS),
    one("ForAnyValue, an empty text", SOME, asked(""), False, SETS),
    one("ForAllValues:StringNotEquals", {"ForAllValues:StringNotEquals": LISTED}, asked("A", "Message"), False, SETS),
    one("ForAnyValue:StringNotEquals", {"ForAnyValue:StringNotEquals": LISTED}, asked("A", "Message"), True, SETS),
    Row(
        SETS,
        "PutItem of a forbidden attribute",
        "dynamodb:PutItem",
        "*",
        "explicit-deny",
        asked("UserName", "Message", "PostDateTime"),
        (
            document(
                allow("dynamodb:*"),
                deny(
                    "dynamodb:PutItem",
                    "*",
                    {"ForAnyValue:StringLike": {"dynamodb:requestedAttributes": ["ID", "PostDateTime"]}},
                ),
            ),
        ),
    ),
    Row(
        SETS,
        "PutItem of another attribute",
        "dynamodb:PutItem",
        "*",
        "allow",
        asked("UserName"),
        (
            document(
                allow("dynamodb:*"),
                deny(
                    "dynamodb:PutItem",
                    "*",
                    {"ForAnyValue:StringLike": {"dynamodb:requestedAttributes": ["ID", "PostDateTime"]}},
                ),
            ),
        ),
    ),
    one(
        "called via DynamoDB among others",
        VIA,
        {"aws:CalledVia": ("cloudformation.amazonaws.com", "dynamodb.amazonaws.com")},
        True,
        "reference_policies_condition-keys",
    ),
    one("called directly", VIA, {}, False, "reference_policies_condition-keys"),
]

LOGIC = "reference_policies_elements_condition"
TWO = {
    "StringEquals": {"aws:PrincipalTag/a": ["1", "2"], "aws:PrincipalTag/b": "3"},
    "Bool": {"aws:SecureTransport": "true"},
}
NOR = {"StringNotEquals": {"aws:PrincipalTag/a": ["1", "2"]}}
TAGS = {"aws:PrincipalTag/a": "2", "aws:PrincipalTag/b": "3", "aws:SecureTransport": "true"}
LOGIC_ROWS = [
    one("values are or, keys and operators are and", TWO, TAGS, True, LOGIC),
    one("one key fails", TWO, TAGS | {"aws:PrincipalTag/b": "4"}, False, LOGIC),
    one("one operator fails", TWO, TAGS | {"aws:SecureTransport": "false"}, False, LOGIC),
    one("negated values are nor: neither", NOR, {"aws:PrincipalTag/a": "3"}, True, LOGIC),
    one("negated values are nor: one", NOR, {"aws:PrincipalTag/a": "2"}, False, LOGIC),
]

ROWS = [*STRING_ROWS, *NUMERIC_ROWS, *DATE_ROWS, *IP_ROWS, *OTHER_ROWS, *IF_ROWS, *SET_ROWS, *LOGIC_ROWS]
