"""Users, groups and roles alike: how an operation names one, finds it, and describes it.

Many operations come three times, once for each kind; they are made from these.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal, TypeVar
from urllib.parse import quote, unquote

from sim.account import Account, Group, Role, User
from sim.clock import Timestamp
from sim.errors import no_such_entity
from sim.services.context import Context
from sim.services.declare import Parameter, Resource, Shape
from sim.services.iam.documents import principal_id
from sim.services.iam.shapes import EXISTING_USER_NAME, NAME, NEW_USER_NAME, boundary_document, user_resource

Entity = User | Group | Role
T = TypeVar("T", User, Group, Role)
Kind = Literal["User", "Group", "Role"]

GROUP_NAME = Parameter("GroupName", Shape(minimum=1, maximum=128, pattern=NAME), "The group's name.", required=True)
ROLE_NAME = Parameter("RoleName", Shape(minimum=1, maximum=64, pattern=NAME), "The role's name.", required=True)
POLICY_NAME = Parameter("PolicyName", Shape(minimum=1, maximum=128, pattern=NAME), "The policy's name.", required=True)
DOCUMENT = Shape(minimum=1, maximum=131_072, pattern=r"[\u0009\u000A\u000D\u0020-\u00FF]+")
ARN = Shape(minimum=20, maximum=2048)
POLICY_ARN = Parameter("PolicyArn", ARN, "The managed policy's ARN.", required=True)


class PolicyText(str):
    """A policy document in a result, "URL-encoded compliant with RFC 3986" (IAM API Reference, PolicyVersion).

    boto3 and the AWS CLI decode it.
    """

    __slots__ = ()

    def decoded(self) -> Any:
        """The document as JSON data."""
        return json.loads(unquote(self))


@lru_cache(maxsize=512)
def encoded(document: str) -> PolicyText:
    """A document's JSON text as results carry it."""
    return PolicyText(quote(document, safe="-_.~"))


@dataclass(frozen=True, slots=True)
class EntityKind:
    """A kind of entity: the parameter that names one, two bounds of which AWS gives users, and its resource.

    `inline_characters` bounds all its inline policies together, white space not counted.
    """

    kind: Kind
    name: Parameter
    short_name: Parameter
    resource: Resource
    inline_characters: int

    @property
    def lower(self) -> str:
        """Its name in lower case, as in a sentence."""
        return self.kind.lower()

    def of(self, context: Context, parameters: Mapping[str, Any]) -> Entity:
        """The entity that the parameters name.

        Raises ServiceError (NoSuchEntity).
        """
        return find(context.world.account, self.kind, parameters[self.name.name])


def look_up(account: Account, kind: str, name: str) -> Entity | None:
    """The user, group or role of that name, if there is one."""
    if kind == "User":
        return account.users.get(name)
    return account.groups.get(name) if kind == "Group" else account.roles.get(name)


def find(account: Account, kind: str, name: str) -> Entity:
    """The user, group or role of that name.

    Raises ServiceError (NoSuchEntity).
    """
    found = look_up(account, kind, name)
    if found is None:
        lower = kind.lower()
        raise no_such_entity(f"The {lower} with name {name} cannot be found.", f"no-such-{lower}")
    return found


def with_entity(account: Account, entity: Entity) -> Account:
    """The account with that user, group or role replaced."""
    if isinstance(entity, User):
        return account.with_user(entity)
    return account.with_group(entity) if isinstance(entity, Group) else account.with_role(entity)


def name_of(entity: Entity) -> str:
    """Its name."""
    if isinstance(entity, User):
        return entity.user_name
    return entity.group_name if isinstance(entity, Group) else entity.role_name


def group_resource(context: Context, parameters: Mapping[str, Any]) -> str:
    """The ARN of the group that GroupName means; of an unknown one, as if its path were the Path given, or /."""
    account, name = context.world.account, parameters["GroupName"]
    group = account.groups.get(name)
    return account.group_arn(group) if group else account.arn(f"group{parameters.get('Path', '/')}{name}")


def role_resource(context: Context, parameters: Mapping[str, Any]) -> str:
    """The ARN of the role that RoleName means; of an unknown one, as if its path were the Path given, or /."""
    account, name = context.world.account, parameters["RoleName"]
    role = account.roles.get(name)
    return account.role_arn(role) if role else account.arn(f"role{parameters.get('Path', '/')}{name}")


def policy_resource(context: Context, parameters: Mapping[str, Any]) -> str:
    """The managed policy's ARN."""
    return str(parameters["PolicyArn"])


def group_document(account: Account, group: Group) -> dict[str, Any]:
    """A group as IAM describes it."""
    return {
        "Path": group.path,
        "GroupName": group.group_name,
        "GroupId": group.group_id,
        "Arn": account.group_arn(group),
        "CreateDate": Timestamp(group.create_date),
    }


def role_document(account: Account, role: Role, *, whole: bool = True) -> dict[str, Any]:
    """A role as IAM describes it; without `whole`, as ListRoles does."""
    document: dict[str, Any] = {
        "Path": role.path,
        "RoleName": role.role_name,
        "RoleId": role.role_id,
        "Arn": account.role_arn(role),
        "CreateDate": Timestamp(role.create_date),
        "AssumeRolePolicyDocument": encoded(_trust_now(account, role)),
    }
    if role.description is not None:
        document["Description"] = role.description
    document["MaxSessionDuration"] = role.max_session_duration
    if whole:
        if role.permissions_boundary is not None:
            document["PermissionsBoundary"] = boundary_document(role.permissions_boundary)
        if role.tags:
            document["Tags"] = tag_list(role.tags)
        document["RoleLastUsed"] = (
            {} if role.last_used is None else {"LastUsedDate": Timestamp(role.last_used), "Region": "us-east-1"}
        )
    return document


def _trust_now(account: Account, role: Role) -> str:
    """The trust policy as IAM shows it: who is gone stands under the unique id."""
    gone = [arn for arn, unique_id in role.trusted if principal_id(account, arn) != unique_id]
    return role.naming_by_id(gone) if gone else role.trust_policy


def tag_list(tags: tuple[tuple[str, str], ...]) -> list[dict[str, str]]:
    """Tags as results show them."""
    return [{"Key": key, "Value": value} for key, value in tags]


def resource_keys(entity: Entity | None) -> dict[str, str]:
    """The condition keys of a tagged user or role: aws:ResourceTag and iam:ResourceTag."""
    tags = () if entity is None or isinstance(entity, Group) else entity.tags
    return {f"{prefix}:ResourceTag/{key}": value for key, value in tags for prefix in ("aws", "iam")}


def by_name(entities: Iterable[T]) -> list[T]:
    """Entities in the order in which IAM lists them: by name, capitals or not."""
    return sorted(entities, key=place)


def place(entity: Entity) -> str:
    """Where an entity stands in that order; no two names differ in capitals alone."""
    return name_of(entity).casefold()


USER = EntityKind(
    "User",
    Parameter("UserName", EXISTING_USER_NAME, "The user's name.", required=True),
    Parameter("UserName", NEW_USER_NAME, "The user's name.", required=True),
    user_resource,
    2_048,
)
GROUP = EntityKind("Group", GROUP_NAME, GROUP_NAME, group_resource, 5_120)
ROLE = EntityKind("Role", ROLE_NAME, ROLE_NAME, role_resource, 10_240)
KINDS = (USER, GROUP, ROLE)
