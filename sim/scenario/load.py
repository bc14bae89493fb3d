"""From a scenario's nodes to its world: the account first, then the people."""

from __future__ import annotations

import re
from dataclasses import replace

from sim.account import Account, Password, Root
from sim.clock import DAY, ServiceClock, parse_iso
from sim.people import YOU, Person
from sim.scenario.account import add_groups, add_policies, add_roles, add_users
from sim.scenario.happenings import add_happenings
from sim.scenario.nodes import LARGEST, Node, Source, read
from sim.scenario.parameters import (
    NeverSoError,
    UnknownParameterError,
    check_conditions,
    check_used,
    draw,
    file_seed,
    filled,
)
from sim.scenario.people import add_people, sign_in_at_start
from sim.scenario.root import ROOT_FIELDS, add_leaks, add_root
from sim.scenario.storage import add_buckets, add_instances
from sim.world import World

_KNOWN = (
    "title",
    "about",
    "seed",
    "parameters",
    "start",
    "account",
    "root",
    "policies",
    "groups",
    "users",
    "roles",
    "buckets",
    "instances",
    "people",
    "leaked",
    "happenings",
)

LONGEST_TITLE = 200

_ALIAS = re.compile(r"[a-z0-9](?:-?[a-z0-9])*")


def load(text: str, name: str, time: int, seed: int | None = None) -> World:
    """The world that a scenario file describes.

    `time` is the host's present (milliseconds), where service time begins unless the file sets `start`. `seed`
    overrides the file's; it draws the values of the file's parameters too.
    Raises ScenarioError.
    """
    root = _filled(text, name, seed)
    fields = root.mapping("A scenario", _KNOWN)
    for needed in ("title", "account", "people"):
        if needed not in fields:
            root.fail(f"A scenario needs `{needed}:`.")
    if len(fields["title"].text("title")) > LONGEST_TITLE:
        fields["title"].fail(f"title may have {LONGEST_TITLE} characters.")
    if seed is None:
        seed = file_seed(fields)
    world = World(seed, name, _clock(fields.get("start"), time), _account(fields, time))
    for field, add in (("policies", add_policies), ("groups", add_groups), ("users", add_users), ("roles", add_roles)):
        if field in fields:
            world = add(world, fields[field])
    for field, add in (("buckets", add_buckets), ("instances", add_instances)):
        if field in fields:
            world = add(world, fields[field])
    world = add_people(world, fields["people"])
    if YOU not in world.people:
        world = world.with_person(Person(YOU))
    world = add_root(world, fields.get("root"))
    if "leaked" in fields:
        world = add_leaks(world, fields["leaked"])
    world = replace(sign_in_at_start(world, fields["people"]), begun=world.time)
    return add_happenings(world, fields["happenings"]) if "happenings" in fields else world


def parameters(text: str, name: str, seed: int | None = None) -> dict[str, str]:
    """The values that a seed (None: the file's own) draws for a scenario's parameters, by their names.

    Raises ScenarioError.
    """
    return draw(read(text, name), seed)


def title(text: str, name: str) -> str:
    """A scenario's title.

    Raises ScenarioError.
    """
    root = read(text, name)
    fields = root.mapping("A scenario")
    return fields["title"].text("title") if "title" in fields else root.fail("A scenario needs `title:`.")


def _filled(text: str, name: str, seed: int | None) -> Node:
    """The scenario's root with the value of each parameter in its place."""
    source = Source(text, name)
    values = draw(source.root, seed)
    if not values and "{{" not in text:
        return source.root
    if values:
        check_used(source, values)

    room = LARGEST

    def fill(node: Node, written: str) -> str:
        nonlocal room
        try:
            text = filled(written, values)
            if "{{" in written:
                check_conditions(written, source.root)
        except UnknownParameterError as error:
            node.fail(f"There is no parameter {error.name!r}. {error.remedy}")
        except NeverSoError as error:
            node.fail(f"{error.message}. {error.remedy}.")
        room -= len(text)
        return text if room > 0 else node.fail(f"With its parameters this has more than {LARGEST:,} characters.")

    return source.build(fill)


def _clock(node: Node | None, time: int) -> ServiceClock:
    if node is None:
        return ServiceClock(time)
    text = node.text("start")
    try:
        return ServiceClock(parse_iso(text), live=False)
    except (ValueError, OverflowError):
        node.fail(f"start should be a time such as 2027-03-01T12:00:00Z, not {text!r}.")


def _account(fields: dict[str, Node], time: int) -> Account:
    node = fields["account"]
    account = node.mapping("account", ("id", "alias"))
    if "id" not in account:
        node.fail('account needs `id:`, twelve digits in quotes: "123456789012".')
    account_id = account["id"].text("id")
    if not (len(account_id) == 12 and account_id.isascii() and account_id.isdigit()):
        account["id"].fail('id should be twelve digits in quotes: "123456789012".')
    alias = account["alias"].text("alias") if "alias" in account else None
    if alias is not None and not (_ALIAS.fullmatch(alias) and 3 <= len(alias) <= 63):
        account["alias"].fail(f"alias should be 3 to 63 of a to z, 0 to 9 and single hyphens, not {alias!r}.")
    root = fields["root"].mapping("root", ROOT_FIELDS) if "root" in fields else {}
    created = time - 365 * DAY
    email = root["email"].text("email") if "email" in root else "root@example.com"
    password = root["password"].text("password") if "password" in root else f"root-{account_id}"
    return Account(account_id, Root(email, Password(password, created)), created, alias=alias)
