"""Objects: PutObject, GetObject, HeadObject, DeleteObject."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from sim.account import Bucket, StoredObject
from sim.clock import Timestamp
from sim.errors import ServiceError
from sim.services.context import Context
from sim.services.declare import Operation, Parameter, Shape
from sim.services.s3.checksums import ALGORITHMS, etag, verified
from sim.services.s3.shapes import (
    BUCKET,
    EXPECTED_OWNER,
    KEY,
    bucket_of,
    invalid_argument,
    needing,
    on_object,
    with_bucket,
)
from sim.world import World

LARGEST_KEY = 1_024
"""Bytes of a key in UTF-8 (S3 User Guide, "Naming Amazon S3 objects")."""

LARGEST_OBJECT, MOST_BYTES, MOST_OBJECTS = 2 * 1_024 * 1_024, 50_000_000, 10_000
"""What the account takes: bytes of an object, bytes and number of all. S3 itself takes 5 GB in one piece, and any
number."""

LARGEST_METADATA = 2_048
"""Bytes of an object's metadata (S3 User Guide, "Working with object metadata")."""

HEADERS = ("CacheControl", "ContentDisposition", "ContentEncoding", "ContentLanguage")
"""What an object is told with as it was stored with."""

_METADATA_NAME = re.compile(r"[A-Za-z0-9!#$%&'*+.^_`|~-]+")
_RANGE = re.compile(r"bytes=([0-9]{0,19})-([0-9]{0,19})")


def _put(context: Context, parameters: Mapping[str, Any]) -> tuple[World, dict[str, Any]]:
    world, bucket, key = context.world, bucket_of(context, parameters), parameters["Key"]
    content = bytes(parameters.get("Body", b""))
    _room_for(world, bucket, key, content, parameters.get("Metadata", {}))
    before = bucket.objects.get(key)
    if parameters.get("IfNoneMatch") not in (None, "*"):
        raise invalid_argument("PutObject takes If-None-Match: * alone")
    if parameters.get("IfNoneMatch") == "*" and before is not None:
        raise _precondition("If-None-Match")
    if "IfMatch" in parameters:
        if before is None:
            raise _no_such_key()
        if not _matches(parameters["IfMatch"], before):
            raise _precondition("If-Match")
    stored = StoredObject(
        content,
        etag(content),
        world.time,
        parameters.get("ContentType", "binary/octet-stream"),
        verified(content, parameters),
        tuple((name, parameters[name]) for name in HEADERS if name in parameters),
        tuple(sorted((name.lower(), value) for name, value in parameters.get("Metadata", {}).items())),
    )
    return with_bucket(world, bucket.with_object(key, stored)), {
        "ETag": f'"{stored.etag}"',
        **_checksum(stored),
        "ServerSideEncryption": "AES256",
    }


def _room_for(world: World, bucket: Bucket, key: str, content: bytes, metadata: Mapping[str, str]) -> None:
    """Raise ServiceError for what S3, or this account, does not take."""
    if len(key.encode("utf-8", "surrogatepass")) > LARGEST_KEY:
        raise ServiceError("KeyTooLongError", 400, "Your key is too long", cause="invalid-name")
    for name, value in metadata.items():
        if not _METADATA_NAME.fullmatch(name) or not value.isprintable():
            raise invalid_argument(f"Metadata {name[:80]!r}: a header's name, and a value that can be printed.")
    if sum(len(name.encode()) + len(value.encode()) for name, value in metadata.items()) > LARGEST_METADATA:
        raise ServiceError(
            "MetadataTooLarge",
            400,
            "Your metadata headers exceed the maximum allowed metadata size",
            cause="too-large",
        )
    buckets = world.account.buckets.values()
    replaced = bucket.objects.get(key)
    size = sum(each.size for each in buckets) + len(content) - (len(replaced.content) if replaced else 0)
    count = sum(len(each.objects) for each in buckets) + (replaced is None)
    if len(content) > LARGEST_OBJECT or size > MOST_BYTES or count > MOST_OBJECTS:
        raise ServiceError(
            "EntityTooLarge", 400, "Your proposed upload exceeds the maximum allowed size", cause="too-large"
        )


