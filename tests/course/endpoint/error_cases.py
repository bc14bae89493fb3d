"""For each refusal that the account gives: a call that gets it. docs/aws-coverage.md lists what stands here."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from sim.services import OPERATIONS
from sim.services.declare import Operation

DOCUMENT = json.dumps({"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}})
TRUST = json.dumps(
    {
        "Version": "2012-10-17",
        "Statement": {"Effect": "Allow", "Principal": {"AWS": "123456789012"}, "Action": "sts:AssumeRole"},
    }
)
PATTERN = '{"source":["aws.iam"]}'
BROKEN = '{"Version": "2012-10-17"}'
LARGE = json.dumps(
    {
        "Version": "2012-10-17",
        "Statement": {"Effect": "Allow", "Action": "*", "Resource": [f"arn:aws:s3:::{n:040}" for n in range(300)]},
    }
)
OWN = "arn:aws:iam::123456789012:policy/ManageOwnMFA"
AWS_OWN = "arn:aws:iam::aws:policy/AdministratorAccess"

UNKNOWN: dict[str, Any] = {
    "UserName": "Nobody",
    "GroupName": "Nobodies",
    "RoleName": "Nothing",
    "PolicyArn": "arn:aws:iam::123456789012:policy/Nothing",
    "PolicySourceArn": "arn:aws:iam::123456789012:user/Nobody",
    "PolicyName": "nothing",
    "SerialNumber": "arn:aws:iam::123456789012:mfa/nothing",
    "AccessKeyId": "AKIAXXXXXXXXXXXXXXXX",
    "AccountAlias": "nothing",
    "VersionId": "v1",
    "Tags": [{"Key": "a", "Value": "b"}],
    "TagKeys": ["a"],
    "PolicyDocument": DOCUMENT,
    "PermissionsBoundary": AWS_OWN,
    "AuthenticationCode1": "123456",
    "AuthenticationCode2": "654321",
    "Status": "Active",
    "Description": "",
    "ActionNames": ["iam:GetUser"],
}
"""A value for each required parameter that names nothing there is."""


@dataclass(frozen=True)
class Case:
    """After some lines of setting up, a call gets this code."""

    service: str
    operation: str
    code: str
    parameters: dict[str, Any] = field(default_factory=dict)
    lines: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        return f"{self.operation}-{self.code}"


def _unknown(operation: Operation) -> Case:
    required = [parameter.name for parameter in operation.parameters if parameter.required]
    names = required or [p.name for p in operation.parameters if p.name == "UserName"]
    parameters = {name: UNKNOWN[name] for name in names}
    if operation.name == "UpdateAssumeRolePolicy":
        parameters["PolicyDocument"] = TRUST
    if operation.name == "CreateLoginProfile":
        parameters["Password"] = "Long-Enough-77"
    return Case(operation.service, operation.name, "NoSuchEntity", parameters)


NEVER_UNKNOWN = {
    "ChangePassword",
    "CreateGroup",
    "CreateUser",
    "GetCredentialReport",
    "GetMFADevice",
    "UpdateAccountPasswordPolicy",
}
"""Operations that name nothing which has to be there, or find another fault first."""


def _iam(operation: str, code: str, *lines: str, **parameters: Any) -> Case:
    return Case("iam", operation, code, parameters, lines)


ROLE = f"aws iam create-role --role-name R --assume-role-policy-document '{TRUST}'"
DEVICE = (
    "aws iam create-virtual-mfa-device --virtual-mfa-device-name d --outfile d.png --bootstrap-method QRCodePNG",
    "phone alice scan",
    "wait next-code",
    "code1=$(phone alice code)",
    "wait next-code",
)
ENABLED = (
    *DEVICE,
    "aws iam enable-mfa-device --user-name Alice --serial-number arn:aws:iam::123456789012:mfa/d "
    "--authentication-code1 $code1 --authentication-code2 $(phone alice code)",
)
SERIAL = "arn:aws:iam::123456789012:mfa/d"
WRONG = {"AuthenticationCode1": "000000", "AuthenticationCode2": "000000"}
KEYS = ("aws iam create-access-key --user-name Alice", "aws iam create-access-key --user-name Alice")
VERSIONS = tuple(f"aws iam create-policy-version --policy-arn {OWN} --policy-document '{DOCUMENT}'" for _ in range(4))

CASES = (
    *(
        _unknown(operation)
        for operation in OPERATIONS.values()
        if "NoSuchEntity" in operation.errors and operation.name not in NEVER_UNKNOWN
    ),
    _iam("CreateUser", "EntityAlreadyExists", UserName="alice"),
    _iam("CreateUser", "NoSuchEntity", UserName="New", PermissionsBoundary=UNKNOWN["PolicyArn"]),
    _iam("UpdateUser", "EntityAlreadyExists", UserName="Alice", NewUserName="Alan"),
    _iam("DeleteUser", "DeleteConflict", UserName="Alice"),
    _iam("CreateGroup", "EntityAlreadyExists", GroupName="Staff"),
    _iam(
        "UpdateGroup", "EntityAlreadyExists", "aws iam create-group --group-name G", GroupName="G", NewGroupName="Staff"
    ),
    _iam("DeleteGroup", "DeleteConflict", GroupName="Staff"),
    _iam("CreateRole", "EntityAlreadyExists", ROLE, RoleName="R", AssumeRolePolicyDocument=TRUST),
    _iam("CreateRole", "MalformedPolicyDocument", RoleName="R", AssumeRolePolicyDocument=BROKEN),
    _iam(
        "DeleteRole",
        "DeleteConflict",
        ROLE,
        f"aws iam attach-role-policy --role-name R --policy-arn {AWS_OWN}",
        RoleName="R",
    ),
    _iam("UpdateAssumeRolePolicy", "MalformedPolicyDocument", ROLE, RoleName="R", PolicyDocument=DOCUMENT),
    _iam("CreatePolicy", "EntityAlreadyExists", PolicyName="ManageOwnMFA", PolicyDocument=DOCUMENT),
    _iam("CreatePolicy", "MalformedPolicyDocument", PolicyName="P", PolicyDocument=BROKEN),
    _iam("CreatePolicy", "LimitExceeded", PolicyName="P", PolicyDocument=LARGE),
    _iam("CreatePolicyVersion", "MalformedPolicyDocument", PolicyArn=OWN, PolicyDocument=BROKEN),
    _iam("CreatePolicyVersion", "LimitExceeded", *VERSIONS, PolicyArn=OWN, PolicyDocument=DOCUMENT),
    _iam("DeletePolicy", "DeleteConflict", PolicyArn=OWN),
    _iam("DeletePolicyVersion", "DeleteConflict", PolicyArn=OWN, VersionId="v1"),
    _iam("PutUserPolicy", "MalformedPolicyDocument", UserName="Alice", PolicyName="p", PolicyDocument=BROKEN),
    _iam("PutUserPolicy", "LimitExceeded", UserName="Alice", PolicyName="p", PolicyDocument=LARGE),
    _iam("PutGroupPolicy", "MalformedPolicyDocument", GroupName="Staff", PolicyName="p", PolicyDocument=BROKEN),
    _iam("PutGroupPolicy", "LimitExceeded", GroupName="Staff", PolicyName="p", PolicyDocument=LARGE),
    _iam("PutRolePolicy", "MalformedPolicyDocument", ROLE, RoleName="R", PolicyName="p", PolicyDocument=BROKEN),
    _iam("PutRolePolicy", "LimitExceeded", ROLE, RoleName="R", PolicyName="p", PolicyDocument=LARGE),
    _iam("CreateLoginProfile", "EntityAlreadyExists", UserName="Alice", Password="Long-Enough-77"),
    _iam(
        "CreateLoginProfile",
        "PasswordPolicyViolation",
        "aws iam delete-login-profile --user-name Alice",
        UserName="Alice",
        Password="short",
    ),
    _iam("UpdateLoginProfile", "PasswordPolicyViolation", UserName="Alice", Password="short"),
    _iam("ChangePassword", "PasswordPolicyViolation", OldPassword="Keep-The-Keys-41", NewPassword="short"),
    _iam(
        "ChangePassword",
        "NoSuchEntity",
        "aws iam delete-login-profile --user-name Admin",
        OldPassword="Keep-The-Keys-41",
        NewPassword="Long-Enough-77",
    ),
    _iam("CreateAccessKey", "LimitExceeded", *KEYS, UserName="Alice"),
    _iam("CreateVirtualMFADevice", "EntityAlreadyExists", DEVICE[0], VirtualMFADeviceName="d"),
    _iam("EnableMFADevice", "EntityAlreadyExists", *ENABLED, UserName="Alan", SerialNumber=SERIAL, **WRONG),
    _iam("EnableMFADevice", "InvalidAuthenticationCode", *DEVICE, UserName="Alice", SerialNumber=SERIAL, **WRONG),
    _iam("ResyncMFADevice", "InvalidAuthenticationCode", *ENABLED, UserName="Alice", SerialNumber=SERIAL, **WRONG),
    _iam("DeleteVirtualMFADevice", "DeleteConflict", *ENABLED, SerialNumber=SERIAL),
    _iam("CreateAccountAlias", "EntityAlreadyExists", AccountAlias="example"),
    _iam("GetCredentialReport", "ReportNotPresent"),
    _iam("TagUser", "InvalidInput", UserName="Alice", Tags=[{"Key": "a", "Value": ""}, {"Key": "A", "Value": ""}]),
    _iam("CreateUser", "InvalidInput", UserName="New", Tags=[{"Key": "a", "Value": ""}, {"Key": "A", "Value": ""}]),
    _iam(
        "TagUser",
        "LimitExceeded",
        "aws iam tag-user --user-name Alice --tags " + " ".join(f"Key=k{number},Value=v" for number in range(50)),
        UserName="Alice",
        Tags=[{"Key": "more", "Value": ""}],
    ),
    _iam("SimulateCustomPolicy", "InvalidInput", PolicyInputList=[BROKEN], ActionNames=["iam:GetUser"]),
    _iam("GetContextKeysForCustomPolicy", "InvalidInput", PolicyInputList=[BROKEN]),
    Case(
        "sts",
        "AssumeRole",
        "MalformedPolicyDocument",
        {"RoleArn": "arn:aws:iam::123456789012:role/R", "RoleSessionName": "now", "Policy": BROKEN},
        (ROLE,),
    ),
    Case(
        "cloudtrail",
        "LookupEvents",
        "InvalidTimeRangeException",
        {"StartTime": 2_000_000_000, "EndTime": 1_000_000_000},
    ),
    Case("events", "PutRule", "InvalidEventPatternException", {"Name": "r", "EventPattern": '{"source": "aws.iam"}'}),
    Case("events", "PutRule", "ResourceNotFoundException", {"Name": "r", "EventBusName": "b", "EventPattern": PATTERN}),
    Case(
        "events",
        "PutRule",
        "LimitExceededException",
        {"Name": "r", "EventPattern": PATTERN},
        tuple(f"aws events put-rule --name r{number} --event-pattern '{PATTERN}'" for number in range(300)),
    ),
    Case("events", "DescribeRule", "ResourceNotFoundException", {"Name": "r"}),
    Case("events", "ListRules", "ResourceNotFoundException", {"EventBusName": "b"}),
    Case("events", "DeleteRule", "ResourceNotFoundException", {"Name": "r", "EventBusName": "b"}),
    Case("events", "TestEventPattern", "InvalidEventPatternException", {"EventPattern": "{}", "Event": "{}"}),
    Case("cloudtrail", "LookupEvents", "InvalidMaxResultsException", {"MaxResults": 51}),
    Case("cloudtrail", "LookupEvents", "InvalidNextTokenException", {"NextToken": "nothing"}),
    Case(
        "cloudtrail",
        "LookupEvents",
        "InvalidLookupAttributesException",
        {
            "LookupAttributes": [
                {"AttributeKey": "EventName", "AttributeValue": "a"},
                {"AttributeKey": "Username", "AttributeValue": "b"},
            ]
        },
    ),
    Case(
        "s3",
        "GetObject",
        "NoSuchKey",
        {"Bucket": "props-2027", "Key": "none"},
        ("aws s3api create-bucket --bucket props-2027",),
    ),
    Case("s3", "ListObjectsV2", "NoSuchBucket", {"Bucket": "nothing-there"}),
    Case("s3", "ListObjects", "NoSuchBucket", {"Bucket": "nothing-there"}),
)
