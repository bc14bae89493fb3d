"""EC2's instances: what is told, states that move on with service time, EC2's words, and policies on instances."""

from __future__ import annotations

import json

import pytest
from simroom import Room

from sim.view import state

SHOP, TRIAL = "i-0a1b2c3d4e5f60718", "i-0f1e2d3c4b5a69788"


@pytest.fixture
def alice(enrolled: Room) -> Room:
    """Alice, signed in with her new device; Admin's keys stay in the profile default."""
    enrolled.ok("wait 30s", "sign-in Alice --password Looking-Glass-7 --code $(phone alice code)")
    return enrolled


def act(verb: str, *ids: str, more: str = "") -> str:
    return f"aws ec2 {verb}-instances --instance-ids {' '.join(ids)} {more}"


def now(room: Room, instance_id: str) -> str | None:
    found = {each["InstanceId"]: each["State"]["Name"] for each in state(room.world)["instances"]}
    return found.get(instance_id)


def ids(room: Room, *filters: str) -> list[str]:
    query = "Reservations[].Instances[].InstanceId"
    options = f"--filters {' '.join(filters)}" if filters else ""
    found: list[str] = json.loads(room.ok(f"aws ec2 describe-instances {options} --query {query}"))
    return found


def change(room: Room, line: str) -> list[tuple[str, str]]:
    (changes,) = json.loads(room.ok(line)).values()
    return [(each["PreviousState"]["Name"], each["CurrentState"]["Name"]) for each in changes]


def test_an_instance_starts_and_stops_with_time(room: Room) -> None:
    assert now(room, TRIAL) == "stopped"
    assert change(room, act("start", TRIAL)) == [("stopped", "pending")]
    assert change(room, act("start", TRIAL)) == [("pending", "pending")]
    assert room.cause(act("stop", TRIAL)) == "wrong-state"
    room.ok("wait 20s")
    assert now(room, TRIAL) == "running"
    assert change(room, act("stop", TRIAL, SHOP)) == [("running", "stopping")] * 2
    assert room(act("start", TRIAL)).error == (
        "\nAn error occurred (IncorrectInstanceState) when calling the StartInstances operation: "
        f"The instance '{TRIAL}' is not in a state from which it can be started.\n"
    )
    room.ok("wait 40s")
    (instance,) = json.loads(room.ok(f"aws ec2 describe-instances --instance-ids {SHOP}"))["Reservations"][0][
        "Instances"
    ]
    assert instance["State"] == {"Code": 80, "Name": "stopped"}
    assert instance["StateTransitionReason"] == "User initiated (2027-03-01 12:00:20 GMT)"
    assert instance["StateReason"]["Code"] == "Client.UserInitiatedShutdown"


def test_a_terminated_instance_is_seen_for_an_hour(room: Room) -> None:
    assert change(room, act("terminate", TRIAL)) == [("stopped", "shutting-down")]
    room.ok("wait 40s")
    assert now(room, TRIAL) == "terminated"
    assert change(room, act("terminate", TRIAL)) == [("terminated", "terminated")]
    room.ok("wait 59m")
    assert TRIAL in ids(room)
    room.ok("wait 1m")
    assert ids(room) == [SHOP]
    assert now(room, TRIAL) is None
    assert room.cause(act("terminate", TRIAL)) == "no-such-instance"
    room.ok("reset")
    assert now(room, TRIAL) == "stopped"


def test_all_or_none(room: Room) -> None:
    assert room.cause(act("terminate", TRIAL, SHOP)) == "protected"
    assert (now(room, TRIAL), now(room, SHOP)) == ("stopped", "running")


