"""The `aws` command: every declared operation under the real CLI's names, options, output and exit statuses."""

from __future__ import annotations

import base64
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from sim.clock import Timestamp, cli_iso
from sim.expression import ExpressionError
from sim.expression import compile as compile_expression
from sim.people import Credentials
from sim.qr import AWS_ISSUER, otpauth_uri
from sim.services import OPERATIONS, SERVICES
from sim.services.declare import Operation
from sim.services.iam.entities import PolicyText
from sim.services.invoke import Reply, invoke
from sim.shell import aws_s3, paging
from sim.shell.aws_options import Options, ParameterError, UsageError, read_options, split_globals
from sim.shell.command import Command, Refusal, call_of, nearest
from sim.shell.console import console_session
from sim.shell.files import write, write_content
from sim.shell.manual import aws_help
from sim.shell.output import render
from sim.world import Call, File, Outcome, World

USAGE = """
usage: aws [options] <command> <subcommand> [<subcommand> ...] [parameters]
To see help text, you can run:

  aws help
  aws <command> help
  aws <command> <subcommand> help

aws: error: """

BY_CLI_NAME: dict[tuple[str, str], Operation] = {
    (operation.cli_service, operation.cli_name): operation for operation in OPERATIONS.values()
}

CLI_ONLY: Mapping[str, tuple[str, ...]] = {
    "CreateVirtualMFADevice": ("--outfile", "--bootstrap-method"),
    "GetObject": ("outfile",),
}
"""What the CLI adds to an operation, and requires: options, or a word that stands alone."""


def aws(world: World, person: str, words: Sequence[str]) -> Outcome:
    """The `aws` command."""
    if not words or words == ["help"] or words[-1] == "help":
        if words[:1] == ["s3"]:
            return Outcome(world, aws_s3.HELP)
        return Outcome(world, aws_help(words[:-1], BY_CLI_NAME, CLI_ONLY))
    try:
        rest, settings = split_globals(words)
        if rest[:1] == ["s3"]:
            return aws_s3.run(world, person, credentials(world, person, settings.get("--profile")), rest[1:])
        operation = _operation(rest)
        extra = CLI_ONLY.get(operation.name, ())
        by_hand = paging.by_hand(operation, rest[2:], settings)
        added = () if by_hand else tuple(paging.options(operation))
        options = read_options(operation, rest[2:], extra, world.files, added)
        asked = _asked(operation, options, by_hand)
        _check_bootstrap(options)
        query = compile_expression(settings["--query"]) if "--query" in settings else None
    except UsageError as error:
        return Outcome(world, error=f"{USAGE}{error}\n", status=252)
    except ParameterError as error:
        call = Call(
            "", person, operation.service, operation.name, error.parameters, None, _client_cause(error.parameters)
        )
        return Outcome(world, error=f"\n{error}\n", status=252, call=call)
    except ExpressionError as error:
        return Outcome(world, error=f"\nBad value for --query {settings['--query']}: {error}\n", status=252)
    reply = invoke(
        world,
        credentials(world, person, settings.get("--profile")),
        person,
        operation,
        asked,
        all_pages=not by_hand,
    )
    call = call_of("", person, operation.service, operation.name, options.parameters, reply.error)
    if reply.error is not None:
        text = f"\nAn error occurred ({reply.error.code}) when calling the {operation.name} operation: "
        return Outcome(reply.world, error=f"{text}{reply.error.message}\n", status=254, call=call)
    world, data = _shown(operation, reply, options, by_hand)
    output = settings.get("--output", "json")
    values = [_plain(data)]
    if output == "text" and not by_hand and operation.pages and "NextToken" in data:
        values.append({"NextToken": {"NextToken": values[0].pop("NextToken")}})
    if query is not None:
        try:
            values = [query.search(value) for value in values]
        except ExpressionError as error:
            return Outcome(
                world, error=f"\nBad value for --query {settings['--query']}: {error}\n", status=252, call=call
            )
    if output == "off" or (query is None and not any(values)):
        return Outcome(world, call=call)
    return Outcome(world, "".join(render(operation.name, value, output) for value in values), call=call)


