"""S3 through the door: boto3's client, and the protocol by hand."""

from __future__ import annotations

import base64
import io
import urllib.request
import zlib
from pathlib import Path
from typing import Any

import boto3
import pytest
from botocore.config import Config
from doorroom import Room, Served, ask
from storage import REPORTS, key_of, put, refused, signed_for_s3

from sim.people import Credentials
from sim.services.s3.checksums import checksum


class TestS3:
    @pytest.fixture
    def s3(self, served: Served) -> Any:
        return served.client("s3")

    @pytest.mark.parametrize("key", ["plain", "a b/ü+&=%?#.txt", "//", "..", "a/./b/../c", "é\t"])
    def test_keys_of_all_sorts(self, s3: Any, key: str) -> None:
        s3.put_object(Bucket=REPORTS, Key=key, Body=b"x")
        assert s3.get_object(Bucket=REPORTS, Key=key)["Body"].read() == b"x"
        listed = [each["Key"] for each in s3.list_objects_v2(Bucket=REPORTS)["Contents"]]
        assert key in listed
        s3.delete_object(Bucket=REPORTS, Key=key)
        assert refused(s3.head_object, Bucket=REPORTS, Key=key)[:2] == ("404", 404)

    def test_what_is_told_about_an_object(self, s3: Any) -> None:
        body = bytes(range(256)) * 100
        put = s3.put_object(
            Bucket=REPORTS,
            Key="k",
            Body=io.BytesIO(body),
            ContentType="text/x",
            ContentEncoding="br",
            Metadata={"Who": "me"},
            CacheControl="no-cache",
        )
        assert put["ETag"] == s3.head_object(Bucket=REPORTS, Key="k")["ETag"]
        got = s3.get_object(Bucket=REPORTS, Key="k")
        assert got["Body"].read() == body
        assert (got["ContentType"], got["ContentEncoding"], got["CacheControl"]) == ("text/x", "br", "no-cache")
        assert (got["ContentLength"], got["Metadata"]) == (len(body), {"who": "me"})
        assert got["LastModified"].isoformat() == "2027-03-01T12:00:00+00:00"
        assert got["ChecksumCRC32"] == base64.b64encode(zlib.crc32(body).to_bytes(4, "big")).decode()
        head = s3.head_object(Bucket=REPORTS, Key="k")
        assert (head["ContentLength"], head["ServerSideEncryption"]) == (len(body), "AES256")
        part = s3.get_object(Bucket=REPORTS, Key="k", Range="bytes=5-9")
        assert (part["Body"].read(), part["ResponseMetadata"]["HTTPStatusCode"]) == (body[5:10], 206)
        assert part["ContentRange"] == f"bytes 5-9/{len(body)}"

    @pytest.mark.parametrize("algorithm", ["CRC32", "CRC32C", "CRC64NVME", "SHA1", "SHA256"])
    def test_checksums_that_are_asked_for(self, door: Room, algorithm: str) -> None:
        name = f"x-amz-checksum-{algorithm.lower()}"
        right, wrong = {name: checksum(algorithm, b"hello")}, {name: checksum(algorithm, b"olleh")}
        assert put(door, b"hello", right).status == 200
        answer = put(door, b"hello", wrong)
        assert (answer.status, b"<Code>BadDigest</Code>" in answer.body) == (400, True)

    def test_lists_as_boto3_reads_them(self, s3: Any) -> None:
        answer = s3.list_objects_v2(Bucket=REPORTS, Delimiter="/")
        assert [each["Prefix"] for each in answer["CommonPrefixes"]] == ["private/", "reports/"]
        assert (answer["KeyCount"], answer["IsTruncated"], answer["Delimiter"]) == (2, False, "/")
        (one, two) = s3.list_objects_v2(Bucket=REPORTS, Prefix="reports/")["Contents"]
        assert (one["Key"], one["Size"], one["StorageClass"]) == ("reports/2027-02.csv", 26, "STANDARD")
        assert two["LastModified"].isoformat() == "2026-12-01T12:00:00+00:00"
        pages = s3.get_paginator("list_objects_v2").paginate(Bucket=REPORTS, PaginationConfig={"PageSize": 1})
        assert [each["Key"] for page in pages for each in page["Contents"]][1:] == [one["Key"], two["Key"]]

    def test_buckets(self, s3: Any) -> None:
        (bucket,) = s3.list_buckets()["Buckets"]
        assert (bucket["Name"], bucket["CreationDate"].isoformat()) == (REPORTS, "2026-12-01T12:00:00+00:00")
        assert s3.create_bucket(Bucket="mine")["Location"] == "/mine"
        eu = {"LocationConstraint": "eu-west-1"}
        s3.create_bucket(Bucket="other", CreateBucketConfiguration=eu)
        assert s3.get_bucket_location(Bucket="mine")["LocationConstraint"] is None
        assert s3.get_bucket_location(Bucket="other")["LocationConstraint"] == "eu-west-1"
        assert s3.head_bucket(Bucket="other")["BucketRegion"] == "eu-west-1"
        code = refused(s3.create_bucket, Bucket="other", CreateBucketConfiguration=eu)
        assert code[:2] == ("BucketAlreadyOwnedByYou", 409)
        page = s3.list_buckets(MaxBuckets=1)
        assert s3.list_buckets(ContinuationToken=page["ContinuationToken"])["Buckets"][0]["Name"] == "mine"
        s3.delete_bucket(Bucket="mine")
        assert refused(s3.head_bucket, Bucket="mine")[:2] == ("404", 404)

    @pytest.mark.parametrize(
        ("operation", "parameters", "code", "status"),
        [
            ("get_object", {"Bucket": "nowhere", "Key": "k"}, "NoSuchBucket", 404),
            ("get_object", {"Bucket": REPORTS, "Key": "none"}, "NoSuchKey", 404),
            ("get_object", {"Bucket": REPORTS, "Key": "reports/readme.txt", "IfNoneMatch": "*"}, "304", 304),
            ("get_object", {"Bucket": REPORTS, "Key": "reports/readme.txt", "Range": "bytes=99-"}, "InvalidRange", 416),
            (
                "put_object",
                {"Bucket": REPORTS, "Key": "reports/readme.txt", "IfNoneMatch": "*"},
                "PreconditionFailed",
                412,
            ),
            ("put_object", {"Bucket": REPORTS, "Key": "k", "Body": b"x" * 2_097_153}, "EntityTooLarge", 400),
            ("put_object", {"Bucket": REPORTS, "Key": "k", "Body": b"x" * 4_000_000}, "EntityTooLarge", 400),
            ("delete_bucket", {"Bucket": REPORTS}, "BucketNotEmpty", 409),
            ("get_bucket_acl", {"Bucket": REPORTS}, "MethodNotAllowed", 405),
            ("copy_object", {"Bucket": REPORTS, "Key": "k", "CopySource": f"{REPORTS}/k"}, "MethodNotAllowed", 405),
            ("create_multipart_upload", {"Bucket": REPORTS, "Key": "k"}, "MethodNotAllowed", 405),
        ],
    )
    def test_refusals(self, s3: Any, operation: str, parameters: dict[str, Any], code: str, status: int) -> None:
        assert refused(getattr(s3, operation), **parameters)[:2] == (code, status)

    def test_what_is_not_here_is_told_in_the_log(self, served: Served, s3: Any) -> None:
        refused(s3.get_bucket_policy, Bucket=REPORTS)
        assert served.room.log == [
            f"GET /{REPORTS}?policy: this account does not have it (docs/aws-coverage.md lists what it has)"
        ]

    def test_who_may_not(self, served: Served) -> None:
        served.room.ok("aws iam create-user --user-name Eve")
        client = served.client("s3", key_of(served.room, "Eve"))
        assert refused(client.get_object, Bucket=REPORTS, Key="reports/readme.txt") == (
            "AccessDenied",
            403,
            "User: arn:aws:iam::123456789012:user/Eve is not authorized to perform: s3:GetObject on resource: "
            f'"arn:aws:s3:::{REPORTS}/reports/readme.txt" because no identity-based policy allows the '
            "s3:GetObject action",
        )
        assert refused(client.head_object, Bucket=REPORTS, Key="k")[:2] == ("403", 403)
        stranger = Credentials("AKIAXXXXXXXXXXXXXXXX", "x")
        assert refused(served.client("s3", stranger).list_buckets)[:2] == ("InvalidAccessKeyId", 403)
        forger = Credentials(served.room.administrator.access_key_id, "x")
        code, status, message = refused(fresh(served, forger).list_buckets)
        assert (code, status) == ("SignatureDoesNotMatch", 403)
        assert message.endswith("Check your key and signing method.")

    def test_files_up_and_down(self, s3: Any, tmp_path: Path) -> None:
        up, down = tmp_path / "up", tmp_path / "down"
        up.write_bytes(b"x" * 500_000)
        s3.upload_file(str(up), REPORTS, "big")
        s3.download_file(REPORTS, "big", str(down))
        assert down.read_bytes() == up.read_bytes()

    def test_a_presigned_address(self, served: Served) -> None:
        client = fresh(served, served.room.administrator)
        url = client.generate_presigned_url("get_object", {"Bucket": REPORTS, "Key": "reports/readme.txt"})
        with urllib.request.urlopen(url, timeout=10) as answer:
            assert answer.read() == b"Monthly figures, for colleagues only.\n"

    def test_a_bucket_in_the_hosts_name(self, door: Room) -> None:
        request = signed_for_s3(door.administrator, "GET", "/reports/readme.txt")
        moved = {**request.headers, "host": f"{REPORTS}.localhost:8000"}
        answer = ask(door, type(request)(request.method, request.path, "", moved, b""))
        assert (answer.status, b"SignatureDoesNotMatch" in answer.body) == (403, True), (
            "it is this door's, wrongly signed"
        )

    @pytest.mark.parametrize(
        ("method", "path", "body", "status", "code"),
        [
            ("GET", f"/{REPORTS}?list-type=2&max-keys=many", b"", 400, "InvalidArgument"),
            ("GET", f"/{REPORTS}?list-type=2&continuation-token=%FF", b"", 400, "InvalidURI"),
            ("GET", f"/{REPORTS}/%FF", b"", 400, "InvalidURI"),
            ("GET", f"/{REPORTS}?list-type=3", b"", 405, "MethodNotAllowed"),
            ("POST", f"/{REPORTS}?delete", b"", 405, "MethodNotAllowed"),
            ("PUT", "/", b"", 405, "MethodNotAllowed"),
            ("PUT", "/new-one", b"<a>", 400, "MalformedXML"),
            ("PUT", "/new-one", b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', 400, "MalformedXML"),
            ("PUT", "/new-one", b"<CreateBucketConfiguration/>", 200, "/new-one"),
            ("PUT", "/AB", b"", 400, "InvalidBucketName"),
            ("OPTIONS", f"/{REPORTS}/k", b"", 405, "MethodNotAllowed"),
        ],
    )
    def test_by_hand(self, door: Room, method: str, path: str, body: bytes, status: int, code: str) -> None:
        answer = ask(door, signed_for_s3(door.administrator, method, path, body))
        told = answer.body.decode() + repr(answer.headers)
        assert (answer.status, code in told) == (status, True), told

    def test_without_a_signature(self, door: Room) -> None:
        request = signed_for_s3(door.administrator, "GET", f"/{REPORTS}/k")
        bare = {"host": request.headers["host"]}
        answer = ask(door, type(request)("GET", request.path, "", bare, b""))
        assert (answer.status, b"<Message>Access Denied</Message>" in answer.body) == (403, True)
        old = ask(door, type(request)("GET", request.path, "AWSAccessKeyId=a&Signature=b&Expires=1", bare, b""))
        assert b"Please use AWS4-HMAC-SHA256." in old.body

    def test_headers_hold_no_more_than_a_header_may(self, door: Room) -> None:
        door.ok(
            "echo x > a",
            f"aws s3api put-object --bucket {REPORTS} --key k --body a --content-type 'text/плейн\nx: y'",
        )
        answer = ask(door, signed_for_s3(door.administrator, "GET", f"/{REPORTS}/k"))
        assert dict(answer.headers)["content-type"] == "text/????? x: y"


def fresh(served: Served, credentials: Credentials) -> Any:
    """A client of one's own, that signs addresses with version 4."""
    return boto3.client(
        "s3",
        endpoint_url=served.url,
        region_name="us-east-1",
        aws_access_key_id=credentials.access_key_id,
        aws_secret_access_key=credentials.secret_access_key,
        config=Config(signature_version="s3v4", retries={"total_max_attempts": 1}),
    )