@pytest.mark.parametrize(
    ("line", "code", "message"),
    [
        (act("start", "i-12345678"), "InvalidInstanceID.NotFound", "The instance ID 'i-12345678' does not exist"),
        (
            act("stop", "i-12345678", TRIAL, "i-87654321"),
            "InvalidInstanceID.NotFound",
            "The instance IDs 'i-12345678, i-87654321' do not exist",
        ),
        (act("stop", "shop"), "InvalidInstanceID.Malformed", 'Invalid id: "shop"'),
        (act("describe", "i-XYZ"), "InvalidInstanceID.Malformed", 'Invalid id: "i-XYZ"'),
        (
            act("terminate", SHOP),
            "OperationNotPermitted",
            f"The instance '{SHOP}' may not be terminated. Modify its 'disableApiTermination' instance attribute and "
            "try again.",
        ),
        (
            act("start", TRIAL, more="--dry-run"),
            "DryRunOperation",
            "Request would have succeeded, but DryRun flag is set.",
        ),
        (
            "aws ec2 describe-instances --filters Name=tag,Values=x",
            "InvalidParameterValue",
            "The filter 'tag' is invalid",
        ),
        (
            "aws ec2 describe-instances --max-results 4",
            "InvalidParameterValue",
            "Value ( 4 ) for parameter maxResults is invalid. Expecting a value greater than 5.",
        ),
        (
            f"aws ec2 describe-instances --max-results 5 --instance-ids {SHOP}",
            "InvalidParameterCombination",
            "The parameter instancesSet cannot be used with the parameter maxResults",
        ),
        (
            "aws ec2 describe-instances --next-token 99",
            "InvalidParameterValue",
            "Invalid value for 'nextToken'",
        ),
    ],
)
def test_refusals_in_ec2s_words(room: Room, line: str, code: str, message: str) -> None:
    before = state(room.world)["instances"]
    outcome = room(line)
    assert outcome.status == 254
    assert outcome.error.startswith(f"\nAn error occurred ({code}) when calling the ")
    assert outcome.error.endswith(f" operation: {message}\n")
    assert state(room.world)["instances"] == before
    assert state(room.world)["trail"][-1]["errorCode"] == f"Client.{code}"


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        (["Name=instance-state-name,Values=stopped"], [TRIAL]),
        (["Name=instance-state-name,Values=running,stopped"], [SHOP, TRIAL]),
        (["Name=instance-state-code,Values=16"], [SHOP]),
        (["Name=tag:Environment,Values=prod*"], [SHOP]),
        (["Name=tag:Environment,Values=PROD*"], []),
        (["Name=tag:Name,Values=tria?"], [TRIAL]),
        (["Name=tag-key,Values=Environment", "Name=instance-type,Values=t3.small"], [SHOP]),
        (["Name=instance-type,Values=t3.small", "Name=tag:Name,Values=trial"], []),
        ([f"Name=instance-id,Values={TRIAL}"], [TRIAL]),
        (["Name=private-ip-address,Values=172.31.0.10"], [SHOP]),
        (["Name=owner-id,Values=123456789012", "Name=launch-time,Values=2026-12-01T*"], [SHOP, TRIAL]),
        (['\'{"Name": "tag:Name", "Values": ["shop", "trial"]}\''], [SHOP, TRIAL]),
        (["'Name=tag:Name,Values=[shop,other]'"], [SHOP]),
    ],
)
def test_filters(room: Room, filters: list[str], found: list[str]) -> None:
    assert ids(room, *filters) == found


