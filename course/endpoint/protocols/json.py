"""The AWS JSON 1.1 protocol, which CloudTrail and EventBridge speak.

An operation stands in the X-Amz-Target header, its parameters are a JSON object, times are seconds since 1970.
"""

from __future__ import annotations

import base64
import binascii
import json
import math
from collections.abc import Mapping
from functools import cache
from typing import Any

from course.endpoint.protocols import Request, Response
from sim.clock import EARLIEST, LATEST, Timestamp
from sim.errors import ServiceError
from sim.services import OPERATIONS
from sim.services.declare import Operation, Shape

LARGEST_BODY = 256_000

NAMES = {
    "MissingAuthenticationToken": "MissingAuthenticationTokenException",
    "IncompleteSignature": "IncompleteSignatureException",
    "SignatureDoesNotMatch": "InvalidSignatureException",
    "InvalidClientTokenId": "UnrecognizedClientException",
    "ExpiredToken": "ExpiredTokenException",
    "AccessDenied": "AccessDeniedException",
    "InvalidAction": "UnknownOperationException",
    "ValidationError": "ValidationException",
}
"""What the JSON protocols call the refusals that all services share."""

_KINDS: Mapping[str, tuple[type, ...]] = {
    "string": (str,),
    "integer": (int,),
    "boolean": (bool,),
    "timestamp": (int, float),
    "list": (list,),
    "structure": (dict,),
    "map": (dict,),
    "blob": (str,),
}


class Json:
    """The JSON protocol of one service."""

    def __init__(self, service: str) -> None:
        self.largest_body = LARGEST_BODY
        self._operations = {name: operation for (of, name), operation in OPERATIONS.items() if of == service}

    def read(self, request: Request) -> tuple[Operation, dict[str, Any]]:
        """The operation and its parameters.

        Raises ServiceError: InvalidAction, SerializationException.
        """
        name = request.headers.get("x-amz-target", "").rpartition(".")[2]
        operation = self._operations.get(name)
        if operation is None or request.method != "POST":
            raise ServiceError("InvalidAction", 400, f"Could not find operation {name[:128]}")
        try:
            given = json.loads(request.body.decode() or "{}")
        except (ValueError, RecursionError):
            raise _unreadable("The request body is no JSON object") from None
        if not isinstance(given, dict):
            raise _unreadable("The request body is no JSON object")
        return operation, {
            parameter.name: _value(parameter.shape, given[parameter.name], parameter.name)
            for parameter in operation.parameters
            if given.get(parameter.name) is not None
        }

    def write(self, request: Request, operation: Operation, data: Mapping[str, Any], request_id: str) -> Response:
        """The result as a JSON object."""
        return _response(200, _plain(data), request_id)

    def refuse(self, request: Request, error: ServiceError, request_id: str) -> Response:
        """The refusal: its name in `__type` (and, for REST protocols, in a header), its words in `message`."""
        name = NAMES.get(error.code, error.code)
        status = error.status if error.status >= 500 or error.status == 413 else 400
        response = _response(status, {"__type": name, "message": error.message}, request_id)
        response.headers = (*response.headers, ("x-amzn-errortype", name))
        return response


@cache
def protocol(service: str) -> Json:
    """The protocol of a service."""
    return Json(service)


def _value(shape: Shape, value: Any, where: str) -> Any:
    kind = shape.kind
    right = isinstance(value, _KINDS[kind]) and not (isinstance(value, bool) and kind != "boolean")
    if not right or (isinstance(value, float) and not math.isfinite(value)):
        raise _unreadable(f"{where} is no {kind}")
    if kind == "list":
        member = shape.member or Shape()
        return [_value(member, item, where) for item in value]
    if kind == "structure":
        return {name: _value(shape.members[name], item, name) for name, item in value.items() if name in shape.members}
    if kind == "timestamp":
        return Timestamp(int(min(max(value * 1_000, EARLIEST), LATEST)))
    if kind == "blob":
        try:
            return base64.b64decode(value, validate=True)
        except (binascii.Error, ValueError):
            raise _unreadable(f"{where} is no base64") from None
    return value


def _plain(value: Any) -> Any:
    if isinstance(value, Timestamp):
        return value / 1_000
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    if isinstance(value, Mapping):
        return {key: _plain(item) for key, item in value.items() if item is not None}
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    return value


def _unreadable(message: str) -> ServiceError:
    return ServiceError("SerializationException", 400, message)


def _response(status: int, document: Mapping[str, Any], request_id: str) -> Response:
    headers = (("content-type", "application/x-amz-json-1.1"), ("x-amzn-requestid", request_id))
    return Response(status, json.dumps(document).encode(), headers)
