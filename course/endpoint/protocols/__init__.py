"""How AWS's services speak over HTTP: a request read into an operation and its parameters, a result written out.

A protocol knows nothing of signatures, time or the world: the door verifies who signed, calls the operation and hands
the result back. A module of this package gives its protocol as `protocol(service)`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from types import MappingProxyType
from typing import Any, Protocol, cast

from sim.errors import ServiceError
from sim.services.declare import Operation


@dataclass(slots=True)
class Request:
    """An HTTP request. `path` and `query` are as they were sent (percent-encoded, without the `?`); header names are
    in lower case, and a header that came several times has its values joined by commas. Bytes beyond ASCII stand in
    these texts as in Latin-1.
    """

    method: str
    path: str
    query: str
    headers: Mapping[str, str]
    body: bytes


@dataclass(slots=True)
class Response:
    """An HTTP response; the server adds Content-Length and Date. Header names are in lower case."""

    status: int
    body: bytes = b""
    headers: tuple[tuple[str, str], ...] = ()


class Wire(Protocol):
    """A service's protocol."""

    largest_body: int
    """Bytes of a request's body at most; larger ones are refused unread, with `refuse`."""

    def read(self, request: Request) -> tuple[Operation, dict[str, Any]]:
        """The operation that a request asks for, and its parameters by AWS's names, as the declaration types them.

        Only what is declared is read: text is a str, a blob is bytes. Bounds, patterns and missing parameters are left
        to the operation's own check. Raises ServiceError (4xx) for what cannot be read.
        """

    def write(self, request: Request, operation: Operation, data: Mapping[str, Any], request_id: str) -> Response:
        """The response that carries an operation's result."""

    def refuse(self, request: Request, error: ServiceError, request_id: str) -> Response:
        """The response that carries a refusal; `request` may be one that could not be read."""


MODULES: Mapping[str, str] = MappingProxyType(
    {"iam": "query", "sts": "query", "ec2": "ec2", "s3": "s3", "cloudtrail": "json", "events": "json"}
)
"""The module of this package that speaks for a service, by the service's signing name."""


@cache
def protocol_of(service: str) -> Wire | None:
    """The protocol of a service by its signing name, imported when it is first spoken; None for an unknown service."""
    name = MODULES.get(service)
    if name is None:
        return None
    return cast(Wire, import_module(f"{__name__}.{name}").protocol(service))