def _get(context: Context, parameters: Mapping[str, Any]) -> tuple[World, dict[str, Any]]:
    stored = _asked_for(context, parameters)
    told = _told(stored, parameters)
    body = stored.content
    span = _span(parameters.get("Range"), len(body))
    if span is not None:
        first, last = span
        told["ContentRange"] = f"bytes {first}-{last}/{len(body)}"
        body = body[first : last + 1]
        told["ContentLength"] = len(body)
        for name in ALGORITHMS:
            told.pop(f"Checksum{name}", None)
        told.pop("ChecksumType", None)
    return context.world, {"Body": body, **told}


def _head(context: Context, parameters: Mapping[str, Any]) -> tuple[World, dict[str, Any]]:
    return context.world, _told(_asked_for(context, parameters), parameters)


def _asked_for(context: Context, parameters: Mapping[str, Any]) -> StoredObject:
    """The object that a call names, if it meets the call's conditions."""
    stored = bucket_of(context, parameters).objects.get(parameters["Key"])
    if stored is None:
        raise _no_such_key()
    if "IfMatch" in parameters and not _matches(parameters["IfMatch"], stored):
        raise _precondition("If-Match")
    if "IfNoneMatch" in parameters and _matches(parameters["IfNoneMatch"], stored):
        raise ServiceError("304", 304, "Not Modified", cause="not-modified")
    return stored


def _told(stored: StoredObject, parameters: Mapping[str, Any]) -> dict[str, Any]:
    """What is told about an object, in the order of the service model."""
    told: dict[str, Any] = {
        "AcceptRanges": "bytes",
        "LastModified": Timestamp(stored.last_modified),
        "ContentLength": len(stored.content),
        "ETag": f'"{stored.etag}"',
    }
    if parameters.get("ChecksumMode") == "ENABLED":
        told |= _checksum(stored)
    return told | {
        **dict(stored.headers),
        "ContentType": stored.content_type,
        "ServerSideEncryption": "AES256",
        "Metadata": dict(stored.metadata),
    }


def _checksum(stored: StoredObject) -> dict[str, str]:
    if stored.checksum is None:
        return {}
    algorithm, value = stored.checksum
    return {f"Checksum{algorithm}": value, "ChecksumType": "FULL_OBJECT"}


def _span(text: str | None, size: int) -> tuple[int, int] | None:
    """The first and last byte that a Range asks for; None for all, as for a range that is not understood (RFC 9110).

    Raises ServiceError (InvalidRange, 416) for one that begins after the end.
    """
    match = _RANGE.fullmatch(text or "")
    if match is None or match[1] == match[2] == "":
        return None
    if not match[1]:
        first, last = max(0, size - int(match[2])), size - 1
    else:
        first, last = int(match[1]), min(int(match[2] or size), size - 1)
        if match[2] and int(match[2]) < first:
            return None
    if first >= size or first > last:
        raise ServiceError("InvalidRange", 416, "The requested range is not satisfiable", cause="invalid-parameter")
    return first, last


def _delete(context: Context, parameters: Mapping[str, Any]) -> tuple[World, dict[str, Any]]:
    bucket, key = bucket_of(context, parameters), parameters["Key"]
    return with_bucket(context.world, bucket.without_object(key)), {}


def _matches(tags: str, stored: StoredObject) -> bool:
    listed = {each.strip().removeprefix("W/").strip('"') for each in tags.split(",")}
    return "*" in listed or stored.etag in listed


def _no_such_key() -> ServiceError:
    return ServiceError("NoSuchKey", 404, "The specified key does not exist.", cause="no-such-key")


