"""The account's part of a scenario: policies, groups, users and roles."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import replace

from sim.account import Group, Password, Role, User, new_policy
from sim.account.aws_managed import AWS_MANAGED
from sim.clock import DAY
from sim.errors import ServiceError
from sim.policy.document import Kind, PolicyError, parse
from sim.scenario.nodes import Node
from sim.services.iam.access_keys import new_access_key, with_access_key
from sim.services.iam.documents import trust_document
from sim.world import World

SETTLED = 90 * DAY
"""How long before the start the account's users and devices were made."""

MOST = {"policy": 1_000, "group": 300, "user": 1_000, "role": 1_000}
"""How many a scenario may have; AWS bounds an account at 300 groups and 1,000 roles (IAM and AWS STS quotas)."""

MOST_TAGS = 50

LONGEST_NAME = {"policy": 128, "group": 128, "user": 64, "role": 64}

_NAME = re.compile(r"[\w+=,.@-]+", re.ASCII)


def add_policies(world: World, node: Node) -> World:
    """`policies:` — customer managed policies, each a policy document in YAML or as JSON text."""
    for name, document in _named(node, "policies", "policy"):
        arn = world.account.arn(f"policy/{name}")
        world, policy_id = world.draw_id("ANPA", 17)
        policy = new_policy(name, arn, policy_id, policy_text(document, "managed"), world.time - SETTLED)
        world = replace(world, account=world.account.with_policy(policy))
    return world


def add_groups(world: World, node: Node) -> World:
    """`groups:` — each with `policies:` (names of managed policies) and `inline:` (name: document)."""
    for name, fields in _named(node, "groups", "group"):
        group = fields.mapping(f"group {name}", ("policies", "inline"))
        world, group_id = world.draw_id("AGPA", 17)
        made = Group(
            name,
            group_id,
            world.time - SETTLED,
            attached_policies=_attached(world, group.get("policies")),
            inline_policies=_inline(group.get("inline")),
        )
        world = replace(world, account=world.account.with_group(made))
    return world


def add_roles(world: World, node: Node) -> World:
    """`roles:` — each with `trust:` (a document, or the names of users who may assume it), policies and inline.

    Also path, description, boundary (a managed policy's name), tags, and `hours:`, the longest session.
    """
    for name, fields in _named(node, "roles", "role"):
        known = ("trust", "policies", "inline", "path", "description", "boundary", "tags", "hours")
        role = fields.mapping(f"role {name}", known)
        if world.account.is_taken("role", name):
            fields.fail(f"There is a role {name} already; names that differ only in case are not allowed.")
        if "trust" not in role:
            fields.fail(f"role {name} needs `trust:`, a policy document, or a list of the users who may assume it.")
        world, role_id = world.draw_id("AROA", 17)
        trust = _trust(world, role["trust"])
        try:
            trusted = trust_document(world.account, trust)
        except ServiceError as error:
            role["trust"].fail(error.message)
        made = Role(
            name,
            role_id,
            world.time - SETTLED,
            trust,
            trusted=trusted,
            path=role["path"].text("path") if "path" in role else "/",
            description=role["description"].text("description") if "description" in role else None,
            max_session_duration=3_600 * role["hours"].integer("hours", 1, 12) if "hours" in role else 3_600,
            attached_policies=_attached(world, role.get("policies")),
            inline_policies=_inline(role.get("inline")),
            permissions_boundary=_managed(world, role["boundary"]) if "boundary" in role else None,
            tags=_tags(role.get("tags")),
        )
        world = replace(world, account=world.account.with_role(made))
    return world


