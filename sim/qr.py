"""QR codes that carry a TOTP secret from the console to an authenticator app.

The text inside is the Key URI format of Google Authenticator
(https://github.com/google/google-authenticator/wiki/Key-Uri-Format), with the label that AWS puts in it.
"""

from __future__ import annotations

import struct
import zlib
from base64 import b32decode
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import parse_qs, quote, unquote, urlsplit

AWS_ISSUER = "Amazon Web Services"
"""The issuer in AWS's own codes."""

SHORT_ISSUER = "AWS"
"""What the short form writes for AWS_ISSUER."""

Matrix = tuple[tuple[bool, ...], ...]
"""Rows of modules, True for a dark one; the quiet zone is part of it."""

_SHORT_USER_LENGTH = 24  # the longest name with which 64 base32 characters still fit a version 5 symbol
_SECRET_RUN = 12  # the account id and everything longer gets the numeric or alphanumeric mode of its own
_PIXELS_PER_MODULE = 8
_STORED_BLOCK = 65_535


class UriError(ValueError):
    """A text is not an otpauth URI that an authenticator app here can use."""


@dataclass(frozen=True)
class KeyUri:
    """What an authenticator app learns from a code: whose account it is, and the base32 secret."""

    issuer: str
    account_name: str
    secret: str

    @property
    def label(self) -> str:
        """The label as apps show it, `issuer:account name`."""
        return f"{self.issuer}:{self.account_name}" if self.issuer else self.account_name


def otpauth_uri(issuer: str, account_name: str, secret: str, *, short: bool = False) -> str:
    """Return the URI for a base32 `secret`; AWS's `account_name` is `user@account-id`.

    The short form drops the issuer parameter, writes AWS for "Amazon Web Services" and cuts a very long user
    name: its code is 45 modules wide with the quiet zone, the full form's is 53. Both carry the same secret.
    """
    if short:
        issuer = SHORT_ISSUER if issuer == AWS_ISSUER else issuer
        user, at, account = account_name.rpartition("@")
        account_name = f"{user[:_SHORT_USER_LENGTH]}{at}{account}"
    label = f"{quote(issuer, safe='')}:{quote(account_name, safe='@')}"
    uri = f"otpauth://totp/{label}?secret={secret}"
    return uri if short else f"{uri}&issuer={quote(issuer, safe='')}"


def shortened(uri: str) -> str:
    """Return the short form of `uri`: the same account and secret in a smaller code."""
    key = parse_uri(uri)
    return otpauth_uri(key.issuer, key.account_name, key.secret, short=True)


def parse_uri(uri: str) -> KeyUri:
    """Read an otpauth URI; raise UriError where it is none, or asks for what an app here does not do."""
    try:
        parts = urlsplit(uri)
        parameters = parse_qs(parts.query, strict_parsing=bool(parts.query), max_num_fields=16)
    except ValueError as error:
        raise UriError(f"not an otpauth URI: {error}") from None
    if parts.scheme != "otpauth" or parts.netloc != "totp":
        raise UriError("not a time-based code: the URI should begin with otpauth://totp/")
    for name, expected in (("algorithm", "SHA1"), ("digits", "6"), ("period", "30")):
        if (value := parameters.get(name, [expected])[-1]).upper() != expected:
            raise UriError(f"{name} is {value}; AWS uses {expected}")
    secret = parameters.get("secret", [""])[-1].upper().rstrip("=")
    try:
        decoded = b32decode(secret + "=" * (-len(secret) % 8))
    except ValueError:
        raise UriError("the secret is not base32: A to Z and 2 to 7") from None
    if not decoded:
        raise UriError("the secret is missing")
    prefix, colon, account_name = unquote(parts.path.removeprefix("/")).rpartition(":")
    issuer = parameters.get("issuer", [prefix if colon else ""])[-1]
    return KeyUri(issuer, account_name.strip(), secret)


@lru_cache(maxsize=64)
def matrix(uri: str, border: int = 4) -> Matrix:
    """Return the smallest level L symbol for `uri`, with `border` modules of quiet zone (ISO 18004: 4)."""
    from qrcode.constants import ERROR_CORRECT_L
    from qrcode.main import QRCode

    code = QRCode(error_correction=ERROR_CORRECT_L, border=border)
    code.add_data(uri, optimize=_SECRET_RUN)
    code.make(fit=True)
    return tuple(tuple(bool(module) for module in row) for row in code.get_matrix())


def half_blocks(modules: Matrix, *, inverse: bool = False) -> list[str]:
    """Return text lines, two rows of modules each, glyphs for the dark modules: black ink on white paper.

    `inverse` draws the light modules instead, for white ink on black paper.
    """
    glyphs = "█▀▄ " if inverse else " ▄▀█"
    width = len(modules[0])
    rows = [*modules, (False,) * width] if len(modules) % 2 else list(modules)
    return [
        "".join(glyphs[2 * top + bottom] for top, bottom in zip(upper, lower, strict=True))
        for upper, lower in zip(rows[::2], rows[1::2], strict=True)
    ]


@lru_cache(maxsize=16)
def png(uri: str) -> bytes:
    """Return a PNG picture of the code, the same bytes on every machine: its pixels are not compressed."""
    modules = matrix(uri)
    side = len(modules) * _PIXELS_PER_MODULE
    picture = b"".join(_scan_line(row) * _PIXELS_PER_MODULE for row in modules)
    header = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", _stored(picture)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data)) for name, data in chunks
    )


def _scan_line(row: tuple[bool, ...]) -> bytes:
    """One line of one-bit pixels (1 is white) after PNG's filter byte; a module of eight pixels is a byte."""
    return b"\0" + b"".join(b"\x00" if dark else b"\xff" for dark in row)


def _stored(data: bytes) -> bytes:
    """A zlib stream (RFC 1950) of stored blocks: libraries differ in how they compress, not in this."""
    blocks = [data[start : start + _STORED_BLOCK] for start in range(0, len(data), _STORED_BLOCK)]
    return b"".join(
        (
            b"\x78\x01",
            *(
                struct.pack("<BHH", index == len(blocks) - 1, len(block), len(block) ^ 0xFFFF) + block
                for index, block in enumerate(blocks)
            ),
            struct.pack(">I", zlib.adler32(data)),
        )
    )