def _operation(words: Sequence[str]) -> Operation:
    if not words:
        raise UsageError("the following arguments are required: command")
    service = words[0]
    if service == "configure":
        raise UsageError(
            "argument command: 'configure' is not part of this aws. It signs with your console session,\n"
            "with keys that you export (export AWS_ACCESS_KEY_ID=… AWS_SECRET_ACCESS_KEY=…), or with a --profile."
        )
    if service not in SERVICES:
        raise UsageError(_invalid_choice("command", service, ["s3", *SERVICES]))
    if len(words) == 1:
        raise UsageError("the following arguments are required: operation")
    operation = BY_CLI_NAME.get((service, words[1]))
    if operation is None:
        names = [name for of_service, name in BY_CLI_NAME if of_service == service]
        raise UsageError(_invalid_choice("operation", words[1], names))
    return operation


def _invalid_choice(argument: str, word: str, known: Sequence[str]) -> str:
    text = f"argument {argument}: Found invalid choice '{word}'\n"
    near = nearest(word, known)
    if near:
        return f"{text}\nMaybe you meant:\n\n  * {near}"
    return text + "\nKnown here:\n\n" + "\n".join(f"  * {name}" for name in sorted(known))


def credentials(world: World, person: str, profile: str | None) -> Credentials:
    """What a person's `aws` signs with: the profile named, else variables, the console session, the default profile.

    With an open console session the terminal behaves as AWS CloudShell does.
    """
    who = world.people[person]
    if profile is None:
        names = ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN")
        key_id, secret, token = (who.variables.get(name) for name in names)
        if key_id and secret:
            return Credentials(key_id, secret, token or None)
        session = console_session(world, person)
        if session is not None:
            return Credentials(session.access_key_id, session.secret_access_key, session.session_token)
    found = who.profiles.get(profile or "default")
    if found is not None:
        return found
    if profile is not None:
        raise Refusal(f"\nThe config profile ({profile}) could not be found", 255)
    raise Refusal(
        '\nUnable to locate credentials. You can configure credentials by running "aws configure".\n'
        "(Here: sign in to the console, and aws uses that session.)",
        253,
    )


def _check_bootstrap(options: Options) -> None:
    method = options.extra.get("--bootstrap-method")
    if method not in (None, "QRCodePNG", "Base32StringSeed"):
        raise UsageError(_invalid_choice("--bootstrap-method", method, ["QRCodePNG", "Base32StringSeed"]))


def _asked(operation: Operation, options: Options, by_hand: bool) -> dict[str, Any]:
    """The parameters that are sent: the CLI asks for the checksum of what it fetches, to check it."""
    if operation.name == "GetObject":
        return {"ChecksumMode": "ENABLED"} | options.parameters
    return options.parameters | (paging.start(operation, options) if operation.pages and not by_hand else {})


def _shown(operation: Operation, reply: Reply, options: Options, by_hand: bool) -> tuple[World, dict[str, Any]]:
    """The result as the CLI shows it: pages joined; a new device's seed goes to --outfile and is not printed."""
    data = dict(reply.data or {})
    if operation.pages and not by_hand:
        return reply.world, paging.joined(operation, options, data)
    if operation.name == "GetObject":
        return write_content(reply.world, options.extra["outfile"], data.pop("Body")), data
    if operation.name != "CreateVirtualMFADevice":
        return reply.world, data
    device = dict(data["VirtualMFADevice"])
    secret, serial_number = device.pop("Base32StringSeed"), device["SerialNumber"]
    path = options.extra["--outfile"]
    if options.extra["--bootstrap-method"] == "Base32StringSeed":
        file = File(secret)
    else:
        name = options.parameters["VirtualMFADeviceName"]
        account = f"{name}@{reply.world.account.account_id}"
        file = File(otpauth=otpauth_uri(AWS_ISSUER, account, secret), serial_number=serial_number)
    world = write(reply.world, path, file)
    if file.otpauth:
        world = replace(world, shown=file)
    return world, {"VirtualMFADevice": device}


def _client_cause(parameters: Mapping[str, Any]) -> str:
    codes = [v for k, v in parameters.items() if k in ("AuthenticationCode1", "AuthenticationCode2", "TokenCode")]
    return "not-six-digits" if any(len(str(code)) < 6 for code in codes) else "invalid-parameter"


def _plain(value: Any) -> Any:
    """Data ready to print: times as the CLI writes them, policy documents decoded, bytes in base64."""
    if isinstance(value, Timestamp):
        return cli_iso(value)
    if isinstance(value, PolicyText):
        return value.decoded()
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    if isinstance(value, Mapping):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    return value


COMMANDS = (
    Command(
        "aws",
        "aws SERVICE OPERATION [--option VALUE …] [--query JMESPATH] [--output json|text|table]",
        "the AWS CLI",
        aws,
    ),
)
