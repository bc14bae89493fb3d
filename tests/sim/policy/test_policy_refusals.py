import pytest
from policy_rows import BUCKET, allow, changed, document, refusal

from sim.policy.document import parse
from sim.policy.name_rules import IAM_PATHS

SYNTAX = "Syntax errors in policy."
LEGACY = "The policy failed legacy parsing"
VENDOR = "Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc."
TRUSTED = {"AWS": "123456789012"}


@pytest.mark.parametrize(
    ("policy", "message"),
    [
        ("This is not a json document", SYNTAX),
        ("", SYNTAX),
        ("[]", SYNTAX),
        ({}, SYNTAX),
        ({"Version": "2012-10-17"}, SYNTAX),
        ({"Version": "2013-10-17", "Statement": allow("*")}, SYNTAX),
        ({"Version": "2012-10-17", "Statement": []}, SYNTAX),
        ({"Version": "2012-10-17", "Statement": ["afd"]}, SYNTAX),
        ({"Version": "2012-10-17", "Statement": allow("*"), "Extra field": "value"}, SYNTAX),
        ({"Version": "2012-10-17", "Statement": allow("*"), "Id": ["x"]}, SYNTAX),
        (changed(Extra="value"), SYNTAX),
        (changed(Effect=None), SYNTAX),
        (changed(Effect="invalid"), SYNTAX),
        (changed(Effect="denY"), LEGACY),
        (changed(Sid={}), SYNTAX),
        (changed(Sid=1), SYNTAX),
        (changed(Action=5), SYNTAX),
        (changed(Action={}), SYNTAX),
        (changed(Action=[[]]), SYNTAX),
        (changed(NotAction="iam:x"), SYNTAX),
        (changed(Resource={"a": BUCKET}), SYNTAX),
        (changed(Resource=["adfdf", {}]), SYNTAX),
        (changed(NotResource="*"), SYNTAX),
        (changed(Condition=[]), SYNTAX),
        (changed(Condition="a"), SYNTAX),
        (changed(Condition={"a": "b"}), SYNTAX),
        (changed(Condition={"DateGreaterThan": []}), SYNTAX),
        (changed(Condition={"DateGreaterThan": {"a": {}}}), SYNTAX),
        (changed(Condition={"StringEquals": {"a": [None]}}), SYNTAX),
        (changed(Condition={"x": {"a": "1"}}), SYNTAX),
        (changed(Condition={"ForAnyValue::StringEqualsIfExists": {"a": "asf"}}), SYNTAX),
        (changed(Condition={"NullIfExists": {"a": "true"}}), SYNTAX),
        (changed(Condition={"StringEquals": {"aws:username": "a", "AWS:UserName": "b"}}), SYNTAX),
        (changed(Principal="*"), "Policy document should not specify a principal."),
        (changed(NotPrincipal=TRUSTED), "Policy document should not specify a principal."),
        (changed(Action="invalid"), VENDOR),
        (changed(Action=None, NotAction=""), VENDOR),
        (changed(Action="a a:ListBucket"), "Vendor a a is not valid"),
        (changed(Action=":ListBucket"), "Vendor  is not valid"),
        (changed(Action="s3:List:Bucket"), "Actions/Condition can contain only one colon."),
        (changed(Action=None), "Policy statement must contain actions."),
        (changed(Action=[]), "Policy statement must contain actions."),
        (changed(Resource=None), "Policy statement must contain resources."),
        (changed(Resource=[]), "Policy statement must contain resources."),
        (changed(Resource="invalid resource"), 'Resource invalid resource must be in ARN format or "*".'),
        (changed(Resource=""), 'Resource  must be in ARN format or "*".'),
        (
            changed(Resource="a:bsdfdsafsad"),
            'Partition "bsdfdsafsad" is not valid for resource "arn:bsdfdsafsad:*:*:*:*".',
        ),
        (changed(Resource="a:b:cadfsdf"), 'Partition "b" is not valid for resource "arn:b:cadfsdf:*:*:*".'),
        (changed(Resource="a:b:c:d:e:f:g:h"), 'Partition "b" is not valid for resource "arn:b:c:d:e:f:g:h".'),
        (
            changed(Resource="aws:s3:::example_bucket"),
            'Partition "s3" is not valid for resource "arn:s3:::example_bucket:*".',
        ),
        (changed(Resource="arn:error:s3:::b"), 'Partition "error" is not valid for resource "arn:error:s3:::b".'),
        (changed(Resource="arn:aws"), "Resource vendor must be fully qualified and cannot contain regexes."),
        (changed(Resource="arn:aws:s*:::b"), "Resource vendor must be fully qualified and cannot contain regexes."),
        (changed(Resource="arn:aws:s3::example_bucket"), LEGACY),
        (changed(Resource="arn:aws::::example_bucket"), LEGACY),
        (
            changed(Resource="arn:aws:iam:us-east-1::user/x"),
            "IAM resource arn:aws:iam:us-east-1::user/x cannot contain region information.",
        ),
        (
            changed(Resource="arn:aws:s3:us-east-1::b"),
            "Resource arn:aws:s3:us-east-1::b can not contain region information.",
        ),
        (
            changed(Resource="arn:aws:iam:::example"),
            f'IAM resource path must either be "*" or start with {", ".join(IAM_PATHS)}.',
        ),
        (changed(Condition={"DateGreaterThan": {"a": "sdfdsf"}}), LEGACY),
        (changed(Condition={"DateLessThanEquals": {"a": "234-13"}}), LEGACY),
        (changed(Condition={"DateLessThanEquals": {"a": "2016-12-13t2:00:00.593194+1"}}), LEGACY),
        (changed(Condition={"DateLessThanEquals": {"a": "2016-12-13t2:00:00.1999999999+10:59"}}), LEGACY),
        (changed(Condition={"DateLessThan": {"a": "9223372036854775808"}}), LEGACY),
        (
            document(allow("*", Sid="sdf"), allow("*", Sid="sdf")),
            "Statement IDs (SID) in a single policy must be unique.",
        ),
        (
            changed(Sid="with blanks"),
            "Statement IDs (SID) must be alpha-numeric. "
            "Check that your input satisfies the regular expression [0-9A-Za-z]*",
        ),
    ],
)
def test_an_identity_policy_is_refused_in_iams_words(policy: object, message: str) -> None:
    assert refusal(policy).message == message


