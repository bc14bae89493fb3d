"""What a scenario's account protects: its buckets and its instances."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import replace

from sim.account import Bucket, Instance, StoredObject
from sim.account.instances import State
from sim.clock import DAY
from sim.scenario.nodes import Node
from sim.services.s3.buckets import MOST_BUCKETS, REGIONS, valid_name
from sim.services.s3.checksums import DEFAULT, checksum, etag
from sim.services.s3.objects import LARGEST_KEY, LARGEST_OBJECT
from sim.world import World

SETTLED = 90 * DAY
"""How long before the start they were made."""

MOST_INSTANCES = 1_000
MOST_OBJECTS = 1_000

_ID = re.compile(r"i-[0-9a-f]{17}")
_TYPE = re.compile(r"[a-z][a-z0-9-]{0,20}\.[a-z0-9-]{1,20}")
_STATES: tuple[State, ...] = ("running", "stopped")


def add_buckets(world: World, node: Node) -> World:
    """`buckets:` — each with `region:` and `objects:`, by key: a text, or `text:` with its `type:`."""
    buckets = world.account.buckets
    listed = node.mapping("buckets")
    if len(listed) > MOST_BUCKETS:
        node.fail(f"There may be {MOST_BUCKETS} buckets.")
    for name, fields in listed.items():
        known = fields.mapping(f"bucket {name}", ("region", "objects"))
        if not valid_name(name):
            fields.fail(f"{name!r} is no name for a bucket: 3 to 63 of a to z, 0 to 9, hyphens and dots are expected.")
        region = known["region"].text("region") if "region" in known else "us-east-1"
        if region != "us-east-1" and region not in REGIONS:
            known["region"].fail(f"There is no region {region!r}. us-east-1 is the usual one.")
        objects = known["objects"].mapping("objects") if "objects" in known else {}
        if len(objects) > MOST_OBJECTS:
            known["objects"].fail(f"There may be {MOST_OBJECTS:,} objects in a bucket, not {len(objects):,}.")
        bucket = Bucket(name, world.time - SETTLED, region)
        for key, content in objects.items():
            bucket = bucket.with_object(key, _object(world, key, content))
        buckets = buckets.insert(name, bucket)
    return replace(world, account=replace(world.account, buckets=buckets))


def _object(world: World, key: str, node: Node) -> StoredObject:
    if not key or len(key.encode()) > LARGEST_KEY:
        node.fail(f"A key has 1 to {LARGEST_KEY:,} bytes.")
    content_type = "text/plain"
    if isinstance(node.value, dict):
        fields = node.mapping(f"object {key}", ("text", "type"))
        if "type" in fields:
            content_type = fields["type"].text("type")
        node = fields["text"] if "text" in fields else node.fail("An object needs `text:`.")
    content = b"" if node.value is None else node.text("An object's text").encode()
    if len(content) > LARGEST_OBJECT:
        node.fail(f"An object may have {LARGEST_OBJECT:,} bytes.")
    sum_ = (DEFAULT, checksum(DEFAULT, content))
    return StoredObject(content, etag(content), world.time - SETTLED, content_type, sum_)


def add_instances(world: World, node: Node) -> World:
    """`instances:` — a list, each with `name:`, and `id:`, `type:`, `state:`, `tags:` and `protected:` where wanted."""
    instances = world.account.instances
    listed = node.items("instances")
    if len(listed) > MOST_INSTANCES:
        node.fail(f"There may be {MOST_INSTANCES:,} instances.")
    for number, item in enumerate(listed):
        instance = _instance(world, number, item)
        if instance.instance_id in instances:
            item.fail(f"There is an instance {instance.instance_id} already.")
        instances = instances.insert(instance.instance_id, instance)
    return replace(world, account=replace(world.account, instances=instances))


def _instance(world: World, number: int, node: Node) -> Instance:
    fields = node.mapping("An instance", ("name", "id", "type", "state", "tags", "protected"))
    if "name" not in fields:
        node.fail("An instance needs `name:`, which becomes its Name tag.")
    tags = {"Name": fields["name"].text("name")}
    if "tags" in fields:
        tags |= {key: value.text("A tag") for key, value in fields["tags"].mapping("tags").items()}
    settled = world.time - SETTLED
    return Instance(
        _id(world, number, fields),
        f"r-0{_drawn(world, number, 'reservation', 16)}",
        f"ami-0{_drawn(world, 0, 'image', 16)}",
        _type(fields),
        settled,
        f"172.31.{number // 200 % 200}.{number % 200 + 10}",
        _state(fields),
        settled,
        tags=tuple(tags.items()),
        protected=fields["protected"].flag("protected") if "protected" in fields else False,
    )


def _id(world: World, number: int, fields: Mapping[str, Node]) -> str:
    if "id" not in fields:
        return f"i-0{_drawn(world, number, 'instance', 16)}"
    text = fields["id"].text("id")
    if not _ID.fullmatch(text):
        fields["id"].fail(f"id should be i- and 17 of 0 to 9 and a to f, such as i-0123456789abcdef0, not {text!r}.")
    return text


def _type(fields: Mapping[str, Node]) -> str:
    text = fields["type"].text("type") if "type" in fields else "t3.micro"
    return text if _TYPE.fullmatch(text) else fields["type"].fail(f"type should be such as t3.micro, not {text!r}.")


def _state(fields: Mapping[str, Node]) -> State:
    text = fields["state"].text("state") if "state" in fields else "running"
    for state in _STATES:
        if text == state:
            return state
    return fields["state"].fail(f"state should be running or stopped, not {text!r}.")


def _drawn(world: World, number: int, what: str, length: int) -> str:
    """Hexadecimal digits that depend on the seed, and use up none of the world's own randomness."""
    return hashlib.sha256(f"{world.seed}:{what}:{number}".encode()).hexdigest()[:length]
