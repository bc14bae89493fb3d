"""Bodies in aws-chunked encoding, as SDKs send them to S3 when the checksum follows the content.

Source: Amazon S3 API Reference, "Signature calculations for the Authorization header: transferring payload in multiple
chunks", and "… including trailing headers". The signatures of single chunks are not checked; the length and the
checksum are.
"""

from __future__ import annotations

from collections.abc import Mapping

from sim.errors import ServiceError

MOST_CHUNKS = 10_000


def is_chunked(headers: Mapping[str, str]) -> bool:
    """Whether a request's body is in this encoding."""
    return headers.get("x-amz-content-sha256", "").startswith("STREAMING-") or "aws-chunked" in headers.get(
        "content-encoding", ""
    )


def decoded(body: bytes, headers: Mapping[str, str]) -> tuple[bytes, dict[str, str]]:
    """The content of an encoded body, and the headers that follow it (names in lower case).

    Raises ServiceError (IncompleteBody, 400) for one that ends early or is no such body.
    """
    parts: list[bytes] = []
    at = 0
    for _ in range(MOST_CHUNKS):
        end = body.find(b"\r\n", at, at + 200)
        size = _size(body[at:end].partition(b";")[0]) if end >= 0 else None
        if size is None or end + 2 + size > len(body):
            raise _incomplete()
        at = end + 2
        if size == 0:
            break
        parts.append(body[at : at + size])
        at += size
        if body[at : at + 2] != b"\r\n":
            raise _incomplete()
        at += 2
    else:
        raise _incomplete()
    content = b"".join(parts)
    length = headers.get("x-amz-decoded-content-length", str(len(content)))
    if length != str(len(content)):
        raise _incomplete()
    return content, _trailers(body[at:])


def _size(text: bytes) -> int | None:
    if not 0 < len(text) <= 8 or text.strip(b"0123456789abcdefABCDEF"):
        return None
    return int(text, 16)


def _trailers(rest: bytes) -> dict[str, str]:
    found: dict[str, str] = {}
    for line in rest.decode("latin-1").replace("\r\n", "\n").split("\n")[:20]:
        name, colon, value = line.partition(":")
        if colon:
            found[name.strip().lower()] = value.strip()
    return found


def _incomplete() -> ServiceError:
    return ServiceError(
        "IncompleteBody",
        400,
        "The request body terminated unexpectedly",
        cause="invalid-parameter",
    )