@pytest.mark.parametrize("version", [None, "2008-10-17"])
def test_a_managed_policy_needs_the_current_version(version: str | None) -> None:
    policy = document(allow("*"), version=version)
    assert refusal(policy, "managed").message == "Policy document must be version 2012-10-17 or greater."
    assert parse(policy, "identity").version == version


def trust(**elements: object) -> dict:
    statement = {"Effect": "Allow", "Principal": TRUSTED, "Action": "sts:AssumeRole"} | elements
    return document({key: value for key, value in statement.items() if value is not None})


@pytest.mark.parametrize(
    ("policy", "message"),
    [
        ("{", "This policy contains invalid Json"),
        ({"Version": "2012", "Statement": []}, "The policy must contain a valid version string"),
        ({"Version": "2012-10-17", "Statement": []}, "Could not parse the policy: Statement is empty!"),
        (trust(Effect=None), "Missing required field Effect"),
        (trust(Effect="Maybe"), "Invalid effect: Maybe"),
        (trust(Principal=None), "Missing required field Principal"),
        (trust(Principal={}), "Missing required field Principal cannot be empty!"),
        (trust(Principal="*"), 'AssumeRolepolicy contained an invalid principal: "STAR":"*".'),
        (
            trust(Principal={"AWS": "arn:aws:iam::123456789012:user/*"}),
            'Invalid principal in policy: "AWS":"arn:aws:iam::123456789012:user/*"',
        ),
        (trust(Principal={"AWS": "Alice"}), 'Invalid principal in policy: "AWS":"Alice"'),
        (trust(Principal={"AWS": []}), 'Invalid principal in policy: "AWS":""'),
        (trust(Principal={"Everyone": "x"}), 'Invalid principal in policy: "Everyone":"x"'),
        (trust(Principal=None, NotPrincipal=TRUSTED), "Allow with NotPrincipal is not allowed."),
        (trust(Action=None), "Missing required field Action"),
        (trust(Action="s3:GetObject"), "AssumeRole policy may only specify STS AssumeRole actions."),
        (trust(Action="*"), "AssumeRole policy may only specify STS AssumeRole actions."),
        (trust(Resource="*"), "Has prohibited field Resource"),
        (trust(NotResource="*"), "Has prohibited field NotResource"),
        (
            document(*[{"Sid": "a", "Effect": "Allow", "Principal": TRUSTED, "Action": "sts:AssumeRole"}] * 2),
            "The Statement Ids in the policy are not unique",
        ),
    ],
)
def test_a_trust_policy_is_refused_in_iams_words(policy: object, message: str) -> None:
    assert refusal(policy, "trust").message == message


@pytest.mark.parametrize(
    ("policy", "message"),
    [
        ("x", "Policies must be valid JSON and the first byte must be '{'"),
        (changed(), "Missing required field Principal"),
        (changed(Principal={"AWS": "Alice"}), "Invalid principal in policy"),
        (changed(Principal=TRUSTED, Resource=None), "Missing required field Resource"),
        (changed(Principal=TRUSTED, Action=None), "Missing required field Action"),
        (changed(Principal=TRUSTED, Rule="x"), "Unknown field Rule"),
    ],
)
def test_a_bucket_policy_is_refused_in_s3s_words(policy: object, message: str) -> None:
    assert refusal(policy, "resource").message == message
