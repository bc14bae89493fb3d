"""AWS Signature Version 4, checked.

The algorithm is the published one: IAM User Guide, "Create a signed AWS API request"; for Amazon S3 "Authenticating
Requests (AWS Signature Version 4)". The order of the checks and their words are as services are seen to answer;
"Troubleshoot signed requests for AWS APIs" gives some of them. A request's age is judged on the host's clock, which
the client and the door share; credentials are judged on service time, by the operation's own `authenticate`.
"""

from __future__ import annotations

import hashlib
import hmac
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import lru_cache
from typing import NamedTuple

from course.endpoint.canonical import canonical_request, query_pairs
from course.endpoint.protocols import Request
from sim.errors import ServiceError

ALGORITHM = "AWS4-HMAC-SHA256"

TOLERANCE = 15 * 60
"""Seconds that a request's date may lie from the host's time, either way."""

LONGEST_PRESIGNED = 7 * 24 * 3_600
"""Seconds that a presigned request may be good for."""

_DATE = re.compile(r"\d{8}T\d{6}Z", re.ASCII)

_AGAIN = (
    "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key "
    "and signing method. Consult the service documentation for details."
)


class Signature(NamedTuple):
    """What a request says of its own signature. `expires` (seconds) is set for a presigned request."""

    access_key_id: str
    day: str
    region: str
    service: str
    terminator: str
    signed_headers: str
    signature: str
    date: str
    session_token: str | None = None
    expires: int | None = None

    @property
    def scope(self) -> str:
        """The credential scope: date, region, service and terminator."""
        return f"{self.day}/{self.region}/{self.service}/{self.terminator}"


def read(request: Request) -> Signature:
    """The signature that a request carries, in its Authorization header or in its query.

    Raises ServiceError: MissingAuthenticationToken where there is none, IncompleteSignature for a part of one.
    """
    header = request.headers.get("authorization")
    if header is not None:
        return _from_header(header, request.headers)
    if "X-Amz-" in request.query and "X-Amz-Algorithm=" in request.query:
        return _from_query(request.query)
    raise ServiceError("MissingAuthenticationToken", 403, "Request is missing Authentication Token")


_USUAL = re.compile(
    rf"{ALGORITHM} Credential=([^/,\s]+)/(\d{{8}})/([^/,\s]+)/([^/,\s]+)/([^/,\s]+), ?"
    r"SignedHeaders=((?:[^,\s]+;)?host(?:;[^,\s]+)?), ?Signature=([0-9a-f]+)",
    re.ASCII,
)


def _from_header(header: str, headers: Mapping[str, str]) -> Signature:
    usual, dated = _USUAL.fullmatch(header), headers.get("x-amz-date", "")
    if usual is not None and _DATE.fullmatch(dated):
        key_id, day, region, service, terminator, signed, signature = usual.groups()
        token = headers.get("x-amz-security-token")
        return Signature(key_id, day, region, service, terminator, signed, signature, dated, token)
    algorithm, _, rest = header.partition(" ")
    if not algorithm.startswith("AWS4-"):
        raise ServiceError("MissingAuthenticationToken", 403, "Request is missing Authentication Token")
    parts: dict[str, str] = {}
    for piece in rest.split(","):
        piece = piece.strip()
        name, equals, value = piece.partition("=")
        if not equals and piece:
            raise _incomplete(
                f"'{piece}' not a valid key=value pair (missing equal-sign) in Authorization header: '{header}'."
            )
        parts[name] = value
    missing = [
        f"Authorization header requires '{name}' parameter."
        for name in ("Credential", "Signature", "SignedHeaders")
        if not parts.get(name)
    ]
    date = headers.get("x-amz-date") or headers.get("date")
    if not date:
        missing.append("Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header.")
    if missing or not date:
        raise _incomplete(f"{' '.join(missing)} Authorization={header}")
    return _signature(
        algorithm,
        parts["Credential"],
        parts["SignedHeaders"],
        parts["Signature"],
        date,
        headers.get("x-amz-security-token"),
        None,
    )


def _from_query(query: str) -> Signature:
    given = dict(_pairs(query))
    missing = [
        f"AWS query-string parameters must include '{name}'."
        for name in ("X-Amz-Credential", "X-Amz-Signature", "X-Amz-SignedHeaders", "X-Amz-Date")
        if not given.get(name)
    ]
    if missing:
        raise _incomplete(f"{' '.join(missing)} Re-examine the query-string parameters.")
    expires = given.get("X-Amz-Expires", str(TOLERANCE))
    if not (expires.isascii() and expires.isdigit() and len(expires) < 8 and 0 < int(expires) <= LONGEST_PRESIGNED):
        raise _incomplete(f"X-Amz-Expires must be between 1 and {LONGEST_PRESIGNED}, got '{expires}'.")
    return _signature(
        given["X-Amz-Algorithm"],
        given["X-Amz-Credential"],
        given["X-Amz-SignedHeaders"],
        given["X-Amz-Signature"],
        given["X-Amz-Date"],
        given.get("X-Amz-Security-Token"),
        int(expires),
    )


