"""Roles and the sessions that AssumeRole gives."""

from __future__ import annotations

import json

import pytest
from simroom import START, Room

from sim.scenario import ScenarioError, load
from sim.view import state

OPS = "arn:aws:iam::123456789012:role/Ops"
SERIAL = "arn:aws:iam::123456789012:mfa/Alan"
READ = "arn:aws:iam::aws:policy/IAMReadOnlyAccess"
ASSUME = f"aws sts assume-role --role-arn {OPS} --role-session-name desk"
ALAN = "arn:aws:iam::123456789012:user/Alan"


def trust(principal: str = ALAN, action: str = "sts:AssumeRole", **condition: dict[str, str]) -> str:
    statement: dict[str, object] = {"Effect": "Allow", "Principal": {"AWS": principal}, "Action": action}
    if condition:
        statement["Condition"] = condition
    return json.dumps({"Version": "2012-10-17", "Statement": [statement]})


def make(room: Room, policy: str, *options: str) -> None:
    room.ok(
        f"aws iam create-role --role-name Ops --assume-role-policy-document '{policy}' {' '.join(options)}",
        f"aws iam attach-role-policy --role-name Ops --policy-arn {READ}",
    )


def keys(room: Room, line: str) -> None:
    """Go on with the credentials that a line of sts gives."""
    query = "--query Credentials.[AccessKeyId,SecretAccessKey,SessionToken] --output text"
    key, secret, token = room.ok(f"{line} {query}").split()
    room.ok(f"AWS_ACCESS_KEY_ID={key}", f"AWS_SECRET_ACCESS_KEY={secret}", f"AWS_SESSION_TOKEN={token}")


def alan(room: Room) -> Room:
    """Alan with an access key, and free to do what his own policies allow."""
    key, secret = room.ok(
        "aws iam create-access-key --user-name Alan --query AccessKey.[AccessKeyId,SecretAccessKey] --output text"
    ).split()
    room.ok("aws iam remove-user-from-group --group-name Staff --user-name Alan")
    room.ok(f"AWS_ACCESS_KEY_ID={key}", f"AWS_SECRET_ACCESS_KEY={secret}")
    return room


class TestRoles:
    def test_a_role(self, room: Room) -> None:
        make(room, trust(), "--path /team/", "--description 'for the desk'", "--tags Key=team,Value=desk")
        role = json.loads(room.ok("aws iam get-role --role-name Ops"))["Role"]
        assert role["RoleId"].startswith("AROA")
        assert role["Arn"] == "arn:aws:iam::123456789012:role/team/Ops"
        assert (role["MaxSessionDuration"], role["Description"]) == (3600, "for the desk")
        assert role["Tags"] == [{"Key": "team", "Value": "desk"}]
        assert role["AssumeRolePolicyDocument"] == json.loads(trust())
        assert role["RoleLastUsed"] == {}
        assert json.loads(room.ok("aws iam list-roles --query Roles[].RoleName")) == ["Ops"]
        room.ok("aws iam update-role --role-name Ops --max-session-duration 7200 --description other")
        assert state(room.world)["roles"][0]["MaxSessionDuration"] == 7200

    def test_it_goes_only_when_bare(self, room: Room) -> None:
        make(room, trust())
        assert "must detach all policies first." in room("aws iam delete-role --role-name Ops").error
        room.ok(
            f"aws iam detach-role-policy --role-name Ops --policy-arn {READ}", "aws iam delete-role --role-name Ops"
        )
        assert "The role with name Ops cannot be found." in room("aws iam get-role --role-name Ops").error

    @pytest.mark.parametrize(
        ("policy", "words"),
        [
            (trust("arn:aws:iam::123456789012:user/Nobody"), 'Invalid principal in policy: "AWS":"arn:aws:iam::123'),
            (trust("nonsense"), 'Invalid principal in policy: "AWS":"nonsense"'),
            (trust(action="s3:GetObject"), "AssumeRole policy may only specify STS AssumeRole actions."),
            ("{", "This policy contains invalid Json"),
        ],
    )
    def test_a_trust_policy_that_is_refused(self, room: Room, policy: str, words: str) -> None:
        outcome = room(f"aws iam create-role --role-name Ops --assume-role-policy-document '{policy}'")
        assert "(MalformedPolicyDocument)" in outcome.error
        assert words in outcome.error

    def test_names_and_quotas(self, room: Room) -> None:
        make(room, trust())
        again = f"aws iam create-role --role-name OPS --assume-role-policy-document '{trust()}'"
        assert "(EntityAlreadyExists)" in room(again).error
        long = trust(ALAN, StringEquals={"aws:username": "x" * 2_048})
        outcome = room(f"aws iam update-assume-role-policy --role-name Ops --policy-document '{long}'")
        assert outcome.error.endswith("Cannot exceed quota for ACLSizePerRole: 2048\n")


