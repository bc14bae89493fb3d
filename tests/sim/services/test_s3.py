"""S3: buckets and objects, lists page by page, conditions, checksums, S3's words, and policies on keys."""

from __future__ import annotations

import base64
import hashlib
import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from simroom import Room

from sim.services import OPERATIONS
from sim.services.invoke import Reply, invoke
from sim.services.s3.buckets import valid_name
from sim.services.s3.checksums import checksum, etag
from sim.services.s3.objects import LARGEST_OBJECT
from sim.view import state
from sim.world import World

REPORTS = "example-reports"


class S3:
    """S3 called by the administrator."""

    def __init__(self, world: World) -> None:
        self.world = world

    def reply(self, operation: str, **parameters: Any) -> Reply:
        credentials = self.world.people["you"].profiles["default"]
        reply = invoke(self.world, credentials, "you", OPERATIONS["s3", operation], parameters)
        self.world = reply.world
        return reply

    def __call__(self, operation: str, **parameters: Any) -> dict[str, Any]:
        reply = self.reply(operation, **parameters)
        assert reply.error is None, reply.error.message
        assert reply.data is not None
        return reply.data

    def refused(self, operation: str, **parameters: Any) -> tuple[str, int]:
        reply = self.reply(operation, **parameters)
        assert reply.error is not None
        return reply.error.code, reply.error.status


@pytest.fixture
def s3(start: World) -> S3:
    return S3(start)


def test_an_object_is_what_was_put(s3: S3) -> None:
    put = s3(
        "PutObject",
        Bucket=REPORTS,
        Key="a/b",
        Body=b"\x00\xffabc",
        ContentType="x/y",
        Metadata={"Colour": "blue"},
        CacheControl="no-store",
    )
    assert put["ETag"] == f'"{etag(bytes([0, 255]) + b"abc")}"'
    got = s3("GetObject", Bucket=REPORTS, Key="a/b", ChecksumMode="ENABLED")
    assert (got["Body"], got["ContentType"], got["Metadata"]) == (b"\x00\xffabc", "x/y", {"colour": "blue"})
    assert (got["CacheControl"], got["ContentLength"]) == ("no-store", 5)
    assert got["ChecksumCRC64NVME"] == put["ChecksumCRC64NVME"]
    head = s3("HeadObject", Bucket=REPORTS, Key="a/b", ChecksumMode="ENABLED")
    assert head == {name: value for name, value in got.items() if name != "Body"}
    s3("DeleteObject", Bucket=REPORTS, Key="a/b")
    s3("DeleteObject", Bucket=REPORTS, Key="a/b")
    assert s3.refused("GetObject", Bucket=REPORTS, Key="a/b") == ("NoSuchKey", 404)
    assert s3.refused("HeadObject", Bucket=REPORTS, Key="a/b") == ("404", 404)


def test_what_stands_in_the_trail_and_the_state(s3: S3) -> None:
    s3("PutObject", Bucket=REPORTS, Key="k", Body=b"a very secret text")
    document = state(s3.world)
    event = document["trail"][-1]
    assert (event["eventSource"], event["eventName"]) == ("s3.amazonaws.com", "PutObject")
    assert event["requestParameters"] == {"bucketName": REPORTS, "key": "k"}
    assert (event["managementEvent"], event["eventCategory"]) == (False, "Data")
    assert "secret" not in json.dumps(event)
    (bucket,) = document["buckets"]
    assert [each["Key"] for each in bucket["Objects"]] == [
        "k",
        "private/salaries.csv",
        "reports/2027-02.csv",
        "reports/readme.txt",
    ]
    assert bucket["Objects"][0]["Size"] == 18


