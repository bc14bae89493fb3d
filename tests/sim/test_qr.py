"""QR codes: what is inside them, how large they are, and that other programs can read them."""

from __future__ import annotations

import io

import numpy as np
import pytest
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from sim import qr

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
URI = qr.otpauth_uri("Amazon Web Services", "Alice@123456789012", SECRET)
SHORT = qr.otpauth_uri("Amazon Web Services", "Alice@123456789012", SECRET, short=True)

secrets = st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", min_size=64, max_size=64)
user_names = st.text("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+=,.@-_", min_size=1, max_size=64)


def decode(image: np.ndarray) -> str:
    [barcode] = zxingcpp.read_barcodes(image)
    return barcode.text


def test_uri_as_aws_makes_it() -> None:
    assert (
        f"otpauth://totp/Amazon%20Web%20Services:Alice@123456789012?secret={SECRET}&issuer=Amazon%20Web%20Services"
    ) == URI
    assert f"otpauth://totp/AWS:Alice@123456789012?secret={SECRET}" == SHORT
    assert qr.shortened(URI) == qr.shortened(SHORT) == SHORT


def test_sizes_in_cells() -> None:
    def cells(uri: str, border: int = 4) -> tuple[int, int]:
        lines = qr.half_blocks(qr.matrix(uri, border))
        assert {len(line) for line in lines} == {len(lines[0])}
        return len(lines[0]), len(lines)

    assert cells(URI) == (53, 27)
    assert cells(SHORT) == (45, 23)
    assert cells(SHORT, border=0) == (37, 19)


@given(user_names, secrets)
@settings(max_examples=25, deadline=None)
def test_parse_uri_reads_what_otpauth_uri_writes(user: str, secret: str) -> None:
    account_name = f"{user}@123456789012"
    uri = qr.otpauth_uri("Amazon Web Services", account_name, secret)
    assert qr.parse_uri(uri) == qr.KeyUri("Amazon Web Services", account_name, secret)
    short = qr.parse_uri(qr.shortened(uri))
    assert (short.issuer, short.secret) == ("AWS", secret)
    assert short.account_name == f"{user[:24]}@123456789012"


@given(st.text("abcdefghijklmnopqrstuvwxyz.-_", min_size=1, max_size=64), secrets)
@settings(max_examples=6, deadline=None)
def test_short_form_always_fits_a_small_window(user: str, secret: str) -> None:
    uri = qr.otpauth_uri("Amazon Web Services", f"{user}@123456789012", secret, short=True)
    assert len(qr.matrix(uri)) <= 45


@pytest.mark.parametrize(
    ("uri", "complaint"),
    [
        ("", "otpauth://totp/"),
        ("https://aws.amazon.com/", "otpauth://totp/"),
        ("otpauth://hotp/x?secret=JBSWY3DP&counter=1", "otpauth://totp/"),
        ("otpauth://totp/x", "secret is missing"),
        ("otpauth://totp/x?secret", "not an otpauth URI"),
        ("otpauth://totp/x?secret=JBSW1", "not base32"),
        ("otpauth://totp/x?secret=JBSWY3DP&digits=8", "digits is 8; AWS uses 6"),
        ("otpauth://totp/x?secret=JBSWY3DP&period=60", "period is 60; AWS uses 30"),
        ("otpauth://totp/x?secret=JBSWY3DP&algorithm=SHA256", "algorithm is SHA256; AWS uses SHA1"),
        ("otpauth://[", "not an otpauth URI"),
    ],
)
def test_refused_uris_say_why(uri: str, complaint: str) -> None:
    with pytest.raises(qr.UriError, match=complaint):
        qr.parse_uri(uri)


@given(st.text())
def test_no_text_raises_anything_else(text: str) -> None:
    for uri in (
        text,
        f"otpauth://totp/{text}",
        f"otpauth://totp/x?{text}",
        f"otpauth://totp/x?secret={text}",
    ):
        try:
            assert qr.parse_uri(uri).secret
        except qr.UriError as error:
            assert str(error)


def test_label_without_an_issuer() -> None:
    key = qr.parse_uri("otpauth://totp/alice?secret=jbswy3dp")
    assert (key.issuer, key.account_name, key.secret, key.label) == ("", "alice", "JBSWY3DP", "alice")


@pytest.mark.parametrize("uri", [URI, SHORT])
def test_another_program_reads_the_matrix_and_the_picture(uri: str) -> None:
    dark = np.array(qr.matrix(uri), dtype=bool)
    assert decode(np.where(dark, 0, 255).astype(np.uint8).repeat(4, axis=0).repeat(4, axis=1)) == uri
    with Image.open(io.BytesIO(qr.png(uri))) as picture:
        assert picture.mode == "1"
        pixels = np.array(picture.convert("L"))
    assert decode(pixels) == uri
    assert np.array_equal(pixels[::8, ::8] == 0, dark)


def test_half_blocks_are_the_matrix_either_way_round() -> None:
    modules = qr.matrix(SHORT)
    ink = {" ": (0, 0), "▄": (0, 1), "▀": (1, 0), "█": (1, 1)}

    def drawn(lines: list[str]) -> np.ndarray:
        halves = [[ink[glyph][half] for glyph in line] for line in lines for half in (0, 1)]
        return np.array(halves, dtype=bool)

    assert np.array_equal(drawn(qr.half_blocks(modules))[: len(modules)], np.array(modules))
    assert np.array_equal(~drawn(qr.half_blocks(modules, inverse=True))[: len(modules)], np.array(modules))
    assert not drawn(qr.half_blocks(modules))[len(modules) :].any()
