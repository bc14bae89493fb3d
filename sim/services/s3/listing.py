"""ListObjectsV2: the keys of a bucket in UTF-8 order, rolled up at a delimiter, page by page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import quote

from sim.account import Account, Bucket
from sim.clock import Timestamp
from sim.services.context import Context
from sim.services.declare import EVERYTHING, Operation, Parameter, Shape
from sim.services.s3.buckets import decoded_token, token
from sim.services.s3.shapes import (
    BUCKET,
    EXPECTED_OWNER,
    bucket_of,
    canonical_id,
    invalid_argument,
    needing,
    on_bucket,
)
from sim.world import World

LARGEST_PAGE = 1_000
"""Keys and common prefixes of a page; larger pages are cut to this without a word (S3 API, ListObjectsV2)."""


def _list(context: Context, parameters: Mapping[str, Any]) -> tuple[World, dict[str, Any]]:
    bucket = bucket_of(context, parameters)
    prefix, delimiter = parameters.get("Prefix", ""), parameters.get("Delimiter", "")
    size = parameters.get("MaxKeys", LARGEST_PAGE)
    if not 0 <= size < 2**31:
        raise invalid_argument("Argument max-keys must be an integer between 0 and 2147483647")
    if parameters.get("EncodingType") not in (None, "url"):
        raise invalid_argument("Invalid Encoding Method specified in Request")
    size = size if size == EVERYTHING else min(size, LARGEST_PAGE)
    after = decoded_token(parameters.get("ContinuationToken")) or parameters.get("StartAfter", "")
    keys: list[str] = []
    prefixes: list[str] = []
    last, truncated = "", False
    for name in _rolled_up(bucket, prefix, delimiter, after):
        if len(keys) + len(prefixes) >= size:
            truncated = size > 0
            break
        last = name
        (keys if name in bucket.objects and not _rolls(name, prefix, delimiter) else prefixes).append(name)
    spelled = _quoted if "EncodingType" in parameters else str
    owner = context.world.account if parameters.get("FetchOwner") else None
    result: dict[str, Any] = {"IsTruncated": truncated}
    if keys:
        result["Contents"] = [_document(bucket, key, spelled(key), owner) for key in keys]
    result |= {"Name": bucket.name, "Prefix": spelled(prefix)}
    if delimiter:
        result["Delimiter"] = spelled(delimiter)
    result["MaxKeys"] = size
    if prefixes:
        result["CommonPrefixes"] = [{"Prefix": spelled(name)} for name in prefixes]
    if "EncodingType" in parameters:
        result["EncodingType"] = "url"
    result["KeyCount"] = len(keys) + len(prefixes)
    if "ContinuationToken" in parameters:
        result["ContinuationToken"] = parameters["ContinuationToken"]
    if truncated:
        result["NextContinuationToken"] = token(last)
    if "StartAfter" in parameters:
        result["StartAfter"] = spelled(parameters["StartAfter"])
    return context.world, result


def _rolled_up(bucket: Bucket, prefix: str, delimiter: str, after: str) -> Iterator[str]:
    """Keys and common prefixes in order, from what follows `after`."""
    beyond, previous = _order(after), ""
    for key in sorted((key for key in bucket.objects if key.startswith(prefix)), key=_order):
        end = key.find(delimiter, len(prefix)) if delimiter else -1
        name = key if end < 0 else key[: end + len(delimiter)]
        if name != previous and _order(name) > beyond:
            yield name
        previous = name


def _rolls(name: str, prefix: str, delimiter: str) -> bool:
    return bool(delimiter) and delimiter in name[len(prefix) :]


def _order(name: str) -> bytes:
    return name.encode("utf-8", "surrogatepass")


def _quoted(name: str) -> str:
    return quote(name, safe="/*-._", errors="surrogatepass")


def _document(bucket: Bucket, key: str, spelled: str, owner: Account | None) -> dict[str, Any]:
    stored = bucket.objects[key]
    document: dict[str, Any] = {
        "Key": spelled,
        "LastModified": Timestamp(stored.last_modified),
        "ETag": f'"{stored.etag}"',
    }
    if stored.checksum is not None:
        document |= {"ChecksumAlgorithm": [stored.checksum[0]], "ChecksumType": "FULL_OBJECT"}
    document |= {"Size": len(stored.content), "StorageClass": "STANDARD"}
    return document | {"Owner": {"ID": canonical_id(owner)}} if owner else document


OPERATIONS = (
    Operation(
        "s3",
        "ListObjectsV2",
        "List the keys of a bucket.",
        (
            BUCKET,
            Parameter("Delimiter", Shape(), "What keys are rolled up at into common prefixes, such as /."),
            Parameter("EncodingType", Shape(), "url has keys percent-encoded."),
            Parameter("MaxKeys", Shape("integer"), "How many keys a page holds at most; 1,000 when left out."),
            Parameter("Prefix", Shape(), "Only keys that begin so."),
            Parameter("ContinuationToken", Shape(), "Where the next page begins, from the page before."),
            Parameter("FetchOwner", Shape("boolean"), "Tell the owner of each object."),
            Parameter("StartAfter", Shape(), "Only keys after this one."),
            EXPECTED_OWNER,
        ),
        (
            "IsTruncated",
            "Contents",
            "Name",
            "Prefix",
            "Delimiter",
            "MaxKeys",
            "CommonPrefixes",
            "EncodingType",
            "KeyCount",
            "ContinuationToken",
            "NextContinuationToken",
            "StartAfter",
        ),
        ("NoSuchBucket",),
        _list,
        on_bucket,
        pages="Contents",
        read_only=True,
        page_size="MaxKeys",
        permission="s3:ListBucket",
        needs=needing(
            "s3:ListBucket",
            on_bucket,
            {"Prefix": "s3:prefix", "Delimiter": "s3:delimiter", "MaxKeys": "s3:max-keys"},
        ),
    ),
)
