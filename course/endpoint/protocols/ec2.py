"""The EC2 protocol: form-encoded requests whose lists are `Name.1`, XML responses whose lists are sets of items.

Sources: EC2's service model in botocore (names on the wire), the EC2 API Reference ("Making requests", "Error codes").
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Any

from course.endpoint.protocols import Request, Response
from course.endpoint.protocols.form import pairs, parameters
from course.endpoint.protocols.xml import DECLARATION, scalar, text
from sim.clock import Timestamp, iso
from sim.errors import ServiceError
from sim.services import OPERATIONS
from sim.services.declare import Operation
from sim.services.dialect import in_dialect

VERSION = "2016-11-15"
NAMESPACE = f"http://ec2.amazonaws.com/doc/{VERSION}/"

LARGEST_BODY = 1_000_000

WIRE_NAMES: Mapping[str, str] = {
    "Groups": "groupSet",
    "Instances": "instancesSet",
    "NetworkInterfaces": "networkInterfaceSet",
    "ProductCodes": "productCodes",
    "PublicDnsName": "dnsName",
    "Reservations": "reservationSet",
    "SecurityGroups": "groupSet",
    "StartingInstances": "instancesSet",
    "StateTransitionReason": "reason",
    "StoppingInstances": "instancesSet",
    "Tags": "tagSet",
    "TerminatingInstances": "instancesSet",
    "BlockDeviceMappings": "blockDeviceMapping",
}
"""Members whose element is not their name with a small first letter."""

_OF_INSTANCE = {"State": "instanceState"}
"""What is called otherwise in an instance alone."""

_LISTS = ((re.compile(r"InstanceId(?![^.])"), "InstanceIds"), (re.compile(r"Filter(?![^.])"), "Filters"))
_VALUES = re.compile(r"(Filters\.[0-9]+)\.Value\.")


class Ec2:
    """EC2's protocol."""

    def __init__(self, service: str) -> None:
        self.largest_body, self._service = LARGEST_BODY, service
        self._operations = {name: operation for (of, name), operation in OPERATIONS.items() if of == service}

    def read(self, request: Request) -> tuple[Operation, dict[str, Any]]:
        """The operation and its parameters, from the query and the body.

        Raises ServiceError: InvalidAction, MissingParameter, InvalidParameterValue.
        """
        if request.method not in ("POST", "GET"):
            raise ServiceError("MethodNotAllowed", 405, f"{request.method} is not one of GET and POST")
        given = {**pairs(request.query.encode("latin-1")), **pairs(request.body)}
        for name in ("Action", "Version"):
            if not given.get(name):
                raise ServiceError("MissingParameter", 400, f"The request must contain the parameter {name}")
        operation = self._operations.get(given["Action"])
        if operation is None:
            words = f"The action {given['Action'][:128]} is not valid for this web service."
            raise ServiceError("InvalidAction", 400, words)
        return operation, parameters(operation, {_renamed(name): value for name, value in given.items()}, None)

    def write(self, request: Request, operation: Operation, data: Mapping[str, Any], request_id: str) -> Response:
        """The result in XML."""
        inner = "".join(_element(name, value, in_instance=False) for name, value in data.items())
        return _response(
            200,
            f'<{operation.name}Response xmlns="{NAMESPACE}"><requestId>{request_id}</requestId>{inner}'
            f"</{operation.name}Response>",
        )

    def refuse(self, request: Request, error: ServiceError, request_id: str) -> Response:
        """The refusal in EC2's own shape."""
        said = in_dialect(self._service, error)
        return _response(
            said.status,
            f"<Response><Errors><Error><Code>{text(said.code)}</Code><Message>{text(said.message)}</Message></Error>"
            f"</Errors><RequestID>{request_id}</RequestID></Response>",
        )


@cache
def protocol(service: str) -> Ec2:
    """EC2's protocol."""
    return Ec2(service)


def _renamed(name: str) -> str:
    """A parameter's name on the wire as its declaration has it: Filter.1.Value.2 is Filters.1.Values.2."""
    for pattern, ours in _LISTS:
        if pattern.match(name):
            name = pattern.sub(ours, name, count=1)
    return _VALUES.sub(r"\1.Values.", name, count=1)


def wire_name(name: str, *, in_instance: bool) -> str:
    """The element that a member of a result is written as."""
    found = WIRE_NAMES.get(name) or (_OF_INSTANCE.get(name) if in_instance else None)
    return found or name[0].lower() + name[1:]


def _element(name: str, value: Any, *, in_instance: bool) -> str:
    if value is None:
        return ""
    if isinstance(value, Mapping):
        inner = "".join(_element(key, item, in_instance=False) for key, item in value.items())
    elif isinstance(value, (list, tuple)):
        items = ("".join(_element(k, v, in_instance=name == "Instances") for k, v in item.items()) for item in value)
        inner = "".join(f"<item>{item}</item>" for item in items)
    elif isinstance(value, Timestamp):
        inner = iso(value).replace("Z", ".000Z")
    else:
        inner = scalar(value)
    element = wire_name(name, in_instance=in_instance)
    return f"<{element}>{inner}</{element}>" if inner else f"<{element}/>"


def _response(status: int, body: str) -> Response:
    return Response(
        status, (DECLARATION + body).encode("utf-8", "replace"), (("content-type", "text/xml;charset=UTF-8"),)
    )
