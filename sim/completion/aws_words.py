"""What may follow in an `aws` command: services, operations, options, and the values of each option."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from sim.completion import values
from sim.completion.names import MOST
from sim.completion.values import Asked, Told
from sim.services import OPERATIONS, SERVICES
from sim.services.declare import Operation, Parameter
from sim.shell import aws_s3, paging
from sim.shell.aws import BY_CLI_NAME, CLI_ONLY
from sim.shell.aws_options import GLOBAL_FLAGS, GLOBAL_OPTIONS

Source = Callable[[Asked], Iterable[Told]]

CLI_OPTIONS: Mapping[str, str] = {
    "--query": "JMESPath: pick from the result",
    "--output": "how the result is printed: json, text or table",
    "--profile": "sign with that profile's credentials",
}
"""Options of every operation, with what they do."""

EXTRA: Mapping[str, str] = {
    "--outfile": "The file, in this world, that the QR code or the seed is written to.",
    "--bootstrap-method": "QRCodePNG or Base32StringSeed.",
    "outfile": "The file, in this world, that the content is written to.",
    **paging.OPTIONS,
}
"""What the CLI alone adds to operations."""


@lru_cache(maxsize=1)
def actions() -> tuple[Told, ...]:
    """The actions that policies name."""
    return tuple(sorted({each.action: each.doc for each in OPERATIONS.values()}.items()))


_NEW = ("CreateUser", "CreateGroup", "CreateRole", "CreateBucket", "CreatePolicy")
"""Operations whose own name is a new one: none that exists fits."""

_SOURCES: Mapping[str, Source] = {
    "UserName": values.users,
    "GroupName": values.groups,
    "RoleName": values.roles,
    "Name": values.rules,
    "PolicyName": values.inline_policies,
    "PolicyArn": values.policy_arns,
    "PolicyArns": values.policy_arns,
    "PermissionsBoundary": values.policy_arns,
    "PolicySourceArn": values.entity_arns,
    "CallerArn": values.entity_arns,
    "RoleArn": values.role_arns,
    "ResourceArns": values.resources,
    "SerialNumber": values.serial_numbers,
    "AccessKeyId": values.access_keys,
    "InstanceIds": values.instances,
    "Bucket": values.buckets,
    "Key": values.keys,
    "VersionId": values.versions,
    "TagKeys": values.tag_keys,
    "AuthenticationCode1": values.codes,
    "AuthenticationCode2": values.codes,
    "TokenCode": values.codes,
    "ActionNames": lambda _: actions(),
    "Body": values.files,
} | dict.fromkeys(
    (
        "PolicyDocument", "AssumeRolePolicyDocument", "Policy", "PolicyInputList", "EventPattern", "Event",
        "PermissionsBoundaryPolicyInputList", "ResourcePolicy",
    ),
    values.file_urls,
)  # fmt: skip

_OF_CLI: Mapping[str, Source] = {
    "--output": lambda _: values.choices(("json", "text", "table"), "how the result is printed"),
    "--profile": values.profiles,
    "--bootstrap-method": lambda _: [
        ("QRCodePNG", "a picture for the phone to scan"),
        ("Base32StringSeed", "the secret as text, to type in"),
    ],
    "--outfile": values.files,
    "outfile": values.files,
}


@dataclass(frozen=True, slots=True)
class AwsPlace:
    """Where the cursor is in `aws …`: the operation once it is known, the option whose value is wanted, if any."""

    service: str | None = None
    operation: Operation | None = None
    option: str | None = None
    given: frozenset[str] = frozenset()

    @property
    def parameter(self) -> Parameter | None:
        """The parameter whose value is wanted."""
        return parameter_of(self.operation, self.option)

    @property
    def left(self) -> list[Parameter]:
        """The parameters that were not given yet, those required first."""
        if self.operation is None:
            return []
        without = self.given | paging.hidden(self.operation)
        left = (each for each in self.operation.parameters if each.option not in without)
        return sorted(left, key=lambda each: not each.required)

    @property
    def left_extra(self) -> list[str]:
        """The options that the CLI requires besides, as far as they were not given."""
        extra = CLI_ONLY.get(self.operation.name, ()) if self.operation else ()
        return [name for name in extra if name.startswith("--") and name not in self.given]


def result_members(operation: Operation) -> list[str]:
    """What a query finds in a result: its members, without what the CLI keeps to itself while it joins pages."""
    return list(paging.members(operation)) if operation.pages else list(operation.result)


def parameter_of(operation: Operation | None, option: str | None) -> Parameter | None:
    """The parameter that an option gives: none for those that the CLI has itself."""
    parameters = operation.parameters if operation and option not in paging.options(operation) else ()
    return next((each for each in parameters if each.option == option), None)


def aws_place(words: Sequence[str], word: str) -> AwsPlace:
    """Where the cursor is behind `words`, those after `aws`, in `word`."""
    bare = _bare(words)
    service = bare[0] if bare else None
    operation = BY_CLI_NAME.get((bare[0], bare[1])) if len(bare) > 1 else None
    given = frozenset(each.partition("=")[0] for each in words if each.startswith("--"))
    if word.startswith("--"):
        option, equals, _ = word.partition("=")
        return AwsPlace(service, operation, option if equals else None, given)
    last = next((each for each in reversed(words) if each.startswith("--")), None)
    if last is None or "=" in last:
        return AwsPlace(service, operation, None, given)
    behind = len(words) - 1 - max(at for at, each in enumerate(words) if each == last)
    if last in GLOBAL_FLAGS:
        return AwsPlace(service, operation, None, given)
    parameter = parameter_of(operation, last)
    if parameter is not None:
        kind = parameter.shape.kind
        wants = kind != "boolean" and (behind == 0 or kind in ("list", "structure", "map"))
    else:
        wants = behind == 0 and (last in GLOBAL_OPTIONS or last in EXTRA)
    return AwsPlace(service, operation, last if wants else None, given)


def _bare(words: Sequence[str]) -> list[str]:
    """The first two words that belong to no option."""
    found: list[str] = []
    skip = False
    for word in words:
        if skip:
            skip = False
        elif word.startswith("--"):
            skip = word in GLOBAL_OPTIONS
            if len(found) > 1:
                break
        else:
            found.append(word)
    return found[:2]


def value_source(place: AwsPlace) -> Source | None:
    """Where the values of the option come from that the cursor is behind."""
    parameter, operation = place.parameter, place.operation
    if parameter is None or operation is None:
        return _OF_CLI.get(place.option or "")
    shape = parameter.shape
    enum = shape.enum or (shape.member.enum if shape.member else ())
    if enum:
        return lambda _: values.choices(enum)
    if operation.name in _NEW and parameter.name.removesuffix("Name") in operation.name:
        return None
    if operation.name == "PutRule" and parameter.name == "Name":
        return None
    return _SOURCES.get(parameter.name)


def services() -> list[Told]:
    """The services."""
    return [*SERVICES.items(), ("s3", "buckets and files: ls, cp, rm, mb, rb"), ("help", "what aws can do here")]


@lru_cache(maxsize=16)
def operations(service: str) -> tuple[Told, ...]:
    """The operations of a service."""
    if service == "s3":
        return tuple(s3_commands().items())
    return tuple(sorted((name, each.doc) for (of, name), each in BY_CLI_NAME.items() if of == service))


def s3_commands() -> dict[str, str]:
    """The commands of `aws s3`, from its help."""
    lines = [line.strip() for line in aws_s3.HELP.splitlines() if line.startswith("  ")]
    found: dict[str, str] = {}
    for line in lines:
        found.setdefault(line.split()[0], line)
    return found


def s3_paths(asked: Asked) -> Iterable[Told]:
    """s3:// paths and files."""
    word = asked.place.word.removeprefix("s3://")
    bucket = asked.world.account.buckets.get(word.partition("/")[0])
    if bucket is not None and "/" in word:
        for key in sorted(bucket.objects)[:MOST]:
            yield f"s3://{bucket.name}/{key}", "object"
    else:
        yield from ((f"s3://{name}/", "bucket") for name in sorted(asked.world.account.buckets)[:MOST])
    yield from values.files(asked)


def cli_options(operation: Operation) -> list[Told]:
    """The options that the CLI adds, the required ones aside."""
    return [*paging.options(operation).items(), *CLI_OPTIONS.items()]
