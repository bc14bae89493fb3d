"""The account's part of a scenario: policies, groups and users."""

from __future__ import annotations

import json
from dataclasses import replace

from sim.account import Group, ManagedPolicy, Password, User
from sim.clock import DAY
from sim.policy.document import PolicyError, parse
from sim.policy.managed import MANAGED
from sim.scenario.nodes import Node
from sim.services.iam.credentials import new_access_key, with_access_key
from sim.world import World

SETTLED = 90 * DAY
"""How long before the start the account's users and devices were made."""


def add_policies(world: World, node: Node) -> World:
    """`policies:` — customer managed policies, each a policy document in YAML or as JSON text."""
    for name, document in node.mapping("policies").items():
        arn = world.account.arn(f"policy/{name}")
        world, policy_id = world.draw_id("ANPA", 17)
        policy = ManagedPolicy(name, arn, policy_id, policy_text(document), world.time - SETTLED)
        world = _with_policy(world, policy)
    return world


def add_groups(world: World, node: Node) -> World:
    """`groups:` — each with `policies:` (names of managed policies) and `inline:` (name: document)."""
    for name, fields in node.mapping("groups").items():
        group = fields.mapping(f"group {name}", ("policies", "inline"))
        world, group_id = world.draw_id("AGPA", 17)
        world, attached = _attached(world, group.get("policies"))
        made = Group(
            name,
            group_id,
            world.time - SETTLED,
            attached_policies=attached,
            inline_policies=_inline(group.get("inline")),
        )
        world = replace(world, account=replace(world.account, groups=world.account.groups.insert(name, made)))
    return world


def add_users(world: World, node: Node) -> World:
    """`users:` — each with password, groups, policies, inline, tags and `keys:` (how many access keys)."""
    for name, fields in node.mapping("users").items():
        known = ("password", "groups", "policies", "inline", "tags", "keys", "path")
        user = fields.mapping(f"user {name}", known)
        if name.lower() in world.account.taken_names:
            fields.fail(f"There is a user {name} already; names that differ only in case are not allowed.")
        world, user_id = world.draw_id("AIDA", 17)
        world, attached = _attached(world, user.get("policies"))
        created = world.time - SETTLED
        made = User(
            name,
            user_id,
            created,
            path=user["path"].text("path") if "path" in user else "/",
            password=Password(user["password"].text("password"), created) if "password" in user else None,
            groups=tuple(_group(world, group) for group in user["groups"].items("groups")) if "groups" in user else (),
            attached_policies=attached,
            inline_policies=_inline(user.get("inline")),
            tags=tuple((k, v.text("tag")) for k, v in user["tags"].mapping("tags").items()) if "tags" in user else (),
        )
        world = replace(world, account=world.account.with_user(made))
        for _ in range(user["keys"].integer("keys", 0, 2) if "keys" in user else 0):
            world, key = new_access_key(world)
            world = with_access_key(world, world.account.users[name], replace(key, create_date=created))
    return world


def policy_text(node: Node) -> str:
    """A policy document as compact JSON text.

    Raises ScenarioError where it is not a valid identity policy.
    """
    text = node.value if isinstance(node.value, str) else json.dumps(node.plain_data(), separators=(",", ":"))
    try:
        parse(text)
    except PolicyError as error:
        node.fail(f"This is not a policy document: {error}")
    return text


def _with_policy(world: World, policy: ManagedPolicy) -> World:
    return replace(world, account=replace(world.account, policies=world.account.policies.insert(policy.arn, policy)))


def _attached(world: World, node: Node | None) -> tuple[World, tuple[str, ...]]:
    """ARNs of the policies named; an AWS managed one enters the account's list when first used."""
    arns = []
    for item in node.items("policies") if node else ():
        name = item.text("A policy's name")
        arn = world.account.arn(f"policy/{name}")
        if arn not in world.account.policies:
            managed = next((policy for policy in MANAGED.values() if policy.name == name), None)
            if managed is None:
                known = [policy.policy_name for policy in world.account.policies.values()]
                known += [policy.name for policy in MANAGED.values()]
                item.fail(f"There is no policy {name!r}. Known here: {', '.join(sorted(set(known)))}.")
            arn = managed.arn
            if arn not in world.account.policies:
                world, policy_id = world.draw_id("ANPA", 17)
                policy = ManagedPolicy(name, arn, policy_id, managed.text, 0, description=managed.description)
                world = _with_policy(world, policy)
        arns.append(arn)
    return world, tuple(arns)


def _inline(node: Node | None) -> tuple[tuple[str, str], ...]:
    return tuple((name, policy_text(document)) for name, document in node.mapping("inline").items()) if node else ()


def _group(world: World, node: Node) -> str:
    name = node.text("A group's name")
    if name not in world.account.groups:
        node.fail(f"There is no group {name!r}. Known here: {', '.join(sorted(world.account.groups)) or 'none'}.")
    return name