class TestAssume:
    def test_a_session_is_who_it_says(self, room: Room) -> None:
        make(room, trust())
        keys(alan(room), ASSUME)
        caller = json.loads(room.ok("aws sts get-caller-identity"))
        arn = "arn:aws:sts::123456789012:assumed-role/Ops/desk"
        role_id = state(room.world)["roles"][0]["RoleId"]
        assert caller == {"UserId": f"{role_id}:desk", "Account": "123456789012", "Arn": arn}
        room.ok("aws iam list-users")
        outcome = room("aws iam delete-user --user-name Alice")
        assert f"User: {arn} is not authorized to perform: iam:DeleteUser on resource: user Alice" in outcome.error
        event = state(room.world)["trail"][-1]["userIdentity"]
        assert (event["type"], event["arn"], event["principalId"]) == ("AssumedRole", arn, f"{role_id}:desk")
        issuer = event["sessionContext"]["sessionIssuer"]
        assert (issuer["type"], issuer["arn"], issuer["userName"]) == ("Role", OPS, "Ops")
        assert "Must specify userName when calling with non-User credentials" in room("aws iam get-user").error
        assert room.cause("aws sts get-session-token") == "session-credentials"

    def test_the_event_of_the_call(self, room: Room) -> None:
        make(room, trust())
        alan(room).ok(ASSUME)
        event = state(room.world)["trail"][-1]
        assert event["requestParameters"] == {"roleArn": OPS, "roleSessionName": "desk"}
        assert set(event["responseElements"]["credentials"]) == {"accessKeyId", "expiration"}

    def test_who_is_not_trusted(self, room: Room) -> None:
        make(room, trust("arn:aws:iam::123456789012:user/Alice"))
        outcome = alan(room)(ASSUME)
        assert f"User: {ALAN} is not authorized to perform: sts:AssumeRole on resource: {OPS}" in outcome.error
        assert outcome.call is not None
        assert outcome.call.cause == "implicit-deny"

    def test_trust_in_the_account_leaves_it_to_the_callers_own_policies(self, room: Room) -> None:
        make(room, trust("arn:aws:iam::123456789012:root"))
        allow = (
            f'{{"Version":"2012-10-17","Statement":{{"Effect":"Allow","Action":"sts:AssumeRole","Resource":"{OPS}"}}}}'
        )
        room.ok(ASSUME)
        alan(room)
        assert "because no identity-based policy allows the sts:AssumeRole action" in room(ASSUME).error
        room.ok("AWS_ACCESS_KEY_ID=", "AWS_SECRET_ACCESS_KEY=")
        room.ok(f"aws iam put-user-policy --user-name Alan --policy-name a --policy-document '{allow}'")
        room.ok("sign-in Alan --password Turing-Machine-36 --code $(phone alan code)", ASSUME)

    def test_an_unknown_role_reads_the_same(self, room: Room) -> None:
        outcome = room(ASSUME)
        assert "(AccessDenied)" in outcome.error
        unknown = outcome.error
        make(room, trust("arn:aws:iam::123456789012:user/Alice"))
        assert room(ASSUME).error == unknown
        assert "(ValidationError)" in room(ASSUME.replace(OPS, "arn:aws:iam::123456789012:user/x")).error

    def test_root_cannot(self, room: Room) -> None:
        make(room, trust("arn:aws:iam::123456789012:root"))
        room.ok("sign-in root --password Correct-Horse-9-Battery")
        assert "Roles may not be assumed by root accounts." in room(ASSUME).error

    def test_mfa_in_the_trust_policy(self, room: Room) -> None:
        make(room, trust(ALAN, Bool={"aws:MultiFactorAuthPresent": "true"}))
        alan(room)
        assert room.cause(ASSUME) == "implicit-deny"
        assert room.cause(f"{ASSUME} --serial-number {SERIAL} --token-code 000000") == "never-valid"
        assert room.cause(f"{ASSUME} --serial-number {SERIAL}") == "serial-and-code-go-together"
        keys(room, f"{ASSUME} --serial-number {SERIAL} --token-code $(phone alan code)")
        sessions = {session["Principal"]: session["MFA"] for session in state(room.world)["sessions"]}
        assert sessions["assumed-role/Ops/desk"] is True
        room.ok("aws iam list-users")

    def test_the_age_of_mfa_in_the_trust_policy(self, room: Room) -> None:
        make(room, trust(ALAN, NumericLessThan={"aws:MultiFactorAuthAge": "300"}))
        alan(room)
        keys(room, f"aws sts get-session-token --serial-number {SERIAL} --token-code $(phone alan code)")
        room.ok(ASSUME, "wait 5m")
        assert room.cause(ASSUME) == "implicit-deny"

    def test_no_mfa_in_what_a_role_does(self, room: Room) -> None:
        """Credentials of AssumeRole carry no MFA information, so Deny with BoolIfExists bites."""
        deny = {"Effect": "Deny", "Action": "*", "Resource": "*"}
        deny["Condition"] = {"BoolIfExists": {"aws:MultiFactorAuthPresent": "false"}}  # type: ignore[assignment]
        policy = json.dumps({"Version": "2012-10-17", "Statement": [deny]})
        make(room, trust())
        room.ok(f"aws iam put-role-policy --role-name Ops --policy-name d --policy-document '{policy}'")
        keys(alan(room), f"{ASSUME} --serial-number {SERIAL} --token-code $(phone alan code)")
        assert room.cause("aws iam list-users") == "explicit-deny"

    def test_the_external_id(self, room: Room) -> None:
        make(room, trust(ALAN, StringEquals={"sts:ExternalId": "desk-7"}))
        alan(room)
        assert room.cause(ASSUME) == "implicit-deny"
        assert room.cause(f"{ASSUME} --external-id desk-8") == "implicit-deny"
        room.ok(f"{ASSUME} --external-id desk-7")

    def test_the_sessions_name(self, room: Room) -> None:
        make(room, trust(ALAN, StringLike={"sts:RoleSessionName": "${aws:username}"}))
        alan(room)
        assert room.cause(ASSUME) == "implicit-deny"
        room.ok(ASSUME.replace("desk", "Alan"))

    def test_durations(self, room: Room) -> None:
        make(room, trust("arn:aws:iam::123456789012:root"), "--max-session-duration 7200")
        assert "exceeds the MaxSessionDuration set for this role." in room(f"{ASSUME} --duration-seconds 7201").error
        keys(room, f"{ASSUME} --duration-seconds 7200")
        room.ok("wait 1h")
        room.ok("wait 59m", "aws iam list-users", "wait 1m")
        assert room.cause("aws iam list-users") == "expired-token"
        assert "Invalid value for parameter DurationSeconds" in room(f"{ASSUME} --duration-seconds 899").error

    def test_chained_roles_last_an_hour(self, room: Room) -> None:
        make(room, trust("arn:aws:iam::123456789012:root"), "--max-session-duration 43200")
        allow = '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"sts:AssumeRole","Resource":"*"}}'
        room.ok(f"aws iam put-role-policy --role-name Ops --policy-name a --policy-document '{allow}'")
        keys(room, f"{ASSUME} --duration-seconds 43200")
        outcome = room(f"{ASSUME} --duration-seconds 3601")
        assert "exceeds the 1 hour session limit for roles assumed by role chaining." in outcome.error
        room.ok(f"{ASSUME} --duration-seconds 3600")

    def test_session_policies_bound_it(self, room: Room) -> None:
        make(room, trust())
        policy = '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"iam:ListUsers","Resource":"*"}}'
        alan(room)
        assert json.loads(room.ok(f"{ASSUME} --policy '{policy}'"))["PackedPolicySize"] in range(1, 20)
        keys(room, f"{ASSUME} --policy '{policy}'")
        room.ok("aws iam list-users")
        outcome = room("aws iam list-groups")
        assert "because no session policy allows the iam:ListGroups action" in outcome.error

    def test_managed_session_policies(self, room: Room) -> None:
        make(room, trust())
        alan(room)
        keys(room, f"{ASSUME} --policy-arns arn=arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess")
        assert room.cause("aws iam list-users") == "implicit-deny"

    def test_session_policies_that_are_refused(self, room: Room) -> None:
        make(room, trust())
        alan(room)
        assert "(MalformedPolicyDocument)" in room(f"{ASSUME} --policy '{{}}'").error
        long = "x" * 2_100
        policy = f'{{"Version":"2012-10-17","Statement":{{"Effect":"Allow","Action":"iam:{long}","Resource":"*"}}}}'
        outcome = room(f"{ASSUME} --policy '{policy}'")
        assert "(PackedPolicyTooLarge)" in outcome.error
        assert "% of allotted space." in outcome.error

    def test_session_tags_need_their_own_permission(self, room: Room) -> None:
        make(room, trust())
        alan(room)
        tagged = f"{ASSUME} --tags Key=team,Value=desk"
        assert "sts:TagSession" in room(tagged).error
        room.ok("AWS_ACCESS_KEY_ID=", "AWS_SECRET_ACCESS_KEY=")
        both = trust().replace('"sts:AssumeRole"', '["sts:AssumeRole", "sts:TagSession"]')
        room.ok(f"aws iam update-assume-role-policy --role-name Ops --policy-document '{both}'")
        statement = {"Effect": "Deny", "Action": "iam:*", "Resource": "*"}
        statement["Condition"] = {"StringEquals": {"aws:PrincipalTag/team": "desk"}}  # type: ignore[assignment]
        policy = json.dumps({"Version": "2012-10-17", "Statement": [statement]})
        room.ok(f"aws iam put-role-policy --role-name Ops --policy-name t --policy-document '{policy}'")
        key, secret = room.ok(
            "aws iam create-access-key --user-name Alan --query AccessKey.[AccessKeyId,SecretAccessKey] --output text"
        ).split()
        room.ok(f"AWS_ACCESS_KEY_ID={key}", f"AWS_SECRET_ACCESS_KEY={secret}")
        keys(room, tagged)
        assert room.cause("aws iam list-users") == "explicit-deny"

    def test_a_deleted_role_ends_its_sessions(self, room: Room) -> None:
        make(room, trust("arn:aws:iam::123456789012:root"))
        keys(room, ASSUME)
        room.ok(
            f"aws iam detach-role-policy --role-name Ops --policy-arn {READ} --profile default",
            "aws iam delete-role --role-name Ops --profile default",
        )
        assert room.cause("aws sts get-caller-identity") == "unknown-credentials"

    def test_when_it_was_last_used(self, room: Room) -> None:
        make(room, trust("arn:aws:iam::123456789012:root"))
        keys(room, ASSUME)
        room.ok("wait 10m", "aws iam list-users")
        role = json.loads(room.ok("aws iam get-role --role-name Ops"))["Role"]
        assert role["RoleLastUsed"] == {"LastUsedDate": "2027-03-01T12:10:00+00:00", "Region": "us-east-1"}


