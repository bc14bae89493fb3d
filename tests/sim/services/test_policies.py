"""Managed policies with versions, inline policies, attachments, boundaries."""

from __future__ import annotations

import json
from urllib.parse import unquote

import pytest
from simroom import Room

from sim.people import Credentials
from sim.services import OPERATIONS
from sim.services.invoke import invoke
from sim.view import state

P = "arn:aws:iam::123456789012:policy/P"
READ = "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"


def document(action: str = "s3:*", effect: str = "Allow") -> str:
    return json.dumps(
        {"Version": "2012-10-17", "Statement": [{"Effect": effect, "Action": action, "Resource": "*"}]},
        separators=(",", ":"),
    )


def quoted(action: str = "s3:*", effect: str = "Allow") -> str:
    return f"'{document(action, effect)}'"


@pytest.fixture
def kept(room: Room) -> Room:
    room.ok(f"aws iam create-policy --policy-name P --policy-document {quoted()} --description 'what it is for'")
    return room


def test_a_policy_and_its_ids(kept: Room) -> None:
    policy = json.loads(kept.ok(f"aws iam get-policy --policy-arn {P}"))["Policy"]
    assert policy["PolicyId"].startswith("ANPA")
    assert policy["Description"] == "what it is for"
    assert (policy["DefaultVersionId"], policy["AttachmentCount"], policy["IsAttachable"]) == ("v1", 0, True)
    assert state(kept.world)["policies"][1]["Versions"] == ["v1"]


def test_the_api_encodes_what_the_cli_shows_decoded(kept: Room) -> None:
    person = kept.world.people["you"]
    credentials = person.profiles["default"]
    assert isinstance(credentials, Credentials)
    operation = OPERATIONS["iam", "GetPolicyVersion"]
    reply = invoke(kept.world, credentials, "you", operation, {"PolicyArn": P, "VersionId": "v1"})
    assert reply.data is not None
    text = reply.data["PolicyVersion"]["Document"]
    assert text.startswith("%7B%22Version%22%3A%222012-10-17%22")
    assert unquote(text) == document()
    shown = json.loads(kept.ok(f"aws iam get-policy-version --policy-arn {P} --version-id v1"))
    assert shown["PolicyVersion"]["Document"] == json.loads(document())


class TestVersions:
    def test_the_default_speaks(self, kept: Room) -> None:
        new = f"aws iam create-policy-version --policy-arn {P} --policy-document {quoted('ec2:*')}"
        assert json.loads(kept.ok(new))["PolicyVersion"]["VersionId"] == "v2"
        assert json.loads(kept.ok(f"aws iam get-policy --policy-arn {P}"))["Policy"]["DefaultVersionId"] == "v1"
        assert json.loads(kept.ok(f"{new} --set-as-default"))["PolicyVersion"]["IsDefaultVersion"] is True
        kept.ok(f"aws iam delete-policy-version --policy-arn {P} --version-id v2")
        kept.ok(f"aws iam set-default-policy-version --policy-arn {P} --version-id v1")
        listed = json.loads(kept.ok(f"aws iam list-policy-versions --policy-arn {P}"))["Versions"]
        assert [(v["VersionId"], v["IsDefaultVersion"]) for v in listed] == [("v3", False), ("v1", True)]
        assert json.loads(kept.ok(new))["PolicyVersion"]["VersionId"] == "v4", "ids are never used again"

    def test_refusals(self, kept: Room) -> None:
        new = f"aws iam create-policy-version --policy-arn {P} --policy-document {quoted('ec2:*')}"
        assert (
            "Cannot delete the default version of a policy."
            in kept(f"aws iam delete-policy-version --policy-arn {P} --version-id v1").error
        )
        assert "NoSuchEntity" in kept(f"aws iam get-policy-version --policy-arn {P} --version-id v9").error
        kept.ok(new)
        assert "This policy has more than one version." in kept(f"aws iam delete-policy --policy-arn {P}").error
        kept.ok(new, new, new)
        outcome = kept(new)
        assert "(LimitExceeded)" in outcome.error
        assert "A managed policy can have up to 5 versions." in outcome.error


