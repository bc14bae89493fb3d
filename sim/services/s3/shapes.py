"""What several S3 operations share: the bucket that a call names, what it needs, and the account's canonical id."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from sim.account import Account, Bucket
from sim.errors import ServiceError, access_denied
from sim.services.context import Context
from sim.services.declare import Need, Needs, Parameter, Resource, Shape
from sim.world import World

REGION = "us-east-1"

BUCKET = Parameter("Bucket", Shape(), "The bucket's name.", required=True)
KEY = Parameter("Key", Shape(minimum=1), "The object's key.", required=True)
EXPECTED_OWNER = Parameter("ExpectedBucketOwner", Shape(), "The account that must own the bucket.")


def bucket_of(context: Context, parameters: Mapping[str, Any]) -> Bucket:
    """The bucket that a call names.

    Raises ServiceError: NoSuchBucket; AccessDenied where ExpectedBucketOwner names another account.
    """
    account = context.world.account
    bucket = account.buckets.get(parameters["Bucket"])
    if bucket is None:
        raise ServiceError("NoSuchBucket", 404, "The specified bucket does not exist", cause="no-such-bucket")
    if parameters.get("ExpectedBucketOwner", account.account_id) != account.account_id:
        raise access_denied("Access Denied", "another-owner")
    return bucket


def with_bucket(world: World, bucket: Bucket) -> World:
    """The world with a bucket added or replaced."""
    buckets = world.account.buckets.insert(bucket.name, bucket)
    return replace(world, account=replace(world.account, buckets=buckets))


def on_bucket(context: Context, parameters: Mapping[str, Any]) -> str:
    """The ARN of the bucket that a call names."""
    return f"arn:aws:s3:::{parameters['Bucket']}"


def on_object(context: Context, parameters: Mapping[str, Any]) -> str:
    """The ARN of the object that a call names."""
    return f"arn:aws:s3:::{parameters['Bucket']}/{parameters['Key']}"


def keys_of(account: Account) -> dict[str, str]:
    """The condition keys of every call (Service Authorization Reference, Amazon S3)."""
    return {
        "aws:RequestedRegion": REGION,
        "aws:ResourceAccount": account.account_id,
        "s3:ResourceAccount": account.account_id,
        "s3:authType": "REST-HEADER",
        "s3:signatureversion": "AWS4-HMAC-SHA256",
    }


def needing(action: str, resource: Resource, keys: Mapping[str, str] | None = None, *, reads: bool = False) -> Needs:
    """What a call on a bucket that exists must be allowed; `keys` are condition keys by the parameters they come from.

    One that `reads` an object which is not there also needs to list the bucket, else it is not told that there is
    none (S3 API Reference, GetObject). That a bucket does not exist is told to anybody.
    """

    def needs(context: Context, parameters: Mapping[str, Any]) -> Iterator[Need]:
        bucket, found = bucket_of(context, parameters), keys_of(context.world.account)
        found |= {key: str(parameters[name]) for name, key in (keys or {}).items() if name in parameters}
        yield Need(action, resource(context, parameters), found)
        if reads and parameters["Key"] not in bucket.objects:
            yield Need("s3:ListBucket", on_bucket(context, parameters), found)

    return needs


def canonical_id(account: Account) -> str:
    """The account's canonical user id: 64 hexadecimal digits."""
    return hashlib.sha256(f"canonical:{account.account_id}".encode()).hexdigest()


def invalid_argument(message: str) -> ServiceError:
    """InvalidArgument, 400."""
    return ServiceError("InvalidArgument", 400, message, cause="invalid-parameter")
