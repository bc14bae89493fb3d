"""How the AWS CLI joins the pages of a list, cuts them at --max-items, and goes on with --starting-token.

An API's own token or page size on the command line, or --no-paginate, asks for one page as the API gives it. Sources:
AWS CLI User Guide, "Using the pagination options in the AWS CLI"; the CLI's own answers. Chosen here: the pages of a
list are asked for at once, whatever --page-size says, so a token counts from where the whole list began.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping, Sequence
from typing import Any

from sim.services.declare import Operation
from sim.shell.aws_options import Options, UsageError
from sim.shell.command import Refusal

OPTIONS: Mapping[str, str] = {
    "--max-items": "How many items to show at most; NextToken then tells where the list was cut.",
    "--starting-token": "Go on where a list was cut: its NextToken.",
    "--page-size": "How many items to ask AWS for at a time.",
}
"""What the CLI adds to an operation that gives a list, and what each is for."""

_TOKENS = ("Marker", "NextToken", "ContinuationToken")

_JOINED: Mapping[str, tuple[str, ...]] = {
    "GetAccountAuthorizationDetails": ("GroupDetailList", "RoleDetailList", "Policies"),
    "ListEntitiesForPolicy": ("PolicyUsers", "PolicyRoles"),
    "ListObjects": ("CommonPrefixes",),
    "ListObjectsV2": ("CommonPrefixes",),
}
"""Lists beside the first one: --max-items does not count them, and they come before its first cut."""

_BESIDE: Mapping[str, tuple[str, ...]] = {
    "GetGroup": ("Group",),
    "ListBuckets": ("Owner", "Prefix"),
    "ListObjects": ("RequestCharged", "Prefix"),
    "ListObjectsV2": ("RequestCharged", "Prefix"),
}
"""What stands beside the lists when pages are joined."""


def options(operation: Operation | None) -> Mapping[str, str]:
    """The options that the CLI adds to an operation. They stand before the API's own of the same name."""
    return OPTIONS if operation is not None and operation.pages else {}


def hidden(operation: Operation) -> frozenset[str]:
    """The API's own options for pages: the CLI takes them, and tells of its own instead."""
    paging = (*_TOKENS, operation.page_size) if operation.pages else ()
    return frozenset(parameter.option for parameter in operation.parameters if parameter.name in paging)


def members(operation: Operation) -> tuple[str, ...]:
    """What stands in a joined list: its items, and what is beside them."""
    return (operation.pages or "", *_JOINED.get(operation.name, ()), *_BESIDE.get(operation.name, ()))


def by_hand(operation: Operation, words: Sequence[str], settings: Mapping[str, str]) -> bool:
    """Whether the command line asks for one page of the API.

    Raises Refusal where it asks for the CLI's way too.
    """
    given = {word.partition("=")[0] for word in words}
    if not operation.pages or not ("--no-paginate" in settings or given & (hidden(operation) - set(OPTIONS))):
        return False
    both = [option for option in OPTIONS if option in given - hidden(operation)]
    if both:
        raise Refusal(f"\nCannot specify --no-paginate along with pagination arguments: {', '.join(both)}", 252)
    return True


def start(operation: Operation, given: Options) -> dict[str, Any]:
    """The parameters that ask the API to begin where the line does: a token of its own, if one is known.

    Raises UsageError for pagination options that make no sense.
    """
    _number(given, "--max-items")
    _number(given, "--page-size")
    token = _from(operation, given)[0]
    return {} if token is None else {_token(operation): token}


def joined(operation: Operation, given: Options, data: Mapping[str, Any]) -> dict[str, Any]:
    """The whole list as the CLI prints it, cut at --max-items."""
    assert operation.pages is not None
    token, begin = _from(operation, given)
    most = _number(given, "--max-items")
    items = data.get(operation.pages, [])[begin:]
    result: dict[str, Any] = {operation.pages: items[:most]} if operation.pages in data else {}
    for name in _JOINED.get(operation.name, ()):
        if name in data:
            result[name] = [] if "--starting-token" in given.extra else data[name]
    result |= {name: data.get(name) for name in _BESIDE.get(operation.name, ())}
    if most is not None and len(items) > most:
        cut = {_token(operation): token, "boto_truncate_amount": begin + most}
        result["NextToken"] = base64.b64encode(json.dumps(cut).encode()).decode()
    return result


def _token(operation: Operation) -> str:
    """The parameter that says where a page begins."""
    return next(parameter.name for parameter in operation.parameters if parameter.name in _TOKENS)


def _from(operation: Operation, given: Options) -> tuple[str | None, int]:
    """Where the list begins: the API's own token, and how many items behind it. A text that is no token of the
    CLI's is one of the API's."""
    text = given.extra.get("--starting-token")
    if text is None:
        return None, 0
    try:
        decoded = json.loads(base64.b64decode(text, validate=True))
    except (ValueError, RecursionError):
        return text, 0
    if not isinstance(decoded, dict):
        return text, 0
    token, begin = decoded.get(_token(operation)), decoded.get("boto_truncate_amount", 0)
    if not isinstance(token, str | None) or type(begin) is not int or not 0 <= begin < 10**9:
        raise UsageError(f"Bad starting token: {text}")
    return token, begin


def _number(given: Options, option: str) -> int | None:
    text = given.extra.get(option)
    if text is None:
        return None
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise UsageError(f"argument {option}: invalid int value: '{text}'")
    return int(text)
