"""EC2 and S3 on the command line: files in and out, the short commands of aws s3, pages, the CLI's shorthand."""

from __future__ import annotations

import json

import botocore  # noqa: F401 (the AWS CLI, where it comes first, puts its own in this one's place)
import pytest
from awscli.shorthand import ShorthandParser
from simroom import Room

from sim.services import OPERATIONS
from sim.shell.aws_options import read_options
from sim.world import File

REPORTS = "example-reports"
CREATE = (
    "aws iam create-virtual-mfa-device --virtual-mfa-device-name alice --outfile a.png --bootstrap-method QRCodePNG"
)


def test_an_object_goes_in_from_a_file_and_out_to_a_file(room: Room) -> None:
    room.ok("echo hello > in.txt")
    put = json.loads(room.ok(f"aws s3api put-object --bucket {REPORTS} --key k --body in.txt --metadata a=1,b=2"))
    assert put["ETag"] == '"b1946ac92492d2347c6235b4d2611184"'
    got = json.loads(room.ok(f"aws s3api get-object --bucket {REPORTS} --key k out.txt"))
    assert (got["ContentLength"], got["Metadata"]) == (6, {"a": "1", "b": "2"})
    assert "Body" not in got
    assert got["ChecksumCRC64NVME"] == put["ChecksumCRC64NVME"]
    assert room.ok("cat out.txt") == "hello\n"


def test_a_picture_of_a_seed_in_a_bucket_is_still_one(room: Room) -> None:
    """Whoever may read the bucket has the second factor."""
    room.ok(CREATE, f"aws s3 cp a.png s3://{REPORTS}/a.png", f"aws s3 cp s3://{REPORTS}/a.png b.png")
    assert room.ok("cat b.png").endswith(room.ok("cat a.png").partition("\n")[2])
    assert json.loads(room.ok(f"aws s3api head-object --bucket {REPORTS} --key a.png"))["ContentType"] == "image/png"
    room.ok("phone alice scan b.png")


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (f"aws s3api get-object --bucket {REPORTS} --key k", "the following arguments are required: outfile"),
        (f"aws s3api get-object --bucket {REPORTS} --key k a b", "Unknown options: b"),
        (f"aws s3api put-object --bucket {REPORTS} --key k --body none", "Blob values must be a path to a file."),
        (f"aws s3api put-object --bucket {REPORTS} --key k --metadata x", "Expected: '=', received: 'EOF'"),
        ("aws s3api list-objects-v2 --bucket 'a b'", 'Invalid bucket name "a b": Bucket name must match the regex'),
        ("aws s3api list-object", "Maybe you meant:\n\n  * list-objects"),
        ("aws s3", "Known here: ls, cp, rm, mb, rb."),
        ("aws s3 lss", "Did you mean ls?"),
        ("aws s3 cp a", "cp takes two paths"),
        ("aws s3 cp a b", "cp takes a file and an s3:// path"),
        ("aws s3 rm a", "One s3:// path is expected"),
        ("aws s3 mb s3://", "One s3:// path is expected"),
        (f"aws s3 rm s3://{REPORTS}", "with --recursive"),
        (f"aws s3 rm s3://{REPORTS}/a --force", "Unknown options: --force"),
        ("aws ec2 start-instances", "the following arguments are required: --instance-ids"),
        ("aws ec2 describe-instances --filters Name", "Expected: '=', received: 'EOF'"),
        (
            """aws ec2 describe-instances --filters '{"Name": "a", "Values": "b"}'""",
            "Invalid type for parameter Filters[0].Values",
        ),
        ("aws ec2 describe-instances --max-items", "expected one argument"),
    ],
)
def test_lines_that_the_cli_cannot_read(room: Room, line: str, words: str) -> None:
    outcome = room(line)
    assert outcome.status == 252
    assert words in outcome.error


