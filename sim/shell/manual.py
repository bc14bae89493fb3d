"""Help texts, made from the declarations of commands and operations."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sim.services import SERVICES
from sim.services.declare import Operation, Parameter
from sim.shell import paging
from sim.shell.command import Command, Refusal, did_you_mean

LANGUAGE = """\
name=value, $name                   keep a value and use it: code1=$(phone alice code)
$(command)                          a command's output, as words
'text' "text $name"                 quotes keep blanks together
a; b    a && b    a || b            both; b if a went well; b if a did not
command > FILE                      keep the output in a file of this world
as PERSON command                   the same act in somebody else's hands
# text                              a remark
undo | redo | reset                 take back the last act; do it again; back to the start
history                             the acts by number, and the branches left behind
history N                           what act N changed, and the account as it was then
goto N                              to where act N had just been run; goto 0 is the beginning
help [COMMAND]                      this page, or one command's; aws SERVICE OPERATION help"""


def overview(commands: Mapping[str, Command]) -> str:
    """What can be typed, one command a line."""
    width = max(len(name) for name in commands)
    listed = "\n".join(f"  {name:<{width}}  {commands[name].doc}" for name in sorted(commands))
    return f"Commands (help NAME tells more):\n{listed}\n\nHow to write them:\n{_indent(LANGUAGE)}\n"


def about(name: str, commands: Mapping[str, Command]) -> str:
    """How one command is written.

    Raises Refusal for an unknown one.
    """
    command = commands.get(name)
    if command is None and (line := next((line for line in LANGUAGE.splitlines() if name in line[:24].split()), "")):
        return f"{line}\n"
    if command is None:
        raise Refusal(f"There is no command {name!r}.{did_you_mean(name, commands)}")
    return f"{name}: {command.doc}\n{_indent(command.usage)}\n"


def aws_help(
    words: Sequence[str], operations: Mapping[tuple[str, str], Operation], cli_only: Mapping[str, tuple[str, ...]]
) -> str:
    """Help for `aws`, `aws SERVICE` or `aws SERVICE OPERATION`.

    Raises Refusal for an unknown service or operation.
    """
    if not words:
        services = "\n".join(f"  {name:<10} {doc}" for name, doc in SERVICES.items())
        return (
            "aws SERVICE OPERATION [--option VALUE …]\n\nServices:\n"
            f"{services}\n\nOptions of every operation:\n"
            "  --query JMESPATH            pick from the result\n"
            "  --output json|text|table    how it is printed\n"
            "  --profile NAME              sign with that profile's credentials\n"
        )
    service = words[0]
    if service not in SERVICES:
        raise Refusal(f"aws has no service {service!r} here.{did_you_mean(service, SERVICES)}", 252)
    names = {name: operation for (of, name), operation in operations.items() if of == service}
    if len(words) == 1:
        width = max(len(name) for name in names)
        listed = "\n".join(f"  {name:<{width}}  {names[name].doc}" for name in sorted(names))
        return f"{service}: {SERVICES[service]}\n\n{listed}\n"
    operation = names.get(words[1])
    if operation is None:
        raise Refusal(f"aws {service} has no operation {words[1]!r}.{did_you_mean(words[1], names)}", 252)
    return _operation(operation, cli_only.get(operation.name, ()))


def _operation(operation: Operation, extra: Sequence[str]) -> str:
    lines = [f"aws {operation.cli_service} {operation.cli_name}", "", operation.doc, "", "Options:"]
    hidden, added = paging.hidden(operation), paging.options(operation)
    lines += [_option(parameter) for parameter in operation.parameters if parameter.option not in hidden]
    lines += [f"  {option}\n      {doc}" for option, doc in added.items()]
    if "outfile" in extra:
        lines.append("  outfile (required)\n      The file, in this world, that the content is written to.")
    if "--outfile" in extra:
        lines.append(
            "  --outfile (required)\n      The file, in this world, that the QR code or the seed is written to."
        )
        lines.append("  --bootstrap-method (required)\n      QRCodePNG or Base32StringSeed.")
    if not (operation.parameters or added):
        lines.append("  none")
    if operation.errors:
        lines += ["", "Refusals: " + ", ".join(operation.errors)]
    return "\n".join(lines) + "\n"


def facts(parameter: Parameter) -> str:
    """Whether a parameter is required, its kind and its bounds, in a few words."""
    shape, found = parameter.shape, []
    if parameter.required:
        found.append("required")
    found.append("one of " + ", ".join(shape.enum) if shape.enum else shape.kind)
    if shape.minimum is not None and shape.maximum is not None and shape.kind in ("string", "integer"):
        span = f"{shape.minimum} to {shape.maximum}" if shape.minimum != shape.maximum else f"{shape.maximum}"
        found.append(span + (" characters" if shape.kind == "string" else ""))
    return ", ".join(found)


def _option(parameter: Parameter) -> str:
    return f"  {parameter.option} ({facts(parameter)})\n      {parameter.doc}"


def _indent(text: str) -> str:
    return "\n".join(f"  {line}" for line in text.splitlines())
