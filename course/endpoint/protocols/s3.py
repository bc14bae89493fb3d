"""S3's protocol: REST with XML, buckets and keys in the path, parameters in the query and in headers.

Sources: S3's service model in botocore (methods, paths, names of headers), the S3 API Reference ("Common request
headers", "Error responses", "Virtual hosting of buckets").
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from email.utils import formatdate
from functools import cache
from typing import Any
from urllib.parse import parse_qsl, unquote_to_bytes

from course.endpoint.protocols import Request, Response
from course.endpoint.protocols.chunked import decoded, is_chunked
from course.endpoint.protocols.s3_xml import WRITERS, bucket_configuration
from course.endpoint.protocols.xml import DECLARATION, text
from sim.clock import Timestamp
from sim.errors import ServiceError
from sim.services import OPERATIONS
from sim.services.declare import Operation
from sim.services.dialect import in_dialect
from sim.services.s3.objects import LARGEST_OBJECT

LARGEST_BODY = LARGEST_OBJECT + 100_000
"""Bytes of a request: the largest object, and what its encoding adds."""

QUERY: Mapping[str, str] = {
    "BucketRegion": "bucket-region",
    "ContinuationToken": "continuation-token",
    "Delimiter": "delimiter",
    "EncodingType": "encoding-type",
    "FetchOwner": "fetch-owner",
    "Marker": "marker",
    "MaxBuckets": "max-buckets",
    "MaxKeys": "max-keys",
    "Prefix": "prefix",
    "StartAfter": "start-after",
}
"""Parameters that stand in the query."""

HEADERS: Mapping[str, str] = {
    "AcceptRanges": "accept-ranges",
    "AccessPointAlias": "x-amz-access-point-alias",
    "BucketArn": "x-amz-bucket-arn",
    "CacheControl": "cache-control",
    "ChecksumAlgorithm": "x-amz-sdk-checksum-algorithm",
    "ChecksumCRC32": "x-amz-checksum-crc32",
    "ChecksumCRC32C": "x-amz-checksum-crc32c",
    "ChecksumCRC64NVME": "x-amz-checksum-crc64nvme",
    "ChecksumMode": "x-amz-checksum-mode",
    "ChecksumSHA1": "x-amz-checksum-sha1",
    "ChecksumSHA256": "x-amz-checksum-sha256",
    "ChecksumType": "x-amz-checksum-type",
    "ContentDisposition": "content-disposition",
    "ContentEncoding": "content-encoding",
    "ContentLanguage": "content-language",
    "ContentLength": "content-length",
    "ContentMD5": "content-md5",
    "ContentRange": "content-range",
    "ContentType": "content-type",
    "ETag": "etag",
    "ExpectedBucketOwner": "x-amz-expected-bucket-owner",
    "IfMatch": "if-match",
    "IfNoneMatch": "if-none-match",
    "LastModified": "last-modified",
    "Location": "location",
    "Range": "range",
    "ServerSideEncryption": "x-amz-server-side-encryption",
}
"""Parameters and results that stand in headers; a bucket's region does so in the answer to HeadBucket alone."""

META = "x-amz-meta-"

_ON_SERVICE = {"GET": "ListBuckets"}
_ON_BUCKET = {"PUT": "CreateBucket", "DELETE": "DeleteBucket", "HEAD": "HeadBucket"}
_ON_OBJECT = {"GET": "GetObject", "PUT": "PutObject", "DELETE": "DeleteObject", "HEAD": "HeadObject"}

_PLAIN = frozenset({"x-id", "list-type", "location", *QUERY.values()})
"""Names in a query that say nothing of another operation, beside X-Amz-… and response-…."""

_TOO_LARGE = "Your proposed upload exceeds the maximum allowed size"
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")


class S3:
    """S3's protocol."""

    def __init__(self, service: str) -> None:
        self.largest_body, self._service = LARGEST_BODY, service

    def read(self, request: Request) -> tuple[Operation, dict[str, Any]]:
        """The operation that the method, the path and the query name, and its parameters.

        Raises ServiceError: InvalidAction for what there is not here, InvalidURI, InvalidArgument, MalformedXML,
        IncompleteBody.
        """
        bucket, key = _place(request)
        query = _query(request.query)
        operation = _operation(request, bucket, key, query)
        headers, body = request.headers, request.body
        if operation.name == "PutObject" and is_chunked(headers):
            body, trailers = decoded(body, headers)
            headers = {**headers, **trailers}
        found: dict[str, Any] = {}
        for parameter in operation.parameters:
            name, kind = parameter.name, parameter.shape.kind
            if name in QUERY:
                value = query.get(QUERY[name])
            elif name in HEADERS:
                value = headers.get(HEADERS[name])
            else:
                continue
            if value is not None:
                found[name] = _typed(name, kind, value)
        if bucket:
            found["Bucket"] = bucket
        if key:
            found["Key"] = key
        if operation.name == "CreateBucket" and body:
            found["CreateBucketConfiguration"] = bucket_configuration(body)
        if operation.name == "PutObject":
            found |= _content(headers, body, found.pop("ContentEncoding", ""))
        return operation, found

    def write(self, request: Request, operation: Operation, data: Mapping[str, Any], request_id: str) -> Response:
        """The result, in XML or in headers."""
        headers = [*_ids(request_id)]
        name = operation.name
        if name in WRITERS:
            body = WRITERS[name](data)
            headers.append(("content-type", "application/xml"))
            return Response(200, (DECLARATION + body).encode("utf-8", "replace"), tuple(headers))
        body = data.get("Body", b"")
        for member, value in data.items():
            if member == "BucketRegion":
                headers.append(("x-amz-bucket-region", value))
            elif member == "Metadata":
                headers += [(META + key, _header(item)) for key, item in value.items()]
            elif member == "ContentLength" and name != "HeadObject":
                continue
            elif member in HEADERS and value is not None:
                headers.append((HEADERS[member], _header(value)))
        if name in ("DeleteObject", "DeleteBucket"):
            return Response(204, b"", tuple(headers))
        return Response(206 if "ContentRange" in data else 200, body, tuple(headers))

    def refuse(self, request: Request, error: ServiceError, request_id: str) -> Response:
        """The refusal; the answer to a HEAD request, and 304, have no body."""
        said = _said(self._service, request, error)
        headers = _ids(request_id)
        if request.method == "HEAD" or said.status == 304:
            return Response(said.status, b"", headers)
        bucket, _, key = request.path.lstrip("/").partition("/")
        about = {"NoSuchBucket": ("BucketName", bucket), "NoSuchKey": ("Key", key)}.get(said.code)
        named = f"<{about[0]}>{text(about[1])}</{about[0]}>" if about else ""
        body = (
            f"{DECLARATION}<Error><Code>{text(said.code)}</Code><Message>{text(said.message)}</Message>{named}"
            f"<Resource>{text(request.path)}</Resource><RequestId>{request_id}</RequestId>"
            f"<HostId>{request_id}</HostId></Error>"
        )
        return Response(said.status, body.encode("utf-8", "replace"), (*headers, ("content-type", "application/xml")))


