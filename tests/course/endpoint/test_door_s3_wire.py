"""S3 on the wire: bodies in chunks, and botocore's names of parameters."""

from __future__ import annotations

import base64
import zlib

import botocore.session
import pytest
from doorroom import Room
from hypothesis import given, settings
from hypothesis import strategies as st
from storage import REPORTS, put

from course.endpoint.protocols.chunked import decoded
from course.endpoint.protocols.s3 import HEADERS, QUERY
from sim.errors import ServiceError
from sim.services import OPERATIONS
from sim.services.s3.buckets import REGIONS


class TestChunks:
    """The encoding of bodies whose checksum comes last."""

    BODY = b"4;chunk-signature=abc\r\nWiki\r\n5\r\npedia\r\n0\r\nx-amz-checksum-crc32:%s\r\n\r\n"

    def headers(self, length: str = "9") -> dict[str, str]:
        return {
            "x-amz-content-sha256": "STREAMING-UNSIGNED-PAYLOAD-TRAILER",
            "content-encoding": "aws-chunked",
            "x-amz-decoded-content-length": length,
            "x-amz-trailer": "x-amz-checksum-crc32",
        }

    def test_a_checksum_after_the_content(self, door: Room) -> None:
        right = base64.b64encode(zlib.crc32(b"Wikipedia").to_bytes(4, "big"))
        assert put(door, self.BODY % right, self.headers()).status == 200
        assert door.world.account.buckets[REPORTS].objects["k"].content == b"Wikipedia"
        assert door.world.account.buckets[REPORTS].objects["k"].headers == ()
        assert b"BadDigest" in put(door, self.BODY % b"AAAAAA==", self.headers()).body
        assert b"IncompleteBody" in put(door, self.BODY % right, self.headers("8")).body

    @pytest.mark.parametrize(
        "body", [b"", b"4\r\nWi", b"x\r\n", b"-1\r\n\r\n", b"4\r\nWikipedia", b"fffffffff\r\n", b"1\r\na\r\n"]
    )
    def test_broken_ones(self, body: bytes) -> None:
        with pytest.raises(ServiceError) as caught:
            decoded(body, {})
        assert (caught.value.code, caught.value.status) == ("IncompleteBody", 400)

    @settings(max_examples=60)
    @given(st.lists(st.binary(min_size=1, max_size=40), max_size=5))
    def test_chunks_put_together(self, parts: list[bytes]) -> None:
        body = b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in parts) + b"0\r\n\r\n"
        assert decoded(body, {}) == (b"".join(parts), {})

    @settings(max_examples=200)
    @given(st.binary(max_size=60))
    def test_no_bytes_raise_anything_else(self, body: bytes) -> None:
        try:
            decoded(body, {})
        except ServiceError as error:
            assert error.status == 400


def test_s3s_names_on_the_wire_are_botocores() -> None:
    model = botocore.session.get_session().get_service_model("s3")
    for (service, name), operation in OPERATIONS.items():
        if service != "s3":
            continue
        theirs = model.operation_model(name)
        assert theirs.input_shape is not None
        shapes = {parameter.name: theirs.input_shape.members[parameter.name] for parameter in operation.parameters}
        if theirs.output_shape is not None:
            outputs = {name: theirs.output_shape.members[name] for name in operation.result}
            shapes |= {
                name: shape for name, shape in outputs.items() if shape.serialization.get("location") == "header"
            }
        for member, shape in shapes.items():
            location = shape.serialization.get("location")
            if location == "header" and not (member == "BucketRegion" and name == "HeadBucket"):
                assert HEADERS[member] == shape.serialization["name"].lower(), (name, member)
            elif location == "querystring":
                assert QUERY[member] == shape.serialization["name"], (name, member)
    regions = model.shape_for("BucketLocationConstraint").metadata["enum"]
    assert {region for region in regions if not region.startswith(("cn-", "us-gov-"))} == REGIONS
