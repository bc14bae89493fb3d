"""Buckets: ListBuckets, CreateBucket, HeadBucket, GetBucketLocation, DeleteBucket."""

from __future__ import annotations

import base64
import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from sim.account import Bucket
from sim.clock import Timestamp
from sim.errors import ServiceError
from sim.services.context import Context
from sim.services.declare import EVERYTHING, Need, Operation, Parameter, Shape, account_resource
from sim.services.s3.shapes import (
    BUCKET,
    EXPECTED_OWNER,
    REGION,
    bucket_of,
    canonical_id,
    invalid_argument,
    keys_of,
    needing,
    on_bucket,
    with_bucket,
)
from sim.world import World

MOST_BUCKETS = 100
"""Buckets of the account: S3's default quota until November 2024; today's is 10,000."""

_REGIONS = (
    "af-south-1 ap-east-1 ap-east-2 ap-northeast-1 ap-northeast-2 ap-northeast-3 ap-south-1 ap-south-2 ap-southeast-1 "
    "ap-southeast-2 ap-southeast-3 ap-southeast-4 ap-southeast-5 ap-southeast-6 ap-southeast-7 ca-central-1 ca-west-1 "
    "EU eu-central-1 eu-central-2 eu-north-1 eu-south-1 eu-south-2 eu-west-1 eu-west-2 eu-west-3 il-central-1 "
    "me-central-1 me-south-1 mx-central-1 sa-east-1 us-east-2 us-west-1 us-west-2"
)
REGIONS = frozenset(_REGIONS.split())
"""Location constraints that a bucket can have; none stands for us-east-1."""

_NAME = re.compile(r"(?!xn--|sthree-|amzn-s3-demo-)[a-z0-9](?:[a-z0-9.-]{1,61})[a-z0-9]")
_ADDRESS = re.compile(r"[0-9]{1,3}(?:\.[0-9]{1,3}){3}")


def valid_name(name: str) -> bool:
    """Whether a new general purpose bucket may be called so (S3 User Guide, "Bucket naming rules")."""
    ends = ("-s3alias", "--ol-s3", ".mrap", "--x-s3", "--table-s3")
    return bool(_NAME.fullmatch(name)) and ".." not in name and not _ADDRESS.fullmatch(name) and not name.endswith(ends)


def _list(context: Context, parameters: Mapping[str, Any]) -> tuple[World, dict[str, Any]]:
    account, prefix = context.world.account, parameters.get("Prefix")
    region, size = parameters.get("BucketRegion"), parameters.get("MaxBuckets", 10_000)
    after = decoded_token(parameters.get("ContinuationToken"))
    names = sorted(
        bucket.name
        for bucket in account.buckets.values()
        if bucket.name.startswith(prefix or "") and region in (None, bucket.region) and bucket.name > after
    )
    asked = size != EVERYTHING and parameters.keys() & {"Prefix", "BucketRegion", "MaxBuckets", "ContinuationToken"}
    result: dict[str, Any] = {
        "Buckets": [_document(account.buckets[name], whole=bool(asked)) for name in names[:size]],
        "Owner": {"ID": canonical_id(account)},
    }
    if len(names) > size:
        result["ContinuationToken"] = token(names[size - 1])
    if prefix is not None:
        result["Prefix"] = prefix
    return context.world, result


def _document(bucket: Bucket, *, whole: bool) -> dict[str, Any]:
    """A bucket in a list; its region stands there only where the request had a parameter (S3 API, ListBuckets)."""
    document: dict[str, Any] = {"Name": bucket.name, "CreationDate": Timestamp(bucket.creation_date)}
    if whole:
        document["BucketRegion"] = bucket.region
    return document | {"BucketArn": f"arn:aws:s3:::{bucket.name}"} if whole else document


def _create(context: Context, parameters: Mapping[str, Any]) -> tuple[World, dict[str, Any]]:
    """Make a bucket; one that is there already is left as it is where it lies in us-east-1 (S3 API, CreateBucket)."""
    world, name = context.world, parameters["Bucket"]
    constraint = (parameters.get("CreateBucketConfiguration") or {}).get("LocationConstraint")
    if not valid_name(name):
        raise ServiceError("InvalidBucketName", 400, "The specified bucket is not valid.", cause="invalid-name")
    if constraint is not None and constraint not in REGIONS:
        raise ServiceError(
            "InvalidLocationConstraint", 400, "The specified location-constraint is not valid", cause="no-such-region"
        )
    region = {None: REGION, "EU": "eu-west-1"}.get(constraint, constraint) or REGION
    before = world.account.buckets.get(name)
    if before is not None and not before.region == region == REGION:
        raise ServiceError(
            "BucketAlreadyOwnedByYou",
            409,
            "Your previous request to create the named bucket succeeded and you already own it.",
            cause="name-taken",
        )
    if before is None:
        if len(world.account.buckets) >= MOST_BUCKETS:
            raise ServiceError(
                "TooManyBuckets", 400, "You have attempted to create more buckets than allowed", cause="quota"
            )
        world = with_bucket(world, Bucket(name, world.time, region))
    location = f"/{name}" if region == REGION else f"http://{name}.s3.amazonaws.com/"
    return world, {"Location": location, "BucketArn": f"arn:aws:s3:::{name}"}