class TestAttachments:
    @pytest.mark.parametrize(
        ("kind", "name"), [("user", "Alice"), ("group", "Staff"), ("role", "Ops")], ids=["user", "group", "role"]
    )
    def test_attach_list_detach(self, kept: Room, kind: str, name: str) -> None:
        trust = '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"AWS":"123456789012"},'
        kept.ok(f'aws iam create-role --role-name Ops --assume-role-policy-document \'{trust}"Action":"sts:*"}}}}\'')
        attach = f"aws iam attach-{kind}-policy --{kind}-name {name} --policy-arn {P}"
        kept.ok(attach, attach)
        listed = kept.ok(f"aws iam list-attached-{kind}-policies --{kind}-name {name} --output text")
        assert P in listed
        entities = json.loads(kept.ok(f"aws iam list-entities-for-policy --policy-arn {P}"))
        assert [e[f"{kind.capitalize()}Name"] for e in entities[f"Policy{kind.capitalize()}s"]] == [name]
        assert json.loads(kept.ok(f"aws iam get-policy --policy-arn {P}"))["Policy"]["AttachmentCount"] == 1
        assert "Cannot delete a policy attached to entities." in kept(f"aws iam delete-policy --policy-arn {P}").error
        kept.ok(attach.replace("attach-", "detach-"))
        outcome = kept(attach.replace("attach-", "detach-"))
        assert outcome.error.endswith(f"Policy {P} was not found.\n")
        kept.ok(f"aws iam delete-policy --policy-arn {P}")

    def test_ten_at_most(self, room: Room) -> None:
        for number in range(11):
            room.ok(f"aws iam create-policy --policy-name p{number} --policy-document {quoted()}")
        arns = [P.replace("/P", f"/p{number}") for number in range(11)]
        room.ok(*(f"aws iam attach-user-policy --user-name Alan --policy-arn {arn}" for arn in arns[:10]))
        outcome = room(f"aws iam attach-user-policy --user-name Alan --policy-arn {arns[10]}")
        assert outcome.error.endswith("Cannot exceed quota for PoliciesPerUser: 10\n")

    def test_listing_by_use(self, kept: Room) -> None:
        kept.ok(
            f"aws iam attach-user-policy --user-name Alice --policy-arn {READ}",
            f"aws iam put-user-permissions-boundary --user-name Alice --permissions-boundary {P}",
        )
        names = "--query Policies[].PolicyName"
        assert json.loads(kept.ok(f"aws iam list-policies --scope Local {names}")) == ["ManageOwnMFA", "P"]
        attached = json.loads(kept.ok(f"aws iam list-policies --only-attached {names}"))
        assert attached == ["ManageOwnMFA", "P", "AdministratorAccess", "AmazonS3ReadOnlyAccess"]
        bounds = kept.ok(f"aws iam list-policies --only-attached --policy-usage-filter PermissionsBoundary {names}")
        assert json.loads(bounds) == ["P"]


class TestInline:
    def test_put_get_delete(self, room: Room) -> None:
        put = "aws iam put-user-policy --user-name Alan --policy-name Mixed --policy-document "
        room.ok(put + quoted(), put.replace("Mixed", "MIXED") + quoted(effect="Deny"))
        assert json.loads(room.ok("aws iam list-user-policies --user-name Alan"))["PolicyNames"] == ["Mixed"]
        shown = json.loads(room.ok("aws iam get-user-policy --user-name Alan --policy-name mixed"))
        assert shown["PolicyDocument"]["Statement"][0]["Effect"] == "Deny"
        room.ok("aws iam delete-user-policy --user-name Alan --policy-name mixed")
        for act in ("get", "delete"):
            outcome = room(f"aws iam {act}-user-policy --user-name Alan --policy-name mixed")
            assert outcome.error.endswith("The user policy with name mixed cannot be found.\n")

    def test_all_of_a_users_count_together(self, room: Room) -> None:
        def put(name: str, length: int) -> str:
            policy = document("s3:" + "x" * length)
            return f"aws iam put-user-policy --user-name Alan --policy-name {name} --policy-document '{policy}'"

        room.ok(put("a", 900), put("b", 900))
        outcome = room(put("c", 900))
        assert outcome.error.endswith("Maximum policy size of 2048 bytes exceeded for user Alan\n")
        room.ok(put("b", 100), put("c", 600))

    def test_a_malformed_one(self, room: Room) -> None:
        outcome = room("aws iam put-user-policy --user-name Alan --policy-name a --policy-document '{'")
        assert "(MalformedPolicyDocument)" in outcome.error
        assert outcome.error.endswith("Syntax errors in policy.\n")


