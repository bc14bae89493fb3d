"""ListObjectsV2 and ListObjects: the keys of a bucket in UTF-8 order, rolled up at a delimiter, page by page.

ListObjects is the older of the two; boto3's resources and many programs still use it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
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
    after = decoded_token(parameters.get("ContinuationToken")) or parameters.get("StartAfter", "")
    result, last = _page(context, parameters, after, tells_owner=bool(parameters.get("FetchOwner")))
    result["KeyCount"] = len(result.get("Contents", ())) + len(result.get("CommonPrefixes", ()))
    if "ContinuationToken" in parameters:
        result["ContinuationToken"] = parameters["ContinuationToken"]
    if result["IsTruncated"]:
        result["NextContinuationToken"] = token(last)
    if "StartAfter" in parameters:
        result["StartAfter"] = _speller(parameters)(parameters["StartAfter"])
    return context.world, result


def _list_by_marker(context: Context, parameters: Mapping[str, Any]) -> tuple[World, dict[str, Any]]:
    """Only with a delimiter is the next marker told; without, it is the last key (S3 API, ListObjects)."""
    marker, spelled = parameters.get("Marker", ""), _speller(parameters)
    result, last = _page(context, parameters, marker, tells_owner=True)
    result["Marker"] = spelled(marker)
    if result["IsTruncated"] and parameters.get("Delimiter"):
        result["NextMarker"] = spelled(last)
    return context.world, result


def _page(
    context: Context, parameters: Mapping[str, Any], after: str, *, tells_owner: bool
) -> tuple[dict[str, Any], str]:
    """What both answer of the page that begins after `after`, and what the page ends with."""
    bucket = bucket_of(context, parameters)
    prefix, delimiter = parameters.get("Prefix", ""), parameters.get("Delimiter", "")
    size = parameters.get("MaxKeys", LARGEST_PAGE)
    if not 0 <= size < 2**31:
        raise invalid_argument("Argument max-keys must be an integer between 0 and 2147483647")
    if parameters.get("EncodingType") not in (None, "url"):
        raise invalid_argument("Invalid Encoding Method specified in Request")
    size = size if size == EVERYTHING else min(size, LARGEST_PAGE)
    keys: list[str] = []
    prefixes: list[str] = []
    last, truncated = "", False
    for name in _rolled_up(bucket, prefix, delimiter, after):
        if len(keys) + len(prefixes) >= size:
            truncated = size > 0
            break
        last = name
        (keys if name in bucket.objects and not _rolls(name, prefix, delimiter) else prefixes).append(name)
    spelled = _speller(parameters)
    owner = context.world.account if tells_owner else None
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
    return result, last


def _speller(parameters: Mapping[str, Any]) -> Callable[[str], str]:
    return _quoted if "EncodingType" in parameters else str


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


_DELIMITER = Parameter("Delimiter", Shape(), "What keys are rolled up at into common prefixes, such as /.")
_ENCODING_TYPE = Parameter("EncodingType", Shape(), "url has keys percent-encoded.")
_MAX_KEYS = Parameter("MaxKeys", Shape("integer"), "How many keys a page holds at most; 1,000 when left out.")
_PREFIX = Parameter("Prefix", Shape(), "Only keys that begin so.")
_NEEDS = needing(
    "s3:ListBucket", on_bucket, {"Prefix": "s3:prefix", "Delimiter": "s3:delimiter", "MaxKeys": "s3:max-keys"}
)

OPERATIONS = (
    Operation(
        "s3",
        "ListObjectsV2",
        "List the keys of a bucket.",
        (
            BUCKET,
            _DELIMITER,
            _ENCODING_TYPE,
            _MAX_KEYS,
            _PREFIX,
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
        needs=_NEEDS,
    ),
    Operation(
        "s3",
        "ListObjects",
        "List the keys of a bucket, as programs did before ListObjectsV2.",
        (
            BUCKET,
            _DELIMITER,
            _ENCODING_TYPE,
            Parameter("Marker", Shape(), "Only keys after this one."),
            _MAX_KEYS,
            _PREFIX,
            EXPECTED_OWNER,
        ),
        (
            "IsTruncated",
            "Marker",
            "NextMarker",
            "Contents",
            "Name",
            "Prefix",
            "Delimiter",
            "MaxKeys",
            "CommonPrefixes",
            "EncodingType",
        ),
        ("NoSuchBucket",),
        _list_by_marker,
        on_bucket,
        pages="Contents",
        read_only=True,
        page_size="MaxKeys",
        permission="s3:ListBucket",
        needs=_NEEDS,
    ),
)
