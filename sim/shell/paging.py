"""How the AWS CLI joins the pages of EC2's and S3's lists, and cuts them at --max-items.

Source: AWS CLI User Guide, "Using the pagination options in the AWS CLI". An API's own page size or token on the
command line asks for that one page, as it is.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from typing import Any

from sim.services.declare import Operation
from sim.shell.aws_options import Options, UsageError

OPTIONS = ("--max-items", "--starting-token", "--page-size")

_TOKENS = {
    "DescribeInstances": "NextToken",
    "ListBuckets": "ContinuationToken",
    "ListObjects": "Marker",
    "ListObjectsV2": "ContinuationToken",
}
_OBJECTS = ("ListObjects", "ListObjectsV2")


def options(operation: Operation) -> tuple[str, ...]:
    """The options that the CLI adds to a list whose API pages by other names than Marker and MaxItems."""
    return OPTIONS if operation.name in _TOKENS else ()


def one_page(operation: Operation, parameters: Mapping[str, Any]) -> bool:
    """Whether the command line asks for one page of the API."""
    return operation.page_size in parameters or _TOKENS.get(operation.name) in parameters


def check(given: Options) -> None:
    """Raise UsageError for pagination options that make no sense."""
    _start(given)
    _number(given, "--max-items")
    _number(given, "--page-size")


def shown(operation: Operation, given: Options, data: Mapping[str, Any]) -> dict[str, Any]:
    """A list as the CLI prints it."""
    charged = {"RequestCharged": None} if operation.name in _OBJECTS else {}
    if one_page(operation, given.parameters):
        return {**data, **charged}
    start, most = _start(given), _number(given, "--max-items")
    assert operation.pages is not None
    items = data.get(operation.pages, [])[start:]
    result: dict[str, Any] = {operation.pages: items[:most]} if operation.pages in data else {}
    if "CommonPrefixes" in data:
        left = None if most is None else max(0, most - len(items))
        result["CommonPrefixes"] = data["CommonPrefixes"][max(0, start - len(data.get(operation.pages, []))) :][:left]
    count = len(data.get(operation.pages, [])) + len(data.get("CommonPrefixes", []))
    if operation.name == "ListBuckets":
        result |= {"Owner": data["Owner"], "Prefix": data.get("Prefix")}
    elif operation.name in _OBJECTS:
        result |= {**charged, "Prefix": data["Prefix"]}
    if most is not None and count > start + most:
        token = {_TOKENS[operation.name]: None, "boto_truncate_amount": start + most}
        result["NextToken"] = base64.b64encode(json.dumps(token).encode()).decode()
    return result


def _start(given: Options) -> int:
    token = given.extra.get("--starting-token")
    if token is None:
        return 0
    try:
        start = json.loads(base64.b64decode(token, validate=True))["boto_truncate_amount"]
    except (ValueError, KeyError, TypeError, RecursionError):
        start = None
    if not isinstance(start, int) or not 0 <= start < 10**9:
        raise UsageError(f"Bad starting token: {token}")
    return start


def _number(given: Options, option: str) -> int | None:
    text = given.extra.get(option)
    if text is None:
        return None
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise UsageError(f"argument {option}: invalid int value: '{text}'")
    return int(text)
