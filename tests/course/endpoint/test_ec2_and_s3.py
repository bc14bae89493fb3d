"""EC2 and S3 through the door: boto3's clients, the protocols by hand, and botocore's names on the wire."""

from __future__ import annotations

import base64
import io
import urllib.request
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import boto3
import botocore.session
import pytest
from botocore.auth import S3SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.config import Config
from botocore.credentials import Credentials as Keys
from botocore.exceptions import ClientError
from doorroom import PORT, Room, Served, ask, signed
from hypothesis import given, settings
from hypothesis import strategies as st

from course.endpoint.protocols import Request
from course.endpoint.protocols.chunked import decoded
from course.endpoint.protocols.ec2 import NAMESPACE, VERSION, wire_name
from course.endpoint.protocols.s3 import HEADERS, QUERY
from sim.errors import ServiceError
from sim.people import Credentials
from sim.services import OPERATIONS
from sim.services.s3.buckets import REGIONS

REPORTS = "example-reports"
SHOP, TRIAL = "i-0a1b2c3d4e5f60718", "i-0f1e2d3c4b5a69788"


def refused(call: Callable[..., Any], **parameters: Any) -> tuple[str, int, str]:
    """Code, status and message of a call that must be refused."""
    with pytest.raises(ClientError) as caught:
        call(**parameters)
    answer = caught.value.response
    return answer["Error"]["Code"], answer["ResponseMetadata"]["HTTPStatusCode"], answer["Error"]["Message"]


class TestEC2:
    @pytest.fixture
    def ec2(self, served: Served) -> Any:
        return served.client("ec2")

    def test_instances_as_boto3_reads_them(self, ec2: Any) -> None:
        answer = ec2.describe_instances(Filters=[{"Name": "tag:Environment", "Values": ["t*", "x"]}])
        (reservation,) = answer["Reservations"]
        (instance,) = reservation["Instances"]
        assert (reservation["OwnerId"], reservation["Groups"]) == ("123456789012", [])
        assert (instance["InstanceId"], instance["InstanceType"]) == (TRIAL, "t3.micro")
        assert instance["State"] == {"Code": 80, "Name": "stopped"}
        assert {"Key": "Name", "Value": "trial"} in instance["Tags"]
        assert instance["LaunchTime"].isoformat() == "2026-12-01T12:00:00+00:00"
        assert (instance["PublicDnsName"], instance["Placement"]["AvailabilityZone"]) == ("", "us-east-1a")
        assert instance["Monitoring"] == {"State": "disabled"}
        assert instance["EbsOptimized"] is False

    def test_start_wait_stop_terminate(self, served: Served, ec2: Any) -> None:
        assert ec2.start_instances(InstanceIds=[TRIAL])["StartingInstances"] == [
            {
                "InstanceId": TRIAL,
                "CurrentState": {"Code": 0, "Name": "pending"},
                "PreviousState": {"Code": 80, "Name": "stopped"},
            }
        ]
        served.room.ok("wait 1m")
        ec2.get_waiter("instance_running").wait(InstanceIds=[TRIAL], WaiterConfig={"MaxAttempts": 1})
        (stopping,) = ec2.stop_instances(InstanceIds=[TRIAL], Force=True)["StoppingInstances"]
        assert stopping["CurrentState"]["Name"] == "stopping"
        (terminating,) = ec2.terminate_instances(InstanceIds=[TRIAL])["TerminatingInstances"]
        assert terminating["CurrentState"] == {"Code": 32, "Name": "shutting-down"}
        paged = ec2.get_paginator("describe_instances").paginate(PaginationConfig={"PageSize": 5})
        assert [each["Reservations"][0]["Instances"][0]["InstanceId"] for each in paged] == [SHOP]

    @pytest.mark.parametrize(
        ("operation", "parameters", "code", "status"),
        [
            ("start_instances", {"InstanceIds": [TRIAL], "DryRun": True}, "DryRunOperation", 412),
            ("start_instances", {"InstanceIds": ["i-12345678"]}, "InvalidInstanceID.NotFound", 400),
            ("describe_instances", {"InstanceIds": ["nonsense"]}, "InvalidInstanceID.Malformed", 400),
            ("describe_instances", {"MaxResults": 1}, "InvalidParameterValue", 400),
            ("terminate_instances", {"InstanceIds": [SHOP]}, "OperationNotPermitted", 400),
            ("stop_instances", {"InstanceIds": []}, "MissingParameter", 400),
            ("run_instances", {"MinCount": 1, "MaxCount": 1}, "InvalidAction", 400),
        ],
    )
    def test_refusals(self, ec2: Any, operation: str, parameters: dict[str, Any], code: str, status: int) -> None:
        assert refused(getattr(ec2, operation), **parameters)[:2] == (code, status)

    def test_who_may_not(self, served: Served) -> None:
        served.room.ok("aws iam create-user --user-name Eve")
        client = served.client("ec2", key_of(served.room, "Eve"))
        words = "You are not authorized to perform this operation. User: arn:aws:iam::123456789012:user/Eve is not"
        code, status, message = refused(client.stop_instances, InstanceIds=[SHOP], DryRun=True)
        assert (code, status) == ("UnauthorizedOperation", 403)
        assert message.startswith(words)
        code, status, message = refused(client.describe_instances)
        assert message == (
            f"{words} authorized to perform: ec2:DescribeInstances because no identity-based policy allows the "
            "ec2:DescribeInstances action"
        )
        stranger = Credentials("AKIAXXXXXXXXXXXXXXXX", "x")
        assert refused(served.client("ec2", stranger).describe_instances)[:2] == ("AuthFailure", 401)

    @pytest.mark.parametrize(
        ("body", "status", "words"),
        [
            ("Action=DescribeInstances", 400, "<Code>MissingParameter</Code>"),
            (f"Version={VERSION}", 400, "must contain the parameter Action"),
            (
                f"Action=DescribeInstances&Version={VERSION}&InstanceId.1={SHOP}",
                200,
                f"<instanceId>{SHOP}</instanceId>",
            ),
            (f"Action=DescribeInstances&Version={VERSION}&Filter.1.Name=x&Filter.1.Value.1=y", 400, "InvalidParameter"),
            (f"Action=DescribeInstances&Version={VERSION}&Filter.1.Value=y", 400, "<Errors><Error><Code>"),
            (f"Action=DescribeInstances&Version={VERSION}&InstanceId=a", 400, "<Errors><Error><Code>"),
            (f"Action=DescribeInstances&Version={VERSION}&MaxResults=many", 400, "<Errors><Error><Code>"),
            (f"Action=StartInstances&Version={VERSION}", 400, "must contain the parameter InstanceId<"),
        ],
    )
    def test_by_hand(self, door: Room, body: str, status: int, words: str) -> None:
        answer = ask(door, signed(door.administrator, body, service="ec2"))
        assert (answer.status, words in answer.body.decode()) == (status, True), answer.body
        if status == 200:
            assert NAMESPACE in answer.body.decode()

    def test_names_on_the_wire_are_botocores(self) -> None:
        model = botocore.session.get_session().get_service_model("ec2")
        for name, ours in (
            ("Instance", True),
            ("Reservation", False),
            ("InstanceStateChange", False),
            ("Placement", False),
        ):
            for member, shape in model.shape_for(name).members.items():
                if member not in ("Groups",) or name == "Reservation":
                    assert wire_name(member, in_instance=ours) == shape.serialization["name"] or member not in SUPPORTED


