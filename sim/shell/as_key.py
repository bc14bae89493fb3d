"""`as-key`: a call of the account's API by whoever has an access key, as it came through the door for real clients.

A program outside signs its requests itself and speaks AWS's protocols, yet an attempt is its command lines. So each
call that it makes is kept as the line that does the same: the key's id, for the world knows the secret; the operation
under the AWS CLI's name; the parameters as they arrived, neither checked beforehand nor paged through. Running the
line again on the same world makes the same world.
"""

from __future__ import annotations

import base64
import json
import shlex
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from sim.clock import Timestamp, cli_iso, iso, parse_iso
from sim.people import Credentials
from sim.qr import AWS_ISSUER, otpauth_uri
from sim.services import OPERATIONS
from sim.services.context import LOOPBACK
from sim.services.declare import Operation, Parameter
from sim.services.invoke import Reply, invoke
from sim.services.keys import credentials_of, holder
from sim.shell.command import Command, Refusal, call_of, did_you_mean
from sim.shell.output import render
from sim.world import File, Outcome, World

WORD = "as-key"

USAGE = f"""\
{WORD} ACCESS_KEY_ID aws SERVICE OPERATION [--option VALUE …]
                                    one request signed with that key, as a program outside sends it: one page of a
                                    list; --option=VALUE for one that begins with --; lists and structures in JSON"""

_BY_CLI_NAME = {(operation.cli_service, operation.cli_name): operation for operation in OPERATIONS.values()}


def request(
    world: World, credentials: Credentials, person: str, operation: Operation, parameters: Mapping[str, Any]
) -> Reply:
    """Call an operation from `person`'s hands; a new virtual device's QR code is then the one last shown."""
    reply = invoke(world, credentials, person, operation, parameters, source_ip=LOOPBACK)
    if operation.name != "CreateVirtualMFADevice" or reply.data is None:
        return reply
    device = reply.data["VirtualMFADevice"]
    name = f"{parameters['VirtualMFADeviceName']}@{reply.world.account.account_id}"
    uri = otpauth_uri(AWS_ISSUER, name, device["Base32StringSeed"])
    return replace(reply, world=replace(reply.world, shown=File(otpauth=uri, serial_number=device["SerialNumber"])))


def _outcome(reply: Reply, person: str, operation: Operation, parameters: dict[str, Any]) -> Outcome:
    call = call_of("", person, operation.service, operation.name, parameters, reply.error)
    if reply.error is not None:
        text = f"\nAn error occurred ({reply.error.code}) when calling the {operation.name} operation: "
        return Outcome(reply.world, error=f"{text}{reply.error.message}\n", status=254, call=call)
    data = _plain(reply.data or {})
    return Outcome(reply.world, render(operation.name, data, "json") if data else "", call=call)


def line_of(access_key_id: str, operation: Operation, parameters: Mapping[str, Any]) -> str:
    """The command line that makes this call; `read` gives the same parameters back."""
    words = [WORD, access_key_id, "aws", operation.cli_service, operation.cli_name]
    for parameter in operation.parameters:
        value = parameters.get(parameter.name)
        if value is not None:
            words += _written(parameter, value)
    return " ".join(words)


def read(operation: Operation, words: Sequence[str]) -> dict[str, Any]:
    """The parameters that options give, unchecked.

    Raises Refusal for a word that is no option of the operation, or no value of its kind.
    """
    by_option = {parameter.option: parameter for parameter in operation.parameters}
    found: dict[str, Any] = {}
    at = 0
    while at < len(words):
        option, equals, value = words[at].partition("=")
        at += 1
        flag = by_option.get(f"--{option[5:]}") if option.startswith("--no-") else by_option.get(option)
        if flag is not None and flag.shape.kind == "boolean":
            found[flag.name] = not option.startswith("--no-")
            continue
        parameter = by_option.get(option)
        if parameter is None:
            raise Refusal(f"{operation.cli_name} has no option {option[:80]}.{did_you_mean(option, by_option)}", 252)
        if not equals:
            if at == len(words):
                raise Refusal(f"After {option} its value is expected.", 252)
            value = words[at]
            at += 1
        try:
            found[parameter.name] = _value(parameter, value)
        except ValueError:
            raise Refusal(f"{option}: this is no {parameter.shape.kind}: {value[:80]}", 252) from None
    return found


def _written(parameter: Parameter, value: Any) -> list[str]:
    option, kind = parameter.option, parameter.shape.kind
    if kind == "boolean":
        return [option if value else f"--no-{option[2:]}"]
    if isinstance(value, (Mapping, list, tuple)):
        text = json.dumps(value, ensure_ascii=False)
    elif isinstance(value, bytes):
        text = base64.b64encode(value).decode()
    elif isinstance(value, Timestamp):
        text = iso(value).replace("Z", f".{value % 1_000:03d}Z")
    else:
        text = str(value)
    if text.startswith("--"):
        return [shlex.quote(f"{option}={text}")]
    return [option, shlex.quote(text)]


def _value(parameter: Parameter, text: str) -> Any:
    kind = parameter.shape.kind
    if kind == "integer":
        return int(text)
    if kind == "blob":
        return base64.b64decode(text, validate=True)
    if kind == "timestamp":
        return Timestamp(parse_iso(text))
    return text if kind == "string" else json.loads(text)


def _plain(value: Any) -> Any:
    if isinstance(value, Timestamp):
        return cli_iso(value)
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    if isinstance(value, Mapping):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    return value


def as_key(world: World, person: str, words: Sequence[str]) -> Outcome:
    """The `as-key` command."""
    if len(words) < 4 or words[1] != "aws":
        raise Refusal(f"Which key, which call? {USAGE.splitlines()[0]}", 252)
    access_key_id, _, service, name = words[:4]
    operation = _BY_CLI_NAME.get((service, name))
    if operation is None:
        names = [cli_name for of_service, cli_name in _BY_CLI_NAME if of_service == service]
        raise Refusal(f"aws {service[:40]} has no operation {name[:80]!r} here.{did_you_mean(name, names)}", 252)
    parameters = read(operation, words[4:])
    credentials = credentials_of(world, access_key_id)
    if credentials is None:
        raise Refusal(f"There is no access key {access_key_id[:80]!r} in this account.")
    hands = holder(world, access_key_id)
    return _outcome(request(world, credentials, hands, operation, parameters), hands, operation, parameters)


COMMANDS = (Command(WORD, USAGE, "a call as a program outside makes it, by access key", as_key),)
