"""How an operation declares itself: once, for the shell, the help, the checks of its parameters and the documents."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from sim.services.context import Context
    from sim.world import World

Kind = Literal["string", "integer", "boolean", "timestamp", "list", "structure", "map", "blob"]


EVERYTHING = 1_000_000_000
"""The page size that asks for a whole listing at once."""


@dataclass(frozen=True, slots=True)
class Shape:
    """The type of a parameter or result, with the bounds that AWS's service model gives it.

    `minimum` and `maximum` bound a string's or list's length, or an integer's value. `pattern` must match the whole
    string. `member` is a list's or a map's, `members` a structure's; `required` names a structure's required members.
    `words` is said in place of the usual sentence where AWS has one of its own.
    """

    kind: Kind = "string"
    minimum: int | None = None
    maximum: int | None = None
    pattern: str | None = None
    enum: tuple[str, ...] = ()
    member: Shape | None = None
    members: Mapping[str, Shape] = field(default_factory=dict)
    required: tuple[str, ...] = ()
    words: str | None = None


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter of an operation, under AWS's name; `doc` is one line of help."""

    name: str
    shape: Shape
    doc: str
    required: bool = False

    @property
    def option(self) -> str:
        """Its name as a command-line option: SerialNumber is --serial-number."""
        return "--" + cli_name(self.name)


@dataclass(frozen=True, slots=True)
class Need:
    """One thing that a call must be allowed: an action on a resource, with the condition keys of the service."""

    action: str
    resource: str
    keys: Mapping[str, str | tuple[str, ...]] = field(default_factory=dict)


Function = Callable[["Context", Mapping[str, Any]], "tuple[World, dict[str, Any]]"]
Resource = Callable[["Context", Mapping[str, Any]], str]
Needs = Callable[["Context", Mapping[str, Any]], "Iterable[Need]"]


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation of a service.

    `resource` names what an identity policy must allow the action on; `needs` stands in for it where a call needs more
    than that, or service keys. `permission` is the action's name in a policy where it is not the operation's (S3's
    ListObjectsV2 needs s3:ListBucket). `result` lists the members of the result. `pages` names the list that the AWS
    CLI joins over pages, `page_size` the parameter that bounds a page.
    """

    service: str
    name: str
    doc: str
    parameters: tuple[Parameter, ...]
    result: tuple[str, ...]
    errors: tuple[str, ...]
    function: Function
    resource: Resource
    pages: str | None = None
    read_only: bool = False
    page_size: str = "MaxItems"
    permission: str | None = None
    needs: Needs | None = None

    @property
    def cli_name(self) -> str:
        """Its name on the command line: EnableMFADevice is enable-mfa-device."""
        return cli_name(self.name)

    @property
    def action(self) -> str:
        """Its name in a policy: iam:EnableMFADevice."""
        return self.permission or f"{self.service}:{self.name}"

    @property
    def cli_service(self) -> str:
        """Its service on the command line: the AWS CLI has S3's operations under s3api."""
        return {"s3": "s3api"}.get(self.service, self.service)

    def needed(self, context: Context, parameters: Mapping[str, Any]) -> Iterable[Need]:
        """What a call must be allowed, all of it."""
        if self.needs is not None:
            return self.needs(context, parameters)
        return (Need(self.action, self.resource(context, parameters)),)


_PLURAL_ACRONYM = re.compile(r"([A-Z]{2,})s\b")
_WORD_AFTER_ACRONYM = re.compile(r"([A-Z]+)([A-Z][a-z]+)")
_WORD = re.compile(r"([a-z0-9])([A-Z])")


@cache
def cli_name(name: str) -> str:
    """AWS's name of an operation or parameter as the AWS CLI writes it: ListMFADevices is list-mfa-devices."""
    name = _PLURAL_ACRONYM.sub(lambda match: match[1].capitalize() + "s", name)
    return _WORD.sub(r"\1-\2", _WORD_AFTER_ACRONYM.sub(r"\1-\2", name)).lower()


def account_resource(path: str) -> Resource:
    """A resource that does not depend on the parameters, such as user/* or *."""

    def resource(context: Context, parameters: Mapping[str, Any]) -> str:
        return path if path == "*" else context.world.account.arn(path)

    return resource
