from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.policy.conditions import condition, split
from sim.policy.moment import moment

SECOND = 1_000_000_000


def holds(operator: str, values: list[str], context: dict, key: str = "k", variables: bool = True) -> bool:
    keys = {name: (value,) if isinstance(value, str) else value for name, value in context.items()}
    return condition(operator, key, values, variables).holds(keys)


@pytest.mark.parametrize(
    ("operator", "values", "context", "expected"),
    [
        ("NumericEquals", ["1"], {"k": "one"}, False),
        ("NumericNotEquals", ["1"], {"k": "one"}, True),
        ("NumericLessThan", ["many"], {"k": "1"}, False),
        ("NumericEquals", ["1e3"], {"k": "1000.000"}, True),
        ("NumericLessThan", ["-1"], {"k": "-1.5"}, True),
        ("NumericEquals", ["٣"], {"k": "3"}, False),
        ("DateLessThan", ["2027-01-01"], {"k": "soon"}, False),
        ("IpAddress", ["nowhere"], {"k": "203.0.113.7"}, False),
        ("NotIpAddress", ["nowhere"], {"k": "203.0.113.7"}, True),
        ("IpAddress", ["203.0.113.7/24"], {"k": "203.0.113.200"}, True),
        ("IpAddress", ["0.0.0.0/0"], {"k": "::1"}, False),
        ("BinaryEquals", ["not base64"], {"k": "not base64"}, True),
        ("BinaryEquals", ["YQ=="], {"k": "Yg=="}, False),
        ("StringEquals", [], {"k": "x"}, False),
        ("StringNotEquals", [], {"k": "x"}, True),
        ("StringEquals", [""], {"k": ""}, True),
        ("StringEqualsIgnoreCase", ["STRASSE"], {"k": "straße"}, True),
        ("Null", ["true", "false"], {}, True),
        ("Null", ["maybe"], {}, False),
        ("Null", ["true"], {"k": ()}, True),
        ("StringEquals", ["a"], {"k": ("b", "a")}, True),
        ("StringNotEquals", ["a"], {"k": ("b", "a")}, False),
        ("ForAnyValue:StringEqualsIfExists", ["a"], {}, True),
        ("ForAllValues:StringEqualsIfExists", ["a"], {"k": ("a", "b")}, False),
        ("ForAllValues:Bool", ["true"], {"k": ("true", "TRUE")}, True),
        ("ForAnyValue:StringNotLike", ["a*"], {"k": ("ab", "ac")}, False),
    ],
)
def test_edges(operator: str, values: list[str], context: dict, expected: bool) -> None:
    assert holds(operator, values, context) is expected


@pytest.mark.parametrize(
    ("operator", "expected"),
    [
        ("StringEquals", True),
        ("StringEqualsIgnoreCase", True),
        ("StringLike", True),
        ("ArnEquals", True),
        ("Bool", True),
        ("NumericEquals", False),
    ],
)
def test_variables_by_operator(operator: str, expected: bool) -> None:
    assert holds(operator, ["${aws:username}"], {"k": "7", "aws:username": "7"}) is expected
    assert not holds(operator, ["${aws:username}"], {"k": "7", "aws:username": "7"}, variables=False)


def test_an_arn_may_come_from_a_variable() -> None:
    arn = "arn:aws:iam::123456789012:user/Alice"
    assert holds("ArnLike", ["${aws:PrincipalArn}"], {"k": arn, "aws:principalarn": arn})
    assert not holds("ArnLike", ["${aws:PrincipalArn}"], {"k": arn + "s", "aws:principalarn": arn})


@pytest.mark.parametrize("operator", ["StringEquals", "StringNotEquals", "StringLike", "StringNotLike", "ArnNotEquals"])
def test_a_missing_variable_makes_the_condition_false(operator: str) -> None:
    assert not holds(operator, ["${aws:username}"], {"k": "x"})


def test_a_missing_variable_does_not_hide_another_value() -> None:
    assert holds("StringEquals", ["${aws:username}", "x"], {"k": "x"})
    assert not holds("StringNotEquals", ["${aws:username}", "x"], {"k": "x"})


@pytest.mark.parametrize(
    "name", ["", "String", "stringequals", "NullIfExists", "ForAnyValue:", "ForEachValue:Bool", "IfExists"]
)
def test_names_of_no_operator(name: str) -> None:
    assert split(name) is None
    with pytest.raises(ValueError, match="is not a condition operator"):
        condition(name, "k", ["x"], True)


@given(st.datetimes(datetime(1, 1, 2), datetime(9999, 12, 30)), st.integers(-14 * 60, 14 * 60))
def test_iso_dates_are_read_as_python_reads_them(naive: datetime, offset: int) -> None:
    date = naive.replace(tzinfo=timezone(timedelta(minutes=offset)))
    since = date - datetime(1970, 1, 1, tzinfo=UTC)
    assert moment(date.isoformat()) == (since.days * 86_400 + since.seconds) * SECOND + since.microseconds * 1_000


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("0", 0),
        ("1800000000", 1_800_000_000),
        ("2027", 2_027),
        ("2027-03", 1_803_859_200),
        ("2027-03-01", 1_803_859_200),
        ("2027-03-01T12:30Z", 1_803_904_200),
        ("2027-03-01t12:30:00z", 1_803_904_200),
        ("2027-03-01T12:30:00", 1_803_904_200),
        ("2027-03-01T14:30:00+02", 1_803_904_200),
        ("2027-03-01T10:30:00-0200", 1_803_904_200),
        ("-0001-12-31", -62_167_305_600),
    ],
)
def test_dates(text: str, seconds: int) -> None:
    assert moment(text) == seconds * SECOND


@pytest.mark.parametrize(
    "text",
    [
        "",
        " 0",
        "-1 ",
        "soon",
        "2027-13",
        "2027-00-01",
        "2027-01-32",
        "2027-01-01T24:00",
        "2027-01-01T00:60",
        "1e9",
        "١٢",
    ],
)
def test_what_is_no_date(text: str) -> None:
    assert moment(text) is None


@given(st.text(max_size=30) | st.text("0123456789-:.TZ+", max_size=30))
def test_no_text_breaks_the_reading_of_dates(text: str) -> None:
    assert moment(text) is None or isinstance(moment(text), int)