def _signature(
    algorithm: str, credential: str, signed: str, signature: str, date: str, token: str | None, expires: int | None
) -> Signature:
    if not _DATE.fullmatch(date):
        raise _incomplete(
            f"Date must be in ISO-8601 'basic format'. Got '{date}'. See http://en.wikipedia.org/wiki/ISO_8601"
        )
    if "host" not in signed.split(";"):
        raise _mismatch("'Host' must be a 'SignedHeader' in the AWS Authorization.")
    if algorithm != ALGORITHM:
        raise _incomplete(f"Unsupported AWS 'algorithm': '{algorithm}' (only {ALGORITHM} for now). ")
    elements = credential.split("/")
    if len(elements) != 5 or not all(elements):
        raise _incomplete(
            "Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term, "
            f"got '{credential}'"
        )
    key_id, day, region, service, terminator = elements
    return Signature(key_id, day, region, service, terminator, signed, signature, date, token, expires)


def check_scope(signature: Signature) -> None:
    """Raise ServiceError (SignatureDoesNotMatch, 403) where the credential scope is none for its request."""
    problems = []
    if signature.terminator != "aws4_request":
        problems.append(
            f"Credential should be scoped with a valid terminator: 'aws4_request', not '{signature.terminator}'."
        )
    if signature.day != signature.date[:8]:
        problems.append(
            "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: "
            f"'{signature.day}' != '{signature.date[:8]}', from '{signature.date}'."
        )
    if problems:
        raise _mismatch(" ".join(problems))


def check_age(signature: Signature, now: float) -> None:
    """Raise ServiceError (403) where the request is too old or not yet due at host time `now` (seconds).

    A presigned request past its X-Amz-Expires is RequestExpired (400), the others are SignatureDoesNotMatch.
    """
    made = _seconds(signature.date)
    if signature.expires is not None and now > made + signature.expires:
        raise ServiceError("RequestExpired", 400, "Request has expired.")
    if signature.expires is None and now > made + TOLERANCE:
        raise _mismatch(
            f"Signature expired: {signature.date} is now earlier than {_basic(now - TOLERANCE)} "
            f"({_basic(now)} - {TOLERANCE // 60} min.)"
        )
    if made > now + TOLERANCE:
        raise _mismatch(
            f"Signature not yet current: {signature.date} is still later than {_basic(now + TOLERANCE)} "
            f"({_basic(now)} + {TOLERANCE // 60} min.)"
        )


def check(request: Request, signature: Signature, secret_access_key: str) -> None:
    """Raise ServiceError (SignatureDoesNotMatch, 403) unless `secret_access_key` made the request's signature."""
    headers, is_s3, presigned = signature.signed_headers, signature.service == "s3", signature.expires is not None
    try:
        canonical = canonical_request(request, headers, is_s3=is_s3, presigned=presigned)
    except KeyError:
        raise _mismatch(_AGAIN) from None
    digest = hashlib.sha256(canonical.encode("latin-1")).hexdigest()
    to_sign = f"{ALGORITHM}\n{signature.date}\n{signature.scope}\n{digest}"
    key = signing_key(secret_access_key, signature.day, signature.region, signature.service)
    ours = hmac.digest(key, to_sign.encode("latin-1"), "sha256").hex()
    if not hmac.compare_digest(ours.encode(), signature.signature.encode("latin-1")):
        raise _mismatch(_AGAIN)


@lru_cache(maxsize=512)
def signing_key(secret_access_key: str, day: str, region: str, service: str) -> bytes:
    """The key that requests of a day, region and service are signed with."""
    key = f"AWS4{secret_access_key}".encode()
    for part in (day, region, service, "aws4_request"):
        key = hmac.digest(key, part.encode("latin-1"), "sha256")
    return key


def _pairs(query: str) -> list[tuple[str, str]]:
    return [(name.decode("latin-1"), value.decode("latin-1")) for name, value in query_pairs(query)]


@lru_cache(maxsize=64)
def _seconds(date: str) -> float:
    try:
        return datetime.strptime(date, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC).timestamp()
    except ValueError:
        raise _incomplete(
            f"Date must be in ISO-8601 'basic format'. Got '{date}'. See http://en.wikipedia.org/wiki/ISO_8601"
        ) from None


def _basic(seconds: float) -> str:
    return datetime.fromtimestamp(int(seconds), UTC).strftime("%Y%m%dT%H%M%SZ")


def _incomplete(message: str) -> ServiceError:
    return ServiceError("IncompleteSignature", 400, message)


def _mismatch(message: str) -> ServiceError:
    return ServiceError("SignatureDoesNotMatch", 403, message, cause="signature")
