"""Laws that hold for all policies and requests."""

import json

from hypothesis import given, settings
from hypothesis import strategies as st
from policy_rows import ACCOUNT, USER

from sim.policy.document import parse
from sim.policy.evaluate import Decision, NamedPolicy, Request, evaluate
from sim.policy.explain import explain, missing_keys

ACTIONS = ["iam:GetUser", "iam:ListUsers", "s3:GetObject", "IAM:getuser"]
ACTION_PATTERNS = [*ACTIONS, "*", "iam:*", "iam:?etUser", "s3:*Object", "*:Get*"]
RESOURCES = ["*", USER, f"arn:aws:iam::{ACCOUNT}:user/Bob", "arn:aws:s3:::b/Alice/k", "arn:aws:s3:::b"]
RESOURCE_PATTERNS = [
    *RESOURCES,
    "arn:aws:iam::*:user/${aws:username}",
    "arn:aws:s3:::b/${aws:username, 'x'}/*",
    "arn:aws:s3:::?",
    "arn:aws:iam:*",
]
KEYS = {
    "aws:MultiFactorAuthPresent": ["true", "false"],
    "aws:username": ["Alice", "Bob"],
    "aws:SourceIp": ["203.0.113.7", "2001:db8::1", "nowhere"],
    "aws:CurrentTime": ["2027-03-01T12:00:00Z", "1800000000", "soon"],
    "aws:MultiFactorAuthAge": ["0", "3600", "1e3", "old"],
    "aws:TagKeys": ["a", "b", ""],
}
POSITIVE = {
    "StringEquals": ["aws:username", "aws:TagKeys"],
    "StringEqualsIgnoreCase": ["aws:username", "aws:TagKeys"],
    "StringLike": ["aws:username", "aws:TagKeys"],
    "NumericEquals": ["aws:MultiFactorAuthAge"],
    "DateEquals": ["aws:CurrentTime"],
    "ArnLike": ["aws:username"],
    "IpAddress": ["aws:SourceIp"],
}
NEGATED = {name: name.replace("String", "StringNot").replace("Equals", "NotEquals") for name in POSITIVE} | {
    "StringEquals": "StringNotEquals",
    "StringEqualsIgnoreCase": "StringNotEqualsIgnoreCase",
    "StringLike": "StringNotLike",
    "ArnLike": "ArnNotLike",
    "IpAddress": "NotIpAddress",
}
OTHERS = {"Bool": ["aws:MultiFactorAuthPresent"], "Null": list(KEYS), "NumericLessThan": ["aws:MultiFactorAuthAge"]}
VALUES = st.lists(
    st.sampled_from(["true", "false", "Alice", "a*", "${aws:username}", "203.0.113.0/24", "3600", "a", ""]), max_size=3
)


@st.composite
def conditions(draw: st.DrawFn) -> dict:
    base = draw(st.sampled_from([*POSITIVE, *OTHERS, *(NEGATED[name] for name in POSITIVE)]))
    keys = POSITIVE.get(base) or OTHERS.get(base) or next(POSITIVE[name] for name in POSITIVE if NEGATED[name] == base)
    prefix = draw(st.sampled_from(["", "ForAnyValue:", "ForAllValues:"]))
    suffix = "" if base == "Null" else draw(st.sampled_from(["", "IfExists"]))
    values = [] if base.startswith("Date") else draw(VALUES)
    return {prefix + base + suffix: {draw(st.sampled_from(keys)): values}}


@st.composite
def statements(draw: st.DrawFn, effect: str | None = None) -> dict:
    found: dict = {"Effect": effect or draw(st.sampled_from(["Allow", "Allow", "Deny"]))}
    patterns = st.lists(st.sampled_from(ACTION_PATTERNS), min_size=1, max_size=3, unique=True)
    found[draw(st.sampled_from(["Action", "Action", "NotAction"]))] = draw(patterns)
    names = st.lists(st.sampled_from(RESOURCE_PATTERNS), min_size=1, max_size=3, unique=True)
    found[draw(st.sampled_from(["Resource", "Resource", "NotResource"]))] = draw(names)
    if draw(st.booleans()):
        found["Condition"] = draw(conditions())
    return found