def test_trust_is_in_a_user_and_not_in_a_name(room: Room) -> None:
    room.ok("aws iam create-user --user-name Bob")
    make(room, trust("arn:aws:iam::123456789012:user/Bob"))
    old = json.loads(room.ok("aws iam get-user --user-name Bob"))["User"]["UserId"]

    def bob() -> None:
        key, secret = room.ok(
            "aws iam create-access-key --user-name Bob --query AccessKey.[AccessKeyId,SecretAccessKey] --output text"
        ).split()
        room.ok(f"as alice AWS_ACCESS_KEY_ID={key}", f"as alice AWS_SECRET_ACCESS_KEY={secret}")

    bob()
    room.ok(f"as alice {ASSUME}")
    key = room.ok("aws iam list-access-keys --user-name Bob --query AccessKeyMetadata[0].AccessKeyId --output text")
    room.ok(
        f"aws iam delete-access-key --user-name Bob --access-key-id {key.strip()}",
        "aws iam delete-user --user-name Bob",
        "aws iam create-user --user-name Bob",
    )
    bob()
    assert room.cause(f"as alice {ASSUME}") == "implicit-deny"
    role = json.loads(room.ok("aws iam get-role --role-name Ops"))["Role"]
    assert role["AssumeRolePolicyDocument"]["Statement"][0]["Principal"] == {"AWS": old}


