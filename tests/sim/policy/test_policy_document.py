import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from policy_rows import BUCKET, allow, changed, document, refusal

from sim.policy.document import DOCUMENT_CHARACTERS, Kind, PolicyError, parse, size

SYNTAX = "Syntax errors in policy."


@pytest.mark.parametrize(
    "policy",
    [
        changed(Action="iam: asdf safdsf af "),
        changed(Resource=[BUCKET, "*"]),
        changed(Resource="arn:aws:fdsasf"),
        changed(Resource="arn:aws:iam::*:*"),
        changed(Resource="arn:*:s3:::b"),
        changed(Condition={}),
        changed(Condition={"a": {}}),
        changed(Condition={"DateGreaterThan": {"a": []}}),
        changed(Condition={"DateGreaterThan": {"a": "01T"}}),
        changed(Condition={"DateLessThan": {"a": "-292275054"}}),
        changed(Condition={"DateLessThanEquals": {"a": "2016-12-13t2:00:00.593194+23"}}),
        changed(Condition={"Bool": {"aws:SecureTransport": True}, "NumericEquals": {"s3:max-keys": [1, 2.5]}}),
        {"Version": "2012-10-17", "Id": "x", "Statement": allow("*")},
        document(allow("*"), version=None),
    ],
)
def test_what_iam_accepts(policy: dict) -> None:
    parsed = parse(policy)
    assert parse(parsed.as_dict()) == parsed
    assert hash(parse(parsed.as_dict())) == hash(parsed)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('{\n "Version": "2012-10-17",\n "Version": "2012-10-17"}', 3),
        ('{"Statement": [\n{"Effect": "Allow",\n"Action": NaN}]}', 3),
        ('{"Statement":\n[' + "[" * 50, 2),
        ('{"Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"},\n\n{"Effect": "Deny"}]}', 3),
        (
            '{"Statement": {"Effect": "Allow", "Action": "*",\n"Resource": "*", "Condition": {\n"Bul": {"a": "1"}}}}',
            3,
        ),
        ('{"Version": "2012-10-17",\n"Statement": 5}', 2),
        (
            '{"Statement": {"Effect": "Allow", "Action": "*",\n"Resource": "*", "Condition": {\n'
            '"DateLessThan": {\n"aws:CurrentTime": "soon"}}}}',
            4,
        ),
        ('{"Statement": {"Effect": "Allow",\n"Action": "s3:*",\n"Resource": ""}}', 3),
        ('{"Statement": {"Effect": "Allow",\n"NotAction": "?",\n"Resource": "*"}}', 2),
        ('{"Statement": {\n"Effect": "Allow",\n"Action": [],\n"Resource": "*"}}', 3),
        ('{"Statement": {"Effect": "Allow",\n"Action": "s3:*",\n"Sid": "a b",\n"Resource": "*"}}', 3),
        ('{"a": "\n"}', 1),
        ('{"a": tru}', 1),
        ('{"a": "\\u12"}', 1),
        ("\ufeff{}", 1),
        ("{} {}", 1),
        ('{"a" 1}', 1),
        ('{"a": [1 2]}', 1),
        ('{"a": 1', 1),
        ("{,}", 1),
    ],
)
def test_a_refusal_knows_its_line(text: str, line: int) -> None:
    assert refusal(text).line == line


def test_hostile_sources() -> None:
    assert refusal(b"\xff\xfe{}").message == SYNTAX
    assert refusal({"Statement": float("nan")}).message == SYNTAX
    assert refusal({"Statement": object()}).message == SYNTAX
    assert refusal(" " * (DOCUMENT_CHARACTERS + 1)).message == SYNTAX
    assert refusal('{"a": ' + "9" * 100_000 + "}").message == SYNTAX
    assert refusal("[" * 100_000).message == SYNTAX
    assert refusal('{"Statement":' * 10_000).message == SYNTAX
    loop: list = []
    loop.append(loop)
    assert refusal({"Statement": loop}).message == SYNTAX
    deep: object = "x"
    for _ in range(100_000):
        deep = [deep]
    assert refusal({"Statement": deep}).message == SYNTAX
    assert parse(json.dumps(document(allow("*"))).encode()) == parse(document(allow("*")))


def test_the_same_text_gives_the_same_document() -> None:
    text = json.dumps(document(allow("*")))
    assert parse(text) is parse(text)


def test_white_space_does_not_count() -> None:
    assert size('{ "a":\n\t"b c" }\r\n') == len('{"a":"bc"}')


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.text(max_size=8)
    | st.sampled_from(["*", "Allow", BUCKET, "2012-10-17"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["Version", "Statement", "Effect", "Action", "Resource", "Principal", "Condition", "Bool", "Sid"]
            )
            | st.text(max_size=5),
            inner,
            max_size=5,
        )
    ),
    max_leaves=12,
)
KINDS: st.SearchStrategy[Kind] = st.sampled_from(("identity", "managed", "session", "trust", "resource"))


@given(st.text() | st.text('{}[]":,\\ \nantrue019.-eE') | JSON.map(json.dumps), KINDS)
def test_no_text_raises_anything_but_policy_error(text: str, kind: Kind) -> None:
    try:
        parsed = parse(text, kind)
    except PolicyError as error:
        assert error.message
        assert error.detail
        assert error.line is None or 1 <= error.line <= text.count("\n") + 1
    else:
        assert parse(parsed.as_dict(), kind) == parsed


@given(st.binary(max_size=40), KINDS)
def test_no_bytes_raise_anything_but_policy_error(source: bytes, kind: Kind) -> None:
    try:
        parse(source, kind)
    except PolicyError as error:
        assert error.message
