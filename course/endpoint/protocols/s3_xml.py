"""S3's XML: what a request says of a new bucket, and the results that stand in XML."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from course.endpoint.protocols.xml import scalar, text
from sim.clock import Timestamp, iso
from sim.errors import ServiceError

NAMESPACE = "http://s3.amazonaws.com/doc/2006-03-01/"


def bucket_configuration(body: bytes) -> dict[str, Any]:
    """What CreateBucket's body says. Raises ServiceError (MalformedXML)."""
    from xml.etree import ElementTree

    try:
        root = ElementTree.fromstring(body) if b"<!" not in body else None
    except (ElementTree.ParseError, ValueError):
        root = None
    if root is None or root.tag.rpartition("}")[2] != "CreateBucketConfiguration":
        raise ServiceError(
            "MalformedXML",
            400,
            "The XML you provided was not well-formed or did not validate against our published schema",
            cause="invalid-parameter",
        )
    return {child.tag.rpartition("}")[2]: child.text or "" for child in root if child.text}


def _buckets(data: Mapping[str, Any]) -> str:
    buckets = "".join(f"<Bucket>{_members(bucket)}</Bucket>" for bucket in data["Buckets"])
    rest = {name: data[name] for name in ("ContinuationToken", "Prefix") if name in data}
    return (
        f'<ListAllMyBucketsResult xmlns="{NAMESPACE}"><Owner>{_members(data["Owner"])}</Owner>'
        f"<Buckets>{buckets}</Buckets>{_members(rest)}</ListAllMyBucketsResult>"
    )


def _objects(data: Mapping[str, Any]) -> str:
    return f'<ListBucketResult xmlns="{NAMESPACE}">{_members(data)}</ListBucketResult>'


def _location(data: Mapping[str, Any]) -> str:
    return f'<LocationConstraint xmlns="{NAMESPACE}">{text(data["LocationConstraint"] or "")}</LocationConstraint>'


WRITERS: Mapping[str, Callable[[Mapping[str, Any]], str]] = {
    "ListBuckets": _buckets,
    "ListObjects": _objects,
    "ListObjectsV2": _objects,
    "GetBucketLocation": _location,
}
"""The operations whose results stand in XML."""


def _members(data: Mapping[str, Any]) -> str:
    """Members as elements; a list is an element for each of its items."""
    written = []
    for name, value in data.items():
        for item in value if isinstance(value, (list, tuple)) else (value,):
            if isinstance(item, Mapping):
                inner = _members(item)
            elif isinstance(item, Timestamp):
                inner = iso(item).replace("Z", ".000Z")
            else:
                inner = scalar(item)
            written.append(f"<{name}>{inner}</{name}>")
    return "".join(written)