def _head(context: Context, parameters: Mapping[str, Any]) -> tuple[World, dict[str, Any]]:
    bucket = bucket_of(context, parameters)
    return context.world, {
        "BucketArn": f"arn:aws:s3:::{bucket.name}",
        "BucketRegion": bucket.region,
        "AccessPointAlias": False,
    }


def _location(context: Context, parameters: Mapping[str, Any]) -> tuple[World, dict[str, Any]]:
    region = bucket_of(context, parameters).region
    return context.world, {"LocationConstraint": None if region == REGION else region}


def _delete(context: Context, parameters: Mapping[str, Any]) -> tuple[World, dict[str, Any]]:
    world, bucket = context.world, bucket_of(context, parameters)
    if len(bucket.objects):
        raise ServiceError("BucketNotEmpty", 409, "The bucket you tried to delete is not empty", cause="still-in-use")
    return replace(world, account=replace(world.account, buckets=world.account.buckets.remove(bucket.name))), {}


def token(last: str) -> str:
    """The token of a page that follows `last`."""
    return base64.urlsafe_b64encode(last.encode("utf-8", "surrogatepass")).decode()


def decoded_token(text: str | None) -> str:
    """What a page of a list follows; "" for the first page.

    Raises ServiceError (InvalidArgument) for a token that no page gave.
    """
    if text is None:
        return ""
    try:
        return base64.b64decode(text, altchars=b"-_", validate=True).decode("utf-8", "surrogatepass")
    except ValueError:
        raise invalid_argument("The continuation token provided is incorrect") from None


def _all_buckets(context: Context, parameters: Mapping[str, Any]) -> tuple[Need, ...]:
    return (Need("s3:ListAllMyBuckets", "arn:aws:s3:::*", keys_of(context.world.account)),)


def _new_bucket(context: Context, parameters: Mapping[str, Any]) -> tuple[Need, ...]:
    keys = keys_of(context.world.account)
    constraint = (parameters.get("CreateBucketConfiguration") or {}).get("LocationConstraint")
    if constraint is not None:
        keys["s3:LocationConstraint"] = constraint
    return (Need("s3:CreateBucket", on_bucket(context, parameters), keys),)


OPERATIONS = (
    Operation(
        "s3",
        "ListBuckets",
        "List the account's buckets.",
        (
            Parameter("MaxBuckets", Shape("integer", minimum=1, maximum=10_000), "How many a page holds at most."),
            Parameter("ContinuationToken", Shape(), "Where the next page begins, from the page before."),
            Parameter("Prefix", Shape(), "Only buckets whose names begin so."),
            Parameter("BucketRegion", Shape(), "Only buckets of that region."),
        ),
        ("Buckets", "Owner", "ContinuationToken", "Prefix"),
        (),
        _list,
        account_resource("*"),
        pages="Buckets",
        read_only=True,
        page_size="MaxBuckets",
        permission="s3:ListAllMyBuckets",
        needs=_all_buckets,
    ),
    Operation(
        "s3",
        "CreateBucket",
        "Make a bucket.",
        (
            BUCKET,
            Parameter(
                "CreateBucketConfiguration",
                Shape("structure", members={"LocationConstraint": Shape()}),
                "Where it lies, as LocationConstraint=eu-west-1; us-east-1 when left out.",
            ),
        ),
        ("Location", "BucketArn"),
        ("BucketAlreadyExists", "BucketAlreadyOwnedByYou"),
        _create,
        on_bucket,
        needs=_new_bucket,
    ),
    Operation(
        "s3",
        "HeadBucket",
        "Ask whether a bucket is there and may be listed.",
        (BUCKET, EXPECTED_OWNER),
        ("BucketArn", "BucketRegion", "AccessPointAlias"),
        ("NoSuchBucket",),
        _head,
        on_bucket,
        read_only=True,
        permission="s3:ListBucket",
        needs=needing("s3:ListBucket", on_bucket),
    ),
    Operation(
        "s3",
        "GetBucketLocation",
        "Tell a bucket's region; null stands for us-east-1.",
        (BUCKET, EXPECTED_OWNER),
        ("LocationConstraint",),
        (),
        _location,
        on_bucket,
        read_only=True,
        needs=needing("s3:GetBucketLocation", on_bucket),
    ),
    Operation(
        "s3",
        "DeleteBucket",
        "Delete an empty bucket.",
        (BUCKET, EXPECTED_OWNER),
        (),
        (),
        _delete,
        on_bucket,
        needs=needing("s3:DeleteBucket", on_bucket),
    ),
)
