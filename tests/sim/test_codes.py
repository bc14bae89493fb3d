"""Published vectors: RFC 4226 appendix D, RFC 6238 appendix B."""

from __future__ import annotations

import base64

import pytest

from sim.totp import code_at, hotp, seed_bytes, time_step, truncated

SHA1, SHA256, SHA512 = (b"1234567890" * 7)[:20], (b"1234567890" * 7)[:32], (b"1234567890" * 7)[:64]

RFC_4226 = ["755224", "287082", "359152", "969429", "338314", "254676", "287922", "162583", "399871", "520489"]

RFC_6238 = [
    (59, "94287082", "46119246", "90693936"),
    (1111111109, "07081804", "68084774", "25091201"),
    (1111111111, "14050471", "67062674", "99943326"),
    (1234567890, "89005924", "91819424", "93441116"),
    (2000000000, "69279037", "90698825", "38618901"),
    (20000000000, "65353130", "77737706", "47863826"),
]


@pytest.mark.parametrize(("counter", "code"), list(enumerate(RFC_4226)))
def test_rfc_4226_appendix_d(counter: int, code: str) -> None:
    assert hotp(SHA1, counter) == code
    assert truncated(SHA1, counter) == int(code)


@pytest.mark.parametrize(("seconds", "sha1", "sha256", "sha512"), RFC_6238)
def test_rfc_6238_appendix_b(seconds: int, sha1: str, sha256: str, sha512: str) -> None:
    step = time_step(seconds * 1_000)
    assert hotp(SHA1, step, 8, "sha1") == sha1
    assert hotp(SHA256, step, 8, "sha256") == sha256
    assert hotp(SHA512, step, 8, "sha512") == sha512


@pytest.mark.parametrize(("seconds", "sha1", "_sha256", "_sha512"), RFC_6238)
def test_the_phones_codes_are_the_last_six_digits(seconds: int, sha1: str, _sha256: str, _sha512: str) -> None:
    assert code_at(base64.b32encode(SHA1).decode(), seconds * 1_000) == sha1[-6:]


@pytest.mark.parametrize("text", ["GEZD GNBV gy3t qojq GEZDGNBVGY3TQOJQ", "GEZDGNBVGY3TQOJQ-GEZDGNBVGY3TQOJQ===="])
def test_secrets_are_read_as_people_copy_them(text: str) -> None:
    assert seed_bytes(text) == SHA1


def test_what_is_not_base32_is_refused() -> None:
    with pytest.raises(ValueError, match="base32"):
        seed_bytes("not base32 at all: 0189")