@pytest.mark.parametrize(
    ("operation", "parameters", "code", "status"),
    [
        ("GetObject", {"Bucket": "nowhere", "Key": "k"}, "NoSuchBucket", 404),
        ("ListObjectsV2", {"Bucket": "nowhere"}, "NoSuchBucket", 404),
        ("HeadBucket", {"Bucket": "nowhere"}, "404", 404),
        ("DeleteBucket", {"Bucket": "nowhere"}, "NoSuchBucket", 404),
        ("DeleteBucket", {"Bucket": REPORTS}, "BucketNotEmpty", 409),
        ("PutObject", {"Bucket": REPORTS, "Key": "k" * 1025}, "KeyTooLongError", 400),
        ("PutObject", {"Bucket": REPORTS, "Key": "k", "Body": b"x" * (LARGEST_OBJECT + 1)}, "EntityTooLarge", 400),
        ("PutObject", {"Bucket": REPORTS, "Key": "k", "Metadata": {"a": "b" * 2048}}, "MetadataTooLarge", 400),
        ("PutObject", {"Bucket": REPORTS, "Key": "k", "Metadata": {"a": "b\r\nc: d"}}, "InvalidArgument", 400),
        ("PutObject", {"Bucket": REPORTS, "Key": "k", "ContentMD5": "AAAA"}, "InvalidDigest", 400),
        ("PutObject", {"Bucket": REPORTS, "Key": "k", "ContentMD5": "A" * 22 + "=="}, "BadDigest", 400),
        ("PutObject", {"Bucket": REPORTS, "Key": "k", "ChecksumCRC32": "AAAAAQ=="}, "BadDigest", 400),
        ("PutObject", {"Bucket": REPORTS, "Key": "k", "ChecksumCRC32": "AAAA"}, "InvalidRequest", 400),
        ("PutObject", {"Bucket": REPORTS, "Key": "k", "ChecksumAlgorithm": "ROT13"}, "InvalidRequest", 400),
        ("PutObject", {"Bucket": REPORTS, "Key": "reports/readme.txt", "IfNoneMatch": "*"}, "PreconditionFailed", 412),
        ("PutObject", {"Bucket": REPORTS, "Key": "reports/readme.txt", "IfMatch": '"0"'}, "PreconditionFailed", 412),
        ("PutObject", {"Bucket": REPORTS, "Key": "k", "IfMatch": '"0"'}, "NoSuchKey", 404),
        ("GetObject", {"Bucket": REPORTS, "Key": "reports/readme.txt", "IfMatch": '"0"'}, "PreconditionFailed", 412),
        ("GetObject", {"Bucket": REPORTS, "Key": "reports/readme.txt", "IfNoneMatch": "*"}, "304", 304),
        ("GetObject", {"Bucket": REPORTS, "Key": "reports/readme.txt", "Range": "bytes=99-"}, "InvalidRange", 416),
        (
            "GetObject",
            {"Bucket": REPORTS, "Key": "reports/readme.txt", "ExpectedBucketOwner": "999999999999"},
            "AccessDenied",
            403,
        ),
        ("ListObjectsV2", {"Bucket": REPORTS, "MaxKeys": -1}, "InvalidArgument", 400),
        ("ListObjectsV2", {"Bucket": REPORTS, "EncodingType": "rot13"}, "InvalidArgument", 400),
        ("ListObjectsV2", {"Bucket": REPORTS, "ContinuationToken": "é"}, "InvalidArgument", 400),
        ("ListBuckets", {"MaxBuckets": 0}, "InvalidArgument", 400),
        ("CreateBucket", {"Bucket": "No"}, "InvalidBucketName", 400),
        (
            "CreateBucket",
            {"Bucket": "new-one", "CreateBucketConfiguration": {"LocationConstraint": "us-east-1"}},
            "InvalidLocationConstraint",
            400,
        ),
        (
            "CreateBucket",
            {"Bucket": REPORTS, "CreateBucketConfiguration": {"LocationConstraint": "eu-west-1"}},
            "BucketAlreadyOwnedByYou",
            409,
        ),
    ],
)
def test_refusals_in_s3s_words(s3: S3, operation: str, parameters: dict[str, Any], code: str, status: int) -> None:
    before = state(s3.world)["buckets"]
    assert s3.refused(operation, **parameters) == (code, status)
    assert state(s3.world)["buckets"] == before


