"""What lies around the account: who reads root's mail and answers its telephone, and what leaked elsewhere."""

from __future__ import annotations

from dataclasses import replace

from sim.desk import Leak
from sim.people import YOU
from sim.scenario.nodes import Node
from sim.services.signin import owner_named
from sim.world import World

ROOT_FIELDS = ("email", "password", "mailbox", "phone", "card")
NOBODY = "nobody"


def add_root(world: World, node: Node | None) -> World:
    """`root: {mailbox, phone, card}` — people, or nobody; `you` where left out. `card`: the last four digits."""
    fields = node.mapping("root", ROOT_FIELDS) if node else {}
    root = replace(
        world.account.root, mailbox=_person(world, fields.get("mailbox")), phone=_person(world, fields.get("phone"))
    )
    if "card" in fields:
        card = fields["card"].text("card")
        if not (len(card) == 4 and card.isascii() and card.isdigit()):
            fields["card"].fail('card should be the last four digits of a credit card, in quotes: "4242".')
        root = replace(root, card=card)
    return replace(world, account=replace(world.account, root=root))


def add_leaks(world: World, node: Node) -> World:
    """`leaked:` — a list of {site, user, password}: passwords that another site lost; user may be root."""
    leaks = []
    for item in node.items("leaked"):
        fields = item.mapping("leaked", ("site", "user", "password"))
        for needed in ("site", "user", "password"):
            if needed not in fields:
                item.fail(f"A leaked password needs `{needed}:`.")
        name = fields["user"].text("user")
        if owner_named(world, name) is None:
            fields["user"].fail("user should name a user of this scenario, or root.")
        leaks.append(Leak(fields["site"].text("site"), name, fields["password"].text("password")))
    return replace(world, leaks=tuple(leaks))


def _person(world: World, node: Node | None) -> str | None:
    if node is None:
        return YOU
    name = node.text("A person's name")
    if name != NOBODY and name not in world.people:
        node.fail(f"There is nobody called {name!r}. Known here: {', '.join(sorted(world.people))}, {NOBODY}.")
    return None if name == NOBODY else name