POLICIES = st.lists(st.lists(statements(), min_size=1, max_size=4), max_size=3)
CONTEXTS = st.fixed_dictionaries(
    {},
    optional={
        key: st.lists(st.sampled_from(values), max_size=2).map(tuple)
        if key == "aws:TagKeys"
        else st.sampled_from(values)
        for key, values in KEYS.items()
    },
)
REQUESTS = st.builds(
    lambda action, resource, context: Request(USER, ACCOUNT, action, resource, context),
    st.sampled_from(ACTIONS),
    st.sampled_from(RESOURCES),
    CONTEXTS,
)


def decide(request: Request, policies: list[list[dict]], **more: object) -> Decision:
    named = [named_policy(statements, number) for number, statements in enumerate(policies)]
    return evaluate(request, named, **more)


def named_policy(statements: list[dict], number: int = 0) -> NamedPolicy:
    return NamedPolicy(f"p{number}", None, parse({"Version": "2012-10-17", "Statement": statements}))


@settings(max_examples=30)
@given(REQUESTS, POLICIES, statements("Deny"))
def test_adding_a_deny_never_allows_more(request: Request, policies: list, more: dict) -> None:
    before, after = decide(request, policies), decide(request, [*policies, [more]])
    assert before.allowed or not after.allowed
    assert before.kind != "explicit-deny" or after.kind == "explicit-deny"


@settings(max_examples=30)
@given(REQUESTS, POLICIES, statements("Allow"))
def test_adding_an_allow_never_allows_less(request: Request, policies: list, more: dict) -> None:
    before, after = decide(request, policies), decide(request, [*policies, [more]])
    assert after.allowed or not before.allowed


@settings(max_examples=30)
@given(REQUESTS, POLICIES, st.randoms(use_true_random=False))
def test_the_order_of_policies_and_statements_never_matters(request: Request, policies: list, random: object) -> None:
    shuffled = [random.sample(statements, len(statements)) for statements in random.sample(policies, len(policies))]
    assert decide(request, shuffled).kind == decide(request, policies).kind


@settings(max_examples=30)
@given(REQUESTS, POLICIES)
def test_one_policy_or_many_never_matters(request: Request, policies: list) -> None:
    merged = [statement for statements in policies for statement in statements]
    assert decide(request, [merged] if merged else []).kind == decide(request, policies).kind


@settings(max_examples=30)
@given(REQUESTS, POLICIES)
def test_writing_a_policy_out_and_reading_it_decides_the_same(request: Request, policies: list) -> None:
    rewritten = [
        json.loads(json.dumps(named_policy(statements).document.as_dict()))["Statement"] for statements in policies
    ]
    assert decide(request, rewritten) == decide(request, policies)


@settings(max_examples=30)
@given(REQUESTS, POLICIES, st.lists(statements(), min_size=1, max_size=3))
def test_a_boundary_or_a_session_policy_only_takes_away(request: Request, policies: list, limit: list) -> None:
    free = decide(request, policies)
    for limited in (
        decide(request, policies, boundary=named_policy(limit)),
        decide(request, policies, session=[named_policy(limit)]),
    ):
        assert free.allowed or not limited.allowed
        assert limited.allowed == (free.allowed and decide(request, [limit]).allowed)


@settings(max_examples=30)
@given(REQUESTS, POLICIES)
def test_the_reasons_agree_with_the_decision(request: Request, policies: list) -> None:
    decision = decide(request, policies)
    reasons = explain(decision)
    assert [reason.statement for reason in reasons] == [
        s for p in policies for s in named_policy(p).document.statements
    ]
    effects = {reason.statement.effect for reason in reasons if reason.applies}
    assert decision.kind == ("explicit-deny" if "Deny" in effects else "allow" if effects else "implicit-deny")
    assert all(reason.applies is not bool(reason.failed) for reason in reasons)
    assert not {key.lower() for key in missing_keys(decision)} & request.keys.keys()


@given(st.sampled_from(list(POSITIVE)), VALUES, CONTEXTS)
def test_a_negated_operator_says_the_opposite(name: str, values: list[str], context: dict) -> None:
    values = [] if name.startswith("Date") else [value for value in values if "$" not in value]
    for key in POSITIVE[name]:
        request = Request(USER, ACCOUNT, "s3:x", "*", context)
        either = [
            decide(
                request, [[{"Effect": "Allow", "Action": "*", "Resource": "*", "Condition": {operator: {key: values}}}]]
            )
            for operator in (name, NEGATED[name])
        ]
        assert either[0].allowed is not either[1].allowed