def test_buckets_come_and_go(s3: S3) -> None:
    assert s3("CreateBucket", Bucket="aa-new")["Location"] == "/aa-new"
    s3("CreateBucket", Bucket="bb-new", CreateBucketConfiguration={"LocationConstraint": "EU"})
    s3("CreateBucket", Bucket=REPORTS)  # one's own in us-east-1 is left as it is
    assert len(state(s3.world)["buckets"][2]["Objects"]) == 3
    assert s3("GetBucketLocation", Bucket="bb-new") == {"LocationConstraint": "eu-west-1"}
    assert s3("HeadBucket", Bucket="bb-new")["BucketRegion"] == "eu-west-1"
    assert [each["Name"] for each in s3("ListBuckets")["Buckets"]] == ["aa-new", "bb-new", REPORTS]
    page = s3("ListBuckets", MaxBuckets=2)
    assert [each["Name"] for each in page["Buckets"]] == ["aa-new", "bb-new"]
    rest = s3("ListBuckets", MaxBuckets=2, ContinuationToken=page["ContinuationToken"])
    assert [each["Name"] for each in rest["Buckets"]] == [REPORTS]
    assert "ContinuationToken" not in rest
    assert [each["Name"] for each in s3("ListBuckets", Prefix="bb")["Buckets"]] == ["bb-new"]
    s3("DeleteBucket", Bucket="aa-new")
    assert s3.refused("HeadBucket", Bucket="aa-new") == ("404", 404)


def test_ranges(s3: S3) -> None:
    s3("PutObject", Bucket=REPORTS, Key="k", Body=b"0123456789")
    for text, body, told in (
        ("bytes=2-4", b"234", "bytes 2-4/10"),
        ("bytes=7-", b"789", "bytes 7-9/10"),
        ("bytes=-3", b"789", "bytes 7-9/10"),
        ("bytes=0-99", b"0123456789", "bytes 0-9/10"),
    ):
        got = s3("GetObject", Bucket=REPORTS, Key="k", Range=text)
        assert (got["Body"], got["ContentRange"], got["ContentLength"]) == (body, told, len(body))
    for text in ("bytes=4-2", "lines=1-2", "bytes=-"):
        assert s3("GetObject", Bucket=REPORTS, Key="k", Range=text)["Body"] == b"0123456789"


@pytest.mark.parametrize(
    ("algorithm", "digits"),
    [
        ("CRC32", "cbf43926"),
        ("CRC32C", "e3069283"),
        ("CRC64NVME", "ae8b14860a799888"),
        ("SHA1", hashlib.sha1(b"123456789").hexdigest()),
        ("SHA256", hashlib.sha256(b"123456789").hexdigest()),
    ],
)
def test_checksums_of_the_digits_one_to_nine(s3: S3, algorithm: str, digits: str) -> None:
    """The check values of the CRC catalogue (CRC-32/ISO-HDLC, CRC-32/ISCSI, CRC-64/NVME)."""
    value = base64.b64encode(bytes.fromhex(digits)).decode()
    assert checksum(algorithm, b"123456789") == value
    put = s3("PutObject", Bucket=REPORTS, Key="k", Body=b"123456789", ChecksumAlgorithm=algorithm)
    assert put[f"Checksum{algorithm}"] == value
    s3("PutObject", Bucket=REPORTS, Key="k", Body=b"123456789", **{f"Checksum{algorithm}": value})
    (listed,) = s3("ListObjectsV2", Bucket=REPORTS, Prefix="k")["Contents"]
    assert listed["ChecksumAlgorithm"] == [algorithm]