def add_users(world: World, node: Node) -> World:
    """`users:` — each with password, groups, policies, inline, boundary, tags and `keys:` (how many access keys)."""
    for name, fields in _named(node, "users", "user"):
        known = ("password", "groups", "policies", "inline", "boundary", "tags", "keys", "path")
        user = fields.mapping(f"user {name}", known)
        if name.lower() in world.account.taken_names:
            fields.fail(f"There is a user {name} already; names that differ only in case are not allowed.")
        world, user_id = world.draw_id("AIDA", 17)
        created = world.time - SETTLED
        made = User(
            name,
            user_id,
            created,
            path=user["path"].text("path") if "path" in user else "/",
            password=Password(user["password"].text("password"), created) if "password" in user else None,
            groups=tuple(_group(world, group) for group in _once(user["groups"], "groups")) if "groups" in user else (),
            attached_policies=_attached(world, user.get("policies")),
            inline_policies=_inline(user.get("inline")),
            tags=_tags(user.get("tags")),
            permissions_boundary=_managed(world, user["boundary"]) if "boundary" in user else None,
        )
        world = replace(world, account=world.account.with_user(made))
        for _ in range(user["keys"].integer("keys", 0, 2) if "keys" in user else 0):
            world, key = new_access_key(world)
            world = with_access_key(world, world.account.users[name], replace(key, create_date=created))
    return world


def policy_text(node: Node, kind: Kind = "identity") -> str:
    """A policy document as compact JSON text.

    Raises ScenarioError where it is not a valid policy of its kind.
    """
    text = node.value if isinstance(node.value, str) else json.dumps(node.plain_data(), separators=(",", ":"))
    try:
        parse(text, kind)
    except PolicyError as error:
        node.fail(f"This is not a policy document: {error}")
    return text


def _named(node: Node, field: str, kind: str) -> Iterable[tuple[str, Node]]:
    """The entries of a field, each under a name that IAM takes for what is of its kind."""
    entries = node.mapping(field)
    if len(entries) > MOST[kind]:
        node.fail(f"There may be {MOST[kind]:,} of these, not {len(entries):,}.")
    for name, fields in entries.items():
        if not _NAME.fullmatch(name) or len(name) > LONGEST_NAME[kind]:
            expected = f"1 to {LONGEST_NAME[kind]} letters, digits and + = , . @ _ - are expected"
            fields.fail(f"{name!r} is no name for a {kind}: {expected}.")
    return entries.items()


def _attached(world: World, node: Node | None) -> tuple[str, ...]:
    return tuple(_managed(world, item) for item in _once(node, "policies")) if node else ()


def _managed(world: World, node: Node) -> str:
    """The ARN of the managed policy, the account's own or AWS's, that a name means."""
    name = node.text("A policy's name")
    arn = world.account.arn(f"policy/{name}")
    if arn in world.account.policies:
        return arn
    known = {policy.policy_name: policy.arn for policy in AWS_MANAGED.values()}
    if name not in known:
        known |= {policy.policy_name: arn for arn, policy in world.account.policies.items()}
        node.fail(f"There is no policy {name!r}. Known here: {', '.join(sorted(known))}.")
    return known[name]


def _trust(world: World, node: Node) -> str:
    if not isinstance(node.value, tuple):
        return policy_text(node, "trust")
    users = []
    for item in node.value:
        name = item.text("A user's name")
        user = world.account.users.get(name)
        if user is None:
            item.fail(f"There is no user {name!r}. Known here: {', '.join(sorted(world.account.users)) or 'none'}.")
        users.append(world.account.user_arn(user))
    statement = {"Effect": "Allow", "Principal": {"AWS": users}, "Action": "sts:AssumeRole"}
    return json.dumps({"Version": "2012-10-17", "Statement": [statement]}, separators=(",", ":"))


def _tags(node: Node | None) -> tuple[tuple[str, str], ...]:
    tags = node.mapping("tags") if node else {}
    if node and len(tags) > MOST_TAGS:
        node.fail(f"There may be {MOST_TAGS} tags, not {len(tags):,}.")
    return tuple((key, value.text("tag")) for key, value in tags.items())


def _once(node: Node, what: str) -> tuple[Node, ...]:
    """The items of a list of names, each of which may stand there once."""
    seen = set()
    for item in node.items(what):
        name = item.text("A name")
        if name in seen:
            item.fail(f"{name!r} stands here twice.")
        seen.add(name)
    return node.items(what)


def _inline(node: Node | None) -> tuple[tuple[str, str], ...]:
    return tuple((name, policy_text(document)) for name, document in node.mapping("inline").items()) if node else ()


def _group(world: World, node: Node) -> str:
    name = node.text("A group's name")
    if name not in world.account.groups:
        node.fail(f"There is no group {name!r}. Known here: {', '.join(sorted(world.account.groups)) or 'none'}.")
    return name
