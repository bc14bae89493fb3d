"""The AWS Query protocol of IAM and STS: form-encoded requests, XML responses.

Sources: the service models in botocore (members, wrappers, namespaces), the IAM and STS API References ("Making query
requests", "Common errors").
"""

from __future__ import annotations

import base64
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from course.endpoint.protocols import Request, Response
from course.endpoint.protocols.form import malformed, pairs, parameters
from course.endpoint.protocols.xml import scalar, text
from sim.errors import ServiceError
from sim.services import OPERATIONS
from sim.services.declare import Operation

VERSIONS = {"iam": "2010-05-08", "sts": "2011-06-15"}
"""The version of each service's API, which a request names and its namespace carries."""

EMPTY_RESULTS = frozenset({"UpdateRole"})
"""Operations whose result has no members, yet stands in the response; the others without members have none."""

LARGEST_BODY = 1_000_000
"""Bytes; the longest policy document, percent-encoded throughout, is 400 KB."""


class Query:
    """The Query protocol of one service."""

    def __init__(self, service: str) -> None:
        self.largest_body = LARGEST_BODY
        self._service, self._version = service, VERSIONS[service]
        self._namespace = f"https://{service}.amazonaws.com/doc/{self._version}/"
        self._operations = {name: operation for (of, name), operation in OPERATIONS.items() if of == service}
        self._frames = {name: self._frame(operation) for name, operation in self._operations.items()}

    def read(self, request: Request) -> tuple[Operation, dict[str, Any]]:
        """The operation and its parameters, from the query and the body.

        Raises ServiceError: MissingAction, InvalidAction, MalformedInput.
        """
        if request.method not in ("POST", "GET"):
            raise ServiceError("MethodNotAllowed", 405, f"{request.method} is not one of GET and POST")
        given = pairs(request.body)
        if request.query:
            for name, value in pairs(request.query.encode("latin-1")).items():
                if name in given:
                    raise malformed(f"Duplicate parameter: {name[:128]}")
                given[name] = value
        action = given.get("Action")
        if not action:
            raise ServiceError("MissingAction", 400, "Missing Action")
        operation = self._operations.get(action)
        version = given.get("Version") or "NO_VERSION_SPECIFIED"
        if operation is None or version != self._version:
            raise ServiceError(
                "InvalidAction", 400, f"Could not find operation {action[:128]} for version {version[:32]}"
            )
        return operation, parameters(operation, given)

    def write(self, request: Request, operation: Operation, data: Mapping[str, Any], request_id: str) -> Response:
        """The result in XML, inside its response and result elements."""
        begin, end = self._frames[operation.name]
        inner = "".join([element(name, value) for name, value in data.items()])
        tail = f"{request_id}</RequestId></ResponseMetadata></{operation.name}Response>"
        return _response(200, f"{begin}{inner}{end}{tail}", request_id)

    def refuse(self, request: Request, error: ServiceError, request_id: str) -> Response:
        """The refusal as an ErrorResponse."""
        fault = "Sender" if error.status < 500 else "Receiver"
        return _response(
            error.status,
            f'<ErrorResponse xmlns="{self._namespace}"><Error><Type>{fault}</Type><Code>{text(error.code)}</Code>'
            f"<Message>{text(error.message)}</Message></Error><RequestId>{request_id}</RequestId></ErrorResponse>",
            request_id,
        )

    def _frame(self, operation: Operation) -> tuple[str, str]:
        name = operation.name
        begin = f'<{name}Response xmlns="{self._namespace}">'
        end = "<ResponseMetadata><RequestId>"
        if operation.result or name in EMPTY_RESULTS:
            return f"{begin}<{name}Result>", f"</{name}Result>{end}"
        return begin, end


@cache
def protocol(service: str) -> Query:
    """The protocol of `iam` or `sts`."""
    return Query(service)


def element(name: str, value: Any) -> str:
    """A member of a result as an element; None is left out."""
    if value is None:
        return ""
    if name in SPECIAL:
        inner = SPECIAL[name](value)
    elif isinstance(value, str):
        inner = text(value)
    else:
        inner = _content(value)
    return f"<{name}>{inner}</{name}>" if inner else f"<{name}/>"


def _content(value: Any) -> str:
    if isinstance(value, str):
        return text(value)
    if isinstance(value, (dict, Mapping)):
        return "".join([element(name, member) for name, member in value.items()])
    if isinstance(value, (list, tuple)):
        return "".join([f"<member>{_content(member)}</member>" for member in value])
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    return scalar(value)


def _blob(value: Any) -> str:
    return base64.b64encode(value.encode() if isinstance(value, str) else value).decode()


def _entries(value: Any) -> str:
    return "".join(
        [f"<entry><key>{text(key)}</key><value>{_content(item)}</value></entry>" for key, item in value.items()]
    )


SPECIAL: Mapping[str, Callable[[Any], str]] = {
    "Base32StringSeed": _blob,
    "QRCodePNG": _blob,
    "Content": _blob,
    "SummaryMap": _entries,
    "EvalDecisionDetails": _entries,
}
"""Members that are not written as they stand: blobs in base64, maps as entries."""


def _response(status: int, body: str, request_id: str) -> Response:
    return Response(
        status, body.encode("utf-8", "replace"), (("content-type", "text/xml"), ("x-amzn-requestid", request_id))
    )