def test_bucket_names() -> None:
    good = ("abc", "a.b-c", "1bucket", "x" * 63)
    bad = ("ab", "x" * 64, "Abc", "a_b", "-ab", "ab-", "a..b", "192.168.1.1", "xn--abc", "abc-s3alias", "")
    assert all(map(valid_name, good))
    assert not any(map(valid_name, bad))


keys = st.lists(st.text("ab/é", min_size=1, max_size=6), max_size=12, unique=True)


class TestLists:
    def listed(self, s3: S3, **parameters: Any) -> tuple[list[str], list[str]]:
        """Keys and common prefixes, page after page."""
        found: tuple[list[str], list[str]] = ([], [])
        token: dict[str, str] = {}
        while True:
            page = s3("ListObjectsV2", Bucket="listed", **parameters, **token)
            contents, prefixes = page.get("Contents", []), page.get("CommonPrefixes", [])
            assert page["KeyCount"] == len(contents) + len(prefixes) <= parameters.get("MaxKeys", 1000)
            found[0].extend(each["Key"] for each in contents)
            found[1].extend(each["Prefix"] for each in prefixes)
            if not page["IsTruncated"]:
                assert "NextContinuationToken" not in page
                return found
            token = {"ContinuationToken": page["NextContinuationToken"]}

    @settings(max_examples=40)
    @given(keys, st.text("ab/", max_size=2), st.sampled_from(["", "/", "b"]), st.integers(1, 4))
    def test_pages_are_the_list(self, start: World, names: list[str], prefix: str, delimiter: str, size: int) -> None:
        s3 = S3(start)
        s3("CreateBucket", Bucket="listed")
        for name in names:
            s3("PutObject", Bucket="listed", Key=name)
        whole = self.listed(s3, Prefix=prefix, Delimiter=delimiter)
        assert self.listed(s3, Prefix=prefix, Delimiter=delimiter, MaxKeys=size) == whole
        matching = sorted((name for name in names if name.startswith(prefix)), key=str.encode)
        if not delimiter:
            assert whole == (matching, [])
        else:
            plain = [name for name in matching if delimiter not in name[len(prefix) :]]
            rolled = {prefix + name[len(prefix) :].split(delimiter)[0] + delimiter for name in matching} - {
                prefix + name[len(prefix) :] + delimiter for name in plain
            }
            assert whole[0] == plain
            assert set(whole[1]) >= rolled
            assert whole[1] == sorted(set(whole[1]), key=str.encode)

    def test_after_a_key_and_in_percent_encoding(self, s3: S3) -> None:
        s3("PutObject", Bucket=REPORTS, Key="z ü+")
        page = s3("ListObjectsV2", Bucket=REPORTS, StartAfter="reports/readme.txt", EncodingType="url", FetchOwner=True)
        (listed,) = page["Contents"]
        assert listed["Key"] == "z%20%C3%BC%2B"
        assert len(listed["Owner"]["ID"]) == 64

    def test_by_marker(self, s3: S3) -> None:
        first = s3("ListObjects", Bucket=REPORTS, MaxKeys=1)
        assert ([each["Key"] for each in first["Contents"]], first["IsTruncated"]) == (["private/salaries.csv"], True)
        assert "NextMarker" not in first, "the last key is the next marker"
        rest = s3("ListObjects", Bucket=REPORTS, Marker="private/salaries.csv")
        assert [each["Key"] for each in rest["Contents"]] == ["reports/2027-02.csv", "reports/readme.txt"]
        assert "KeyCount" not in rest
        rolled = s3("ListObjects", Bucket=REPORTS, MaxKeys=1, Delimiter="/")
        assert rolled["CommonPrefixes"] == [{"Prefix": "private/"}]
        assert rolled["NextMarker"] == "private/"
        rolled = s3("ListObjects", Bucket=REPORTS, Delimiter="/", Marker=rolled["NextMarker"])
        assert rolled["CommonPrefixes"] == [{"Prefix": "reports/"}]

    def test_no_keys(self, s3: S3) -> None:
        page = s3("ListObjectsV2", Bucket=REPORTS, MaxKeys=0)
        assert (page["KeyCount"], page["IsTruncated"], "Contents" in page) == (0, False, False)
        assert s3("ListObjectsV2", Bucket=REPORTS, MaxKeys=5_000)["MaxKeys"] == 1_000