class TestScenario:
    text = """
title: Roles
account: {id: "123456789012"}
users: {Ann: {policies: [AdministratorAccess], keys: 1}}
roles:
  Ops:
    trust: [Ann]
    policies: [IAMReadOnlyAccess]
    hours: 2
    description: for the desk
people:
  you: {user: Ann, profiles: {default: Ann}}
"""

    def test_roles_of_a_scenario(self) -> None:
        room = Room(load(self.text, "roles", START))
        room.ok(f"{ASSUME} --duration-seconds 7200")
        assert state(room.world)["roles"][0]["Description"] == "for the desk"

    @pytest.mark.parametrize(
        ("old", "new", "words"),
        [
            ("[Ann]", "[Bob]", "There is no user 'Bob'. Known here: Ann."),
            ("trust: [Ann]", "hours: 1", "role Ops needs `trust:`"),
            ("hours: 2", "hours: 13", "hours should be between 1 and 12"),
            ("IAMReadOnlyAccess", "Nope", "There is no policy 'Nope'."),
        ],
    )
    def test_mistakes(self, old: str, new: str, words: str) -> None:
        text = self.text.replace("    hours: 2\n", "") if new == "hours: 1" else self.text
        with pytest.raises(ScenarioError, match="roles:") as caught:
            load(text.replace(old, new), "roles", START)
        assert words in caught.value.message
