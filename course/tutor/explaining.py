"""`explain`: why a line was refused, whatever refused it, in the tutor's words and step by step."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from course.tutor.causes import explain_call
from sim.account.aws_managed import AWS_MANAGED
from sim.completion import hint
from sim.completion.forms import forms
from sim.completion.hint import near_to
from sim.completion.place import Place, place
from sim.errors import ServiceError
from sim.people import YOU
from sim.policy.document import Kind, PolicyError
from sim.policy.document import parse as parse_document
from sim.services import OPERATIONS
from sim.services.assume_role import SESSION_NAME
from sim.services.check import check_parameters
from sim.services.declare import Operation, Parameter
from sim.services.iam.shapes import NAME
from sim.shell import COMMANDS, paging
from sim.shell.aws import BY_CLI_NAME, CLI_ONLY
from sim.shell.command import nearest
from sim.shell.elsewhere import INSTEAD
from sim.shell.explain import in_words
from sim.shell.manual import LANGUAGE, facts
from sim.shell.syntax import ShellSyntaxError, parse
from sim.view import last
from sim.world import Call, Outcome, World

SIGNS = 5
"""Lines of the language's page that are about signs."""

FEW = 8
"""Names of one kind that are listed."""

DOCUMENTS = ("PolicyDocument", "AssumeRolePolicyDocument", "Policy")
"""Parameters that hold one policy document."""

NAMES = (NAME, SESSION_NAME)
"""AWS's patterns for the names of users and the like."""

LONGEST = 500
"""Characters of the line and of what was answered that are said again."""

_MEANT = re.compile(r"Did you mean ([\w-]+)\?")

_PRINCIPAL = "A user or role that the policy names does not exist here: AWS looks each up as the policy is written."

_DENIED = ("explicit-deny", "implicit-deny")


def explain_refusal(line: str, outcome: Outcome) -> str:
    """Why `line`, which was refused with this outcome, was: the cause, and what is expected instead."""
    call = outcome.call
    said = [part.strip() for part in outcome.error.splitlines() if part.strip() and not _usage(part)]
    if not said and call is not None and call.error:
        said = [f"{call.error['Code']}: {call.error['Message']}"]
    parts = [f"Refused: {_short(line)}"]
    if said:
        parts.append(f"The answer: {_short(_joined(said))}")
    about = _call(outcome.world, call) if call is not None and (call.error or call.cause) else _written(line, outcome)
    return "\n".join([*parts, *about]) + "\n"


def _joined(said: Sequence[str]) -> str:
    """Lines of an answer as one; what is listed below a sentence, as words behind it."""
    listed = [part[2:] for part in said if part.startswith("* ")]
    told = " ".join([part for part in said if not part.startswith("* ")][: 1 if "Known here" in said[0] else 3])
    return f"{told} {', '.join(listed)}".rstrip()


def _usage(part: str) -> bool:
    return part.startswith(("usage: aws", "To see help text", "  aws "))


def _call(world: World, call: Call) -> list[str]:
    """What is known of a call that the service refused, or that the CLI did not send."""
    lines: list[str] = []
    decision = world.decision
    if decision is not None and not decision.allowed and call.cause in _DENIED:
        lines += ["What the policies say:", *_indented(in_words(decision))]
    words = None if lines else explain_call(last(call))
    if words:
        lines.append(words)
    lines += _documents(call)
    operation = OPERATIONS.get((call.service or "", call.operation or ""))
    if operation is not None and call.cause in ("invalid-parameter", "not-six-digits"):
        lines += _bounds(operation, call.parameters)
    lines += _near(world, call, told=words is not None)
    if not lines:
        lines.append("AWS's words say all there is to it: nothing is kept from you here.")
    return lines


def _bounds(operation: Operation, given: Mapping[str, Any]) -> list[str]:
    """What each parameter is expected to be that is not so; all of them where that lies between several."""
    wanted = [parameter for parameter in operation.parameters if parameter.name in given or parameter.required]
    wrong = [parameter for parameter in wanted if not _is_right(parameter, given)]
    return ["What was expected:", *(f"  {_parameter(each)}{_given(given.get(each.name))}" for each in wrong or wanted)]


def _is_right(parameter: Parameter, given: Mapping[str, Any]) -> bool:
    try:
        check_parameters([parameter], given)
    except ServiceError:
        return False
    return True


def _given(value: Any) -> str:
    return "" if value is None else f" You gave: {_short(str(value))}"


def _parameter(parameter: Parameter) -> str:
    letters = "; letters a-z, digits and _+=,.@- alone" if parameter.shape.pattern in NAMES else ""
    return f"{parameter.option} ({facts(parameter).replace('string, ', '')}{letters}): {parameter.doc}"


def _documents(call: Call) -> list[str]:
    """Where a policy document that was refused is wrong, and how."""
    if call.error is None or call.error.get("Code") not in ("MalformedPolicyDocument", "MalformedPolicy"):
        return []
    found = []
    for name, text in call.parameters.items():
        if name in DOCUMENTS and isinstance(text, str):
            try:
                parse_document(text, _kind(call, name))
            except PolicyError as error:
                found.append(_wrong(error))
    return found or [_PRINCIPAL] * ("Invalid principal" in str(call.error.get("Message")))


def _wrong(error: PolicyError) -> str:
    place = f"Line {error.line} of the document: " if error.line is not None else "In the document: "
    return f"{place}{_short(error.detail or error.message)}"


