"""Every declaration held against botocore's service model, so that it cannot drift."""

from __future__ import annotations

import botocore.session
import pytest
from botocore import xform_name
from botocore.model import OperationModel, Shape

from sim.services import OPERATIONS, declare
from sim.services.declare import Operation

LEFT_OUT = {
    "CreateRole": {"MaxSigninSessionDuration"},
    "UpdateRole": {"MaxSigninSessionDuration", "ResetMaxSigninSessionDuration"},
    "AssumeRole": {"ProvidedContexts", "MinimumSessionTokenSize", "SessionTokenSize", "SessionTokenUtilization"},
    "SimulatePrincipalPolicy": {"PolicyExclusionList"},
    "SimulateCustomPolicy": {"OrderedOrganizationPolicyInputList"},
    "CreateLoginProfile": {"MaxSigninSessionDuration"},
    "UpdateLoginProfile": {"MaxSigninSessionDuration", "ResetMaxSigninSessionDuration"},
    "GetSessionToken": {"MinimumSessionTokenSize", "SessionTokenSize", "SessionTokenUtilization"},
    "DescribeInstances": {"IncludeManagedResources"},
    "StartInstances": {"AdditionalInfo"},
    "StopInstances": {"Hibernate"},
    "DeleteObject": {"IfMatch"},
    "PutObject": {"ContentLength"},
    "PutRule": {"ScheduleExpression", "RoleArn", "Tags"},
    "DescribeRule": {"ScheduleExpression", "RoleArn", "ManagedBy"},
}
"""Members of the service model that the account does not have:
what came in 2026, organizations, identity contexts, EC2's hibernation, EventBridge's schedules and tags."""

S3_LEFT_OUT = {
    "access lists": "ACL GrantFullControl GrantRead GrantReadACP GrantWrite GrantWriteACP ObjectOwnership",
    "versions": "VersionId DeleteMarker MFA IfMatchLastModifiedTime IfMatchSize WriteOffsetBytes Size",
    "object lock": "ObjectLockEnabledForBucket ObjectLockMode ObjectLockRetainUntilDate ObjectLockLegalHoldStatus "
    "ObjectLockEventHold ObjectLockEventHoldDurationDays ObjectLockEventHoldDurationYears BypassGovernanceRetention",
    "keys of one's own": "SSECustomerAlgorithm SSECustomerKey SSECustomerKeyMD5 SSEKMSKeyId SSEKMSEncryptionContext "
    "BucketKeyEnabled",
    "storage classes": "StorageClass Expiration Restore ArchiveStatus ReplicationStatus OptionalObjectAttributes",
    "multipart uploads": "PartNumber PartsCount",
    "requester pays": "RequestPayer RequestCharged",
    "tags of objects": "Tagging TagCount",
    "websites, directory buckets and namespaces": "WebsiteRedirectLocation BucketNamespace BucketLocationType "
    "BucketLocationName",
    "dates as conditions, answers reworded": "IfModifiedSince IfUnmodifiedSince Expires MissingMeta "
    "ResponseCacheControl ResponseContentDisposition ResponseContentEncoding ResponseContentLanguage "
    "ResponseContentType ResponseExpires",
    "checksums of 2026": "ChecksumSHA512 ChecksumMD5 ChecksumXXHASH64 ChecksumXXHASH3 ChecksumXXHASH128",
}
"""Members of S3's operations that the account does not have, by what they are for."""

NOT_AN_INPUT = {"PutObject": {"ServerSideEncryption"}}
"""Members that an operation tells and does not take."""

OWN_WORDS = {"LocationConstraint", "ChecksumAlgorithm", "EncodingType"}
"""Members whose wrong values S3 refuses in words of its own, so that the declaration leaves the choice open."""

PARTS = {"CreateBucketConfiguration": {"Location", "Bucket", "Tags"}}
"""Members of structures that are left out: directory buckets, and tags."""


@pytest.fixture(scope="module")
def models() -> dict[str, dict[str, OperationModel]]:
    session = botocore.session.get_session()
    services = {service for service, _ in OPERATIONS}
    found = {}
    for service in services:
        model = session.get_service_model(service)
        found[service] = {name: model.operation_model(name) for name in model.operation_names}
    return found


@pytest.mark.parametrize("operation", list(OPERATIONS.values()), ids=lambda operation: operation.action)
def test_a_declaration_agrees_with_the_service_model(
    operation: Operation, models: dict[str, dict[str, OperationModel]]
) -> None:
    model = models[operation.service][operation.name]
    left_out = LEFT_OUT.get(operation.name, set())
    members = dict(model.input_shape.members) if model.input_shape else {}
    results = set(model.output_shape.members) if model.output_shape else set()
    assert left_out <= {*members, *results}
    if operation.service == "s3":
        left_out = left_out | set(" ".join(S3_LEFT_OUT.values()).split())
    not_taken = left_out | NOT_AN_INPUT.get(operation.name, set())
    members = {name: member for name, member in members.items() if name not in not_taken}
    required = model.input_shape.required_members if model.input_shape else []
    assert [p.name for p in operation.parameters] == list(members), "in the model's order"
    assert {p.name for p in operation.parameters if p.required} == set(required)
    for parameter in operation.parameters:
        agree(parameter.shape, members[parameter.name], parameter.name)
    assert set(operation.result) == results - left_out
    codes = {shape.metadata.get("error", {}).get("code", shape.name) for shape in model.error_shapes}
    assert set(operation.errors) == codes


def agree(ours: declare.Shape, theirs: Shape, where: str) -> None:
    assert ours.kind == theirs.type_name, where
    metadata = theirs.metadata
    assert (ours.minimum, ours.maximum) == (metadata.get("min"), metadata.get("max")), where
    name = where.rpartition(".")[2]
    assert set(ours.enum) == (set() if name in OWN_WORDS else set(metadata.get("enum", ()))), where
    if ours.kind == "string" and not ours.enum:
        assert ours.pattern == metadata.get("pattern"), where
    if theirs.type_name == "list":
        assert ours.member is not None
        agree(ours.member, theirs.member, f"{where}[]")
    if theirs.type_name == "structure":
        assert set(ours.members) == set(theirs.members) - PARTS.get(name, set())
        assert set(ours.required) == set(theirs.required_members)
        for inner, shape in ours.members.items():
            agree(shape, theirs.members[inner], f"{where}.{inner}")


@pytest.mark.parametrize("operation", list(OPERATIONS.values()), ids=lambda operation: operation.action)
def test_names_on_the_command_line_are_the_clis(operation: Operation) -> None:
    assert operation.cli_name == xform_name(operation.name, "-")
    for parameter in operation.parameters:
        assert parameter.option == "--" + xform_name(parameter.name, "-")