class TestPolicies:
    @pytest.fixture
    def alice(self, enrolled: Room) -> Room:
        enrolled.ok("wait 30s", "sign-in Alice --password Looking-Glass-7 --code $(phone alice code)")
        return enrolled

    def get(self, key: str, bucket: str = REPORTS) -> str:
        return f"aws s3api get-object --bucket {bucket} --key {key} out"

    def test_keys_below_a_prefix(self, alice: Room) -> None:
        alice.ok(self.get("reports/readme.txt"))
        assert alice(self.get("private/salaries.csv")).error == (
            "\nAn error occurred (AccessDenied) when calling the GetObject operation: User: "
            "arn:aws:iam::123456789012:user/Alice is not authorized to perform: s3:GetObject on resource: "
            '"arn:aws:s3:::example-reports/private/salaries.csv" because no identity-based policy allows the '
            "s3:GetObject action\n"
        )
        head = alice(f"aws s3api head-object --bucket {REPORTS} --key private/salaries.csv")
        assert head.error.endswith("(403) when calling the HeadObject operation: Forbidden\n")
        assert head.call is not None
        assert head.call.cause == "implicit-deny"

    @pytest.mark.parametrize(
        ("options", "allowed"),
        [("--prefix reports/", True), ("--prefix ''", True), ("", False), ("--prefix private/", False)],
    )
    def test_the_prefix_of_a_list(self, alice: Room, options: str, allowed: bool) -> None:
        assert (alice(f"aws s3api list-objects-v2 --bucket {REPORTS} {options}").status == 0) is allowed

    def test_a_missing_key_is_told_only_to_whom_may_list(self, alice: Room) -> None:
        """The list permission of Staff asks for s3:prefix, which GetObject does not have."""
        outcome = alice(self.get("reports/none"))
        assert (
            '"arn:aws:s3:::example-reports" because no identity-based policy allows the s3:ListBucket' in outcome.error
        )
        assert alice.cause(self.get("reports/none") + " --profile default") == "no-such-key"

    def test_that_there_is_no_bucket_is_told_to_anybody(self, alice: Room) -> None:
        assert alice.cause(self.get("k", "nowhere")) == "no-such-bucket"

    def test_all_buckets(self, room: Room) -> None:
        room.ok("sign-in Alice --password Looking-Glass-7")
        assert room("aws s3api list-buckets").error.endswith(
            "is not authorized to perform: s3:ListAllMyBuckets with an explicit deny in an identity-based policy\n"
        )

    def test_expired_and_unknown_credentials(self, room: Room) -> None:
        room.ok("AWS_ACCESS_KEY_ID=AKIAXXXXXXXXXXXXXXXX", "AWS_SECRET_ACCESS_KEY=x")
        assert "(InvalidAccessKeyId)" in room("aws s3api list-buckets").error
        assert "(AuthFailure)" in room("aws ec2 describe-instances").error
        keys = "Credentials.[AccessKeyId,SecretAccessKey,SessionToken]"
        key, secret, token = room.ok(
            f"aws sts get-session-token --profile default --query {keys} --output text"
        ).split()
        room.ok(f"AWS_ACCESS_KEY_ID={key}", f"AWS_SECRET_ACCESS_KEY={secret}", f"AWS_SESSION_TOKEN={token}")
        room.ok("aws s3api list-buckets", "wait 13h")
        assert (
            "(ExpiredToken) when calling the ListBuckets operation: The provided token has expired."
            in room("aws s3api list-buckets").error
        )
        assert "(RequestExpired)" in room("aws ec2 describe-instances").error