def _kind(call: Call, name: str) -> Kind:
    if call.operation == "PutBucketPolicy":
        return "resource"
    if name == "AssumeRolePolicyDocument" or call.operation == "UpdateAssumeRolePolicy":
        return "trust"
    if name == "Policy":
        return "session"
    return "managed" if call.operation in ("CreatePolicy", "CreatePolicyVersion") else "identity"


def _near(world: World, call: Call, *, told: bool) -> list[str]:
    """Names that are like one that does not exist; `told` where that none exists has been said."""
    if call.error is None or call.error.get("Code") not in ("NoSuchEntity", "NoSuchBucket", "NoSuchKey"):
        return []
    account = world.account
    known: Mapping[str, Callable[[], Iterable[str]]] = {
        "UserName": lambda: account.users,
        "GroupName": lambda: account.groups,
        "RoleName": lambda: account.roles,
        "PolicyArn": lambda: [*account.policies, *AWS_MANAGED],
        "SerialNumber": lambda: account.mfa_devices,
        "Bucket": lambda: account.buckets,
    }
    found = []
    for name, names in known.items():
        value = call.parameters.get(name)
        if isinstance(value, str) and value not in (every := names()):
            near = nearest(value, sorted(every)[:2_000])
            if near or not told:
                found.append(f"{_short(value)} does not exist{f'. The nearest is {near}.' if near else ' here.'}")
    return found


def _written(line: str, outcome: Outcome) -> list[str]:
    """What is known of a line that made no call: how it would be written."""
    try:
        parse(line)
    except ShellSyntaxError:
        return [
            "The line could not be read, so nothing of it was run. Signs that are known:",
            *(f"  {each}" for each in LANGUAGE.splitlines()[:SIGNS]),
            "help lists all that can be written.",
        ]
    if outcome.status == 253:
        return [
            "Nobody is signed in and no access key is set, so aws has nothing to sign the request with.",
            "Sign in first (sign-in NAME --password …), or name a profile (--profile NAME).",
        ]
    at = _failed(line)
    words = at.words
    if not words:
        return []
    if words[0] == "aws":
        return _aws(words[1:], outcome)
    if words[0] in INSTEAD:
        return ["It belongs to other shells. help lists every command of this one."]
    if words[0] not in COMMANDS:
        return [hint(words[0]), "help lists every command."]
    usage = COMMANDS[words[0]].usage
    near = _MEANT.search(outcome.error)
    verb = near[1] if near else words[2] if len(words) > 2 else None
    fitting = [form for form in forms(words[0], usage) if verb is not None and form.tokens[1:2] == (verb,)]
    written = "\n".join(f"{form.text}   {form.does}".rstrip() for form in fitting)
    lines = ["How it is written:", *_indented(written or usage)]
    if words[0] in ("cat", "rm", "ls"):
        lines.append(_files(outcome.world))
    return lines


def _failed(line: str) -> Place:
    """The last command of a line, all its words complete."""
    return place(f"{line} ")


def _files(world: World) -> str:
    """Which files there are, and how one is written."""
    names = sorted(world.files)
    listed = (
        f"Files here: {', '.join(names[:FEW])}{' …' if len(names) > FEW else ''}." if names else "No file is here yet."
    )
    return f"{listed} echo '…' > FILE writes one."


def _aws(words: Sequence[str], outcome: Outcome) -> list[str]:
    operation = BY_CLI_NAME.get((words[0], words[1])) if len(words) > 1 else None
    if words[0] == "s3" and len(words) > 1:
        return [hint(f"aws s3 {words[1]} "), _files(outcome.world)] if "path" in outcome.error else [hint("aws s3 ")]
    if operation is None:
        told = [hint(f"aws {' '.join(words[:2])} ")] if words[0] != "configure" else []
        return [*told, "aws help lists the services, aws SERVICE help its operations."]
    given = {word.partition("=")[0] for word in words if word.startswith("--")}
    missing = [each for each in operation.parameters if each.required and each.option not in given]
    lines = [f"{operation.cli_name}: {operation.doc}"]
    if missing:
        lines += ["Required, and not given:", *(f"  {_parameter(each)}" for each in missing)]
    lines += [f"  {name} (required)" for name in CLI_ONLY.get(operation.name, ()) if name not in given]
    known = {each.option for each in operation.parameters} - paging.hidden(operation) | paging.options(operation).keys()
    for option in sorted(given - known):
        if f"Unknown options: {option}" in outcome.error:
            near = near_to(option, known)
            some = ", ".join(sorted(known)[:FEW])
            tip = f" Did you mean {near}?" if near else f" Its own are: {some}." if some else " It has none of its own."
            lines.append(f"{option[:80]} is not an option of {operation.cli_name}.{tip}")
    if "paramfile" in outcome.error:
        lines.append(_files(outcome.world))
    if "The config profile" in outcome.error:
        profiles = sorted(name for who in outcome.world.people.values() if who.name == YOU for name in who.profiles)
        lines.append(f"Profiles here: {', '.join(profiles[:FEW])}." if profiles else "No profile is set up here.")
    if "Bad value for --query" in outcome.error:
        lines.append("A query names what is printed: Users[].UserName, Users[0].Arn, length(Users). Quote it in '…'.")
    lines.append(f"aws {operation.cli_service} {operation.cli_name} help tells all its options.")
    return lines


def _indented(text: str) -> list[str]:
    return [f"  {line}" for line in text.splitlines()]


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"
