"""The canonical request of AWS Signature Version 4: what a client signs.

As published: IAM User Guide, "Create a signed AWS API request"; for Amazon S3 "Authenticating Requests (AWS Signature
Version 4)".
"""

from __future__ import annotations

import hashlib
import re
from urllib.parse import quote, unquote_to_bytes

from course.endpoint.protocols import Request
from sim.errors import ServiceError

UNSIGNED_PAYLOAD = "UNSIGNED-PAYLOAD"

_HASH = re.compile(r"[0-9a-f]{64}", re.ASCII)
_BLANKS = re.compile(r" +")
_EMPTY_HASH = hashlib.sha256(b"").hexdigest()


def canonical_request(request: Request, signed_headers: str, *, is_s3: bool, presigned: bool) -> str:
    """The canonical request, as the published algorithm builds it.

    Raises KeyError where a header is signed that was not sent, ServiceError (XAmzContentSHA256Mismatch) where S3 is
    told another hash than the body's.
    """
    headers = request.headers
    lines = []
    for name in signed_headers.split(";"):
        value = headers[name].strip()
        lines.append(f"{name}:{_BLANKS.sub(' ', value) if '  ' in value else value}\n")
    path = request.path if request.path == "/" else _canonical_path(request.path, encoded_once=is_s3)
    query = _canonical_query(request.query) if request.query else ""
    hashed = _payload_hash(request, is_s3=is_s3, presigned=presigned)
    return f"{request.method}\n{path}\n{query}\n{''.join(lines)}\n{signed_headers}\n{hashed}"


def _payload_hash(request: Request, *, is_s3: bool, presigned: bool) -> str:
    claimed = request.headers.get("x-amz-content-sha256")
    if is_s3:
        if claimed is None:
            return UNSIGNED_PAYLOAD if presigned else _hash(request.body)
        if _HASH.fullmatch(claimed) and claimed != _hash(request.body):
            raise ServiceError(
                "XAmzContentSHA256Mismatch",
                400,
                "The provided 'x-amz-content-sha256' header does not match what was computed.",
            )
        return claimed
    return _hash(request.body)


def _hash(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest() if body else _EMPTY_HASH


def _canonical_path(path: str, *, encoded_once: bool) -> str:
    """The path with each segment encoded once more; for S3 as it is, encoded once and not normalized."""
    if encoded_once:
        return quote(unquote_to_bytes(path.encode("latin-1")), safe="/-_.~")
    segments: list[str] = []
    for segment in path.split("/"):
        if segment == "..":
            del segments[-1:]
        elif segment not in ("", "."):
            segments.append(segment)
    normal = "/" + "/".join(segments) + ("/" if segments and path.endswith("/") else "")
    return quote(normal.encode("latin-1"), safe="/-_.~")


def _canonical_query(query: str) -> str:
    pairs = [(quote(name, safe="-_.~"), quote(value, safe="-_.~")) for name, value in query_pairs(query)]
    return "&".join(f"{name}={value}" for name, value in sorted(pairs) if name != "X-Amz-Signature")


def query_pairs(query: str) -> list[tuple[bytes, bytes]]:
    """The names and values of a query, decoded."""
    pairs = []
    for piece in query.encode("latin-1").split(b"&"):
        if piece:
            name, _, value = piece.partition(b"=")
            pairs.append((unquote_to_bytes(name), unquote_to_bytes(value)))
    return pairs
