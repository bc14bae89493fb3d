"""The checksums that S3 keeps with an object and holds an upload against.

Source: Amazon S3 User Guide, "Checking object integrity": the value is the base64 of the checksum's bytes, the
highest first.
"""

from __future__ import annotations

import base64
import hashlib
import zlib
from collections.abc import Callable, Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from sim.errors import ServiceError

DEFAULT = "CRC64NVME"
"""What S3 works out itself where the client sends none."""

_CRC32C, _CRC64NVME = 0x82F63B78, 0x9A6C9329AC4BC9B5
"""The polynomials, their bits reversed."""


def _crc(polynomial: int, bits: int) -> Callable[[bytes], bytes]:
    def checksum(content: bytes) -> bytes:
        table, ones = _table(polynomial), (1 << bits) - 1
        value = ones
        for byte in content:
            value = table[(value ^ byte) & 0xFF] ^ (value >> 8)
        return (value ^ ones).to_bytes(bits // 8, "big")

    return checksum


@lru_cache(maxsize=2)
def _table(polynomial: int) -> tuple[int, ...]:
    rows = []
    for value in range(256):
        for _ in range(8):
            value = value >> 1 ^ (polynomial if value & 1 else 0)
        rows.append(value)
    return tuple(rows)


ALGORITHMS: Mapping[str, Callable[[bytes], bytes]] = MappingProxyType(
    {
        "CRC32": lambda content: zlib.crc32(content).to_bytes(4, "big"),
        "CRC32C": _crc(_CRC32C, 32),
        "CRC64NVME": _crc(_CRC64NVME, 64),
        "SHA1": lambda content: hashlib.sha1(content, usedforsecurity=False).digest(),
        "SHA256": lambda content: hashlib.sha256(content).digest(),
    }
)
"""The algorithms by S3's names."""


def checksum(algorithm: str, content: bytes) -> str:
    """The checksum of `content` in base64."""
    return base64.b64encode(ALGORITHMS[algorithm](content)).decode()


def etag(content: bytes) -> str:
    """The MD5 of `content` in hexadecimal: the ETag of an object stored in one piece."""
    return hashlib.md5(content, usedforsecurity=False).hexdigest()


def verified(content: bytes, parameters: Mapping[str, Any]) -> tuple[str, str]:
    """The checksum to keep with an upload: the one it came with, which must be right.

    Raises ServiceError (InvalidDigest, BadDigest, InvalidRequest) otherwise.
    """
    md5 = parameters.get("ContentMD5")
    if md5 is not None:
        if len(_decoded(md5)) != 16:
            raise ServiceError("InvalidDigest", 400, "The Content-MD5 you specified was invalid.", cause="bad-digest")
        if _decoded(md5).hex() != etag(content):
            raise _bad_digest("The Content-MD5 you specified did not match what we received.")
    given = [name for name in ALGORITHMS if f"Checksum{name}" in parameters]
    if len(given) > 1:
        raise _invalid_request("Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed.")
    if not given:
        algorithm = parameters.get("ChecksumAlgorithm", DEFAULT)
        if algorithm not in ALGORITHMS:
            raise _invalid_request("Checksum algorithm provided is unsupported.")
        return algorithm, checksum(algorithm, content)
    value = checksum(given[0], content)
    if len(_decoded(parameters[f"Checksum{given[0]}"])) != len(_decoded(value)):
        raise _invalid_request(f"Value for x-amz-checksum-{given[0].lower()} header is invalid.")
    if parameters[f"Checksum{given[0]}"] != value:
        raise _bad_digest(f"The {given[0]} you specified did not match the calculated checksum.")
    return given[0], value


def _decoded(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except ValueError:
        return b""


def _bad_digest(message: str) -> ServiceError:
    return ServiceError("BadDigest", 400, message, cause="bad-digest")


def _invalid_request(message: str) -> ServiceError:
    return ServiceError("InvalidRequest", 400, message, cause="invalid-parameter")