@cache
def protocol(service: str) -> S3:
    """S3's protocol."""
    return S3(service)


def _said(service: str, request: Request, error: ServiceError) -> ServiceError:
    """A refusal of the door in S3's words; the account's own are in them already."""
    if error.code == "MissingAuthenticationToken" and (
        "AWSAccessKeyId=" in request.query or "authorization" in request.headers
    ):
        words = "The authorization mechanism you have provided is not supported. Please use AWS4-HMAC-SHA256."
        return ServiceError("InvalidRequest", 400, words)
    if error.code == "InvalidAction":
        return ServiceError("MethodNotAllowed", 405, "The specified method is not allowed against this resource.")
    if error.code == "RequestEntityTooLarge":
        return ServiceError("EntityTooLarge", 400, _TOO_LARGE)
    return in_dialect(service, error)


def _place(request: Request) -> tuple[str, str]:
    """The bucket and the key that a request names, in its path or, as BUCKET.localhost, in its host."""
    try:
        path = unquote_to_bytes(request.path).decode()
    except UnicodeDecodeError:
        raise ServiceError("InvalidURI", 400, "Couldn't parse the specified URI.") from None
    host = request.headers.get("host", "").partition(":")[0].lower()
    if host.endswith(".localhost"):
        path = f"/{host.removesuffix('.localhost')}{path}"
    bucket, _, key = path.removeprefix("/").partition("/")
    return bucket, key


def _query(query: str) -> dict[str, str]:
    try:
        pairs = parse_qsl(query, keep_blank_values=True, max_num_fields=100, errors="strict")
    except (ValueError, UnicodeDecodeError):
        raise ServiceError("InvalidURI", 400, "Couldn't parse the specified URI.") from None
    return dict(pairs)


def _operation(request: Request, bucket: str, key: str, query: Mapping[str, str]) -> Operation:
    others = [name for name in query if name not in _PLAIN and not name.startswith(("X-Amz-", "response-"))]
    name: str | None
    if not bucket:
        name = _ON_SERVICE.get(request.method)
    elif key:
        name = _ON_OBJECT.get(request.method)
    elif request.method == "GET":
        listing = {None: "ListObjects", "2": "ListObjectsV2"}.get(query.get("list-type"))
        name = "GetBucketLocation" if "location" in query else listing
    else:
        name = _ON_BUCKET.get(request.method)
    if name is None or others or "x-amz-copy-source" in request.headers:
        shown = f"{request.method} {request.path[:128]}{'?' if others else ''}{'&'.join(others)[:128]}"
        raise ServiceError("InvalidAction", 405, shown)
    return OPERATIONS["s3", name]


def _typed(name: str, kind: str, value: str) -> Any:
    if kind == "integer":
        if not re.fullmatch(r"-?[0-9]{1,10}", value):
            words = f"Provided {QUERY.get(name, name)} not an integer or within integer range"
            raise ServiceError("InvalidArgument", 400, words, cause="invalid-parameter")
        return int(value)
    return value == "true" if kind == "boolean" else value


def _content(headers: Mapping[str, str], body: bytes, encoding: str) -> dict[str, Any]:
    """What PutObject stores: the content, its metadata, and its own encoding."""
    if len(body) > LARGEST_OBJECT:
        raise ServiceError("EntityTooLarge", 400, _TOO_LARGE, cause="too-large")
    found: dict[str, Any] = {"Body": body}
    kept = [each.strip() for each in encoding.split(",") if each.strip() not in ("", "aws-chunked")]
    if kept:
        found["ContentEncoding"] = ",".join(kept)
    metadata = {name.removeprefix(META): value for name, value in headers.items() if name.startswith(META)}
    return found | {"Metadata": metadata} if metadata else found


def _header(value: Any) -> str:
    """A value as a header carries it; what a header cannot hold becomes a question mark or a blank."""
    if isinstance(value, Timestamp):
        return formatdate(value // 1_000, usegmt=True)
    if isinstance(value, bool):
        return str(value).lower()
    return _CONTROL.sub(" ", str(value)).encode("latin-1", "replace").decode("latin-1")


def _ids(request_id: str) -> tuple[tuple[str, str], ...]:
    return ("x-amz-request-id", request_id), ("x-amz-id-2", request_id)
