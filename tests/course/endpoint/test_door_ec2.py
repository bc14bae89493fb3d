"""EC2 through the door: boto3's client, the protocol by hand, and botocore's names on the wire."""

from __future__ import annotations

from typing import Any

import botocore.session
import pytest
from doorroom import Room, Served, ask, signed
from storage import SHOP, TRIAL, key_of, refused

from course.endpoint.protocols.ec2 import NAMESPACE, VERSION, wire_name
from sim.people import Credentials

SUPPORTED = {
    *("Architecture BlockDeviceMappings ClientToken EbsOptimized EnaSupport Hypervisor NetworkInterfaces").split(),
    *("RootDeviceName RootDeviceType SecurityGroups StateReason Tags VirtualizationType InstanceId ImageId").split(),
    *("State PrivateDnsName PublicDnsName StateTransitionReason AmiLaunchIndex ProductCodes InstanceType").split(),
    *("LaunchTime Placement Monitoring PrivateIpAddress ReservationId OwnerId Groups Instances").split(),
    *("CurrentState PreviousState GroupName Tenancy AvailabilityZone").split(),
}
"""Members that an answer of ours can have."""


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