class TestBoundaries:
    def test_a_boundary_bounds_but_grants_nothing(self, kept: Room) -> None:
        kept.ok(
            f"aws iam put-user-permissions-boundary --user-name Admin --permissions-boundary {P}",
        )
        outcome = kept("aws iam list-users")
        assert "because no permissions boundary allows the iam:ListUsers action" in outcome.error

    def test_made_with_one(self, kept: Room) -> None:
        kept.ok(f"aws iam create-user --user-name Bob --permissions-boundary {P}")
        user = json.loads(kept.ok("aws iam get-user --user-name Bob"))["User"]
        assert user["PermissionsBoundary"]["PermissionsBoundaryArn"] == P
        assert "Cannot delete a policy attached" in kept(f"aws iam delete-policy --policy-arn {P}").error
        kept.ok("aws iam delete-user-permissions-boundary --user-name Bob")
        assert "(NoSuchEntity)" in kept("aws iam delete-user-permissions-boundary --user-name Bob").error

    def test_an_unknown_policy(self, room: Room) -> None:
        outcome = room(f"aws iam create-user --user-name Bob --permissions-boundary {P}")
        assert "(NoSuchEntity)" in outcome.error


@pytest.mark.parametrize(
    ("line", "code", "words"),
    [
        (f"create-policy --policy-name p --policy-document {quoted()}", "EntityAlreadyExists", "A policy called p "),
        (f"get-policy --policy-arn {P}x", "NoSuchEntity", f"Policy {P}x was not found."),
        (f"attach-user-policy --user-name Alan --policy-arn {P}x", "NoSuchEntity", "does not exist or is not attach"),
        (f"attach-user-policy --user-name Nope --policy-arn {P}", "NoSuchEntity", "The user with name Nope cannot be"),
        (f"attach-role-policy --role-name Nope --policy-arn {P}", "NoSuchEntity", "The role with name Nope cannot be"),
        ("get-policy --policy-arn aaaaaaaaaaaaaaaaaaaaaaaa", "InvalidInput", "ARN aaaaaaaaaaaaaaaaaaaaaaaa is not"),
        (f"delete-policy --policy-arn {READ}", "AccessDenied", "Policy is outside your own account."),
        ("create-policy --policy-name q --policy-document nonsense", "MalformedPolicyDocument", "Syntax errors in"),
    ],
)  # fmt: skip
def test_refusals(kept: Room, line: str, code: str, words: str) -> None:
    outcome = kept(f"aws iam {line}")
    assert outcome.error.startswith(f"\nAn error occurred ({code}) when calling the")
    assert words in outcome.error


@pytest.mark.parametrize(
    ("line", "resource"),
    [
        ("list-policies", "policy path /"),
        (f"create-policy --policy-name Q --path /a/ --policy-document {quoted()}", "policy Q"),
        (f"get-policy --policy-arn {P}", f"policy {P}"),
        ("list-roles", "arn:aws:iam::123456789012:role/"),
        ("get-role --role-name R", "role R"),
        ("list-groups", "arn:aws:iam::123456789012:group/"),
        ("get-group --group-name G", "group G"),
        ("get-account-authorization-details", "*"),
        (
            f"simulate-principal-policy --policy-source-arn {P.replace('policy/P', 'user/Alan')} --action-names a:B",
            "arn:aws:iam::123456789012:user/Alan",
        ),
    ],
)
def test_resources_as_refusals_name_them(room: Room, line: str, resource: str) -> None:
    outcome = room("sign-in Alice --password Looking-Glass-7", f"aws iam {line}")
    assert f" on resource: {resource} with an explicit deny in an identity-based policy\n" in outcome.error


def test_a_condition_on_what_is_attached(room: Room) -> None:
    """iam:PolicyARN is the policy that is attached (Service Authorization Reference, IAM)."""
    statement = {
        "Effect": "Allow",
        "Action": "iam:AttachUserPolicy",
        "Resource": "*",
        "Condition": {"ArnEquals": {"iam:PolicyARN": READ}},
    }
    policy = json.dumps({"Version": "2012-10-17", "Statement": [statement]})
    room.ok(
        "aws iam create-user --user-name Bob",
        f"aws iam put-user-policy --user-name Bob --policy-name a --policy-document '{policy}'",
        "aws iam create-login-profile --user-name Bob --password Some-Thing-1",
        "sign-in Bob --password Some-Thing-1",
        f"aws iam attach-user-policy --user-name Alan --policy-arn {READ}",
    )
    other = "arn:aws:iam::aws:policy/AdministratorAccess"
    assert room.cause(f"aws iam attach-user-policy --user-name Bob --policy-arn {other}") == "implicit-deny"
