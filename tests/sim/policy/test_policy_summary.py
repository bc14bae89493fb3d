"""Policies told in plain words."""

from __future__ import annotations

from typing import Any

import pytest

from sim.policy.document import parse
from sim.policy.summary import Summary, resource_in_words, summary, trusted


def policy(**statement: Any) -> dict[str, Any]:
    return {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Resource": "*"} | statement}


def test_each_service_of_a_statement_has_a_line() -> None:
    lines = summary(parse(policy(Sid="Work", Action=["s3:GetObject", "s3:ListBucket", "ec2:*"])))
    assert lines == (
        Summary("Work", "Allow", "S3", "GetObject, ListBucket", ("everything",), ()),
        Summary("Work", "Allow", "EC2", "full access", ("everything",), ()),
    )


def test_not_action_and_not_resource_are_told_as_exceptions() -> None:
    statement = {"Effect": "Deny", "NotAction": "iam:*", "NotResource": "arn:aws:s3:::a"}
    [line] = summary(parse({"Version": "2012-10-17", "Statement": statement}))
    assert (line.effect, line.access) == ("Deny", "everything except iam:*")
    assert line.resources == ("everything except", "the bucket a")


@pytest.mark.parametrize(
    ("resource", "words"),
    [
        ("*", "everything"),
        ("arn:aws:s3:::reports", "the bucket reports"),
        ("arn:aws:s3:::reports/*", "everything in the bucket reports"),
        ("arn:aws:s3:::reports/2027/*", "what is below 2027/ in the bucket reports"),
        ("arn:aws:s3:::reports/a.csv", "a.csv in the bucket reports"),
        ("arn:aws:s3:::*", "every bucket"),
        ("arn:aws:iam::123456789012:user/Alice", "the user Alice"),
        ("arn:aws:iam::*:user/${aws:username}", "the user who asks"),
        ("arn:aws:ec2:us-east-1:123456789012:instance/*", "every instance"),
        ("arn:aws:sns:us-east-1:123456789012:alarm", "arn:aws:sns:us-east-1:123456789012:alarm"),
        ("nonsense", "nonsense"),
    ],
)
def test_resources_in_words(resource: str, words: str) -> None:
    assert resource_in_words(resource) == words


@pytest.mark.parametrize(
    ("operator", "values", "words"),
    [
        ("Bool", "false", "aws:k is false"),
        ("BoolIfExists", "false", "aws:k is false, or is absent"),
        ("Null", "true", "aws:k is absent"),
        ("Null", "false", "aws:k is present"),
        ("StringNotEquals", ["a", "b"], "aws:k is not a or b, or is absent"),
        ("NumericLessThan", "3600", "aws:k is less than 3600"),
        ("DateLessThan", "2027-01-01T00:00:00Z", "aws:k is before 2027-01-01T00:00:00Z"),
        ("NotIpAddress", "10.0.0.0/8", "aws:k is not within 10.0.0.0/8, or is absent"),
        ("ForAnyValue:StringLike", "x*", "some value of aws:k is like x*"),
    ],
)
def test_conditions_in_words(operator: str, values: object, words: str) -> None:
    [line] = summary(parse(policy(Action="s3:*", Condition={operator: {"aws:k": values}})))
    assert line.conditions == (words,)


def test_who_is_trusted_is_told_once() -> None:
    principals = [
        {"AWS": ["arn:aws:iam::123456789012:user/Alice", "123456789012"]},
        {"Service": "ec2.amazonaws.com"},
        {"AWS": "arn:aws:iam::123456789012:root"},
    ]
    statements = [{"Effect": "Allow", "Principal": who, "Action": "sts:AssumeRole"} for who in principals]
    document = parse({"Version": "2012-10-17", "Statement": statements}, "trust")
    assert trusted(document) == ("the user Alice", "the account 123456789012", "the service ec2.amazonaws.com")
