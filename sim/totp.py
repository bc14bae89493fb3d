"""Codes: HOTP (RFC 4226) and TOTP (RFC 6238), in general; AWS's choice is SHA-1, six digits and 30 seconds."""

from __future__ import annotations

import base64
import binascii
import hmac
import struct
from functools import lru_cache

TIME_STEP = 30_000
"""RFC 6238's X for AWS, in milliseconds."""

WORD = struct.Struct(">I").unpack_from
"""Reads the 31 bits of a truncated HMAC (RFC 4226 section 5.3) and the sign above them."""


def time_step(time: int) -> int:
    """RFC 6238's T: the number of the 30-second step that `time` (milliseconds) falls in."""
    return time // TIME_STEP


def hotp(key: bytes, counter: int, digits: int = 6, algorithm: str = "sha1") -> str:
    """RFC 4226 section 5.3: the HOTP value of `counter`, as `digits` ASCII digits with leading zeros."""
    mac = hmac.digest(key, counter.to_bytes(8, "big"), algorithm)
    at = mac[-1] & 15
    return f"{(int.from_bytes(mac[at : at + 4], 'big') & 0x7FFFFFFF) % 10**digits:0{digits}d}"


def truncated(seed: bytes, step: int) -> int:
    """The six-digit SHA-1 code of `step` as an integer: what the search over a window compares."""
    mac = hmac.digest(seed, step.to_bytes(8, "big"), "sha1")
    return int(WORD(mac, mac[19] & 15)[0] & 0x7FFFFFFF) % 1_000_000


@lru_cache(maxsize=4096)
def seed_bytes(secret: str) -> bytes:
    """The key of a base32 secret, as people copy it: lower case, blanks, dashes and absent padding are fine.

    Raises ValueError when it is not base32.
    """
    text = secret.replace(" ", "").replace("-", "").upper().rstrip("=")
    try:
        return base64.b32decode(text + "=" * (-len(text) % 8))
    except binascii.Error as error:
        raise ValueError("a secret is written in base32: the letters A to Z and the digits 2 to 7") from error


def code_at(secret: str, time: int) -> str:
    """The code that an authenticator app holding `secret` (base32) shows when its clock reads `time`.

    Raises ValueError when the secret is not base32 or shorter than 112 bits (RFC 4226 section 4 asks for 128).
    """
    import pyotp

    return pyotp.TOTP(secret.replace(" ", "").replace("-", "")).at(time // 1_000)
