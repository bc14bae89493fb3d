"""A code by hand.

An authenticator app makes a code from a secret and the time (RFC 6238, RFC 4226):

1. Decode the secret from base32 (letters A to Z, digits 2 to 7).
2. Count the whole 30-second steps since 1970, as an integer of eight bytes, the most significant byte first.
3. Make the HMAC-SHA-1 of those eight bytes, keyed with the secret: 20 bytes.
4. The last four bits of the HMAC say where to begin. Take four bytes from there, the most significant first.
5. Clear the first bit of the four bytes, so that the number has no sign.
6. Its last six decimal digits are the code. Zeros in front belong to it.

Python's modules base64, hmac and struct do the parts. pyotp would do it all, and is not to be used here.
"""

import base64
import hmac
import struct


def totp(secret: str, seconds: float) -> str:
    """Give the six digits that an app shows for a base32 secret, so many seconds after the beginning of 1970."""
    key = base64.b32decode(secret)
    counter = struct.pack(">Q", int(seconds // 30))
    mac = hmac.digest(key, counter, "sha1")
    start = mac[-1] & 15
    (number,) = struct.unpack(">I", mac[start : start + 4])
    return f"{number % 1_000_000:06}"