SUPPORTED = {
    *("Architecture BlockDeviceMappings ClientToken EbsOptimized EnaSupport Hypervisor NetworkInterfaces").split(),
    *("RootDeviceName RootDeviceType SecurityGroups StateReason Tags VirtualizationType InstanceId ImageId").split(),
    *("State PrivateDnsName PublicDnsName StateTransitionReason AmiLaunchIndex ProductCodes InstanceType").split(),
    *("LaunchTime Placement Monitoring PrivateIpAddress ReservationId OwnerId Groups Instances").split(),
    *("CurrentState PreviousState GroupName Tenancy AvailabilityZone").split(),
}
"""Members that an answer of ours can have."""


def key_of(room: Room, user: str) -> Credentials:
    query = "AccessKey.[AccessKeyId,SecretAccessKey]"
    words = room.ok(f"aws iam create-access-key --user-name {user} --query {query} --output text").split()
    return Credentials(*words)


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
        from sim.services.s3.checksums import checksum

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
            ("put_object", {"Bucket": REPORTS, "Key": "k", "Body": b"x" * 1_000_001}, "EntityTooLarge", 400),
            ("put_object", {"Bucket": REPORTS, "Key": "k", "Body": b"x" * 2_000_000}, "EntityTooLarge", 400),
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
        request = signed(door.administrator, service="s3", method="GET", path="/reports/readme.txt")
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
            ("GET", f"/{REPORTS}", b"", 405, "MethodNotAllowed"),
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
        request = signed(door.administrator, service="s3", method="GET", path=f"/{REPORTS}/k")
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
        answer = ask(door, signed(door.administrator, service="s3", method="GET", path=f"/{REPORTS}/k"))
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


def signed_for_s3(credentials: Credentials, method: str, path: str, body: bytes) -> Request:
    """A request signed as S3 has it: the path encoded once, the body's hash in a header."""
    sent = AWSRequest(method, f"http://127.0.0.1:{PORT}{path}", data=body)
    S3SigV4Auth(Keys(credentials.access_key_id, credentials.secret_access_key), "s3", "us-east-1").add_auth(sent)
    headers = {"host": f"127.0.0.1:{PORT}"} | {name.lower(): value for name, value in sent.headers.items()}
    raw_path, _, query = path.partition("?")
    return Request(method, raw_path, query, headers, body)


def put(door: Room, body: bytes, headers: dict[str, str]) -> Any:
    request = signed(door.administrator, body, service="s3", method="PUT", path=f"/{REPORTS}/k", headers=headers)
    return ask(door, request)


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