class TestShortCommands:
    def test_ls(self, room: Room) -> None:
        assert room.ok("aws s3 ls") == f"2026-12-01 12:00:00 {REPORTS}\n"
        below = "                           PRE private/\n                           PRE reports/\n"
        assert room.ok(f"aws s3 ls s3://{REPORTS}") == room.ok(f"aws s3 ls {REPORTS}/") == below
        assert room.ok(f"aws s3 ls s3://{REPORTS}/reports/") == (
            "2026-12-01 12:00:00         26 2027-02.csv\n2026-12-01 12:00:00         38 readme.txt\n"
        )
        assert "38 reports/readme.txt\n" in room.ok(f"aws s3 ls s3://{REPORTS} --recursive")
        nothing = room(f"aws s3 ls s3://{REPORTS}/none")
        assert (nothing.output, nothing.error, nothing.status) == ("", "", 1)
        assert room("aws s3 ls s3://nowhere").error == (
            "\nAn error occurred (NoSuchBucket) when calling the ListObjectsV2 operation: "
            "The specified bucket does not exist\n"
        )

    def test_cp(self, room: Room) -> None:
        room.ok("echo hello > a.txt")
        assert room.ok(f"aws s3 cp a.txt s3://{REPORTS}") == f"upload: ./a.txt to s3://{REPORTS}/a.txt\n"
        assert room.ok(f"aws s3 cp ./a.txt s3://{REPORTS}/x/") == f"upload: ./a.txt to s3://{REPORTS}/x/a.txt\n"
        assert room.ok(f"aws s3 cp s3://{REPORTS}/a.txt s3://{REPORTS}/b") == (
            f"copy: s3://{REPORTS}/a.txt to s3://{REPORTS}/b\n"
        )
        assert room.ok(f"aws s3 cp s3://{REPORTS}/b c.txt") == f"download: s3://{REPORTS}/b to ./c.txt\n"
        assert room.ok(f"aws s3 cp s3://{REPORTS}/x/a.txt . --quiet") == ""
        assert room.ok(f"aws s3 cp s3://{REPORTS}/b -") == room.ok("cat c.txt") == "hello\n"
        assert json.loads(room.ok(f"aws s3api head-object --bucket {REPORTS} --key b"))["ContentType"] == "text/plain"

    def test_cp_refused(self, room: Room) -> None:
        assert room("aws s3 cp none s3://x").error == "\nThe user-provided path none does not exist.\n"
        assert room("aws s3 cp none s3://x").status == 255
        outcome = room(f"aws s3 cp s3://{REPORTS}/none a")
        assert (outcome.status, outcome.error) == (
            1,
            'fatal error: An error occurred (404) when calling the HeadObject operation: Key "none" does not exist\n',
        )
        room.ok("echo hello > a.txt")
        assert room("aws s3 cp a.txt s3://nowhere").error == (
            "upload failed: ./a.txt to s3://nowhere/a.txt An error occurred (NoSuchBucket) when calling the PutObject "
            "operation: The specified bucket does not exist\n"
        )

    def test_buckets_and_rm(self, room: Room) -> None:
        assert room.ok("aws s3 mb s3://mine") == "make_bucket: mine\n"
        assert room("aws s3 mb s3://X").error.startswith("make_bucket failed: s3://X An error occurred (InvalidBucket")
        assert room(f"aws s3 rb s3://{REPORTS}").error.startswith(f"remove_bucket failed: s3://{REPORTS} An error")
        assert room.ok(f"aws s3 rm s3://{REPORTS}/private/salaries.csv") == (
            f"delete: s3://{REPORTS}/private/salaries.csv\n"
        )
        assert room.ok(f"aws s3 rm s3://{REPORTS}/rep --recursive").count("delete: ") == 2
        assert room.ok(f"aws s3 rb s3://{REPORTS}", "aws s3 ls").endswith(" mine\n")

    def test_help(self, room: Room) -> None:
        assert "cp FILE s3://BUCKET[/KEY]" in room.ok("aws s3 help")
        assert "outfile (required)" in room.ok("aws s3api get-object help")
        assert "  get-object " in room.ok("aws s3api help")
        assert "s3api" in room.ok("aws help")

    def test_a_call_of_the_tutor(self, room: Room) -> None:
        room.ok("echo hello > a.txt")
        outcome = room(f"aws s3 cp a.txt s3://{REPORTS}/a.txt")
        assert outcome.call is not None
        assert (outcome.call.service, outcome.call.operation) == ("s3", "PutObject")
        assert outcome.call.parameters == {"Bucket": REPORTS, "Key": "a.txt", "ContentType": "text/plain"}


def test_pages_as_the_cli_joins_and_cuts_them(room: Room) -> None:
    listing = f"aws s3api list-objects-v2 --bucket {REPORTS}"
    whole = json.loads(room.ok(listing))
    assert list(whole) == ["Contents", "RequestCharged", "Prefix"]
    first = json.loads(room.ok(f"{listing} --max-items 2"))
    rest = json.loads(room.ok(f"{listing} --starting-token {first['NextToken']} --page-size 1"))
    assert first["Contents"] + rest["Contents"] == whole["Contents"]
    page = json.loads(room.ok(f"{listing} --max-keys 1"))
    assert (page["KeyCount"], page["IsTruncated"], "RequestCharged" in page) == (1, True, False)
    after = json.loads(room.ok(f"{listing} --continuation-token {page['NextContinuationToken']}"))
    assert page["Contents"] + after["Contents"] == whole["Contents"]
    assert list(json.loads(room.ok("aws s3api list-buckets"))) == ["Buckets", "Owner", "Prefix"]
    rolled = json.loads(room.ok(f"{listing} --delimiter / --max-items 1"))
    assert [each["Prefix"] for each in rolled["CommonPrefixes"]] == ["private/", "reports/"]
    assert json.loads(room.ok(f"{listing} --prefix none")) == {"RequestCharged": None, "Prefix": "none"}


@pytest.mark.parametrize(
    "text",
    [
        "Name=a,Values=b",
        "Name=tag:Name,Values=b,c",
        "Values=b,c,Name=z",
        "Name=tag:Name,Values=[x,y]",
        "Name=a=b,Values=c d",
        "Name='a,b',Values=\"q,r\"",
    ],
)
def test_shorthand_as_the_cli_reads_it(text: str) -> None:
    theirs = ShorthandParser().parse(text)
    if isinstance(theirs["Values"], str):
        theirs["Values"] = [theirs["Values"]]
    operation = OPERATIONS["ec2", "DescribeInstances"]
    options = read_options(operation, ["--filters", text], (), dict[str, File]())
    assert options.parameters["Filters"] == [theirs]