def _precondition(header: str) -> ServiceError:
    return ServiceError(
        "PreconditionFailed",
        412,
        "At least one of the pre-conditions you specified did not hold",
        cause=f"{header.lower()}-failed",
    )


_IF_MATCH = Parameter("IfMatch", Shape(), "Only where the ETag is this one.")
_IF_NONE_MATCH = Parameter("IfNoneMatch", Shape(), "Only where the ETag is not this one.")
_RANGE_PARAMETER = Parameter("Range", Shape(), "Only these bytes, as bytes=0-99.")
_CHECKSUM_MODE = Parameter("ChecksumMode", Shape(enum=("ENABLED",)), "ENABLED tells the checksum.")
_CHECKSUMS = tuple(f"Checksum{name}" for name in ALGORITHMS)
_ABOUT = (
    "AcceptRanges",
    "LastModified",
    "ContentLength",
    "ETag",
    *_CHECKSUMS,
    "ChecksumType",
    *HEADERS,
    "ContentRange",
    "ContentType",
    "ServerSideEncryption",
    "Metadata",
)

OPERATIONS = (
    Operation(
        "s3",
        "PutObject",
        "Store an object, in place of one that has the key already.",
        (
            Parameter("Body", Shape("blob"), "The content; on the command line, a file of this world."),
            BUCKET,
            Parameter("CacheControl", Shape(), "A Cache-Control to give it out with."),
            Parameter("ContentDisposition", Shape(), "A Content-Disposition to give it out with."),
            Parameter("ContentEncoding", Shape(), "A Content-Encoding to give it out with."),
            Parameter("ContentLanguage", Shape(), "A Content-Language to give it out with."),
            Parameter("ContentMD5", Shape(), "The content's MD5 in base64, which must be right."),
            Parameter("ContentType", Shape(), "What it is, such as text/plain; binary/octet-stream when left out."),
            Parameter("ChecksumAlgorithm", Shape(), f"The checksum to keep: {', '.join(ALGORITHMS)}."),
            *(
                Parameter(f"Checksum{name}", Shape(), f"Its {name} in base64, which must be right.")
                for name in ALGORITHMS
            ),
            _IF_MATCH,
            Parameter("IfNoneMatch", Shape(), "* stores it only where there is none of that key."),
            KEY,
            Parameter("Metadata", Shape("map", member=Shape()), "Words of one's own about it, as name=value,…."),
            EXPECTED_OWNER,
        ),
        ("ETag", *_CHECKSUMS, "ChecksumType", "ServerSideEncryption"),
        ("InvalidRequest", "InvalidWriteOffset", "TooManyParts", "EncryptionTypeMismatch"),
        _put,
        on_object,
        needs=needing("s3:PutObject", on_object),
    ),
    Operation(
        "s3",
        "GetObject",
        "Fetch an object.",
        (BUCKET, _IF_MATCH, _IF_NONE_MATCH, KEY, _RANGE_PARAMETER, EXPECTED_OWNER, _CHECKSUM_MODE),
        ("Body", *_ABOUT),
        ("NoSuchKey", "InvalidObjectState"),
        _get,
        on_object,
        read_only=True,
        needs=needing("s3:GetObject", on_object, reads=True),
    ),
    Operation(
        "s3",
        "HeadObject",
        "Tell about an object without fetching it.",
        (BUCKET, _IF_MATCH, _IF_NONE_MATCH, KEY, _RANGE_PARAMETER, EXPECTED_OWNER, _CHECKSUM_MODE),
        _ABOUT,
        ("NoSuchKey",),
        _head,
        on_object,
        read_only=True,
        permission="s3:GetObject",
        needs=needing("s3:GetObject", on_object, reads=True),
    ),
    Operation(
        "s3",
        "DeleteObject",
        "Delete an object; that there is none of that key is no error.",
        (BUCKET, KEY, EXPECTED_OWNER),
        (),
        (),
        _delete,
        on_object,
        needs=needing("s3:DeleteObject", on_object),
    ),
)
