"""Output compared with what the installed AWS CLI's own formatter writes."""

from __future__ import annotations

import io
from argparse import Namespace
from typing import Any

import botocore  # noqa: F401 (the AWS CLI, where it comes first, puts its own in this one's place)
import pytest
from awscli.formatter import get_formatter
from hypothesis import given
from hypothesis import strategies as st

from sim.shell.output import FORMATS, render
from sim.shell.table import TERMINAL_WIDTH, table

names = st.sampled_from(["UserName", "Arn", "Tags", "MFADevices", "Path", "Users", "Count", "Wide名"]) | st.text(
    st.characters(categories=["L", "N", "P", "S"]), min_size=1, max_size=12
)
scalars = (
    st.none()
    | st.booleans()
    | st.integers(-(10**12), 10**12)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
)
values = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(names, inner, max_size=4),
    max_leaves=25,
)
rows = st.lists(st.dictionaries(names, scalars | st.lists(st.dictionaries(names, scalars)), max_size=5), max_size=5)
results = st.dictionaries(names, values | rows, max_size=4)

USER = {
    "Path": "/",
    "UserName": "Alice",
    "UserId": "AIDAIOSFODNN7EXAMPLE",
    "Arn": "arn:aws:iam::123456789012:user/Alice",
    "CreateDate": "2027-03-01T12:00:14+00:00",
}


def written_by_the_cli(data: Any, output: str) -> str | None:
    """What the CLI writes; None where its formatter fails on data of that shape.

    It takes a list that begins with a dictionary for a list of dictionaries, and fails on others, but for empty ones.
    """
    if output == "table" and mixes_dictionaries(data):
        return None
    stream = io.StringIO()
    formatter = get_formatter(output, Namespace(query=None, color="off"))
    if output == "table":
        formatter.table._terminal_width = TERMINAL_WIDTH
    if not isinstance(data, dict):  # as after --query: the formatter applies it to the response
        formatter = get_formatter(output, Namespace(query=Found(data), color="off"))
        data = {}
    try:
        formatter("ListUsers", data, stream)
    except (ValueError, IndexError, TypeError, AttributeError):
        return None
    return stream.getvalue()


def mixes_dictionaries(data: Any) -> bool:
    items = list(data.values()) if isinstance(data, dict) else data if isinstance(data, list) else []
    mixed = isinstance(data, list) and len({isinstance(item, dict) for item in data}) == 2
    return mixed or any(mixes_dictionaries(item) for item in items)


class Found:
    def __init__(self, value: Any) -> None:
        self.value = value

    def search(self, data: Any) -> Any:
        return self.value


@given(results | values)
def test_prints_what_the_cli_prints(data: Any) -> None:
    for output in FORMATS:
        expected = written_by_the_cli(data, output)
        text = render("ListUsers", data, output)
        assert text == expected or expected is None


@pytest.mark.parametrize("output", FORMATS)
@pytest.mark.parametrize(
    "data",
    [
        {},
        {"Users": []},
        {"Users": [USER]},
        {"User": USER},
        {"Users": [USER, {"UserName": "Alan", "Tags": [{"Key": "team", "Value": "blue"}]}]},
        {"User": {"UserName": "Alan", "Long": "x" * 100}},
        [],
        None,
        "Alice",
        ["Alice", "Alan"],
        [["Alice", None], ["Alan", True]],
        [{"UserName": "Alice", "MFA": []}, {"UserName": "Alan", "MFA": ["arn:a", "arn:b"]}],
    ],
    ids=repr,
)
def test_prints_the_shapes_of_the_course_as_the_cli_does(output: str, data: Any) -> None:
    assert render("ListUsers", data, output) == written_by_the_cli(data, output)


def test_json_has_four_blanks_and_text_as_it_is() -> None:
    assert render("GetUser", {"User": {"UserName": "Zoë"}}, "json") == (
        '{\n    "User": {\n        "UserName": "Zoë"\n    }\n}\n'
    )


def test_a_query_that_finds_nothing() -> None:
    assert [render("ListUsers", None, output) for output in FORMATS] == ["null\n", "None\n", ""]


def test_a_table() -> None:
    data = {"MFADevices": [{"UserName": "Alan", "SerialNumber": "arn:aws:iam::123456789012:mfa/Alan"}]}
    assert render("ListMFADevices", data, "table").splitlines() == [
        "------------------------------------------------------",
        "|                   ListMFADevices                   |",
        "+----------------------------------------------------+",
        "||                    MFADevices                    ||",
        "|+--------------------------------------+-----------+|",
        "||             SerialNumber             | UserName  ||",
        "|+--------------------------------------+-----------+|",
        "||  arn:aws:iam::123456789012:mfa/Alan  |  Alan     ||",
        "|+--------------------------------------+-----------+|",
    ]


def test_rows_of_different_lengths_are_filled_up() -> None:
    lines = list(table("ListUsers", [["Alice"], ["Alan", "arn"]]))
    assert lines[-3:-1] == ["|  Alice |       |", "|  Alan  |  arn  |"]
