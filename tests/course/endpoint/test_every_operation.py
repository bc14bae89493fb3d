"""Every declared operation through boto3, in one story of an account."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pyotp
import pytest
import zxingcpp
from doorroom import Served
from PIL import Image
from simroom import START

from course.driver import Driver
from course.progress.transcript import Transcript, dump, load
from sim.people import Credentials
from sim.services import OPERATIONS
from sim.world import World

ALLOW = json.dumps(
    {
        "Version": "2012-10-17",
        "Statement": [{"Effect": "Allow", "Action": "s3:*", "Resource": "arn:aws:s3:::a+ %&b*", "Sid": "Ab1"}],
    }
)
TRUST = json.dumps(
    {
        "Version": "2012-10-17",
        "Statement": [
            {
                "Effect": "Allow",
                "Principal": {"AWS": "arn:aws:iam::123456789012:root"},
                "Action": "sts:AssumeRole",
                "Condition": {"StringEquals": {"sts:ExternalId": "8a"}},
            }
        ],
    }
)
READ_ONLY = "arn:aws:iam::aws:policy/IAMReadOnlyAccess"
TAGS = [{"Key": "team", "Value": "Kunst + Bühne"}]


class Story:
    """Calls through clients, each operation written down."""

    def __init__(self, served: Served) -> None:
        self.served = served
        self.told: set[tuple[str, str]] = set()

    def __call__(
        self, service: str, operation: str, credentials: Credentials | None = None, /, **parameters: Any
    ) -> Any:
        client = self.served.client(service, credentials)
        self.told.add((service, operation))
        method: Callable[..., Any] = getattr(
            client, {v: k for k, v in client.meta.method_to_api_mapping.items()}[operation]
        )
        answer = method(**parameters)
        assert answer["ResponseMetadata"]["HTTPStatusCode"] in (200, 204)
        assert answer["ResponseMetadata"]["RequestId"]
        return answer


def codes_of(served: Served, seed: bytes) -> tuple[str, str]:
    """The codes of the last step and of this one."""
    codes, now = pyotp.TOTP(seed.decode()), served.room.world.time // 1_000
    return codes.at(now - 30), codes.at(now)


@pytest.mark.long
def test_every_operation(served: Served, start: World) -> None:
    """And whatever the programs did stands in the transcript: run again, its lines make the same world."""
    call = Story(served)
    users(call)
    groups_and_policies(call)
    roles(call)
    devices(call)
    account(call)
    protected(call)
    last_things(call)
    assert call.told == set(OPERATIONS)
    kept = Transcript("alice-and-alan", start.seed, START, tuple(served.room.kept.lines))
    again = Driver(start, lambda: START)
    for time, line in load(dump(kept), "kept.txt").lines:
        again.replay(time, line)
    assert again.history.world == served.room.history.world
    assert again.history.acts == served.room.history.acts


def users(call: Story) -> None:
    made = call("iam", "CreateUser", UserName="Bob", Path="/staff/", Tags=TAGS)["User"]
    assert made["Arn"] == "arn:aws:iam::123456789012:user/staff/Bob"
    assert made["UserId"].startswith("AIDA")
    assert made["CreateDate"].timestamp() == call.served.room.world.time // 1_000
    assert call("iam", "GetUser", UserName="Bob")["User"] == made
    call("iam", "UpdateUser", UserName="Bob", NewPath="/crew/")
    assert [user["UserName"] for user in call("iam", "ListUsers", PathPrefix="/crew/")["Users"]] == ["Bob"]
    first = call("iam", "ListUsers", MaxItems=2)
    assert first["IsTruncated"]
    rest = call("iam", "ListUsers", MaxItems=2, Marker=first["Marker"])
    assert len(first["Users"]) == 2
    assert not rest["IsTruncated"]
    call("iam", "TagUser", UserName="Bob", Tags=[{"Key": "floor", "Value": ""}])
    assert call("iam", "ListUserTags", UserName="Bob")["Tags"] == [{"Key": "floor", "Value": ""}, *TAGS]
    call("iam", "UntagUser", UserName="Bob", TagKeys=["floor", "team"])
    assert call("iam", "ListUserTags", UserName="Bob")["Tags"] == []
    assert not call("iam", "CreateLoginProfile", UserName="Bob", Password="Kräfte-9-aa+&=")["LoginProfile"][
        "PasswordResetRequired"
    ]
    call("iam", "UpdateLoginProfile", UserName="Bob", PasswordResetRequired=True)
    assert call("iam", "GetLoginProfile", UserName="Bob")["LoginProfile"]["PasswordResetRequired"] is True
    key = call("iam", "CreateAccessKey", UserName="Bob")["AccessKey"]
    call("iam", "AttachUserPolicy", UserName="Bob", PolicyArn="arn:aws:iam::aws:policy/IAMUserChangePassword")
    bob = Credentials(key["AccessKeyId"], key["SecretAccessKey"])
    assert call("sts", "GetCallerIdentity", bob)["Arn"].endswith(":user/crew/Bob")
    call("iam", "ChangePassword", bob, OldPassword="Kräfte-9-aa+&=", NewPassword="Neue-Kräfte-10")
    call("iam", "UpdateAccessKey", UserName="Bob", AccessKeyId=key["AccessKeyId"], Status="Inactive")
    assert call("iam", "ListAccessKeys", UserName="Bob")["AccessKeyMetadata"][0]["Status"] == "Inactive"
    assert call("iam", "GetAccessKeyLastUsed", AccessKeyId=key["AccessKeyId"])["UserName"] == "Bob"
    call("iam", "DeleteAccessKey", UserName="Bob", AccessKeyId=key["AccessKeyId"])
    call("iam", "DeleteLoginProfile", UserName="Bob")


def groups_and_policies(call: Story) -> None:
    assert call("iam", "CreateGroup", GroupName="Crew")["Group"]["GroupId"].startswith("AGPA")
    call("iam", "UpdateGroup", GroupName="Crew", NewGroupName="Ship")
    call("iam", "AddUserToGroup", GroupName="Ship", UserName="Bob")
    assert [user["UserName"] for user in call("iam", "GetGroup", GroupName="Ship")["Users"]] == ["Bob"]
    assert call("iam", "ListGroupsForUser", UserName="Bob")["Groups"][0]["GroupName"] == "Ship"
    assert {group["GroupName"] for group in call("iam", "ListGroups")["Groups"]} == {"Ship", "Staff"}
    policy = call("iam", "CreatePolicy", PolicyName="Files", PolicyDocument=ALLOW, Tags=TAGS)["Policy"]["Arn"]
    version = call("iam", "CreatePolicyVersion", PolicyArn=policy, PolicyDocument=ALLOW)["PolicyVersion"]["VersionId"]
    assert call("iam", "GetPolicyVersion", PolicyArn=policy, VersionId=version)["PolicyVersion"][
        "Document"
    ] == json.loads(ALLOW)
    call("iam", "SetDefaultPolicyVersion", PolicyArn=policy, VersionId=version)
    call("iam", "DeletePolicyVersion", PolicyArn=policy, VersionId="v1")
    assert len(call("iam", "ListPolicyVersions", PolicyArn=policy)["Versions"]) == 1
    assert call("iam", "GetPolicy", PolicyArn=policy)["Policy"]["DefaultVersionId"] == version
    assert policy in [each["Arn"] for each in call("iam", "ListPolicies", Scope="Local")["Policies"]]
    call("iam", "TagPolicy", PolicyArn=policy, Tags=[{"Key": "a", "Value": "b"}])
    call("iam", "UntagPolicy", PolicyArn=policy, TagKeys=["a"])
    assert call("iam", "ListPolicyTags", PolicyArn=policy)["Tags"] == TAGS
    for kind, name in (("Group", "Ship"), ("User", "Bob")):
        who = {f"{kind}Name": name}
        call("iam", f"Attach{kind}Policy", **who, PolicyArn=policy)
        attached = call("iam", f"ListAttached{kind}Policies", **who)["AttachedPolicies"]
        assert {"PolicyName": "Files", "PolicyArn": policy} in attached
        call("iam", f"Put{kind}Policy", **who, PolicyName="own", PolicyDocument=ALLOW)
        assert call("iam", f"List{kind}Policies", **who)["PolicyNames"] == ["own"]
        own = call("iam", f"Get{kind}Policy", **who, PolicyName="own")
        assert own["PolicyDocument"] == json.loads(ALLOW)
        call("iam", f"Delete{kind}Policy", **who, PolicyName="own")
    assert call("iam", "ListEntitiesForPolicy", PolicyArn=policy)["PolicyGroups"][0]["GroupName"] == "Ship"
    decided = call(
        "iam",
        "SimulatePrincipalPolicy",
        PolicySourceArn="arn:aws:iam::123456789012:user/crew/Bob",
        ActionNames=["s3:GetObject", "ec2:StopInstances"],
        ResourceArns=["arn:aws:s3:::a+ %&b/c"],
        ContextEntries=[
            {"ContextKeyName": "aws:MultiFactorAuthPresent", "ContextKeyValues": ["true"], "ContextKeyType": "boolean"}
        ],
    )["EvaluationResults"]
    assert [each["EvalDecision"] for each in decided] == ["allowed", "implicitDeny"]
    decided = call(
        "iam",
        "SimulateCustomPolicy",
        PolicyInputList=[ALLOW],
        ActionNames=["s3:ListAllMyBuckets"],
        ResourceArns=["arn:aws:s3:::a+ %&b/c"],
    )
    assert decided["EvaluationResults"][0]["MatchedStatements"]
    assert call("iam", "GetContextKeysForCustomPolicy", PolicyInputList=[ALLOW])["ContextKeyNames"] == []
    call("iam", "GetContextKeysForPrincipalPolicy", PolicySourceArn="arn:aws:iam::123456789012:user/crew/Bob")
    call("iam", "DetachGroupPolicy", GroupName="Ship", PolicyArn=policy)
    call("iam", "DetachUserPolicy", UserName="Bob", PolicyArn=policy)
    call("iam", "PutUserPermissionsBoundary", UserName="Bob", PermissionsBoundary=policy)
    call("iam", "DeleteUserPermissionsBoundary", UserName="Bob")
    call("iam", "DeletePolicy", PolicyArn=policy)
    call("iam", "RemoveUserFromGroup", GroupName="Ship", UserName="Bob")
    call("iam", "DeleteGroup", GroupName="Ship")


def roles(call: Story) -> None:
    role = call("iam", "CreateRole", RoleName="Deploy", AssumeRolePolicyDocument=TRUST, MaxSessionDuration=7200)["Role"]
    assert role["RoleId"].startswith("AROA")
    assert role["AssumeRolePolicyDocument"] == json.loads(TRUST)
    call("iam", "UpdateAssumeRolePolicy", RoleName="Deploy", PolicyDocument=TRUST)
    call("iam", "UpdateRole", RoleName="Deploy", Description="puts it there")
    call("iam", "UpdateRoleDescription", RoleName="Deploy", Description="takes it there")
    assert call("iam", "GetRole", RoleName="Deploy")["Role"]["Description"] == "takes it there"
    assert [each["RoleName"] for each in call("iam", "ListRoles")["Roles"]] == ["Deploy"]
    call("iam", "TagRole", RoleName="Deploy", Tags=TAGS)
    assert call("iam", "ListRoleTags", RoleName="Deploy")["Tags"] == TAGS
    assert call("iam", "ListInstanceProfilesForRole", RoleName="Deploy")["InstanceProfiles"] == []
    call("iam", "UntagRole", RoleName="Deploy", TagKeys=["team"])
    call("iam", "AttachRolePolicy", RoleName="Deploy", PolicyArn=READ_ONLY)
    assert call("iam", "ListAttachedRolePolicies", RoleName="Deploy")["AttachedPolicies"][0]["PolicyArn"] == READ_ONLY
    call("iam", "PutRolePolicy", RoleName="Deploy", PolicyName="own", PolicyDocument=ALLOW)
    assert call("iam", "ListRolePolicies", RoleName="Deploy")["PolicyNames"] == ["own"]
    own = call("iam", "GetRolePolicy", RoleName="Deploy", PolicyName="own")
    assert own["PolicyDocument"] == json.loads(ALLOW)
    call("iam", "PutRolePermissionsBoundary", RoleName="Deploy", PermissionsBoundary=READ_ONLY)
    call("iam", "DeleteRolePermissionsBoundary", RoleName="Deploy")
    assumed = call(
        "sts", "AssumeRole", RoleArn=role["Arn"], RoleSessionName="now1", ExternalId="8a", DurationSeconds=900
    )
    assert assumed["AssumedRoleUser"]["Arn"] == "arn:aws:sts::123456789012:assumed-role/Deploy/now1"
    keys = assumed["Credentials"]
    assert keys["Expiration"].timestamp() == call.served.room.world.time // 1_000 + 900
    session = Credentials(keys["AccessKeyId"], keys["SecretAccessKey"], keys["SessionToken"])
    assert call("sts", "GetCallerIdentity", session)["Arn"] == assumed["AssumedRoleUser"]["Arn"]
    call("iam", "DeleteRolePolicy", RoleName="Deploy", PolicyName="own")
    call("iam", "DetachRolePolicy", RoleName="Deploy", PolicyArn=READ_ONLY)
    call("iam", "DeleteRole", RoleName="Deploy")


def devices(call: Story) -> None:
    device = call("iam", "CreateVirtualMFADevice", VirtualMFADeviceName="bob", Path="/crew/", Tags=TAGS)[
        "VirtualMFADevice"
    ]
    serial, seed = device["SerialNumber"], device["Base32StringSeed"]
    assert serial == "arn:aws:iam::123456789012:mfa/crew/bob"
    assert len(seed) == 64
    assert device["Tags"] == TAGS
    assert scanned(device["QRCodePNG"]).startswith(
        f"otpauth://totp/Amazon%20Web%20Services:bob@123456789012?secret={seed.decode()}"
    )
    assert call("iam", "ListMFADeviceTags", SerialNumber=serial)["Tags"] == TAGS
    call("iam", "TagMFADevice", SerialNumber=serial, Tags=[{"Key": "a", "Value": "b"}])
    call("iam", "UntagMFADevice", SerialNumber=serial, TagKeys=["a"])
    one, two = codes_of(call.served, seed)
    call(
        "iam", "EnableMFADevice", UserName="Bob", SerialNumber=serial, AuthenticationCode1=one, AuthenticationCode2=two
    )
    assert call("iam", "ListMFADevices", UserName="Bob")["MFADevices"][0]["SerialNumber"] == serial
    listed = call("iam", "ListVirtualMFADevices", AssignmentStatus="Assigned")["VirtualMFADevices"]
    assert serial in [each["SerialNumber"] for each in listed]
    assert not any("Base32StringSeed" in each or "QRCodePNG" in each for each in listed)
    call.served.room.ok("wait 60s")
    one, two = codes_of(call.served, seed)
    call(
        "iam", "ResyncMFADevice", UserName="Bob", SerialNumber=serial, AuthenticationCode1=one, AuthenticationCode2=two
    )
    key = call("iam", "CreateAccessKey", UserName="Bob")["AccessKey"]
    bob = Credentials(key["AccessKeyId"], key["SecretAccessKey"])
    call.served.room.ok("wait 30s")
    _, now = codes_of(call.served, seed)
    keys = call("sts", "GetSessionToken", bob, SerialNumber=serial, TokenCode=now)["Credentials"]
    assert keys["AccessKeyId"].startswith("ASIA")
    session = Credentials(keys["AccessKeyId"], keys["SecretAccessKey"], keys["SessionToken"])
    assert call("sts", "GetCallerIdentity", session)["Arn"].endswith("/Bob")
    call("iam", "DeactivateMFADevice", UserName="Bob", SerialNumber=serial)
    call("iam", "DeleteVirtualMFADevice", SerialNumber=serial)
    client = call.served.client("iam")
    call.told.add(("iam", "GetMFADevice"))
    try:
        client.get_mfa_device(SerialNumber=serial)
    except client.exceptions.ClientError as error:
        assert "only hardware FIDO security keys are supported" in error.response["Error"]["Message"]
    else:
        raise AssertionError("there are no FIDO keys here")


def scanned(png: bytes) -> str:
    """What a phone reads in a picture."""
    import io

    (code,) = zxingcpp.read_barcodes(Image.open(io.BytesIO(png)))
    return str(code.text)


def account(call: Story) -> None:
    call("iam", "DeleteAccountAlias", AccountAlias="example")
    call("iam", "CreateAccountAlias", AccountAlias="theatre")
    assert call("iam", "ListAccountAliases")["AccountAliases"] == ["theatre"]
    assert call("iam", "GetAccountSummary")["SummaryMap"]["Users"] == 4
    call("iam", "UpdateAccountPasswordPolicy", MinimumPasswordLength=12, RequireSymbols=True)
    assert call("iam", "GetAccountPasswordPolicy")["PasswordPolicy"]["MinimumPasswordLength"] == 12
    call("iam", "DeleteAccountPasswordPolicy")
    for _ in range(5):
        if call("iam", "GenerateCredentialReport")["State"] == "COMPLETE":
            break
        call.served.room.ok("wait 10s")
    report = call("iam", "GetCredentialReport")
    assert report["Content"].startswith(b"user,arn,user_creation_time")
    assert report["ReportFormat"] == "text/csv"
    details = call("iam", "GetAccountAuthorizationDetails")
    assert {user["UserName"] for user in details["UserDetailList"]} == {"Admin", "Alan", "Alice", "Bob"}
    events = call("cloudtrail", "LookupEvents", MaxResults=2)["Events"]
    assert events[0]["EventName"] == "GetAccountAuthorizationDetails"
    assert json.loads(events[0]["CloudTrailEvent"])["eventSource"] == "iam.amazonaws.com"

    pattern = json.dumps({"source": ["aws.iam"], "detail": {"eventName": ["CreateUser"]}})
    arn = call("events", "PutRule", Name="new-users", EventPattern=pattern)["RuleArn"]
    assert call("events", "DescribeRule", Name="new-users")["Arn"] == arn
    call("events", "PutRule", Name="other", EventPattern=pattern, State="DISABLED", Description="ä & b")
    first = call("events", "ListRules", Limit=1)
    assert [rule["Name"] for rule in first["Rules"]] == ["new-users"]
    (rest,) = call("events", "ListRules", NextToken=first["NextToken"])["Rules"]
    assert (rest["State"], rest["Description"]) == ("DISABLED", "ä & b")
    event = {"id": "1", "account": "1", "source": "aws.iam", "time": "", "region": "", "resources": []}
    event |= {"detail-type": "", "detail": {"eventName": "CreateUser"}}
    assert call("events", "TestEventPattern", EventPattern=pattern, Event=json.dumps(event))["Result"] is True
    call("events", "DeleteRule", Name="other")


def protected(call: Story) -> None:
    call("s3", "CreateBucket", Bucket="props-2027")
    assert "props-2027" in [bucket["Name"] for bucket in call("s3", "ListBuckets")["Buckets"]]
    call("s3", "HeadBucket", Bucket="props-2027")
    call("s3", "GetBucketLocation", Bucket="props-2027")
    call("s3", "PutObject", Bucket="props-2027", Key="a b/ü+.txt", Body=b"\x00sword", Metadata={"act": "2"})
    got = call("s3", "GetObject", Bucket="props-2027", Key="a b/ü+.txt")
    assert got["Body"].read() == b"\x00sword"
    assert got["Metadata"] == {"act": "2"}
    assert call("s3", "HeadObject", Bucket="props-2027", Key="a b/ü+.txt")["ContentLength"] == 6
    for listing in ("ListObjectsV2", "ListObjects"):
        assert [each["Key"] for each in call("s3", listing, Bucket="props-2027")["Contents"]] == ["a b/ü+.txt"]
    call("s3", "DeleteObject", Bucket="props-2027", Key="a b/ü+.txt")
    call("s3", "DeleteBucket", Bucket="props-2027")
    call("ec2", "DescribeInstances")
    instances = call.served.room.world.account.instances.values()
    instance = next(each.instance_id for each in instances if not each.protected)
    call("ec2", "StopInstances", InstanceIds=[instance])
    call.served.room.ok("wait 5m")
    call("ec2", "StartInstances", InstanceIds=[instance])
    call("ec2", "TerminateInstances", InstanceIds=[instance])


def last_things(call: Story) -> None:
    keys = call("iam", "ListAccessKeys", UserName="Bob")["AccessKeyMetadata"]
    for key in keys:
        call("iam", "DeleteAccessKey", UserName="Bob", AccessKeyId=key["AccessKeyId"])
    call("iam", "DetachUserPolicy", UserName="Bob", PolicyArn="arn:aws:iam::aws:policy/IAMUserChangePassword")
    call("iam", "DeleteUser", UserName="Bob")
    assert "Bob" not in call.served.room.world.account.users