class TestPolicies:
    def test_nothing_without_mfa(self, room: Room) -> None:
        room.ok("sign-in Alice --password Looking-Glass-7")
        assert room("aws ec2 describe-instances").error == (
            "\nAn error occurred (UnauthorizedOperation) when calling the DescribeInstances operation: You are not "
            "authorized to perform this operation. User: arn:aws:iam::123456789012:user/Alice is not authorized to "
            "perform: ec2:DescribeInstances with an explicit deny in an identity-based policy\n"
        )

    def test_a_tag_decides_which_instances_may_be_started(self, alice: Room) -> None:
        assert change(alice, act("start", TRIAL)) == [("stopped", "pending")]
        assert alice(act("stop", SHOP)).error == (
            "\nAn error occurred (UnauthorizedOperation) when calling the StopInstances operation: You are not "
            "authorized to perform this operation. User: arn:aws:iam::123456789012:user/Alice is not authorized to "
            f"perform: ec2:StopInstances on resource: arn:aws:ec2:us-east-1:123456789012:instance/{SHOP} because no "
            "identity-based policy allows the ec2:StopInstances action\n"
        )

    def test_every_instance_must_be_allowed(self, alice: Room) -> None:
        alice.ok("wait 1m")
        assert alice.cause(act("start", TRIAL, SHOP)) == "implicit-deny"
        assert now(alice, TRIAL) == "stopped"

    def test_a_dry_run_tells_whether_one_may(self, alice: Room) -> None:
        assert alice.cause(act("start", TRIAL, more="--dry-run")) == "dry-run"
        assert alice.cause(act("start", SHOP, more="--dry-run")) == "implicit-deny"
        assert now(alice, TRIAL) == "stopped"

    def test_an_unknown_instance_is_told_only_to_whom_may(self, alice: Room) -> None:
        assert alice.cause(act("terminate", "i-12345678")) == "implicit-deny"
        assert alice.cause(act("terminate", "x")) == "malformed-id"
        assert alice.cause(act("terminate", "i-12345678", more="--profile default")) == "no-such-instance"

    @pytest.mark.parametrize(
        ("conditions", "allowed"),
        [
            ({"StringEquals": {"ec2:ResourceTag/Environment": "test", "ec2:InstanceType": "t3.micro"}}, True),
            ({"StringEquals": {"ec2:Region": "us-east-1", "aws:RequestedRegion": "us-east-1"}}, True),
            ({"StringEquals": {"aws:ResourceTag/Environment": "production"}}, False),
            ({"StringEquals": {"ec2:InstanceType": "t3.small"}}, False),
        ],
    )
    def test_condition_keys(self, alice: Room, conditions: object, allowed: bool) -> None:
        statement = {"Effect": "Allow", "Action": "ec2:TerminateInstances", "Resource": "*", "Condition": conditions}
        document = json.dumps({"Version": "2012-10-17", "Statement": statement})
        put = f"aws iam put-user-policy --user-name Alice --policy-name p --policy-document '{document}'"
        alice.ok(f"{put} --profile default")
        outcome = alice(act("terminate", TRIAL))
        assert (outcome.status == 0) is allowed


def test_pages(room: Room) -> None:
    first = json.loads(room.ok("aws ec2 describe-instances --max-items 1"))
    assert [each["Instances"][0]["InstanceId"] for each in first["Reservations"]] == [SHOP]
    rest = json.loads(room.ok(f"aws ec2 describe-instances --starting-token {first['NextToken']}"))
    assert [each["Instances"][0]["InstanceId"] for each in rest["Reservations"]] == [TRIAL]
    assert "NextToken" not in rest
    assert room("aws ec2 describe-instances --starting-token x").status == 254
    assert room("aws ec2 describe-instances --max-items x").status == 252


def test_what_stands_in_the_trail(room: Room) -> None:
    room.ok(act("start", TRIAL), "aws ec2 describe-instances --filters Name=tag:Name,Values=a,b")
    started, described = state(room.world)["trail"][-2:]
    assert started["eventSource"] == "ec2.amazonaws.com"
    assert started["requestParameters"] == {"instancesSet": {"items": [{"instanceId": TRIAL}]}}
    (item,) = started["responseElements"]["instancesSet"]["items"]
    assert item["currentState"] == {"code": 0, "name": "pending"}
    assert described["requestParameters"] == {
        "filterSet": {"items": [{"name": "tag:Name", "valueSet": {"items": [{"value": "a"}, {"value": "b"}]}}]}
    }
    assert described["responseElements"] is None


def test_an_instances_tags_speak_in_explanations(room: Room) -> None:
    ask = "explain ec2:StartInstances arn:aws:ec2:us-east-1:123456789012:instance/{} as Alice with mfa"
    assert "user/Alice: allowed." in room.ok(ask.format(TRIAL))
    refused = room.ok(ask.format(SHOP))
    assert 'aws:ResourceTag/Environment is "production", and the condition is StringEquals "test"' in refused
